"""Horizontal bars, one under each label: what the money goes to, this year beside the last."""

from django.utils.html import format_html

from budget.charts.markup import NO_SHAPE, NOTHING, figure, item, joined, listed
from budget.charts.scale import ZERO, Scale, length, percent


def bars(rows, *, title, id, description="", tone="money"):
    """A list of `Bar`: label and figures in words, the bar beneath them.

    The list is read aloud as it stands, so its bars are silent. Title and description are for
    those who do not see the chart.
    """
    rows = list(rows)
    if not rows:
        return NOTHING
    scale = Scale(value for row in rows for value in (row.value, row.other))
    items = (item(row, other_words(row), drawing(row, scale)) for row in rows)
    return figure(id, tone, caption(title, description), listed(items))


def caption(title, description):
    more = format_html("<p>{}</p>", description) if description else NOTHING
    return format_html('<figcaption class="vh">{}{}</figcaption>\n', title, more)


def other_words(row):
    return format_html(" <small>{}</small>", row.other_text) if row.other_text else NOTHING


def drawing(row, scale):
    """The bar of the value, the thinner one of the other beneath it, the line of zero."""
    if row.value is None and row.other is None:
        return NOTHING
    shapes = [bar(row.value, scale) or NO_SHAPE, bar(row.other, scale), zero_line(scale)]
    return format_html('<svg aria-hidden="true">{}</svg>', joined(shapes))


def bar(value, scale):
    if value is None:
        return NOTHING
    start, long = scale.stretch(value)
    if not start:
        return format_html('<rect width="{}"/>', length(long))
    return format_html('<rect x="{}" width="{}"/>', percent(start), length(long))


def zero_line(scale):
    """Where some values are below zero, the line between less and more."""
    if scale.low == ZERO:
        return NOTHING
    return format_html('<line x1="{0}" x2="{0}" y2="100%"/>', percent(scale.at(ZERO)))
