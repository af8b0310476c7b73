"""Signs of spam only make a clerk look twice, and who sent the words sees none of it."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from hearings import spam
from hearings.forms.submission import STEPS
from hearings.models import Proposal
from hearings.models.choices import Status
from tests.hearings.pages import Page

# Signs of spam only make a clerk look twice


@pytest.fixture
def clock():
    # Attempts are counted by the hour: the tests begin well within one.
    with time_machine.travel(timezone.now().replace(minute=5), tick=False) as clock:
        yield clock


@pytest.fixture
def slowly(citizen, clock):
    """Send a form as a person does: it takes a minute."""

    def slowly(**values):
        trap = values.pop("website", "")
        citizen.walk_to_the_check(**values)
        citizen.fill(consent="on", website=trap)
        clock.shift(60)
        assert citizen.press("send").status_code == 303
        return Proposal.objects.latest("pk")

    return slowly


def test_an_honest_form_bears_no_sign(slowly):
    assert slowly().held_because == ""


def test_the_trap_is_on_every_page_and_hidden_from_people(citizen, village):
    citizen.open()
    citizen.fill(text=citizen.WORDS, sector="roads", village=village.pk)
    for go in STEPS[1:]:
        assert 'name="website"' in citizen.page.html
        assert 'tabindex="-1"' in citizen.page.html
        citizen.press(go)
    assert 'name="website"' in citizen.page.html


def test_what_falls_into_the_trap_is_held_and_not_refused(slowly):
    proposal = slowly(website="https://spam.example")

    assert proposal.held_because == "trap"
    assert proposal.status == Status.SUBMITTED


def test_what_was_filled_in_faster_than_anybody_writes_is_held(citizen, clock):
    citizen.walk_to_the_check()
    citizen.fill(consent="on")
    clock.shift(spam.TOO_FAST - timedelta(milliseconds=1))
    citizen.press("send")

    assert Proposal.objects.get().held_because == "fast"


def test_many_from_one_address_are_held_and_all_are_kept(slowly):
    signs = [slowly().held_because for _ in range(spam.MANY_AN_HOUR + 3)]

    assert signs == [""] * spam.MANY_AN_HOUR + ["many"] * 3


def test_an_hour_later_nothing_is_held_against_the_village(slowly, clock):
    for _ in range(spam.MANY_AN_HOUR + 1):
        slowly()
    clock.shift(3600)

    assert slowly().held_because == ""


def test_a_form_that_lay_open_for_a_month_is_taken(citizen, clock):
    citizen.walk_to_the_check()
    citizen.fill(consent="on")
    clock.shift(timedelta(days=30))

    assert citizen.press("send").status_code == 303


def test_the_sender_does_not_see_that_something_was_noticed(slowly, client):
    slowly()
    honest = client.get(reverse("hearings:proposal_sent"))
    held = slowly(website="x")
    page = client.get(reverse("hearings:proposal_sent"))

    assert held.held_because
    assert page.status_code == honest.status_code
    assert len(Page(page).text.split()) == len(Page(honest).text.split())


def test_what_is_held_is_not_public(slowly):
    slowly(website="x")

    assert not Proposal.objects.public().exists()
