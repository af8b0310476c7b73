from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from language.search import Searchable, SearchableQuerySet
from language.sorting import Sorted
from language.years import YEARS


class _Listed(models.Aggregate):
    """The values of many rows as one JSON list."""

    function = "JSON_GROUP_ARRAY"
    output_field = models.JSONField()

    def as_postgresql(self, compiler, connection, **extra):
        return self.as_sql(compiler, connection, function="JSONB_AGG", **extra)


class VillageQuerySet(SearchableQuerySet):
    def as_list(self):
        """All of them as a part of another record's query, for `from_list`."""
        columns = {"pk": "pk", **{field: field for field in ("sort_key", *Village.SORT_FIELDS)}}
        one_group = self.order_by().annotate(all=models.Value(1)).values("all")
        return one_group.annotate(listed=_Listed(JSONObject(**columns))).values("listed")

    def from_list(self, listed):
        """The villages of such a list by their names, in the order of the alphabet."""
        villages = [self.model(**row) for row in listed or ()]
        return sorted(villages, key=lambda village: village.sort_key)


class Village(Searchable, Sorted):
    """A village of the aimak."""

    SEARCH_FIELDS = ("name_ky", "name_ru", "name_en", "soate_code")

    name = models.CharField(_("name"), max_length=120)
    soate_code = models.CharField(
        _("SOATE code"),
        max_length=14,
        blank=True,
        validators=[RegexValidator(r"^\d{14}$", _("A SOATE code has 14 digits."))],
    )

    objects = VillageQuerySet.as_manager()

    class Meta(Sorted.Meta):
        abstract = False
        verbose_name = _("village")
        verbose_name_plural = _("villages")
        constraints = [
            models.UniqueConstraint(
                fields=["soate_code"],
                condition=~models.Q(soate_code=""),
                name="a_soate_code_names_one_village",
            )
        ]

    def __str__(self):
        return self.name or ""

    def get_absolute_url(self):
        return reverse("village_detail", args=[self.pk])


class YearlyFiguresQuerySet(models.QuerySet):
    def population(self, village, years):
        """The residents of a village, or of the whole aimak (None), by year as far as stated."""
        rows = self.filter(village=village, year__in=years, population__isnull=False)
        return dict(rows.values_list("year", "population"))

    def newest_population(self, village):
        """The newest row that states the residents of a village; None where none does."""
        stated = self.filter(village=village, population__isnull=False)
        return stated.order_by("-year").first()

    def group_counts(self, village=None):
        """Pairs of a year and its number of groups, as far as stated, the earliest first."""
        rows = self.filter(village=village, group_count__isnull=False)
        return list(rows.order_by("year").values_list("year", "group_count"))

    def of_year(self, year):
        return self.filter(year=year)


class YearlyFigures(models.Model):
    """Population, households and groups of a year: what shares in reports are counted against.

    Without a village the figures are those of the whole aimak. An empty figure is unknown.
    """

    year = models.PositiveSmallIntegerField(_("year"), validators=YEARS)
    village = models.ForeignKey(
        Village,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="yearly_figures",
        verbose_name=_("village"),
        help_text=_("Leave empty for the whole aimak."),
    )
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    women = models.PositiveIntegerField(_("women"), null=True, blank=True)
    households = models.PositiveIntegerField(_("households"), null=True, blank=True)
    group_count = models.PositiveSmallIntegerField(_("initiative groups"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

    objects = YearlyFiguresQuerySet.as_manager()

    class Meta:
        verbose_name = _("figures of a year")
        verbose_name_plural = _("figures by year")
        ordering = ["-year", "village__sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "village"],
                condition=models.Q(village__isnull=False),
                name="a_village_has_one_row_of_figures_a_year",
            ),
            models.UniqueConstraint(
                fields=["year"],
                condition=models.Q(village__isnull=True),
                name="the_aimak_has_one_row_of_figures_a_year",
            ),
            models.CheckConstraint(
                condition=models.Q(women__lte=models.F("population")),
                name="women_are_at_most_the_population",
                violation_error_message=_("There cannot be more women than residents."),
            ),
        ]

    def __str__(self):
        return f"{self.year}, {self.village}" if self.village_id else str(self.year)
