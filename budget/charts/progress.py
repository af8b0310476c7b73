"""Plan against execution: a broad outline for the plan, what is done inside it."""

from django.utils.html import format_html

from budget.charts.markup import NOTHING, figure, in_words, item, listed, picture
from budget.charts.scale import Scale, length, percent

PLAN = {"y": "0", "height": "100%"}
DONE = {"y": "25%", "height": "50%"}


def progress(plan, done, *, title, id, description="", tone="done"):
    """Two `Bar`: the plan and what was done of it, which may be more than the plan.

    Without a plan there is nothing to measure by: the figures stand in words alone.
    """
    both = [plan, done]
    words = listed("ul", map(item, both))
    if plan.value is None:
        return figure(id, tone, words)
    description = description or in_words((bar.label, bar.words) for bar in both)
    scale = Scale(bar.value for bar in both)
    shapes = [stretch(plan.value, scale, PLAN), stretch(done.value, scale, DONE)]
    return figure(id, tone, picture(id, title, description, shapes), words)


def stretch(value, scale, place):
    if value is None:
        return NOTHING
    start, long = scale.stretch(value)
    return format_html(
        '<rect x="{}" y="{y}" width="{}" height="{height}"/>', percent(start), length(long), **place
    )
