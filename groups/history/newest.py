"""Whether anything was changed since: the newest row of every history, and what is under way."""

from django.db import connections, router

from .kept import KEPT

# Whoever has written holds a lock on the number of the own transaction until it ends.
_UNDER_WAY = """
    SELECT CAST(transactionid AS text) FROM pg_locks
    WHERE locktype = 'transactionid' AND mode = 'ExclusiveLock'
    AND pid IS DISTINCT FROM pg_backend_pid() ORDER BY 1
"""


def newest_rows():
    """The number of the newest row of history of each kind of record; 0 where there is none.

    Every change of a kept record adds a row, so the numbers grow with each change of anything.
    On PostgreSQL a change may show after another one with higher numbers: see `under_way`.
    """
    histories = [kept.history for kept in KEPT.values()]
    connection = _connection(histories)
    quote = connection.ops.quote_name
    # Table and column are our own names: nothing that anybody typed comes in here.
    newest = ", ".join(
        f"(SELECT MAX({quote(each._meta.pk.column)}) FROM {quote(each._meta.db_table)})"  # noqa: S608
        for each in histories
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {newest}")
        return tuple(number or 0 for number in cursor.fetchone())


def under_way():
    """The transactions of others that have written something and have not ended.

    What they wrote has its numbers already and shows when they end, so after any of them ended
    the newest rows may be the same and the record another. Ask this after `newest_rows`: what
    ends in between is then seen by whoever adds up next. On SQLite only one writes at a time.
    """
    connection = _connection([kept.history for kept in KEPT.values()])
    if connection.vendor != "postgresql":
        return ()
    with connection.cursor() as cursor:
        cursor.execute(_UNDER_WAY)
        return tuple(number for (number,) in cursor.fetchall())


def _connection(histories):
    return connections[router.db_for_read(histories[0])]
