"""The index of words: three letters in a row lead to the records that hold them.

A search for a part of a word would read every record of a table. Where a table grows from year to
year (`Searchable.INDEXED`) its `search_text` is kept in an index of trigrams: on PostgreSQL a GIN
index of pg_trgm, on SQLite a table of FTS5. Neither is a model, and nothing but search reads them.

The indexes are made after every `migrate`, not by a migration: SQLite forgets the triggers of a
table that a later migration rebuilds, and here they come back by themselves.
"""

import logging
from time import monotonic

from django.apps import apps
from django.db import DatabaseError, connections, transaction

from language import word_tables
from language.word_tables import table_of

# Words that stand in more records than this are common: a reader finds them by going through
# the newest records sooner than the index could count them up.
COMMON = 5000
# So many seconds words are remembered as rare or common. A wrong memory costs time, no result.
REMEMBERED = 3600
MOST_REMEMBERED = 5000

logger = logging.getLogger(__name__)
_remembered = {}


def indexed_models(app_config=apps):
    """The models whose words are kept in an index; of one app or of all."""
    return [model for model in app_config.get_models() if getattr(model, "INDEXED", False)]


def tables(connection):
    """The tables of the indexes, which are no tables of records."""
    ours = tuple(map(table_of, indexed_models()))
    return {name for name in connection.introspection.table_names() if name.startswith(ours)}


def keep_up(app_config, using, **_signal):
    """Make the indexes that are missing, after a `migrate` of this database."""
    connection, models = connections[using], indexed_models(app_config)
    present = set(connection.introspection.table_names()) if models else set()
    for model in models:
        if model._meta.db_table in present:
            _MAKE[connection.vendor](connection, model)
        elif connection.vendor == "sqlite":
            # On PostgreSQL it went with the table.
            word_tables.drop(connection, model)


def take_away(connection, model):
    """Drop the index, to make it anew with `keep_up` once very many rows are written."""
    if connection.vendor == "sqlite":
        word_tables.drop(connection, model)
        return
    with connection.cursor() as cursor:
        cursor.execute(f"DROP INDEX IF EXISTS {connection.ops.quote_name(table_of(model))}")


def settle(connection):
    """Let SQLite write its indexes anew; PostgreSQL sees to its own."""
    if connection.vendor == "sqlite":
        for model in indexed_models():
            word_tables.settle(connection, model)


def rows_holding(model, words, using, *, every=True):
    """SQL and its parameters for the numbers of the records that may hold the words.

    `every` of them, or any one. None where asking the index first is of no help: for words too
    short for it, for common words, and on PostgreSQL, which asks its own by itself.
    """
    if not model.INDEXED or connections[using].vendor != "sqlite":
        return None
    sought = word_tables.expression(words, every)
    return word_tables.rows(model, sought) if sought and _is_rare(model, sought, using) else None


def _is_rare(model, sought, using):
    """Whether few records hold the words; asked once an hour for the same words."""
    key, now = (using, model, sought), monotonic()
    if key not in _remembered or _remembered[key][0] < now - REMEMBERED:
        if len(_remembered) >= MOST_REMEMBERED:
            _remembered.clear()
        found = word_tables.count(connections[using], model, sought, most=COMMON + 1)
        _remembered[key] = now, found <= COMMON
    return _remembered[key][1]


def _make_on_postgresql(connection, model):
    index, table = map(connection.ops.quote_name, (table_of(model), model._meta.db_table))
    make = f"CREATE INDEX IF NOT EXISTS {index} ON {table} USING gin (search_text gin_trgm_ops)"
    try:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            # Trusted since PostgreSQL 13: who may create in the database may make it.
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            cursor.execute(make)
    except DatabaseError as problem:
        # Search finds the same without it, only slower.
        logger.warning("Search stays slow, no index on %s: %s", table, str(problem).strip())


_MAKE = {"sqlite": word_tables.make, "postgresql": _make_on_postgresql}
