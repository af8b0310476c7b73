from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from language.money import MoneyColumn

from .choices import QUARTERS
from .line import BudgetLine
from .quarters import ExecutionQuerySet


class Execution(models.Model):
    """What officials report as executed on a line since the year's beginning, by quarter.

    Revenue: what has come in; expenditure: what is spent. Cumulative, in som. Figures that do not
    fit the plan or the quarter before are kept with a note why: real papers have them.
    """

    line = models.ForeignKey(
        BudgetLine, models.PROTECT, related_name="executions", verbose_name=_("budget line")
    )
    quarter = models.PositiveSmallIntegerField(_("quarter"))
    executed = MoneyColumn(_("executed since the year’s beginning, som"))
    note = models.TextField(
        _("public note"),
        blank=True,
        help_text=_("Needed where the figure is more than the plan or less than before."),
    )
    at = models.DateTimeField(_("entered"), editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    objects = ExecutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("executed figure")
        verbose_name_plural = _("executed figures")
        ordering = ["line", "quarter"]
        constraints = [
            models.UniqueConstraint(
                fields=["line", "quarter"], name="a_line_has_one_figure_a_quarter"
            ),
            models.CheckConstraint(
                condition=Q(quarter__in=QUARTERS), name="a_year_has_four_quarters"
            ),
            models.CheckConstraint(
                condition=Q(executed__gte=0),
                name="nothing_is_executed_below_zero",
                violation_error_message=_("An executed figure cannot be below zero."),
            ),
        ]

    def __str__(self):
        return f"{self.line}, {self.quarter}"
