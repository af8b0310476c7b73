"""The queries of the citizens' pages, put together once.

Django needs several times longer to put such a query together than a database to answer it, so
each is kept and only narrowed to the year that is asked for. Kept for each thread apart: a query
set may be narrowed by one thread at a time.
"""

from functools import wraps
from threading import local

from django.conf import settings

from budget.models import Amendment, Budget, BudgetLine, Execution
from groups.models import Village

NAME = "function__root__name"
COLUMNS = (
    "budget",
    "side",
    "origin",
    "function__root__code",
    *(f"{NAME}_{code}" for code, _language in settings.LANGUAGES),
    "is_asked",
    "is_chosen",
)


def prepared(build):
    """The query set that `build` returns, fresh for every call but put together only once."""
    kept = local()

    @wraps(build)
    def fresh():
        if not hasattr(kept, "rows"):
            kept.rows = build()
        return kept.rows.all()

    return fresh


@prepared
def budgets():
    """Budgets with what their status says; who may read them is asked each time."""
    return Budget.objects.for_citizens()


@prepared
def groups():
    """The sums by budget, side, source and function, and of what citizens asked for."""
    return BudgetLine.objects.marked().grouped(*COLUMNS)


@prepared
def sides():
    """The sums of the two sides of every public budget."""
    return BudgetLine.objects.public().grouped("budget", "side")


@prepared
def lines():
    """The rows of lists of lines."""
    return BudgetLine.objects.listed()


@prepared
def asked_lines():
    """The rows of lines that answer proposals."""
    return BudgetLine.objects.from_proposals().listed_with_proposals()


@prepared
def quarters():
    """The executed figures by side and quarter."""
    return Execution.objects.by_quarter()


@prepared
def amendments():
    """The amendments with what each moved."""
    return Amendment.objects.for_page()


@prepared
def villages():
    """The names of the villages to choose from."""
    names = (f"name_{code}" for code, _language in settings.LANGUAGES)
    return Village.objects.values_list("pk", *names, named=True)
