"""The one writer of workbooks: whatever a citizen wrote stays text and never becomes a formula."""

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from itertools import zip_longest

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from attachments.workbook import heights
from attachments.workbook.opening import LINES, MOST_ROWS
from attachments.workbook.values import plain

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# Limits of the format, counted as UTF-16 does.
LONGEST_TEXT = 32_767
LONGEST_NAME = 31
LONGEST_TITLE = 32
LONGEST_MESSAGE = 255

_NOT_IN_NAMES = str.maketrans("", "", "[]:*?/\\'")
# A text that begins so would be computed once somebody edits its cell.
_FORMULA_SIGNS = tuple("=+-@\t\n＝＋－＠|%")
_A4 = 9

_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_HEAD = {"bold": True, "bottom": 1, "bg_color": "#E8EEF4"}
_CELL = {"valign": "top"}
_TOTAL = {"bold": True, "top": 1}


class Kind(Enum):
    """What a column holds: the number format that shows it, and its usual width."""

    TEXT = ("General", 40)
    # Codes and numbers of papers: 0412 keeps its zero, 1/5 does not become the first of May.
    CODE = ("@", 14)
    # What people say: written as text whatever it begins with, on as many lines as it takes.
    WORDS = ("@", 60)
    MONEY = ("#,##0.00", 18)
    COUNT = ("#,##0", 12)
    # What is measured has as many decimals as were measured: 4.5 km, 2000 m.
    QUANTITY = ("General", 12)
    YEAR = ("0", 8)
    PERCENT = ("0.0%", 10)
    DATE = ("dd.mm.yyyy", 12)


_AS_TEXT = {Kind.CODE, Kind.WORDS}
_FIGURES = {Kind.MONEY, Kind.COUNT, Kind.QUANTITY, Kind.PERCENT}
# The library keeps in memory each row that has a height of its own.
_MOST_TALL_ROWS = MOST_ROWS


@dataclass(frozen=True)
class Column:
    """A column of a sheet: its heading, what it holds, and what is to be written into it.

    `choices` are the only values that the column takes; the workbook offers them as a list.
    """

    heading: str
    kind: Kind = Kind.TEXT
    explanation: str = ""
    choices: Sequence[str] = ()
    width: int | None = None


@dataclass(frozen=True)
class Sheet:
    """A table: its columns, its rows (a value for each column) and perhaps a last row of totals."""

    columns: Sequence[Column]
    rows: Iterable[Sequence] = ()
    name: str = LINES
    total: Sequence = ()


@dataclass(frozen=True)
class Guide:
    """The sheet that tells how to fill in: its name, and rules as pairs of a subject and a text."""

    name: str
    rules: Sequence[tuple[str, str]] = ()


def write_workbook(*sheets, guide=None):
    """A workbook of these sheets in the active language: a temporary file, open at its beginning.

    After them come a sheet that explains the columns (the `guide`, where there is one) and a
    hidden one with the values of closed lists. Rows may come from a generator; none is kept in
    memory.
    """
    # Loaded here: it takes 20 MB, and few processes ever write a workbook.
    from xlsxwriter import Workbook

    file = tempfile.TemporaryFile(suffix=".xlsx")  # noqa: SIM115 handed over to the caller
    try:
        with Workbook(file, _OPTIONS) as workbook:
            _Writer(workbook).write(sheets, guide)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


