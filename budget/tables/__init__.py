"""The tables of the citizens' budget with their totals, written in one go.

A long budget is mostly the rows of its tables; written so they cost a quarter of a template's.
"""

from .comparison import comparison_table
from .groups import group_table
from .lines import asked_table, line_table
from .markup import kept, unit_words

__all__ = ["asked_table", "comparison_table", "group_table", "kept", "line_table", "unit_words"]
