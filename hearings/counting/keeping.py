"""Making the counts and what keeps them, and looking whether they are right."""

from dataclasses import dataclass
from itertools import chain

from django.db import connections, transaction

from hearings.models import ProposalCount

from .statements import COUNTS, REGISTER, Statements, triggers

_PRESENT = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = CAST(%s AS regclass)",
}
# On PostgreSQL a trigger goes with the function that it calls.
_DROP = {"sqlite": "DROP TRIGGER {name}", "postgresql": "DROP FUNCTION {name}() CASCADE"}


@dataclass(frozen=True)
class Drift:
    """A count that is not what the register says."""

    cell: str
    kept: int
    right: int

    def __str__(self):
        return f"{self.cell}: {self.kept} kept, {self.right} in the register"


def keep_up(using, **_signal):
    """After a `migrate` of this database: make everything anew if a part of it is missing or is
    an older version's; then count, for what was written meanwhile is not counted.
    """
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    if REGISTER not in tables:
        return
    wanted = triggers(connection.vendor)
    with transaction.atomic(using=using), connection.cursor() as cursor:
        present = _present(connection, cursor)
        if COUNTS in tables and present == set(wanted):
            return
        for name in present:
            cursor.execute(_DROP[connection.vendor].format(name=name))
        cursor.execute(f"DROP TABLE IF EXISTS {COUNTS}")
        _make_table(connection, cursor)
        for statement in chain.from_iterable(wanted.values()):
            cursor.execute(statement)
        count_anew(using)


def count_anew(using="default"):
    """Throw the counts away and count the register. Takes some seconds at a million proposals."""
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # SQLite lets nobody else write anyway.
            cursor.execute(f"LOCK TABLE {REGISTER} IN SHARE MODE")
        cursor.execute(f"DELETE FROM {COUNTS}")  # noqa: S608, a name of ours
        cursor.execute(Statements(connection.vendor).fill())


def drift(using="default"):
    """The counts that are not what the register says, with both numbers."""
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(Statements(connection.vendor).differing())
        return [Drift(*row) for row in cursor.fetchall()]


def _make_table(connection, cursor):
    sql, parameters = connection.SchemaEditorClass(connection).table_sql(ProposalCount)
    cursor.execute(sql, parameters or None)


def _present(connection, cursor):
    """The names of our triggers; those of others are not looked at."""
    cursor.execute(_PRESENT[connection.vendor], [REGISTER])
    return {name for (name,) in cursor.fetchall() if name.startswith(COUNTS)}
