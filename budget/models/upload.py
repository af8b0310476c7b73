from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hearings.models import LocalAct
from language.money import Unit

from .budget import Budget


class BudgetUpload(models.Model):
    """An Excel file that somebody brought for a budget, kept as it came.

    It is tried first and then taken in, all of it or nothing. What was taken in stays on record
    with its file, so that every figure can be traced to the paper it came from.
    """

    budget = models.ForeignKey(
        Budget, models.CASCADE, related_name="uploads", verbose_name=_("budget")
    )
    name = models.CharField(_("file"), max_length=200)
    content = models.BinaryField(editable=False)
    # SHA-256 of the content.
    digest = models.CharField(max_length=64, editable=False)
    unit = models.CharField(
        _("amounts are in"), max_length=8, choices=Unit.choices, default=Unit.SOM
    )
    resolution = models.ForeignKey(
        LocalAct,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("resolution that amends the budget"),
    )
    uploaded_at = models.DateTimeField(_("uploaded at"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    taken_in_at = models.DateTimeField(_("taken in"), null=True, blank=True, editable=False)
    # How many lines and figures it brought.
    new_lines = models.PositiveIntegerField(null=True, blank=True, editable=False)
    changed_lines = models.PositiveIntegerField(null=True, blank=True, editable=False)
    new_figures = models.PositiveIntegerField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("uploaded Excel file")
        verbose_name_plural = _("uploaded Excel files")
        ordering = ["-pk"]

    def __str__(self):
        return self.name
