"""The citizens' budget: all years, one year, one line, and the year's Excel file."""

from .budgets import budget_detail, budget_list
from .lines import budget_workbook, line_detail

__all__ = ["budget_detail", "budget_list", "budget_workbook", "line_detail"]
