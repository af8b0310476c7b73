"""Charts of money and counts, drawn as a few shapes beside words that say every figure.

The words come first: each value stands as text beside its shape, so a chart can be read aloud,
copied and printed in black, and long labels wrap. A table with the same figures stands in the page.
"""

from budget.charts.bars import bars
from budget.charts.columns import columns
from budget.charts.items import Bar, Series
from budget.charts.progress import progress
from budget.charts.stacked import stacked

__all__ = ["Bar", "Series", "bars", "columns", "progress", "stacked"]
