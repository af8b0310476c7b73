"""Minutes are signed once, with their scan; after that a figure changes with a reason."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from hearings.models import HearingDocument, HearingStep, Minutes
from tests.attachments import samples


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
