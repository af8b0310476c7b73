"""Columns of a table in a Word file: no word breaks in its middle, and the sheet is filled."""

import pytest

from reports.papers import widths

HEADS = ["Тема", "Получено", "Рассмотрено", "Принято", "Отклонено", "Исполнено", "Просрочено"]
LONG = "Культура, библиотеки и досуг жителей всех сёл айылного аймака"


def least(text, size=8):
    return widths._needed([text], size)


@pytest.mark.parametrize("first", ["", "Сёла", LONG])
def test_columns_fill_the_sheet_and_no_word_breaks(first):
    found = widths.fitting([HEADS, [first, *"000000"]], 182, 8)
    assert round(sum(found), 6) == 182
    assert all(width >= least(head) for width, head in zip(found, HEADS, strict=True))


def test_what_is_left_goes_to_whoever_has_the_longest_texts():
    found = widths.fitting([HEADS, [LONG, *"000000"]], 182, 8)
    assert found[0] > 1.5 * max(found[1:])


def test_where_not_even_the_words_fit_each_column_gives_alike():
    found = widths.fitting([HEADS], 91, 8)
    assert round(sum(found), 6) == 91
    assert found[2] > found[0]


def test_an_amount_stays_on_one_line():
    amount = "9\xa0876\xa0543\xa0210"
    found = widths.fitting([["A", "B"], [LONG * 5, amount]], 60, 8)
    assert found[1] >= least(amount)


def test_an_address_takes_no_room_from_the_others():
    address = "https://portal.example/" + "a" * 200
    found = widths.fitting([["A", "B"], [address, LONG]], 182, 8)
    assert found[0] < 120
    assert round(sum(found), 6) == 182
