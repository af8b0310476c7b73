from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from language.money import MoneyColumn
from language.search import Searchable, SearchableQuerySet
from language.years import YEARS

from .measure import Measure
from .public import measure_is_public


class AwardQuerySet(SearchableQuerySet):
    def public(self):
        return self.filter(is_public=True)

    def of_village(self, village):
        """Awards of the public measures of a village."""
        return self.filter(measure_is_public("measure__"), measure__village=village)

    def of_sector(self, sector):
        """Awards of the public measures of a topic."""
        return self.filter(measure_is_public("measure__"), measure__sector=sector)

    def in_years(self, first=None, last=None):
        """Awards of these years; those of unknown year are in none."""
        found = self.filter(year__isnull=False)
        if first is not None:
            found = found.filter(year__gte=first)
        return found if last is None else found.filter(year__lte=last)

    def of_unknown_year(self):
        return self.filter(year__isnull=True)

    def for_page(self):
        return self.select_related("measure")

    def newest_first(self):
        return self.order_by(F("year").desc(nulls_last=True), "-pk")


class Award(Searchable):
    """A contest that the aimak or its groups won, the prize and what it bought."""

    SEARCH_FIELDS = (
        "contest_ky",
        "contest_ru",
        "contest_en",
        "initiative_ky",
        "initiative_ru",
        "initiative_en",
        "bought_ky",
        "bought_ru",
        "bought_en",
        "note_ky",
        "note_ru",
        "note_en",
    )

    contest = models.CharField(_("contest"), max_length=250)
    initiative = models.CharField(_("with the initiative"), max_length=250, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True, validators=YEARS)
    place = models.PositiveSmallIntegerField(pgettext_lazy("award", "place"), null=True, blank=True)
    prize = MoneyColumn(_("prize, som"), null=True, blank=True)
    bought = models.CharField(_("what the prize bought"), max_length=250, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    measure = models.ForeignKey(
        Measure,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="awards",
        verbose_name=_("measure"),
        help_text=_("The measure for which the prize was used, where there is one."),
    )
    is_public = models.BooleanField(_("everyone may read it"), default=True)

    objects = AwardQuerySet.as_manager()

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        ordering = [F("year").desc(nulls_last=True), "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(prize__isnull=True) | Q(prize__gte=0),
                name="a_prize_is_never_below_zero",
                violation_error_message=_("A prize cannot be below zero."),
            ),
            models.CheckConstraint(
                condition=Q(place__isnull=True) | Q(place__gte=1),
                name="the_first_place_is_one",
                violation_error_message=_("Places are counted from 1."),
            ),
        ]

    def __str__(self):
        return self.contest or ""
