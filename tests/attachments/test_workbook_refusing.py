"""Workbooks that somebody sends to do harm are refused before they are unpacked."""

import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from defusedxml import ElementTree as Defused
from defusedxml import EntitiesForbidden
from openpyxl.xml import functions

from attachments.workbook import archive, parts
from attachments.workbook.archive import MEGABYTE
from attachments.workbook.opening import open_rows
from attachments.workbook.refusals import WorkbookRefused
from tests.attachments import workbooks as samples

ROOT = Path(__file__).resolve().parents[2]
LONG_TOKEN = f'<extLst a="{"x" * 30_000_000}"/>'


@pytest.fixture
def unpacked(monkeypatch):
    """How many bytes came out of the archive, piece by piece."""
    pieces, read = [], zipfile.ZipExtFile.read

    def counted(part, *args):
        piece = read(part, *args)
        pieces.append(len(piece))
        return piece

    monkeypatch.setattr(zipfile.ZipExtFile, "read", counted)
    return pieces


def refusal(data):
    with pytest.raises(WorkbookRefused) as caught:
        open_rows(samples.upload(data))
    return caught.value


def with_marks(marks):
    return samples.with_sheet(samples.TABLE + marks + samples.padding())


def merged(count):
    return with_marks("<mergeCells>" + '<mergeCell ref="A1:B2"/>' * count + "</mergeCells>")


REFUSED_BY_THE_DIRECTORY = {
    "bomb": (samples.bomb, "too_large_inside"),
    "many small bombs": (samples.many_small_bombs, "too_large_inside"),
    "too many parts": (
        lambda: samples.with_parts({f"xl/{n}.xml": b"<a/>" for n in range(500)}),
        "too_many_parts",
    ),
    "encrypted": (samples.encrypted, "odd_parts"),
    "packed another way": (
        lambda: samples.archive(samples.parts_of(samples.workbook()), zipfile.ZIP_BZIP2),
        "odd_parts",
    ),
    "one name twice": (samples.twice_the_same_name, "odd_parts"),
    "name leading out": (lambda: samples.named("../../evil.xml"), "odd_parts"),
    "name leading out in the middle": (lambda: samples.named("xl/../../evil.xml"), "odd_parts"),
    "name from the root": (lambda: samples.named("/etc/evil.xml"), "odd_parts"),
    "name of a drive": (lambda: samples.named("C:evil.xml"), "odd_parts"),
    "name with backslashes": (lambda: samples.named("xl\\..\\evil.xml"), "odd_parts"),
    "name with a line break": (lambda: samples.named("xl/evil\n.xml"), "odd_parts"),
    "macros": (lambda: samples.named("xl/vbaProject.bin"), "macros"),
    "macros of Excel 4": (lambda: samples.named("xl/macrosheets/sheet1.xml"), "macros"),
    "link to another workbook": (
        lambda: samples.named("xl/externalLinks/externalLink1.xml"),
        "linked",
    ),
    "old Excel": (lambda: samples.OLD_EXCEL, "old_excel"),
    "csv": (lambda: samples.CSV, "not_a_workbook"),
    "OpenDocument": (samples.open_document, "not_a_workbook"),
    "something before the archive": (lambda: b"#!/bin/sh\n" + samples.workbook(), "not_a_workbook"),
    "empty": (lambda: b"", "empty"),
    "too heavy": (lambda: samples.workbook() + bytes(5 * MEGABYTE), "too_heavy"),
    "cut in the middle": (lambda: samples.workbook()[:2500], "damaged"),
    "cut at the end": (lambda: samples.workbook()[:-10], "damaged"),
}

