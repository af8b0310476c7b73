"""PostgreSQL: its own pg_dump on one snapshot, put back in one transaction."""

import os
import subprocess

from django.db import connection, transaction
from django.db.backends.postgresql.client import DatabaseClient

from .problems import BackupProblem

MEMBER = "database.dump"


def copy_to(path):
    """Dumps the database and returns the facts of the very moment of the dump."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        run("pg_dump", "-Fc", f"--snapshot={snapshot}", "-f", str(path))
        return facts_of(cursor)


def facts_of(cursor):
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
    rows = {}
    for (table,) in cursor.fetchall():
        quoted = connection.ops.quote_name(table)
        cursor.execute(f"SELECT count(*) FROM {quoted}")  # noqa: S608, a quoted name
        (rows[table],) = cursor.fetchone()
    cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
    return {"rows": rows, "migrations": [list(row) for row in cursor.fetchall()]}


def check(path, manifest):
    """Refuses a dump that PostgreSQL cannot read; its rows are counted while it is put back."""
    run("pg_restore", "--list", str(path), database=False)


def put_back(path, manifest):
    """Replaces the schema in one transaction, which a wrong row count takes back."""
    script = path.with_suffix(".sql")
    run(
        *("pg_restore", "--no-owner", "--no-privileges", "--no-comments"),
        *("-f", str(script), str(path)),
        database=False,
    )
    before, after = path.with_name("before.sql"), path.with_name("after.sql")
    before.write_text("DROP SCHEMA public CASCADE;\nCREATE SCHEMA public;\n")
    after.write_text("\n".join(row_checks(manifest["rows"])))
    connection.close()
    files = [argument for file in (before, script, after) for argument in ("-f", str(file))]
    run("psql", "--single-transaction", "-q", "-X", "-v", "ON_ERROR_STOP=1", *files)


def row_checks(rows):
    for table, count in rows.items():
        name = connection.ops.quote_name(table)
        counted = f"SELECT count(*) FROM public.{name}"  # noqa: S608, a quoted name
        refusal = "RAISE 'a table holds other rows than the manifest says'"
        yield f"DO $$BEGIN IF ({counted}) <> {int(count)} THEN {refusal}; END IF; END$$;"


def run(program, *arguments, database=True):
    """Calls one of PostgreSQL's programs, with the portal's way to its database."""
    command, variables = [program, *arguments], None
    if database:
        command, variables = DatabaseClient.settings_to_cmd_args_env(
            connection.settings_dict, arguments
        )
        command[0] = program
    try:
        done = subprocess.run(  # noqa: S603, our own arguments, no shell
            command,
            env={**os.environ, **(variables or {})},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise BackupProblem(
            f"The program {program} is missing: install the package postgresql-client."
        ) from error
    if done.returncode:
        raise BackupProblem(f"{program} failed: {done.stderr.strip()}")
