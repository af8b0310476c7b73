"""Minutes are a snapshot of the paper: figures that contradict each other are not just taken."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from hearings.models import Hearing, HearingDocument, HearingStep, Minutes, Proposal
from tests.attachments import samples

NOTE = {"discrepancy_ky": "Кагазда ушундай жазылган."}

# The figures of the two hearings in the municipality's own report.
BUDGET = {
    "participants": 135,
    "women": 57,
    "men": 78,
    "from_groups": 25,
    "proposals_received": 11,
    "accepted": 7,
}
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


@pytest.fixture
def record(held_hearing, clerk):
    def record(**figures):
        return Minutes.record(held_hearing, by=clerk, **figures)

    return record


@pytest.fixture
def scan(held_hearing):
    """The signed paper, attached."""
    paper = HearingDocument.from_upload(
        samples.upload(samples.PDF, "minutes.pdf"),
        hearing=held_hearing,
        kind=HearingDocument.Kind.SIGNED_MINUTES,
    )
    paper.save()
    return paper


@pytest.fixture
def signed(record, scan, clerk):
    minutes = record(participants=83, women=31)
    minutes.sign(by=clerk)
    return minutes


def bare(hearing, **values):
    """Minutes past every door, for what the database itself says."""
    return Minutes(hearing=hearing, recorded_at=timezone.now(), **values)


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


# Reported and listed


@pytest.fixture
def three_listed(submit, held_hearing, clerk):
    listed = [submit(hearing=held_hearing, channel=Proposal.Channel.HEARING) for _ in range(3)]
    for proposal in listed:
        proposal.publish(by=clerk)
    return listed


def test_fewer_reported_than_listed_is_refused_with_both_numbers(record, three_listed):
    with pytest.raises(ValidationError) as caught:
        record(items_received=2)

    sentence = " ".join(caught.value.message_dict["items_received"])
    assert "2" in sentence
    assert "3" in sentence
    assert not Minutes.objects.exists()


@pytest.mark.parametrize("figures", [{"items_received": 3}, {"items_received": 23}, {}])
def test_as_many_or_more_reported_than_listed_is_sound(record, three_listed, figures):
    assert record(**figures).listed() == 3


def test_fewer_reported_than_listed_is_kept_with_a_note(record, three_listed):
    assert record(items_received=2, **NOTE).pk


def test_what_was_not_taken_or_was_taken_back_is_not_listed(record, three_listed, clerk):
    first, second, _third = three_listed
    first.decline(by=clerk, reason_code="insults", reason="x")
    second.withdraw()

    assert record(items_received=1).listed() == 1


def test_what_is_still_being_checked_is_not_listed(record, submit, held_hearing):
    submit(hearing=held_hearing, channel=Proposal.Channel.HEARING)

    assert record(items_received=0).listed() == 0


def test_figures_of_minutes_never_drift_with_the_list(record, three_listed, submit, held_hearing):
    minutes = record(items_received=23)

    submit(hearing=held_hearing, channel=Proposal.Channel.HEARING)
    three_listed[0].withdraw()

    minutes.refresh_from_db()
    assert minutes.items_received == 23


# Shares


def test_a_share_is_of_its_own_whole(held_hearing):
    minutes = bare(held_hearing, **BUDGET)

    assert minutes.women_share == 57 / 135
    assert minutes.from_groups_share == 25 / 135
    assert minutes.accepted_share == 7 / 11


def test_accepted_proposals_are_no_share_of_proposals_and_questions_together(held_hearing):
    assert bare(held_hearing, items_received=23, accepted=8).accepted_share is None


@pytest.mark.parametrize("share", ["women_share", "from_groups_share", "accepted_share"])
@pytest.mark.parametrize("whole", [None, 0])
def test_without_a_known_whole_there_is_no_share(held_hearing, share, whole):
    figures = {"women": 0, "from_groups": 0, "accepted": 0}
    minutes = bare(held_hearing, participants=whole, proposals_received=whole, **figures)

    assert getattr(minutes, share) is None


@pytest.mark.parametrize("share", ["women_share", "from_groups_share", "accepted_share"])
def test_an_unknown_part_is_no_share_and_a_known_zero_is_one(held_hearing, share):
    wholes = {"participants": 40, "proposals_received": 11}
    zeros = {"women": 0, "from_groups": 0, "accepted": 0}

    assert getattr(bare(held_hearing, **wholes), share) is None
    assert getattr(bare(held_hearing, **wholes, **zeros), share) == 0


# Signing and correcting


def test_minutes_are_signed_once_the_scan_is_attached(record, scan, clerk, held_hearing):
    minutes = record(participants=83)

    minutes.sign(by=clerk)

    kept = Minutes.objects.get()
    assert kept.is_signed
    assert kept.signed_by == clerk
    assert held_hearing.steps.last().verb == HearingStep.Verb.SIGNED


def test_without_the_scan_nothing_is_signed(record, clerk, held_hearing):
    minutes = record(participants=83)

    with pytest.raises(ValidationError):
        minutes.sign(by=clerk)
    assert not Minutes.objects.get().is_signed
    assert not held_hearing.steps.filter(verb="signed").exists()


def test_another_paper_does_not_stand_for_the_scan(record, scan, clerk):
    scan.kind = HearingDocument.Kind.BRIEF
    scan.save()

    with pytest.raises(ValidationError):
        record().sign(by=clerk)


def test_minutes_are_signed_once(signed, clerk):
    with pytest.raises(ValidationError):
        signed.sign(by=clerk)

    assert signed.hearing.steps.filter(verb="signed").count() == 1


def test_a_correction_keeps_the_old_value_who_and_why(signed, clerk):
    signed.correct(by=clerk, reason={"ky": "Тизме кайра саналды."}, women=32, men=51)

    kept = Minutes.objects.get()
    assert (kept.women, kept.men, kept.participants) == (32, 51, 83)
    rows = signed.hearing.steps.filter(verb="corrected")
    assert {(row.field, row.old, row.new) for row in rows} == {
        ("women", "31", "32"),
        ("men", "", "51"),
    }
    assert {(row.note_ky, row.by) for row in rows} == {("Тизме кайра саналды.", clerk)}


def test_a_corrected_figure_that_is_unknown_again_is_not_written_as_zero(signed, clerk):
    signed.correct(by=clerk, reason="x", women=None)

    row = signed.hearing.steps.get(verb="corrected")
    assert (row.old, row.new) == ("31", "")


@pytest.mark.parametrize("silence", [None, "", "  "])
def test_nothing_is_corrected_without_a_reason(signed, clerk, silence):
    with pytest.raises(ValidationError):
        signed.correct(by=clerk, reason=silence, women=32)

    assert Minutes.objects.get().women == 31
    assert not signed.hearing.steps.filter(verb="corrected").exists()


def test_a_correction_may_not_contradict_another_figure(signed, clerk):
    with pytest.raises(ValidationError) as caught:
        signed.correct(by=clerk, reason="x", women=84)

    assert "84" in str(caught.value)
    assert "83" in str(caught.value)
    assert Minutes.objects.get().women == 31
    assert not signed.hearing.steps.filter(verb="corrected").exists()


def test_what_stays_as_it_was_leaves_no_row(signed, clerk):
    signed.correct(by=clerk, reason="x", women=31, participants=84)

    assert [row.field for row in signed.hearing.steps.filter(verb="corrected")] == ["participants"]


def test_the_old_value_is_the_stored_one_not_the_one_in_somebodys_hand(signed, clerk):
    in_hand = Minutes.objects.get()
    in_hand.women = 5

    in_hand.correct(by=clerk, reason="x", women=32)

    assert signed.hearing.steps.get(verb="corrected").old == "31"


def test_signed_figures_do_not_change_by_saving(signed):
    signed.women = 32
    with pytest.raises(ValidationError):
        signed.save()
    signed.refresh_from_db()
    signed.signed_at = None
    with pytest.raises(ValidationError):
        signed.save()

    kept = Minutes.objects.get()
    assert (kept.women, kept.is_signed) == (31, True)


def test_without_the_refusal_a_signed_figure_would_change_silently(signed, monkeypatch):
    monkeypatch.setattr(Minutes, "_refuse_silent_change", lambda minutes: None)
    signed.women = 32
    signed.save()

    assert Minutes.objects.get().women == 32
    assert not signed.hearing.steps.filter(verb="corrected").exists()


def test_two_corrections_of_different_figures_both_stay(signed, clerk):
    first, second = Minutes.objects.get(), Minutes.objects.get()

    first.correct(by=clerk, reason="x", women=32)
    second.correct(by=clerk, reason="y", participants=84)

    kept = Minutes.objects.get()
    assert (kept.women, kept.participants) == (32, 84)


def test_the_name_of_a_corrected_figure_is_read_in_ones_language(signed, clerk):
    signed.correct(by=clerk, reason="x", women=32)

    with translation.override("en"):
        assert str(signed.hearing.steps.get(verb="corrected").field_label) == "women"
    assert signed.hearing.steps.get(verb="signed").field_label == ""


def test_a_proposal_is_not_published_beyond_what_the_minutes_report(
    held_hearing, submit, clerk, aimak
):
    Minutes.record(held_hearing, by=clerk, items_received=1)
    first = submit(channel="paper", hearing=held_hearing)
    second = submit(channel="paper", hearing=held_hearing)
    first.publish(by=clerk)

    with pytest.raises(ValidationError) as refused:
        second.publish(by=clerk)

    assert "1" in refused.value.messages[0]
    assert "2" in refused.value.messages[0]
    second.refresh_from_db()
    assert second.status == "submitted"


def test_a_note_on_discrepancies_lets_the_list_be_longer(held_hearing, submit, clerk, aimak):
    Minutes.record(held_hearing, by=clerk, items_received=0, discrepancy_ky="Кийин кошулду.")
    submit(channel="paper", hearing=held_hearing).publish(by=clerk)
    assert held_hearing.proposals.heard().count() == 1
