"""Every place that tells the figures of budgets, compared with the `Books` to the last digit.

Each channel is a function of the client, the books and the way of telling: the language and the
unit. It raises AssertionError where a figure is another one than the books have.
"""

import re
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO

from django.test import Client
from django.utils import translation
from django.utils.translation import gettext
from openpyxl import load_workbook

from budget.models.choices import Side, Source
from budget.workbook.columns import heading
from budget.workbook.words import TOTALS
from language.labels import label
from tests.budget.books import QUARTERS, Books, Sum, added
from tests.budget.reading import MoneyPage, figure, shown

SIDES = tuple(side.value for side in Side)
_STATION = re.compile(r"<li[^>]*><b>([^<]+)</b>(.*?)</li>", re.DOTALL)
_SUM = re.compile(r'<span class="sum">([^<]+)</span>')
_ROW = re.compile(r'<li><a href="[^"]*/budget/(\d+)/lines/(\d+)/">.*?</li>', re.DOTALL)
_PERCENT = re.compile(r"[\d,.\xa0]+%")


@dataclass
class Teller:
    """One way of telling, and what is compared with the books."""

    books: Books
    language: str = "en"
    unit: str = "som"

    def open(self, address, **query):
        if self.unit == "thousand":
            query["unit"] = "thousand"
        return MoneyPage(Client().get(f"/{self.language}/{address}", query))

    def same(self, words, amount, where):
        """The words of a cell tell this amount; where it is not stated they say so."""
        assert figure(words, self.language) == shown(amount, self.unit), (where, words, amount)

    def same_in_som(self, words, amount, where):
        """The same where amounts are always told in som."""
        assert figure(words, self.language) == amount, (where, words, amount)

    def none(self, words, where):
        """Where there are no lines at all, there is no number."""
        assert not re.search(r"\d", words), (where, words)

    def share(self, words, share, where, nothing=None):
        """A share in percent with one decimal; `nothing`: what stands where there is none."""
        if share is None and nothing:
            assert words == nothing, (where, words)
        elif share is None:
            assert figure(words, self.language) is None, (where, words)
        else:
            told = (share * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
            assert figure(words, self.language) == told, (where, words, share)

    def executed_share(self, words, sums, where):
        nothing = "–" if sums.executed is not None and sums.plan == 0 else None
        self.share(words, sums.share, where, nothing)

    @contextmanager
    def tongue(self):
        with translation.override(self.language):
            yield self


def cells(row):
    """The words of a row's cells in their order, without its name."""
    kept = (words for head, words in row.items() if head not in {"name", "total"})
    return [each for words in kept for each in words]


# The page of a year


def year_page(teller, year):
    """The page of a year: tiles, groups, what was asked for, quarters, the last year."""
    page = teller.open(f"budget/{year}/")
    whole = {side: Sum(teller.books.of(year, side=side)) for side in SIDES}
    asked = Sum(teller.books.asked(year))
    _tiles(teller, page, year, whole, asked)
    with teller.tongue():
        _groups(teller, page, year, "from", "source", whole["revenue"])
        _groups(teller, page, year, "to", "root", whole["expenditure"])
    _asked(teller, page, year, asked)
    _quarters(teller, page, year, whole)
    _amendments(teller, page, year, whole)
    _comparison(teller, page, year)


def _tiles(teller, page, year, whole, asked):
    told = list(page.tiles.values())
    teller.same(told[0], whole["revenue"].plan, "tile")
    teller.same(told[1], whole["expenditure"].plan, "tile")
    if year not in teller.books.drafts:
        teller.same(told[2], whole["expenditure"].executed, "tile")
        _behind(teller, told[2], whole["expenditure"].share)
    if not asked:
        return teller.none(told[-1], "tile")
    teller.same(told[-1], asked.plan, "tile")
    return _behind(teller, told[-1], asked.part_of(whole["expenditure"]))


def _behind(teller, words, share):
    """The share that stands behind an amount."""
    if share is not None:
        (percent,) = _PERCENT.findall(words)
        teller.share(percent, share, words)


def _groups(teller, page, year, section, column, whole):
    rows = page.tables[section]
    before = teller.books.of(year - 1, side=whole_side(section))
    keys = {getattr(entry, column) for entry in [*whole.entries, *before]}
    assert len(rows) == len(keys) + 1, (section, rows)
    names = {key: label(Source, key) if column == "source" else key for key in keys}
    by_name = {row["name"][0].rsplit(" ", 1)[-1 if column == "root" else 0]: row for row in rows}
    for key in keys:
        row = rows_named(rows, names[key], column) if column == "source" else by_name[key]
        now = Sum(entry for entry in whole.entries if getattr(entry, column) == key)
        then = Sum(entry for entry in before if getattr(entry, column) == key)
        _group(teller, row, year, now, then)
    assert rows[-1]["total"]
    _group(teller, rows[-1], year, whole, Sum(before))


def whole_side(section):
    return "revenue" if section == "from" else "expenditure"


def rows_named(rows, name, _column):
    (row,) = [row for row in rows if row["name"] == [name]]
    return row


def _group(teller, row, year, now, then):
    told = cells(row)
    expected = _figures(teller, year, now)
    for words, amount in zip(told, expected, strict=False):
        _cell(teller, words, amount, now, row)
    past = told[len(expected) :]
    assert len(past) == (2 if teller.books.of(year - 1) else 0), row
    for words, amount in zip(past, (then.plan, then.executed), strict=False):
        _cell(teller, words, amount, then, row)


def _figures(teller, year, sums):
    """The amounts of a row in the order of its columns; the share last."""
    if year in teller.books.drafts:
        return [sums.plan]
    revised = [sums.revised] if teller.books.amendments[year] else []
    return [sums.approved, *revised, sums.executed, "share"]


def _cell(teller, words, amount, sums, where):
    if amount == "share":
        return teller.executed_share(words, sums, where) if sums else None
    if not sums:
        return teller.none(words, where)
    return teller.same(words, amount, where)


def _line(teller, row, year, sums):
    """A row of lines, or of their total: its amounts are its last cells."""
    expected = _figures(teller, year, sums)
    for words, amount in zip(cells(row)[-len(expected) :], expected, strict=True):
        _cell(teller, words, amount, sums, row)


def _asked(teller, page, year, asked):
    rows = page.tables.get("asked", [])
    assert bool(rows) == bool(asked)
    lines = [row for row in rows if not row["total"]]
    assert len(lines) == min(20, len(asked))
    for row in lines:
        entry = teller.books.entry(year, row["name"][0].split()[0])
        assert entry in asked.entries
        assert cells(row)[1] == str(len(teller.books.asked_by(entry))), row
        _line(teller, row, year, Sum([entry]))
    if rows:
        _line(teller, rows[-1], year, asked)


def _quarters(teller, page, year, whole):
    rows = page.tables.get("quarters", [])
    reported = any(entry.quarters for sums in whole.values() for entry in sums.entries)
    assert bool(rows) == reported
    for quarter, row in zip(QUARTERS, rows, strict=False):
        amounts, shares = _by_side(row)
        for side, words, share in zip(SIDES, amounts, shares, strict=True):
            executed = whole[side].executed_by(quarter)
            teller.same(words, executed, row)
            plan = whole[side].plan
            teller.share(share, executed / plan if executed is not None and plan else None, row)
    if rows:
        for side, (words,) in zip(SIDES, _heads(rows[-1], 1), strict=True):
            teller.same(words, whole[side].plan, rows[-1])


def _by_side(row):
    """The amounts of both sides, and their shares, which have the same head."""
    (shares,) = _heads(row, 2)
    return [words for (words,) in _heads(row, 1)], shares


def _heads(row, count):
    return [
        words
        for head, words in row.items()
        if head not in {"name", "total"} and len(words) == count
    ]


def _amendments(teller, page, year, whole):
    rows = page.tables.get("amendments", [])
    amendments = [] if year in teller.books.drafts else teller.books.amendments[year]
    assert len(rows) == len(amendments) + bool(amendments)
    for row, amendment in zip(rows, amendments, strict=False):
        for side, words in zip(SIDES, cells(row), strict=False):
            teller.same(words, whole[side].changed_by(amendment), row)
    for row in rows[-1:]:
        for side, words in zip(SIDES, cells(row), strict=False):
            teller.same(words, whole[side].revised - whole[side].approved, row)


def _comparison(teller, page, year):
    rows = page.tables.get("years", [])
    books = teller.books
    pairs = [
        *((Sum(books.of(year, side=side)), Sum(books.of(year - 1, side=side))) for side in SIDES),
        (Sum(books.asked(year)), Sum(books.asked(year - 1))),
    ]
    assert len(rows) == (len(pairs) if books.of(year - 1) else 0)
    for row, (now, then) in zip(rows, pairs, strict=False):
        planned, executed, plan, change = cells(row)
        _cell(teller, planned, then.plan, then, row)
        _cell(teller, executed, then.executed, then, row)
        _cell(teller, plan, now.plan, now, row)
        # Where there are no lines, nothing was planned.
        plans = [sums.plan if sums else Decimal(0) for sums in (now, then)]
        teller.same(change, None if None in plans else plans[0] - plans[1], row)


# Lists of lines


def all_lines(teller, year):
    """Every page of the list of a year's lines."""
    told, page = [], 1
    while not told or len(told) < len(teller.books.of(year)):
        opened = teller.open(f"budget/{year}/", page=page)
        told += _listed(teller, opened, year)
        page += 1
    _each_once(teller, told, year)


def on_paper(teller, year):
    """All lines on one page, as it is printed: paper shows the very same HTML."""
    page = teller.open(f"budget/{year}/", lines="all")
    _each_once(teller, _listed(teller, page, year), year)


def narrowed_lines(teller, year):
    """The sums under lines that a reader chose."""
    for village in {entry.village for entry in teller.books.of(year)} - {None}:
        page = teller.open(f"budget/{year}/", village=village)
        _totals(teller, page.totals("lines"), year, teller.books.of(year, village=village))


def _listed(teller, page, year):
    rows = [row for row in page.tables["lines"] if not row["total"]]
    for row in rows:
        entry = teller.books.entry(year, row["name"][0].split()[0])
        _line(teller, row, year, Sum([entry]))
    _totals(teller, page.totals("lines"), year, teller.books.of(year))
    return [row["name"][0].split()[0] for row in rows]


def _totals(teller, rows, year, entries):
    sides = [Sum(entry for entry in entries if entry.side == side) for side in SIDES]
    for row, sums in zip(rows, filter(len, sides), strict=True):
        _line(teller, row, year, sums)


def _each_once(teller, told, year):
    assert sorted(told) == sorted(entry.number for entry in teller.books.of(year))


def shelf(teller):
    """The list of all budgets."""
    rows = teller.open("budget/").tables["top"]
    assert [row["name"][0] for row in rows] == sorted(map(str, teller.books.amendments))[::-1]
    for row in rows:
        year = int(row["name"][0])
        revenue, expenditure = (Sum(teller.books.of(year, side=side)) for side in SIDES)
        _status, came, goes, spent, share = cells(row)
        teller.same(came, revenue.plan, row)
        teller.same(goes, expenditure.plan, row)
        if year in teller.books.drafts:
            assert (spent, share) == ("", "")
        else:
            teller.same(spent, expenditure.executed, row)
            teller.share(share, expenditure.share, row)


# One line, one measure, one proposal, one village


def line_page(teller, entry):
    page = teller.open(f"budget/{entry.year}/lines/{entry.pk}/")
    told = list(page.tiles.values())
    teller.same(told[0], entry.plan, entry)
    if entry.side == "expenditure":
        _way(teller, page, [entry])
    if entry.approved is None:
        assert "plan" not in page.tables
        return
    teller.same(told[1], entry.executed, entry)
    _behind(teller, told[1], Sum([entry]).share)
    amounts = [cells(row)[0] for row in page.tables["plan"]]
    expected = [entry.approved, *entry.changes.values(), entry.revised]
    for words, amount in zip(amounts, expected, strict=True):
        teller.same(words, amount, entry)
    rows = page.tables.get("execution", [])
    assert bool(rows) == bool(entry.quarters)
    for quarter, row in zip(QUARTERS, rows, strict=False):
        since, itself, _note = cells(row)
        teller.same(since, entry.quarters.get(quarter), row)
        before = entry.quarters.get(quarter - 1) if quarter > 1 else Decimal(0)
        known = None not in (before, entry.quarters.get(quarter))
        teller.same(itself, entry.quarters[quarter] - before if known else None, row)


def measure_page(teller, measure):
    page = teller.open(f"measures/{measure}/")
    entries = [
        entry
        for entry in teller.books.entries
        if (entry.measure, entry.side) == (measure, SIDES[1])
    ]
    _way(teller, page, entries)
    rows = page.tables.get("lines", [])
    lines = [row for row in rows if not row["total"]]
    told = {}
    for row in lines:
        number = cells(row)[0].split()[0]
        told[int(row["name"][0]), number] = cells(row)[1:]
    assert told.keys() == {(entry.year, entry.number) for entry in entries}
    for entry in entries:
        _measured(teller, told[entry.year, entry.number], entry)
    totals = [row for row in rows if row["total"]]
    assert len(totals) == (len(entries) > 1)
    for row in totals:
        sums = Sum(entries)
        for words, amount in zip(
            cells(row), (sums.approved, sums.revised, sums.executed), strict=True
        ):
            teller.same_in_som(words, amount, row)


def _measured(teller, told, entry):
    approved, revised, executed = told
    if entry.approved is None:
        # "Draft: 250 000 som"; a draft without an amount says so.
        draft = approved.split(": ", 1)[1]
        teller.same_in_som(draft, entry.draft, entry)
    else:
        teller.same_in_som(approved, entry.approved, entry)
    teller.same_in_som(revised, entry.revised, entry)
    teller.same_in_som(executed, entry.executed, entry)


def proposal_page(teller, number):
    page = teller.open(f"proposals/{number}/")
    _way(teller, page, teller.books.answering(number))


def _way(teller, page, entries):
    """The stations Funded and Spent: the plan of approved lines, and what is executed of them."""
    way = page.html.partition('class="way"')[2].partition("</ol>")[0]
    stations = {name: _SUM.findall(rest) for name, rest in _STATION.findall(way)}
    with teller.tongue():
        funded, spent = stations[gettext("Funded")], stations[gettext("Spent")]
    approved = Sum(entry for entry in entries if entry.approved is not None)
    for told, amount in ((funded, approved.plan), (spent, approved.executed)):
        assert len(told) == (amount is not None), (stations, amount)
        if told:
            teller.same_in_som(told[0], amount, stations)


def village_page(teller, village):
    page = teller.open(f"villages/{village}/")
    rows = page.tables.get("money", [])
    entries = [entry for entry in teller.books.entries if entry.village == village]
    entries = [entry for entry in entries if entry.side == "expenditure"]
    years = sorted({entry.year for entry in entries}, reverse=True)
    assert [row["name"][0] for row in rows] == list(map(str, years))
    for row, year in zip(rows, years, strict=True):
        sums = Sum(entry for entry in entries if entry.year == year)
        plan, executed, share = cells(row)
        teller.same_in_som(plan, sums.plan or Decimal(0), row)
        teller.same_in_som(executed, sums.executed, row)
        teller.share(share, sums.share, row)
    _short_rows(teller, page, {entry.pk: entry for entry in entries}, min(20, len(entries)))


def search_page(teller, word):
    """What the search tells of lines: the plan of each."""
    page = teller.open("search/", q=word)
    entries = {entry.pk: entry for entry in teller.books.entries}
    _short_rows(teller, page, entries, 20)


def _short_rows(teller, page, entries, count):
    """Rows that tell the plan of a line, and perhaps what is executed, in a sentence."""
    rows = list(_ROW.finditer(page.html))
    assert len(rows) == count
    for row in rows:
        entry = entries[int(row[2])]
        assert str(entry.year) == row[1]
        sentences = [
            words for words in re.findall(r"<span>([^<]*: .*?)</span>", row[0] + "</span>")
        ]
        figures = (entry.plan, entry.executed)
        for words, amount in zip(sentences, figures, strict=False):
            told = re.sub(r"<[^>]*>", "", words.split(": ", 1)[1])
            teller.same_in_som(told, amount, row[0])


def home(teller, year):
    told = list(teller.open("").tiles.values())[-4:]
    revenue, expenditure = (Sum(teller.books.of(year, side=side)) for side in SIDES)
    teller.same_in_som(told[0], revenue.plan, "home")
    teller.same_in_som(told[1], expenditure.plan, "home")
    teller.share(told[2], expenditure.share, "home")
    teller.share(told[3], Sum(teller.books.asked(year)).part_of(expenditure), "home")


# The Excel file


def workbook(teller, year):
    response = Client().get(f"/{teller.language}/budget/{year}/lines.xlsx")
    book = load_workbook(BytesIO(b"".join(response.streaming_content)))
    heads, *rows = book.worksheets[0].iter_rows(values_only=True)
    with teller.tongue():
        keys = dict(_COLUMNS_OF_MONEY())
        totals = {str(TOTALS[side]): side.value for side in Side}
    places = {name: heads.index(head) for name, head in keys.items()}
    title = next(place for place, head in enumerate(heads) if head == keys_title(teller))
    told = {row[0]: row for row in rows if row[0]}
    assert told.keys() == {entry.number for entry in teller.books.of(year)}
    for entry in teller.books.of(year):
        expected = _sheet_figures([entry])
        _sheet_row(told[entry.number], places, expected)
    sums = [row for row in rows if not row[0]]
    assert [totals[row[title]] for row in sums] == list(SIDES)
    for row in sums:
        _sheet_row(row, places, _sheet_figures(teller.books.of(year, side=totals[row[title]])))


def keys_title(teller):
    with teller.tongue():
        return heading(f"title_{teller.language}")


def _COLUMNS_OF_MONEY():
    names = ("planned_draft", "approved", "revised", *(f"quarter_{each}" for each in QUARTERS))
    return [(name, heading(name)) for name in names]


def _sheet_figures(entries):
    """A line states what its quarter reports; a total counts each line's latest figure."""
    sums = Sum(entries)
    quarters = {f"quarter_{each}": sums.executed_by(each) for each in QUARTERS}
    drafts = added(entry.draft for entry in entries)
    return {
        "planned_draft": drafts,
        "approved": sums.approved,
        "revised": sums.revised,
        **quarters,
    }


def _sheet_row(row, places, expected):
    for name, amount in expected.items():
        told = row[places[name]]
        told = None if told is None else Decimal(str(told))
        assert told == amount, (name, row, amount)
