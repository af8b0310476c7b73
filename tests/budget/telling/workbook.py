"""The Excel file of a year, read as a spreadsheet program reads it."""

from decimal import Decimal
from io import BytesIO

from django.test import Client
from openpyxl import load_workbook

from budget.models.choices import Side
from budget.workbook.columns import heading
from budget.workbook.words import TOTALS
from tests.budget.books import QUARTERS, Sum

from .teller import SIDES


def workbook(teller, year):
    """Every line and the totals of both sides; its amounts are som, unrounded."""
    response = Client().get(f"/{teller.language}/budget/{year}/lines.xlsx")
    book = load_workbook(BytesIO(b"".join(response.streaming_content)))
    heads, *rows = book.worksheets[0].iter_rows(values_only=True)
    with teller.in_language():
        places = {key: heads.index(heading(key)) for key in _expected(Sum([]))}
        title = heads.index(heading(f"title_{teller.language}"))
        names = [str(TOTALS[side]) for side in Side]
    lines = {row[0]: row for row in rows if row[0]}
    assert lines.keys() == {entry.number for entry in teller.books.of(year)}
    for number, row in lines.items():
        _compare(row, places, Sum([teller.books.entry(year, number)]))
    totals = [row for row in rows if not row[0]]
    assert [row[title] for row in totals] == names
    for side, row in zip(SIDES, totals, strict=True):
        _compare(row, places, Sum(teller.books.of(year, side=side)))


def _expected(sums):
    """A line states what a quarter reports; a total counts each line's latest figure."""
    quarters = {f"quarter_{each}": sums.executed_by(each) for each in QUARTERS}
    plans = {"planned_draft": sums.draft, "approved": sums.approved, "revised": sums.revised}
    return plans | quarters


def _compare(row, places, sums):
    for key, amount in _expected(sums).items():
        told = row[places[key]]
        assert (None if told is None else Decimal(str(told))) == amount, (key, row, amount)
