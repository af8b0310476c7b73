"""A slip of the hand is taken back: for a short while, whole, and with a trace."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone, translation

from hearings import receipts
from hearings.models import Proposal, ProposalStep, Proposer
from hearings.models.choices import TAKEN_BACK, WAYS, Status
from hearings.models.proposal import taking_back
from hearings.way import way_of

REASON = {"ky": "Себеби ушул.", "ru": "Причина такова.", "en": "This is the reason."}
COLUMNS = ("status", *(f"{name}_id" for name in ("decision", "hearing", "merged_into")))
COLUMNS += ("published_at", "deferred_to", "referred_to_ky", "referred_to_ru", "referred_to_en")


def stored(proposal):
    return Proposal.objects.values(*COLUMNS).get(pk=proposal.pk)


def decide(proposal, clerk, outcome=Status.IN_BUDGET, **details):
    proposal.decide(outcome, by=clerk, reason=REASON, **details)


@pytest.fixture
def steps(clerk, hearing, publish):
    """Each kind of step that can be taken back, as a deed done to a proposal."""
    other = publish()
    return {
        Status.PUBLISHED: lambda each: each.publish(by=clerk),
        Status.RETURNED: lambda each: each.return_for_clarification(by=clerk, reason=REASON),
        Status.DECLINED: lambda each: each.decline(by=clerk, reason=REASON, reason_code="other"),
        Status.AT_HEARING: lambda each: each.put_to_hearing(hearing, by=clerk),
        Status.IN_BUDGET: lambda each: decide(each, clerk),
        Status.IN_PROGRAM: lambda each: decide(each, clerk, Status.IN_PROGRAM),
        Status.ANSWERED: lambda each: decide(each, clerk, Status.ANSWERED),
        Status.REJECTED: lambda each: decide(each, clerk, Status.REJECTED, reason_code="no_money"),
        Status.DEFERRED: lambda each: decide(each, clerk, Status.DEFERRED, deferred_to=2030),
        Status.REFERRED: lambda each: decide(
            each, clerk, Status.REFERRED, referred_to={"ky": "Райондук орган"}
        ),
        Status.MERGED: lambda each: decide(each, clerk, Status.MERGED, merged_into=other),
    }


def test_whatever_is_taken_back_stands_exactly_as_it_stood_before(standing, steps, clerk):
    assert set(steps) == TAKEN_BACK
    ways = [(old, new) for old in Status for new in TAKEN_BACK & WAYS[old] if new != old]
    for old, new in ways:
        proposal = standing(old)
        before = stored(proposal)
        steps[new](proposal)
        undone = proposal.latest_step()
        assert stored(proposal) != before

        proposal.take_back(by=clerk)

        assert stored(proposal) == before, (old, new)
        step = proposal.latest_step()
        assert (step.undoes, step.old_status, step.new_status) == (undone, new, old)
        assert step.by == clerk
        assert not ProposalStep.objects.holding().filter(pk__in=[step.pk, undone.pk]).exists()


def test_a_reconsidered_decision_taken_back_leaves_the_first_one(published, clerk):
    decide(published, clerk, Status.IN_PROGRAM)
    first = published.decision
    decide(published, clerk, Status.IN_BUDGET)

    published.take_back(by=clerk)

    published.refresh_from_db()
    assert (published.status, published.decision) == (Status.IN_PROGRAM, first)


def test_what_somebody_mended_meanwhile_stays(published, clerk, held_hearing, hearing):
    published.put_to_hearing(held_hearing, by=clerk)
    decide(published, clerk)
    Proposal.objects.filter(pk=published.pk).update(hearing=hearing, summary_ky="Автобус")

    published.take_back(by=clerk)

    kept = Proposal.objects.get(pk=published.pk)
    assert (kept.hearing, kept.summary_ky) == (hearing, "Автобус")


def test_a_note_says_why_it_was_taken_back(decided, clerk):
    decided.take_back(by=clerk, note={"ru": "Ошиблись строкой."})
    assert decided.latest_step().reason_ru == "Ошиблись строкой."


# What it is refused for


def test_after_its_time_it_is_refused_with_both_times(aimak, published, clerk):
    aimak.undo_minutes = 45
    aimak.save()
    entered = timezone.now().replace(hour=4, minute=0) - timedelta(days=1)
    decide(published, clerk, now=entered)

    with pytest.raises(ValidationError) as refused:
        published.take_back(by=clerk, now=entered + timedelta(minutes=46))
    assert "10:00" in str(refused.value)
    assert "10:45" in str(refused.value)
    assert Proposal.objects.get().status == Status.IN_BUDGET

    published.take_back(by=clerk, now=entered + timedelta(minutes=45))
    assert Proposal.objects.get().status == Status.PUBLISHED


def test_without_the_check_an_old_decision_would_be_taken_back(published, clerk, monkeypatch):
    decide(published, clerk, now=timezone.now() - timedelta(days=300))
    monkeypatch.setattr(taking_back, "_refusal", lambda step, now: "")

    published.take_back(by=clerk)

    assert Proposal.objects.get().status == Status.PUBLISHED


def test_only_the_latest_step_of_the_staff_is_taken_back(decided, clerk, submit):
    decided.start_work(by=clerk)
    unread, clarified, withdrawn = submit(), submit(), submit()
    clarified.return_for_clarification(by=clerk, reason=REASON)
    clarified.clarify("Айры-Там, Мектеп көчөсү.")
    withdrawn.withdraw()
    for proposal in (decided, unread, clarified, withdrawn):
        before = stored(proposal)
        with pytest.raises(ValidationError):
            proposal.take_back(by=clerk)
        assert stored(proposal) == before


def test_a_step_is_taken_back_once(decided, clerk):
    undone = decided.latest_step()
    decided.take_back(by=clerk)

    with pytest.raises(ValidationError):
        decided.take_back(by=clerk)
    with pytest.raises(IntegrityError), transaction.atomic():
        copy = ProposalStep(proposal=decided, undoes=undone, old_status="in_budget")
        copy.new_status, copy.on, copy.at = "published", timezone.localdate(), timezone.now()
        copy.save()


def test_what_others_were_merged_with_stays_published(publish, clerk):
    one, other = publish(), publish()
    decide(other, clerk, Status.MERGED, merged_into=one)
    with pytest.raises(ValidationError):
        one.take_back(by=clerk)
    other.take_back(by=clerk)
    one.take_back(by=clerk)
    assert not Proposal.objects.public().filter(pk=one.pk).exists()


# What does not count it


def test_an_undone_decision_is_counted_nowhere(decided, clerk):
    decided.take_back(by=clerk)

    assert not Proposal.objects.decided().exists()
    assert Proposal.objects.awaiting_decision().get() == decided
    newest, totals = Proposal.objects.newest_with_totals(5)
    assert newest == [] and totals["decided"] == 0
    decided.refresh_from_db()
    stations = way_of(decided, list(decided.steps.told()))
    assert [station.reached for station in stations[:2]] == [True, False]


def test_an_undone_closing_does_not_start_the_clock_of_personal_data(aimak, submit, clerk):
    proposal = submit()
    Proposer.objects.create(proposal=proposal, full_name="Айгүл Токтоева")
    long_ago = timezone.now() - timedelta(days=400)
    proposal.publish(by=clerk)
    decide(proposal, clerk, Status.REJECTED, reason_code="other", now=long_ago)
    proposal.take_back(by=clerk, now=long_ago)
    assert not Proposer.objects.expired().exists()
    decide(proposal, clerk, Status.REJECTED, reason_code="other")
    assert not Proposer.objects.expired().exists()


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_everybody_reads_that_it_was_taken_back(client, decided, clerk, language):
    decided.take_back(by=clerk, note=REASON)
    with translation.override(language):
        sentences = [
            translation.gettext("Taken back as a mistake: %(status)s")
            % {"status": Status.IN_BUDGET.label},
            translation.gettext("Stands again: %(status)s") % {"status": Status.PUBLISHED.label},
            translation.gettext("This step was taken back later."),
            REASON[language],
        ]
        page = client.get(decided.get_absolute_url()).content.decode()
    assert all(sentence in page for sentence in sentences), sentences
    assert 'id="decision"' not in page


def test_what_is_between_two_stays_between_two(client, published, clerk):
    published.decline(by=clerk, reason={"ky": "Экөөбүздүн ортобузда"}, reason_code="other")
    published.take_back(by=clerk, note={"ky": "Кечириңиз"})
    page = client.get(published.get_absolute_url()).content.decode()
    assert "Экөөбүздүн" not in page
    assert "Кечириңиз" not in page


# Many at once


@pytest.fixture
def batch(publish, clerk):
    """Three proposals that one deed decided."""
    key = uuid4()
    proposals = [publish(), publish(), publish()]
    for proposal in proposals:
        proposal.batch = key
        decide(proposal, clerk)
    return key


def standing_of(batch):
    return set(Proposal.objects.filter(steps__batch=batch).values_list("status", flat=True))


def test_all_of_one_deed_is_taken_back_together(batch, clerk):
    assert Proposal.take_back_together(batch, by=clerk) == 3
    assert standing_of(batch) == {Status.PUBLISHED}


def test_where_one_has_moved_on_none_is_taken_back(batch, clerk):
    moved = Proposal.objects.filter(steps__batch=batch).order_by("pk")[1]
    moved.start_work(by=clerk)
    with pytest.raises(ValidationError) as refused:
        Proposal.take_back_together(batch, by=clerk)
    assert [moved.number in sentence for sentence in refused.value.messages] == [True]
    assert standing_of(batch) == {Status.IN_BUDGET, Status.IN_PROGRESS}


def test_one_taken_back_before_is_left_alone(batch, clerk):
    one = Proposal.objects.filter(steps__batch=batch).first()
    one.take_back(by=clerk)
    decide(one, clerk, Status.IN_PROGRAM)
    assert Proposal.take_back_together(batch, by=clerk) == 2
    assert standing_of(batch) == {Status.PUBLISHED, Status.IN_PROGRAM}


# Two at the same time


def test_a_second_hand_looks_at_the_step_of_now(decided, clerk):
    in_hand = Proposal.objects.get()
    Proposal.objects.get().start_work(by=clerk)
    with pytest.raises(ValidationError):
        in_hand.take_back(by=clerk)
    assert Proposal.objects.get().status == Status.IN_PROGRESS


def test_without_looking_again_the_row_would_be_torn(decided, clerk, monkeypatch):
    in_hand = Proposal.objects.get()
    undone = in_hand.latest_step()
    Proposal.objects.get().start_work(by=clerk)
    monkeypatch.setattr(Proposal, "refresh_from_db", lambda self, **kwargs: None)
    monkeypatch.setattr(Proposal, "latest_step", lambda self: undone)

    in_hand.take_back(by=clerk)

    assert Proposal.objects.values_list("status", flat=True).get() == Status.PUBLISHED


class TestInParallel:
    # Threads write through connections of their own, so everything is committed for real.
    pytestmark = [pytest.mark.stress, pytest.mark.django_db(transaction=True)]

    def test_taking_back_and_another_door_have_one_winner(self):
        clerk = get_user_model().objects.create_user("clerk")
        for _turn in range(10):
            proposal = _decided(clerk)
            answers = _both(
                lambda pk=proposal.pk: Proposal.objects.get(pk=pk).take_back(by=clerk),
                lambda pk=proposal.pk: Proposal.objects.get(pk=pk).start_work(by=clerk),
            )
            proposal.refresh_from_db()
            won = [answer is None for answer in answers]
            assert sum(won) == 1, answers
            assert proposal.status == (Status.PUBLISHED if won[0] else Status.IN_PROGRESS)
            assert proposal.steps.last().new_status == proposal.status

    def test_two_hands_take_one_step_back_once(self):
        clerk = get_user_model().objects.create_user("clerk")
        proposal = _decided(clerk)
        deed = lambda: Proposal.objects.get(pk=proposal.pk).take_back(by=clerk)  # noqa: E731
        answers = _both(deed, deed)
        assert sum(answer is None for answer in answers) == 1
        proposal.refresh_from_db()
        assert proposal.status == Status.PUBLISHED
        assert proposal.steps.filter(undoes__isnull=False).count() == 1


def _decided(clerk):
    proposal, _new = Proposal.submit(
        secret=receipts.new_secret(), text="Суу керек.", language="ky", channel="paper"
    )
    proposal.publish(by=clerk)
    decide(proposal, clerk)
    return proposal


def _both(*deeds):
    """Do both at once, each in a connection of its own; None for the one that succeeded."""
    start = threading.Barrier(len(deeds))

    def run(deed):
        start.wait(30)
        try:
            return deed()
        except ValidationError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as threads:
        return list(threads.map(run, deeds))


def test_a_message_about_a_step_that_is_taken_back_stays_at_home(aimak, submit, clerk):
    proposal = submit(contact={"email": "somebody@example.kg"})
    proposal.publish(by=clerk)
    assert proposal.messages.get().status == "waiting"
    proposal.take_back(by=clerk)
    assert proposal.messages.get().status == "stopped"
