"""A budget of two thousand lines over five years: as few queries, and every figure still right."""

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from groups.models import Aimak
from hearings.models import Proposal, ProposalStep
from tests.budget import sums
from tests.budget.many import Money
from tests.budget.reading import MoneyPage

pytestmark = pytest.mark.stress

FEW, MANY = 20, 2000
YEAR = 2026

# How often each page may ask, the name and address of the aimak in its frame included.
MOST = {
    "budget/": 4,
    "budget/{year}/": 8,
    "budget/{year}/?page=2&unit=thousand": 8,
    "budget/{year}/?lines=all": 8,
    "budget/{year}/?q=ремонт&side=expenditure&function=709&source=donor&village={village}": 8,
    "budget/{year}/?asked=on": 8,
    "budget/{year}/lines/{line}/": 12,
}


def asked(address):
    """How often a page asks the database, and the page."""
    client = Client()
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        page = MoneyPage(client.get(address))
    return [query["sql"] for query in queries], page


@pytest.fixture(scope="module")
def _measured(django_db_setup, django_db_blocker):
    """What the pages ask at a few lines; then the many lines, which stay for the tests."""
    with django_db_blocker.unblock(), transaction.atomic(), translation.override("ky"):
        Aimak.objects.create(name_ky="Айыл аймагы")
        place = transaction.savepoint()
        few = pages(Money(FEW).fill())
        transaction.savepoint_rollback(place)
        money = Money(MANY).fill()
        yield few, pages(money), money
        transaction.set_rollback(True)


@pytest.fixture
def measured(_measured, db):
    return _measured


def pages(money):
    """What each page asks."""
    line = money.budgets[YEAR].lines.get(number="14")
    known = {"year": YEAR, "village": money.villages[3].pk, "line": line.pk}
    return {address: asked(f"/ru/{address.format(**known)}")[0] for address in MOST}


@pytest.mark.parametrize("address", MOST)
def test_a_page_asks_as_often_at_two_thousand_lines_as_at_twenty(measured, address):
    few, many, _money = measured
    assert len(many[address]) == len(few[address]), "\n".join(many[address])


@pytest.mark.parametrize(("address", "most"), MOST.items())
def test_a_page_asks_no_more_than_it_may(measured, address, most):
    _few, many, _money = measured
    assert len(many[address]) <= most, "\n".join(many[address])


@pytest.mark.parametrize("unit", ["som", "thousand"])
@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_every_figure_of_two_thousand_lines_is_what_the_database_adds_up(measured, language, unit):
    _queries, page = asked(f"/{language}/budget/{YEAR}/?unit={unit}")
    sums.compare(page, YEAR, language, unit)


def test_every_one_of_two_thousand_lines_on_one_page_is_right(measured):
    _queries, page = asked(f"/ky/budget/{YEAR}/?lines=all")
    told = [row for row in page.tables["lines"] if not row["total"]]
    assert len(told) == MANY
    figures = sums.found(YEAR, [sums.PLAN, sums.LATEST.format(4)], group="l.number")
    for row in told[:: MANY // 100]:
        number = row["name"][0].split()[0]
        plan, executed = figures[number]
        cells = list(row.values())
        assert sums.figure(cells[-3][0], "ky") == plan, row
        assert sums.figure(cells[-2][0], "ky") == executed, row


def test_the_chosen_lines_of_two_thousand_are_summed_right(measured):
    _few, _many, money = measured
    village = money.villages[3].pk
    _queries, page = asked(f"/en/budget/{YEAR}/?village={village}&side=expenditure")
    sums.compare(page, YEAR, "en", "som", f"l.village_id = {village} AND l.side = 'expenditure'")


def test_there_is_something_of_everything_to_count(measured):
    """The comparison above means little where nothing is amended, asked for or left unstated."""
    for what in (sums.CHANGES, sums.LATEST.format(4), sums.PLAN):
        assert sums.found(YEAR, [what])[0]
    assert sums.found(YEAR, ["1"], sums.ASKED)[0] * 100 > 20
    assert sums.found(YEAR, ["1"], f"{sums.LATEST.format(4)} IS NULL")[0]
    assert Proposal.objects.exists() and not ProposalStep.objects.exists()
