from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from types import SimpleNamespace

from django.utils.translation import gettext

from budget.models import BudgetLine, Execution
from budget.models.choices import QUARTERS, Side, Source
from budget.models.line import Sums
from budget.models.line.sums import ZERO, exact
from language.labels import label
from language.texts import active_language, in_language

from . import prepared


@dataclass(frozen=True)
class Pair:
    """The sums of some lines of this year, and of the same kind of lines of the last one."""

    now: Sums
    # None where the budget of the last year is not here.
    before: Sums | None = None

    @property
    def change(self):
        """By how much the plan grew since the last year; None where a plan is not stated.

        Where there are no lines, nothing was planned.
        """
        plans = [sums.stated_plan if sums.lines else ZERO for sums in (self.before, self.now)]
        return None if None in plans else plans[1] - plans[0]


@dataclass(frozen=True)
class Group(Pair):
    """What one source brings, what goes to one function, or another sum with a name."""

    key: str = ""
    name: str = ""
    language: str = ""


@dataclass(frozen=True)
class Quarter:
    """What was executed by the end of a quarter on both sides; None: no report of it."""

    number: int
    revenue: Decimal | None
    expenditure: Decimal | None
    revenue_share: Decimal | None
    expenditure_share: Decimal | None


class CitizensBudget:
    """The figures of a year beside those of the year before.

    One query brings the sums of both years by side, source and function; every total of the page
    is put together from them. `chosen` is the set of lines that a reader asked for. With a
    `village` all figures are those of its own lines.
    """

    def __init__(self, budget, before=None, chosen=None, village=None):
        self.budget, self.before, self.village = budget, before, village
        self._rows = _sums_of([each for each in (budget, before) if each], chosen, village)
        self.revenue = self._pair(lambda row: row["side"] == Side.REVENUE)
        self.expenditure = self._pair(lambda row: row["side"] == Side.EXPENDITURE)
        self.asked = self._pair(lambda row: row["is_asked"])
        self.chosen = {
            side: self._pair(lambda row, side=side: row["is_chosen"] and row["side"] == side).now
            for side in Side
        }

    @property
    def line_count(self):
        return self.revenue.now.lines + self.expenditure.now.lines

    @property
    def chosen_count(self):
        return sum(sums.lines for sums in self.chosen.values())

    @property
    def is_amended(self):
        return bool(self.amendments)

    @property
    def warnings(self):
        """Sentences, each with both numbers, where the papers do not add up."""
        sides = {Side.REVENUE: self.revenue.now, Side.EXPENDITURE: self.expenditure.now}
        return self.budget.mismatches(sides)

    @cached_property
    def amendments(self):
        """The amendments with what each moved on both sides, and whether it was taken back."""
        if self.budget.is_draft:
            return []
        amendments = list(prepared.amendments().filter(budget=self.budget))
        reversed_ones = {each.reverses_id for each in amendments}
        for each in amendments:
            each.revenue, each.expenditure = exact(each.revenue or 0), exact(each.expenditure or 0)
            each.is_reversed = each.pk in reversed_ones
        return amendments

    @property
    def amended_times(self):
        """How many amendments hold: neither taken back nor themselves taking one back."""
        return sum(not (each.is_reversed or each.reverses_id) for each in self.amendments)

    @property
    def comparisons(self):
        """Both sides, and what citizens asked for, beside the last year."""
        named = (
            (self.revenue, Side.REVENUE.label),
            (self.expenditure, Side.EXPENDITURE.label),
            (self.asked, gettext("From citizens’ proposals")),
        )
        language = active_language()
        return [Group(pair.now, pair.before, "", name, language) for pair, name in named]

    @property
    def asked_share(self):
        """What citizens asked for, as a share of the planned expenditure."""
        return self.asked.now.share_of(self.expenditure.now)

    @cached_property
    def sources(self):
        """Where the money comes from, the largest sum first."""
        language = active_language()
        groups = self._groups(Side.REVENUE, "origin")
        return _largest_first(
            Group(*sums, key=key, name=label(Source, key), language=language)
            for key, sums, _row in groups
        )

    @cached_property
    def functions(self):
        """What the money goes to, the largest sum first."""
        groups = self._groups(Side.EXPENDITURE, "function__root__code")
        return _largest_first(
            Group(*sums, key, *in_language(SimpleNamespace(**row), prepared.NAME))
            for key, sums, row in groups
        )

    @cached_property
    def quarters(self):
        """What was executed by the end of each quarter, for each side; None: no report."""
        if self.budget.is_draft:
            return {side: {} for side in Side}
        return self._reported(prepared.quarters()).sides()

    @cached_property
    def function_quarters(self):
        """What was spent by the end of each quarter on each function: {code: {quarter: amount}}."""
        if self.budget.is_draft:
            return {}
        return self._reported(Execution.objects.all()).functions_by_quarter()

    @property
    def latest_quarter(self):
        """The latest quarter of which anything is reported; None before the first report."""
        stated = {
            quarter
            for figures in self.quarters.values()
            for quarter, amount in figures.items()
            if amount is not None
        }
        return max(stated, default=None)

    @property
    def quarter_rows(self):
        return [self._quarter(number) for number in QUARTERS]

    # Behind them

    def _reported(self, figures):
        figures = figures.of_budget(self.budget)
        return figures.of_village(self.village) if self.village else figures

    def _quarter(self, number):
        revenue = self.quarters[Side.REVENUE][number]
        expenditure = self.quarters[Side.EXPENDITURE][number]
        return Quarter(
            number,
            revenue,
            expenditure,
            _share(revenue, self.revenue.now.plan),
            _share(expenditure, self.expenditure.now.plan),
        )

    def _pair(self, belongs):
        return Pair(*self._sums([row for row in self._rows if belongs(row[0])]))

    def _sums(self, rows):
        """The sums of this year and of the last one."""
        now = Sums.together(sums for row, sums in rows if row["budget"] == self.budget.pk)
        if self.before is None:
            return now, None
        return now, Sums.together(sums for row, sums in rows if row["budget"] == self.before.pk)

    def _groups(self, side, column):
        """(key, sums of both years, one of its rows) for each value of a column."""
        groups = defaultdict(list)
        for row, sums in self._rows:
            if row["side"] == side:
                groups[row[column]].append((row, sums))
        for key, rows in groups.items():
            # The name as it is in this year, where it has lines in this year.
            newest = max(
                (row for row, _sums in rows), key=lambda row: row["budget"] == self.budget.pk
            )
            yield key, self._sums(rows), newest


def _sums_of(budgets, chosen, village):
    """(row, sums) for each group of lines of these budgets, or of those of a village."""
    if chosen is None:
        groups = prepared.groups().of_budgets(budgets)
    else:
        marked = BudgetLine.objects.of_budgets(budgets).marked(chosen)
        groups = marked.grouped(*prepared.COLUMNS)
    if village:
        groups = groups.of_village(village)
    return [(row, Sums.of(row)) for row in groups]


def _share(part, whole):
    return part / whole if part is not None and whole else None


def _largest_first(groups):
    return sorted(groups, key=lambda group: (-group.now.plan, group.key))
