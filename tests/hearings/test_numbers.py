"""Numbers of the register: without gaps within a year that begins at midnight in Bishkek."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from hearings.models import Proposal, ProposalNumber
from hearings.models.number import ProposalNumberQuerySet
from tests.hearings.moments import bishkek

NEW_YEAR = bishkek(2027, 1, 1)
LAST_OF_2026 = NEW_YEAR - timedelta(microseconds=1)


def test_numbers_run_without_gaps(submit):
    assert [submit(now=LAST_OF_2026).number for _ in range(12)] == [
        f"2026-{number:05d}" for number in range(1, 13)
    ]


def test_what_is_refused_takes_no_number(submit):
    submit(now=LAST_OF_2026)
    for refused in ({"text": ""}, {"language": "xx"}, {"village": None, "consent": None}):
        with pytest.raises(ValidationError):
            submit(now=LAST_OF_2026, **refused)

    assert submit(now=LAST_OF_2026).number == "2026-00002"
    assert ProposalNumber.objects.get().last == 2


def test_what_breaks_halfway_takes_no_number(submit, monkeypatch):
    submit(now=LAST_OF_2026)
    with monkeypatch.context() as broken:
        broken.setattr(Proposal, "_keep", lambda *args: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            submit(now=LAST_OF_2026)

    assert submit(now=LAST_OF_2026).number == "2026-00002"
    assert Proposal.objects.count() == 2


def test_taken_outside_the_transaction_a_number_would_be_lost(submit, monkeypatch):
    submit(now=LAST_OF_2026)

    def lock(counters, year):
        counter = counters.get(year=year)
        counter.take()
        return counter

    monkeypatch.setattr(ProposalNumberQuerySet, "lock", lock)
    assert submit(now=LAST_OF_2026).number != "2026-00002"


def test_the_same_form_sent_again_takes_no_second_number(submit):
    first = submit(secret="one form", now=LAST_OF_2026)

    assert submit(secret="one form", now=LAST_OF_2026) == first
    assert ProposalNumber.objects.get().last == 1


def test_the_year_changes_at_midnight_in_bishkek(submit):
    # In Greenwich it is still the evening before.
    assert submit(now=LAST_OF_2026).number == "2026-00001"
    assert submit(now=NEW_YEAR).number == "2027-00001"
    assert submit(now=LAST_OF_2026).number == "2026-00002"


def test_a_form_sent_before_midnight_and_again_after_it_is_one_proposal(submit):
    first = submit(secret="one form", now=LAST_OF_2026)

    assert submit(secret="one form", now=NEW_YEAR) == first
    assert Proposal.objects.count() == 1


def test_the_hundred_thousandth_proposal_has_a_number_and_an_address(submit):
    ProposalNumber.objects.create(year=2026, last=99_999)

    proposal = submit(now=LAST_OF_2026)

    assert proposal.number == "2026-100000"
    assert proposal.get_absolute_url().endswith("/2026-100000/")


def test_the_database_refuses_a_number_twice(submit):
    first, second = submit(), submit()

    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=second.pk).update(number=first.number)
