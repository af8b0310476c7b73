"""Money is read as people write it, written as officials do, and never off by a thousand."""

import re
from decimal import Decimal

import pytest
from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.migrations.writer import MigrationWriter
from django.template import Context, Template
from django.test.utils import isolate_apps
from django.utils import translation
from hypothesis import example, given
from hypothesis import strategies as st

from groups.desk import admins
from language import money as rules
from language.money import (
    MISTAKES,
    MoneyColumn,
    MoneyField,
    NotMoney,
    Unit,
    amount,
    money,
    parse_money,
    signed,
)
from language.numbers import QuantityField, parse_number

LANGUAGES = ["ky", "ru", "en"]
UNITS = list(Unit)

each_language = pytest.mark.parametrize("language", LANGUAGES)
each_unit = pytest.mark.parametrize("unit", UNITS)

# All that an amount of som may be, with its tiyin.
amounts = st.decimals(-rules.MOST, rules.MOST, places=2)

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


# An amount within a sentence.
EXAMPLE = re.compile(r"[0-9][0-9.,\s]*[0-9](?:\s(?:тыс|миң|сом|thousand|som)\b)?")


class Grant(forms.Form):
    sum = MoneyField(required=False)


class Change(forms.Form):
    sum = MoneyField(min_value=None, required=False)


class ThousandGrant(forms.Form):
    sum = MoneyField(unit=Unit.THOUSAND, required=False)


def fixed(text):
    """The text with spaces that do not break, as numbers have them."""
    return text.replace(" ", "\xa0")


def rendered(source, **context):
    return Template(source).render(Context(context))


def refusal(typed, unit=Unit.SOM):
    """The code with which the text is refused."""
    with pytest.raises(NotMoney) as refused:
        parse_money(typed, unit)
    return refused.value.code


def typed_into(form_class, text):
    form = form_class({"sum": text})
    form.is_valid()
    return form.cleaned_data.get("sum"), form.errors.get("sum", [])


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


# In forms.


@each_language
@pytest.mark.parametrize(
    "typed", ["250 000", "250\u00a0000,00", "250,0 тыс. сом", "250,0 мин сом", "KGS 250.0 thousand"]
)
def test_a_form_takes_an_amount_as_people_write_it(language, typed):
    with translation.override(language):
        assert typed_into(Grant, typed) == (Decimal("250000.00"), [])


@pytest.mark.parametrize("typed", ["", "  ", "\xa0"])
def test_an_empty_amount_is_unknown_and_not_zero(typed):
    assert typed_into(Grant, typed) == (None, [])


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("много", "Write the amount in som, for example 250,000 or 250.0 thousand."),
        (
            "250.000",
            "More than two digits follow the decimal mark. "
            "Write thousands as 250,000 and tiyin as 250.50.",
        ),
        (
            "1.234567891 million",
            "The amount is finer than one tiyin. Write fewer digits after the decimal mark.",
        ),
        ("1 000 млрд", "The amount is too large. Check its zeros and its unit."),
        ("-5", "The amount must be 0 som or more."),
    ],
)
def test_a_refused_amount_tells_how_to_mend_it_and_stays_typed(typed, sentence):
    with translation.override("en"):
        form = Grant({"sum": typed})
        assert form.errors == {"sum": [sentence]}
        assert form["sum"].value() == typed


def test_a_form_in_thousands_asks_for_thousands():
    with translation.override("en"):
        assert typed_into(ThousandGrant, "250.0") == (Decimal("250000.00"), [])
        _nothing, [sentence] = typed_into(ThousandGrant, "много")
    assert sentence == (
        "Write the amount in thousand som, for example 250.0, or name the unit: 250,000 som."
    )


@each_language
@each_unit
def test_the_amounts_that_a_mistake_shows_as_examples_are_read(language, unit):
    code = {Unit.SOM: "invalid", Unit.THOUSAND: "invalid_thousand"}[unit]
    with translation.override(language):
        examples = EXAMPLE.findall(str(MISTAKES[code]))
        assert [parse_money(each, unit) for each in examples] == [250000, 250000]
        thousands, tiyin = EXAMPLE.findall(str(MISTAKES["max_decimal_places"]))
        assert [parse_money(thousands), parse_money(tiyin)] == [250000, Decimal("250.50")]


def test_only_a_change_may_be_negative():
    assert typed_into(Change, "−20 000") == (Decimal("-20000.00"), [])
    value, errors = typed_into(Grant, "−20 000")
    assert value is None
    assert errors


@each_language
@each_unit
@given(value=amounts)
@example(value=Decimal("250000.00"))
@example(value=Decimal("250040.01"))
def test_an_amount_that_nobody_touched_is_no_change(language, unit, value):
    field = MoneyField(min_value=None, unit=unit)
    with translation.override(language):
        shown = field.prepare_value(value)
        assert field.clean(shown) == value
        assert not field.has_changed(value, shown)
        assert field.has_changed(value, field.prepare_value(value - Decimal("0.01")))


