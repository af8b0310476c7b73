"""One bar of shares: where the money comes from."""

from itertools import accumulate, pairwise

from django.utils.html import format_html

from budget.charts.markup import NOTHING, figure, in_words, item, joined, listed, picture
from budget.charts.scale import WHOLE, ZERO, percent, tenths

# A narrower share has no room for its number; the list beneath names it in its order.
ROOM_FOR_A_NUMBER = 4


def stacked(parts, *, title, id, description="", tone="money"):
    """A list of `Bar` as shares of their sum, numbered in the bar and in the list beneath it.

    Only what is above zero has a share: a part that is not stated, zero or a deduction stands in
    the list alone.
    """
    parts = list(parts)
    if not parts:
        return NOTHING
    description = description or in_words((part.label, part.words) for part in parts)
    shapes = segments(parts)
    drawn = picture(id, title, description, shapes) if shapes else NOTHING
    return figure(id, tone, drawn, listed("ol", map(item, parts)))


def segments(parts):
    """The shares, each with its number; together they are the whole, whatever was rounded."""
    sizes = [max(part.value or ZERO, ZERO) for part in parts]
    whole = sum(sizes)
    if not whole:
        return []
    edges = [tenths(edge * WHOLE / whole) for edge in accumulate(sizes, initial=ZERO)]
    return [
        segment(number, start, end)
        for number, (start, end) in enumerate(pairwise(edges), start=1)
        if end > start
    ]


def segment(number, start, end):
    share = format_html(
        '<rect x="{}" width="{}" height="60%"/>', percent(start), percent(end - start)
    )
    if end - start < ROOM_FOR_A_NUMBER:
        return share
    middle = percent((start + end) / 2)
    return joined([share, format_html('<text x="{}" y="98%">{}</text>', middle, str(number))])