REFUSED_WHILE_WALKING = {
    "lying directory": (samples.lying_bomb, "damaged"),
    "entity": (samples.doctype, "doctype"),
    "entity in UTF-16": (lambda: samples.doctype(encoding="UTF-16"), "doctype"),
    "billion laughs": (lambda: samples.doctype(samples.BILLION), "doctype"),
    "document type elsewhere": (lambda: samples.doctype('SYSTEM "http://x.example/"'), "doctype"),
    "document type under another name": (
        lambda: samples.with_parts({"xl/media/a.png": b" \n<!DOCTYPE a><a/>"}),
        "doctype",
    ),
    ".xlsm under another name": (samples.macros, "macros"),
    "file on a disk": (samples.linked, "linked"),
    "picture elsewhere": (lambda: samples.linked("image"), "linked"),
    "archive inside": (samples.nested, "file_inside"),
    "archive inside, stored": (lambda: samples.nested(packing=zipfile.ZIP_STORED), "file_inside"),
    "old Excel inside": (
        lambda: samples.with_parts({"xl/embeddings/a.bin": samples.OLD_EXCEL}),
        "file_inside",
    ),
    "six million rows": (
        lambda: with_marks("<sheetData>" + "<row/>" * 6_000_000 + "</sheetData>"),
        "too_complicated",
    ),
    "three million cells in a row": (
        lambda: with_marks(f"<sheetData><row r='9'>{'<c/>' * 3_000_000}</row></sheetData>"),
        "damaged",
    ),
    "a million merged cells": (
        lambda: merged(1_000_000),
        "too_complicated",
    ),
    "very deep": (lambda: with_marks("<a>" * 1_000_000), "too_complicated"),
    "very long word": (lambda: with_marks(LONG_TOKEN), "too_complicated"),
    "very long text": (lambda: with_marks("ы" * 15_000_000), "too_complicated"),
    "a million fonts": (
        lambda: samples.with_parts(
            {"xl/styles.xml": f"<styleSheet>{'<b/>' * 1_000_000}{samples.padding()}</styleSheet>"}
        ),
        "too_complicated",
    ),
    "not XML": (lambda: samples.with_parts({samples.SHEET: b"<worksheet"}), "damaged"),
    "strict form": (
        lambda: samples.with_parts(
            {
                samples.SHEET: samples.sheet(
                    samples.TABLE, space="http://purl.oclc.org/ooxml/spreadsheetml/main"
                )
            }
        ),
        "strict",
    ),
}

HOSTILE = REFUSED_BY_THE_DIRECTORY | REFUSED_WHILE_WALKING


def test_the_sample_that_the_hostile_ones_are_made_of_is_sound():
    assert open_rows(samples.upload(samples.workbook()))
    assert open_rows(samples.upload(samples.with_sheet(samples.TABLE + samples.padding())))


@pytest.mark.parametrize(
    ("make", "code"), REFUSED_BY_THE_DIRECTORY.values(), ids=REFUSED_BY_THE_DIRECTORY
)
def test_what_the_directory_gives_away_is_refused_with_nothing_unpacked(make, code, unpacked):
    data = make()
    unpacked.clear()
    error = refusal(data)

    assert error.code == code
    assert str(error)
    assert unpacked == []


@pytest.mark.parametrize(
    ("make", "code"), REFUSED_WHILE_WALKING.values(), ids=REFUSED_WHILE_WALKING
)
def test_what_shows_inside_is_refused_before_anything_is_built_of_it(make, code, monkeypatch):
    monkeypatch.setattr(openpyxl, "load_workbook", lambda *args, **kwargs: pytest.fail("read"))
    error = refusal(make())

    assert error.code == code
    assert str(error)


def test_without_a_look_at_the_directory_the_bomb_is_unpacked_up_to_the_limit(
    unpacked, monkeypatch
):
    monkeypatch.setattr(archive, "check_directory", lambda entries: None)
    data = samples.bomb(megabytes=50)
    unpacked.clear()
    error = refusal(data)

    assert error.code == "too_large_inside"
    assert archive.MOST_EXPANDED < sum(unpacked) <= archive.MOST_EXPANDED + archive.CHUNK


def test_without_any_limit_the_bomb_is_unpacked_whole(unpacked, monkeypatch):
    monkeypatch.setattr(archive, "check_directory", lambda entries: None)
    monkeypatch.setattr(archive, "MOST_EXPANDED", sys.maxsize)
    data = samples.bomb(megabytes=50)
    unpacked.clear()

    assert open_rows(samples.upload(data))
    assert sum(unpacked) > 50 * MEGABYTE


def test_of_a_bomb_with_a_lying_directory_only_what_it_admits_is_unpacked(unpacked):
    refusal(samples.lying_bomb(megabytes=30))

    assert sum(unpacked) < MEGABYTE


def test_openpyxl_reads_with_the_parser_that_refuses_entities():
    assert openpyxl.DEFUSEDXML
    assert functions.iterparse is Defused.iterparse
    assert functions.fromstring is Defused.fromstring


def test_without_our_own_look_at_document_types_defusedxml_still_stops_the_entity(monkeypatch):
    monkeypatch.setattr(parts.Part, "_doctype", lambda part, *declaration: None)

    stopped_by = refusal(samples.doctype()).__cause__.__cause__

    assert isinstance(stopped_by, EntitiesForbidden)


