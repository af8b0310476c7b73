from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .measure import Measure
from .public import measure_is_public

# The columns behind a row of a list.
_ROW = (
    "quantity",
    "measure",
    *(
        f"{field}_{code}"
        for field in ("what", "unit", "measure__title")
        for code, _name in settings.LANGUAGES
    ),
)


class ResultQuerySet(models.QuerySet):
    def of(self, measures):
        """The results of these measures, which may be the first few of an ordered set."""
        return self.filter(measure__in=measures.values("pk"))

    def in_order(self):
        """As they were entered."""
        return self.order_by("pk")

    def of_public_measures(self):
        return self.filter(measure_is_public("measure__"))

    def for_lists(self):
        """With their measures, those of the latest years first."""
        return (
            self.select_related("measure")
            .only(*_ROW)
            .order_by(
                F("measure__last_year").desc(nulls_last=True),
                F("measure__first_year").desc(nulls_last=True),
                "-measure",
                "pk",
            )
        )


class Result(models.Model):
    """What was made, as a quantity with its unit: 4.5 km of pipe, 2,000 seedlings."""

    measure = models.ForeignKey(
        Measure, models.CASCADE, related_name="results", verbose_name=_("measure")
    )
    what = models.CharField(_("what was made"), max_length=200)
    quantity = models.DecimalField(
        _("quantity"), max_digits=14, decimal_places=3, null=True, blank=True
    )
    unit = models.CharField(_("unit"), max_length=60, blank=True)

    objects = ResultQuerySet.as_manager()

    class Meta:
        verbose_name = _("result")
        verbose_name_plural = _("results")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__isnull=True) | Q(quantity__gte=0),
                name="a_result_is_never_below_zero",
                violation_error_message=_("A quantity cannot be below zero."),
            )
        ]

    def __str__(self):
        return self.what or ""
