"""CSV files that we write: RFC 4180 in UTF-8, numbers plain, and no text that becomes a formula."""

import csv
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO
from itertools import count, islice

import pytest

from attachments import comma_separated
from attachments.comma_separated import ROWS_IN_A_PIECE, csv_lines
from attachments.workbook import values

SIGNS = "=+-@|%＝＋－＠"
BEFORE = ["", " ", "\t", "\r\n", "\n ", "'", '"', ' "', "«", "\xa0", "\ufeff", "\u200b"]
FORMULAS = [f"{before}{sign}1+1" for before in BEFORE for sign in SIGNS] + ["\tplain", "\nplain"]
# Excel in Kyrgyz and Russian divides cells by semicolons, whatever the quotes say.
SECOND_CELLS = ["road;=1+1", "road; ＝cmd", 'road;"@SUM(A1)', "road\n=1+1", "road\t+1", "a\r\n-1"]


def whole(*rows, headings=("heading",)):
    return b"".join(csv_lines(headings, rows))


def read(data):
    return list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))


def computes(cell):
    """Whether a careless program would compute the cell, or a part of it, as a formula."""
    parts = cell.replace("\r", "\n").replace("\t", "\n").replace(";", "\n").split("\n")
    return any(part.lstrip(' \xa0"«\ufeff\u200b').startswith(tuple(SIGNS)) for part in parts)


def test_the_file_is_utf_8_with_its_mark_and_ends_lines_as_the_standard_says():
    made = whole(("Көк-Ой, «ң»", 1))
    assert made == '\ufeffheading\r\n"Көк-Ой, «ң»",1\r\n'.encode()


def test_quotes_commas_and_line_breaks_come_back_as_they_were():
    texts = ['said "yes"', "a,b", "first\nsecond", "", "0412", "ө ү ң"]
    assert read(whole(texts))[1] == texts


def test_a_value_is_written_as_what_it_is():
    at = datetime(2026, 3, 12, 4, 30, tzinfo=UTC)
    numbers = [-5, Decimal("-1234567.80"), Decimal("1E+3"), 0.5]
    assert read(whole([*numbers, None, "", True, date(2026, 3, 12), at]))[1] == [
        "-5",
        "-1234567.80",
        "1000",
        "0.5",
        "",
        "",
        "true",
        "2026-03-12",
        "2026-03-12T10:30:00+06:00",
    ]


@pytest.mark.parametrize("text", FORMULAS + SECOND_CELLS)
def test_no_text_becomes_a_formula_wherever_its_cell_begins(text):
    ((cell,),) = read(whole((text,)))[1:]
    assert not computes(cell)
    assert "'" in cell


@pytest.mark.parametrize("text", FORMULAS[: len(SIGNS)] + SECOND_CELLS)
def test_without_the_guard_it_would(text, monkeypatch):
    """Negative control: the same texts written as they are."""
    monkeypatch.setattr(comma_separated, "guarded", lambda text: text)
    ((cell,),) = read(whole((text,)))[1:]
    assert computes(cell)


def test_headings_are_guarded_like_cells():
    assert read(whole(headings=["=1+1"])) == [["'=1+1"]]


@pytest.mark.parametrize("text", ["road - 5 km", "a=b", "50 %", "mail@example.kg", "1+1", "(-5)"])
def test_a_sign_inside_a_text_is_left_alone(text):
    assert read(whole((text,)))[1] == [text]


def test_a_file_is_handed_over_while_it_is_made():
    endless = ((number,) for number in count())
    _mark, first, second = islice(csv_lines(["number"], endless), 3)
    assert first.count(b"\r\n") == second.count(b"\r\n") == ROWS_IN_A_PIECE


def test_many_line_breaks_cost_no_more_than_their_number():
    """A search that began anew at each of them would take minutes."""
    (_mark, piece) = csv_lines(["text"], [("x" + "\n" * 100_000 + " " * 100_000,)])
    assert piece.endswith(b'"\r\n')


def test_a_text_of_printable_signs_alone_has_nothing_to_mend():
    """Why most texts are not looked through sign by sign."""
    printable = "".join(filter(str.isprintable, map(chr, range(sys.maxunicode + 1))))

    assert len(printable) > 100_000
    assert all(map(values._is_writable, printable))
    assert not values._SPACES.search(printable)
    assert {sign for sign in printable if sign.isspace()} == {" "}
