"""A full house and its staff, for the tests that look at everything at once.

Both are built once for a file of tests: the doors check a great deal, and that takes its time.
A test that changes something reads a fresh copy first; its changes are undone at its end.
"""

import pytest
from django.db import transaction
from django.utils import translation

from tests.aimak_portal import house as building


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
