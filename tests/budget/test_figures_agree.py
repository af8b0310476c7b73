"""The same figures everywhere, after a thousand random operations (bars.md R8): drift 0.

Beside the database the test keeps the figures in plain decimal numbers (`books`). Whatever the
doors let through is written there as well; then every page, in each language and unit, and the
Excel file must tell what the books have.

Other systems keep totals and need a `recount` that finds and mends the drifted ones. Here no sum
is stored: a plan is the approved figure and the changes of its amendments, what is executed is
the latest quarter that is reported, and every total on any page is added up from the lines when
it is asked for (`budget.models.line.sums`). There is nothing that could drift, so there is nothing
to recount: a row that is changed past the doors changes every channel alike, which is proved below.
"""

import random
from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone, translation

from budget.models import AmendmentChange, BudgetStep, Execution
from groups.models import Aimak
from tests.budget import telling
from tests.budget.doings import Desk
from tests.budget.telling import Teller

pytestmark = pytest.mark.stress

OPERATIONS = 1000
LANGUAGES = ("ky", "ru", "en")
UNITS = ("som", "thousand")
TIYIN = Decimal("0.01")


@pytest.fixture(scope="module")
def _worked(django_db_setup, django_db_blocker):
    """The desk after its years of work, which stay for all tests."""
    with django_db_blocker.unblock(), transaction.atomic(), translation.override("ky"):
        Aimak.objects.create(name_ky="Айыл аймагы")
        clerk = get_user_model().objects.create_user("desk")
        desk = Desk(random.Random(8), timezone.localdate().year).open(clerk)
        yield desk.work(OPERATIONS)
        transaction.set_rollback(True)


@pytest.fixture
def desk(_worked, db):
    return _worked


@pytest.fixture
def books(desk):
    return desk.books


def channels(desk):
    """Every place that tells figures: by name, what compares it with the books."""
    books, (last, this, following) = desk.books, desk.budgets
    known = busiest(books.of(this, side="expenditure"))
    seen = [known, *desk.chance.sample(books.entries, 5), books.of(following)[0]]
    public = [pk for pk, measure in books.measures.items() if measure.is_public]
    return {
        "home": [lambda teller: telling.home(teller, this)],
        "list of budgets": [telling.shelf],
        "year": [lambda teller, y=y: telling.year_page(teller, y) for y in (last, this, following)],
        "lines": [lambda teller, y=y: telling.all_lines(teller, y) for y in (last, this)],
        "paper": [lambda teller: telling.on_paper(teller, this)],
        "chosen lines": [lambda teller: telling.narrowed_lines(teller, this)],
        "line": [lambda teller, one=one: telling.line_page(teller, one) for one in seen],
        "measure": [lambda teller, pk=pk: telling.measure_page(teller, pk) for pk in public],
        "proposal": [
            lambda teller, number=number: telling.proposal_page(teller, number)
            for number in sorted(books.public)
            if books.answering(number)
        ],
        "village": [
            lambda teller, pk=village.pk: telling.village_page(teller, pk)
            for village in desk.villages
        ],
        "search": [lambda teller: telling.search_page(teller, "көпүрө")],
        "Excel": [lambda teller, y=y: telling.workbook(teller, y) for y in (last, this, following)],
    }


CHANNELS = (
    "home",
    "list of budgets",
    "year",
    "lines",
    "paper",
    "chosen lines",
    "line",
    "measure",
    "proposal",
    "village",
    "search",
    "Excel",
)


def busiest(entries):
    """The line of which most channels tell something."""
    return max(
        entries,
        key=lambda one: (
            bool(one.measure and one.village and one.proposals),
            len(one.changes),
            len(one.quarters),
        ),
    )


def tell(desk, teller, *names):
    for name, told in channels(desk).items():
        if not names or name in names:
            for one in told:
                one(teller)


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_channel_tells_the_figures_of_the_books(desk, language, unit):
    tell(desk, Teller(desk.books, language, unit))
