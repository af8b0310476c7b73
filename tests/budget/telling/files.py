"""The files of the account and the open interface: the same figures, exact, in no unit but som."""

import csv
from decimal import Decimal
from io import BytesIO, StringIO

from django.test import Client
from django.utils.html import strip_tags
from openpyxl import load_workbook

from language.money import amount as money
from reports.papers import chapter
from reports.registry import REPORTS
from reports.scope import Scope
from tests.budget.books import Sum
from tests.reports import machines
from tests.reports.files import sheets

from .teller import EXPENDITURE, SIDES


def report_csv(teller):
    """The years of the report from voice to som, as CSV."""
    content = _download(teller, "voice", "csv", table="years")
    _heads, *rows = csv.reader(StringIO(content.decode("utf-8-sig"), newline=""))
    _compare_years(teller, rows)


def report_workbook(teller):
    """The same in the workbook, whose figures are numbers."""
    book = load_workbook(BytesIO(_download(teller, "voice", "xlsx")))
    (rows,) = (rows for rows in map(_rows, book.worksheets) if _begins_with_years(teller, rows))
    _compare_years(teller, rows[1:])


def report_on_paper(teller):
    """The plan and the execution of each year stand on the sheets of the printed report."""
    with teller.in_language():
        report = REPORTS["voice"]
        text = " ".join(sheets([chapter.of(report, Scope(), report.answer(Scope()))]))
    for _year, figures in _years(teller):
        for amount in figures:
            assert _written(teller, amount) in text, (amount, text)


def archive(teller):
    """Every line of every budget and every quarter, as the archive of open data has them."""
    _compare_lines(teller, machines.table(machines.archive()["budget_lines.csv"]))


def interface(teller):
    """The same lines as programs ask for them, page by page."""
    pages = machines.pages("budget_lines/")
    _compare_lines(teller, [row for page in pages for row in page])


# Behind them


def _download(teller, slug, form, **chosen):
    response = Client().get(f"/{teller.language}/reports/{slug}/download.{form}", chosen)
    assert response.status_code == 200, response.status_code
    return response.getvalue()


def _rows(sheet):
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def _begins_with_years(teller, rows):
    newest = max(teller.books.amendments)
    return len(rows) > 1 and str(rows[1][0]) == str(newest)


def _years(teller):
    """For each year: what answers proposals and all expenditure, planned and executed."""
    for year in sorted(teller.books.amendments, reverse=True):
        asked = Sum(teller.books.asked(year))
        whole = Sum(teller.books.of(year, side=EXPENDITURE))
        figures = [asked.plan if asked else Decimal(0), whole.plan]
        if year not in teller.books.drafts:
            spent = asked.executed if asked or whole.executed is None else Decimal(0)
            figures += [spent, whole.executed]
        yield year, figures


def _compare_years(teller, rows):
    years = list(_years(teller))
    for (year, figures), row in zip(years, rows, strict=False):
        assert str(row[0]) == str(year), row
        told = [row[place] for place in (3, 4, 6, 7)]
        for words, amount in zip(told, figures, strict=False):
            assert _exact(words) == amount, (row, amount)


def _compare_lines(teller, rows):
    told = {(int(row["budget"]), row["number"]): row for row in rows}
    entries = {(entry.year, entry.number): entry for entry in teller.books.entries}
    assert told.keys() == entries.keys()
    for key, entry in entries.items():
        row = told[key]
        assert row["side"] in SIDES
        figures = {
            "planned_draft": entry.draft,
            "approved": entry.approved,
            "revised": entry.revised,
            "executed": entry.executed,
        }
        for name, amount in figures.items():
            assert _exact(row[name]) == amount, (key, name, row[name], amount)


def _written(teller, amount):
    """An amount as a cell of the paper has it, with ordinary spaces."""
    with teller.in_language():
        return strip_tags(money(amount)).replace("\xa0", " ")


def _exact(value):
    """A cell as an amount; an empty one is not stated."""
    return None if value in (None, "") else Decimal(str(value)).quantize(Decimal("0.01"))
