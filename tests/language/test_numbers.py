"""Numbers are read as people write them, and what could be read twice is refused."""

from decimal import Decimal

import pytest
from django import forms
from django.utils import translation
from django.utils.formats import number_format
from hypothesis import given
from hypothesis import strategies as st

from language.numbers import CountField, parse_number


class Count(forms.Form):
    people = CountField()
    unknown = CountField(required=False)


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("250", "250"),
        ("250,0", "250.0"),
        ("250.0", "250.0"),
        (" 1 250 ", "1250"),
        ("1\u00a0250\u00a0000,5", "1250000.5"),
        ("1\u202f250\u202f000.5", "1250000.5"),
        ("1'250'000", "1250000"),
        ("1’250,50", "1250.50"),
        ("1.250.000,50", "1250000.50"),
        ("1,250,000.50", "1250000.50"),
        ("1,250,000", "1250000"),
        ("-5,5", "-5.5"),
        ("−5", "-5"),
        ("0,250", "0.250"),
        ("0", "0"),
    ],
)
def test_a_number_is_read_as_people_write_it(language, typed, meant):
    with translation.override(language):
        assert parse_number(typed) == Decimal(meant)


@pytest.mark.parametrize(("language", "meant"), [("ky", "1.25"), ("ru", "1.25"), ("en", "1250")])
def test_a_comma_means_what_it_means_on_the_page(language, meant):
    with translation.override(language):
        assert parse_number("1,250") == Decimal(meant)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "-",
        "abc",
        "12 50",
        "1 2 3",
        "1,2,3",
        "1.2.3",
        "1,250,00",
        "5²",
        "1e5",
        "NaN",
        "Infinity",
        "0x10",
        "1_000",
        "--5",
        "5-",
        "5%",
        "=1+1",
        "1\x00",
        "\ud800",
        "9" * 41,
        "٣",
    ],
)
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(ValueError, match="not a number"):
        parse_number(typed)


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
@given(value=st.decimals(-(10**12), 10**12, places=2))
def test_what_the_portal_writes_it_reads_back(language, value):
    with translation.override(language):
        written = number_format(value, use_l10n=True, force_grouping=True)
        assert parse_number(written) == value


@pytest.mark.parametrize("typed", ["1 250", "1250", "1\u00a0250", " 1'250 ", "1250,0"])
def test_a_count_is_read_with_any_space(typed):
    form = Count({"people": typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"people": 1250, "unknown": None}


@pytest.mark.parametrize("typed", ["-5", "12,5", "1,250", "много", "99999999", "\x00", "9" * 5000])
def test_what_is_no_count_is_refused_and_stays_typed(typed):
    form = Count({"people": typed})
    assert not form.is_valid()
    assert form.errors["people"]
    assert form["people"].value() == typed


def test_an_empty_count_is_asked_for_and_an_unknown_one_is_not_zero():
    form = Count({"people": "  ", "unknown": " "})
    assert form.errors.keys() == {"people"}
    assert form.cleaned_data["unknown"] is None


def test_an_unchanged_count_written_with_a_space_is_no_change():
    assert not CountField().has_changed(1250, "1 250")
    assert CountField().has_changed(1250, "1 251")


def test_a_phone_shows_its_number_keys_and_no_browser_refuses_the_space():
    widget = str(Count()["people"])
    assert 'inputmode="numeric"' in widget
    assert 'type="text"' in widget
