"""Money is read as people write it, and never off by a thousand."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from language import money as rules
from language.money import (
    MoneyColumn,
    NotMoney,
    Unit,
    parse_money,
)
from tests.language.amounts import each_language, each_unit

# What means the same on a page of any language.
WRITTEN = [
    # som
    ("0", "0"),
    ("0,00", "0"),
    ("250", "250"),
    ("250,0", "250"),
    ("250.0", "250"),
    ("250,5", "250.50"),
    ("250.50", "250.50"),
    ("0,05", "0.05"),
    ("250000", "250000"),
    ("250 000", "250000"),
    (" 250 000 ", "250000"),
    ("250\u00a0000", "250000"),
    ("250\u202f000,50", "250000.50"),
    ("250\u2009000.5", "250000.50"),
    ("250'000", "250000"),
    ("1 250 000,5", "1250000.50"),
    ("1.250.000,50", "1250000.50"),
    ("1,250,000.50", "1250000.50"),
    ("999 999 999 999,99", "999999999999.99"),
    # som by name
    ("250 000 сом", "250000"),
    ("250 000\u00a0сом", "250000"),
    ("250000сом", "250000"),
    ("250 000 сомов", "250000"),
    ("2 сома", "2"),
    ("250 000,50 с.", "250000.50"),
    ("250 000 сом.", "250000"),
    ("250 000 СОМ", "250000"),
    ("250 000 cом", "250000"),  # a Latin c
    ("250 000 som", "250000"),
    ("250 000 soms", "250000"),
    ("KGS 250 000", "250000"),
    ("kgs 250.50", "250.50"),
    ("250 000 KGS", "250000"),
    ("\u20c0 250 000", "250000"),
    ("сом 250", "250"),
    # thousands
    ("250 тыс", "250000"),
    ("250,0 тыс.", "250000"),
    ("250.0 тыс.", "250000"),
    ("250,0 тыс. сом", "250000"),
    ("250,0 тыс.сом", "250000"),
    ("250,0тыс.с.", "250000"),
    ("250,0 ТЫС. СОМ", "250000"),
    ("250 тысяч сомов", "250000"),
    ("21 389,5 тыс. сом", "21389500"),
    ("1 250,455 тыс. сом", "1250455"),
    ("0,5 тыс. сом", "500"),
    ("185,60001 тыс.", "185600.01"),
    ("250 миң", "250000"),
    ("250,0 миң сом", "250000"),
    ("250,0 МИҢ СОМ", "250000"),
    ("250,0 мин сом", "250000"),  # a Russian keyboard
    ("250,0 Миң Сом", "250000"),
    ("250,0 миӊ сом", "250000"),  # a letter that only looks Kyrgyz
    ("250.0 thousand", "250000"),
    ("250.0 thousand som", "250000"),
    ("KGS 250.0 thousand", "250000"),
    # millions and more
    ("1,5 млн", "1500000"),
    ("1,5 млн. сом", "1500000"),
    ("1.5 млн.сом", "1500000"),
    ("1,5 миллион сом", "1500000"),
    ("1,5 миллиона сомов", "1500000"),
    ("1.5 million", "1500000"),
    ("KGS 1.5 million", "1500000"),
    ("1,2 млрд", "1200000000"),
    ("1,2 миллиард сом", "1200000000"),
    ("1.2 billion som", "1200000000"),
    # changes
    ("-5,5", "-5.50"),
    ("−20 000", "-20000"),
    ("- 20 000 сом", "-20000"),
    ("+50 000", "50000"),
    ("−1,5 тыс. сом", "-1500"),
    ("KGS −250.0 thousand", "-250000"),
    ("-0", "0"),
]


# What a comma before three digits means, where the portal itself writes so: (typed, ky/ru, en).
BY_LANGUAGE = [
    ("250,000", None, "250000"),
    ("KGS 250,000", None, "250000"),
    ("250,000 som", None, "250000"),
    ("1,250 тыс. сом", "1250", "1250000"),
    ("1,250 thousand som", "1250", "1250000"),
    ("1,250 млн", "1250000", "1250000000"),
    ("0,250 млн", "250000", "250000"),
]


REFUSED = [
    "",
    " ",
    "-",
    "сом",
    "тыс. сом",
    "много",
    "N/A",
    "—",
    "12 50",
    "25 0000",
    "1,2,3",
    "1.2.3",
    "1e5",
    "1E5",
    "NaN",
    "sNaN",
    "Infinity",
    "-inf",
    "0x10",
    "1_000",
    "--5",
    "+-5",
    "5-",
    "5%",
    "5²",
    "½",
    "٣",
    "=1+1",
    "100-200",
    "100–200",
    "~250",
    "(250)",
    "$250",
    "250 руб",
    "250 сомони",
    "250 т",
    "250 га",
    "250 сом 50 тыйын",
    "1 млн 250 тыс.",
    "250 сом тыс.",
    "250 тыс. млн",
    "250 сом сом",
    "KGS 250 сом",
    "тыс. 250",
    "-KGS 250",
    "250.",
    "250..",
    "250,0 мин\u0327 сом",
    "250 тыс..",
    "250,",
    "250 000,-",
    "25О 000",
    "1\x00",
    "\x001",
    "1\ud800",
    "9" * 41,
    "1" + " " * 80,
    "9" * 100_000,
]


TOO_FINE = [
    ("0,005", "max_decimal_places"),
    ("1,255", "max_decimal_places"),
    ("250.000", "max_decimal_places"),
    ("250.000 сом", "max_decimal_places"),
    ("250 000,505", "max_decimal_places"),
    ("1,255001 тыс.", "finer_than_tiyin"),
    ("1,123456789 млн", "finer_than_tiyin"),
]


TOO_MUCH = [
    "1 000 000 000 000",
    "999999999999999",
    "-1 000 000 000 000",
    "1 000 000 000 тыс.",
    "1 000 000 млн",
    "1 000 млрд",
    "9" * 40,
]


def refusal(typed, unit=Unit.SOM):
    """The code with which the text is refused."""
    with pytest.raises(NotMoney) as refused:
        parse_money(typed, unit)
    return refused.value.code


# Reading.


@each_language
@pytest.mark.parametrize(("typed", "meant"), WRITTEN)
def test_an_amount_is_read_as_people_write_it(language, typed, meant):
    with translation.override(language):
        read = parse_money(typed)
    assert read == Decimal(meant)
    assert str(read) == str(Decimal(meant).quantize(Decimal("0.01")))


def test_the_table_of_written_amounts_is_as_long_as_promised():
    assert len({typed for typed, _meant in WRITTEN}) >= 60


@pytest.mark.parametrize(("typed", "meant", "in_english"), BY_LANGUAGE)
def test_a_comma_before_three_digits_means_what_it_means_on_the_page(typed, meant, in_english):
    with translation.override("en"):
        assert parse_money(typed) == Decimal(in_english)
    for language in ("ky", "ru"):
        with translation.override(language):
            if meant:
                assert parse_money(typed) == Decimal(meant)
            else:
                assert refusal(typed) == "max_decimal_places"


@each_language
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("250,0", "250000"),
        ("21 389,5", "21389500"),
        ("1 250", "1250000"),
        ("-1,5", "-1500"),
        ("185,60001", "185600.01"),
        ("0", "0"),
        ("250,0 тыс. сом", "250000"),
        ("250,0 миң", "250000"),
        ("1,5 млн", "1500000"),
        ("250 000 сом", "250000"),
        ("KGS 250", "250"),
    ],
)
def test_a_bare_number_counts_the_unit_of_its_column_and_a_written_unit_wins(
    language, typed, meant
):
    with translation.override(language):
        assert parse_money(typed, Unit.THOUSAND) == Decimal(meant)


@each_unit
@pytest.mark.parametrize("typed", REFUSED)
def test_what_is_no_amount_is_refused(typed, unit):
    expected = {Unit.SOM: "invalid", Unit.THOUSAND: "invalid_thousand"}[unit]
    assert refusal(typed, unit) == expected


@pytest.mark.parametrize("language", ["ky", "ru"])
@pytest.mark.parametrize(("typed", "code"), TOO_FINE)
def test_an_amount_finer_than_a_tiyin_is_refused(language, typed, code):
    with translation.override(language):
        assert refusal(typed) == code


@each_language
@pytest.mark.parametrize("typed", TOO_MUCH)
def test_an_amount_that_no_column_holds_is_refused(language, typed):
    with translation.override(language):
        assert refusal(typed) == "max_whole_digits"


@each_language
def test_without_the_refusal_a_quarter_million_would_become_250_som(language, monkeypatch):
    with translation.override(language):
        assert refusal("250.000") == "max_decimal_places"
        monkeypatch.setattr(rules, "TIYIN_DIGITS", 9)
        assert parse_money("250.000") == Decimal("250.00")


def test_without_the_limit_an_amount_would_not_fit_its_column(monkeypatch):
    assert refusal("1 000 млрд") == "max_whole_digits"
    monkeypatch.setattr(rules, "MOST", Decimal(10) ** 20)
    too_long = parse_money("1 000 млрд")
    with pytest.raises(ValidationError):
        MoneyColumn().clean(too_long, None)


def test_a_unit_that_stands_nowhere_in_the_list_is_no_unit():
    assert Unit.read("thousand") is Unit.THOUSAND
    assert Unit.read("som") is Unit.SOM
    for wish in (None, "", "THOUSAND", "million", "<b>", "\x00", "som "):
        assert Unit.read(wish) is Unit.SOM


@each_language
@each_unit
@given(text=st.one_of(st.text(), st.text("0123456789 .,-−+тысминмлнсомkgs\xa0", max_size=20)))
def test_any_text_is_an_amount_of_tiyin_or_is_refused(language, unit, text):
    with translation.override(language):
        try:
            read = parse_money(text, unit)
        except NotMoney:
            return
    assert read.as_tuple().exponent == -2
    assert abs(read) <= rules.MOST
