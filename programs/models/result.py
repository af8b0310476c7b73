from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .measure import Measure


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
