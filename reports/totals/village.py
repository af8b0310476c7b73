"""What the other totals say of one village, and the few newest things of each kind."""

from collections import defaultdict
from functools import cached_property

from groups.models import YearlyFigures
from reports.totals.budget import BudgetTotals
from reports.totals.groups import GroupTotals
from reports.totals.hearings import HearingTotals
from reports.totals.programs import ProgramTotals
from reports.totals.proposals import ProposalTotals
from reports.totals.results import ResultTotals
from reports.totals.voice import VoiceTotals

# All of them together stand on one sheet of paper.
MOST, FEWER = 4, 3


class VillageTotals:
    """The figures of one village in the years asked for. Nothing is added up here anew."""

    def __init__(self, scope):
        self.scope = scope
        self.hearings = HearingTotals(scope)
        self.proposals = ProposalTotals(scope)
        self.voice = VoiceTotals(scope)
        self.budget = BudgetTotals(scope)
        self.programs = ProgramTotals(scope)
        self.results = ResultTotals(scope)
        self.groups = GroupTotals(scope)

    @cached_property
    def residents(self):
        """The newest row of figures that states them; None where none does."""
        return YearlyFigures.objects.newest_population(self.scope.village)

    @cached_property
    def decisions(self):
        """The newest decisions on proposals of the village."""
        return list(self.proposals.proposals.newest_decisions()[:MOST])

    @cached_property
    def done(self):
        """Pairs of a measure that is done and what was made, the latest first."""
        made = defaultdict(list)
        for result in self.results.results:
            made[result.measure_id].append(result)
        return [(measure, made[measure.pk]) for measure in self.results.measures]

    @cached_property
    def approved_year(self):
        """The newest approved budget of the chosen ones; None where none is."""
        return next((year for year in self.budget.years if year.budget.is_approved), None)

    @cached_property
    def asked_by_year(self):
        """{budget: the plan of its lines for this village that answer proposals}."""
        return {year.budget.pk: year.plan for year in self.voice.years}
