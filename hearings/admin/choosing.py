"""Choosing a hearing for a proposal or an act."""

from hearings.models import Hearing


class ChoosesHearing:
    """A page that offers the published hearings, the latest first."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "hearing":
            kwargs["queryset"] = Hearing.objects.public().newest_first()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
