"""The register of personal data names every text that the database can hold, and no other."""

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps
from modeltranslation.fields import TranslationField

from aimak_portal.personal_data import KINDS, register
from groups.history import KEPT
from groups.models import erasable_models
from tests.aimak_portal.leaks import hidden_in, personal_in

HOLDS_TEXT = (
    models.CharField,
    models.TextField,
    models.JSONField,
    models.BinaryField,
    models.FileField,
    models.GenericIPAddressField,
)
# What a row of history says beside the columns of its record.
OF_HISTORY = {
    "history_links",
    "history_previous",
    "history_seal",
    "history_change_reason",
    "history_type",
}


def texts(model):
    """The columns of a model that hold a text of somebody's own; translations count as one."""
    return [
        column
        for column in model._meta.concrete_fields
        if isinstance(column, HOLDS_TEXT)
        and not column.choices
        and not isinstance(column, TranslationField)
    ]


def histories():
    return {kept.history for kept in KEPT.values()}


def every_column(tables=None):
    """Every text of the database, but those of history."""
    tables = apps.get_models(include_auto_created=True) if tables is None else tables
    return {
        f"{model._meta.label}.{column.name}"
        for model in tables
        if model not in histories()
        for column in texts(model)
    }


def test_every_text_is_in_the_register_and_nothing_else():
    assert set(register()) == every_column()
    assert set(register().values()) == set(KINDS)


@isolate_apps("groups")
def test_a_text_without_a_line_in_the_register_is_named():
    """Negative control: a new column cannot slip by."""

    class Stranger(models.Model):
        note = models.TextField()

        class Meta:
            app_label = "groups"

        def __str__(self):
            return self.note

    assert every_column([Stranger]) - set(register()) == {"groups.Stranger.note"}


@pytest.mark.parametrize("model", KEPT, ids=lambda model: model._meta.label)
def test_history_repeats_the_columns_of_its_record_and_holds_no_other_text(model):
    repeated = {column.name for column in model._meta.concrete_fields}
    held = {
        column.name
        for column in KEPT[model].history._meta.concrete_fields
        if isinstance(column, HOLDS_TEXT)
    }
    assert held - repeated <= OF_HISTORY


def test_what_says_who_a_citizen_is_can_be_erased():
    named = {
        f"{model._meta.label}.{name}"
        for model in erasable_models()
        for name in model.PERSONAL_FIELDS
    }
    of_citizens = {column for column, kind in register().items() if kind == "citizen"}
    # A deleted record is erased by its own number; drafts and files go as a whole.
    whole = {"groups.Deletion.rows", "hearings.EntryDraft.data", "hearings.HearingUpload.content"}
    folded = {"groups.Member.search_text", "groups.Member.sort_key"}
    assert of_citizens == named | whole | folded


def stored(column):
    """All that stands in this column."""
    label, name = column.rsplit(".", 1)
    for record in apps.get_model(label)._base_manager.all():
        value = getattr(record, name)
        yield " ".join(record.texts()) if isinstance(value, bytes | memoryview) else str(value)


def test_the_house_of_the_tests_hides_a_person_in_every_such_column(house):
    """Whoever looks through its pages for a leak would otherwise look for nothing."""
    # The key of an order is no text that a reader could recognise.
    ours = [column for column, kind in register().items() if kind == "citizen"]
    for column in (column for column in ours if not column.endswith(".sort_key")):
        said = " ".join(stored(column)).casefold()
        said += said.replace(" ", "")
        assert personal_in(said) | hidden_in(said), column
