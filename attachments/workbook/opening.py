"""Reading an uploaded workbook: its rows, or a sentence that says how to mend the file."""

import threading
import warnings
from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice

from django.conf import settings
from django.utils import translation
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from attachments.workbook import parts
from attachments.workbook.archive import DAMAGED, Archive
from attachments.workbook.refusals import Problem, WorkbookRefused
from attachments.workbook.values import Unreadable, value_of

MOST_ROWS = 5_000
MOST_COLUMNS = 40
# Titles and remarks may stand above the headings.
MOST_ROWS_ABOVE = 20
# Excel's shortcuts easily leave a stray mark at the very end of a sheet.
FARTHEST_ROW = 50_000

# Translators: the name of a sheet in an Excel workbook, at most 31 characters.
LINES = pgettext_lazy("sheet of a workbook", "Lines")

EMPTY = _(
    "The sheet has no rows below its headings. Fill in the template and choose the file again."
)
TOO_MANY_ROWS = _(
    "The sheet has more than %(most)s rows. Divide it into several files and bring them one by one."
)
TOO_MANY_COLUMNS = _(
    "The sheet has something in column %(column)s, and only the columns up to %(last)s are read. "
    "Delete what stands to the right of the table and choose the file again."
)
TOO_FAR = _(
    "The sheet has something in row %(row)s, far below the table. Delete what stands there and "
    "choose the file again."
)

