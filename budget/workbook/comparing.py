"""How a row of a sheet differs from the line that is stored, and whether it may.

A difference that the state of the budget does not allow becomes a problem of its cell.
"""

from django.utils.translation import gettext as _

from budget.models import BudgetLine
from budget.models.choices import Side, Status
from budget.models.line.sums import ZERO
from budget.workbook.columns import CODES
from budget.workbook.difference import Difference
from budget.workbook.figures import Figures
from budget.workbook.links import Links
from budget.workbook.plans import Plans


class Comparing:
    """Compares the rows of a sheet with a budget; gathers what is wrong and what is doubtful."""

    def __init__(self, stored, register, resolution):
        self.stored, self.register = stored, register
        self.budget = stored.budget
        self.resolution = resolution
        self.problems, self.warnings = [], []
        self.links, self.plans, self.figures = Links(self), Plans(self), Figures(self)

    @property
    def is_open(self):
        """Whether plans and figures of an approved budget may change."""
        return self.budget.status == Status.APPROVED

    def compare(self, stated):
        """What the row would change; None where it cannot be a line."""
        number = stated.values["number"]
        stored = self.stored.line(number)
        if stored is None and not self._may_add(stated):
            return None
        difference = Difference(stated, stored or self._new(number), is_new=stored is None)
        self._compare_lists(difference)
        self._compare_codes(difference)
        self.links.compare(difference)
        self.plans.compare(difference)
        self.figures.compare(difference)
        return difference

    def refuse(self, stated, key, what, remedy=""):
        self.problems.append(stated.problem(key, what, remedy))

    def doubt(self, stated, key, what):
        self.warnings.append(stated.problem(key, what))

    # New lines

    def _new(self, number):
        line = BudgetLine(budget=self.budget, number=number)
        line.figures, line.named = {}, {}
        # What an amendment brings begins with nothing.
        line.revised = line.plan = None if self.budget.is_draft else ZERO
        line.executed = None
        return line

    def _may_add(self, stated):
        if self.budget.is_draft or (self.is_open and self.resolution):
            return True
        if self.is_open:
            remedy = _(
                "Check the number. If the budget is amended by this line, choose the resolution "
                "when you bring the file."
            )
        else:
            remedy = _("Check the number, or delete the row: the year is closed.")
        what = _("The budget has no line with the number %(number)s.")
        self.refuse(stated, "number", what % {"number": stated.values["number"]}, remedy)
        return False

    # What stays once the budget is approved

    def put(self, difference, key, new, column=None):
        """Set a value, or say that it stays as it is."""
        column = column or key
        if getattr(difference.line, column) == new:
            return
        if difference.is_new or self.budget.is_draft:
            difference.put(key, column, new)
        else:
            self.refuse_fixed(difference, key, column)

    def refuse_fixed(self, difference, key, column=None):
        stored = self.register.told(key, getattr(difference.line, column or key))
        self.refuse(
            difference.stated,
            key,
            _("The budget is approved, and this stays as it is: %(stored)s.")
            % {"stored": stored or _("nothing")},
            _("Write this again, or leave the cell empty."),
        )

    # Side, source and codes

    def _compare_lists(self, difference):
        stated = difference.stated
        for key in ("side", "source"):
            if key in stated.values:
                self.put(difference, key, stated.values[key])
        if not difference.line.side and "side" not in stated.unread:
            self.refuse(
                stated,
                "side",
                _("It is not said whether this is revenue or expenditure."),
                _("Choose one of the two."),
            )

    def _compare_codes(self, difference):
        line, stated = difference.line, difference.stated
        for kind in CODES:
            if kind in stated.values:
                self._compare_code(difference, kind, stated.values[kind])
        if line.side == Side.REVENUE:
            self._leave_function(difference)
        elif line.side and not line.function_id and not stated.states("function"):
            self.refuse(
                stated,
                "function",
                _("An expenditure needs the code of its function."),
                _("Write the code, for example 7011; the template has a list of them."),
            )
        self._check_side_of_code(difference)

    def _compare_code(self, difference, kind, text):
        codes, stored = self.register.codes, getattr(difference.line, f"{kind}_id")
        if codes.text(stored) == text:
            # As it is stored, even if it was a code of other years.
            return
        code = codes.in_year.get((kind, text))
        if code is None:
            what = _("Code %(code)s does not exist in %(year)s.")
            self.refuse(
                difference.stated,
                kind,
                what % {"code": text, "year": str(self.budget.year)},
                _("Choose a code that holds in this year; the template has a list of them."),
            )
            return
        self.put(difference, kind, code.pk, f"{kind}_id")

    def _leave_function(self, difference):
        """A revenue has no function: a line that becomes one loses it."""
        line, stated = difference.line, difference.stated
        if "function" in stated.values:
            self.refuse(
                stated, "function", _("A revenue has no function."), _("Leave the cell empty.")
            )
        elif line.function_id and "side" in difference.columns:
            difference.put("function", "function_id", None)

    def _check_side_of_code(self, difference):
        line = difference.line
        code = self.register.codes.by_key.get(line.economic_id)
        if code is None or not line.side or difference.columns.isdisjoint({"side", "economic_id"}):
            return
        if not getattr(code, f"for_{line.side}"):
            self.refuse(
                difference.stated,
                "economic",
                _("Code %(code)s is not for this side of the budget.") % {"code": code.code},
                _("Choose another code, or correct the side."),
            )
