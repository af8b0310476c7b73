"""The attendance sheet: empty rows that people fill in at the door."""

from .head import about

ROWS = 25


def attendance(hearing, site, count=1):
    """`count` sheets whose rows are numbered on from sheet to sheet. It names nobody."""
    starts = range(1, count * ROWS + 1, ROWS)
    return {**about(hearing), "sheets": [range(first, first + ROWS) for first in starts]}
