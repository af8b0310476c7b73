"""The rows of a table: read as a stream, written as they are, summed up to be compared."""

import hashlib
import json
from datetime import UTC, datetime
from itertools import islice
from types import SimpleNamespace

from django.db import DatabaseError, connections, models, transaction
from django.db.models import sql
from django.db.models.functions import Cast

from .move_ends import MoveProblem

BATCH = 1000
# SQLite lets anything stand in any column; this is what comes of reading it as what it should be.
UNREADABLE = (ValueError, TypeError, AttributeError, ArithmeticError)


class Tally:
    """How many rows passed by, and a sum over them that every difference changes.

    The sum does not depend on the order: the two kinds of database sort letters differently.
    """

    def __init__(self):
        self.rows = 0
        self.total = 0

    def add(self, row):
        digest = hashlib.sha256(repr([comparable(value) for value in row]).encode()).digest()
        self.total = (self.total + int.from_bytes(digest)) % 2**256
        self.rows += 1


def comparable(value):
    """The same value reads the same from either kind of database."""
    if isinstance(value, memoryview):
        return bytes(value)
    if isinstance(value, datetime) and value.tzinfo:
        return value.astimezone(UTC)
    return value


def stored_fields(model):
    return model._meta.local_concrete_fields


def all_of(model, alias):
    """Every row of the table. The model's own managers may leave some out or translate names."""
    return models.QuerySet(model, using=alias).order_by()


def read(model, alias):
    """Every row as the values of its columns, ready to be compared with another database's."""
    texts = json_places(model)
    for row in read_as_stored(model, alias):
        yield with_ordered_json(row, texts)


def read_as_stored(model, alias):
    """Every row as the values of its columns, a batch at a time in memory."""
    rows = all_of(model, alias).values_list(*map(readable, stored_fields(model)))
    try:
        yield from rows.iterator(chunk_size=BATCH)
    except UNREADABLE as error:
        raise MoveProblem(f"{model._meta.db_table} cannot be read: {first_line(error)}") from error


def json_places(model):
    return [place for place, field in enumerate(stored_fields(model)) if is_json(field)]


def is_json(field):
    return isinstance(field, models.JSONField)


def readable(field):
    """JSON is read as text, because in Python its null is the same as an empty column."""
    return Cast(field.attname, models.TextField()) if is_json(field) else field.attname


def with_ordered_json(row, places):
    """PostgreSQL keeps the keys of JSON in an order of its own."""
    if not places:
        return row
    row = list(row)
    for place in places:
        if row[place] is not None:
            row[place] = json.dumps(json.loads(row[place]), sort_keys=True)
    return tuple(row)


def in_batches(rows):
    rows = iter(rows)
    while batch := list(islice(rows, BATCH)):
        yield batch


def write(model, rows, alias):
    """Inserts the rows as they are; a row that the database refuses is named."""
    try:
        with transaction.atomic(using=alias):
            insert(model, rows, alias)
    except (DatabaseError, ValueError) as error:
        raise MoveProblem(refusal(model, rows, alias) or first_line(error)) from error


def insert(model, rows, alias):
    """Past save() and signals: nothing is computed anew, no date is set to today."""
    fields = [field for field in stored_fields(model) if not field.generated]
    names = [field.attname for field in stored_fields(model)]
    objects = [SimpleNamespace(**dict(zip(names, row, strict=True))) for row in rows]
    for field in filter(is_json, fields):
        for each in objects:
            setattr(each, field.attname, json_value(getattr(each, field.attname)))
    size = max(connections[alias].ops.bulk_batch_size(fields, objects), 1)
    for start in range(0, len(objects), size):
        query = sql.InsertQuery(model)
        query.insert_values(fields, objects[start : start + size], raw=True)
        query.get_compiler(using=alias).execute_sql()


def json_value(text):
    if text is None:
        return None
    value = json.loads(text)
    return models.Value(None, models.JSONField()) if value is None else value


def refusal(model, rows, alias):
    """Which of the rows is refused, and why, without what it says."""
    key = [field.attname for field in stored_fields(model)].index(model._meta.pk.attname)
    for row in rows:
        try:
            with transaction.atomic(using=alias):
                insert(model, [row], alias)
        except (DatabaseError, ValueError) as error:
            return f"{model._meta.db_table}, row {row[key]}: {first_line(error)}"
    return ""


def first_line(error):
    """PostgreSQL repeats the whole row below, with names and telephones."""
    return str(error).partition("\n")[0]


def filled(model, alias):
    """How many rows have something in each column, counted by the database itself."""
    names = [field.attname for field in stored_fields(model)]
    counts = {f"filled_{name}": models.Count(name) for name in names}
    return all_of(model, alias).aggregate(counted_rows=models.Count("*"), **counts)
