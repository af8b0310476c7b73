"""A table of a report as CSV: its rows, to be added up by a program.

One table a file, for a table is all that CSV knows. Without the row of totals: whoever adds up the
column would count everything twice.
"""

from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone

from attachments.comma_separated import csv_lines
from attachments.workbook.writing import Kind
from reports.table import Named


def tables(sections):
    """The tables of a report by their keys, the main one first."""
    return {each.table.key: each.table for each in sections if each.table}


def lines(table):
    """The file of a table, in pieces; an empty cell is "not stated", which is never zero."""
    headings = [_heading(column) for column in table.columns]
    return csv_lines(headings, (_row(table.columns, row) for row in table.rows))


def _heading(column):
    return f"{column.heading}, %" if column.kind is Kind.PERCENT else str(column.heading)


def _row(columns, row):
    return [_value(value, column.kind) for column, value in zip(columns, row, strict=True)]


def _value(value, kind):
    if value is None or value == "":
        return None
    if isinstance(value, Named):
        return value.text
    if kind is Kind.PERCENT:
        # As it is written on the page: 42.2 under a heading that says percent.
        return (Decimal(str(value)) * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    if kind is Kind.DATE and isinstance(value, datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    return value
