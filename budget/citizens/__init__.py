"""The citizens' budget: the figures of a year as a villager reads them, each a sum of lines."""

from .line import CitizensLine
from .paging import asked_lines, line_page
from .shelf import of_year, years
from .year import CitizensBudget, Group, Pair

__all__ = [
    "CitizensBudget",
    "CitizensLine",
    "Group",
    "Pair",
    "asked_lines",
    "line_page",
    "of_year",
    "years",
]
