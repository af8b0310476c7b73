"""Workbooks that we write: text stays text, numbers are numbers, and memory stays small."""

import re
import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files import File
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from attachments.workbook import writing
from attachments.workbook.opening import open_rows
from attachments.workbook.refusals import WorkbookRefused
from attachments.workbook.values import plain
from attachments.workbook.writing import LONGEST_TEXT, Column, Kind, Sheet, write_workbook
from tests.attachments import workbooks as samples

ROOT = Path(__file__).resolve().parents[2]
FORMULA = re.compile(rb"<f[ >/]")
INJECTED = '<r><t>a</t></r></is></c><c r="Z9"><f>1+1</f></c><c r="AA9"><is><r><t>b</t></r>'
NASTY = [
    "=1+1",
    "=cmd|'/c calc'!A1",
    '=HYPERLINK("http://x.example","here")',
    "+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "＝1+1",
    "＋1",
    "|calc",
    "%0A=1+1",
    "Title\n=1+1",
    "a;=1+1",
    "{=1+1}",
    "'=1+1",
    "http://x.example/",
    "mailto:a@x.example",
    "internal:Lines!A1",
    "00412",
    "1/5",
    "1e5",
    "_x003D_1+1",
    "<r><t>=1+1</t></r>",
    INJECTED,
    "<r>",
    "</v></c><f>1</f>",
    "a & b < c",
    "#REF!",
    "TRUE",
    "😀 ң ө ү",
]


def written(*sheets):
    with write_workbook(*sheets) as file:
        return file.read()


def read(*sheets):
    return open_rows(samples.upload(written(*sheets)))


def formulas(data):
    return [name for name, part in samples.parts_of(data).items() if FORMULA.search(part)]


def book(data):
    return load_workbook(File(samples.upload(data)))


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("text", NASTY)
def test_no_text_becomes_a_formula_in_any_column_and_it_comes_back_as_it_was(text, kind):
    sheet = Sheet([Column("First", Kind.CODE), Column("Second", kind)], [("1", text)])
    data = written(sheet)
    (row,) = open_rows(samples.upload(data))

    assert formulas(data) == []
    assert row.problems == ()
    assert row.values == {"A": "1", "B": text.replace("\r", "\n")}


def test_no_heading_explanation_or_choice_becomes_a_formula():
    columns = [Column(text, explanation=text, choices=[text, "=2"]) for text in NASTY]

    assert formulas(written(Sheet(columns, [["x"] * len(NASTY)]))) == []


@pytest.mark.parametrize(
    ("text", "options"), [("=1+1", {"strings_to_formulas": True}), (INJECTED, {})]
)
def test_written_carelessly_the_same_texts_are_formulas(text, options):
    for memory in (True, False):
        data = samples.workbook(rows=[(text,)], constant_memory=memory, **options)

        assert formulas(data)


def test_a_cell_that_looks_like_a_formula_stays_text_when_somebody_edits_it():
    page = book(written(Sheet([Column("Title")], [("=1+1",), ("Автобус",)])))["Lines"]

    assert page["A2"].quotePrefix
    assert not page["A3"].quotePrefix


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=20))
def test_every_text_comes_back_as_it_was_but_for_invisible_signs(texts):
    with translation.override("en"):
        rows = read(Sheet([Column("Number", Kind.CODE), Column("Title")], enumerate(texts)))

    assert [row.values.get("B", "") for row in rows] == [plain(text) for text in texts]


@settings(deadline=None)
@given(st.text(max_size=60))
def test_cleaning_a_text_twice_changes_nothing_more(text):
    assert plain(plain(text)) == plain(text)


@pytest.mark.parametrize("text", ["x" * 40_000, "😀" * 20_000])
def test_a_text_longer_than_a_cell_ends_in_dots(text):
    (row,) = read(Sheet([Column("Title")], [(text,)]))

    assert row.values["A"].endswith(text[0] + "…")
    assert len(row.values["A"].encode("utf-16-le")) // 2 <= LONGEST_TEXT


