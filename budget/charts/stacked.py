"""One bar of shares: where the money comes from."""

from itertools import accumulate, pairwise

from django.utils.html import format_html

from budget.charts.markup import NOTHING, figure, in_words, item, listed, picture
from budget.charts.scale import WHOLE, ZERO, length, percent, tenths


def stacked(parts, *, title, id, description="", tone="money"):
    """A list of `Bar` as shares of their sum; beneath, each is named and stands out by itself.

    Under the name of a part its share lies where it lies in the whole, so nobody has to match
    colours. What is not stated, or less than zero, has a name and no share.
    """
    parts = list(parts)
    if not parts:
        return NOTHING
    description = description or in_words((part.label, part.words) for part in parts)
    spans = shares(parts)
    whole = [share(*span) for span in spans if span[0] < span[1]]
    drawn = picture(id, title, description, whole) if whole else NOTHING
    items = (item(part, beneath=alone(part, span)) for part, span in zip(parts, spans, strict=True))
    return figure(id, tone, drawn, listed(items))


def shares(parts):
    """From where to where each share goes; together they are the whole, whatever was rounded."""
    sizes = [max(part.value or ZERO, ZERO) for part in parts]
    whole = sum(sizes) or WHOLE
    edges = (tenths(edge * WHOLE / whole) for edge in accumulate(sizes, initial=ZERO))
    return list(pairwise(edges))


def share(start, end):
    return format_html('<rect x="{}" width="{}"/>', percent(start), length(end - start))


def alone(part, span):
    """The share of one part, without the others."""
    if part.value is None or part.value < ZERO:
        return NOTHING
    return format_html('<svg aria-hidden="true">{}</svg>', share(*span))
