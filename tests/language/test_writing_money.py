"""Money is written as officials do, on a page as in a template."""

from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation
from hypothesis import example, given

from language import money as rules
from language.money import (
    Unit,
    amount,
    money,
    parse_money,
    signed,
)
from tests.language.amounts import LANGUAGES, amounts, each_language, fixed

# The value; som in ky and ru, in en; thousands in ky and ru, in en.
PRINTED = [
    ("0", "0", "0", "0,0", "0.0"),
    ("1", "1", "1", "0,0", "0.0"),
    ("50", "50", "50", "0,1", "0.1"),
    ("49.99", "49,99", "49.99", "0,0", "0.0"),
    ("0.05", "0,05", "0.05", "0,0", "0.0"),
    ("999.50", "999,50", "999.50", "1,0", "1.0"),
    ("250000.00", "250 000", "250,000", "250,0", "250.0"),
    ("250000.50", "250 000,50", "250,000.50", "250,0", "250.0"),
    ("250050", "250 050", "250,050", "250,1", "250.1"),
    ("1250000", "1 250 000", "1,250,000", "1 250,0", "1,250.0"),
    ("21389500", "21 389 500", "21,389,500", "21 389,5", "21,389.5"),
    (
        "999999999999.99",
        "999 999 999 999,99",
        "999,999,999,999.99",
        "1 000 000 000,0",
        "1,000,000,000.0",
    ),
    ("-20000", "−20 000", "−20,000", "−20,0", "−20.0"),
    ("-250050", "−250 050", "−250,050", "−250,1", "−250.1"),
    ("-0.01", "−0,01", "−0.01", "0,0", "0.0"),
    ("-0.00", "0", "0", "0,0", "0.0"),
]


SENTENCES = [
    ("250000", Unit.SOM, "250 000 сом", "250 000 сом", "250,000 som"),
    ("250000.50", Unit.SOM, "250 000,50 сом", "250 000,50 сом", "250,000.50 som"),
    ("-5", Unit.SOM, "−5 сом", "−5 сом", "−5 som"),
    ("250000", Unit.THOUSAND, "250,0 миң сом", "250,0 тыс. сом", "250.0 thousand som"),
    ("1250040", Unit.THOUSAND, "1 250,0 миң сом", "1 250,0 тыс. сом", "1,250.0 thousand som"),
]


def rendered(source, **context):
    return Template(source).render(Context(context))


# Writing.


@pytest.mark.parametrize("row", PRINTED, ids=lambda row: row[0])
def test_an_amount_is_written_as_officials_write_it(row):
    value, som, som_in_english, thousands, thousands_in_english = row
    expected = [
        *[("ky", Unit.SOM, som), ("ru", Unit.SOM, som), ("en", Unit.SOM, som_in_english)],
        *[("ky", Unit.THOUSAND, thousands), ("ru", Unit.THOUSAND, thousands)],
        ("en", Unit.THOUSAND, thousands_in_english),
    ]
    for language, unit, text in expected:
        with translation.override(language):
            assert amount(Decimal(value), unit) == fixed(text)


def test_a_half_goes_up_and_not_to_the_even_neighbour():
    assert amount(Decimal("250050"), Unit.THOUSAND).endswith("1")
    assert round(Decimal("250.05"), 1) == Decimal("250.0")


def test_a_sum_that_a_database_left_a_hair_below_is_written_whole():
    assert amount(Decimal("249949.999999998"), Unit.THOUSAND) == "250,0"
    assert amount(Decimal("250000.000000"), Unit.SOM) == "250\xa0000"
    assert amount(250000.1 + 0.2) == "250\xa0000,30"


@each_language
@pytest.mark.parametrize("row", SENTENCES, ids=lambda row: f"{row[0]}-{row[1].value}")
def test_an_amount_names_its_unit_in_the_language_of_the_page(language, row):
    value, unit, *texts = row
    expected = dict(zip(LANGUAGES, texts, strict=True))[language]
    with translation.override(language):
        written = money(Decimal(value), unit)
    assert written.replace("\xa0", " ") == expected
    number = written[: written.rindex("\xa0") + 1]
    assert " " not in number, "the unit must not stand on the next line"


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        ("50000", Unit.SOM, "+50 000"),
        ("0.50", Unit.SOM, "+0,50"),
        ("-20000", Unit.SOM, "−20 000"),
        ("0", Unit.SOM, "0"),
        ("-0.00", Unit.SOM, "0"),
        ("50000", Unit.THOUSAND, "+50,0"),
        ("-20000", Unit.THOUSAND, "−20,0"),
        ("40", Unit.THOUSAND, "0,0"),
        ("-40", Unit.THOUSAND, "0,0"),
    ],
)
def test_a_change_wears_its_sign(value, unit, expected):
    assert signed(Decimal(value), unit) == fixed(expected)


@each_language
@given(value=amounts)
@example(value=Decimal("250000.00"))
@example(value=Decimal("-0.01"))
def test_what_the_portal_writes_it_reads_back(language, value):
    with translation.override(language):
        assert parse_money(amount(value)) == value
        assert parse_money(signed(value)) == value
        assert parse_money(money(value)) == value
        # The unit of a page changes nothing where the unit is written.
        assert parse_money(money(value), Unit.THOUSAND) == value


@each_language
@given(value=amounts)
def test_thousands_are_read_back_to_the_hundred_som_that_they_show(language, value):
    if abs(value) > rules.MOST - 50:
        return
    with translation.override(language):
        read = parse_money(amount(value, Unit.THOUSAND), Unit.THOUSAND)
        assert abs(read - value) <= 50
        assert parse_money(money(value, Unit.THOUSAND)) == read


def test_a_unit_that_nobody_knows_is_a_mistake_of_the_page():
    with pytest.raises(KeyError):
        amount(Decimal(5), "million")


# In templates.


@each_language
@pytest.mark.parametrize("name", ["money", "amount", "signed"])
def test_an_unknown_amount_is_said_in_words_and_is_not_zero(language, name):
    with translation.override(language):
        unknown = rendered("{{ value|" + name + ":unit }}", value=None, unit=Unit.THOUSAND)
        words = translation.gettext("Not stated")
    assert unknown == f'<span class="unknown">{words}</span>'
    assert "0" not in unknown


@pytest.mark.parametrize("name", ["money", "amount", "signed"])
def test_what_a_template_does_not_know_leaves_no_mark(name):
    assert rendered("{{ nothing|" + name + " }}") == ""


def test_a_page_writes_amounts_in_the_unit_that_its_reader_asked_for():
    page = "{{ value|money:unit }}; {{ value|amount:unit }}; {{ value|signed:unit }}"
    with translation.override("en"):
        thousands = rendered(page, value=Decimal("250000"), unit=Unit.read("thousand"))
        som = rendered(page, value=Decimal("250000"), unit=Unit.read("anything"))
        default = rendered("{{ value|money }}", value=Decimal("250000"))
    assert thousands == "250.0\xa0thousand som; 250.0; +250.0"
    assert som == "250,000\xa0som; 250,000; +250,000"
    assert default == "250,000\xa0som"
