"""The plans of a row: a draft's amounts may change, approved ones only by an amendment."""

from django.utils.translation import gettext as _

from budget.models import Amendment
from budget.models.line.sums import ZERO, exact
from budget.workbook.columns import LANGUAGES, heading
from budget.workbook.difference import Change
from language.money import money


class Plans:
    """Compares the plans of rows; a part of `Comparing`."""

    def __init__(self, comparing):
        self.comparing = comparing
        self.refuse, self.doubt = comparing.refuse, comparing.doubt
        # Why plans are cut below what is executed: by language, for the amendment.
        self.notes_on_cuts = {code: [] for code in LANGUAGES}

    def compare(self, difference):
        line, values = difference.line, difference.stated.values
        if self.comparing.budget.is_draft:
            self._compare_draft(difference)
            return
        for key in ("planned_draft", "approved"):
            stored = ZERO if difference.is_new else getattr(line, key)
            if key in values and values[key] != stored:
                self._refuse_plan(difference, key)
        if "revised" in values:
            self._compare_revised(difference, values["revised"])
        elif difference.is_new and "revised" not in difference.stated.unread:
            self._refuse_new_without_plan(difference)

    def _compare_draft(self, difference):
        stated = difference.stated
        if "planned_draft" in stated.values:
            self.comparing.put(difference, "planned_draft", stated.values["planned_draft"])
        for key in ("approved", "revised"):
            if key in stated.values:
                self.refuse(
                    stated,
                    key,
                    _("The budget is not approved yet."),
                    _("Write the amount under “%(heading)s”, and leave this cell empty.")
                    % {"heading": heading("planned_draft")},
                )

    def _refuse_plan(self, difference, key):
        if not difference.is_new:
            self.comparing.refuse_fixed(difference, key)
            return
        self.refuse(
            difference.stated,
            key,
            _("A line that an amendment brings begins with nothing."),
            _("Write the amount under “%(heading)s”, and leave this cell empty.")
            % {"heading": heading("revised")},
        )

    def _refuse_new_without_plan(self, difference):
        self.refuse(
            difference.stated,
            "revised",
            _("A new line of an approved budget needs its amount under “%(heading)s”.")
            % {"heading": heading("revised")},
            _("Write the amount by the resolution."),
        )

    def _compare_revised(self, difference, wished):
        line, stated = difference.line, difference.stated
        stored = exact(line.revised)
        if wished == stored:
            if difference.is_new:
                self._refuse_new_without_plan(difference)
            return
        if not self.comparing.is_open or self.comparing.resolution is None:
            self._refuse_amending(stated, stored)
            return
        difference.amended = wished - stored
        difference.changes.append(Change("revised", line.revised, wished))
        self._check_cut(difference)
        line.revised = line.plan = wished

    def _refuse_amending(self, stated, stored):
        what = _("The plan that holds is %(stored)s.") % {"stored": money(stored)}
        if self.comparing.is_open:
            remedy = _(
                "If a resolution amends the budget, choose it when you bring the file; otherwise "
                "write the plan that holds, or leave the cell empty."
            )
        else:
            remedy = _("The year is closed: write this amount again, or leave the cell empty.")
        self.refuse(stated, "revised", what, remedy)

    def _check_cut(self, difference):
        """A plan below what is executed needs the row's note, which the amendment then carries."""
        line, stated = difference.line, difference.stated
        amendment = Amendment(budget=self.comparing.budget)
        sentences = list(amendment.problems(line, difference.amended))
        notes = {code: stated.values.get(f"note_{code}") for code in LANGUAGES}
        report = self.doubt if any(notes.values()) else self.refuse
        for sentence in sentences:
            report(stated, "revised", sentence)
        if not sentences:
            return
        for code, text in notes.items():
            if text:
                self.notes_on_cuts[code].append(f"{line.number}: {text}")