def test_without_both_the_entity_would_be_taken(monkeypatch):
    entity = samples.with_sheet(samples.TABLE)
    entity = samples.swapped(samples.SHEET, b"<t>1</t>", b"<t>&who;</t>", data=entity)
    head = b'<!DOCTYPE worksheet [<!ENTITY who "smuggled">]><worksheet'
    entity = samples.swapped(samples.SHEET, b"<worksheet", head, data=entity)
    monkeypatch.setattr(parts.Part, "_doctype", lambda part, *declaration: None)
    monkeypatch.setattr(Defused.DefusedXMLParser, "defused_entity_decl", lambda *args: None)

    (row,) = open_rows(samples.upload(entity))
    assert row.values["A"] == "smuggled"


def test_a_web_address_in_a_cell_is_no_reason_to_refuse():
    assert open_rows(samples.upload(samples.linked("hyperlink")))


@pytest.mark.parametrize("content", [bytes(100_000), b"\0<\x01", b"<br>"], ids=str)
def test_a_part_that_nobody_reads_may_hold_anything(content):
    settings_of_a_printer = {"xl/printerSettings/printerSettings1.bin": content}

    assert open_rows(samples.upload(samples.with_parts(settings_of_a_printer)))


def test_such_a_part_in_the_place_of_the_texts_is_refused():
    types = samples.parts_of(samples.workbook())[samples.TYPES]
    moved = types.replace(b"/xl/sharedStrings.xml", b"/xl/media/texts.bin")
    texts = b"<sst><si><t>x</t></si><br></sst>"

    assert refusal(samples.with_parts({samples.TYPES: moved, "xl/media/texts.bin": texts}))


def test_what_is_wrong_is_said_with_the_way_out():
    assert "save it as an Excel workbook (.xlsx)" in str(refusal(samples.CSV))
    assert "old Excel file (.xls)" in str(refusal(samples.OLD_EXCEL))
    assert "the limit is 40 MB" in str(refusal(samples.bomb()))


class Endless:
    """An upload whose bytes must never be touched."""

    name = "lines.xlsx"
    size = archive.MOST_BYTES + 1

    def read(self, *args):
        raise AssertionError("a byte was read")

    seek = read


def test_a_file_too_heavy_is_refused_unread():
    with pytest.raises(WorkbookRefused) as caught:
        open_rows(Endless())

    assert "the limit is 5 MB" in str(caught.value)


def memory_growth(directory, uploads, *options):
    """Megabytes by which a fresh process grows while it reads these uploads."""
    if not Path("/proc/self/status").exists():
        pytest.skip("the peak of memory is read from /proc, which this system lacks")
    paths = []
    for place, make in enumerate(uploads):
        path = directory / f"{place}.xlsx"
        path.write_bytes(make())
        paths.append(str(path))
    measured = subprocess.run(
        [sys.executable, "-m", "tests.attachments.measure_workbooks", *options, *paths],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return int(measured.stdout)


@pytest.mark.stress
def test_no_hostile_workbook_takes_more_than_100_megabytes_of_memory(tmp_path):
    assert memory_growth(tmp_path, [make for make, _code in HOSTILE.values()]) <= 100


LARGEST_ACCEPTED = {
    "rows": lambda: with_marks("<sheetData>" + "<row/>" * 290_000 + "</sheetData>"),
    "merged cells": lambda: merged(140_000),
    "frames": lambda: samples.with_parts(
        {
            "xl/styles.xml": f'<styleSheet xmlns="{samples.MAIN}"><borders>'
            + "<border><left/><right/><top/><bottom/></border>" * 39_000
            + f"</borders>{samples.padding()}</styleSheet>"
        }
    ),
    "texts": lambda: samples.with_strings(["ы" * 50] * 280_000),
    "long texts": lambda: samples.with_strings(["ы" * 190_000] * 100),
}


@pytest.mark.stress
@pytest.mark.parametrize("make", LARGEST_ACCEPTED.values(), ids=LARGEST_ACCEPTED)
def test_nor_does_the_largest_that_is_still_read(make, tmp_path):
    assert memory_growth(tmp_path, [make]) <= 100


@pytest.mark.stress
def test_without_the_limits_memory_would_grow_more(tmp_path):
    assert memory_growth(tmp_path, [lambda: merged(300_000)], "--no-limit") > 100
