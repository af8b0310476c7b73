"""The two databases of a move: the old one, which is only read, and the new, empty one."""

from contextlib import contextmanager
from copy import deepcopy

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from hearings.models import ProposalCount
from language import word_index

# Written by migrate itself on either side.
HISTORY = MigrationRecorder.Migration._meta.db_table


class MoveProblem(Exception):
    """Why the database could not be moved, in a sentence for the operator."""


@contextmanager
def opened(alias, config):
    """A connection of its own to the database, forgotten at the end."""
    configured = connections.configure_settings({DEFAULT_DB_ALIAS: {}, alias: deepcopy(config)})
    connections.settings[alias] = configured[alias]
    try:
        connection = connections[alias]
        try:
            yield connection
        finally:
            connection.close()
            del connections[alias]
    finally:
        del connections.settings[alias]


def only_read(config):
    """The same database on a connection that refuses to write and keeps no writer waiting."""
    config = deepcopy(config)
    if "sqlite" in config["ENGINE"]:
        config["OPTIONS"] |= {
            "transaction_mode": "DEFERRED",
            "init_command": "PRAGMA query_only=ON",
        }
    return config


@contextmanager
def snapshot(connection):
    """All that is read inside belongs to one moment, whatever is being written meanwhile."""
    with transaction.atomic(using=connection.alias):
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def portal_tables(connection):
    """The model of each of the portal's tables, those of many-to-many links included."""
    models = apps.get_models(include_auto_created=True)
    return {model._meta.db_table: model for model in models if model._meta.can_migrate(connection)}


def foreign_tables(connection):
    """Tables that are no part of this portal. What a database makes for itself is none of them."""
    made = word_index.tables(connection) | {ProposalCount._meta.db_table}
    names = set(connection.introspection.table_names()) - made
    return sorted(names - portal_tables(connection).keys() - {HISTORY})


def check_empty(connection):
    """Refuses a new database that holds anything; tables without rows are no holdings.

    They are what a move that failed leaves behind, and it may be tried again.
    """
    if connection.settings_dict["NAME"] == ":memory:":
        raise MoveProblem("The address names no file, and memory forgets.")
    if found := [*foreign_tables(connection), *tables_with_rows(connection)]:
        raise MoveProblem(
            f"The new database is not empty. It holds: {', '.join(found)}. Name an empty one."
        )


def tables_with_rows(connection):
    present = set(connection.introspection.table_names())
    for table in sorted(present & portal_tables(connection).keys()):
        with connection.cursor() as cursor:
            quoted = connection.ops.quote_name(table)
            cursor.execute(f"SELECT count(*) FROM {quoted}")  # noqa: S608, a quoted name
            (rows,) = cursor.fetchone()
        if rows:
            yield f"{table} (rows: {rows:,})"


def check_schema(connection):
    """Refuses a database whose tables are not those of this version of the portal."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise MoveProblem("The portal's database is of an earlier version: run migrate first.")
    for table, model in portal_tables(connection).items():
        known = {field.column for field in model._meta.local_concrete_fields}
        if unlike := known ^ columns(connection, table):
            raise MoveProblem(
                f"The table {table} is not as this version of the portal knows it: "
                f"{', '.join(sorted(unlike))}."
            )


def columns(connection, table):
    quoted = connection.ops.quote_name(table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {quoted} LIMIT 0")  # noqa: S608, a quoted name
        return {column[0] for column in cursor.description}


def make_tables(connection):
    """Creates the portal's tables and takes out the rows that creating them put in.

    The rows come from the old database with their own numbers, content types and permissions too.
    """
    with as_default(connection):
        call_command("migrate", database=connection.alias, verbosity=0, interactive=False)
    statements = connection.ops.sql_flush(no_style(), list(portal_tables(connection)))
    connection.ops.execute_sql_flush(statements)


@contextmanager
def as_default(connection):
    """A migration that does not say which database it means must not mean the portal's own."""
    own = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = connection
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = own
        # It remembers the numbers that the content types had over there.
        ContentType.objects.clear_cache()
