from functools import cache

from django.db import models
from django.db.models import F, Q
from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from groups.models import Village
from hearings.models import Proposal
from hearings.models.choices import Sector
from language.labels import label
from language.money import MoneyColumn
from language.search import BESIDE, Searchable
from language.years import YEARS

from ..choices import Source, Status
from ..program import Program
from .doors import MeasureDoors
from .plan import MeasureQuerySet


def _count(name):
    return models.PositiveIntegerField(name, null=True, blank=True)


def _year(name):
    return models.PositiveSmallIntegerField(name, null=True, blank=True, validators=YEARS)


class Measure(MeasureDoors, Searchable):
    """What the aimak undertakes: a bus, a water pipe, a dam; in a programme or outside any.

    It names the proposals that it answers. What is not stated stays empty, which is not zero. The
    status changes only through `move_to`; each move leaves a `MeasureStep`. Who gained is told in
    several kinds that overlap (a household holds women and children): they are never added up.
    """

    Status, Source, Sector = Status, Source, Sector

    BENEFICIARIES = ("households", "families", "women", "men", "children", "pupils")
    INDEXED = True
    SEARCH_FIELDS = (
        "title_ky",
        "title_ru",
        "title_en",
        "about_ky",
        "about_ru",
        "about_en",
        "indicator_ky",
        "indicator_ru",
        "indicator_en",
        "responsible_ky",
        "responsible_ru",
        "responsible_en",
        *BESIDE,
    )

    title = models.CharField(_("title"), max_length=250)
    about = models.TextField(_("about the measure"), blank=True)
    program = models.ForeignKey(
        Program,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="measures",
        verbose_name=_("programme (SEDP)"),
        help_text=_("Leave empty for a measure outside any programme."),
    )
    sector = models.CharField(
        _("sector"), max_length=20, choices=Sector.choices, default=Sector.OTHER
    )
    village = models.ForeignKey(
        Village,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="measures",
        verbose_name=_("village"),
        help_text=_("Leave empty for several villages or the whole aimak."),
    )
    first_year = _year(_("first year"))
    last_year = _year(_("last year"))
    planned_cost = MoneyColumn(_("planned cost, som"), null=True, blank=True)
    indicator = models.CharField(
        _("indicator"),
        max_length=200,
        blank=True,
        help_text=_("What will be counted to see whether it was reached."),
    )
    indicator_target = models.DecimalField(
        _("to be reached"), max_digits=14, decimal_places=3, null=True, blank=True
    )
    indicator_unit = models.CharField(_("unit"), max_length=60, blank=True)
    responsible = models.CharField(_("responsible body"), max_length=200, blank=True)
    proposals = models.ManyToManyField(
        Proposal, blank=True, related_name="measures", verbose_name=_("answers the proposals")
    )
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=Status.choices,
        default=Status.PLANNED,
        editable=False,
        db_index=True,
    )
    is_public = models.BooleanField(_("everyone may read it"), default=True)

    households = _count(_("households"))
    families = _count(_("families"))
    women = _count(_("women"))
    men = _count(_("men"))
    children = _count(_("children"))
    pupils = _count(_("pupils"))

    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        ordering = [F("last_year").desc(nulls_last=True), "-pk"]
        permissions = [("move_measure", "Can lead measures on")]
        constraints = [
            models.CheckConstraint(
                condition=Q(first_year__isnull=True)
                | Q(last_year__isnull=True)
                | Q(last_year__gte=F("first_year")),
                name="a_measure_ends_after_it_begins",
                violation_error_message=_("The last year comes before the first one."),
            ),
            models.CheckConstraint(
                condition=Q(planned_cost__isnull=True) | Q(planned_cost__gte=0),
                name="a_measure_costs_nothing_or_more",
                violation_error_message=_("A cost cannot be below zero."),
            ),
            models.CheckConstraint(
                condition=Q(indicator_target__isnull=True) | Q(indicator_target__gte=0),
                name="an_indicator_is_never_below_zero",
                violation_error_message=_("A figure to be reached cannot be below zero."),
            ),
        ]

    def __str__(self):
        return self.title or ""

    def get_absolute_url(self):
        return f"{_measures(get_language(), get_script_prefix())}{self.pk}/"

    def get_status_display(self):
        return label(Status, self.status)

    def get_sector_display(self):
        return label(Sector, self.sector)

    @property
    def years(self):
        """The years as papers write them; empty where no paper states them."""
        if self.first_year and self.last_year and self.first_year != self.last_year:
            return f"{self.first_year}–{self.last_year}"
        return str(self.first_year or self.last_year or "")

    def words_beside(self, code):
        """What was made, who gave what for it, and what was told of it on the way."""
        given = list(self.contributions.all())
        partners = [each.partner for each in given if each.partner]
        return [
            *(getattr(result, f"what_{code}") for result in self.results.all()),
            *(getattr(each, f"words_{code}") for each in given),
            *(getattr(partner, f"name_{code}") for partner in partners),
            *(getattr(step, f"note_{code}") for step in self.steps.all()),
        ]

    def beneficiaries(self):
        """Who gained, as pairs of a name and a count; only what is stated."""
        pairs = (
            (self._meta.get_field(name).verbose_name, getattr(self, name))
            for name in self.BENEFICIARIES
        )
        return [(name, count) for name, count in pairs if count is not None]


@cache
def _measures(language, prefix):
    """The address that those of the measures begin with."""
    return reverse("measure_detail", args=[0]).removesuffix("0/")
