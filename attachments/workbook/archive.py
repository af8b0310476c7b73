"""The outside of an uploaded workbook: a ZIP archive that is judged before it is unpacked."""

import zipfile
from io import BytesIO

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from attachments.images import MEGABYTE, refuse_size
from attachments.workbook.refusals import WorkbookRefused

MOST_BYTES = 5 * MEGABYTE
MOST_ENTRIES = 500
MOST_EXPANDED = 40 * MEGABYTE
# Text shrinks to a tenth, a large empty table to a fiftieth; a bomb to a thousandth.
MOST_RATIO = 200
CHUNK = 64 * 1024

# Other ways of packing expand a whole block at once, so that reading could not be bounded.
PACKINGS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
ENCRYPTED = 0x1 | 0x40 | 0x2000

_ZIP = b"PK\x03\x04"
_DIRECTORY_ENTRY = b"PK\x01\x02"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ARCHIVES = (
    _ZIP,
    b"PK\x05\x06",
    _OLD_EXCEL,
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7z",
)
_MACRO_PARTS = ("vbaproject", "/macrosheets/", "/activex/")
_LINK_PARTS = ("/externallinks/",)

OLD_EXCEL = _(
    "This is an old Excel file (.xls), or its content is locked with a password. Open it in "
    "Excel or LibreOffice, save it as an Excel workbook (.xlsx) without a password, and choose "
    "the new file."
)
NOT_A_WORKBOOK = _(
    "This file is not an Excel workbook (.xlsx). If it is a table of another kind, such as .csv "
    "or .ods, open it in Excel or LibreOffice, save it as an Excel workbook (.xlsx), and choose "
    "the new file."
)
DAMAGED = _(
    "This workbook is damaged and cannot be read to its end. Open it in Excel or LibreOffice, "
    "save it again as an Excel workbook (.xlsx), and choose the new file."
)
TOO_LARGE_INSIDE = _(
    "This workbook unpacks to far more than the template needs: the limit is "
    "%(limit)s MB. Copy the rows into the template and choose that file."
)
TOO_MANY_PARTS = _(
    "This workbook consists of too many parts. Copy the rows into the template and choose "
    "that file."
)
ODD_PARTS = _(
    "This workbook is put together in a way that no office program uses. Open it in Excel or "
    "LibreOffice, copy the rows into the template, and choose that file."
)
FILE_INSIDE = _(
    "This workbook has another file inside it. Copy the rows into the template and choose "
    "that file."
)
MACROS = _(
    "This workbook can hold macros, and the portal takes none. In Excel choose Save As, Excel "
    "workbook (.xlsx), and choose the new file."
)
LINKED = _(
    "This workbook is linked to other files. In Excel choose Data, Edit Links, Break Link, save "
    "it, and choose it again."
)


class Archive:
    """An uploaded archive, judged by its size and its directory; nothing in it is unpacked yet."""

    def __init__(self, upload):
        self.file = BytesIO(_bytes_of(upload))
        self.expanded = 0
        try:
            self.zip = zipfile.ZipFile(self.file)
        except Exception as error:  # zipfile answers broken directories with half a dozen errors
            raise WorkbookRefused(DAMAGED, "damaged") from error
        check_directory(self.zip.infolist())

    def pieces(self, entry):
        """The content of a part, piece by piece; all parts together have their limit."""
        with self.zip.open(entry) as part:
            piece = part.read(CHUNK)
            if piece.startswith(_ARCHIVES):
                raise WorkbookRefused(FILE_INSIDE, "file_inside")
            while piece:
                self.expanded += len(piece)
                if self.expanded > MOST_EXPANDED:
                    raise too_large_inside()
                yield piece
                piece = part.read(CHUNK)


def _bytes_of(upload):
    try:
        refuse_size(upload, MOST_BYTES)
    except ValidationError as error:
        raise WorkbookRefused(error.messages[0], error.code) from error
    upload.seek(0)
    data = upload.read(MOST_BYTES + 1)
    if data.startswith(_OLD_EXCEL):
        raise WorkbookRefused(OLD_EXCEL, "old_excel")
    if not data.startswith(_ZIP):
        raise WorkbookRefused(NOT_A_WORKBOOK, "not_a_workbook")
    # Counted before the directory is read: a hundred thousand names take memory too.
    if data.count(_DIRECTORY_ENTRY) > MOST_ENTRIES:
        raise WorkbookRefused(TOO_MANY_PARTS, "too_many_parts")
    return data


def check_directory(entries):
    """Refuse by what the directory says; that it tells the truth is seen while reading."""
    names = [entry.orig_filename for entry in entries]
    if "[Content_Types].xml" not in names:
        raise WorkbookRefused(NOT_A_WORKBOOK, "not_a_workbook")
    if len({name.casefold() for name in names}) != len(names) or any(map(_is_odd, names)):
        raise WorkbookRefused(ODD_PARTS, "odd_parts")
    if any(entry.flag_bits & ENCRYPTED or entry.compress_type not in PACKINGS for entry in entries):
        raise WorkbookRefused(ODD_PARTS, "odd_parts")
    if any(_is_named(name, _MACRO_PARTS) for name in names):
        raise WorkbookRefused(MACROS, "macros")
    if any(_is_named(name, _LINK_PARTS) for name in names):
        raise WorkbookRefused(LINKED, "linked")
    if sum(entry.file_size for entry in entries) > MOST_EXPANDED or any(map(_is_bomb, entries)):
        raise too_large_inside()


def too_large_inside():
    limit = number_format(MOST_EXPANDED // MEGABYTE, 0)
    return WorkbookRefused(TOO_LARGE_INSIDE, "too_large_inside", limit=limit)


def _is_odd(name):
    """Whether a name leads out of the archive, or is not one that an office program writes."""
    return (
        name.startswith("/")
        or "\\" in name
        or ":" in name
        or not name.isprintable()
        or not {"..", "."}.isdisjoint(name.split("/"))
    )


def _is_named(name, marks):
    return any(mark in f"/{name.casefold()}" for mark in marks)


def _is_bomb(entry):
    return entry.file_size > MEGABYTE and entry.file_size > MOST_RATIO * entry.compress_size
