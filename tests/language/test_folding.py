"""What is typed meets what is written; what is kept has real Kyrgyz letters."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from language.folding import fold, repair_lookalikes, words

ANY_TEXT = st.text(st.characters())
KYRGYZ = st.text("абёнңоөуүНҢОӨУҮ \u0275\u019f\u0473\u0472\u03b3\u0393\u04ca\u04c9-1")


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("ө", "о"),
        ("ү", "у"),
        ("ң", "н"),
        ("ё", "е"),
        ("Ө", "о"),
        ("Ү", "у"),
        ("Ң", "н"),
        ("Ё", "е"),
    ],
)
def test_a_letter_without_a_key_folds_to_the_letter_typed_for_it(typed, written):
    assert fold(typed) == fold(written) == written


@pytest.mark.parametrize("letter", "\u0275\u019f\u0473\u0472")
def test_what_looks_like_oe_is_oe(letter):
    assert fold(letter) == fold("ө")


@pytest.mark.parametrize("letter", "\u03b3\u0393")
def test_what_looks_like_ue_is_ue(letter):
    assert fold(letter) == fold("ү")


@pytest.mark.parametrize("letter", "\u04ca\u04c9")
def test_what_looks_like_ng_is_ng(letter):
    assert fold(letter) == fold("ң")


def test_letters_that_differ_for_a_reader_stay_different():
    kept = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
    assert fold(kept) == kept


def test_spaces_of_every_kind_are_one_space():
    assert fold(" таза\u00a0\u2009\tсуу\n") == "таза суу"


def test_what_no_reader_sees_does_not_count():
    assert fold("мек\u00adтеп\u200b\ufeff\x00") == "мектеп"


@given(ANY_TEXT)
@example("\ud800")
@example("и\u0306\x00\u0308")
@example("е\u00ad\u0308")
@example("\u0275\u0308")
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@given(ANY_TEXT)
def test_a_folded_text_can_be_stored_by_every_database(text):
    folded = fold(text)
    folded.encode()
    assert "\x00" not in folded


@given(KYRGYZ)
def test_repairing_a_text_does_not_change_what_finds_it(text):
    assert fold(repair_lookalikes(text)) == fold(text)


@given(ANY_TEXT)
def test_repairing_never_raises(text):
    repair_lookalikes(text)


@pytest.mark.parametrize(
    ("kept", "meant"),
    [
        ("\u0275км\u0275т\u03b3", "өкмөтү"),
        ("\u0473км\u0473т", "өкмөт"),
        ("\u019fКМ\u0472Т", "ӨКМӨТ"),
        ("ке\u04caеш КЕ\u04c9ЕШ", "кеңеш КЕҢЕШ"),
        ("КРО\u0393КО", "КРОҮКО"),
        ("и\u0306", "й"),
        ("болунгон мин сом", "болунгон мин сом"),
    ],
)
def test_a_text_is_kept_with_real_letters_and_nothing_is_guessed(kept, meant):
    assert repair_lookalikes(kept) == meant


@pytest.mark.parametrize("foreign", ["\u03b3-radiation", "\u03b3άλα", "[\u0275]", "b\u0275k"])
def test_a_foreign_word_keeps_its_letters(foreign):
    assert repair_lookalikes(foreign) == unicodedata.normalize("NFC", foreign)


def test_a_query_is_at_most_eight_words_of_forty_letters():
    found = words("а" * 100 + " б" * 100)
    assert len(found) == 8
    assert found[0] == "а" * 40


def test_a_query_of_any_length_is_answered_at_once():
    assert words("ө " * 5_000_000) == ["о"] * 8


def test_punctuation_around_a_word_is_not_searched_for():
    assert words("«Мектеп», (жол)!") == ["мектеп", "жол"]


def test_a_mark_alone_is_searched_for_as_it_is():
    assert words("% ? _") == ["%", "?", "_"]


@pytest.mark.parametrize("nothing", ["", "  ", "\x00", "\u00a0\n"])
def test_an_empty_query_has_no_words(nothing):
    assert words(nothing) == []
