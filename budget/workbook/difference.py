"""What one row of a sheet would change in its line."""

from dataclasses import dataclass, field
from decimal import Decimal

from budget.models import BudgetLine
from budget.models.line.sums import ZERO
from budget.workbook.reading import Stated


@dataclass(frozen=True, slots=True)
class Change:
    """One value that the sheet states otherwise than it is stored."""

    key: str
    old: object
    new: object


@dataclass(slots=True)
class Figure:
    """An executed figure to be recorded, with a note only where one is to be written."""

    quarter: int
    amount: Decimal
    note: dict[str, str] | None = None


@dataclass(slots=True)
class Difference:
    """What one row would change. The line carries the new values already; nothing is written."""

    stated: Stated
    line: BudgetLine
    is_new: bool
    changes: list[Change] = field(default_factory=list)
    # The columns of the line to be written, and the proposals to be named and no longer named.
    columns: set[str] = field(default_factory=set)
    added: list[int] = field(default_factory=list)
    removed: list[int] = field(default_factory=list)
    # By how much an amendment changes the plan.
    amended: Decimal = ZERO
    figures: list[Figure] = field(default_factory=list)
    new_figures: int = 0
    same_figures: int = 0

    @property
    def is_empty(self):
        return not self.is_new and not self.changes

    @property
    def changes_line(self):
        """Whether it changes a stored line, apart from its plan and its executed figures."""
        return not self.is_new and bool(self.columns or self.added or self.removed)

    def put(self, key, column, new):
        """Set a column of the line."""
        self.changes.append(Change(key, getattr(self.line, column), new))
        self.columns.add(column)
        setattr(self.line, column, new)

    def digest(self):
        """The difference as plain data, the same for the same difference."""
        figures = [
            (each.quarter, each.amount, sorted((each.note or {}).items())) for each in self.figures
        ]
        changes = [(each.key, str(each.old), str(each.new)) for each in self.changes]
        return (self.line.number, self.is_new, self.line.pk, changes, figures, self.amended)
