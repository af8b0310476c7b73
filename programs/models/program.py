from django.db import models
from django.db.models import Count, F, Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hearings.models import Hearing, LocalAct
from hearings.models.choices import Sector
from hearings.models.public import hearing_is_public
from language.labels import label
from language.search import BESIDE, Searchable, SearchableQuerySet
from language.years import YEARS

from .choices import Status
from .public import measure_is_public, program_is_public


class ProgramQuerySet(SearchableQuerySet):
    def public(self):
        return self.filter(program_is_public())

    def in_force(self, year=None):
        """Programmes that hold in a year; two may overlap, the newer stands first."""
        year = year or timezone.localdate().year
        return self.filter(first_year__lte=year, last_year__gte=year).newest_first()

    def newest_first(self):
        return self.order_by("-first_year", "-last_year", "-pk")

    def for_search(self):
        """With the words it was found by."""
        return self.prefetch_related("sectors")

    def public_hearings(self):
        """Which public programme was heard at which public hearing, as rows of the link."""
        return self.model.hearings.through.objects.filter(
            program_is_public("program__"), hearing_is_public("hearing__")
        )

    def with_totals(self):
        """With how many public measures there are in each status, and their cost as far as stated.

        Each status has its column: planned_count, done_count and so on.
        """
        public = measure_is_public("measures__")
        counts = {
            f"{status.value}_count": Count("measures", filter=public & Q(measures__status=status))
            for status in Status
        }
        return self.annotate(
            measure_count=Count("measures", filter=public),
            planned_cost=Sum("measures__planned_cost", filter=public),
            without_cost=Count("measures", filter=public & Q(measures__planned_cost=None)),
            **counts,
        )

    def for_list(self):
        """With what the list of programmes tells of each."""
        related = self.select_related("resolution").prefetch_related("sectors")
        return related.with_totals().newest_first()

    def for_page(self):
        return self.select_related("resolution")


class Program(Searchable):
    """A socio-economic development programme (SEDP) of the aimak for some years.

    It is in force once the aiyl kenesh has approved it by a resolution. Programmes may overlap:
    the last year of one is often the first of the next.
    """

    SEARCH_FIELDS = (
        "title_ky",
        "title_ru",
        "title_en",
        "about_ky",
        "about_ru",
        "about_en",
        *BESIDE,
    )

    title = models.CharField(_("title"), max_length=250)
    about = models.TextField(_("about the programme"), blank=True)
    first_year = models.PositiveSmallIntegerField(_("first year"), validators=YEARS)
    last_year = models.PositiveSmallIntegerField(_("last year"), validators=YEARS)
    resolution = models.ForeignKey(
        LocalAct,
        models.PROTECT,
        null=True,
        blank=True,
        limit_choices_to={"kind": LocalAct.Kind.RESOLUTION},
        related_name="programs",
        verbose_name=_("approved by the resolution"),
    )
    hearings = models.ManyToManyField(
        Hearing, blank=True, related_name="programs", verbose_name=_("heard at")
    )
    is_public = models.BooleanField(_("everyone may read it"), default=True)

    objects = ProgramQuerySet.as_manager()

    class Meta:
        verbose_name = _("programme (SEDP)")
        verbose_name_plural = _("programmes (SEDP)")
        ordering = ["-first_year", "-last_year", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_year__gte=F("first_year")),
                name="a_programme_ends_after_it_begins",
                violation_error_message=_("The last year comes before the first one."),
            )
        ]

    def __str__(self):
        return self.title or self.years

    def get_absolute_url(self):
        return reverse("programs:program_detail", args=[self.pk])

    def words_beside(self, code):
        """What is to be reached in each sector."""
        return [getattr(sector, f"goal_{code}") for sector in self.sectors.all()]

    @property
    def years(self):
        """The years as papers write them: 2022–2026."""
        return f"{self.first_year}–{self.last_year}"

    @property
    def is_approved(self):
        return self.resolution_id is not None

    @property
    def is_in_force(self):
        """Whether it is approved and holds this year; two programmes may at once."""
        this_year = timezone.localdate().year
        return self.is_approved and self.first_year <= this_year <= self.last_year


class ProgramSectorQuerySet(models.QuerySet):
    def of_public_programs(self):
        return self.filter(program_is_public("program__"))


class ProgramSector(models.Model):
    """A sector of a programme with what the aimak wants to reach in it."""

    program = models.ForeignKey(
        Program, models.CASCADE, related_name="sectors", verbose_name=_("programme")
    )
    sector = models.CharField(_("sector"), max_length=20, choices=Sector.choices)
    goal = models.TextField(_("goal"), blank=True)

    objects = ProgramSectorQuerySet.as_manager()

    class Meta:
        verbose_name = _("sector of the programme")
        verbose_name_plural = _("sectors of the programme")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "sector"],
                name="a_programme_names_a_sector_once",
                violation_error_message=_("This sector is in the list already."),
            )
        ]

    def __str__(self):
        return self.get_sector_display()

    def get_sector_display(self):
        return label(Sector, self.sector)