@settings(max_examples=50, deadline=None)
@given(st.lists(st.decimals(-(10**12), 10**12, places=2), min_size=1, max_size=30))
def test_every_amount_comes_back_exactly(amounts):
    with translation.override("en"):
        rows = read(Sheet([Column("Planned", Kind.MONEY)], [(amount,) for amount in amounts]))

    assert [row.values["A"] for row in rows] == amounts


COLUMNS = [
    Column("Number", Kind.CODE, "The number of the line."),
    Column("Title"),
    Column("Planned", Kind.MONEY),
    Column("Year", Kind.YEAR),
    Column("People", Kind.COUNT),
    Column("Share", Kind.PERCENT),
    Column("Day", Kind.DATE, width=30),
]
VALUES = ("0412", "Автобус", Decimal("250000.50"), 2027, 85, 0.125, date(2027, 3, 9))


def test_numbers_and_dates_are_real_ones_and_say_how_they_are_shown():
    page = book(written(Sheet(COLUMNS, [VALUES])))["Lines"]
    cells = {cell.column_letter: cell for cell in page[2]}

    assert [cells[letter].value for letter in "ABCDEF"] == [
        "0412",
        "Автобус",
        250000.5,
        2027,
        85,
        0.125,
    ]
    assert cells["G"].value == datetime(2027, 3, 9)
    assert cells["C"].number_format == "#,##0.00"
    assert cells["A"].number_format == "@"
    assert cells["D"].number_format == "0"
    assert cells["G"].number_format == "dd.mm.yyyy"


def test_a_moment_is_written_as_the_day_that_it_is_here(settings):
    settings.TIME_ZONE = "Asia/Bishkek"
    late = datetime(2027, 3, 9, 20, 0, tzinfo=UTC)

    (row,) = read(Sheet([Column("Day", Kind.DATE)], [(late,)]))
    assert row.values == {"A": date(2027, 3, 10)}


def test_empty_values_leave_empty_cells():
    (row,) = read(Sheet(COLUMNS, [("1", "", None, None, None, None, None)]))

    assert row.values == {"A": "1"}


def test_the_head_stays_in_sight_and_columns_have_their_widths():
    page = book(written(Sheet(COLUMNS, [VALUES])))["Lines"]

    assert page.freeze_panes == "A2"
    assert page.print_title_rows == "$1:$1"
    assert page["A1"].font.bold
    assert page.column_dimensions["G"].width > page.column_dimensions["A"].width > 10


LONG = "Оңдоп-түзөө иштери боюнча тендердин шарттары "


def test_a_row_is_tall_enough_for_its_longest_text():
    """Not every program measures wrapped texts when it opens a file."""
    columns = [Column("Title"), Column("Note", Kind.WORDS)]
    rows = [("Short", "Short"), (LONG * 2, "Short"), ("", LONG * 200), ("a\nb", "")]
    page = book(written(Sheet(columns, rows, total=("Total", LONG * 3))))["Lines"]
    heights = [page.row_dimensions[row].height for row in range(2, 7)]

    assert heights == [None, 48, 408, 33, 48]


def test_a_heading_is_seen_whole_on_as_many_lines_as_it_takes():
    columns = [
        Column("Доля от исполненного по этим статьям", Kind.PERCENT),
        Column("Зарегистрированные", Kind.COUNT),
    ]
    page = book(written(Sheet(columns)))["Lines"]

    assert page.row_dimensions[1].height >= 48
    assert page.column_dimensions["B"].width > len("Зарегистрированные")


def test_headings_stand_over_their_numbers_and_numbers_among_texts_begin_where_they_do():
    page = book(written(Sheet([Column("Title"), Column("Sum", Kind.MONEY)], [(5, 5)])))["Lines"]

    assert page["B1"].alignment.horizontal == "right"
    assert page["A2"].alignment.horizontal == "left"
    assert page["A1"].alignment.horizontal is page["B2"].alignment.horizontal is None


def test_only_so_many_rows_are_tall_for_each_takes_memory(monkeypatch):
    monkeypatch.setattr(writing, "_MOST_TALL_ROWS", 2)
    page = book(written(Sheet([Column("Title")], [(LONG * 2,)] * 3)))["Lines"]

    assert [page.row_dimensions[row].height for row in (2, 3, 4)] == [48, 48, None]


