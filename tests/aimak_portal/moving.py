"""For the tests of moving the database: filled databases, and looking into them past Django."""

import json
import os
import sqlite3
import subprocess
import sys
import uuid
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.test.utils import isolate_apps

from aimak_portal.backup.move import copy_rows, figures_of, move_database, read_back
from aimak_portal.backup.move_ends import opened, portal_tables
from aimak_portal.backup.move_numbers import counted_on
from aimak_portal.backup.move_rows import Tally, read
from aimak_portal.settings import database
from tests.installations import install


def manage(data_dir, *command):
    """Runs a command as an operator whose portal has this directory, on SQLite."""
    run = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATA_DIR": str(data_dir), "DATABASE_URL": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


def fill(place, kind):
    """A portal's database in which people have worked; some of their rows are deleted again."""
    path = install(kind, place)
    change(path, "UPDATE sqlite_sequence SET seq = seq + 7 WHERE name = 'auth_user'")
    return path


def sqlite(path):
    return database(f"sqlite:///{path}")


def move_to(old, new, say=lambda line: None):
    return move_database(sqlite(old), sqlite(new), say)


def change(path, statement, *values):
    """Past the portal and its protections, as a fault would."""
    with closing(sqlite3.connect(path)) as base, base:
        return base.execute(statement, values).fetchall()


def raw_rows(path):
    """What the file holds, table by table, values and their kinds, as SQLite itself says it.

    The indexes of words are no tables of records: each database makes its own.
    """
    with closing(sqlite3.connect(path)) as base:
        tables = base.execute(
            "SELECT name FROM pragma_table_list "
            "WHERE schema = 'main' AND type = 'table' AND name <> 'sqlite_schema'"
        ).fetchall()
        return {table: rows_of(base, table) for (table,) in tables if table != "django_migrations"}


def rows_of(base, table):
    columns = [row[1] for row in base.execute(f'PRAGMA table_info("{table}")')]
    values = ", ".join(f'"{name}", typeof("{name}")' for name in columns)
    found = base.execute(f'SELECT {values} FROM "{table}"')  # noqa: S608, our own names
    rows = [repr([in_order(value) for value in row]) for row in found]
    # A counter that stands at zero says the same as one that is not there.
    unused = "'text', 0, 'integer']" if table == "sqlite_sequence" else None
    return sorted(row for row in rows if not unused or not row.endswith(unused))


def in_order(value):
    """PostgreSQL keeps the keys of a JSON text in an order of its own."""
    if not isinstance(value, str) or not value.startswith("{"):
        return value
    return json.dumps(json.loads(value), sort_keys=True)


def held(config):
    """The number of rows of each of the portal's tables that has any."""
    with opened("look", config) as connection:
        counts = {
            table: models.QuerySet(model, using=connection.alias).count()
            for table, model in portal_tables(connection).items()
        }
    return {table: count for table, count in counts.items() if count}


def next_numbers(config):
    """What the counter of each table gives next."""
    with opened("look", config) as connection:
        tables = portal_tables(connection).items()
        return {
            table: counted_on(model, connection)
            for table, model in tables
            if model._meta.auto_field is not None
        }


@isolate_apps("aimak_portal")
def model_of_every_kind():
    class EveryKind(models.Model):
        binary = models.BinaryField(null=True)
        code = models.UUIDField(null=True)
        json = models.JSONField(null=True)
        money = models.DecimalField(max_digits=14, decimal_places=2, null=True)
        share = models.FloatField(null=True)
        double = models.GeneratedField(
            expression=models.F("share") * 2, output_field=models.FloatField(), db_persist=True
        )
        day = models.DateField(null=True)
        at = models.TimeField(null=True)
        moment = models.DateTimeField(null=True)
        touched = models.DateTimeField(auto_now=True)
        span = models.DurationField(null=True)
        is_true = models.BooleanField(null=True)
        words = models.TextField(null=True)
        same_as = models.ForeignKey("self", models.CASCADE, null=True)

        class Meta:
            app_label = "aimak_portal"

        def __str__(self):
            return self.words

    return EveryKind


LONG_AGO = datetime(2001, 2, 3, 4, 5, 6, 789, tzinfo=UTC)
KINDS = [
    {
        "binary": b"\x00\xff\n",
        "code": uuid.UUID(int=2**127 + 5),
        "json": {"б": [1, 2.5, None, "ү"], "a": {"z": True, "b": []}},
        "money": Decimal("123456789012.34"),
        "share": 0.1,
        "day": date(1926, 11, 21),
        "at": time(23, 59, 59, 999_999),
        "moment": datetime(2026, 11, 21, 18, 59, 59, 999_999, tzinfo=UTC),
        "span": timedelta(days=-3, microseconds=1),
        "is_true": False,
        "words": "Үчүн 'ө' \\ %s\r\n\t“”",
        "same_as_id": 2,
    },
    {"json": models.Value(None, models.JSONField()), "money": Decimal("-0.01"), "words": ""},
    {"json": "", "binary": b"", "is_true": True, "same_as_id": 3, "share": -1e300},
]


def copy_every_kind(old_config, new_config, spoil=""):
    """Copies a table of our own; returns its figures and rows on both sides."""
    model = model_of_every_kind()
    with opened("old", old_config) as old, opened("new", new_config) as new:
        for connection in (old, new):
            with connection.schema_editor() as editor:
                editor.create_model(model)
        rows = models.QuerySet(model, using="old")
        for number, values in reversed(list(enumerate(KINDS, start=1))):
            rows.create(id=number, **(values | {"same_as_id": None}))
        for number, values in enumerate(KINDS, start=1):
            rows.filter(id=number).update(touched=LONG_AGO, same_as_id=values.get("same_as_id"))
        if spoil:
            old.cursor().execute(spoil)
        figures = figures_of(model, old, copy_rows(model, old, new, print))
        arrived = read_back(model, new)
        return figures, arrived, sorted(read(model, "old")), sorted(read(model, "new"))


def tally(*rows):
    counted = Tally()
    for row in rows:
        counted.add(row)
    return counted.rows, counted.total
