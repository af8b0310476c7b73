"""For the tests of the doors of a proposal: leading it through one, and the agreed ways."""

import pytest
from django.core.exceptions import ValidationError

from hearings.models import Proposal, ProposalStep
from hearings.models.choices import (
    Status,
)

REASON = {"ky": "Себеби ушул.", "ru": "Причина такова.", "en": "This is the reason."}


def decision(outcome, clerk, submit):
    """All that a decision of this outcome has to say."""
    details = {
        Status.DEFERRED: {"deferred_to": 2028},
        Status.REJECTED: {"reason_code": "no_money"},
        Status.REFERRED: {"referred_to": "Район"},
    }
    if outcome == Status.MERGED:
        other = submit()
        other.publish(by=clerk)
        details[outcome] = {"merged_into": other}
    return {"by": clerk, "reason": REASON} | details.get(outcome, {})


def row(proposal):
    kept = Proposal.objects.get(pk=proposal.pk)
    return {field.attname: getattr(kept, field.attname) for field in kept._meta.concrete_fields}


def refused(proposal, door):
    """The door refuses, and neither the proposal nor its timeline changes."""
    before, steps = row(proposal), proposal.steps.count()
    with pytest.raises(ValidationError) as caught:
        door()
    assert row(proposal) == before
    assert ProposalStep.objects.filter(proposal=proposal).count() == steps
    return caught.value


def words(error):
    return error.message_dict if hasattr(error, "error_dict") else {None: error.messages}