def test_an_untouched_code_column_takes_what_is_typed_as_text():
    page = book(written(Sheet(COLUMNS)))["Lines"]

    assert page.column_dimensions["A"].number_format == "@"


def test_totals_are_a_bold_last_row_of_numbers():
    total = ("", "Total", Decimal("250000.50"), None, None, None, None)
    page = book(written(Sheet(COLUMNS, [VALUES], total=total)))["Lines"]

    assert page["B3"].font.bold and page["C3"].font.bold
    assert page["C3"].value == 250000.5


def test_closed_lists_are_offered_in_their_cells():
    choices = [f"Value {n}, with a comma and more words than fit into a list" for n in range(40)]
    opened = book(written(Sheet([Column("Title"), Column("Source", choices=choices)])))
    (rule,) = opened["Lines"].data_validations.dataValidation

    assert rule.type == "list"
    assert str(rule.sqref) == "B2:B5001"
    assert rule.formula1 == "'Lists'!$A$1:$A$40"
    assert [cell.value for (cell,) in opened["Lists"]["A1:A40"]] == choices
    assert opened["Lists"].sheet_state == "hidden"


def test_a_second_sheet_explains_the_columns_that_need_it():
    columns = [*COLUMNS, Column("Source", explanation="Whose money.", choices=["Own", "Donor"])]
    page = book(written(Sheet(columns)))["Explanations"]
    rows = [[cell.value for cell in row] for row in page.iter_rows()]

    assert rows == [
        ["Column", "What to write", "Allowed values"],
        ["Number", "The number of the line.", None],
        ["Source", "Whose money.", "Own\nDonor"],
    ]


def test_a_plain_table_has_no_second_sheet():
    assert book(written(Sheet([Column("Title")], [("x",)]))).sheetnames == ["Lines"]


def test_a_workbook_may_have_several_tables():
    data = written(
        Sheet([Column("Village")], [("Ажек",)], name="Villages: [all] 1/2 " + "x" * 40),
        Sheet([Column("Title", choices=["a"])], [("a",)]),
    )
    opened = book(data)

    assert opened.sheetnames == [
        "Villages all 12 xxxxxxxxxxxxxxx",
        "Lines",
        "Explanations",
        "Lists",
    ]
    assert open_rows(samples.upload(data))[0].headings == {"A": "Title"}


def test_a_row_of_another_length_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="zip"):
        written(Sheet(COLUMNS, [("1", "2")]))


def test_a_row_beyond_the_end_of_a_sheet_is_not_lost_silently():
    columns = [Column(str(n)) for n in range(16_385)]

    with pytest.raises(ValueError, match="does not fit"):
        written(Sheet(columns, [["x"] * 16_385]))


def test_the_largest_template_filled_to_its_end_is_taken():
    columns = [Column(f"Column {n}", kind) for n, kind in enumerate([Kind.MONEY, Kind.TEXT] * 6)]
    rows = ((Decimal(n), f"{n}-статья") * 6 for n in range(1, 5001))

    assert len(read(Sheet(columns, rows))) == 5000


def test_one_row_more_is_refused():
    with pytest.raises(WorkbookRefused, match="more than 5,000 rows"):
        read(Sheet([Column("Title")], (("x",) for _n in range(5001))))


def test_the_libraries_are_loaded_only_where_a_workbook_is_read_or_written():
    loaded = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from attachments.workbook import opening, writing; "
            "print(sorted({'openpyxl', 'xlsxwriter'} & sys.modules.keys()))",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert loaded.stdout.strip() == "[]"


@pytest.mark.stress
def test_a_hundred_thousand_rows_pass_through_in_60_megabytes():
    if not Path("/proc/self/status").exists():
        pytest.skip("the peak of memory is read from /proc, which this system lacks")
    measured = subprocess.run(
        [sys.executable, "-m", "tests.attachments.measure_workbooks", "--write", "100000"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert int(measured.stdout) <= 60
