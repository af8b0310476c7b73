"""The embedded database keeps what it acknowledged, with eight writers at once."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.db import connection, transaction

from tests.installations import install

pytestmark = pytest.mark.sqlite

WRITERS = 8

PROMISED = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL: an acknowledged row survives a power cut
    "foreign_keys": 1,
    "busy_timeout": 20_000,
    "secure_delete": 1,  # what was erased is overwritten
}

TELL = """
import json
from django.db import connection
cursor = connection.cursor()
names = ["journal_mode", "synchronous", "foreign_keys", "busy_timeout", "secure_delete"]
print(json.dumps({name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in names}))
"""


def pragmas(cursor):
    return {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in PROMISED}


def manage(data_dir, *command):
    """Run a command of the portal with a database of its own."""
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATA_DIR": str(data_dir)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def test_every_connection_keeps_the_promises(db):
    assert pragmas(connection.cursor()) == PROMISED


@pytest.mark.django_db(transaction=True)
def test_so_does_the_connection_of_every_thread():
    start = threading.Barrier(4)

    def look(_number):
        try:
            start.wait(30)
            return id(connection.connection), pragmas(connection.cursor())
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        seen = list(threads.map(look, range(4)))

    assert [promises for _connection, promises in seen] == [PROMISED] * 4


@pytest.mark.django_db(transaction=True)
def test_so_does_a_connection_that_was_opened_again():
    connection.close()

    assert pragmas(connection.cursor()) == PROMISED


def test_so_does_a_command(tmp_path):
    assert json.loads(manage(tmp_path, "shell", "-v0", "-c", TELL)) == PROMISED


def test_a_plain_connection_would_not(tmp_path):
    plain = sqlite3.connect(tmp_path / "plain.sqlite3")
    try:
        kept = pragmas(plain.cursor())
    finally:
        plain.close()

    assert kept["journal_mode"] != PROMISED["journal_mode"]
    assert kept["foreign_keys"] != PROMISED["foreign_keys"]
    assert kept["busy_timeout"] != PROMISED["busy_timeout"]


@pytest.mark.django_db(transaction=True)
def test_a_transaction_takes_its_turn_to_write_when_it_begins():
    other = sqlite3.connect(connection.settings_dict["NAME"], timeout=0, isolation_level=None)
    try:
        with transaction.atomic():
            connection.cursor().execute("SELECT 1")
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("BEGIN IMMEDIATE")
            # Readers are not held up.
            other.execute("SELECT count(*) FROM hearings_proposal").fetchone()
    finally:
        other.close()


@pytest.fixture(scope="module")
def migrated(tmp_path_factory):
    """A new installation's database."""
    return install("empty", tmp_path_factory.mktemp("installation"))


@pytest.fixture
def database(migrated, tmp_path):
    """A database of its own, as an installation has it, for several processes."""
    shutil.copy(migrated, tmp_path)
    return tmp_path


def write(data_dir, seconds, *how):
    """What each of the writers tells in the end."""
    command = [sys.executable, "-m", "tests.sqlite_writer", str(seconds), *how]
    place = {"cwd": settings.BASE_DIR, "env": os.environ | {"DATA_DIR": str(data_dir)}}
    writers = [subprocess.Popen(command, stdout=subprocess.PIPE, **place) for _ in range(WRITERS)]
    return [json.loads(writer.communicate()[0]) for writer in writers]


def kept(data_dir):
    """The last number of the register, and every row that is there."""
    base = sqlite3.connect(data_dir / "portal.sqlite3")
    try:
        last = base.execute("SELECT last FROM hearings_proposalnumber").fetchone()[0]
        rows = [row[0] for row in base.execute("SELECT key FROM hearings_attemptcount")]
        assert base.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    finally:
        base.close()
    return last, rows


@pytest.mark.stress
def test_eight_writers_get_no_error_and_lose_no_row(database):
    told = write(database, 6)

    acknowledged = [number for writer in told for number in writer["acknowledged"]]
    last, rows = kept(database)
    assert [error for writer in told for error in writer["errors"]] == []
    assert all(writer["acknowledged"] for writer in told)
    assert sorted(rows) == sorted(acknowledged)
    assert len(set(acknowledged)) == len(acknowledged) == last


@pytest.mark.stress
def test_with_djangos_own_transactions_they_would_get_errors(database):
    told = write(database, 2, "plain")

    errors = {error for writer in told for error in writer["errors"]}
    assert any("locked" in error for error in errors)
