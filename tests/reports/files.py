"""The files of a report as whoever downloads them finds them."""

import csv
from io import BytesIO, StringIO

from django.test import Client
from docx import Document
from openpyxl import load_workbook

from hearings.papers import pdf
from reports.papers import page

LANGUAGES = ("ky", "ru", "en")


def download(form, slug="hearings", language="en", client=None, **chosen):
    """A file of a report: its bytes."""
    address = f"/{language}/reports/{slug}/download.{form}"
    response = (client or Client()).get(address, chosen)
    assert response.status_code == 200
    return response.getvalue()


def workbook(**asked):
    return load_workbook(BytesIO(download("xlsx", **asked)))


def rows(sheet):
    """The rows of a sheet as values, its headings first."""
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def comma_separated(**asked):
    text = download("csv", **asked).decode("utf-8-sig")
    return list(csv.reader(StringIO(text, newline="")))


def sheets(chapters, cover=None):
    """The text of each sheet of paper, with ordinary spaces."""
    laid_out = pdf.lay_out(page.html(chapters, cover), page.STYLE.read_text())
    return [" ".join(words(sheet)).replace("\xa0", " ") for sheet in laid_out.pages]


def words(sheet):
    boxes = sheet._page_box.descendants(placeholders=True)
    return [box.text for box in boxes if hasattr(box, "text")]


def word_text(content):
    """All that a Word file says, in its paragraphs and its tables, with ordinary spaces."""
    document = Document(BytesIO(content))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    lines = [line.text for line in document.paragraphs]
    return "\n".join([*lines, *cells]).replace("\xa0", " ")
