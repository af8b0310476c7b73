"""The one writer of CSV files: whatever a citizen wrote stays text and never becomes a formula.

RFC 4180 in UTF-8: commas, CRLF, quotes where they are needed. The file begins with the mark by
which Excel knows UTF-8 and without which it shows Kyrgyz letters as noise.
"""

import codecs
import csv
import re
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from itertools import chain, islice

from django.utils import timezone

from attachments.workbook.values import plain

CONTENT_TYPE = "text/csv; charset=utf-8"

# So many rows become one piece of the answer: a piece for each would cost more than its making.
ROWS_IN_A_PIECE = 200

# Where a program may see a cell begin: at its start, and inside it after a line break, a tab or
# a semicolon, which is what divides cells for Excel in Kyrgyz and Russian. Blanks, quotes and
# unseen signs before the sign do not stop a program from computing what follows.
_BEGINNINGS = re.compile(
    r"(^|[;\t\r\n])"
    r"(?=(?:[^\S\t\r\n]|[\"'“”«»„‘’\u200b-\u200f\u2060\ufeff])*[=+\-@|%＝＋－＠])"
)


def csv_lines(headings, rows):
    """The file in pieces, as it is made: no more than a few rows are in memory at a time.

    None is an empty cell; numbers are written plainly with a point, dates as 2026-03-12.
    """
    yield codecs.BOM_UTF8
    lines = chain([headings], rows)
    while some := list(islice(lines, ROWS_IN_A_PIECE)):
        piece = StringIO()
        csv.writer(piece, lineterminator="\r\n").writerows(map(written, row) for row in some)
        yield piece.getvalue().encode()


def written(value):
    """A value as it stands in its cell; a text that could be computed gets an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return guarded(plain(str(value)))


def guarded(text):
    """The text with an apostrophe before whatever a spreadsheet would compute."""
    if text.startswith(("\t", "\n")):
        text = f"'{text}"
    return _BEGINNINGS.sub(r"\1'", text)
