"""More of the cast: words that stand in any status, and citizens who fill in the form."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hearings.models import (
    Message,
    Minutes,
    Proposal,
    ProposalStep,
)
from hearings.models.choices import DECIDED, NEVER_PUBLISHED, Status
from tests.desk import sign_in
from tests.hearings.filling_in import ANSWERS
from tests.hearings.pages import Citizen

REASON = {"ky": "Себеби ушул.", "ru": "Причина такова.", "en": "This is the reason."}


@pytest.fixture
def reason():
    """A reason in three languages."""
    return dict(REASON)


@pytest.fixture
def standing(submit):
    """A proposal put straight into a status, past its doors: to try every door from there."""

    def standing(status, **values):
        values = {"kind": Proposal.Kind.QUESTION, "channel": Proposal.Channel.PAPER} | values
        proposal = submit(**values)
        unpublished = NEVER_PUBLISHED | {Status.DECLINED, Status.WITHDRAWN}
        Proposal.objects.filter(pk=proposal.pk).update(
            status=status,
            published_at=None if status in unpublished else timezone.now(),
            decision=_decision(proposal) if status in DECIDED else None,
            deferred_to=2028 if status == Status.DEFERRED else None,
            merged_into=submit() if status == Status.MERGED else None,
        )
        proposal.refresh_from_db()
        return proposal

    return standing


def _decision(proposal):
    today = timezone.localdate()
    return ProposalStep.objects.create(
        proposal=proposal,
        old_status=Status.PUBLISHED,
        new_status=Status.IN_BUDGET,
        reason_ky="Себеби ушул.",
        on=today,
        at=timezone.now(),
    )


@pytest.fixture
def citizen(client, village):
    """Somebody with a browser that runs no script."""
    return Citizen(client, village)


@pytest.fixture
def due(aimak, publish):
    """So many messages that are due, each to its own address unless one is named."""

    def due(times=1, **contact):
        for number in range(times):
            publish(contact=contact or {"email": f"person{number}@mail.kg"})
        Message.objects.update(not_before=timezone.now() - timedelta(minutes=1))
        return list(Message.objects.order_by("pk"))

    return due


@pytest.fixture
def check(citizen):
    """The last page, everything before it filled in."""
    citizen.walk_to_the_check(**ANSWERS)
    return citizen


@pytest.fixture
def record(held_hearing, clerk):
    def record(**figures):
        return Minutes.record(held_hearing, by=clerk, **figures)

    return record


@pytest.fixture
def desk(aimak):
    return sign_in("clerk")
