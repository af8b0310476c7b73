"""A formula gives no value, and a workbook that somebody changed is read or refused."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attachments.workbook.refusals import WorkbookRefused
from tests.attachments import workbooks as samples
from tests.attachments.reading import cell, read, refusal

FORMULA = '<c r="B2"><f>SUM(B3:B9)</f><v>5</v></c>'


def problems(data):
    return [str(problem) for row in read(data) for problem in row.problems]


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