def test_another_way_of_writing_the_same_amount_is_no_change():
    field = MoneyField(required=False)
    for typed in ("250 000,00", "250000", "250,0 тыс.", "250 000 сом"):
        assert not field.has_changed(Decimal("250000.00"), typed)
    assert field.has_changed(Decimal("250000.00"), "250 001")
    assert field.has_changed(None, "0")
    assert field.has_changed(Decimal("0.00"), "")
    assert not field.has_changed(None, " ")


@pytest.mark.parametrize(
    ("language", "expected"), [("ky", "250 000"), ("ru", "250 000"), ("en", "250,000")]
)
def test_a_stored_amount_stands_in_its_box_as_the_page_writes_it(language, expected):
    with translation.override(language):
        box = str(Grant(initial={"sum": Decimal("250000.00")})["sum"])
    assert f'value="{fixed(expected)}"' in box
    assert 'type="text"' in box
    assert 'inputmode="decimal"' in box


def test_a_stored_amount_stands_in_a_box_of_thousands_to_its_last_tiyin():
    field = MoneyField(unit=Unit.THOUSAND)
    shown = [field.prepare_value(Decimal(value)) for value in ("250000.00", "1250040.01", "5")]
    assert shown == ["250,0", fixed("1 250,04001"), "0,005"]


def test_a_box_that_nobody_may_change_keeps_its_amount():
    field = MoneyField(unit=Unit.THOUSAND, disabled=True)
    assert field.clean(Decimal("250.00")) == Decimal("250.00")


# In models and at the desk.


@isolate_apps("language")
def test_a_column_of_money_is_typed_as_money_and_its_sign_is_left_to_constraints():
    class Line(models.Model):
        approved = MoneyColumn("approved", null=True, blank=True)

        class Meta:
            app_label = "language"

        def __str__(self):
            return str(self.approved)

    form = forms.modelform_factory(Line, fields=["approved"])
    field = form.base_fields["approved"]
    assert isinstance(field, MoneyField)
    assert form({"approved": "-250,0 тыс. сом"}).save(commit=False).approved == -250000
    assert form({"approved": ""}).save(commit=False).approved is None
    assert not form({"approved": "250.000"}).is_valid()


def test_a_migration_names_a_column_of_money_shortly():
    written, imports = MigrationWriter.serialize(MoneyColumn("approved", null=True))
    assert written == "language.money.MoneyColumn(null=True, verbose_name='approved')"
    assert imports == {"import language.money"}
    copy = MoneyColumn("approved", null=True).clone()
    assert (copy.max_digits, copy.decimal_places) == (14, 2)


@isolate_apps("language")
@pytest.mark.parametrize(
    "table", [admins.PlainDeskAdmin, admins.PlainStackedInline, admins.PlainTabularInline]
)
def test_the_desk_reads_money_as_money_and_other_decimals_as_quantities(table, monkeypatch):
    class Line(models.Model):
        approved = MoneyColumn()
        length = models.DecimalField(max_digits=9, decimal_places=3)

        class Meta:
            app_label = "language"

        def __str__(self):
            return str(self.approved)

    def kinds():
        if issubclass(table, admin.ModelAdmin):
            page = table(Line, admin.AdminSite())
        else:
            page = type("Table", (table,), {"model": Line})(Line, admin.AdminSite())
        columns = (Line._meta.get_field(name) for name in ("approved", "length"))
        return [type(page.formfield_for_dbfield(column, None)) for column in columns]

    assert kinds() == [MoneyField, QuantityField]
    # Without its own entry a column of money would take the field of any decimal.
    without = {key: value for key, value in admins.FIELDS.items() if key is not MoneyColumn}
    monkeypatch.setattr(table, "formfield_overrides", without)
    assert kinds() == [QuantityField, QuantityField]


@each_language
@pytest.mark.parametrize(
    ("typed", "meant"),
    [("4,5", "4.5"), ("4.5", "4.5"), ("2 000", "2000"), ("0,125", "0.125"), ("0", "0")],
)
def test_a_quantity_is_typed_with_a_comma_or_a_point(language, typed, meant):
    with translation.override(language):
        assert QuantityField().clean(typed) == Decimal(meant)


@pytest.mark.parametrize(
    "typed", ["-1", "1,2345", "много", "4,5 км", "NaN", "1e3", "9" * 15, "9" * 400, "\x00"]
)
def test_what_is_no_quantity_is_refused(typed):
    with pytest.raises(ValidationError):
        QuantityField().clean(typed)


@each_language
@given(value=st.decimals(0, 10**9, places=3))
def test_a_quantity_that_nobody_touched_is_no_change(language, value):
    field = QuantityField()
    with translation.override(language):
        shown = field.prepare_value(value)
        assert not field.has_changed(value, shown)
        assert parse_number(shown) == value


def test_a_stored_quantity_stands_in_its_box_without_empty_zeros():
    field = QuantityField()
    shown = [field.prepare_value(Decimal(value)) for value in ("4.500", "2000.000", "0.000")]
    assert shown == ["4,5", fixed("2 000"), "0"]
