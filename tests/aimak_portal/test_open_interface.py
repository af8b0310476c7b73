"""The open interface keeps what its description promises, whatever is asked of it.

Schemathesis reads the description and asks every address for what it allows and what it forbids.
"""

import pytest
import schemathesis
from django.core import signals
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.core.failures import FailureGroup

from aimak_portal.wsgi import application
from reports.datasets import DATASETS

EXAMPLES = 6
# For each dataset its list and one row; the list of everything has nothing that could be wrong.
ADDRESSES = 2 * len(DATASETS)

bounded = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def kept_open():
    """The transaction of the test stays open after each answer, as Django's own client keeps it."""
    ends = signals.request_started, signals.request_finished
    for end in ends:
        end.disconnect(close_old_connections)
    yield
    for end in ends:
        end.connect(close_old_connections)


@pytest.fixture
def described(house, kept_open):
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


def asked(described, mode):
    """Ask every address in this manner; the number of addresses that were asked."""
    operations = [found.ok() for found in described.get_all_operations()]
    if mode == GenerationMode.NEGATIVE:
        operations = [each for each in operations if each.path != "/api/v1/"]
    for operation in operations:

        @bounded
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case):
            # Packed answers are for browsers: Schemathesis does not unpack them.
            case.call_and_validate(headers={"Accept-Encoding": "identity"})

        ask()
    return len(operations)


def test_every_address_answers_what_it_is_said_to_allow(described):
    assert asked(described, GenerationMode.POSITIVE) == ADDRESSES + 1


def test_every_address_refuses_what_it_is_said_to_forbid(described):
    assert asked(described, GenerationMode.NEGATIVE) == ADDRESSES


def test_an_answer_that_breaks_the_description_would_be_noticed(described, monkeypatch):
    """Negative control."""
    monkeypatch.setattr("reports.api.interface.as_json", lambda dataset, row: {"id": "one"})
    with pytest.raises(FailureGroup, match="violates schema"):
        asked(described, GenerationMode.POSITIVE)
