"""What a file would change in a budget: worked out whole, with nothing written."""

import hashlib
from functools import cached_property

from django.utils.translation import gettext as _

from budget.models.choices import Status
from budget.workbook.comparing import Comparing
from budget.workbook.doubts import doubts
from budget.workbook.stored import Register, StoredBudget

CHANGE, AMEND, EXECUTE = "budget.change_budget", "budget.amend_budget", "budget.execute_budget"


class Plan:
    """The wished state of a file against the stored budget.

    `complaints` are about the file as a whole, `problems` about its cells: with either of them
    nothing is taken in. `warnings` do not stand in the way.
    """

    def __init__(self, budget, sheet, *, resolution=None, lock=False):
        self.budget, self.sheet, self.resolution = budget, sheet, resolution
        self.stored = StoredBudget(budget, lock=lock)
        self.total_lines = len(self.stored.lines)
        self.register = Register(budget.year, sheet.lines)
        self._comparing = Comparing(self.stored, self.register, resolution)
        self.differences = list(self._compared())
        self.complaints = [*sheet.complaints, *self._misplaced_resolution()]
        self.problems = sorted(
            [*sheet.problems, *self._comparing.problems],
            key=lambda problem: (problem.row, len(problem.column), problem.column),
        )

    def _compared(self):
        """The differences of the rows that name a line, each line once."""
        seen = {}
        for stated in self.sheet.lines:
            number = stated.values.get("number")
            if number is None:
                self._refuse_nameless(stated)
                continue
            if number in seen:
                self._refuse_again(stated, number, seen[number])
                continue
            seen[number] = stated.row.number
            difference = self._comparing.compare(stated)
            if difference is not None:
                yield difference

    def _refuse_nameless(self, stated):
        if "number" in stated.unread:
            return
        self._comparing.refuse(
            stated,
            "number",
            _("The row has no number."),
            _("Write the number of the line, or delete the row."),
        )

    def _refuse_again(self, stated, number, first):
        self._comparing.refuse(
            stated,
            "number",
            _("The number %(number)s stands in row %(row)s already.")
            % {"number": number, "row": str(first)},
            _("Give each line its own number, or join the two rows."),
        )

    def _misplaced_resolution(self):
        if self.resolution is None or self.budget.status == Status.APPROVED:
            return
        yield _(
            "Only an approved budget is amended by a resolution, and this one is “%(status)s”. "
            "Choose the file again without a resolution."
        ) % {"status": self.budget.get_status_display()}

    # What it amounts to

    @cached_property
    def new_lines(self):
        return [each for each in self.differences if each.is_new]

    @cached_property
    def changed_lines(self):
        return [each for each in self.differences if not each.is_new and each.changes]

    @property
    def unchanged_lines(self):
        return sum(each.is_empty for each in self.differences)

    @property
    def unnamed_lines(self):
        """How many lines of the budget the file does not name: they stay as they are."""
        return self.total_lines - sum(not each.is_new for each in self.differences)

    @cached_property
    def amended(self):
        """The differences by which the budget is amended."""
        return [each for each in self.differences if each.amended]

    @cached_property
    def figures(self):
        """Pairs of a line and an executed figure to be recorded."""
        return [(each.line, figure) for each in self.differences for figure in each.figures]

    @property
    def new_figures(self):
        return sum(each.new_figures for each in self.differences)

    @property
    def changed_figures(self):
        return len(self.figures) - self.new_figures

    @property
    def unchanged_figures(self):
        return sum(each.same_figures for each in self.differences)

    @property
    def is_empty(self):
        """Whether the file adds nothing to what is stored."""
        return not self.new_lines and not self.changed_lines

    @property
    def is_refused(self):
        return bool(self.complaints or self.problems)

    @property
    def can_be_taken_in(self):
        return not self.is_refused and not self.is_empty

    @cached_property
    def warnings(self):
        return [*doubts(self), *self._comparing.warnings]

    @property
    def note(self):
        """Why plans are cut below what is executed: the public note of the amendment."""
        return {code: "\n".join(said) for code, said in self._comparing.plans.notes_on_cuts.items()}

    def permissions(self):
        """What one must be allowed in order to take it in."""
        needed = set()
        if any(
            each.changes_line or (each.is_new and not each.amended) for each in self.differences
        ):
            needed.add(CHANGE)
        if self.amended:
            needed.add(AMEND)
        if self.figures:
            needed.add(EXECUTE)
        return needed

    def digest(self):
        """The same for the same changes: whoever agreed to one plan agreed to no other."""
        resolution = self.resolution.pk if self.resolution else None
        changes = [each.digest() for each in self.differences if not each.is_empty]
        text = repr([self.budget.pk, str(self.budget.status), resolution, changes])
        return hashlib.sha256(text.encode()).hexdigest()
