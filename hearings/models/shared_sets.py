"""Sets that the register and its counts both know, each by the same name and rule."""

from django.db.models import Q


class SharedSets:
    """A part of `ProposalQuerySet` and of `ProposalCountQuerySet`."""

    # The columns that say whether a day of receipt is stated, and of which year it is.
    DATED = YEAR = "year"

    def having(self, **properties):
        """Those with these properties; what is empty narrows nothing."""
        return self.filter(**{name: value for name, value in properties.items() if value})

    def in_years(self, first=None, last=None):
        """Those received in these years; where no paper states the day, in none."""
        found = self.filter(**{f"{self.DATED}__isnull": False})
        if first is not None:
            found = found.filter(**{f"{self.YEAR}__gte": first})
        return found if last is None else found.filter(**{f"{self.YEAR}__lte": last})

    def undated(self):
        """Those of which no paper states the day."""
        return self.filter(**{f"{self.DATED}__isnull": True})

    def of_village(self, village):
        return self.filter(village=village)

    def of_groups(self, groups):
        return self.filter(group__in=groups)

    def of_unnamed_groups(self):
        """From a group, of which the paper does not say which."""
        return self.filter(from_group=True, group__isnull=True)

    def among(self, *keys):
        """Those whose keys stand in any of these parts of a query."""
        chosen = Q()
        for each in keys:
            chosen |= Q(pk__in=each)
        return self.filter(chosen)
