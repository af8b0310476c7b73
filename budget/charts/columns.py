"""Columns side by side: the quarters of a year, alone or against the plan."""

from decimal import Decimal

from django.utils.html import format_html

from budget.charts.markup import NOTHING, figure, in_words, joined, listed, picture, plain
from budget.charts.scale import WHOLE, ZERO, Scale, length, percent, tenths

# Full and outlined; a third could not be told apart on black and white paper.
MOST_SERIES = 2
# The air on each side of the columns of a group, as a part of its width.
AIR = Decimal("0.12")


def columns(groups, series, *, title, id, plan=None, description="", tone="money"):
    """A column for each `Series` in each group; `plan`, a `Bar`, is a line across them all."""
    groups, series = list(groups), list(series)
    if len(series) > MOST_SERIES:
        raise ValueError(f"{len(series)} series cannot be told apart; {MOST_SERIES} can.")
    if not groups or not series:
        return NOTHING
    words = listed(items(groups, series))
    description = description or in_words(figures(groups, series, plan))
    drawn = picture(id, title, description, drawing(series, plan))
    return figure(id, tone, key(series, plan), drawn, words)


# Words


def items(groups, series):
    """What stands beneath each group; read aloud, every figure has the name of its series."""
    several = len(series) > 1
    rows = zip(groups, *(values(one, several) for one in series), strict=True)
    return (format_html("<li>{}{}</li>\n", group, joined(words)) for group, *words in rows)


def values(one, several):
    name = format_html('<span class="vh">{}: </span>', one.label) if several else NOTHING
    return [format_html("<div>{}{}</div>", name, words) for words in one.words]


def key(series, plan):
    """Which shade is what, and what the line of the plan stands for."""
    names = joined(format_html("<span>{}</span> ", one.label) for one in series)
    line = format_html("<i>{}: {}</i>", plan.label, plan.words) if plan else NOTHING
    return format_html('<p class="meta key">{}{}</p>\n', names, line)


def figures(groups, series, plan):
    """Every figure and what it is of."""
    for one in series:
        for group, words in zip(groups, one.words, strict=True):
            yield f"{plain(one.label)}, {plain(group)}", words
    if plan:
        yield plan.label, plan.words


# Shapes


def drawing(series, plan):
    """The columns of each series, the line of zero beneath them, the line of the plan above."""
    aim = plan.value if plan else None
    scale = Scale([aim, *(value for one in series for value in one.values)])
    shapes = [columns_of(one, place, len(series), scale) for place, one in enumerate(series)]
    lines = [line(scale, ZERO), NOTHING if aim is None else line(scale, aim)]
    return [*shapes, *lines]


def columns_of(one, place, abreast, scale):
    """One series in all groups; its place is that among the columns that stand abreast."""
    group = WHOLE / len(one.values)
    width = group * (1 - 2 * AIR) / abreast
    first = group * AIR + width * place
    columns = (
        column(first + group * number, width, value, scale)
        for number, value in enumerate(one.values)
    )
    return format_html("<g>{}</g>", joined(columns))


def column(left, width, value, scale):
    if value is None:
        return NOTHING
    start, long = scale.stretch(value)
    return format_html(
        '<rect x="{}" y="{}" width="{}" height="{}"/>',
        percent(tenths(left)),
        percent(WHOLE - start - long),
        percent(tenths(width)),
        length(long),
    )


def line(scale, value):
    """A line across all columns, at the height of the value."""
    return format_html('<line x2="100%" y1="{0}" y2="{0}"/>', percent(WHOLE - scale.at(value)))
