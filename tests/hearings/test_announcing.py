"""A hearing is announced for a day to come; one of the past is entered as its papers tell it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from hearings.models import Hearing, HearingStep
from tests.hearings.moments import bishkek

NOW = bishkek(2026, 11, 10, 9)
LATER = bishkek(2026, 12, 1, 14)


def draft(**values):
    defaults = {"kind": Hearing.Kind.SEDP, "place_ky": "Мектеп", "starts_at": LATER}
    return Hearing(**(defaults | values))


def refused(hearing, door="announce"):
    """The fields that the door names when it refuses; nothing is stored then."""
    with pytest.raises(ValidationError) as caught:
        getattr(hearing, door)(now=NOW)
    assert not Hearing.objects.exists()
    assert not HearingStep.objects.exists()
    return caught.value.message_dict


def test_an_announced_hearing_is_public_and_leaves_a_row(aimak, clerk):
    hearing = draft()

    hearing.announce(by=clerk, now=NOW)

    assert list(Hearing.objects.public()) == [hearing]
    assert hearing.stage(NOW) == Hearing.Stage.ANNOUNCED
    step = hearing.steps.get()
    assert (step.verb, step.by, step.at) == (HearingStep.Verb.ANNOUNCED, clerk, NOW)


def test_a_draft_is_not_public(aimak):
    draft().save()

    assert not Hearing.objects.public().exists()
    assert not Hearing.objects.upcoming(NOW).exists()
    assert not Hearing.objects.past(NOW).exists()
    assert not Hearing.objects.taking_proposals(NOW).exists()


def test_the_notice_hangs_out_on_the_day_of_announcing_as_bishkek_counts_days(aimak):
    hearing = draft()

    hearing.announce(now=bishkek(2026, 11, 11, 2))

    assert hearing.announced_on == date(2026, 11, 11)


def test_a_day_of_notice_that_was_entered_stays(aimak):
    hearing = draft(announced_on=date(2026, 11, 3))

    hearing.announce(now=NOW)

    assert hearing.announced_on == date(2026, 11, 3)


@pytest.mark.parametrize("past", [timedelta(0), timedelta(seconds=1), timedelta(days=400)])
def test_a_date_that_has_passed_is_not_announced(aimak, past):
    assert "starts_at" in refused(draft(starts_at=NOW - past))


def test_a_second_ahead_is_enough(aimak):
    draft(starts_at=NOW + timedelta(seconds=1)).announce(now=NOW)

    assert Hearing.objects.public().count() == 1


def test_everything_that_is_missing_is_told_at_once(aimak):
    assert set(refused(draft(starts_at=None, place_ky=""))) == {"starts_at", "place"}


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_a_place_in_one_language_is_enough(aimak, language):
    draft(**{"place_ky": "", f"place_{language}": "Club"}).announce(now=NOW)

    assert Hearing.objects.public().count() == 1


def test_proposals_are_not_taken_after_the_day_of_the_hearing(aimak):
    assert "proposals_until" in refused(draft(proposals_until=date(2026, 12, 2)))


def test_proposals_may_be_taken_on_the_day_itself(aimak):
    draft(proposals_until=date(2026, 12, 1)).announce(now=NOW)

    assert Hearing.objects.public().count() == 1


def test_a_window_that_closes_before_it_opens_is_refused(aimak):
    window = {"proposals_from": date(2026, 11, 20), "proposals_until": date(2026, 11, 19)}

    assert refused(draft(**window))


def test_the_database_refuses_such_a_window_too(aimak):
    window = {"proposals_from": date(2026, 11, 20), "proposals_until": date(2026, 11, 19)}

    with pytest.raises(IntegrityError), transaction.atomic():
        Hearing.objects.bulk_create([draft(**window)])
    Hearing.objects.bulk_create([draft(**(window | {"proposals_until": date(2026, 11, 20)}))])


def test_the_database_refuses_to_cancel_what_was_never_announced(aimak):
    with pytest.raises(IntegrityError), transaction.atomic():
        Hearing.objects.bulk_create([draft(cancelled_at=NOW)])
    Hearing.objects.bulk_create([draft(cancelled_at=NOW, published_at=NOW)])


def test_a_hearing_is_announced_once(hearing, clerk):
    for door in (hearing.announce, hearing.publish_past):
        with pytest.raises(ValidationError):
            door(by=clerk)

    assert hearing.steps.count() == 1


def test_a_past_hearing_is_entered_although_its_papers_are_silent(aimak, clerk):
    hearing = Hearing(kind=Hearing.Kind.BUDGET_DRAFT)

    hearing.publish_past(by=clerk, now=NOW)

    assert hearing.stage(NOW) == Hearing.Stage.HELD
    assert hearing.steps.get().verb == HearingStep.Verb.ENTERED
    assert list(Hearing.objects.past(NOW)) == [hearing]


def test_a_hearing_to_come_is_not_entered_as_past(aimak):
    assert "starts_at" in refused(draft(), "publish_past")


def test_too_short_a_notice_is_noticed_and_not_refused(aimak):
    aimak.notice_days = 21
    aimak.save()
    short, long = draft(announced_on=date(2026, 11, 11)), draft(announced_on=date(2026, 11, 10))

    assert short.short_notice() == 20
    assert long.short_notice() is None
    short.announce(now=NOW)


def test_an_unknown_day_of_notice_is_not_a_short_one(aimak):
    assert draft().short_notice() is None
    assert draft(announced_on=date(2026, 11, 11), starts_at=None).short_notice() is None


def test_days_of_notice_are_counted_in_bishkek(aimak):
    # 02:00 in Bishkek is still the day before in Greenwich.
    hearing = draft(starts_at=bishkek(2026, 12, 1, 2), announced_on=date(2026, 11, 21))

    assert hearing.notice_days == 10


def test_the_heading_is_made_from_the_kind_and_the_year():
    with translation.override("en"):
        assert draft(subject_year=2027).heading.endswith("from 2027")
        assert "None" not in draft(subject_year=None).heading
        assert draft(title_en="On the bridge").heading == "On the bridge"


@pytest.mark.parametrize("kind", Hearing.Kind.values)
@pytest.mark.parametrize("year", [None, 2027])
def test_every_kind_has_a_heading_in_which_the_year_has_no_thousands_space(kind, year):
    for language in ("ky", "ru", "en"):
        with translation.override(language):
            heading = str(draft(kind=kind, subject_year=year))
        assert heading
        assert ("2027" in heading) == (year is not None)


def test_proposals_end_the_day_before_unless_somebody_names_another_day():
    assert draft().default_proposals_until() == date(2026, 11, 30)
    assert draft(starts_at=None).default_proposals_until() is None


def test_announcing_needs_no_name_of_a_person(aimak):
    draft(starts_at=timezone.now() + timedelta(days=1)).announce()

    assert Hearing.objects.get().steps.get().by is None
