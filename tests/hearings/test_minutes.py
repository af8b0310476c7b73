"""Minutes are a snapshot of the paper: figures that contradict each other are not just taken."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from hearings.models import Hearing, Minutes
from tests.hearings.figures import BUDGET, NOTE, bare

SEDP = {"participants": 83, "women": 31, "items_received": 23, "items_from_groups": 11}


# Each cross-check: figures that contradict each other, the field it stands at, both numbers.
CONTRADICTIONS = [
    ({"women": 41, "participants": 40}, "women", (41, 40)),
    ({"men": 41, "participants": 40}, "men", (41, 40)),
    ({"from_groups": 41, "participants": 40}, "from_groups", (41, 40)),
    ({"youth": 41, "participants": 40}, "youth", (41, 40)),
    ({"proposals_received": 24, "items_received": 23}, "proposals_received", (24, 23)),
    ({"questions_received": 24, "items_received": 23}, "questions_received", (24, 23)),
    ({"items_from_groups": 24, "items_received": 23}, "items_from_groups", (24, 23)),
    ({"accepted": 12, "proposals_received": 11}, "accepted", (12, 11)),
    ({"accepted": 24, "items_received": 23}, "accepted", (24, 23)),
    ({"women": 30, "men": 11, "participants": 40}, "participants", (41, 40)),
    ({"women": 30, "men": 9, "participants": 40}, "participants", (39, 40)),
    (
        {"proposals_received": 11, "questions_received": 13, "items_received": 23},
        "items_received",
        (24, 23),
    ),
    (
        {"proposals_received": 11, "questions_received": 11, "items_received": 23},
        "items_received",
        (22, 23),
    ),
]


each_contradiction = pytest.mark.parametrize(("figures", "field", "numbers"), CONTRADICTIONS)


# One above the other, or a sum: the figures that are as far as they may go.
ON_THE_EDGE = [
    {"women": 40, "participants": 40},
    {"women": 40, "men": 0, "participants": 40, "youth": 40, "from_groups": 40},
    {"women": 0, "men": 0, "participants": 0},
    {"proposals_received": 23, "questions_received": 0, "items_received": 23, "accepted": 23},
    {"items_from_groups": 23, "items_received": 23},
]


# Recording


@pytest.mark.parametrize("figures", [BUDGET, SEDP, {}, *ON_THE_EDGE])
def test_what_a_paper_says_is_kept_as_it_is(record, clerk, figures):
    record(**figures)

    kept = Minutes.objects.get()
    known = {name: getattr(kept, name) for name in Minutes.FIGURES}
    assert known == dict.fromkeys(Minutes.FIGURES) | figures
    assert kept.recorded_by == clerk


def test_recording_leaves_a_row(record, held_hearing, clerk):
    record(participants=83)

    assert (held_hearing.steps.last().verb, held_hearing.steps.last().by) == ("recorded", clerk)


def test_an_unknown_figure_is_never_zero(record):
    record(participants=83, men=0)

    kept = Minutes.objects.get()
    assert kept.women is None
    assert kept.men == 0
    assert not Minutes.objects.filter(women=0).exists()


def test_a_negative_figure_is_refused(record):
    with pytest.raises(ValidationError) as caught:
        record(participants=-1)

    assert "participants" in caught.value.message_dict


def test_a_hearing_has_one_set_of_minutes(record, held_hearing):
    record(participants=83)

    with pytest.raises(ValidationError):
        record(participants=84)
    assert Minutes.objects.get().participants == 83
    assert held_hearing.steps.filter(verb="recorded").count() == 1


def test_results_come_after_the_hearing(hearing):
    with pytest.raises(ValidationError):
        Minutes.record(hearing, participants=83)
    assert not Minutes.objects.exists()

    Minutes.record(hearing, participants=83, now=hearing.starts_at)
    assert Minutes.objects.get().participants == 83


@pytest.mark.parametrize("stage", ["draft", "cancelled"])
def test_what_was_not_held_has_no_minutes(aimak, hearing, stage):
    if stage == "draft":
        hearing = Hearing.objects.create(kind="other")
    else:
        hearing.cancel(note="x")

    with pytest.raises(ValidationError):
        Minutes.record(hearing, now=timezone.now() + timedelta(days=99))
    assert not Minutes.objects.exists()


# Cross-checks


@each_contradiction
def test_figures_that_contradict_each_other_are_refused_with_both_numbers(
    record, held_hearing, figures, field, numbers
):
    with pytest.raises(ValidationError) as caught:
        record(**figures)

    sentence = " ".join(caught.value.message_dict[field])
    for number in numbers:
        assert str(number) in sentence
    assert not Minutes.objects.exists()
    assert not held_hearing.steps.filter(verb="recorded").exists()


@each_contradiction
def test_they_are_kept_with_a_written_note(record, figures, field, numbers):
    record(**figures, **NOTE)

    assert getattr(Minutes.objects.get(), field) == figures[field]


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_the_note_may_be_in_any_language(record, language):
    record(women=41, participants=40, **{f"discrepancy_{language}": "As on paper."})

    assert Minutes.objects.get().women == 41


def test_a_blank_note_explains_nothing(record):
    with pytest.raises(ValidationError):
        record(women=41, participants=40, discrepancy_ky="  ", discrepancy_ru="\n")

    assert not Minutes.objects.exists()


@each_contradiction
def test_the_database_refuses_them_too(held_hearing, figures, field, numbers):
    with pytest.raises(IntegrityError), transaction.atomic():
        Minutes.objects.bulk_create([bare(held_hearing, **figures)])

    Minutes.objects.bulk_create([bare(held_hearing, **figures, **NOTE)])


@each_contradiction
def test_the_database_refuses_to_change_sound_figures_into_them(record, figures, field, numbers):
    minutes = Minutes.objects.filter(pk=record().pk)

    with pytest.raises(IntegrityError), transaction.atomic():
        minutes.update(**figures)
    minutes.update(**NOTE)
    minutes.update(**figures)


def test_the_database_refuses_to_take_the_note_away(record):
    minutes = Minutes.objects.filter(pk=record(women=41, participants=40, **NOTE).pk)

    with pytest.raises(IntegrityError), transaction.atomic():
        minutes.update(discrepancy_ky="")


def test_without_the_cross_checks_the_door_would_meet_the_database(record, monkeypatch):
    monkeypatch.setattr(Minutes, "clean", lambda minutes: None)
    monkeypatch.setattr(Minutes, "validate_constraints", lambda minutes, exclude=None: None)

    with pytest.raises(IntegrityError), transaction.atomic():
        record(women=41, participants=40)


def test_every_contradiction_is_told_at_once(record):
    with pytest.raises(ValidationError) as caught:
        record(women=41, youth=42, participants=40, accepted=12, proposals_received=11)

    assert {"women", "youth", "accepted"} <= set(caught.value.message_dict)


def test_an_unknown_figure_contradicts_nothing(record):
    record(women=41, men=78, youth=500, accepted=12, items_from_groups=99)

    assert Minutes.objects.count() == 1


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_the_sentences_name_both_numbers_in_every_language(held_hearing, language):
    minutes = bare(held_hearing, women=1041, participants=1040)

    with translation.override(language):
        sentences = [str(sentence) for _field, sentence in minutes.mismatches()]
    assert len(sentences) == 1
    assert "1041" in sentences[0]
    assert "1040" in sentences[0]
