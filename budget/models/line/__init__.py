"""A line of a budget: its sets and sums, and the record."""

from .ledger import BudgetLineQuerySet
from .model import BudgetLine
from .sums import Sums

__all__ = ["BudgetLine", "BudgetLineQuerySet", "Sums"]
