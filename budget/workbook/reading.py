"""What a sheet of budget lines states, row by row; no table is asked yet.

An empty cell states nothing. Whatever cannot be understood becomes a problem of its cell.
"""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from budget.workbook import columns
from budget.workbook.cells import meant_by
from attachments.workbook.opening import Row, open_rows
from attachments.workbook.refusals import Problem, WorkbookRefused
from attachments.workbook.values import Unreadable
from budget.workbook.words import is_total
from language.money import Unit


@dataclass(slots=True)
class Stated:
    """One row of the sheet: the values it states, by the key of their column."""

    row: Row
    letters: dict[str, str]
    values: dict = field(default_factory=dict)
    # The columns whose cell could not be understood: nothing more is said about them.
    unread: set = field(default_factory=set)

    def problem(self, key, what, remedy=""):
        """A problem of the cell in this column, or of the row where the sheet has no such."""
        return self.row.problem(what, remedy, self.letters.get(key, ""))

    def states(self, key):
        return key in self.values or key in self.unread


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
    letters, complaints = _letters(rows)
    sheet = StatedSheet(unit, complaints=complaints)
    for row in rows:
        if _is_total_row(row, letters):
            sheet.totals.append(_stated(row, letters, unit, []))
        elif _holds_anything(row, letters):
            sheet.lines.append(_stated(row, letters, unit, sheet.problems))
    return sheet


# The columns


def _letters(rows):
    """The letter of each known column, and sentences about the others that hold something."""
    headings = rows[0].headings
    filled = {letter for row in rows for letter in row.values}
    filled |= {problem.column for row in rows for problem in row.problems}
    letters, complaints = {}, []
    for letter in sorted(filled | headings.keys(), key=lambda letter: (len(letter), letter)):
        key = columns.key_of(headings.get(letter, ""))
        if key and key not in letters:
            letters[key] = letter
        elif key and letter in filled:
            complaints.append(_twice(letter, letters[key], headings[letter]))
        elif letter in filled:
            complaints.append(_unknown(letter, headings.get(letter, "")))
    if "number" not in letters:
        raise WorkbookRefused(_no_number(), "no_number")
    return letters, complaints


def _no_number():
    return _(
        "No column of this sheet has the heading “%(heading)s”, by which lines are recognised. "
        "Download the template, copy the lines into it, and choose that file."
    ) % {"heading": columns.heading("number")}


def _twice(letter, first, heading):
    return _(
        "Columns %(first)s and %(second)s have the same heading “%(heading)s”. Delete one of them."
    ) % {"first": first, "second": letter, "heading": heading}


def _unknown(letter, heading):
    if not heading:
        return _(
            "Column %(column)s has values but no heading. Give it a heading of the template, or "
            "delete it."
        ) % {"column": letter}
    return _(
        "Column %(column)s (%(heading)s) is not one of the template. Give it a heading of the "
        "template, or delete it."
    ) % {"column": letter, "heading": heading}


# The rows


def _is_total_row(row, letters):
    """Whether the row adds others up: its number says so, or a text of a row without number."""
    number = row.values.get(letters["number"])
    if isinstance(number, str):
        return is_total(number)
    if number is not None:
        return False
    return any(isinstance(value, str) and is_total(value) for value in row.values.values())


def _holds_anything(row, letters):
    filled = row.values.keys() | {problem.column for problem in row.problems}
    return not filled.isdisjoint(letters.values())


def _stated(row, letters, unit, problems):
    stated = Stated(row, letters)
    keys = {letter: key for key, letter in letters.items()}
    for problem in row.problems:
        if problem.column in keys:
            stated.unread.add(keys[problem.column])
            problems.append(problem)
    for letter, value in row.values.items():
        key = keys.get(letter)
        if key is None:
            continue
        try:
            meant = meant_by(key, value, unit)
        except Unreadable as error:
            stated.unread.add(key)
            problems.append(row.problem(error.what, error.remedy, letter))
            continue
        if meant not in (None, ""):
            stated.values[key] = meant
    return stated
