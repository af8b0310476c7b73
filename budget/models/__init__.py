"""Money: the budget of each year, its lines, amendments and execution."""

from .amendment import Amendment, AmendmentChange
from .budget import Budget
from .classification import ClassificationCode
from .execution import Execution
from .line import BudgetLine
from .step import BudgetStep
from .upload import BudgetUpload

__all__ = [
    "Amendment",
    "AmendmentChange",
    "Budget",
    "BudgetLine",
    "BudgetStep",
    "BudgetUpload",
    "ClassificationCode",
    "Execution",
]
