"""The executed figures of a row, and its note on those that do not fit."""

from django.utils.translation import gettext as _

from budget.models import Execution
from budget.models.choices import Status
from budget.models.recording import misfits
from budget.workbook.columns import EXECUTED, LANGUAGES
from budget.workbook.difference import Change, Figure
from budget.workbook.words import tidy
from language.money import money
from language.texts import is_stated


class Figures:
    """Compares the executed figures of rows; a part of `Comparing`.

    The note of a row goes to each of its new figures that does not fit. A note that no figure of
    the line has yet goes to the latest figure otherwise.
    """

    def __init__(self, comparing):
        self.comparing = comparing
        self.refuse, self.doubt = comparing.refuse, comparing.doubt

    def compare(self, difference):
        line, stated = difference.line, difference.stated
        note = {
            code: stated.values[f"note_{code}"]
            for code in LANGUAGES
            if f"note_{code}" in stated.values
        }
        is_known = any(_says(row, note) for row in line.figures.values())
        for key, quarter in EXECUTED.items():
            if key in stated.values:
                self._compare_figure(difference, key, quarter, stated.values[key])
        is_used = self._weigh(difference, note)
        if note and not is_known and not is_used and stated.unread.isdisjoint(EXECUTED):
            self._write_note(difference, note)

    def _compare_figure(self, difference, key, quarter, amount):
        line, stated = difference.line, difference.stated
        row = line.figures.get(quarter)
        if row is not None and row.executed == amount:
            difference.same_figures += 1
            return
        if not self.comparing.is_open:
            self._refuse_figure(stated, key, row)
            return
        difference.changes.append(Change(key, None if row is None else row.executed, amount))
        difference.figures.append(Figure(quarter, amount))
        if row is None:
            difference.new_figures += 1
            row = line.figures[quarter] = Execution(line=line, quarter=quarter)
        row.executed = amount

    def _refuse_figure(self, stated, key, row):
        if self.comparing.budget.status == Status.REPORTED:
            stored = money(row.executed) if row else _("nothing")
            what = _("The year is closed, and this stays as it is: %(stored)s.")
            remedy = _("Write this again, or open the budget again first.")
            self.refuse(stated, key, what % {"stored": stored}, remedy)
            return
        self.refuse(
            stated,
            key,
            _("The budget is not approved yet, so nothing can be executed."),
            _("Leave the cell empty until the budget is approved."),
        )

    def _weigh(self, difference, note):
        """Check the new figures against the plan and each other; whether the note was needed."""
        is_used = False
        keys = {quarter: key for key, quarter in EXECUTED.items()}
        for figure in difference.figures:
            row, key = difference.line.figures[figure.quarter], keys[figure.quarter]
            sentences = list(misfits(row))
            if sentences and note:
                self._add_note(difference, figure, note)
                is_used = True
            report = self.doubt if note or is_stated(row, "note") else self.refuse
            for sentence in sentences:
                report(difference.stated, key, sentence)
        return is_used

    def _add_note(self, difference, figure, note):
        row = difference.line.figures[figure.quarter]
        if _says(row, note):
            return
        figure.note = {
            code: note.get(code, getattr(row, f"note_{code}") or "") for code in LANGUAGES
        }
        for code, text in note.items():
            difference.changes.append(Change(f"note_{code}", getattr(row, f"note_{code}"), text))
            setattr(row, f"note_{code}", text)

    def _write_note(self, difference, note):
        """A note that says something new about the latest figure."""
        line, stated = difference.line, difference.stated
        key = f"note_{next(iter(note))}"
        if not line.figures:
            self.refuse(
                stated,
                key,
                _("The note belongs to an executed figure, and this line has none."),
                _("Leave the cell empty."),
            )
            return
        if not self.comparing.is_open:
            self.refuse(
                stated,
                key,
                _("The year is closed, and the notes on its figures stay as they are."),
                _("Leave the cell empty, or open the budget again first."),
            )
            return
        latest = max(line.figures)
        figure = next((each for each in difference.figures if each.quarter == latest), None)
        if figure is None:
            figure = Figure(latest, line.figures[latest].executed)
            difference.figures.append(figure)
        self._add_note(difference, figure, note)


def _says(row, note):
    """Whether a figure has this note already."""
    return bool(note) and all(
        tidy(getattr(row, f"note_{code}")) == text for code, text in note.items()
    )
