"""Pages that are about something else and tell of money: a line, a measure, a proposal, …"""

import re
from decimal import Decimal

from django.utils.translation import gettext

from tests.budget.books import QUARTERS, Sum

from .lists import short_rows
from .teller import EXPENDITURE, SIDES, cells

_STATION = re.compile(r"<li[^>]*><b>([^<]+)</b>(.*?)</li>", re.DOTALL)
_SUM = re.compile(r'<span class="sum">([^<]+)</span>')


def home(teller, year):
    told = list(teller.open("").tiles.values())[-4:]
    revenue, expenditure = (Sum(teller.books.of(year, side=side)) for side in SIDES)
    teller.same_in_som(told[0], revenue.plan, "home")
    teller.same_in_som(told[1], expenditure.plan, "home")
    teller.share(told[2], expenditure.share, "home")
    teller.share(told[3], Sum(teller.books.asked(year)).part_of(expenditure), "home")


def line_page(teller, entry):
    """The plan with its amendments, the quarters, the way."""
    page = teller.open(f"budget/{entry.year}/lines/{entry.pk}/")
    told = list(page.tiles.values())
    teller.same(told[0], entry.plan, entry)
    if entry.side == EXPENDITURE:
        _way(teller, page, [entry])
    if entry.approved is None:
        assert "plan" not in page.tables
        return
    teller.same(told[1], entry.executed, entry)
    teller.share_behind(told[1], Sum([entry]).share, entry)
    steps = [entry.approved, *entry.changes.values(), entry.revised]
    for row, amount in zip(page.tables["plan"], steps, strict=True):
        teller.same(cells(row)[0], amount, row)
    _quarters(teller, page.tables.get("execution", []), entry)


def _quarters(teller, rows, entry):
    assert bool(rows) == bool(entry.quarters)
    for quarter, row in zip(QUARTERS, rows, strict=False):
        since, itself, *_note = cells(row)
        figure = entry.quarters.get(quarter)
        before = entry.quarters.get(quarter - 1) if quarter > 1 else Decimal(0)
        teller.same(since, figure, row)
        teller.same(itself, None if None in (before, figure) else figure - before, row)


def measure_page(teller, measure):
    """The lines that pay for a measure, their sums, the way."""
    page = teller.open(f"measures/{measure}/")
    entries = [entry for entry in teller.books.entries if entry.measure == measure]
    entries = [entry for entry in entries if entry.side == EXPENDITURE]
    _way(teller, page, entries)
    rows = page.tables.get("lines", [])
    told = set()
    for row in rows:
        if row["total"]:
            _amounts(teller, cells(row), Sum(entries))
            continue
        line, *amounts = cells(row)
        entry = teller.books.entry(int(row["name"][0]), line.split()[0])
        told.add(entry.pk)
        if entry.approved is None:
            # "Draft: 250 000 som"
            words = amounts[0].split(": ", 1)[1]
            teller.same_in_som(words, entry.draft, row)
        else:
            _amounts(teller, amounts, entry)
    assert told == {entry.pk for entry in entries}
    assert sum(row["total"] for row in rows) == (len(entries) > 1)


def _amounts(teller, words, figures):
    expected = (figures.approved, figures.revised, figures.executed)
    for told, amount in zip(words, expected, strict=True):
        teller.same_in_som(told, amount, words)


def proposal_page(teller, number):
    _way(teller, teller.open(f"proposals/{number}/"), teller.books.answering(number))


def _way(teller, page, entries):
    """The stations Funded and Spent: the plan of approved lines, and what is executed of it."""
    way = page.html.partition('class="way"')[2].partition("</ol>")[0]
    stations = {name: _SUM.findall(rest) for name, rest in _STATION.findall(way)}
    approved = Sum(entry for entry in entries if entry.approved is not None)
    with teller.in_language():
        expected = {gettext("Funded"): approved.plan, gettext("Spent"): approved.executed}
    for name, amount in expected.items():
        assert len(stations[name]) == (amount is not None), (stations, amount)
        for words in stations[name]:
            teller.same_in_som(words, amount, stations)


def village_page(teller, village):
    """The expenditure for one village, year by year and line by line."""
    page = teller.open(f"villages/{village}/")
    entries = [entry for entry in teller.books.entries if entry.village == village]
    entries = [entry for entry in entries if entry.side == EXPENDITURE]
    years = sorted({entry.year for entry in entries}, reverse=True)
    for row, year in zip(page.tables["money"], years, strict=True):
        assert row["name"] == [str(year)]
        sums = Sum(entry for entry in entries if entry.year == year)
        plan, executed, share = cells(row)
        teller.same_in_som(plan, sums.plan or Decimal(0), row)
        teller.same_in_som(executed, sums.executed, row)
        teller.share(share, sums.share, row)
    assert len(short_rows(teller, page, entries)) == min(20, len(entries))
