"""Whether anything was changed since: the newest row of every history, in one query."""

from django.db import connections, router

from .kept import KEPT


def newest_rows():
    """The number of the newest row of history of each kind of record; 0 where there is none.

    Every change of a kept record adds a row, so the numbers grow with each change of anything.
    """
    histories = [kept.history for kept in KEPT.values()]
    connection = connections[router.db_for_read(histories[0])]
    quote = connection.ops.quote_name
    # Table and column are our own names: nothing that anybody typed comes in here.
    newest = ", ".join(
        f"(SELECT MAX({quote(each._meta.pk.column)}) FROM {quote(each._meta.db_table)})"  # noqa: S608
        for each in histories
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {newest}")
        return tuple(number or 0 for number in cursor.fetchone())
