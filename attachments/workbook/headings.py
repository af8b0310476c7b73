"""The columns of a sheet by their headings, whatever their order, and what its rows state.

Which words name a column is the caller's knowledge: `key_of` turns a heading into the key of a
column, in whatever language it is written.
"""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from attachments.workbook.opening import Row
from attachments.workbook.values import Unreadable
from attachments.workbook.writing import Column, Kind


@dataclass(frozen=True)
class Field:
    """One column of a sheet, whatever its place and whatever the language of its heading."""

    key: str
    heading: str
    explanation: str
    kind: Kind = Kind.TEXT
    width: int | None = None

    def column(self, choices=()):
        """The column as it is written in the active language."""
        return Column(str(self.heading), self.kind, str(self.explanation), choices, self.width)


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


def letters_of(rows, key_of):
    """The letter of each known column, and sentences about the others that hold something."""
    headings = rows[0].headings
    filled = {letter for row in rows for letter in row.values}
    filled |= {problem.column for row in rows for problem in row.problems}
    letters, complaints = {}, []
    for letter in sorted(filled | headings.keys(), key=lambda letter: (len(letter), letter)):
        key = key_of(headings.get(letter, ""))
        if key and key not in letters:
            letters[key] = letter
        elif key and letter in filled:
            complaints.append(_twice(letter, letters[key], headings[letter]))
        elif letter in filled:
            complaints.append(_unknown(letter, headings.get(letter, "")))
    return letters, complaints


def holds_anything(row, letters):
    """Whether a row has something in one of the known columns."""
    filled = row.values.keys() | {problem.column for problem in row.problems}
    return not filled.isdisjoint(letters.values())


def stated(row, letters, meant_by, problems):
    """What a row states; `meant_by` reads a cell by the key of its column or raises Unreadable."""
    read = Stated(row, letters)
    keys = {letter: key for key, letter in letters.items()}
    for problem in row.problems:
        if problem.column in keys:
            read.unread.add(keys[problem.column])
            problems.append(problem)
    for letter, value in row.values.items():
        key = keys.get(letter)
        if key is None:
            continue
        try:
            meant = meant_by(key, value)
        except Unreadable as error:
            read.unread.add(key)
            problems.append(row.problem(error.what, error.remedy, letter))
            continue
        if meant not in (None, ""):
            read.values[key] = meant
    return read


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
