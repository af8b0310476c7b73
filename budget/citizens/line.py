from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from budget.models import BudgetStep, Execution
from budget.models.choices import QUARTERS
from budget.models.line.sums import exact
from budget.way.ways import asked_for
from language.texts import is_stated


@dataclass(frozen=True)
class Quarter:
    """What is reported of a line by the end of a quarter, and what the quarter itself adds."""

    number: int
    # None where no paper states the quarter.
    figure: Execution | None = None
    # None where this quarter or the one before it is not stated.
    added: Decimal | None = None
    is_over_plan: bool = False

    @property
    def executed(self):
        return self.figure and self.figure.executed


class CitizensLine:
    """One line of a budget from what was asked for to what was spent.

    The line comes with its figures (`with_figures`).
    """

    def __init__(self, line):
        self.line = line
        self.plan, self.executed = exact(line.plan), exact(line.executed)

    @property
    def executed_share(self):
        return self.executed / self.plan if self.executed is not None and self.plan else None

    @property
    def is_over_plan(self):
        return self.executed is not None and self.plan is not None and self.executed > self.plan

    @cached_property
    def changes(self):
        """What each amendment added or took away, in the order of the amendments."""
        related = "amendment__resolution", "amendment__reversed_by"
        changes = list(self.line.changes.select_related(*related).order_by("amendment"))
        for change in changes:
            change.amendment.is_reversed = hasattr(change.amendment, "reversed_by")
        return changes

    @cached_property
    def quarters(self):
        """The four quarters with what is reported; those without a report stay unknown."""
        figures = {figure.quarter: figure for figure in self.line.executions.order_by("quarter")}
        return [self._quarter(number, figures) for number in QUARTERS]

    @property
    def has_notes(self):
        """Whether any quarter carries a note; an empty column would only ask for room."""
        return any(row.figure and is_stated(row.figure, "note") for row in self.quarters)

    @cached_property
    def corrections(self):
        """Executed figures that were corrected, with the old ones."""
        return list(self.line.steps.filter(verb=BudgetStep.Verb.CORRECTED))

    @cached_property
    def proposals(self):
        """The public proposals that the line answers, by name or through its measure."""
        measure = self.line.measure
        return list(asked_for(self.line, measure if measure and measure.is_public else None))

    def _quarter(self, number, figures):
        figure = figures.get(number)
        if figure is None:
            return Quarter(number)
        over = self.plan is not None and figure.executed > self.plan
        return Quarter(number, figure, _added(number, figure, figures), over)


def _added(number, figure, figures):
    """The sums of officials run from January on: a quarter alone is the difference of two."""
    if number == QUARTERS[0]:
        return figure.executed
    earlier = figures.get(number - 1)
    return None if earlier is None else figure.executed - earlier.executed
