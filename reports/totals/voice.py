"""The figures of the way from voice to som: the money of the lines that answer proposals."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from budget.models import Budget, BudgetLine
from budget.models.line import Sums
from budget.models.line.sums import ZERO
from budget.promises import without_money
from hearings.models import Proposal
from reports.ratio import Ratio, Total

# A longer list is no reading any more; how many there are is always said.
MOST = 50
LARGEST = 20


@dataclass(frozen=True)
class VoiceYear:
    """The lines of a budget that answer proposals, beside all of its expenditure."""

    budget: Budget
    asked: Sums
    whole: Sums

    @property
    def plan(self):
        """Where no line answers a proposal, nothing is planned for any."""
        return self.asked.stated_plan if self.asked.lines else ZERO

    @property
    def executed(self):
        """None before the first report."""
        if self.asked.lines or self.whole.executed is None:
            return self.asked.executed
        return ZERO

    @property
    def plan_share(self):
        return Ratio(self.plan, self.whole.stated_plan).share

    @property
    def executed_share(self):
        return Ratio(self.executed, self.whole.executed).share


class VoiceTotals:
    """The expenditure of public budgets that answers public proposals, by budget year.

    A line is of a village if the budget says so, and of a topic if a proposal that it answers is:
    lines have no topic of their own. So a village narrows also the expenditure that shares are
    taken of, a topic only the lines that answer proposals.
    """

    def __init__(self, scope):
        self.scope = scope

    @cached_property
    def years(self):
        """Each budget that has expenditure here, the newest first."""
        sums = defaultdict(dict)
        for row, of_row in self._sums():
            sums[row["budget"]][row["is_asked"]] = of_row
        return [
            VoiceYear(
                budget,
                sums[budget.pk].get(True, Sums()),
                Sums.together(sums[budget.pk].values()),
            )
            for budget in self._budgets()
            if budget.pk in sums
        ]

    @property
    def line_count(self):
        return sum(year.asked.lines for year in self.years)

    @property
    def plan(self):
        return Total.of(year.plan for year in self.years)

    @property
    def in_drafts(self):
        """What of the plan stands in budgets that are not approved yet."""
        return Total.of(year.plan for year in self.years if year.budget.is_draft)

    @property
    def executed(self):
        """Where no line that answers a proposal states a figure, a zero of other years is none."""
        asked = [year for year in self.years if year.asked.lines and not year.budget.is_draft]
        if asked and all(year.executed is None for year in asked):
            return Total(None, len(asked))
        return Total.of(year.executed for year in self.years)

    @property
    def whole_plan(self):
        return Total.of(year.whole.stated_plan for year in self.years)

    @property
    def whole_executed(self):
        return Total.of(year.whole.executed for year in self.years)

    @property
    def plan_ratio(self):
        return Ratio.of((year.plan, year.whole.stated_plan) for year in self.years)

    @property
    def executed_ratio(self):
        if self.executed.value is None:
            return Ratio(None, None)
        return Ratio.of((year.executed, year.whole.executed) for year in self.years)

    @cached_property
    def largest(self):
        """The lines with the largest plans, each with how many proposals it answers."""
        lines = self._asked().for_lists().with_proposal_counts().largest_first()
        return list(lines[:LARGEST])

    @cached_property
    def unspent(self):
        """The oldest lines that answer proposals and on which nothing was spent."""
        return list(self._unspent().oldest_first()[:MOST])

    @cached_property
    def unspent_count(self):
        return self._unspent().count()

    @cached_property
    def unreported_count(self):
        """How many of them state no executed figure at all; the others report a zero."""
        return self._unspent().unreported().count()

    @cached_property
    def promises(self):
        """The oldest accepted proposals that no money follows."""
        return list(self._promises().for_lists()[:MOST])

    @cached_property
    def promise_count(self):
        return self._promises().count()

    # Behind them

    def _lines(self):
        lines = BudgetLine.objects.public().expenditure().in_years(*self._years)
        return lines.of_village(self.scope.village) if self.scope.village else lines

    def _asked(self):
        return self._lines().from_proposals(self.scope.sector)

    def _sums(self):
        groups = self._lines().marked(sector=self.scope.sector).grouped("budget", "is_asked")
        return [(row, Sums.of(row)) for row in groups]

    def _budgets(self):
        return Budget.objects.public().in_years(*self._years).newest_first()

    def _unspent(self):
        return self._asked().for_lists().unspent()

    def _promises(self):
        proposals = Proposal.objects.narrowed(
            sector=self.scope.sector, village=self.scope.village
        ).decided_in_years(*self._years)
        return without_money(proposals)

    @property
    def _years(self):
        return self.scope.years or (None, None)
