"""The figures of a file against the minutes that are stored: only what is unstated is filled."""

from copy import copy

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hearings.models import Minutes
from hearings.workbook.columns import HEARING, MINUTES_ROWS, TEXTS, row_label
from language.texts import is_stated

SIGNED = gettext_lazy("The minutes are signed.")
CORRECT_AT_DESK = gettext_lazy(
    "Leave the cell empty, and correct the minutes at the desk with a reason."
)
CORRECT_EITHER = gettext_lazy("Correct the file, or the minutes on the page of the hearing.")


class Figures:
    """What a file would enter into the minutes of a hearing, and what stands in its way."""

    def __init__(self, hearing, stated):
        self.hearing, self.stated = hearing, stated
        self.stored = Minutes.objects.filter(hearing=hearing).first()
        self.new, self.same, self.problems, self.warnings = {}, 0, [], []
        self._refuse_another_hearing()
        for key in MINUTES_ROWS:
            if key in stated:
                self._compare(key, stated[key])
        self.minutes = self._as_it_will_be()
        if self.new:
            self._cross_check()

    def _refuse_another_hearing(self):
        named = self.stated.get(HEARING)
        if named is None or named.value == self.hearing.pk:
            return
        what = _("The file is for the hearing number %(number)s, and this is number %(own)s.") % {
            "number": str(named.value),
            "own": str(self.hearing.pk),
        }
        remedy = _("Open the page of the hearing that the file is for, and choose it there.")
        self.problems.append(named.problem(what, remedy))

    def _compare(self, key, figure):
        stored = getattr(self.stored, key) if self.stored else None
        if stored in (None, ""):
            self._fill(key, figure)
        elif stored == figure.value:
            self.same += 1
        else:
            self._refuse_another_value(key, figure, stored)

    def _fill(self, key, figure):
        if self.stored and self.stored.is_signed:
            self.problems.append(figure.problem(str(SIGNED), str(CORRECT_AT_DESK)))
        else:
            self.new[key] = figure.value

    def _refuse_another_value(self, key, figure, stored):
        if key in TEXTS:
            what = _("The minutes have another text here.")
        else:
            what = _("The minutes state %(stored)s here, and the file %(stated)s.") % {
                "stored": number_format(stored),
                "stated": number_format(figure.value),
            }
        remedy = CORRECT_AT_DESK if self.stored.is_signed else CORRECT_EITHER
        self.problems.append(figure.problem(what, str(remedy)))

    def _as_it_will_be(self):
        """The minutes with what the file adds; None where there will be none."""
        if self.stored is None and not self.new:
            return None
        minutes = copy(self.stored) or Minutes(hearing=self.hearing)
        for key, value in self.new.items():
            setattr(minutes, key, value)
        return minutes

    def _cross_check(self):
        """Figures that contradict each other, each beside its cell; a note explains them."""
        mismatches = self.minutes.mismatches()
        if is_stated(self.minutes, "discrepancy"):
            self.warnings = [sentence for _key, sentence in mismatches]
            return
        for key, sentence in mismatches:
            # Where the figure itself is stored already, any new one takes part in it.
            figure = self.stated.get(key) or self.stated[next(iter(self.new))]
            self.problems.append(figure.problem(sentence, ""))

    @property
    def participants(self):
        return self.minutes.participants if self.minutes else None

    @property
    def is_signed(self):
        return bool(self.stored and self.stored.is_signed)

    def shown(self):
        """What will stand in the minutes, as pairs of a word and a value."""
        return [(row_label(key), self.new[key]) for key in MINUTES_ROWS if key in self.new]

    def record(self, *, by, now):
        """Through the door of the minutes: entered anew, or completed."""
        if not self.new:
            return
        if self.stored is None:
            Minutes.record(self.hearing, by=by, now=now, **self.new)
        else:
            self.stored.complete(by=by, now=now, **self.new)


def stage_problem(hearing):
    """Why nothing can be entered for this hearing yet; nothing where it can."""
    try:
        Minutes.refuse_before(hearing)
    except ValidationError as refusal:
        return refusal.messages
    return []
