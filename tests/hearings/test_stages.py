"""A hearing's stage follows from the clock and its minutes; nobody sets it by hand."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from hearings.models import Hearing, Minutes, Proposal
from tests.hearings.moments import bishkek

STARTS = bishkek(2026, 12, 20, 14)
LAST_DAY = date(2026, 12, 10)
LAST_MOMENT = bishkek(2026, 12, 10, 23, 59, 59, 900_000)
TOO_LATE = bishkek(2026, 12, 11, 0, 0, 0, 100_000)


@pytest.fixture
def december(aimak):
    """Announced in November for 20 December, taking proposals from 1 to 10 December."""
    hearing = Hearing(
        kind=Hearing.Kind.BUDGET_DRAFT,
        subject_year=2027,
        place_ky="Мектеп",
        starts_at=STARTS,
        proposals_from=date(2026, 12, 1),
        proposals_until=LAST_DAY,
    )
    hearing.announce(now=bishkek(2026, 11, 20, 9))
    return hearing


@pytest.mark.parametrize(
    ("moment", "stage"),
    [
        (STARTS - timedelta(microseconds=1), Hearing.Stage.ANNOUNCED),
        (STARTS, Hearing.Stage.HELD),
        (STARTS + timedelta(days=3000), Hearing.Stage.HELD),
    ],
)
def test_a_hearing_is_held_from_the_minute_it_begins(december, moment, stage):
    assert december.stage(moment) == stage


@pytest.mark.parametrize("seconds", [-1, 0, 1])
def test_the_sets_and_the_stage_agree_at_every_moment(december, seconds):
    moment = STARTS + timedelta(seconds=seconds)
    announced = december.stage(moment) == Hearing.Stage.ANNOUNCED

    assert Hearing.objects.upcoming(moment).exists() == announced
    assert Hearing.objects.past(moment).exists() == (not announced)


def test_minutes_make_a_held_hearing_recorded(december):
    Minutes.record(december, now=STARTS + timedelta(hours=3), participants=83)

    assert december.stage(STARTS + timedelta(hours=3)) == Hearing.Stage.RECORDED
    assert Hearing.objects.recorded().get() == december


def test_a_hearing_of_unknown_date_is_a_held_one(aimak):
    hearing = Hearing(kind=Hearing.Kind.SEDP)
    hearing.publish_past()

    assert hearing.stage() == Hearing.Stage.HELD
    assert not hearing.takes_proposals()
    assert list(Hearing.objects.past()) == [hearing]
    assert not Hearing.objects.upcoming().exists()


def test_hearings_of_unknown_date_stand_at_the_end_by_their_year(aimak, held_hearing):
    older, newer = Hearing(kind="sedp", subject_year=2018), Hearing(kind="sedp", subject_year=2022)
    nameless = Hearing(kind="other")
    for hearing in (older, nameless, newer):
        hearing.publish_past()

    assert list(Hearing.objects.newest_first()) == [held_hearing, newer, older, nameless]


@pytest.mark.parametrize(
    ("moment", "taken"),
    [
        (bishkek(2026, 11, 30, 23, 59, 59, 900_000), False),
        (bishkek(2026, 12, 1), True),
        (LAST_MOMENT, True),
        (bishkek(2026, 12, 11), False),
        (TOO_LATE, False),
    ],
)
def test_the_window_opens_and_closes_at_midnight_in_bishkek(december, moment, taken):
    assert december.takes_proposals(moment) is taken
    assert Hearing.objects.taking_proposals(moment).exists() is taken


def test_without_named_days_proposals_are_taken_until_the_hearing_begins(december):
    december.proposals_from = december.proposals_until = None
    december.save()

    for moment, taken in [(STARTS - timedelta(seconds=1), True), (STARTS, False)]:
        assert december.takes_proposals(moment) is taken
        assert Hearing.objects.taking_proposals(moment).exists() is taken


def test_a_held_hearing_takes_no_more_proposals(held_hearing, submit):
    with pytest.raises(ValidationError) as caught:
        submit(hearing=held_hearing)

    assert "hearing" in caught.value.message_dict
    assert not Proposal.objects.exists()


def test_paper_from_a_held_hearing_is_still_entered(held_hearing, submit):
    channel = Proposal.Channel.HEARING

    assert submit(hearing=held_hearing, channel=channel).hearing == held_hearing


def test_the_door_takes_the_last_moment_and_refuses_the_next(december, submit):
    assert submit(hearing=december, now=LAST_MOMENT).pk

    with pytest.raises(ValidationError):
        submit(hearing=december, now=TOO_LATE)
    assert Proposal.objects.count() == 1


def test_a_form_sent_in_the_last_moment_is_taken(december, citizen):
    with time_machine.travel(LAST_MOMENT - timedelta(minutes=5), tick=False) as clock:
        citizen.walk_to_the_check(hearing=december.pk)
        citizen.fill(consent="on")
        clock.move_to(LAST_MOMENT)
        response = citizen.press("send")

    assert response.status_code == 303
    assert Proposal.objects.get().received_on == LAST_DAY


def test_a_form_opened_in_time_and_sent_too_late_is_explained_and_kept(december, citizen):
    with time_machine.travel(LAST_MOMENT - timedelta(minutes=5), tick=False) as clock:
        citizen.walk_to_the_check(hearing=december.pk, full_name="Асан", phone="0777 123 456")
        citizen.fill(consent="on")
        clock.move_to(TOO_LATE)
        page = citizen.press("send")

    assert page.status == 422
    assert [*page.response.context["form"].errors] == ["hearing"]
    assert page.response.context["form"].errors["hearing"][0] in page.text
    assert page.fields["text"] == citizen.WORDS
    assert (page.fields["full_name"], page.fields["phone"]) == ("Асан", "0777 123 456")
    assert not Proposal.objects.exists()


def test_so_explained_the_same_form_goes_to_the_next_hearing(december, citizen):
    with time_machine.travel(LAST_MOMENT - timedelta(minutes=5), tick=False) as clock:
        citizen.walk_to_the_check(hearing=december.pk)
        citizen.fill(consent="on")
        clock.move_to(TOO_LATE)
        citizen.press("send")
        citizen.fill(hearing="")
        citizen.press("who")
        citizen.press("check")
        citizen.fill(consent="on")
        response = citizen.press("send")

    assert response.status_code == 303
    assert Proposal.objects.get().hearing is None


def test_without_the_check_of_the_hour_the_late_form_would_be_taken(december, citizen, monkeypatch):
    monkeypatch.setattr(Hearing, "takes_proposals", lambda hearing, now=None: True)
    with time_machine.travel(TOO_LATE, tick=False):
        citizen.send(hearing=december.pk)

    assert Proposal.objects.get().hearing == december


def test_the_form_offers_only_hearings_that_take_proposals(december, held_hearing, citizen):
    with time_machine.travel(LAST_MOMENT, tick=False):
        assert citizen.open(hearing=december.pk).fields["hearing"] == str(december.pk)
        assert citizen.open(hearing=held_hearing.pk).fields["hearing"] == ""
    with time_machine.travel(TOO_LATE, tick=False):
        assert citizen.open(hearing=december.pk).fields["hearing"] == ""


@pytest.mark.parametrize("asked", ["", "x", "-1", "0", "9" * 12, "9" * 40, "1 OR 1=1", "٣"])
def test_a_made_up_hearing_in_the_address_is_passed_over(citizen, asked):
    assert citizen.open(hearing=asked).status == 200


def test_words_for_no_hearing_go_to_the_nearest_one_that_takes_them(hearing, citizen):
    near = Hearing(kind=Hearing.Kind.RULES, place_ky="Клуб", starts_at=hearing.starts_at)
    near.announce()
    near.move(starts_at=timezone.now() + timedelta(days=2), note="x")

    citizen.send()

    assert Proposal.objects.get().hearing == near
