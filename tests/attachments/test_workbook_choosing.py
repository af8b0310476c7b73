"""Of a workbook the right sheet is read, from its headings to its last row and no further."""

import pytest
from django.utils import translation
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from attachments.workbook import opening
from attachments.workbook.refusals import Problem
from tests.attachments import workbooks as samples
from tests.attachments.reading import read, refusal, values


def rows_of(*rows):
    return samples.workbook(rows=rows)


@pytest.fixture
def walked(monkeypatch):
    """The rows that openpyxl gave us, empty ones too."""
    rows, iter_rows = [], ReadOnlyWorksheet.iter_rows

    def counted(sheet, *bounds):
        for row in iter_rows(sheet, *bounds):
            rows.append(row)
            yield row

    monkeypatch.setattr(ReadOnlyWorksheet, "iter_rows", counted)
    return rows


ENDLESS = samples.with_sheet(
    '<dimension ref="A1:XFD1048576"/>'
    + samples.cells((1, samples.text("Number")), (2, samples.text("1")), (1_048_576, ""))
)


def test_to_an_empty_row_at_the_very_end_of_the_sheet_nobody_walks(walked):
    assert values(ENDLESS) == {2: {"A": "1"}}
    assert len(walked) == 2


def test_without_knowing_where_the_content_ends_a_million_rows_would_be_walked(walked, monkeypatch):
    monkeypatch.setattr(opening.parts, "walk", lambda archive: {samples.SHEET: (1_048_576, 1)})
    monkeypatch.setattr(opening, "FARTHEST_ROW", 1_048_576)

    assert values(ENDLESS) == {2: {"A": "1"}}
    assert len(walked) == 1_048_576


def test_a_stray_mark_at_the_very_end_of_the_sheet_is_refused_with_its_row():
    rows = ((1, samples.text("Number", 1)), (1_048_576, samples.text("x", 1_048_576)))

    assert "in row 1048576, far below the table" in str(
        refusal(samples.with_sheet(samples.cells(*rows)))
    )


@pytest.mark.parametrize("number", [1_048_577, 10**15, 0, -1, 1, "x", "1.0"])
def test_impossible_row_numbers_are_refused(number):
    rows = ((1, samples.text("Number", 1)), (number, samples.text("x")))

    assert refusal(samples.with_sheet(samples.cells(*rows))).code == "damaged"


def book_of(*sheets):
    def write(book):
        for name, hidden in sheets:
            page = book.add_worksheet(name)
            page.write_column(0, 0, ["Sheet", name])
            if hidden:
                page.hide()

    return samples.made(write)


@pytest.mark.parametrize(
    ("sheets", "taken"),
    [
        ([("Notes", False), ("Lines", False)], "Lines"),
        ([("Notes", False), (" lines ", False)], "lines"),
        ([("Notes", False), ("Lines", True)], "Notes"),
        ([("First", False), ("Second", False)], "First"),
    ],
)
def test_the_sheet_of_lines_is_taken_else_the_first_that_is_seen(sheets, taken):
    (row,) = read(book_of(*sheets))

    assert row.values == {"A": taken}


def test_a_first_sheet_that_is_hidden_is_passed_over():
    data = samples.swapped(
        "xl/workbook.xml",
        b'name="One" sheetId="1"',
        b'name="One" sheetId="1" state="veryHidden"',
        data=book_of(("One", False), ("Two", False)),
    )

    assert read(data)[0].values == {"A": "Two"}


def test_a_sheet_is_known_by_its_name_in_every_language(settings):
    names = opening.sheet_names(CalledInEachLanguage())

    assert names == {f"lines {code}" for code, _name in settings.LANGUAGES}


class CalledInEachLanguage:
    def __str__(self):
        return f"Lines {translation.get_language()}"


def test_a_workbook_of_charts_only_is_refused():
    def write(book):
        sheet = book.add_worksheet()
        sheet.write(0, 0, 1)
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=Sheet1!$A$1:$A$1"})
        book.add_chartsheet().set_chart(chart)

    charts = samples.made(write)
    only = samples.swapped(
        "xl/workbook.xml", b'<sheet name="Sheet1" sheetId="1" r:id="rId1"/>', b"", data=charts
    )

    assert refusal(charts).code == "no_rows"
    assert refusal(only).code == "damaged"


def test_titles_above_the_headings_are_passed_over_where_the_headings_are_known():
    rows = [("Number", "Title", "Planned"), ("1", "Автобус", 5)]
    data = samples.workbook(rows=rows, headings=("Budget of 2027",))

    (row,) = read(data, known_headings=["NUMBER ", "Title"])
    assert row.number == 3
    assert row.headings["C"] == "Planned"
    assert len(read(data)) == 2


def test_a_sheet_without_rows_is_refused():
    assert refusal(rows_of()).code == "no_rows"
    assert refusal(samples.with_sheet("<sheetData/>")).code == "no_rows"


def test_more_rows_than_allowed_are_refused_and_as_many_are_read():
    data = rows_of(*[(n,) for n in range(12)])

    assert len(read(data, most_rows=12)) == 12
    assert "more than 11 rows" in str(refusal(data, most_rows=11))
    assert refusal(data, most_rows=1).code == "too_many_rows"


def test_rows_behind_many_that_seem_empty_are_never_lost():
    rows = [(n, samples.text("_x0007_", n)) for n in range(2, 60)]
    data = samples.with_sheet(samples.cells((1, samples.text("Number", 1)), *rows))

    assert refusal(data, most_rows=10).code == "too_many_rows"
    assert refusal(data, most_rows=100).code == "no_rows"


def test_more_columns_than_allowed_are_refused_and_as_many_are_read():
    data = rows_of(range(12))

    assert len(read(data, most_columns=12)[0].values) == 12
    assert "in column L, and only the columns up to K" in str(refusal(data, most_columns=11))


def test_styled_cells_without_content_count_for_nothing():
    rows = ((1, samples.text("Number", 1)), (2, samples.text("1", 2) + '<c r="XFD2" s="0"/>'))

    assert values(samples.with_sheet(samples.cells(*rows))) == {2: {"A": "1"}}


def test_a_row_makes_problems_of_its_own_with_the_heading_they_stand_under():
    row = read(samples.workbook())[1]

    assert row.problem("There is no such code.", "Choose another.", "C") == Problem(
        3, "There is no such code.", "Choose another.", "C", "Planned"
    )
    assert str(row.problem("It repeats row 2.", "Delete one of them.")) == (
        "Row 3: It repeats row 2. Delete one of them."
    )


def test_row_numbers_wear_no_separator(settings):
    assert settings.USE_THOUSAND_SEPARATOR
    assert str(Problem(4999, "It is wrong.", "Mend it.")) == "Row 4999: It is wrong. Mend it."
