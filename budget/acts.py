"""What the local acts decided about programmes and money."""

from django.db.models import OuterRef, Subquery

from budget.models import Amendment, Budget
from programs.models import Program


def with_effects(acts):
    """Acts that know which public programme they approved, which budget, which budget they amended.

    In columns beside the act, so that a list of them asks only once.
    """
    programs = Program.objects.public().filter(resolution=OuterRef("pk")).newest_first()
    budgets = Budget.objects.public().filter(resolution=OuterRef("pk"))
    reported = Budget.objects.public().filter(report_resolution=OuterRef("pk"))
    amended = Amendment.objects.public().filter(resolution=OuterRef("pk"))
    return acts.annotate(
        program_key=_first(programs, "pk"),
        program_first_year=_first(programs, "first_year"),
        program_last_year=_first(programs, "last_year"),
        budget_year=_first(budgets, "year"),
        reported_year=_first(reported, "year"),
        amended_year=_first(amended.order_by("-budget__year"), "budget__year"),
    )


def _first(rows, column):
    return Subquery(rows.values(column)[:1])
