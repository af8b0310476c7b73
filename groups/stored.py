"""Rows of any table as texts, and back: what a deleted record is kept as until it is brought back.

Unlike Django's serializers it loses no microsecond, leaves links to their own rows, and skips the
base columns of translated fields, which hold whatever language was saved last.
"""

from django.apps import apps
from django.contrib.admin.utils import NestedObjects
from django.db import models

from attachments.orphans import stored_fields
from groups.history.keeping import base_columns
from groups.history.kept import KEPT


def taken_with(record):
    """The record and every row that goes with it, by model; the record's own model first."""
    collector = NestedObjects(using=record._state.db, origin=record)
    collector.collect([record])
    found = {type(record): [record]}
    for model, records in collector.data.items():
        rows = found.setdefault(model, [])
        rows += [each for each in records if each not in rows]
    return found


def written(found):
    """The rows as texts, with the history that goes when they go: [{"model": …, "values": …}]."""
    rows = [_written(each) for records in found.values() for each in records]
    for model, records in found.items():
        kept = KEPT.get(model)
        if kept is not None and kept.personal:
            numbers = [each.pk for each in records]
            past = kept.history._base_manager.filter(**{f"{kept.key}__in": numbers})
            rows += [_written(row) for row in past.order_by("history_id")]
    return rows


def files_of(found):
    """The names of the stored files that the rows own."""
    return [
        name
        for model, records in found.items()
        for column in stored_fields(model)
        for each in records
        if (name := getattr(each, column.attname).name)
    ]


def read(rows):
    """The unsaved records of such rows."""
    return [_read(row) for row in rows]


def _columns(model):
    without = base_columns(model)
    return [column for column in model._meta.concrete_fields if column.name not in without]


def _written(record):
    values = {}
    for column in _columns(type(record)):
        value = column.value_from_object(record)
        as_it_is = value is None or isinstance(column, models.JSONField)
        values[column.attname] = value if as_it_is else column.value_to_string(record)
    return {"model": record._meta.label_lower, "values": values}


def _read(row):
    model = apps.get_model(row["model"])
    record = model()
    for column in _columns(model):
        if column.attname not in row["values"]:
            continue
        value = row["values"][column.attname]
        as_it_is = value is None or isinstance(column, models.JSONField)
        setattr(record, column.attname, value if as_it_is else column.to_python(value))
    return record
