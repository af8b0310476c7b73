"""Dates and numbers as CLDR writes them in Kyrgyz, Russian and English."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from django import forms
from django.template import Context, Template
from django.utils import timezone, translation
from django.utils.formats import date_format, get_format, localize, time_format
from django.utils.timesince import timesince

from language.dates import official_date

LANGUAGES = ["ky", "ru", "en"]

DAY = date(2021, 12, 24)
MOMENT = datetime(2026, 9, 3, 9, 5)

# The expected values are CLDR's; (format, ky, ru, en).
DATES = [
    ("DATE_FORMAT", DAY, "2021-ж., 24-декабрь", "24 декабря 2021 г.", "24 December 2021"),
    ("SHORT_DATE_FORMAT", DAY, "24.12.2021", "24.12.2021", "24 Dec 2021"),
    ("YEAR_MONTH_FORMAT", DAY, "2021-ж., декабрь", "декабрь 2021 г.", "December 2021"),
    ("MONTH_DAY_FORMAT", DAY, "24-декабрь", "24 декабря", "24 December"),
    ("SHORT_DATE_FORMAT", MOMENT, "03.09.2026", "03.09.2026", "3 Sep 2026"),
    (
        "DATETIME_FORMAT",
        MOMENT,
        "2026-ж., 3-сентябрь, 09:05",
        "3 сентября 2026 г., 09:05",
        "3 September 2026, 09:05",
    ),
    (
        "SHORT_DATETIME_FORMAT",
        MOMENT,
        "03.09.2026 09:05",
        "03.09.2026 09:05",
        "3 Sep 2026, 09:05",
    ),
]

MONTHS = {
    "ky": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "en": "January February March April May June July August September October November December",
}

MONTHS_OF_A_YEAR = (
    "январы февралы марты апрели майы июну июлу августу сентябры октябры ноябры декабры"
)

NUMBERS = [
    (1234567.5, "1 234 567,5", "1 234 567,5", "1,234,567.5"),
    (Decimal("1250000.50"), "1 250 000,50", "1 250 000,50", "1,250,000.50"),
    (1250, "1 250", "1 250", "1,250"),
    (999, "999", "999", "999"),
    (0, "0", "0", "0"),
    (-1250, "-1 250", "-1 250", "-1,250"),
]

PERCENTS = [
    (57 / 135, "42,2 %", "42,2 %", "42.2%"),
    (Decimal("0.3"), "30,0 %", "30,0 %", "30.0%"),
    (0, "0,0 %", "0,0 %", "0.0%"),
    (1, "100,0 %", "100,0 %", "100.0%"),
    (Decimal("0.12345"), "12,3 %", "12,3 %", "12.3%"),
    (Decimal("0.0005"), "0,1 %", "0,1 %", "0.1%"),
    (12.5, "1 250,0 %", "1 250,0 %", "1,250.0%"),
]


def by_language(table):
    """Each row of a table once for each language: (…, language, expected)."""
    return [
        (*row[:-3], language, expected)
        for row in table
        for language, expected in zip(LANGUAGES, row[-3:], strict=True)
    ]


def rendered(source, **context):
    return Template(source).render(Context(context))


@pytest.mark.parametrize(("name", "when", "language", "expected"), by_language(DATES))
def test_a_date_is_written_as_in_cldr(name, when, language, expected):
    with translation.override(language):
        assert date_format(when, name) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_month_of_a_date_is_in_lower_case_where_the_language_wants_it(language):
    with translation.override(language):
        written = " ".join(
            date_format(date(2021, month, 24), "DATE_FORMAT") for month in range(1, 13)
        )
    assert [month for month in MONTHS[language].split() if month not in written] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_hours_are_counted_to_24(language):
    with translation.override(language):
        assert time_format(time(14, 5)) == "14:05"
        assert time_format(time(9, 5)) == "09:05"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_week_starts_on_monday(language):
    with translation.override(language):
        assert get_format("FIRST_DAY_OF_WEEK") == 1


def test_without_our_formats_django_writes_otherwise(settings):
    from django.utils import formats

    settings.FORMAT_MODULE_PATH = []
    formats.reset_format_cache()
    try:
        with translation.override("en"):
            assert date_format(MOMENT, "SHORT_DATE_FORMAT") == "09/03/2026"
            assert get_format("FIRST_DAY_OF_WEEK") == 0
        with translation.override("ky"):
            assert get_format("DECIMAL_SEPARATOR") == "."
            assert date_format(DAY, "DATE_FORMAT").startswith("24 ")
    finally:
        formats.reset_format_cache()


@pytest.mark.parametrize(("value", "language", "expected"), by_language(NUMBERS))
def test_a_number_is_written_as_in_cldr(value, language, expected):
    expected = expected.replace(" ", "\xa0")
    with translation.override(language):
        assert rendered("{{ value|number }}", value=value) == expected
        assert localize(value) == expected
        assert rendered("{{ value }}", value=value) == expected


@pytest.mark.parametrize(("share", "language", "expected"), by_language(PERCENTS))
def test_a_share_is_written_as_in_cldr(share, language, expected):
    with translation.override(language):
        assert rendered("{{ share|percent }}", share=share) == expected.replace(" ", "\xa0")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_year_is_written_in_one_piece(language):
    with translation.override(language):
        assert rendered("{{ value|year }}", value=2026) == "2026"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["number", "percent", "year", "official_date"])
def test_unknown_is_said_in_words_and_is_not_zero(language, name):
    with translation.override(language):
        unknown = rendered("{{ value|" + name + " }}", value=None)
        words = translation.gettext("Not stated")
    assert unknown == f'<span class="unknown">{words}</span>'
    assert "0" not in unknown


@pytest.mark.parametrize("name", ["number", "percent", "year", "official_date"])
def test_what_a_template_does_not_know_leaves_no_mark(name):
    assert rendered("{{ nothing|" + name + " }}") == ""


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ky", "2021-жылдын 24-декабры"),
        ("ru", "24 декабря 2021 года"),
        ("en", "24 December 2021"),
    ],
)
def test_an_official_paper_spells_its_date_out(language, expected):
    assert official_date(DAY, language) == expected
    with translation.override(language):
        assert rendered("{{ day|official_date }}", day=DAY) == expected


def test_each_kyrgyz_month_of_a_year_has_its_own_ending():
    for month, ending in enumerate(MONTHS_OF_A_YEAR.split(), 1):
        assert official_date(date(2026, month, 5), "ky") == f"2026-жылдын 5-{ending}"


def test_the_official_date_of_a_moment_is_the_day_in_bishkek():
    evening_in_london = datetime(2026, 8, 31, 20, 0, tzinfo=UTC)
    assert official_date(evening_in_london, "ky") == "2026-жылдын 1-сентябры"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ky", ["1 жыл", "2 жыл", "5 жыл", "21 жыл"]),
        ("ru", ["1 год", "2 года", "5 лет", "21 год"]),
        ("en", ["1 year", "2 years", "5 years", "21 years"]),
    ],
)
def test_a_noun_follows_its_number(language, expected):
    with translation.override(language):
        written = [
            timesince(datetime(2000, 1, 1), datetime(2000 + years, 1, 1)).replace("\xa0", " ")
            for years in (1, 2, 5, 21)
        ]
    assert written == expected


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("typed", ["24.12.2021", "24.12.21", "2021-12-24"])
def test_a_day_is_read_as_people_write_it(language, typed):
    with translation.override(language):
        assert forms.DateField().clean(typed) == DAY


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("typed", ["09/03/2026", "32.01.2026", "24.12", "2021", "вчера"])
def test_a_day_that_could_be_another_is_refused(language, typed):
    with translation.override(language), pytest.raises(forms.ValidationError):
        forms.DateField().clean(typed)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("typed", ["03.09.2026 09:05", "03.09.26 09:05", "2026-09-03T09:05"])
def test_a_moment_is_read_as_people_write_it(language, typed):
    with translation.override(language):
        assert timezone.make_naive(forms.DateTimeField().clean(typed)) == MOMENT


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("typed", ["14:05", "14.05", "14:05:00"])
def test_an_hour_is_read_as_people_write_it(language, typed):
    with translation.override(language):
        assert forms.TimeField().clean(typed) == time(14, 5)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_date_picker_writes_what_the_field_shows(language):
    with translation.override(language):
        assert get_format("DATE_INPUT_FORMATS")[0] == "%d.%m.%Y"
        assert get_format("TIME_INPUT_FORMATS")[0] == "%H:%M"
        assert forms.DateField().widget.format_value(DAY) == "24.12.2021"
