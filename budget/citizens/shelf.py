"""All public budgets side by side."""

from dataclasses import dataclass

from budget.models import Budget
from budget.models.choices import Side
from budget.models.line import Sums

from . import prepared


@dataclass(frozen=True)
class Year:
    """A budget with the sums of its two sides."""

    budget: Budget
    revenue: Sums
    expenditure: Sums


def years(village=None):
    """Every public budget with its sums, the newest first; two queries however many.

    With a village the sums are those of its own lines.
    """
    budgets = list(prepared.budgets().public())
    sides = prepared.sides().of_village(village) if village else prepared.sides()
    sums = {(row["budget"], row["side"]): Sums.of(row) for row in sides}
    return [
        Year(budget, *(sums.get((budget.pk, side), Sums()) for side in Side)) for budget in budgets
    ]


def of_year(year):
    """All public budgets, that of a year and that of the year before; None: it is not public."""
    budgets = list(prepared.budgets().public())
    by_year = {budget.year: budget for budget in budgets}
    return budgets, by_year.get(year), by_year.get(year - 1)
