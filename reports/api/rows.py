"""A row of a dataset as JSON: texts by language, money as text, what is not stated as null."""

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from reports.datasets.field import LANGUAGES, TEXTS


def as_json(dataset, row):
    """The row, its cells in the order of the dataset's names."""
    cells, told = iter(row), {}
    for field in dataset.fields:
        if field.kind == TEXTS:
            told[field.key] = {code: next(cells) for code in LANGUAGES}
        else:
            told[field.key] = written(next(cells))
    return told


def written(value):
    """A value as JSON can hold it without losing anything: money never becomes a float."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat()
    return value.isoformat() if isinstance(value, date) else value