class _Writer:
    def __init__(self, workbook):
        self.workbook = workbook
        # Translators: the name of a sheet in an Excel workbook, at most 31 characters.
        self.lists_name = _sheet_name(pgettext("sheet of a workbook", "Lists"))
        self.lists = []
        self._formats = {}
        # Of the columns of the sheet that is being written.
        self._widths = []
        self._tall_rows = 0

    def write(self, sheets, guide):
        for sheet in sheets:
            self._write_table(sheet)
        columns = [column for sheet in sheets for column in sheet.columns]
        self._write_explanations(
            [each for each in columns if each.explanation or each.choices], guide or _usual_guide()
        )
        self._write_lists()

    def _write_table(self, sheet):
        page = self._page(sheet.name, sheet.columns)
        end = 0
        for end, values in enumerate(sheet.rows, start=1):
            self._write_row(page, end, sheet.columns, values)
        if sheet.total:
            self._write_row(page, end + 1, sheet.columns, sheet.total, **_TOTAL)

    def _page(self, name, columns):
        """A sheet with its headings, which stay in sight and stand on every printed page."""
        page = self.workbook.add_worksheet(_sheet_name(name))
        page.freeze_panes(1, 0)
        page.repeat_rows(0)
        page.set_landscape()
        page.set_paper(_A4)
        page.fit_to_pages(1, 0)
        # A code or a share in words is text on purpose: no green corners.
        page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        self._widths = [_width(column) for column in columns]
        for place, column in enumerate(columns):
            look = {"text_wrap": True} if column.kind is Kind.WORDS else {}
            page.set_column(place, place, self._widths[place], self._format(column.kind, **look))
            self._offer(page, place, column.choices)
        self._heighten(page, 0, [each.heading for each in columns], heights.BOLD_LETTER)
        for place, column in enumerate(columns):
            side = {"align": "right"} if column.kind in _FIGURES else {}
            self._write_text(page, 0, place, str(column.heading), **_HEAD, **side)
        return page

    def _offer(self, page, place, choices):
        """Let the column take only these values; offered by reference, so of any length."""
        from xlsxwriter.utility import xl_range_abs

        if not choices:
            return
        column = len(self.lists)
        self.lists.append([str(choice) for choice in choices])
        source = xl_range_abs(0, column, len(choices) - 1, column)
        rule = {
            "validate": "list",
            "source": f"='{self.lists_name}'!{source}",
            "error_title": _("Not in the list")[:LONGEST_TITLE],
            "error_message": _("Choose one of the values in the list.")[:LONGEST_MESSAGE],
        }
        page.data_validation(1, place, MOST_ROWS, place, rule)

    def _write_explanations(self, columns, guide):
        if not columns and not guide.rules:
            return
        head = [
            Column(_("What it is about") if guide.rules else _("Column"), width=30),
            Column(_("What to write"), width=70),
            Column(_("Allowed values"), width=60),
        ]
        page = self._page(guide.name, head)
        rules = [(subject, text, "") for subject, text in guide.rules]
        rows = [(each.heading, each.explanation, _allowed(each)) for each in columns]
        for row, values in enumerate([*rules, *rows], start=1):
            self._write_row(page, row, head, values)

    def _write_lists(self):
        if not self.lists:
            return
        page = self.workbook.add_worksheet(self.lists_name)
        page.hide()
        for row, values in enumerate(zip_longest(*self.lists)):
            for place, value in enumerate(values):
                self._write(page, row, place, value)

    def _heighten(self, page, row, values, letter=heights.LETTER):
        """Give a row the height of its longest text; it must be known before the row is written."""
        if self._tall_rows >= _MOST_TALL_ROWS:
            return
        texts = ["" if _is_short(value) else str(value) for value in values]
        height = heights.height(texts, self._widths, letter)
        if height:
            self._tall_rows += 1
            page.set_row(row, height)

    def _write_row(self, page, row, columns, values, **look):
        self._heighten(page, row, values)
        for place, (column, value) in enumerate(zip(columns, values, strict=True)):
            self._write(page, row, place, value, column.kind, **look)

    def _write(self, page, row, place, value, kind=Kind.TEXT, **look):
        """Write one value as what it is: numbers are numbers, dates are dates, all else is text."""
        if value is None or value == "":
            return
        if kind not in _FIGURES:
            # A year, a day or a number among texts begins where texts do.
            look = {"align": "left"} | look
        if kind not in _AS_TEXT and isinstance(value, int | float | Decimal):
            lost = page.write_number(row, place, value, self._format(kind, **look))
        elif isinstance(value, date) and value.year > 1900:
            lost = page.write_datetime(row, place, _day(value), self._format(Kind.DATE, **look))
        else:
            lost = self._write_text(page, row, place, str(value), kind, **look)
        if lost:
            raise ValueError(f"row {row + 1} does not fit into a sheet")

    def _write_text(self, page, row, place, text, kind=Kind.TEXT, **look):
        text = _shortened(plain(text))
        if text.startswith(_FORMULA_SIGNS):
            look["quote_prefix"] = True
        look = self._format(kind, text_wrap=True, **look)
        if text.startswith("<r>"):
            # XlsxWriter takes such a text for its own markup and would write it unescaped.
            return page.write_rich_string(row, place, "<", self._format(kind), text[1:], look)
        return page.write_string(row, place, text, look)

    def _format(self, kind, **look):
        look = _CELL | {"num_format": kind.value[0]} | look
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(look)
        return self._formats[key]


def _usual_guide():
    # Translators: the name of a sheet in an Excel workbook, at most 31 characters.
    return Guide(pgettext("sheet of a workbook", "Explanations"))


def _width(column):
    return heights.width(str(column.heading), column.width or column.kind.value[1])


def _is_short(value):
    """Whether it never takes a second line."""
    return value is None or isinstance(value, int | float | Decimal | date)


def _allowed(column):
    return "\n".join(str(choice) for choice in column.choices)


def _day(value):
    if not isinstance(value, datetime):
        return value
    return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()


def _sheet_name(name):
    return str(name).translate(_NOT_IN_NAMES)[:LONGEST_NAME]


def _shortened(text):
    """The text, cut where a cell ends: a reader sees by the dots that more was written."""
    if len(text) <= LONGEST_TEXT // 2:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST_TEXT:
        return text
    return units[: 2 * (LONGEST_TEXT - 1)].decode("utf-16-le", "ignore") + "…"
