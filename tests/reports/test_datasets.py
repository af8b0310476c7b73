"""Every column of what is published is told or withheld for a reason, and every field explained."""

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps
from django.utils import translation
from modeltranslation.fields import TranslationField

from aimak_portal.personal_data import register
from reports.datasets import DATASETS
from reports.datasets.dataset import Dataset
from reports.datasets.field import KINDS, LANGUAGES, Field, key

each_dataset = pytest.mark.parametrize("dataset", DATASETS.values(), ids=DATASETS)
FLOORS = ("groups", "hearings", "programs", "budget")
# Models of the floors that no dataset tells, and why.
NOT_TOLD = {
    "groups.Aimak": "one row about the aimak itself; its page tells it",
    "groups.ContactPhone": "a telephone may be somebody's own",
    "groups.EarlierName": "stands on the page of the aimak",
    "groups.LegalReference": "stands on the page of the aimak",
    "groups.Deputy": "people, whom the page of the aimak names and a table need not",
    "groups.Member": "people; the groups tell how many",
    "groups.Deletion": "what the desk deleted",
    "groups.Erasure": "what was erased",
    "groups.PersonalAccess": "who looked at personal data",
    "hearings.AddressPause": "a citizen's address",
    "hearings.AttemptCount": "for the protection of forms",
    "hearings.ConsentText": "stands on the form",
    "hearings.EntryDraft": "what nobody has saved yet",
    "hearings.HearingDocument": "papers, which the page of the hearing hands out",
    "hearings.HearingUpload": "a file that nobody has taken in",
    "hearings.Message": "what is told to a proposer",
    "hearings.ProposalCount": "counts of the proposals, which are told themselves",
    "hearings.ProposalNumber": "the counter of the register",
    "hearings.ProposalPhoto": "photos, which the page of the proposal shows",
    "hearings.Proposer": "who proposed",
    "hearings.ReasonTemplate": "ready words of the desk",
    "programs.MeasurePhoto": "photos, which the page of the measure shows",
    "programs.Partner": "each contribution names its partner",
    "budget.BudgetUpload": "a file that nobody has taken in",
}


def columns(model):
    """The columns of a model; those of a text's languages count as the text."""
    return {
        column.name
        for column in model._meta.concrete_fields
        if not isinstance(column, TranslationField)
    }


def all_columns(dataset):
    """The columns of a row, with those of the records that are joined to it."""
    joined = {
        f"{name}__{column}" for name, model in dataset.joined.items() for column in columns(model)
    }
    return columns(dataset.model) | joined


def told(dataset):
    return {_own(column) for field in dataset.fields for column in field.told}


def _own(column):
    return column.removesuffix("_id")


def undecided(dataset):
    """The columns of which nobody said whether everybody may read them."""
    return all_columns(dataset) - told(dataset) - set(dataset.withheld)


@each_dataset
def test_every_column_is_told_or_withheld_for_a_reason(dataset):
    assert undecided(dataset) == set()
    assert all(len(reason) > 5 for reason in dataset.withheld.values())


@each_dataset
def test_nothing_is_withheld_that_is_told_or_does_not_exist(dataset):
    assert set(dataset.withheld) <= all_columns(dataset)
    assert set(dataset.withheld) & told(dataset) == set()


@isolate_apps("groups")
def test_a_new_column_would_be_noticed():
    """Negative control."""

    class Stranger(models.Model):
        telephone = models.TextField()

        class Meta:
            app_label = "groups"

        def __str__(self):
            return self.telephone

    dataset = Dataset("strangers", "", "", Stranger, Stranger.objects.all, [key()])
    assert undecided(dataset) == {"telephone"}


def of_the_register(dataset):
    """The kind of each text that a dataset tells, by the register of personal data."""
    kinds = register()
    models_of = {"": dataset.model, **dataset.joined}
    found = {}
    for column in told(dataset):
        path, _, name = column.rpartition("__")
        if path in models_of:
            label = f"{models_of[path]._meta.label}.{name}"
            found[label] = kinds.get(label, "no text")
    return found


@each_dataset
def test_no_text_is_told_that_the_register_calls_private(dataset):
    private = {
        label: kind
        for label, kind in of_the_register(dataset).items()
        if kind not in ("public", "words", "no text")
    }
    assert private == {}


def test_a_private_text_would_be_noticed():
    """Negative control."""
    proposals = DATASETS["proposals"]
    careless = Dataset(
        "x", "", "", proposals.model, proposals.rows, [*proposals.fields, Field("held_because")]
    )
    assert "desk" in of_the_register(careless).values()


def test_every_model_of_the_record_is_told_or_left_out_for_a_reason():
    ours = {
        model._meta.label
        for app in FLOORS
        for model in apps.get_app_config(app).get_models()
        if not model.__name__.startswith("Historical")
    }
    datasets = DATASETS.values()
    told_of = {dataset.model._meta.label for dataset in datasets}
    told_of |= {model._meta.label for dataset in datasets for model in dataset.joined.values()}
    assert ours - told_of == set(NOT_TOLD)


@each_dataset
def test_every_field_is_explained_in_three_languages(dataset):
    for field in dataset.fields:
        explained = {}
        for language in LANGUAGES:
            with translation.override(language):
                explained[language] = field.explained(dataset.model)
        assert all(len(text) > 1 for text in explained.values()), field.key
        assert explained["ky"] != explained["en"] != explained["ru"], (field.key, explained)


@each_dataset
def test_a_dataset_has_a_name_a_purpose_and_known_kinds(dataset):
    for language in LANGUAGES:
        with translation.override(language):
            assert str(dataset.title) and str(dataset.about).endswith(".")
    assert {field.kind for field in dataset.fields} <= set(KINDS)
    assert len(set(dataset.names)) == len(dataset.names)
    assert dataset.links <= set(DATASETS)


@each_dataset
@pytest.mark.django_db
def test_a_dataset_can_be_read_while_nothing_is_recorded(dataset):
    assert list(dataset.every()) == [] or dataset.key == "classification_codes"
