"""The workbook of a hearing for the tests, as somebody would fill it in without a connection."""

from io import BytesIO

from django.core.files.base import File
from openpyxl import load_workbook

from hearings.workbook.columns import (
    FIGURES_SHEET,
    PROPOSALS_FIELDS,
    PROPOSALS_SHEET,
    rows_by_label,
)
from hearings.workbook.taking import keep, take_in, try_out
from hearings.workbook.template import template_for

ROW = {"text": "Мектепке автобус керек", "language": "ky"}


def file_of(data, name="hearing.xlsx"):
    file = File(BytesIO(data), name=name)
    file.size = len(data)
    return file


def empty(hearing):
    """The template in the active language."""
    with template_for(hearing) as file:
        return file.read()


def filled(hearing, *rows, template=None, **figures):
    """The template with these figures and rows: each a mapping from the key of a column."""
    book = load_workbook(BytesIO(template or empty(hearing)))
    for label, value, *_others in book[str(FIGURES_SHEET)].iter_rows(min_row=2):
        (key,) = rows_by_label().meant_by(label.value)
        if key in figures:
            value.value = figures[key]
    page = book[str(PROPOSALS_SHEET)]
    places = {field.key: place for place, field in enumerate(PROPOSALS_FIELDS, start=1)}
    for number, row in enumerate(rows, start=2):
        for key, value in row.items():
            page.cell(number, places[key], value)
    return saved(book)


def edited(data, edit):
    """The workbook after somebody has changed it."""
    book = load_workbook(BytesIO(data))
    edit(book)
    return saved(book)


def saved(book):
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def brought(hearing, data, by=None):
    """The file as an upload."""
    return keep(hearing, file_of(data), by=by)


def tried(hearing, data):
    """What the file would enter."""
    return try_out(brought(hearing, data))


def taken(hearing, data, by=None):
    """Try the file and take it in at once."""
    upload = brought(hearing, data, by)
    plan = try_out(upload)
    assert plan.can_be_taken_in, told(plan)
    return take_in(upload, digest=plan.digest(), by=by)


def told(plan):
    """Everything that stands in the way, as one reads it."""
    return [*plan.complaints, *map(str, plan.figure_problems), *map(str, plan.problems)]


def places(plan):
    """Where the problems of the rows are: (row, heading)."""
    return [(problem.row, problem.heading) for problem in plan.problems]
