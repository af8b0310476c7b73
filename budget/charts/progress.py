"""Plan against execution: a broad outline for the plan, what is done inside it."""

from django.utils.html import format_html

from budget.charts.markup import NO_SHAPE, figure, in_words, item, joined, listed, picture
from budget.charts.scale import Scale, length, percent

DONE = {"y": "25%", "height": "50%"}
PLAN = {"y": "0", "height": "100%"}


def progress(plan, done, *, title, id, description="", tone="done"):
    """Two `Bar`: the plan and what was done of it, which may be more than the plan.

    Without a plan there is nothing to measure by: the figures stand in words alone.
    """
    both = [done, plan]
    items = list(map(item, both))
    if plan.value is None:
        return figure(id, tone, listed(items))
    description = description or in_words((bar.label, bar.words) for bar in both)
    scale = Scale(bar.value for bar in both)
    shapes = [stretch(done.value, scale, DONE), stretch(plan.value, scale, PLAN)]
    drawn = picture(id, title, description, shapes)
    return figure(id, tone, drawn, format_html('<ul class="key">\n{}</ul>\n', joined(items)))


def stretch(value, scale, place):
    """A group of its own, as the style tells what is done from the plan by their order."""
    if value is None:
        return NO_SHAPE
    start, long = scale.stretch(value)
    return format_html(
        '<g><rect x="{}" y="{y}" width="{}" height="{height}"/></g>',
        percent(start),
        length(long),
        **place,
    )
