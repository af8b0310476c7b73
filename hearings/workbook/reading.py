"""What a hearing's workbook states, sheet by sheet; no table is asked yet.

An empty cell states nothing. Whatever cannot be understood becomes a problem of its cell.
"""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from attachments.workbook.headings import Stated, holds_anything, letters_of, stated
from attachments.workbook.opening import Row, Wanted, open_sheets
from attachments.workbook.refusals import Problem, WorkbookRefused
from attachments.workbook.values import Unreadable
from hearings.workbook.cells import of_minutes, of_proposal
from hearings.workbook.columns import (
    FIGURES_FIELDS,
    FIGURES_SHEET,
    PROPOSALS_FIELDS,
    PROPOSALS_SHEET,
    key_in,
    known_headings,
    rows_by_label,
)

NOT_THE_TEMPLATE = gettext_lazy(
    "This workbook has neither the sheet “%(figures)s” nor the sheet “%(proposals)s”. Download the "
    "template of this hearing, copy the rows into it, and choose that file."
)


@dataclass(slots=True)
class StatedFigure:
    """A row of the first sheet: what it states, and where."""

    row: Row
    letter: str
    value: object

    def problem(self, what, remedy=""):
        return self.row.problem(what, remedy, self.letter)


@dataclass(slots=True)
class StatedHearing:
    """What a workbook states of a hearing, and what is wrong with its columns and cells."""

    figures: dict[str, StatedFigure] = field(default_factory=dict)
    proposals: list[Stated] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    figure_problems: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_hearing(upload):
    """What an uploaded workbook states of a hearing. Raises WorkbookRefused."""
    figures, proposals = open_sheets(
        upload,
        Wanted(FIGURES_SHEET, known_headings(FIGURES_FIELDS), most_rows=200),
        Wanted(PROPOSALS_SHEET, known_headings(PROPOSALS_FIELDS)),
    )
    if figures is None and proposals is None:
        names = {"figures": FIGURES_SHEET, "proposals": PROPOSALS_SHEET}
        raise WorkbookRefused(NOT_THE_TEMPLATE, "not_the_template", **names)
    read = StatedHearing()
    if figures:
        _read_figures(figures, read)
    if proposals:
        _read_proposals(proposals, read)
    return read


# The figures of the minutes


def _read_figures(rows, read):
    letters, _others = letters_of(rows, key_in(FIGURES_FIELDS))
    missing = [each for each in FIGURES_FIELDS if each.key not in letters and each.key != "remark"]
    if missing:
        read.complaints += [_no_heading(each.heading, FIGURES_SHEET) for each in missing]
        return
    for row in rows:
        _read_figure(row, letters, read)


def _read_figure(row, letters, read):
    letter = letters["value"]
    unreadable = next((each for each in row.problems if each.column == letter), None)
    if unreadable:
        read.figure_problems.append(unreadable)
        return
    value = row.values.get(letter)
    if value is None:
        return
    key = _row_key(row, letters, read)
    if key is None:
        return
    try:
        meant = of_minutes(key, value)
    except Unreadable as error:
        read.figure_problems.append(row.problem(error.what, error.remedy, letter))
        return
    if meant not in (None, ""):
        read.figures[key] = StatedFigure(row, letter, meant)


def _row_key(row, letters, read):
    """Which figure a row states; a row that names none, or one twice, is a problem."""
    label = row.values.get(letters["figure"], "")
    (key,) = rows_by_label().meant_by(label) or (None,)
    if key is None:
        what, remedy = _("The row is not one of the template."), _("Delete it.")
    elif key in read.figures:
        first = str(read.figures[key].row.number)
        what = _("The figure stands in row %(row)s already.") % {"row": first}
        remedy = _("Delete one of the two rows.")
    else:
        return key
    read.figure_problems.append(row.problem(what, remedy, letters["figure"]))
    return None


# The proposals and questions


def _read_proposals(rows, read):
    letters, complaints = letters_of(rows, key_in(PROPOSALS_FIELDS))
    read.complaints += complaints
    if "text" not in letters:
        text = next(each for each in PROPOSALS_FIELDS if each.key == "text")
        read.complaints.append(_no_heading(text.heading, PROPOSALS_SHEET))
        return
    for row in rows:
        if holds_anything(row, letters):
            read.proposals.append(stated(row, letters, of_proposal, read.problems))


def _no_heading(heading, sheet):
    return _(
        "No column of the sheet “%(sheet)s” has the heading “%(heading)s”. Download the template "
        "of this hearing, copy the rows into it, and choose that file."
    ) % {"heading": heading, "sheet": sheet}
