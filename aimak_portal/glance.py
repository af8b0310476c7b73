"""What the home page shows at a glance, each kind of thing in one query."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, Value, When
from django.utils import timezone

from budget.models import Budget, BudgetLine
from budget.models.choices import APPROVED
from budget.models.line import Sums
from hearings.models import Hearing, Proposal
from programs.models import Measure, Result

DECISIONS = 5
HEARINGS = 2
RESULTS = 3


@dataclass(frozen=True)
class Money:
    """The money of a year: what comes in, what goes out, how much of it people asked for."""

    year: int
    revenue: Sums
    expenditure: Sums
    asked: Sums

    @property
    def asked_share(self):
        return self.asked.share_of(self.expenditure)


def hearings(now=None):
    """The nearest hearings to come, and the latest one whose results are entered."""
    nearest = Hearing.objects.upcoming(now or timezone.now())[:HEARINGS].values("pk")
    latest = Hearing.objects.recorded().newest_first()[:1].values("pk")
    wanted = Hearing.objects.filter(Q(pk__in=nearest) | Q(pk__in=latest))
    found = list(wanted.for_lists().order_by("starts_at", "pk"))
    upcoming = [hearing for hearing in found if not hearing.has_minutes]
    return upcoming, next((hearing for hearing in found if hearing.has_minutes), None)


def decisions():
    """The newest decisions, and how many proposals there are and what became of them."""
    return Proposal.objects.public().newest_with_totals(DECISIONS)


def money():
    """The budget that holds this year; where there is none, the nearest thing to it."""
    lines = BudgetLine.objects.filter(budget=_nearest(timezone.localdate().year))
    groups = lines.marked().grouped("budget__year", "side", "is_asked")
    rows = [(row, Sums.of(row)) for row in groups]
    if not rows:
        return None
    return Money(
        year=rows[0][0]["budget__year"],
        revenue=_together(rows, side=BudgetLine.Side.REVENUE),
        expenditure=_together(rows, side=BudgetLine.Side.EXPENDITURE),
        asked=_together(rows, is_asked=True),
    )


def results():
    """The latest measures that are done, each with what was made."""
    latest = Measure.objects.public().done().with_results().newest_first()[:RESULTS]
    made = Result.objects.of(latest).for_lists()
    return [(measure, list(each)) for measure, each in groupby(made, lambda one: one.measure)]


def _nearest(year):
    """The key of the budget to show in this year, as a part of a query."""
    approved = Q(status__in=APPROVED)
    place = Case(
        When(approved, year__lte=year, then=Value(0)),
        When(approved, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    lines = BudgetLine.objects.filter(budget=OuterRef("pk"))
    budgets = Budget.objects.public().filter(Exists(lines))
    return budgets.order_by(place, "-year").values("pk")[:1]


def _together(rows, **wanted):
    chosen = wanted.items()
    return Sums.together(sums for row, sums in rows if chosen <= row.items())
