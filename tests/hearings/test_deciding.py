"""Every change of status goes through a door, along a known way."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from hearings.models import Proposal
from hearings.models.choices import (
    AWAITING_DECISION,
    DECISIONS,
    WAYS,
    Channel,
    Status,
)
from tests.hearings.doors import REASON, decision, refused, words

# From domain.md, word for word: what each status may become. Whoever changes a way changes it here.
DECIDABLE = "in_budget in_program deferred rejected referred merged answered"


WRITTEN_WAYS = {
    "submitted": "published returned declined withdrawn not_stated",
    "returned": "submitted declined withdrawn",
    "declined": "submitted",
    "published": f"under_review at_hearing withdrawn declined {DECIDABLE}",
    "under_review": f"at_hearing withdrawn declined {DECIDABLE}",
    "at_hearing": f"under_review withdrawn declined {DECIDABLE}",
    "in_budget": "under_review in_progress",
    "in_program": "under_review in_budget in_progress",
    "deferred": "under_review",
    "rejected": "under_review",
    "referred": "under_review",
    "merged": "under_review",
    "answered": "under_review",
    "in_progress": "implemented under_review",
    "implemented": "under_review",
    "withdrawn": "",
    "not_stated": "under_review",
}


@pytest.fixture
def through(clerk, hearing, submit):
    """Lead a proposal to a status through the door that is made for it."""

    def through(proposal, new):
        doors = {
            Status.PUBLISHED: lambda: proposal.publish(by=clerk),
            Status.RETURNED: lambda: proposal.return_for_clarification(by=clerk, reason=REASON),
            Status.DECLINED: lambda: proposal.decline(
                by=clerk, reason_code="insults", reason=REASON
            ),
            Status.UNDER_REVIEW: lambda: proposal.start_review(by=clerk),
            Status.AT_HEARING: lambda: proposal.put_to_hearing(hearing, by=clerk),
            Status.IN_PROGRESS: lambda: proposal.start_work(by=clerk),
            Status.IMPLEMENTED: lambda: proposal.complete(by=clerk),
            Status.WITHDRAWN: lambda: proposal.withdraw(),
            Status.NOT_STATED: lambda: proposal.leave_outcome_open(by=clerk),
            Status.SUBMITTED: lambda: (
                proposal.clarify("Айры-Тамга көпүрө керек.")
                if proposal.status == Status.RETURNED
                else proposal.restore(by=clerk)
            ),
        }
        door = doors.get(new) or (lambda: proposal.decide(new, **decision(new, clerk, submit)))
        return door()

    return through


# The ways


def test_the_ways_are_those_that_were_agreed():
    assert {old: set(new) for old, new in WAYS.items()} == {
        old: set(new.split()) for old, new in WRITTEN_WAYS.items()
    }


@pytest.mark.parametrize("old", Status.values)
def test_from_every_status_just_the_agreed_doors_are_open(old, standing, through):
    opened = set()
    for new in Status.values:
        proposal = standing(old)
        try:
            through(proposal, Status(new))
        except ValidationError:
            assert Proposal.objects.get(pk=proposal.pk).status == old
            continue
        assert Proposal.objects.get(pk=proposal.pk).status == new
        opened.add(new)

    assert opened == set(WRITTEN_WAYS[old].split())


@pytest.mark.parametrize(("old", "new"), [("submitted", "in_budget"), ("withdrawn", "published")])
def test_without_the_map_of_ways_a_forbidden_step_would_succeed(
    old, new, standing, through, monkeypatch
):
    refused(standing(old), lambda: through(standing(old), Status(new)))
    monkeypatch.setattr(Proposal, "possible_steps", lambda proposal: set(Status))
    proposal = standing(old)

    through(proposal, Status(new))

    assert Proposal.objects.get(pk=proposal.pk).status == new


@pytest.mark.parametrize("old", Status.values)
def test_every_step_leaves_a_row_with_old_new_when_and_who(old, standing, through, clerk):
    for new in WAYS[old]:
        proposal = standing(old)
        through(proposal, new)

        step = proposal.steps.last()
        assert (step.old_status, step.new_status) == (old, new)
        assert step.on == timezone.localdate()
        by_proposer = new == Status.WITHDRAWN or (old, new) == (Status.RETURNED, Status.SUBMITTED)
        assert step.by == (None if by_proposer else clerk)


@pytest.mark.parametrize("old", Status.values)
def test_the_next_steps_that_are_offered_are_the_doors_that_open(old, standing):
    assert standing(old).possible_steps() == set(WRITTEN_WAYS[old].split())


def test_a_proposal_is_decided_and_never_answered(standing, through):
    for old in AWAITING_DECISION:
        proposal = standing(old, kind=Proposal.Kind.PROPOSAL)

        assert Status.ANSWERED not in proposal.possible_steps()
        refused(proposal, lambda proposal=proposal: through(proposal, Status.ANSWERED))


def test_a_question_is_answered(standing, through):
    question = standing(Status.PUBLISHED, kind=Proposal.Kind.QUESTION)

    through(question, Status.ANSWERED)

    assert question.decision.reason_ky == REASON["ky"]


def test_what_came_online_is_never_left_without_an_outcome(standing, through, clerk):
    online = standing(Status.SUBMITTED, channel=Channel.ONLINE)

    assert Status.NOT_STATED not in online.possible_steps()
    refused(online, lambda: online.leave_outcome_open(by=clerk))


def test_an_old_paper_without_an_outcome_is_public_and_says_so(standing, clerk):
    paper = standing(Status.SUBMITTED)

    paper.leave_outcome_open(by=clerk)

    assert Proposal.objects.public().get() == paper
    assert paper.decision is None


@pytest.mark.parametrize("outcome", sorted(set(Status) - DECISIONS))
def test_only_decisions_are_decided(outcome, published, clerk):
    refused(published, lambda: published.decide(outcome, by=clerk, reason=REASON))


# The day of a decision


def test_a_decision_may_be_entered_later_than_it_was_taken(published, clerk):
    on = timezone.localdate() - timedelta(days=40)

    published.decide(Status.IN_BUDGET, by=clerk, reason=REASON, on=on)

    assert published.decision.on == on
    assert timezone.localdate(published.decision.at) == timezone.localdate()


def test_no_decision_is_dated_into_the_future(published, clerk):
    tomorrow = timezone.localdate() + timedelta(days=1)

    error = refused(
        published,
        lambda: published.decide(Status.IN_BUDGET, by=clerk, reason=REASON, on=tomorrow),
    )

    assert "on" in words(error)


# Thinking again


def test_a_decision_may_be_reconsidered_and_both_stay_on_the_timeline(decided, clerk):
    decided.start_review(by=clerk, reason={"ky": "Кеңеш кайра карады."})
    assert Proposal.objects.get().decision is None

    decided.decide(Status.REJECTED, by=clerk, reason=REASON, reason_code="no_money")

    statuses = [step.new_status for step in decided.steps.all()]
    assert statuses[-3:] == [Status.IN_BUDGET, Status.UNDER_REVIEW, Status.REJECTED]
    assert Proposal.objects.get().decision.reason_code == "no_money"


def test_carrying_out_keeps_the_decision(decided, clerk):
    decision = decided.decision

    decided.start_work(by=clerk)
    decided.complete(by=clerk)

    assert Proposal.objects.get().decision == decision
    assert Proposal.objects.accepted().count() == 1


# Somebody else at the same time


def test_a_door_does_not_take_back_what_somebody_else_wrote_meanwhile(published, clerk):
    in_hand = Proposal.objects.get()
    other = Proposal.objects.get()
    other.summary_ky, other.sector = "Автобус", Proposal.Sector.TRANSPORT
    other.save()

    in_hand.start_review(by=clerk)

    kept = Proposal.objects.get()
    assert (kept.summary_ky, kept.sector) == ("Автобус", Proposal.Sector.TRANSPORT)
    assert kept.status == Status.UNDER_REVIEW


def test_what_was_published_meanwhile_stays_published_when_it_is_withdrawn(submitted, clerk):
    in_hand = Proposal.objects.get()
    Proposal.objects.get().publish(by=clerk)

    in_hand.withdraw()

    assert Proposal.objects.public().get().status == Status.WITHDRAWN


def test_a_door_looks_at_the_status_of_now_and_not_at_the_one_in_hand(published, clerk):
    in_hand = Proposal.objects.get()
    Proposal.objects.get().withdraw()

    with pytest.raises(ValidationError):
        in_hand.decide(Status.IN_BUDGET, by=clerk, reason=REASON)
    assert Proposal.objects.get().status == Status.WITHDRAWN


# Overdue


@pytest.mark.parametrize("status", Status.values)
def test_only_what_still_waits_can_be_overdue(status, standing):
    proposal = standing(status)
    day = timezone.localdate() + timedelta(days=31)
    Proposal.objects.filter(pk=proposal.pk).update(due_on=day - timedelta(days=1))
    proposal.refresh_from_db()
    waits = status in AWAITING_DECISION | {Status.SUBMITTED}

    assert proposal.is_overdue(day) is waits
    assert Proposal.objects.filter(pk=proposal.pk).overdue(day).exists() is waits


def test_an_answer_is_not_overdue_on_its_last_day(submitted):
    assert not submitted.is_overdue(submitted.due_on)
    assert submitted.is_overdue(submitted.due_on + timedelta(days=1))
    assert not Proposal.objects.overdue(submitted.due_on).exists()
    assert Proposal.objects.overdue(submitted.due_on + timedelta(days=1)).exists()


def test_a_paper_of_unknown_day_is_never_overdue(submit):
    paper = submit(channel=Channel.PAPER)

    assert paper.due_on is None
    assert not paper.is_overdue(date(2100, 1, 1))


@pytest.mark.parametrize("days", [10, 30])
def test_the_day_to_answer_is_the_aimaks_own_rule(days, aimak, submit):
    aimak.answer_days = days
    aimak.save()

    assert submit().due_on == timezone.localdate() + timedelta(days=days)


def test_a_proposal_joins_only_a_published_one(published, submit, clerk):
    unpublished = submit()
    with pytest.raises(ValidationError) as refused:
        published.decide("merged", by=clerk, reason={"ky": "Бирдей."}, merged_into=unpublished)
    assert "merged_into" in refused.value.message_dict
