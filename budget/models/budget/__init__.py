"""The budget of a year: the record and its doors."""

from .model import Budget, BudgetQuerySet

__all__ = ["Budget", "BudgetQuerySet"]
