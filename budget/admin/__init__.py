"""The pages of the money: budgets, their lines, amendments, the classification, Excel files.

They also widen two pages of the floors below: a measure shows its budget lines, and the register
of proposals finds what was accepted and is carried by nothing yet.
"""

from .amendment import AmendmentAdmin
from .budget import BudgetAdmin
from .classification import ClassificationCodeAdmin
from .line import BudgetLineAdmin
from .measure import PaidMeasureAdmin
from .proposal import AnsweredProposalAdmin
from .upload import BudgetUploadAdmin

__all__ = [
    "AmendmentAdmin",
    "AnsweredProposalAdmin",
    "BudgetAdmin",
    "BudgetLineAdmin",
    "BudgetUploadAdmin",
    "ClassificationCodeAdmin",
    "PaidMeasureAdmin",
]
