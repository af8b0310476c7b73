"""A decision has its reason and says what else it has to: until when, by whom, with which."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from hearings.models import Proposal, ProposalStep
from hearings.models.choices import (
    DECIDED,
    DECISIONS,
    EXPLAINED,
    REFUSALS,
    Status,
)
from tests.hearings.doors import REASON, decision, refused, words

# The reason


@pytest.mark.parametrize("silence", [None, "", "  ", {}, {"ky": "", "ru": " ", "en": "\n"}])
@pytest.mark.parametrize("outcome", sorted(DECISIONS))
def test_a_decision_without_a_reason_is_refused(outcome, silence, standing, submit, clerk):
    proposal = standing(Status.UNDER_REVIEW)
    said = decision(outcome, clerk, submit) | {"reason": silence}

    error = refused(proposal, lambda: proposal.decide(outcome, **said))

    assert "reason" in words(error)


@pytest.mark.parametrize("silence", [None, "", "  "])
def test_returning_and_declining_need_a_reason_too(submitted, clerk, silence):
    for door in (
        lambda: submitted.return_for_clarification(by=clerk, reason=silence),
        lambda: submitted.decline(by=clerk, reason_code="insults", reason=silence),
    ):
        assert "reason" in words(refused(submitted, door))


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_a_reason_in_one_language_is_enough(published, clerk, language):
    published.decide(Status.IN_BUDGET, by=clerk, reason={language: "x"})

    assert getattr(published.decision, f"reason_{language}") == "x"


@pytest.mark.parametrize("outcome", sorted(EXPLAINED))
def test_the_database_refuses_a_decision_without_a_reason(outcome, submitted):
    def step(**reason):
        return ProposalStep(
            proposal=submitted,
            new_status=outcome,
            reason_code="other",
            on=date(2026, 11, 1),
            at=timezone.now(),
            **reason,
        )

    for silence in ({}, {"reason_ky": ""}, {"reason_ky": "", "reason_ru": "", "reason_en": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ProposalStep.objects.bulk_create([step(**silence)])
    ProposalStep.objects.bulk_create([step(reason_ru="Причина такова.")])


def test_the_database_refuses_to_empty_a_reason(decided):
    steps = ProposalStep.objects.filter(pk=decided.decision_id)

    with pytest.raises(IntegrityError), transaction.atomic():
        steps.update(reason_ky="", reason_ru="", reason_en="")
    steps.update(reason_ky="", reason_ru="")


def test_without_the_check_of_the_reason_the_door_would_meet_the_database(
    published, clerk, monkeypatch
):
    monkeypatch.setattr(ProposalStep, "full_clean", lambda step: None)

    with pytest.raises(IntegrityError), transaction.atomic():
        published.decide(Status.IN_BUDGET, by=clerk, reason="")


@pytest.mark.parametrize("status", sorted(DECIDED))
def test_the_database_refuses_a_decided_proposal_without_its_decision(status, decided, submit):
    one = Proposal.objects.filter(pk=decided.pk)
    details = {"deferred_to": 2028, "merged_into": submit()}

    with pytest.raises(IntegrityError), transaction.atomic():
        one.update(status=status, decision=None, **details)
    one.update(status=status, **details)


def test_the_step_that_holds_the_decision_is_not_deleted_from_under_it(decided):
    with pytest.raises(IntegrityError), transaction.atomic():
        decided.decision.delete()
        connection.check_constraints()

    assert Proposal.objects.get(pk=decided.pk).decision is not None


# Refusals


@pytest.mark.parametrize("code", Proposal.RefusalReason.values)
def test_a_rejection_says_which_kind_of_reason(code, published, clerk):
    published.decide(Status.REJECTED, by=clerk, reason=REASON, reason_code=code)

    assert Proposal.objects.get().decision.reason_code == code


@pytest.mark.parametrize("code", ["", "because", "NO_MONEY"])
def test_without_one_of_the_kinds_nothing_is_rejected_or_declined(code, published, clerk):
    for door in (
        lambda: published.decide(Status.REJECTED, by=clerk, reason=REASON, reason_code=code),
        lambda: published.decline(by=clerk, reason=REASON, reason_code=code),
    ):
        assert "reason_code" in words(refused(published, door))


@pytest.mark.parametrize("status", sorted(REFUSALS))
def test_the_database_refuses_a_refusal_without_its_kind(status, submitted):
    def step(code):
        return ProposalStep(
            proposal=submitted,
            new_status=status,
            reason_code=code,
            reason_ky="Себеби ушул.",
            on=date(2026, 11, 1),
            at=timezone.now(),
        )

    with pytest.raises(IntegrityError), transaction.atomic():
        ProposalStep.objects.bulk_create([step("")])
    ProposalStep.objects.bulk_create([step("other")])


# What some decisions have to say besides


@pytest.mark.parametrize(
    ("outcome", "field"),
    [
        (Status.DEFERRED, "deferred_to"),
        (Status.REFERRED, "referred_to"),
        (Status.MERGED, "merged_into"),
    ],
)
@pytest.mark.parametrize("silence", [None, ""])
def test_deferred_to_when_referred_to_whom_merged_with_what(
    outcome, field, silence, published, clerk
):
    error = refused(
        published,
        lambda: published.decide(outcome, by=clerk, reason=REASON, **{field: silence or None}),
    )

    assert field in words(error)


def test_referring_to_a_blank_body_is_referring_to_nobody(published, clerk):
    for blank in ("  ", {"ky": " "}, {}):
        refused(
            published,
            lambda blank=blank: published.decide(
                Status.REFERRED, by=clerk, reason=REASON, referred_to=blank
            ),
        )


def test_a_deferred_proposal_names_its_year(published, clerk):
    published.decide(Status.DEFERRED, by=clerk, reason=REASON, deferred_to=2028)

    assert Proposal.objects.get().deferred_to == 2028


@pytest.mark.parametrize("year", [28, 1990, 2101])
def test_an_impossible_year_is_refused(year, published, clerk):
    refused(
        published,
        lambda: published.decide(Status.DEFERRED, by=clerk, reason=REASON, deferred_to=year),
    )


def test_a_referred_proposal_names_the_body_in_each_language(published, clerk):
    body = {"ky": "Райондук билим берүү бөлүмү", "ru": "Районо"}

    published.decide(Status.REFERRED, by=clerk, reason=REASON, referred_to=body)

    kept = Proposal.objects.get()
    assert (kept.referred_to_ky, kept.referred_to_ru) == (body["ky"], body["ru"])


def test_a_merged_proposal_names_the_other_which_lists_it(published, submit, clerk):
    other = submit()
    other.publish(by=clerk)

    published.decide(Status.MERGED, by=clerk, reason=REASON, merged_into=other)

    assert list(other.merged.public()) == [published]


def test_nothing_is_merged_with_itself(published, clerk):
    error = refused(
        published,
        lambda: published.decide(Status.MERGED, by=clerk, reason=REASON, merged_into=published),
    )
    assert "merged_into" in words(error)

    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=published.pk).update(merged_into=published)


@pytest.mark.parametrize(
    ("status", "details"),
    [(Status.DEFERRED, {"deferred_to": 2028}), (Status.MERGED, {"merged_into": None})],
)
def test_the_database_wants_the_year_and_the_other_number_too(status, details, decided, submit):
    if "merged_into" in details:
        details = {"merged_into": submit()}
    one = Proposal.objects.filter(pk=decided.pk)

    with pytest.raises(IntegrityError), transaction.atomic():
        one.update(status=status)
    one.update(status=status, **details)


def test_another_decision_forgets_the_details_of_the_one_before(published, clerk):
    published.decide(Status.DEFERRED, by=clerk, reason=REASON, deferred_to=2028)
    published.start_review(by=clerk)
    published.decide(Status.IN_BUDGET, by=clerk, reason=REASON)

    assert Proposal.objects.get().deferred_to is None


def test_a_reopened_proposal_is_no_longer_merged_deferred_or_referred(standing, clerk, submit):
    for status in (Status.MERGED, Status.DEFERRED, Status.REFERRED):
        proposal = standing(status)
        proposal.start_review(by=clerk)

        kept = Proposal.objects.get(pk=proposal.pk)
        assert (kept.merged_into, kept.deferred_to, kept.referred_to_ky) == (None, None, "")
