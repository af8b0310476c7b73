"""Sheets of budget lines for the tests, as somebody would fill them in."""

from io import BytesIO

from django.core.files.base import File
from openpyxl import Workbook, load_workbook

from budget.workbook.columns import BY_KEY
from budget.workbook.export import export_lines
from budget.workbook.plan import Plan
from budget.workbook.reading import read_sheet
from budget.workbook.taking import keep, take_in, try_out
from language.money import Unit

SHEET = "Lines"


def file_of(data, name="lines.xlsx"):
    file = File(BytesIO(data), name=name)
    file.size = len(data)
    return file


def sheet_of(*rows, headings=None, above=()):
    """A workbook with these rows: each a mapping from the key or heading of a column to a cell."""
    if headings is None:
        headings = list(dict.fromkeys(key for row in rows for key in row))
    book = Workbook()
    page = book.active
    page.title = SHEET
    for row in above:
        page.append(row)
    page.append([heading_of(key) for key in headings])
    for row in rows:
        page.append([row.get(key) for key in headings])
    return saved(book)


def heading_of(key):
    return str(BY_KEY[key].heading) if key in BY_KEY else key


def saved(book):
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def exported(budget, **options):
    with export_lines(budget, **options) as file:
        return file.read()


def edited(data, edit):
    """The workbook after somebody has changed its first sheet."""
    book = load_workbook(BytesIO(data))
    edit(book.worksheets[0])
    return saved(book)


def tried(budget, data, unit=Unit.SOM, resolution=None):
    """What the file would change."""
    return Plan(budget, read_sheet(file_of(data), unit), resolution=resolution)


def brought(budget, data, unit=Unit.SOM, resolution=None, by=None):
    """The file as an upload."""
    return keep(budget, file_of(data), unit=unit, resolution=resolution, by=by)


def taken(budget, data, unit=Unit.SOM, resolution=None, by=None):
    """Try the file and take it in at once."""
    upload = brought(budget, data, unit, resolution, by)
    plan = try_out(upload)
    assert plan.can_be_taken_in, [*plan.complaints, *map(str, plan.problems)]
    return take_in(upload, digest=plan.digest(), by=by)


def cells(plan):
    """Where the problems are: (row, key of the column)."""
    return [(problem.row, _key(problem.heading)) for problem in plan.problems]


def _key(heading):
    return next((key for key, field in BY_KEY.items() if str(field.heading) == heading), "")
