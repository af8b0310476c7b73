"""A chart as a picture for Word files: bars under their names, solid and outlined, in black.

Word files take no drawing of ours but pictures. Every chart becomes horizontal bars here: the
words of each stand above it, and the table with the same figures follows in the file.
"""

from dataclasses import dataclass
from functools import cache
from io import BytesIO

from budget.charts.markup import plain
from budget.charts.scale import Scale
from hearings.papers.pdf import OWN

# At 200 points an inch it fills the width between the margins.
WIDTH = 1400
NAME, VALUE = 27, 27
LINE, BAR, THIN, GAP = 40, 22, 14, 16
INK, SOLID = "black", 60


@dataclass(frozen=True)
class _Row:
    """One bar: its name, how it reads, how long it is; and the thinner one beneath it."""

    name: str
    words: str
    value: object
    other: object = None


def picture(chart):
    """The chart as a PNG file; None where there is nothing to draw."""
    from PIL import Image, ImageDraw

    rows = _rows(chart)
    if not rows:
        return None
    written = [_lines(row.name, WIDTH - 40 - _length(row.words, VALUE)) for row in rows]
    height = sum(map(_height, rows, written))
    image = Image.new("L", (WIDTH, height), "white")
    _draw(ImageDraw.Draw(image), rows, written)
    file = BytesIO()
    image.save(file, "PNG", optimize=True, dpi=(200, 200))
    return file.getvalue()


def in_words(chart):
    """What the picture shows, for those who do not see it."""
    said = "; ".join(f"{row.name}: {row.words}" for row in _rows(chart))
    return f"{plain(chart.title)}. {said}"


def in_our_signs(text):
    """The text with a dash for the minus sign, which our font does not have."""
    return str(text).replace("\N{MINUS SIGN}", "\N{EN DASH}")


def _rows(chart):
    if chart.shape == "columns":
        return [
            _row(f"{plain(group)}: {plain(one.label)}", one.words[place], one.values[place])
            for place, group in enumerate(chart.groups)
            for one in chart.series
        ]
    return [_row(bar.label, _said(bar), bar.value, bar.other) for bar in chart.bars]


def _row(name, words, value, other=None):
    return _Row(in_our_signs(plain(name)), in_our_signs(plain(words)), value, other)


def _said(bar):
    return " · ".join(filter(None, [str(plain(bar.words)), str(plain(bar.other_text))]))


def _height(row, lines):
    return len(lines) * LINE + BAR + (THIN if row.other is not None else 0) + GAP


def _draw(pen, rows, written):
    scale = Scale(value for row in rows for value in (row.value, row.other))
    top = 0
    for row, lines in zip(rows, written, strict=True):
        pen.text((WIDTH - 4, top), row.words, INK, _font("bold", VALUE), anchor="ra")
        for line in lines:
            pen.text((0, top), line, INK, _font("regular", NAME))
            top += LINE
        if row.value is not None:
            pen.rectangle(_stretch(scale, row.value, top, BAR - 4), fill=SOLID)
        top += BAR
        if row.other is not None:
            box = _stretch(scale, row.other, top, THIN - 4)
            pen.rectangle(box, fill="white", outline=INK, width=2)
            top += THIN
        top += GAP


def _stretch(scale, value, top, height):
    start, long = scale.stretch(value)
    left, right = (float(edge) * (WIDTH - 4) / 100 for edge in (start, start + long))
    return left, top, max(right, left + 1), top + height


def _lines(text, room):
    """The text on as many lines as it takes."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and _length(longer, NAME, "regular") > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _length(text, size, weight="bold"):
    return _font(weight, size).getlength(text)


@cache
def _font(weight, size):
    from PIL import ImageFont

    return ImageFont.truetype(OWN[f"paper:{weight}.ttf"], size)
