"""What is read of an uploaded workbook: every row where it stands, exact numbers, real dates."""

import random
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from attachments.workbook import opening
from attachments.workbook.opening import open_rows
from attachments.workbook.refusals import Problem, WorkbookRefused
from attachments.workbook.values import exact
from tests.attachments import workbooks as samples

FORMULA = '<c r="B2"><f>SUM(B3:B9)</f><v>5</v></c>'


@pytest.fixture(autouse=True)
def in_english(in_kyrgyz):
    with translation.override("en"):
        yield


def read(data, **options):
    return open_rows(samples.upload(data), **options)


def values(data, **options):
    return {row.number: row.values for row in read(data, **options)}


def refusal(data, **options):
    with pytest.raises(WorkbookRefused) as caught:
        read(data, **options)
    return caught.value


def problems(data):
    return [str(problem) for row in read(data) for problem in row.problems]


def rows_of(*rows):
    return samples.workbook(rows=rows)


def cell(xml):
    """A workbook whose cell B2 is this XML."""
    head = samples.text("Number", 1) + samples.text("Planned", 1, "B")
    return samples.with_sheet(samples.cells((1, head), (2, samples.text("1", 2) + xml)))


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


@pytest.mark.parametrize("place", ["A2", "XFE2", "ZZZZ2", "2", "B", "B2B"])
def test_impossible_places_of_cells_are_refused(place):
    assert refusal(cell(f'<c r="{place}"><v>1</v></c>')).code == "damaged"


def test_rows_and_cells_without_numbers_follow_each_other():
    head = samples.text("Number") + samples.text("Title")
    rows = ((None, head), (None, samples.text("1")), (7, samples.text("2")), (None, ""))
    data = samples.with_sheet(samples.cells(*rows, (None, samples.text("3"))))

    assert values(data) == {2: {"A": "1"}, 7: {"A": "2"}, 9: {"A": "3"}}


def test_a_formula_is_named_by_row_and_column_and_gives_no_value():
    (row,) = read(cell(FORMULA))

    assert row.values == {"A": "1"}
    assert problems(cell(FORMULA)) == [
        "Row 2, column B (Planned): The cell holds a formula. Copy the cell and paste it as values."
    ]


@pytest.mark.parametrize(
    "formula",
    [
        '<c r="B2"><f>1+1</f></c>',
        '<c r="B2" t="str"><f>"a"</f><v>a</v></c>',
        '<c r="B2"><f t="shared" ref="B2" si="0">A2</f><v>1</v></c>',
        '<c r="B2"><f t="shared" si="0"/><v>1</v></c>',
        '<c r="B2"><f t="array" ref="B2">A2</f><v>1</v></c>',
        '<c r="B2"><f/><v>5</v></c>',
    ],
)
def test_every_kind_of_formula_is_one(formula):
    assert len(problems(cell(formula))) == 1


def test_a_formula_behind_the_last_heading_has_no_heading_to_name():
    rows = ((1, samples.text("Number", 1)), (2, samples.text("1", 2) + FORMULA))

    (problem,) = problems(samples.with_sheet(samples.cells(*rows)))
    assert problem.startswith("Row 2, column B: The cell holds a formula.")


def test_a_formula_among_the_headings_refuses_the_file():
    rows = ((1, '<c r="A1"><f>B1</f><v>1</v></c>'), (2, samples.text("1", 2)))

    assert str(refusal(samples.with_sheet(samples.cells(*rows)))).startswith("Row 1, column A:")


@pytest.mark.parametrize(
    ("xml", "says"),
    [
        ('<c r="B2" t="e"><v>#REF!</v></c>', "an error"),
        ('<c r="B2" t="b"><v>1</v></c>', "TRUE or FALSE"),
        ('<c r="B2"><v>1e999</v></c>', "too large"),
        ('<c r="B2"><v>-1e15</v></c>', "too large"),
        ('<c r="B2" t="d"><v>12:30:00</v></c>', "a time of day"),
    ],
)
def test_what_is_no_value_is_a_problem_of_its_cell(xml, says):
    (problem,) = problems(cell(xml))

    assert problem.startswith("Row 2, column B (Planned): ")
    assert says in problem


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


def taken_or_refused(data):
    try:
        assert read(data)
    except WorkbookRefused as error:
        assert str(error)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300))
def test_random_bytes_are_refused(data):
    assert refusal(data)
    assert refusal(b"PK\x03\x04" + data)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_workbook_with_changed_bytes_is_read_or_refused(data):
    content = bytearray(samples.workbook())
    places = st.integers(0, len(content) - 1)
    for place in data.draw(st.lists(places, min_size=1, max_size=4)):
        content[place] = data.draw(st.integers(0, 255))

    taken_or_refused(bytes(content))


@settings(max_examples=200, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 6))
def test_a_workbook_with_changed_parts_is_read_or_refused(chance, changes):
    parts = samples.parts_of(samples.workbook())
    for _change in range(changes):
        name = chance.choice(list(parts))
        parts[name] = mangled(parts[name], chance)

    taken_or_refused(samples.archive(parts))


PIECES = [
    b"",
    b"<",
    b'"',
    b"0",
    b"-1",
    b"9" * 20,
    b"1e999",
    b"A",
    b"<f>1</f>",
    b"</c>",
    b"/",
    b"\xff",
]


def mangled(content, chance):
    """The part with one stretch of it left out, repeated, or replaced by something odd."""
    start = chance.randrange(len(content) or 1)
    end = start + chance.randrange(1, 30)
    middle = chance.choice([*PIECES, content[start:end] * 2])
    return content[:start] + middle + content[end:]


def test_the_mangling_reaches_what_is_read():
    """Among mangled workbooks some are read, and some are refused for what openpyxl meets."""
    chance, codes = random.Random(7), set()
    for _try in range(100):
        parts = samples.parts_of(samples.workbook())
        parts[samples.SHEET] = mangled(parts[samples.SHEET], chance)
        try:
            codes.add(len(read(samples.archive(parts))))
        except WorkbookRefused as error:
            codes.add(error.code)

    assert {2, "damaged"} <= codes
