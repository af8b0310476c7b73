"""The figures of budgets, as the citizens' budget adds them up; nothing is summed anew here."""

from functools import cached_property

from budget.citizens import CitizensBudget, Pair, years
from budget.models.choices import Side
from reports.ratio import Ratio, Total


class BudgetTotals:
    """The public budgets of a scope side by side, and one of them in full.

    With a village all figures are those of the lines for this village alone.
    """

    def __init__(self, scope):
        self.scope = scope

    @cached_property
    def years(self):
        """The chosen budgets with the sums of both sides, the newest first.

        With a village only those that have lines for it.
        """
        return [year for year in self._all if self._is_chosen(year)]

    @cached_property
    def detailed(self):
        """The newest approved budget of the chosen ones in full, else the newest; None: none."""
        approved = [each for each in self.years if each.budget.is_approved]
        chosen = approved or self.years
        if not chosen:
            return None
        year = chosen[0]
        before = self._before(year)
        return CitizensBudget(year.budget, before and before.budget, village=self.scope.village)

    def pair(self, year, side):
        """A side of a year beside the same side of the year before."""
        before = self._before(year)
        return Pair(getattr(year, side), before and getattr(before, side))

    def has_lines(self, side):
        """Whether any chosen year has lines of a side: most villages have no revenue."""
        return any(getattr(year, side).lines for year in self.years)

    def total(self, side, figure):
        """The sum of a figure of a side over the chosen years."""
        return Total.of(getattr(getattr(year, side), figure) for year in self.years)

    @property
    def without_amount(self):
        """How many lines of drafts have no amount yet."""
        return sum(sums.not_planned for each in self.years for sums in _sides(each))

    @property
    def without_execution(self):
        """How many lines of approved budgets have no executed figure; a draft cannot have any."""
        approved = [each for each in self.years if each.budget.is_approved]
        return sum(sums.not_executed for each in approved for sums in _sides(each))

    def executed_share(self, side):
        """What was executed of the plans of those years that state both."""
        sums = [getattr(year, side) for year in self.years]
        return Ratio.of((each.executed, each.stated_plan) for each in sums).share

    @property
    def doubts(self):
        """(budget, sentences) for each budget: what in its papers does not add up.

        The lines of one village never add up to what a resolution prints.
        """
        if self.scope.village:
            return []
        return [(year.budget, _mismatches(year)) for year in self.years]

    # Behind them

    @cached_property
    def _all(self):
        return years(self.scope.village)

    def _is_chosen(self, year):
        first, last = self.scope.years or (None, None)
        number = year.budget.year
        if self.scope.village and not any(sums.lines for sums in _sides(year)):
            return False
        return (first is None or first <= number) and (last is None or number <= last)

    def _before(self, year):
        """The public budget of the year before, chosen or not."""
        wanted = year.budget.year - 1
        return next((each for each in self._all if each.budget.year == wanted), None)


def _sides(year):
    return year.revenue, year.expenditure


def _mismatches(year):
    return year.budget.mismatches(dict(zip(Side, _sides(year), strict=True)))
