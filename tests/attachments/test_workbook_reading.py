"""What is read of an uploaded workbook: every row where it stands, exact numbers, real dates."""

from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from attachments.workbook.values import exact
from tests.attachments import workbooks as samples
from tests.attachments.reading import cell, read, refusal, values


@pytest.mark.parametrize("options", [{}, {"constant_memory": True}], ids=["shared", "inline"])
def test_rows_keep_the_numbers_and_columns_that_they_have_in_the_sheet(options):
    data = samples.workbook(rows=[("1", "Автобус", 5), (), ("2", None, 7.5)], **options)
    first, second = read(data)

    assert (first.number, second.number) == (2, 4)
    assert first.headings == {"A": "Number", "B": "Title", "C": "Planned"}
    assert first.values == {"A": "1", "B": "Автобус", "C": Decimal(5)}
    assert second.values == {"A": "2", "C": Decimal("7.5")}


def test_a_workbook_of_another_program_is_read():
    book, out = Workbook(), BytesIO()
    book.active.append(["Number", "Planned", "Day"])
    book.active.append(["1", 7.5, date(2027, 3, 9)])
    book.save(out)

    assert values(out.getvalue()) == {2: {"A": "1", "B": Decimal("7.5"), "C": date(2027, 3, 9)}}


@pytest.mark.parametrize("claimed", ["A1:XFD1048576", "A1", "A1:B1", "Z9:A1", "C3:D4"])
def test_a_size_that_the_sheet_only_claims_changes_nothing(claimed):
    rows = [(n, samples.text(n, n) + samples.number(n, n)) for n in range(1, 301)]
    data = samples.with_sheet(f'<dimension ref="{claimed}"/>' + samples.cells(*rows))

    assert list(values(data)) == list(range(2, 301))


def test_whoever_believes_the_claimed_size_loses_rows():
    rows = [(n, samples.text(n, n)) for n in range(1, 301)]
    data = samples.with_sheet('<dimension ref="A1:B9"/>' + samples.cells(*rows))
    sheet = load_workbook(BytesIO(data), read_only=True).active

    assert len(list(sheet.iter_rows())) == 9


@pytest.mark.parametrize("place", ["A2", "XFE2", "ZZZZ2", "2", "B", "B2B"])
def test_impossible_places_of_cells_are_refused(place):
    assert refusal(cell(f'<c r="{place}"><v>1</v></c>')).code == "damaged"


def test_rows_and_cells_without_numbers_follow_each_other():
    head = samples.text("Number") + samples.text("Title")
    rows = ((None, head), (None, samples.text("1")), (7, samples.text("2")), (None, ""))
    data = samples.with_sheet(samples.cells(*rows, (None, samples.text("3"))))

    assert values(data) == {2: {"A": "1"}, 7: {"A": "2"}, 9: {"A": "3"}}


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("0.30000000000000004", "0.3"),
        ("250000", "250000"),
        ("2.5E5", "250000"),
        ("1234567.8900000006", "1234567.89"),
        ("999999999999.99", "999999999999.99"),
        ("-0.0", "0"),
        ("1E-7", "0.0000001"),
    ],
)
def test_numbers_are_those_that_the_spreadsheet_shows(written, shown):
    (row,) = read(cell(samples.number(written, 2)))

    assert row.values["B"] == Decimal(shown)
    assert f"{row.values['B']:f}" == shown


def test_without_the_fifteen_digits_the_noise_would_come_along():
    assert Decimal(0.1 + 0.2) != Decimal(repr(0.1 + 0.2)) != exact(0.1 + 0.2) == Decimal("0.3")


def test_dates_come_without_a_time():
    def write(book):
        page = book.add_worksheet()
        page.write(0, 0, "Day")
        look = book.add_format({"num_format": "dd.mm.yyyy"})
        page.write_datetime(1, 0, date(2027, 3, 9), look)
        page.write_datetime(2, 0, datetime(2027, 3, 9, 15, 30), look)
        page.write_datetime(3, 0, time(15, 30), look)

    first, second, third = read(samples.made(write))
    assert first.values == second.values == {"A": date(2027, 3, 9)}
    assert third.values == {} and "a time of day" in str(third.problems[0])


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("  Автобус\xa0", "Автобус"),
        ("250\xa0000\u202fсом", "250 000 сом"),
        ("two\nlines", "two\nlines"),
        ("Чоң_x000D_\nтексттер", "Чоң\nтексттер"),
        ("a\x07b", "ab"),
        ("00412", "00412"),
        ("1/5", "1/5"),
    ],
)
def test_texts_come_without_invisible_signs(written, value):
    shared = samples.swapped(
        "xl/sharedStrings.xml",
        "Автобус".encode(),
        written.replace("\x07", "_x0007_").encode(),
    )
    (first, _second) = read(shared)

    assert first.values["B"] == value


@pytest.mark.parametrize("blank", ["", " ", "\xa0", "_x0007_", "\n"])
def test_a_row_of_blanks_is_empty(blank):
    rows = ((1, samples.text("Number", 1)), (2, samples.text(blank, 2)), (3, samples.text("1", 3)))

    assert list(values(samples.with_sheet(samples.cells(*rows)))) == [3]
