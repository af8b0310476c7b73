"""How tall a row of a workbook must be, and how wide a column, for its words to be seen.

Excel measures wrapped texts when it opens a file, LibreOffice does not and shows one line of each.
"""

from textwrap import wrap

# In points, for the font that a new workbook has.
LINE = 15
# Below the last line, so that its letters do not touch the edge.
MARGIN = 3
# A row of the format is at most 409 points tall.
MOST_LINES = 27

# A column is as wide as so many digits; letters need more, bold ones more still, and a machine
# without the font takes a wider one.
LETTER = 1.1
BOLD_LETTER = 1.25
WIDEST_WORD = 30


def height(texts, widths, letter=LETTER):
    """The height of a row of these texts in points; None where each fits on one line."""
    lines = max((_lines(*pair, letter) for pair in zip(texts, widths, strict=True)), default=1)
    return LINE * lines + MARGIN if lines > 1 else None


def width(heading, usual):
    """The usual width, or what the longest word of the heading needs."""
    longest = max(map(len, heading.split()), default=0)
    return max(usual, min(round(longest * BOLD_LETTER) + 1, WIDEST_WORD))


def _lines(text, width, letter):
    fitting = max(int(width / letter), 1)
    if len(text) <= fitting and "\n" not in text:
        return 1
    # What is taller than any row need not be counted to its end.
    parts = text[: fitting * MOST_LINES].split("\n")[:MOST_LINES]
    return min(sum(len(wrap(part, fitting)) or 1 for part in parts), MOST_LINES)
