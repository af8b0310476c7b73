"""A table of a report as HTML, for the page and for paper. Every word is escaped here."""

from html import escape

from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

from attachments.workbook.writing import Kind
from language.money import amount
from language.templatetags.language import day, number, percent, year
from language.unstated import not_stated
from programs.quantities import quantity
from reports.table import Named

_WRITERS = {
    Kind.MONEY: amount,
    Kind.COUNT: number,
    Kind.QUANTITY: quantity,
    Kind.PERCENT: percent,
    Kind.YEAR: year,
    Kind.DATE: day,
}


def report_table(table, linked=True):
    """A table that becomes labelled cards on a phone; on paper nothing is linked."""
    # The first column names the rows: also where it holds years, it is read as words are.
    heads = "".join(_heading(column, place > 0) for place, column in enumerate(table.columns))
    rows = "".join(_row(table.columns, row, linked) for row in table.rows)
    total = _row(table.columns, table.total, linked, ' class="total"') if table.total else ""
    css = "cards wide" if table.is_wide else "cards"
    whole = (
        f'<table class="{css}">\n<thead><tr>{heads}</tr></thead>\n'
        f"<tbody>\n{rows}{total}</tbody>\n</table>\n"
    )
    # Every piece was escaped where it was put in.
    return mark_safe(f"<div{_frame(table)}>{whole}</div>\n" if linked else whole)  # noqa: S308


def _frame(table):
    """Within it a table wider than the screen moves sideways, alone; by the arrow keys too."""
    if not table.is_wide:
        return ' class="across"'
    return f' class="across" role="group" tabindex="0" aria-label="{escape(str(table.title))}"'


def written(value, kind, linked=True):
    """A value as a reader reads it; what is not stated says so."""
    if value is None:
        return not_stated()
    if value == "":
        return ""
    if isinstance(value, Named):
        return _named(value, linked)
    if isinstance(value, str) or kind not in _WRITERS:
        return conditional_escape(value)
    return conditional_escape(_WRITERS[kind](value))


def named(value):
    """A text outside a table, in its language and with its link."""
    # Its words and its address are escaped in `_named`.
    return mark_safe(_named(value, linked=True))  # noqa: S308


def _heading(column, holds_values):
    css = _class(column) if holds_values else ""
    return f'<th scope="col"{css}>{escape(column.title)}</th>'


def _row(columns, row, linked, css=""):
    (first, *others), (name, *values) = columns, row
    cells = "".join(_cell(*pair, linked) for pair in zip(others, values, strict=True))
    return f'<tr{css}><th scope="row">{written(name, first.kind, linked)}</th>{cells}</tr>\n'


def _cell(column, value, linked):
    label = escape(column.title)
    words = written(value, column.kind, linked)
    return f'<td{_class(column)} data-label="{label}">{words}</td>'


def _class(column):
    return ' class="num"' if column.is_number else ""


def _named(named, linked):
    words = escape(named.text)
    if named.is_foreign:
        words = f'<span lang="{escape(named.language)}">{words}</span>'
    return f'<a href="{escape(named.url)}">{words}</a>' if linked and named.url else words
