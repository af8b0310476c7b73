"""The page of a year: tiles, groups, what was asked for, quarters, amendments, the last year."""

from decimal import Decimal

from budget.models.choices import Source
from language.labels import label
from tests.budget.books import QUARTERS, Sum

from .teller import EXPENDITURE, REVENUE, SIDES, cells


def year_page(teller, year):
    page = teller.open(f"budget/{year}/")
    whole = {side: Sum(teller.books.of(year, side=side)) for side in SIDES}
    asked = Sum(teller.books.asked(year))
    _tiles(teller, list(page.tiles.values()), year, whole, asked)
    with teller.in_language():
        sources = {key: label(Source, key) for key in Source.values}
    _groups(teller, page.tables["from"], year, REVENUE, "source", sources)
    _groups(teller, page.tables["to"], year, EXPENDITURE, "root")
    _asked(teller, page.tables.get("asked", []), year, asked)
    _quarters(teller, page.tables.get("quarters", []), whole)
    _amendments(teller, page.tables.get("amendments", []), year, whole)
    _comparison(teller, page.tables.get("years", []), year, whole, asked)


def _tiles(teller, told, year, whole, asked):
    for words, side in zip(told, SIDES, strict=False):
        teller.same(words, whole[side].plan, "tile")
    if year not in teller.books.drafts:
        teller.same(told[2], whole[EXPENDITURE].executed, "tile")
        teller.share_behind(told[2], whole[EXPENDITURE].share, "tile")
    teller.cell(told[-1], asked.plan, asked, "tile")
    teller.share_behind(told[-1], asked.part_of(whole[EXPENDITURE]), "tile")


def _groups(teller, rows, year, side, column, names=None):
    """A row for each source or function of this year or the last one, and their total."""
    now, then = teller.books.of(year, side=side), teller.books.of(year - 1, side=side)
    by_name = {row["name"][0]: row for row in rows[:-1]}
    keys = {getattr(entry, column) for entry in [*now, *then]}
    assert len(by_name) == len(keys)
    assert rows[-1]["total"]
    for key in keys:
        # A source is named by its words, a function has its code behind them.
        (row,) = [
            row
            for name, row in by_name.items()
            if (name == names[key] if names else name.endswith(f" {key}"))
        ]
        _group(teller, row, year, _having(now, column, key), _having(then, column, key))
    _group(teller, rows[-1], year, Sum(now), Sum(then))


def _having(entries, column, key):
    return Sum(entry for entry in entries if getattr(entry, column) == key)


def _group(teller, row, year, now, then):
    told, width = cells(row), len(teller.columns(year))
    teller.row(told[:width], year, now, row)
    past = [then.plan, then.executed] if teller.books.of(year - 1) else []
    for words, amount in zip(told[width:], past, strict=True):
        teller.cell(words, amount, then, row)


def _asked(teller, rows, year, asked):
    assert bool(rows) == bool(asked)
    width = len(teller.columns(year))
    for row in rows:
        number = row["name"][0].split()[0]
        sums = asked if row["total"] else Sum([teller.books.entry(year, number)])
        teller.row(cells(row)[-width:], year, sums, row)
        if not row["total"]:
            assert sums.entries[0] in asked.entries
            assert cells(row)[1] == str(len(teller.books.asked_by(sums.entries[0]))), row
    assert sum(not row["total"] for row in rows) == min(20, len(asked))


def _quarters(teller, rows, whole):
    assert bool(rows) == any(entry.quarters for sums in whole.values() for entry in sums.entries)
    for quarter, row in zip(QUARTERS, rows, strict=False):
        (shares,) = _heads(row, 2)
        for side, (words,), share in zip(SIDES, _heads(row, 1), shares, strict=True):
            executed, plan = whole[side].executed_by(quarter), whole[side].plan
            teller.same(words, executed, row)
            teller.share(share, executed / plan if executed is not None and plan else None, row)
    for row in rows[-1:]:
        for side, (words,) in zip(SIDES, _heads(row, 1), strict=True):
            teller.same(words, whole[side].plan, row)


def _heads(row, count):
    """The cells of each head under which there are so many: both shares have the same head."""
    kept = (words for head, words in row.items() if head not in {"name", "total"})
    return [words for words in kept if len(words) == count]


def _amendments(teller, rows, year, whole):
    amendments = [] if year in teller.books.drafts else teller.books.amendments[year]
    assert len(rows) == len(amendments) + bool(amendments)
    for row, amendment in zip(rows, amendments, strict=False):
        for side, words in zip(SIDES, cells(row), strict=False):
            teller.same(words, whole[side].changed_by(amendment), row)
    for row in rows[-1:]:
        for side, words in zip(SIDES, cells(row), strict=False):
            teller.same(words, whole[side].revised - whole[side].approved, row)


def _comparison(teller, rows, year, whole, asked):
    books = teller.books
    then = [*(Sum(books.of(year - 1, side=side)) for side in SIDES), Sum(books.asked(year - 1))]
    assert len(rows) == (len(then) if books.of(year - 1) else 0)
    for row, before, now in zip(rows, then, (*whole.values(), asked), strict=False):
        planned, executed, plan, change = cells(row)
        teller.cell(planned, before.plan, before, row)
        teller.cell(executed, before.executed, before, row)
        teller.cell(plan, now.plan, now, row)
        # Where there are no lines, nothing was planned.
        plans = [sums.plan if sums else Decimal(0) for sums in (now, before)]
        teller.same(change, None if None in plans else plans[0] - plans[1], row)
