"""The numbers that the database gives to new rows, so that no number is ever given twice."""

from django.db import models

from .move_rows import all_of


def next_number(model, connection):
    """The number of the next new row; None where the database numbers no rows."""
    field = model._meta.auto_field
    if field is None:
        return None
    highest = all_of(model, connection.alias).aggregate(highest=models.Max(field.attname))
    # The counter may stand above the highest row: a number of a deleted row is not given again.
    return max(counted_on(model, connection), (highest["highest"] or 0) + 1)


def counted_on(model, connection):
    """The number that the database's own counter would give, whatever rows there are."""
    with connection.cursor() as cursor:
        column = model._meta.auto_field.column
        return READERS[connection.vendor](cursor, model._meta.db_table, column)


def continue_with(model, connection, number):
    """Makes `number` the number of the next new row."""
    # Rows that brought their numbers along do not move PostgreSQL's counter.
    if number is None or counted_on(model, connection) == number:
        return
    field = model._meta.auto_field
    with connection.cursor() as cursor:
        WRITERS[connection.vendor](cursor, model._meta.db_table, field.column, number)


def read_sqlite(cursor, table, column):
    cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
    row = cursor.fetchone()
    return row[0] + 1 if row else 1


def write_sqlite(cursor, table, column, number):
    cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
    cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number - 1])


def read_postgresql(cursor, table, column):
    sequence = sequence_of(cursor, table, column)
    cursor.execute(f"SELECT last_value, is_called FROM {sequence}")  # noqa: S608, quoted by the server
    last, is_called = cursor.fetchone()
    return last + 1 if is_called else last


def write_postgresql(cursor, table, column, number):
    sequence = sequence_of(cursor, table, column)
    cursor.execute("SELECT setval(%s, %s, false)", [sequence, number])


def sequence_of(cursor, table, column):
    quoted = '"' + table.replace('"', '""') + '"'
    cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [quoted, column])
    return cursor.fetchone()[0]


READERS = {"sqlite": read_sqlite, "postgresql": read_postgresql}
WRITERS = {"sqlite": write_sqlite, "postgresql": write_postgresql}
