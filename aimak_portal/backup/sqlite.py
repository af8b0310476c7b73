"""SQLite: copied while the portal goes on writing, and put back in one transaction."""

import sqlite3
from contextlib import closing

from django.db import connection

from .problems import BackupProblem

MEMBER = "database.sqlite3"
BUSY_TIMEOUT = 20


def copy_to(path):
    """Writes a consistent copy, whatever is being written meanwhile, and returns its facts."""
    source = f"file:{connection.settings_dict['NAME']}?mode=ro"
    with (
        closing(sqlite3.connect(source, uri=True, timeout=BUSY_TIMEOUT)) as live,
        closing(sqlite3.connect(path)) as copy,
    ):
        live.backup(copy)
        # One file, without a log beside it.
        copy.execute("PRAGMA journal_mode=DELETE")
        return facts_of(copy)


def facts_of(database):
    check = database.execute("PRAGMA integrity_check").fetchone()[0]
    if check != "ok":
        raise BackupProblem(f"The database is damaged: {check}")
    # Tables of records only: those in which FTS5 keeps an index of words are none.
    tables = database.execute(
        "SELECT name FROM pragma_table_list "
        "WHERE schema = 'main' AND type = 'table' AND substr(name, 1, 7) <> 'sqlite_'"
    )
    rows = {name: count(database, name) for (name,) in tables.fetchall()}
    applied = database.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
    return {"rows": rows, "migrations": [list(row) for row in applied]}


def count(database, table):
    quoted = '"' + table.replace('"', '""') + '"'
    return database.execute(f"SELECT count(*) FROM {quoted}").fetchone()[0]  # noqa: S608, quoted


def check(path, manifest):
    """Refuses a copy that does not hold what its manifest says."""
    try:
        with closing(sqlite3.connect(path)) as copy:
            facts = facts_of(copy)
    except sqlite3.DatabaseError as error:
        raise BackupProblem(f"The database in the backup is damaged: {error}") from error
    if facts["rows"] != manifest["rows"]:
        raise BackupProblem("The database in the backup holds other rows than its manifest says.")


def put_back(path, manifest):
    """Writes the copy into the portal's database: wholly, or after a power cut not at all.

    SQLite's own backup does it under its locks, so a log left beside the file cannot be applied
    to pages it does not belong to, as it could after an exchange of files.
    """
    connection.close()
    name = connection.settings_dict["NAME"]
    with (
        closing(sqlite3.connect(path)) as copy,
        closing(sqlite3.connect(name, timeout=BUSY_TIMEOUT)) as live,
    ):
        live.execute("PRAGMA synchronous=FULL")
        copy.backup(live)
