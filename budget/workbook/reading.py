"""What a sheet of budget lines states, row by row; no table is asked yet.

An empty cell states nothing. Whatever cannot be understood becomes a problem of its cell.
"""

from dataclasses import dataclass, field
from functools import partial

from django.utils.translation import gettext as _

from attachments.workbook.headings import Stated, holds_anything, letters_of, stated
from attachments.workbook.opening import open_rows
from attachments.workbook.refusals import Problem, WorkbookRefused
from budget.workbook import columns
from budget.workbook.cells import meant_by
from budget.workbook.words import is_total
from language.money import Unit


@dataclass(slots=True)
class StatedSheet:
    """All rows of a sheet, and what is wrong with its columns and cells."""

    unit: Unit
    lines: list[Stated] = field(default_factory=list)
    totals: list[Stated] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_sheet(upload, unit=Unit.SOM):
    """What an uploaded workbook states; bare numbers count `unit`. Raises WorkbookRefused."""
    rows = open_rows(upload, known_headings=columns.known_headings())
    letters, complaints = letters_of(rows, columns.key_of)
    if "number" not in letters:
        raise WorkbookRefused(_no_number(), "no_number")
    sheet = StatedSheet(unit, complaints=complaints)
    meant = partial(meant_by, unit=unit)
    for row in rows:
        if _is_total_row(row, letters):
            sheet.totals.append(stated(row, letters, meant, []))
        elif holds_anything(row, letters):
            sheet.lines.append(stated(row, letters, meant, sheet.problems))
    return sheet


def _no_number():
    return _(
        "No column of this sheet has the heading “%(heading)s”, by which lines are recognised. "
        "Download the template, copy the lines into it, and choose that file."
    ) % {"heading": columns.heading("number")}


def _is_total_row(row, letters):
    """Whether the row adds others up: its number says so, or a text of a row without number."""
    number = row.values.get(letters["number"])
    if isinstance(number, str):
        return is_total(number)
    if number is not None:
        return False
    return any(isinstance(value, str) and is_total(value) for value in row.values.values())
