"""Making the counts and what keeps them, and looking whether they are right."""

from dataclasses import dataclass

from django.db import connections, transaction

from hearings.models import ProposalCount

from .statements import COUNTS, REGISTER, Statements, triggers

_PRESENT = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = CAST(%s AS regclass)",
}


@dataclass(frozen=True)
class Drift:
    """A count that is not what the register says."""

    cell: str
    kept: int
    right: int

    def __str__(self):
        return f"{self.cell}: {self.kept} kept, {self.right} in the register"


def keep_up(using, **_signal):
    """Make what is missing, after a `migrate` of this database; then count, for what was written
    meanwhile is not counted.
    """
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    if REGISTER not in tables:
        return
    with transaction.atomic(using=using), connection.cursor() as cursor:
        if COUNTS not in tables:
            _make_table(connection, cursor)
        if _make_triggers(connection, cursor) or COUNTS not in tables:
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


def _make_triggers(connection, cursor):
    missing = _missing(connection, cursor)
    for statements in missing.values():
        for statement in statements:
            cursor.execute(statement)
    return bool(missing)


def _missing(connection, cursor):
    cursor.execute(_PRESENT[connection.vendor], [REGISTER])
    present = {name for (name,) in cursor.fetchall()}
    wanted = triggers(connection.vendor)
    return {name: statements for name, statements in wanted.items() if name not in present}
