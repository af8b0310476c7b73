"""Hands raised for a proposal at a hearing: bounded by who came, kept once signed."""

from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from hearings.models import HandVote, Hearing, HearingStep, Minutes
from hearings.models.hearing.step import HearingStepQuerySet
from tests.aimak_portal.routes import body
from tests.desk import page_of, sign_in, words_of

WHY = {"ky": "Эсептөө комиссиясынын актысы боюнча.", "en": "By the act of the counting board."}


@pytest.fixture
def minutes(held_hearing, clerk):
    return Minutes.record(held_hearing, by=clerk, participants=60)


@pytest.fixture
def heard(submit, held_hearing, clerk):
    proposal = submit(hearing=held_hearing, channel="hearing", received_on=None)
    proposal.publish(by=clerk)
    return proposal


def vote(hearing, proposal, by, in_favour=32, against=27, abstained=0, **values):
    hands = {"in_favour": in_favour, "against": against, "abstained": abstained}
    return HandVote.record(hearing, proposal, by=by, **hands, **values)


def test_hands_are_entered_as_the_paper_states_them(minutes, heard, clerk):
    stored = vote(minutes.hearing, heard, clerk, abstained=None)
    assert (stored.in_favour, stored.against, stored.abstained) == (32, 27, None)
    assert not stored.is_tie


def test_more_hands_than_people_are_refused_with_both_numbers(minutes, heard, clerk):
    with pytest.raises(ValidationError) as refused:
        vote(minutes.hearing, heard, clerk, abstained=2)
    sentence = " ".join(refused.value.messages)
    assert "61" in sentence
    assert "60" in sentence
    assert not HandVote.objects.exists()


def test_the_bound_is_what_refuses(minutes, heard, clerk, monkeypatch):
    monkeypatch.setattr(HandVote, "more_hands_than_people", lambda self: None)
    assert vote(minutes.hearing, heard, clerk, in_favour=600).total > minutes.participants


def test_more_hands_than_people_are_kept_with_a_public_note(minutes, heard, clerk):
    stored = vote(minutes.hearing, heard, clerk, abstained=2, note=WHY)
    assert stored.note_en == WHY["en"]


def test_where_nobody_counted_the_people_no_bound_is_known(held_hearing, heard, clerk):
    assert vote(held_hearing, heard, clerk, in_favour=300).in_favour == 300


def test_minutes_cannot_report_fewer_people_than_voted(minutes, heard, clerk):
    vote(minutes.hearing, heard, clerk)
    minutes.participants = 40
    with pytest.raises(ValidationError) as refused:
        minutes.full_clean()
    assert "59" in str(refused.value.message_dict["participants"])


def test_as_many_for_as_against_is_a_tie(minutes, heard, clerk):
    assert vote(minutes.hearing, heard, clerk, in_favour=20, against=20).is_tie


def test_a_hearing_that_has_not_been_held_has_no_votes(hearing, submit, clerk):
    proposal = submit(hearing=hearing)
    with pytest.raises(ValidationError):
        vote(hearing, proposal, clerk)


def test_hands_are_raised_only_for_what_was_put_to_the_hearing(minutes, published, clerk):
    with pytest.raises(ValidationError):
        vote(minutes.hearing, published, clerk)


def test_a_vote_without_any_hands_is_refused_by_the_database_too(minutes, heard, clerk):
    with pytest.raises(ValidationError):
        HandVote.record(minutes.hearing, heard, by=clerk)
    with pytest.raises(IntegrityError), transaction.atomic():
        HandVote.objects.create(hearing=minutes.hearing, proposal=heard, recorded_at=timezone.now())


def test_a_second_entry_corrects_the_first(minutes, heard, clerk):
    vote(minutes.hearing, heard, clerk)
    vote(minutes.hearing, heard, clerk, in_favour=31)
    assert [each.in_favour for each in HandVote.objects.all()] == [31]