# One workbook at a time in a process: eight at once would need eight times the memory.
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the sheet, with the number that it has there.

    Values stand under the letter of their column; empty cells and those with a problem are
    missing. A text keeps its line breaks, a number is exact, a date has no time.
    """

    number: int
    headings: Mapping[str, str]
    values: Mapping[str, str | Decimal | date]
    problems: tuple[Problem, ...] = ()

    def problem(self, what, remedy, column=""):
        """A problem of this row, or of the cell in one column of it."""
        return Problem(self.number, what, remedy, column, self.headings.get(column, ""))


@dataclass(frozen=True)
class Wanted:
    """A sheet to be read: its name (a lazy text), how its table begins and how long it may be."""

    name: str
    known_headings: Sequence[str] = ()
    most_rows: int = MOST_ROWS
    most_columns: int = MOST_COLUMNS


def open_rows(
    upload, *, name=LINES, most_rows=MOST_ROWS, most_columns=MOST_COLUMNS, known_headings=()
):
    """The rows below the headings of an uploaded workbook; `WorkbookRefused` says how to mend it.

    They are read from the sheet of this name, else from the first one. The headings are in the
    first row that holds two of the known ones, else in the first row that holds anything. There
    is always at least one row below them.
    """
    wanted = Wanted(name, known_headings, most_rows, most_columns)
    with _one_at_a_time:
        (filled,) = _filled_sheets(Archive(upload), [wanted], or_first=True)
    rows = _rows(filled, wanted)
    if not rows:
        raise WorkbookRefused(EMPTY, "no_rows")
    return rows


def open_sheets(upload, *wanted):
    """The rows below the headings of each wanted sheet; None for a sheet that is not there."""
    with _one_at_a_time:
        found = _filled_sheets(Archive(upload), wanted)
    pairs = zip(found, wanted, strict=True)
    return [None if filled is None else _rows(filled, each) for filled, each in pairs]


def _rows(filled, wanted):
    place = _place_of_headings(filled, wanted.known_headings)
    headings = _headings(filled[place : place + 1])
    below = filled[place + 1 :]
    if len(below) > wanted.most_rows:
        raise _too_many_rows(wanted.most_rows)
    rows = [_row(number, cells, headings) for number, cells in below]
    return [row for row in rows if row.values or row.problems]


def sheet_names(name):
    """The name of a sheet in each language, as it is compared."""
    names = set()
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            names.add(str(name).casefold())
    return names


def cell_texts(upload):
    """What stands in the cells of every sheet, hidden ones too; nothing if it cannot be read."""
    try:
        with _one_at_a_time, _damage_refused():
            sheets, _ends = _sheets(Archive(upload))
            return [text for sheet in sheets for text in _texts(sheet)]
    except WorkbookRefused:
        return []


def _texts(sheet):
    sheet.reset_dimensions()
    for row in sheet.iter_rows(values_only=True):
        yield from (str(value) for value in row if value is not None)


def _filled_sheets(archive, wanted, *, or_first=False):
    """The rows of each sheet that hold anything: (number, cells), cells by their column."""
    with _damage_refused():
        sheets, ends = _sheets(archive)
        # What a reader sees.
        visible = [sheet for sheet in sheets if sheet.sheet_state == "visible"] or sheets
        found = [_named(visible, each.name) for each in wanted]
        if or_first:
            found = [sheet or visible[0] for sheet in found]
        pairs = zip(found, wanted, strict=True)
        return [sheet and _filled_rows(sheet, ends, each) for sheet, each in pairs]


@contextmanager
def _damage_refused():
    try:
        # openpyxl warns of what it leaves out; nothing of that is read here.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except WorkbookRefused:
        raise
    except Exception as error:  # openpyxl answers broken parts with a dozen different errors
        raise WorkbookRefused(DAMAGED, "damaged") from error


def _sheets(archive):
    """Every sheet of the workbook, and where the content of each part ends."""
    # Loaded here: it takes 20 MB, and few processes ever read a workbook.
    from openpyxl import load_workbook

    ends = parts.walk(archive)
    return load_workbook(archive.file, read_only=True, keep_links=False).worksheets, ends


def _named(sheets, name):
    names = sheet_names(name)
    return next((each for each in sheets if each.title.strip().casefold() in names), None)


def _filled_rows(sheet, ends, wanted):
    # openpyxl tells the part of a sheet nowhere else.
    last_row, last_column = ends[sheet._worksheet_path]
    _refuse_extent(last_row, last_column, wanted.most_columns)
    rows = _filled(sheet, last_row, last_column)
    # One more than can be right tells that there are too many.
    return list(islice(rows, wanted.most_rows + MOST_ROWS_ABOVE + 2))


def _refuse_extent(last_row, last_column, most_columns):
    from openpyxl.utils import get_column_letter

    if last_row > FARTHEST_ROW:
        raise WorkbookRefused(TOO_FAR, "too_far", row=str(last_row))
    if last_column > most_columns:
        raise WorkbookRefused(
            TOO_MANY_COLUMNS,
            "too_many_columns",
            column=get_column_letter(last_column),
            last=get_column_letter(most_columns),
        )


def _filled(sheet, last_row, last_column):
    from openpyxl.utils import get_column_letter

    if not last_row:
        return
    sheet.reset_dimensions()
    rows = sheet.iter_rows(1, last_row, 1, last_column)
    for number, row in enumerate(rows, start=1):
        cells = {
            get_column_letter(place): cell
            for place, cell in enumerate(row, start=1)
            if not _is_empty(cell.value)
        }
        if cells:
            yield number, cells


def _is_empty(value):
    return value is None or (isinstance(value, str) and not value.strip())


def _place_of_headings(filled, known):
    known = {_folded(heading) for heading in known}
    for place, (_number, cells) in enumerate(filled[: MOST_ROWS_ABOVE + 1]):
        if len(known & {_folded(cell.value) for cell in cells.values()}) >= 2:
            return place
    return 0


def _folded(heading):
    return " ".join(str(heading).casefold().split())


def _headings(filled):
    """The headings by the letter of their column; none in an empty sheet."""
    headings = {}
    for number, cells in filled:
        row = _row(number, cells, {})
        if row.problems:
            raise WorkbookRefused(row.problems[0], "bad_heading")
        headings |= {column: " ".join(str(value).split()) for column, value in row.values.items()}
    return headings


def _row(number, cells, headings):
    values, problems = {}, []
    for column, cell in cells.items():
        try:
            value = value_of(cell)
        except Unreadable as error:
            heading = headings.get(column, "")
            problems.append(Problem(number, error.what, error.remedy, column, heading))
            continue
        if value is not None:
            values[column] = value
    return Row(number, headings, values, tuple(problems))


def _too_many_rows(most_rows):
    return WorkbookRefused(TOO_MANY_ROWS, "too_many_rows", most=number_format(most_rows, 0))
