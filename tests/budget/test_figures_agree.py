"""The same figures everywhere, after a thousand random operations (bars.md R8): drift 0.

Beside the database the test keeps the figures in plain decimal numbers (`books`). Whatever the
doors let through is written there as well (`doings`); then every page, in each language and unit,
and the Excel file must tell what the books have (`telling`).

Other systems keep totals, and a `recount` finds and mends those that have drifted. Here no sum is
stored: a plan is the approved figure with the changes of its amendments, what is executed is the
latest quarter that is reported, and every total is added up from the lines when it is asked for
(`budget.models.line.sums`). Nothing can drift from its parts, so there is nothing to recount: a
row that is changed past the doors changes every channel alike, as is proved below.
"""

import random
from contextlib import contextmanager
from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.utils import timezone, translation

from budget.models import Amendment, BudgetStep, Execution
from groups.models import Aimak
from tests.budget import telling
from tests.budget.doings import Desk
from tests.budget.telling import Teller

pytestmark = pytest.mark.stress

OPERATIONS = 1000
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
def known(desk):
    """The line of this year of which every channel tells: it was asked for, is done, amended."""
    return busiest(desk)


def busiest(desk):
    books = desk.books
    entries = [
        entry
        for entry in books.asked(desk.this_year)
        if entry.village
        and entry.executed
        and entry.changes
        and entry.measure
        and books.measures[entry.measure].is_public
    ]
    return max(entries, key=lambda entry: len(entry.quarters))


def _home(desk, teller):
    telling.home(teller, desk.this_year)


def _shelf(desk, teller):
    telling.shelf(teller)


def _years(desk, teller):
    for year in desk.budgets:
        telling.year_page(teller, year)


def _lines(desk, teller):
    for year in desk.budgets:
        telling.all_lines(teller, year)


def _paper(desk, teller):
    telling.on_paper(teller, desk.this_year)


def _chosen_lines(desk, teller):
    telling.chosen_lines(teller, desk.this_year)


def _single_lines(desk, teller):
    every = desk.books.entries
    for entry in [busiest(desk), *every[:: len(every) // 7]]:
        telling.line_page(teller, entry)


def _measures(desk, teller):
    for pk, measure in desk.books.measures.items():
        if measure.is_public:
            telling.measure_page(teller, pk)


def _proposals(desk, teller):
    for number in sorted(desk.books.public):
        if desk.books.answering(number):
            telling.proposal_page(teller, number)


def _villages(desk, teller):
    for village in desk.villages:
        telling.village_page(teller, village.pk)


def _search(desk, teller):
    telling.search_page(teller, busiest(desk))


def _voice_report(desk, teller):
    telling.voice_report(teller)


def _budget_report(desk, teller):
    telling.budget_report(teller)


def _programs_report(desk, teller):
    telling.programs_report(teller)


def _workbooks(desk, teller):
    for year in desk.budgets:
        telling.workbook(teller, year)


def _report_csv(desk, teller):
    telling.report_csv(teller)


def _report_workbook(desk, teller):
    telling.report_workbook(teller)


def _report_on_paper(desk, teller):
    telling.report_on_paper(teller)


def _archive(desk, teller):
    telling.archive(teller)


def _interface(desk, teller):
    telling.interface(teller)


# Those that tell in percent what is executed cannot show a tiyin.
ROUGH = {"home": _home, "search": _search}
EXACT = {
    "list of budgets": _shelf,
    "years": _years,
    "lines": _lines,
    "paper": _paper,
    "chosen lines": _chosen_lines,
    "single lines": _single_lines,
    "measures": _measures,
    "proposals": _proposals,
    "villages": _villages,
    "Excel": _workbooks,
    "report on voice": _voice_report,
    "report on budgets": _budget_report,
    "report on programmes": _programs_report,
    "report as CSV": _report_csv,
    "report as a workbook": _report_workbook,
    "report on paper": _report_on_paper,
    "open data": _archive,
    "open interface": _interface,
}
CHANNELS = ROUGH | EXACT


@pytest.mark.parametrize("unit", ["som", "thousand"])
@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_every_channel_tells_the_figures_of_the_books(desk, language, unit):
    for tell in CHANNELS.values():
        tell(desk, Teller(desk.books, language, unit))


def test_so_much_was_done_that_every_figure_had_its_chance(desk, known):
    """The comparison above means little where nothing is amended, corrected, hidden or unknown."""
    assert desk.done >= OPERATIONS
    assert desk.refused > 20
    assert Amendment.objects.filter(reverses__isnull=False).count() > 3
    assert BudgetStep.objects.filter(verb="corrected").count() > 20
    assert BudgetStep.objects.filter(verb="reopened").count() > 1
    books = desk.books
    entries = books.of(desk.this_year)
    assert len(entries) > 50
    assert any(entry.executed is None for entry in entries)
    assert any(entry.executed is not None and entry.executed > entry.plan for entry in entries)
    assert any(entry.approved == 0 and entry.changes for entry in entries)
    assert any(entry.plan is None for entry in books.of(desk.this_year + 1))
    assert len(books.public) < len(desk.proposals) - 1
    assert not all(measure.is_public for measure in books.measures.values())


# Negative controls: what would be seen if figures did not agree


@contextmanager
def more(figures, key, amount):
    """The books with a figure that is greater; afterwards as they were."""
    before = figures[key]
    figures[key] = before + amount
    try:
        yield
    finally:
        figures[key] = before


def disagrees(tell, desk):
    with pytest.raises(AssertionError):
        tell(desk, Teller(desk.books))
    return True


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_tiyin_of_the_plan_would_be_noticed(desk, known, channel):
    with more(vars(known), "approved", TIYIN):
        assert disagrees(CHANNELS[channel], desk)


@pytest.mark.parametrize("channel", EXACT)
def test_a_tiyin_of_what_is_executed_would_be_noticed(desk, known, channel):
    with more(known.quarters, max(known.quarters), TIYIN):
        assert disagrees(EXACT[channel], desk)


# Rows changed past the doors: every channel follows, because each adds up the same rows


def test_an_executed_figure_changed_past_the_doors_changes_every_channel_alike(desk, known):
    quarter, planted = max(known.quarters), Decimal("77000.07")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE budget_execution SET executed = executed + %s"
            " WHERE line_id = %s AND quarter = %s",
            [planted, known.pk, quarter],
        )
        assert cursor.rowcount == 1
    assert all(disagrees(tell, desk) for tell in (_home, *EXACT.values()))
    with more(known.quarters, quarter, planted):
        for tell in CHANNELS.values():
            tell(desk, Teller(desk.books))


def test_a_change_planted_past_the_doors_changes_every_channel_alike(desk, known):
    amendments = desk.books.amendments[desk.this_year]
    amendment = next(pk for pk in amendments if pk not in known.changes)
    planted = Decimal("88000.08")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO budget_amendmentchange (amendment_id, line_id, change)"
            " VALUES (%s, %s, %s)",
            [amendment, known.pk, planted],
        )
    assert all(disagrees(tell, desk) for tell in CHANNELS.values())
    before = known.changes
    known.changes = dict(sorted({**before, amendment: planted}.items()))
    try:
        for tell in CHANNELS.values():
            tell(desk, Teller(desk.books))
    finally:
        known.changes = before


def test_an_executed_figure_is_kept_once(desk):
    """The figures that a page adds up stand in one table, and each stands there once."""
    stored = Execution.objects.values_list("line__budget__year", "line__number", "quarter")
    told = [
        (entry.year, entry.number, quarter)
        for entry in desk.books.entries
        for quarter in entry.quarters
    ]
    assert sorted(stored) == sorted(told)