def test_once_signed_hands_change_only_with_a_reason_that_everybody_reads(minutes, heard, clerk):
    vote(minutes.hearing, heard, clerk)
    Minutes.objects.update(signed_at=timezone.now(), signed_by=clerk)
    with pytest.raises(ValidationError):
        vote(minutes.hearing, heard, clerk, in_favour=31)
    assert HandVote.objects.get().in_favour == 32
    vote(minutes.hearing, heard, clerk, in_favour=31, reason=WHY)
    step = minutes.hearing.steps.last()
    assert (step.old, step.new) == ("32/27/0", "31/27/0")
    assert heard.number in step.field_label


def test_the_pages_of_the_proposal_and_of_the_hearing_show_the_hands(minutes, heard, clerk, client):
    vote(minutes.hearing, heard, clerk, in_favour=29, against=29, abstained=1)
    for page in (heard.get_absolute_url(), minutes.hearing.get_absolute_url()):
        content = client.get(page).content.decode()
        assert content.count(">29</td>") == 2
        assert "<strong>" in content


def test_votes_of_a_hearing_or_a_proposal_that_is_not_public_are_not_shown(
    minutes, heard, clerk, client
):
    vote(minutes.hearing, heard, clerk, in_favour=29, against=28)
    Hearing.objects.update(published_at=None)
    assert ">29</td>" not in client.get(heard.get_absolute_url()).content.decode()
    Hearing.objects.update(published_at=timezone.now())
    heard.decline(by=clerk, reason_code="other", reason=WHY)
    page = client.get(minutes.hearing.get_absolute_url()).content.decode()
    assert ">29</td>" not in page


@pytest.fixture
def corrected(minutes, heard, clerk):
    """The hands for a proposal, corrected after the minutes were signed."""
    vote(minutes.hearing, heard, clerk)
    Minutes.objects.update(signed_at=timezone.now(), signed_by=clerk)
    vote(minutes.hearing, heard, clerk, in_favour=31, reason=WHY)
    return heard


def readers_places(proposal):
    return ["/data/hearing_steps.csv", "/api/v1/hearing_steps/", _page_of_hearing(proposal)]


def _page_of_hearing(proposal):
    return proposal.hearing.get_absolute_url()


def naming(client, proposal):
    """The places of readers that name the proposal or tell its hands."""
    words = proposal.number, "31/27/0"
    texts = {place: body(client.get(place)) for place in readers_places(proposal)}
    return [place for place, text in texts.items() if any(word in text for word in words)]


def test_a_correction_names_no_proposal_that_was_taken_down(corrected, clerk, client, monkeypatch):
    assert naming(client, corrected) == readers_places(corrected)
    corrected.decline(by=clerk, reason_code="other", reason=WHY)
    assert naming(client, corrected) == []

    # Negative control: without the lock it would be named.
    monkeypatch.setattr(HearingStepQuerySet, "public", HearingStepQuerySet.all)
    assert naming(client, corrected) == readers_places(corrected)


def test_the_correction_comes_back_with_the_proposal(corrected, clerk, client):
    corrected.decline(by=clerk, reason_code="other", reason=WHY)
    corrected.take_back(by=clerk)
    assert naming(client, corrected) == readers_places(corrected)


def test_other_corrections_stay_while_a_proposal_is_taken_down(corrected, minutes, clerk, client):
    corrected.decline(by=clerk, reason_code="other", reason=WHY)
    minutes.refresh_from_db()
    minutes.correct(by=clerk, reason=WHY, participants=61)
    assert [step.field for step in minutes.hearing.steps.public()][-1] == "participants"
    assert WHY["ky"] in body(client.get(_page_of_hearing(corrected)))


def test_at_the_desk_who_keeps_the_proposals_reads_the_correction(corrected, clerk, aimak):
    corrected.decline(by=clerk, reason_code="other", reason=WHY)
    hearing = corrected.hearing
    assert corrected.number in words_of(page_of(sign_in("clerk"), hearing).response)
    assert corrected.number not in words_of(page_of(sign_in("deputy"), hearing).response)


def test_corrections_of_an_older_version_find_their_proposals(corrected):
    migration = import_module("hearings.migrations.0007_proposals_of_corrections")
    HearingStep.objects.update(proposal=None)
    migration.name_the_proposals(apps, None)
    named = HearingStep.objects.exclude(proposal=None)
    assert [(step.verb, step.proposal) for step in named] == [("corrected", corrected)]
