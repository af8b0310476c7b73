"""The inside of an uploaded workbook: every part is walked once, before anything is built of it.

openpyxl builds an object for each element and a row for each row number it is told of. The walk
keeps nothing, so it can refuse what would take too much, and it notes where each sheet really ends:
the size that a sheet claims for itself is often wrong, and sometimes a trap.
"""

from functools import lru_cache
from xml.parsers import expat

from django.utils.translation import gettext_lazy as _

from attachments.workbook.archive import DAMAGED, LINKED, MACROS, ODD_PARTS
from attachments.workbook.refusals import WorkbookRefused

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
DEEPEST = 64
LONGEST_TEXT = 200_000
LONGEST_TOKEN = 512 * 1024
# Elements and attributes: in the whole workbook; and in memory at the same time, of a table and
# of any other part, whose elements openpyxl turns into larger objects.
MOST_MARKS = 2_000_000
MOST_OF_TABLES = 300_000
MOST_OF_ANOTHER = 200_000

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SHEET, _STRINGS = f"{_MAIN} worksheet", f"{_MAIN} sst"
_ROW, _STRING = f"{_MAIN} row", f"{_MAIN} si"
_CONTENT = {f"{_MAIN} v", f"{_MAIN} is", f"{_MAIN} f"}

# The first bytes of a part that is text in any encoding, apart from its "<".
_BEFORE_TEXT = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"

TOO_COMPLICATED = _(
    "This workbook holds far more cells, styles or other details than the template "
    "needs. Copy the rows into the template and choose that file."
)
STRICT = _(
    "This workbook is saved in the strict form of its format, which the portal does not read. In "
    "Excel choose Save As, Excel workbook (.xlsx), and choose the new file."
)


def walk(archive):
    """Where each sheet ends, by the name of its part: (last row, last column) with content."""
    ends, marks = {}, 0
    for entry in archive.zip.infolist():
        part = _walked(archive, entry, MOST_MARKS - marks)
        marks += part.marks
        if part.is_sheet:
            ends[entry.filename] = (part.last_row, part.last_column)
    return ends


def _walked(archive, entry, most_marks):
    part = Part(most_marks)
    is_text = None
    try:
        for piece in archive.pieces(entry):
            if is_text is None:
                is_text = piece.lstrip(_BEFORE_TEXT)[:1] in (b"<", b"")
            # A picture is unpacked too: only so is it known that the directory told the truth.
            if is_text:
                part.feed(piece)
        if is_text:
            part.finish()
    except expat.ExpatError as error:
        # Excel's drawings of comments are seldom well-formed, and pictures are no XML. Were such a
        # part read in the place of another, openpyxl would stop at the same sign.
        if entry.filename.casefold().endswith((".xml", ".rels")):
            raise WorkbookRefused(DAMAGED, "damaged") from error
    return part


class Part:
    """One part of the workbook, fed to the walk piece by piece."""

    def __init__(self, most_marks=MOST_MARKS):
        self.is_sheet = False
        self.marks = 0
        self.last_row = self.last_column = 0
        self._most_marks = most_marks
        self._most_held = MOST_OF_ANOTHER
        self._repeated = None
        self._fed = self._depth = self._held = self._text = 0
        # The open row or string: its depth, and what was held before it.
        self._open_at = self._held_before = 0
        self._row = self._column = 0
        self._parser = self._made_parser()

    def _made_parser(self):
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        return parser

    def feed(self, piece):
        self._parser.Parse(piece, False)
        self._fed += len(piece)
        if self._fed - self._parser.CurrentByteIndex > LONGEST_TOKEN:
            raise _too_complicated()

    def finish(self):
        self._parser.Parse(b"", True)

    def _doctype(self, *declaration):
        raise WorkbookRefused(ODD_PARTS, "doctype")

    def _characters(self, text):
        self._text += len(text)
        if self._text > LONGEST_TEXT:
            raise _too_complicated()

    def _start(self, name, attributes):
        self._text = 0
        self._depth += 1
        if self._depth == 1:
            self._root(name)
        self._weigh(1 + len(attributes))
        if self.is_sheet:
            self._step_in(name, attributes)
        if name == self._repeated and not self._open_at:
            self._open_at, self._held_before = self._depth, self._held
        if "TargetMode" in attributes:
            _refuse_link(attributes)
        if "macroEnabled" in attributes.get("ContentType", ""):
            raise WorkbookRefused(MACROS, "macros")

    def _root(self, name):
        self.is_sheet = name == _SHEET
        if name.endswith(" worksheet") and not self.is_sheet:
            raise WorkbookRefused(STRICT, "strict")
        if name in (_SHEET, _STRINGS):
            self._most_held = MOST_OF_TABLES
            self._repeated = _ROW if self.is_sheet else _STRING

    def _weigh(self, marks):
        self.marks += marks
        self._held += marks
        too_deep = self._depth > DEEPEST
        if too_deep or self.marks > self._most_marks or self._held > self._most_held:
            raise _too_complicated()

    def _step_in(self, name, attributes):
        """Follow the rows and cells exactly as openpyxl counts them."""
        if name == _ROW:
            if self._open_at:
                raise WorkbookRefused(DAMAGED, "damaged")
            self._row = _later(self._row, _row_number(attributes), LAST_ROW)
            self._column = 0
        elif self._open_at and self._depth == self._open_at + 1:
            self._column = _later(self._column, _column_number(attributes), LAST_COLUMN)
        elif name in _CONTENT and self._open_at and self._depth == self._open_at + 2:
            self.last_row = self._row
            self.last_column = max(self.last_column, self._column)

    def _end(self, name):
        self._text = 0
        if self._depth == self._open_at:
            # A row, once read, is emptied; its shell remains.
            self._open_at, self._held = 0, self._held_before
        self._depth -= 1


def _too_complicated():
    return WorkbookRefused(TOO_COMPLICATED, "too_complicated")


def _refuse_link(attributes):
    """A web address in a cell is harmless, nobody follows it; other files and pictures are not."""
    if attributes["TargetMode"] == "External" and not attributes.get("Type", "").endswith(
        "/hyperlink"
    ):
        raise WorkbookRefused(LINKED, "linked")


def _later(before, number, last):
    """The number of the next row or column: openpyxl would silently drop one that goes back."""
    number = before + 1 if number is None else number
    if not before < number <= last:
        raise WorkbookRefused(DAMAGED, "damaged")
    return number


def _row_number(attributes):
    return int(attributes["r"]) if "r" in attributes else None


def _column_number(attributes):
    place = attributes.get("r")
    return _column(place.rstrip("0123456789")) if place else None


@lru_cache(maxsize=LAST_COLUMN)
def _column(letters):
    from openpyxl.utils import column_index_from_string

    return column_index_from_string(letters)
