"""An announced hearing is moved or cancelled with a public note why, and stays on the site."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from hearings.models import Hearing, HearingStep, Minutes

NOTE = {"ky": "Жол жабылды.", "ru": "Дорога закрыта.", "en": "The road is closed."}


def in_days(days):
    return timezone.now() + timedelta(days=days)


def stored(hearing):
    row = Hearing.objects.get(pk=hearing.pk)
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def untouched(hearing, door):
    """The door refuses, and everything stays as it was."""
    before, steps = stored(hearing), hearing.steps.count()
    with pytest.raises(ValidationError):
        door()
    assert stored(hearing) == before
    assert hearing.steps.count() == steps


def test_a_moved_hearing_keeps_the_old_date_and_the_note(hearing, clerk):
    old, new = hearing.starts_at, in_days(30)

    hearing.move(starts_at=new, note=NOTE, by=clerk)

    step = hearing.steps.last()
    assert (step.verb, step.by) == (HearingStep.Verb.MOVED, clerk)
    assert (step.old, step.new) == (old.isoformat(), new.isoformat())
    assert (step.note_ky, step.note_ru, step.note_en) == tuple(NOTE.values())
    assert stored(hearing)["starts_at"] == new


def test_a_moved_hearing_is_still_announced_and_takes_proposals(hearing):
    hearing.move(starts_at=in_days(30), note=NOTE)

    assert hearing.is_announced
    assert hearing.takes_proposals()


def test_a_hearing_moves_to_another_place_too(hearing):
    hearing.move(starts_at=in_days(30), note=NOTE, place={"ky": "Клуб", "ru": "Клуб"})

    kept = stored(hearing)
    assert (kept["place_ky"], kept["place_ru"]) == ("Клуб", "Клуб")


def test_without_a_new_place_the_old_one_stays(hearing):
    hearing.move(starts_at=in_days(30), note=NOTE)

    assert stored(hearing)["place_ky"] == "Маданият үйү"


def test_the_window_for_proposals_ends_with_an_earlier_hearing(hearing):
    hearing.proposals_until = timezone.localdate(hearing.starts_at)
    hearing.save()

    hearing.move(starts_at=in_days(2), note=NOTE)

    assert stored(hearing)["proposals_until"] == timezone.localdate(in_days(2))


def test_a_cancelled_hearing_stays_on_the_site_with_its_note(hearing, clerk):
    hearing.cancel(note=NOTE, by=clerk)

    assert Hearing.objects.public().get() == hearing
    assert hearing.stage() == Hearing.Stage.CANCELLED
    assert list(Hearing.objects.past()) == [hearing]
    step = hearing.steps.last()
    assert (step.verb, step.note_ky, step.by) == (HearingStep.Verb.CANCELLED, NOTE["ky"], clerk)


def test_a_cancelled_hearing_takes_no_more_proposals(hearing):
    hearing.cancel(note=NOTE)

    assert not hearing.takes_proposals()
    assert not Hearing.objects.taking_proposals().exists()
    assert not Hearing.objects.upcoming().exists()


@pytest.mark.parametrize("silence", [None, "", "   ", {}, {"ky": " ", "ru": ""}])
def test_nothing_is_moved_or_cancelled_without_a_note(hearing, silence):
    untouched(hearing, lambda: hearing.move(starts_at=in_days(30), note=silence))
    hearing.refresh_from_db()
    untouched(hearing, lambda: hearing.cancel(note=silence))


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_a_note_in_one_language_is_enough(hearing, language):
    hearing.cancel(note={language: "x"})

    assert hearing.is_cancelled


def test_a_note_without_languages_belongs_to_the_language_of_the_desk(hearing):
    with translation.override("ru"):
        hearing.cancel(note="Дорога закрыта.")

    step = hearing.steps.last()
    assert (step.note_ky, step.note_ru) == ("", "Дорога закрыта.")


@pytest.mark.parametrize("verb", ["moved", "cancelled", "corrected"])
def test_the_database_refuses_a_change_without_a_note(hearing, verb):
    def row(**note):
        return HearingStep(hearing=hearing, verb=verb, at=timezone.now(), **note)

    for silence in ({}, {"note_ky": ""}, {"note_ky": "", "note_ru": "", "note_en": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            HearingStep.objects.bulk_create([row(**silence)])
    HearingStep.objects.bulk_create([row(note_ru="Дорога закрыта.")])


def test_a_hearing_is_not_moved_into_the_past(hearing):
    untouched(hearing, lambda: hearing.move(starts_at=in_days(-1), note=NOTE))


def test_a_hearing_is_not_moved_to_no_date(hearing):
    untouched(hearing, lambda: hearing.move(starts_at=None, note=NOTE))


@pytest.fixture(params=["draft", "held", "recorded", "cancelled"])
def not_to_come(request, hearing, held_hearing):
    """A hearing in every stage but announced."""
    if request.param == "draft":
        return Hearing.objects.create(kind=Hearing.Kind.OTHER, starts_at=in_days(3))
    if request.param == "cancelled":
        hearing.cancel(note=NOTE)
        return hearing
    if request.param == "recorded":
        Minutes.record(held_hearing)
    return held_hearing


def test_only_a_hearing_to_come_is_moved_or_cancelled(not_to_come):
    untouched(not_to_come, lambda: not_to_come.move(starts_at=in_days(30), note=NOTE))
    untouched(not_to_come, lambda: not_to_come.cancel(note=NOTE))
