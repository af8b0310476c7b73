from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from language.search import Searchable, SearchableQuerySet
from language.sorting import Sorted

from .member import Member, Sex
from .village import Village

# The mark against which the women's share of a group is shown (domain.md, fact 14).
WOMEN_MARK = 0.30


class InitiativeGroupQuerySet(SearchableQuerySet):
    def active(self):
        """Groups that work today."""
        return self.filter(dissolved_on__isnull=True)

    def dissolved(self):
        """Groups that no longer work; their proposals stay."""
        return self.filter(dissolved_on__isnull=False)

    def of_village(self, village):
        return self.filter(village=village)

    def with_members(self):
        """Each group with how many current members are listed, and how many of them women."""
        current = Q(members__left_on__isnull=True)
        return self.annotate(
            listed_members=Count("members", filter=current),
            listed_women=Count("members", filter=current & Q(members__sex=Sex.FEMALE)),
            listed_sexes=Count("members", filter=current & ~Q(members__sex="")),
        )


class InitiativeGroup(Searchable, Sorted):
    """Residents who gather proposals, carry them to the hearing and follow them up.

    Members may be listed one by one. Where no list exists, the head count that the group
    reported stands instead; it is never below the list.
    """

    SEARCH_FIELDS = (
        "name_ky",
        "name_ru",
        "name_en",
        "purpose_ky",
        "purpose_ru",
        "purpose_en",
        "note_ky",
        "note_ru",
        "note_en",
    )

    name = models.CharField(_("name"), max_length=200)
    village = models.ForeignKey(
        Village,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="initiative_groups",
        verbose_name=_("village"),
    )
    purpose = models.TextField(_("purpose"), blank=True)
    founded_year = models.PositiveSmallIntegerField(_("works since (year)"), null=True, blank=True)
    dissolved_on = models.DateField(_("dissolved on"), null=True, blank=True)
    reported_members = models.PositiveSmallIntegerField(
        _("members, as reported"),
        null=True,
        blank=True,
        help_text=_("The head count of the group where its members are not listed."),
    )
    reported_women = models.PositiveSmallIntegerField(
        _("women among them, as reported"), null=True, blank=True
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = InitiativeGroupQuerySet.as_manager()

    class Meta(Sorted.Meta):
        abstract = False
        verbose_name = _("initiative group")
        verbose_name_plural = _("initiative groups")
        constraints = [
            models.CheckConstraint(
                condition=Q(reported_women__lte=models.F("reported_members")),
                name="women_are_at_most_the_members",
                violation_error_message=_("There cannot be more women than members."),
            )
        ]

    def __str__(self):
        return self.name or ""

    def get_absolute_url(self):
        return reverse("group_detail", args=[self.pk])

    def clean(self):
        super().clean()
        listed = self.members.current().count() if self.pk else 0
        if self.reported_members is not None and self.reported_members < listed:
            raise ValidationError(
                {
                    "reported_members": _(
                        "The reported head count is %(reported)d, but %(listed)d members are "
                        "listed. Correct one of the two."
                    )
                    % {"reported": self.reported_members, "listed": listed}
                }
            )

    def _listed(self):
        if not hasattr(self, "listed_members"):
            counted = type(self).objects.with_members().get(pk=self.pk)
            self.listed_members = counted.listed_members
            self.listed_women = counted.listed_women
            self.listed_sexes = counted.listed_sexes
        return self.listed_members

    @property
    def is_listed(self):
        """Whether the head count comes from a list of members."""
        return self._listed() > 0 and not (self.reported_members or 0) > self._listed()

    @property
    def head_count(self):
        """How many members the group has; None where nobody stated it."""
        return self._listed() if self.is_listed else self.reported_members

    @property
    def women(self):
        """How many of the members are women; None where it is not known of each."""
        if not self.is_listed:
            return self.reported_women
        return self.listed_women if self.listed_sexes == self.listed_members else None

    @property
    def women_share(self):
        """The women's share of the group, from 0 to 1; None where it is not known."""
        if not self.head_count or self.women is None:
            return None
        return self.women / self.head_count

    @property
    def reaches_women_mark(self):
        """Whether more than 30 % of the members are women; None where it is not known."""
        share = self.women_share
        return None if share is None else share > WOMEN_MARK

    def public_members(self):
        """Current members who agreed to be named."""
        return Member.objects.filter(group=self).current().public()
