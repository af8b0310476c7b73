"""Workbooks for the tests: sound ones, and those that somebody sends to do harm.

A hostile workbook is a sound one with one thing changed, so that nothing else gets it refused.
"""

import random
import zipfile
from datetime import datetime
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from xlsxwriter import Workbook

SHEET = "xl/worksheets/sheet1.xml"
TYPES = "[Content_Types].xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

HEADINGS = ("Number", "Title", "Planned")
LINES = (("1", "Автобус", 250000), ("2", "Суу түтүгү", 1500.5))


def upload(data, name="lines.xlsx"):
    return SimpleUploadedFile(name, data)


def workbook(rows=LINES, headings=HEADINGS, sheet="Lines", **options):
    """A sound workbook; options are those of XlsxWriter."""

    def write(book):
        page = book.add_worksheet(sheet)
        for number, row in enumerate((headings, *rows)):
            page.write_row(number, 0, row)

    return made(write, **options)


def made(write, **options):
    """A workbook as this function writes it; the same one gives the same bytes."""
    out = BytesIO()
    with Workbook(out, {"strings_to_formulas": False, "in_memory": True} | options) as book:
        book.set_properties({"created": datetime(2027, 1, 1)})
        write(book)
    return out.getvalue()


def parts_of(data):
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def archive(parts, packing=zipfile.ZIP_DEFLATED):
    out = BytesIO()
    with zipfile.ZipFile(out, "w", packing, compresslevel=9) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


def with_parts(parts, **options):
    """A sound workbook in which some parts are others, or are there besides."""
    return archive(parts_of(workbook(**options)) | parts)


def with_strings(texts):
    """A sound workbook with these texts in its list of texts."""
    items = "".join(f"<si><t>{each}</t></si>" for each in texts)
    strings = f'<sst xmlns="{MAIN}">{items}{padding()}</sst>'
    return with_parts({"xl/sharedStrings.xml": strings})


def with_sheet(content, **options):
    """A sound workbook whose sheet is this XML, within `worksheet`."""
    return with_parts({SHEET: sheet(content)}, **options)


def sheet(content, before=b'<?xml version="1.0" encoding="UTF-8"?>', space=MAIN):
    return before + f'<worksheet xmlns="{space}">{content}</worksheet>'.encode()


def cells(*rows):
    """The XML of rows: each a row number (or None) and cells as XML."""
    return (
        "<sheetData>"
        + "".join(_row(number, content) for number, content in rows)
        + ("</sheetData>")
    )


def _row(number, content):
    place = "" if number is None else f' r="{number}"'
    return f"<row{place}>{content}</row>"


def text(value, place=None, column="A"):
    return f'<c{_place(column, place)} t="inlineStr"><is><t>{value}</t></is></c>'


def number(value, place=None, column="B"):
    return f"<c{_place(column, place)}><v>{value}</v></c>"


def _place(column, row):
    return "" if row is None else f' r="{column}{row}"'


def padding():
    """A remark that does not shrink, so that what stands beside it may shrink as it likes."""
    return f"<!--{random.Random(3).randbytes(200_000).hex()}-->"


TABLE = cells((1, text("Number", 1) + text("Planned", 1, "B")), (2, text("1", 2) + number(5, 2)))


def swapped(part, old, new, data=None):
    """A workbook in one part of which a piece of text is another."""
    parts = parts_of(data or workbook())
    assert old in parts[part]
    return archive(parts | {part: parts[part].replace(old, new)})


def bomb(megabytes=30):
    """A sheet of empty remarks that shrinks to a six-hundredth."""
    remark = "<!-- -->"
    return with_sheet(TABLE + remark * (megabytes * 1024 * 1024 // len(remark)))


def many_small_bombs():
    """Each part stays under every limit; all of them together do not."""
    return with_parts({f"xl/media/{place}.bin": b" " * 900_000 for place in range(60)})


def lying_bomb(megabytes=30):
    """A bomb whose directory says that the sheet has a hundred bytes."""
    data = bytearray(bomb(megabytes))
    with zipfile.ZipFile(BytesIO(data)) as packed:
        told = packed.getinfo(SHEET)
        place = data.index(b"PK\x01\x02", packed.start_dir)
    while data[place + 46 : place + 46 + len(SHEET)] != SHEET.encode():
        place = data.index(b"PK\x01\x02", place + 4)
    for start in (told.header_offset + 22, place + 24):
        data[start : start + 4] = (100).to_bytes(4, "little")
    return bytes(data)


def encrypted():
    """The mark of encryption on every entry."""
    data = bytearray(workbook())
    place = data.find(b"PK\x01\x02")
    while place >= 0:
        data[place + 8] |= 1
        place = data.find(b"PK\x01\x02", place + 4)
    return bytes(data)


def twice_the_same_name():
    out = BytesIO(workbook())
    with zipfile.ZipFile(out, "a") as packed:
        packed.writestr(SHEET.upper(), sheet(TABLE))
    return out.getvalue()


def named(name, content=b"x"):
    """A workbook with one more part of this name, written exactly so."""
    return with_parts({name: content})


def doctype(inner='[<!ENTITY read SYSTEM "file:///etc/passwd">]', encoding="UTF-8"):
    """A sheet with a document type, in whatever encoding hides it best."""
    head = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE worksheet {inner}>'
    body = f'<worksheet xmlns="{MAIN}">{TABLE}</worksheet>'
    return with_parts({SHEET: (head + body).encode(encoding)})


BILLION = (
    '[<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]'
)


def macros():
    """A workbook that says of itself that it holds macros, under an innocent name."""
    plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    return swapped(TYPES, plain, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")


def linked(kind="externalLinkPath"):
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'relationships/{kind}" Target="file:///C:/secret.xlsx" TargetMode="External"/>'
        "</Relationships>"
    )
    return with_parts({"xl/worksheets/_rels/sheet1.xml.rels": rels})


def nested(name="xl/media/picture.png", packing=zipfile.ZIP_DEFLATED):
    parts = parts_of(workbook()) | {name: workbook()}
    return archive(parts, packing)


OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000)
CSV = "Number;Title;Planned\n1;Автобус;250000\n".encode()


def open_document():
    return archive({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"})
