"""Personal data is kept no longer than the text of consent says."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from hearings.models import Proposal, Proposer

CONTACT = {"full_name": "Аты-жөнү", "phone": "+996777787138", "email": "a@example.kg"}


@pytest.fixture
def rejected(aimak, submit, clerk):
    proposal = submit(contact=CONTACT)
    proposal.publish(by=clerk)
    proposal.decide(
        Proposal.Status.REJECTED, by=clerk, reason={"ky": "Акча жок."}, reason_code="no_money"
    )
    return proposal


def months_later(months):
    return time_machine.travel(timezone.now() + timedelta(days=31 * months), tick=False)


def test_names_and_telephones_go_six_months_after_the_decision(rejected):
    with months_later(7):
        call_command("erase_expired", verbosity=0)
    assert not Proposer.objects.exists()
    assert Proposal.objects.get() == rejected


def test_names_and_telephones_stay_until_then(rejected):
    with months_later(5):
        call_command("erase_expired", verbosity=0)
    assert Proposer.objects.filter(proposal=rejected).exists()


def test_an_open_matter_keeps_its_contact(aimak, submit):
    submit(contact=CONTACT)
    with months_later(30):
        call_command("erase_expired", verbosity=0)
    assert Proposer.objects.count() == 1


def test_the_municipality_may_keep_them_shorter(rejected, aimak):
    aimak.retention_months = 1
    aimak.save()
    with months_later(2):
        call_command("erase_expired", verbosity=0)
    assert not Proposer.objects.exists()
