"""Money is typed into a form and a page of the desk as people write it."""

import re
from decimal import Decimal

import pytest
from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.migrations.writer import MigrationWriter
from django.test.utils import isolate_apps
from django.utils import translation
from hypothesis import example, given
from hypothesis import strategies as st

from groups.desk import admins
from language.money import (
    MISTAKES,
    MoneyColumn,
    MoneyField,
    Unit,
    parse_money,
)
from language.numbers import QuantityField, parse_number
from tests.language.amounts import amounts, each_language, each_unit, fixed

# An amount within a sentence.
EXAMPLE = re.compile(r"[0-9][0-9.,\s]*[0-9](?:\s(?:тыс|миң|сом|thousand|som)\b)?")


class Grant(forms.Form):
    sum = MoneyField(required=False)


class Change(forms.Form):
    sum = MoneyField(min_value=None, required=False)


class ThousandGrant(forms.Form):
    sum = MoneyField(unit=Unit.THOUSAND, required=False)


def typed_into(form_class, text):
    form = form_class({"sum": text})
    form.is_valid()
    return form.cleaned_data.get("sum"), form.errors.get("sum", [])


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
