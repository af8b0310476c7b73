"""What is stored, table by table, to see whether a request changed anything."""

import hashlib

from django.db import connection

# What a mere reading may leave behind, and why.
EXCEPT = {
    "django_session": "signing in and the date of the last visit",
    "django_admin_log": "the desk's own record of what staff did",
    "hearings_attemptcount": "the count of wrong codes and of sent forms in this hour",
    "groups_personalaccess": "who was shown somebody's personal data, and when",
}


def but_history():
    """What a save may leave behind too: history keeps every save, even one that changed nothing."""
    return EXCEPT | {table: "a save" for table in every_table() if "_historical" in table}


def stored(without=EXCEPT):
    """A digest of the rows of each table."""
    tables = [table for table in every_table() if table not in without]
    with connection.cursor() as cursor:
        return {table: _digest(cursor, table) for table in tables}


def every_table():
    return connection.introspection.table_names()


def _digest(cursor, table):
    cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
    rows = sorted(repr([_plain(value) for value in row]) for row in cursor.fetchall())
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def _plain(value):
    """PostgreSQL answers bytes as a memoryview, which shows where it lies instead of what it is."""
    return bytes(value) if isinstance(value, memoryview) else value


def changed(before, without=EXCEPT):
    """The tables that hold something else now."""
    after = stored(without)
    return {table for table in before if before[table] != after[table]}
