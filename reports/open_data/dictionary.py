"""The data dictionary: every field of every dataset, and every code, in three languages."""

from functools import partial

from django.utils import translation
from django.utils.text import capfirst

from reports.datasets import DATASETS
from reports.datasets.field import CODE, LANGUAGES, TEXT, TEXTS

HEADS = ["table", "field", "kind", "refers_to", *(f"explanation_{code}" for code in LANGUAGES)]
CODE_HEADS = ["table", "field", "code", *(f"name_{code}" for code in LANGUAGES)]


def rows():
    """A row for each head of each file; a text has one for each language it is told in."""
    for dataset in DATASETS.values():
        for field in dataset.fields:
            explained = _told(partial(field.explained, dataset.model))
            kind = TEXT if field.kind == TEXTS else field.kind
            for name in field.names:
                yield [dataset.key, name, kind, field.of or None, *explained]


def codes():
    """A row for each code of each closed list."""
    for dataset in DATASETS.values():
        for field in dataset.fields:
            for value, label in closed(field):
                yield [dataset.key, field.key, value, *_told(partial(capfirst, label))]


def closed(field):
    """The codes of a field with their names."""
    return getattr(field.codes, "choices", ()) if field.kind == CODE else ()


def _told(read):
    told = []
    for language in LANGUAGES:
        with translation.override(language):
            told.append(str(read()))
    return told
