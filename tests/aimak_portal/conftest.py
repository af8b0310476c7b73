"""A full house and its staff, for the tests that look at everything at once.

Both are built once for a file of tests: the doors check a great deal, and that takes its time.
A test that changes something reads a fresh copy first; its changes are undone at its end.
"""

import shutil

import pytest
from django.db import transaction
from django.utils import translation

from aimak_portal.backup.move_ends import make_tables, opened
from tests.aimak_portal import house as building
from tests.aimak_portal.moving import (
    fill,
    sqlite,
)


@pytest.fixture(scope="module")
def _for_the_file(django_db_setup, django_db_blocker):
    """A transaction around all tests of a file."""
    with django_db_blocker.unblock(), transaction.atomic(), translation.override("ky"):
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def _house(_for_the_file):
    return building.build()


@pytest.fixture(scope="module")
def _staff(_for_the_file):
    return building.staff()


@pytest.fixture
def house(_house, db):
    """One of everything, in every state."""
    return _house


@pytest.fixture
def staff(_staff, db):
    """One user of each role."""
    return _staff


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """A filled database that is read by all tests of moving and changed by none."""
    return fill(tmp_path_factory.mktemp("demo"), "demo")


@pytest.fixture
def old(demo, tmp_path):
    """A filled database of the test's own."""
    return shutil.copy(demo, tmp_path / "old.sqlite3")


@pytest.fixture(scope="session")
def tables_only(tmp_path_factory, django_db_blocker):
    path = tmp_path_factory.mktemp("empty") / "empty.sqlite3"
    with django_db_blocker.unblock(), opened("empty", sqlite(path)) as empty:
        make_tables(empty)
    return path


@pytest.fixture
def new(tables_only, tmp_path):
    """A new database in which the tables stand already: it saves making them for each test."""
    return shutil.copy(tables_only, tmp_path / "new.sqlite3")
