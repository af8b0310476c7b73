"""Lists of budgets and of their lines: on screen, on paper, chosen, found by the search."""

import re

from tests.budget.books import Sum

from .teller import EXPENDITURE, SIDES, cells

_ROW = re.compile(r'<li><a href="[^"]*/budget/(\d+)/lines/(\d+)/">.*?</li>', re.DOTALL)
_SENTENCE = re.compile(r"<span>[^<]*?: (.*?)</span>(?!</span>)")
_TAGS = re.compile(r"<[^>]*>")


def all_lines(teller, year):
    """Every page of the list of a year's lines."""
    told, page = [], 1
    while len(told) < len(teller.books.of(year)):
        told += _listed(teller, year, page=page)
        page += 1
    assert sorted(told) == sorted(entry.number for entry in teller.books.of(year))


def on_paper(teller, year):
    """All lines on one page, as it is printed: paper shows the very same HTML."""
    told = _listed(teller, year, lines="all")
    assert sorted(told) == sorted(entry.number for entry in teller.books.of(year))


def chosen_lines(teller, year):
    """The lines of each village, and their sums."""
    for village in {entry.village for entry in teller.books.of(year)} - {None}:
        _listed(teller, year, village=village)


def _listed(teller, year, **query):
    """The numbers of the lines on a page; their figures and the totals are right."""
    page = teller.open(f"budget/{year}/", **query)
    width = len(teller.columns(year))
    numbers = []
    for row in page.tables["lines"]:
        if not row["total"]:
            numbers.append(row["name"][0].split()[0])
            entry = teller.books.entry(year, numbers[-1])
            teller.row(cells(row)[-width:], year, Sum([entry]), row)
    chosen = {name: value for name, value in query.items() if name == "village"}
    sides = [Sum(teller.books.of(year, side=side, **chosen)) for side in SIDES]
    for row, sums in zip(page.totals("lines"), filter(len, sides), strict=True):
        teller.row(cells(row)[-width:], year, sums, row)
    return numbers


def shelf(teller):
    """The list of all budgets."""
    rows = teller.open("budget/").tables["top"]
    assert [row["name"][0] for row in rows] == sorted(map(str, teller.books.amendments))[::-1]
    for row in rows:
        year = int(row["name"][0])
        sums = {side: Sum(teller.books.of(year, side=side)) for side in SIDES}
        _status, *plans, spent, share = cells(row)
        for side, words in zip(SIDES, plans, strict=True):
            teller.same(words, sums[side].plan, row)
        if year in teller.books.drafts:
            assert (spent, share) == ("", "")
        else:
            teller.same(spent, sums[EXPENDITURE].executed, row)
            teller.share(share, sums[EXPENDITURE].share, row)


def search_page(teller, entry):
    """A line that is searched by its number; the search tells its plan."""
    page = teller.open("search/", q=entry.number)
    assert entry.pk in short_rows(teller, page, teller.books.entries)


def short_rows(teller, page, entries):
    """Lines that are told in sentences: the plan of each, perhaps what is executed."""
    by_key = {entry.pk: entry for entry in entries}
    told = []
    for row in _ROW.finditer(page.html):
        entry = by_key[int(row[2])]
        assert entry.year == int(row[1])
        told.append(entry.pk)
        sentences = _SENTENCE.findall(row[0])
        assert sentences, row[0]
        for words, amount in zip(sentences, (entry.plan, entry.executed), strict=False):
            teller.same_in_som(_TAGS.sub("", words), amount, row[0])
    return told
