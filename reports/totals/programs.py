"""The figures of the programmes: where the measures stand, what they cost, what was found."""

from dataclasses import dataclass
from functools import cached_property

from budget.models import BudgetLine
from budget.models.line import Sums
from programs.answers import Given, given_by
from programs.models import Contribution, Measure
from programs.models.measure.plan import quarter_ago
from reports.ratio import Ratio, Total

MOST = 50
# The table of measures holds so many; all of them are in the sums.
MOST_MEASURES = 200


@dataclass(frozen=True)
class Deed:
    """A measure with its money: what its sources gave, and its lines in approved budgets.

    Both tell of the same som: what the local budget gives to a measure stands as a source on the
    measure's page and as a line in the budget. So they are never added together: the money found
    is what the sources state; where none states an amount, it is the plan of the lines.
    """

    measure: Measure
    given: Given
    # Of public approved budgets.
    lines: Sums

    @property
    def cost(self):
        return self.measure.planned_cost

    @property
    def found(self):
        """None where neither a source states an amount nor a line a plan."""
        return self.in_budget if self.given.amount is None else self.given.amount

    @property
    def in_budget(self):
        """The plan of its lines as it holds now; None where no line pays for it."""
        return self.lines.stated_plan

    @property
    def spent(self):
        """What was executed on its lines by the latest quarter that is reported."""
        return self.lines.executed

    @property
    def is_found_in_part(self):
        """Whether some of its sources state no amount: what was found is then a least."""
        return self.given.is_least


@dataclass(frozen=True)
class Deeds:
    """Some measures together."""

    deeds: tuple[Deed, ...]

    def __len__(self):
        return len(self.deeds)

    def total(self, figure):
        return Total.of(getattr(deed, figure) for deed in self.deeds)

    def ratio(self, part, whole):
        """Two figures over the measures that state both."""
        return Ratio.of((getattr(deed, part), getattr(deed, whole)) for deed in self.deeds)

    @property
    def lines(self):
        """How many budget lines pay for them."""
        return sum(deed.lines.lines for deed in self.deeds)

    @property
    def found_in_part(self):
        return sum(deed.is_found_in_part for deed in self.deeds)

    @property
    def not_executed(self):
        """How many of their lines in approved budgets have no executed figure."""
        return sum(deed.lines.not_executed for deed in self.deeds)

    def having(self, status):
        return Deeds(tuple(deed for deed in self.deeds if deed.measure.status == status))

    def by(self, key):
        """{key of a measure: its deeds}, in the order in which they come."""
        groups = {}
        for deed in self.deeds:
            groups.setdefault(key(deed.measure), []).append(deed)
        return {value: Deeds(tuple(deeds)) for value, deeds in groups.items()}


class ProgramTotals:
    """The public measures of a scope, each with its money.

    A measure is of a year in which it goes on. Its money is that of the whole measure, not only
    of the chosen years: a cost is planned and a source gives for all of it.
    """

    def __init__(self, scope):
        self.scope = scope

    @cached_property
    def all(self):
        """The measures with their money, the latest years first."""
        measures = self._chosen(self._fitting)
        given = given_by("measure", Contribution.objects.of(measures))
        lines = self._lines(measures)
        return Deeds(
            tuple(
                Deed(each, given.get(each.pk, Given()), lines.get(each.pk, Sums()))
                for each in measures.for_reports().newest_first()
            )
        )

    @cached_property
    def without_years(self):
        """How many measures no filter by year can find."""
        return self._fitting.of_unknown_years().count() if self.scope.years else 0

    @cached_property
    def by_status(self):
        return {status: self.all.having(status) for status in Measure.Status}

    @cached_property
    def by_program(self):
        """By programme, the newest first; None: outside any that is public."""
        groups = self.all.by(_program)
        return dict(sorted(groups.items(), key=lambda pair: _newest(pair[0]), reverse=True))

    @cached_property
    def by_sector(self):
        """By topic, in the order of the list of topics."""
        groups = self.all.by(lambda measure: measure.sector)
        return {sector: groups[sector] for sector in Measure.Sector if sector in groups}

    @cached_property
    def silent(self):
        """Those under way of which nothing was told for a quarter, the longest silent first."""
        measures = self._silent().with_last_word().for_lists().silent_first()
        return list(measures[:MOST])

    @cached_property
    def silent_count(self):
        return self._silent().count()

    # Behind them

    @property
    def _fitting(self):
        """Those of the chosen village, topic and status, whatever their years."""
        return Measure.objects.public().narrowed(
            status=self.scope.kind, sector=self.scope.sector, village=self.scope.village
        )

    def _chosen(self, measures):
        return measures.in_years(*self.scope.years) if self.scope.years else measures

    def _silent(self):
        return self._chosen(self._fitting).without_progress_since(quarter_ago())

    def _lines(self, measures):
        lines = BudgetLine.objects.public().of_approved_budgets().expenditure()
        sums = lines.of_measures(measures).sums_by("measure")
        return {row["measure"]: of_measure for row, of_measure in sums}


def _program(measure):
    program = measure.program
    return program if program is not None and program.is_public else None


def _newest(program):
    return (program.first_year, program.last_year, program.pk) if program else (0, 0, 0)
