"""How wide the columns of a table in a Word file are, so that no word breaks in its middle.

As browsers do it: each column takes its longest word, and what is left goes to those whose texts
would take more on one line.
"""

from functools import cache

from hearings.papers.pdf import FONTS

# Left and right of the words of a cell together, in millimetres, and a little for rounding.
EDGES = 2.4
MM_IN_POINT = 25.4 / 72
# No more of a text is wished on one line.
LONGEST_LINE = 60
# A word longer than this is an address or a mistake, and may break.
LONGEST_WORD = 30


def fitting(rows, width, size):
    """Widths of columns that are `width` together, for rows of texts in type of so many points."""
    columns = list(zip(*rows, strict=True))
    least = [_needed((_word(text) for text in texts), size) for texts in columns]
    most = [_needed((text[:LONGEST_LINE] for text in texts), size) for texts in columns]
    spare, wished = width - sum(least), sum(most) - sum(least)
    if spare <= 0:
        return _stretched(least, width)
    if spare >= wished:
        return _stretched(most, width)
    return [low + spare * (high - low) / wished for low, high in zip(least, most, strict=True)]


def _stretched(widths, width):
    return [each * width / sum(widths) for each in widths]


def _word(text):
    """The longest word of a text; thousands and units stay with their number."""
    words = text.replace("\n", " ").split(" ")
    return max(words, key=len)[:LONGEST_WORD]


def _needed(texts, size):
    """What the longest of these texts takes on one line in bold type, in millimetres."""
    font = _font()
    return EDGES + max(map(font.getlength, texts)) * size * MM_IN_POINT / font.size


@cache
def _font():
    from PIL import ImageFont

    return ImageFont.truetype(FONTS / "NotoSans-Bold.ttf", 100)
