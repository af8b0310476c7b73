"""The way of a measure: planned, funded, under way, done, or stopped with a reason."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from hearings.models import Proposal
from programs.models import Measure, MeasureStep

pytestmark = pytest.mark.django_db

WHY = {"ky": "Каражат жетпейт.", "ru": "Не хватает средств.", "en": "The money is short."}


@pytest.fixture
def measure():
    measure = Measure(title_ky="Мектеп автобусу", title_ru="Школьный автобус")
    measure.full_clean()
    measure.save()
    return measure


def refused(call, *args, **values):
    before = MeasureStep.objects.count()
    with pytest.raises(ValidationError) as refusal:
        call(*args, **values)
    assert MeasureStep.objects.count() == before
    return refusal.value.messages


def test_a_new_measure_is_planned(measure):
    assert measure.status == "planned"
    assert not measure.steps.exists()


def test_each_step_leaves_a_row_with_its_day_and_who(measure, clerk):
    measure.move_to("funded", by=clerk, on=date(2026, 2, 3))
    step = measure.steps.get()
    assert (step.old_status, step.new_status, step.on, step.by) == (
        "planned",
        "funded",
        date(2026, 2, 3),
        clerk,
    )


def test_steps_that_no_paper_states_may_be_left_out(measure):
    measure.move_to("done")
    assert Measure.objects.get(pk=measure.pk).status == "done"
    assert measure.steps.get().on is None


def test_a_day_to_come_is_refused(measure):
    refused(measure.move_to, "funded", on=timezone.localdate() + timedelta(days=1))


def test_nothing_stays_where_it_is_through_the_door(measure):
    with translation.override("en"):
        (sentence,) = refused(measure.move_to, "planned")
    assert sentence == "From “Planned” a measure cannot become “Planned”."


@pytest.mark.parametrize("before", ["planned", "funded", "under_way"])
def test_a_measure_is_stopped_only_with_a_reason(measure, before):
    if before != "planned":
        measure.move_to(before)
    refused(measure.move_to, "stopped")
    refused(measure.move_to, "stopped", reason={"ky": "  "})
    measure.move_to("stopped", reason=WHY)
    assert measure.steps.last().note_en == WHY["en"]


def test_the_database_too_wants_a_reason_for_stopping(measure):
    with pytest.raises(IntegrityError), transaction.atomic():
        MeasureStep.objects.create(
            measure=measure, old_status="planned", new_status="stopped", at=timezone.now()
        )


def test_the_database_takes_the_same_step_with_a_reason(measure):
    MeasureStep.objects.create(
        measure=measure, old_status="planned", new_status="stopped", note_ky="x", at=timezone.now()
    )


def test_a_stopped_measure_is_taken_up_again_with_a_reason(measure):
    measure.move_to("stopped", reason=WHY)
    refused(measure.move_to, "under_way")
    measure.move_to("under_way", reason=WHY)
    assert measure.status == "under_way"


def test_going_back_is_explained(measure):
    measure.move_to("under_way")
    refused(measure.move_to, "funded")
    measure.move_to("funded", reason=WHY)


def test_what_is_done_can_only_be_taken_up_again(measure):
    measure.move_to("done")
    refused(measure.move_to, "stopped", reason=WHY)
    refused(measure.move_to, "planned", reason=WHY)
    measure.move_to("under_way", reason=WHY)


def test_a_note_of_progress_leaves_the_status_and_says_something(measure):
    measure.move_to("under_way")
    refused(measure.add_note, {"ky": ""})
    measure.add_note({"ky": "2 км түтүк салынды."}, on=date(2026, 5, 1))
    note = measure.steps.last()
    assert note.is_note and note.note_ky == "2 км түтүк салынды."
    assert measure.status == "under_way"


def test_the_database_too_wants_words_in_a_note(measure):
    with pytest.raises(IntegrityError), transaction.atomic():
        MeasureStep.objects.create(
            measure=measure, old_status="planned", new_status="planned", at=timezone.now()
        )


def test_a_door_does_not_take_back_what_somebody_changed_meanwhile(measure):
    Measure.objects.filter(pk=measure.pk).update(title_en="School bus")
    measure.move_to("funded")
    assert Measure.objects.get(pk=measure.pk).title_en == "School bus"


def test_a_door_sees_the_status_as_it_stands_now(measure):
    stale = Measure.objects.get(pk=measure.pk)
    measure.move_to("done")
    refused(stale.move_to, "funded")


# The proposals that a measure answers follow it.


def status(proposal):
    return Proposal.objects.get(pk=proposal.pk).status


def test_work_on_a_measure_is_work_on_what_people_asked_for(measure, decided, clerk):
    measure.proposals.add(decided)
    measure.move_to("under_way", by=clerk, on=timezone.localdate())
    assert status(decided) == "in_progress"
    assert decided.steps.last().on == timezone.localdate()


def test_a_done_measure_completes_its_proposals_also_without_a_beginning(measure, decided):
    measure.proposals.add(decided)
    measure.move_to("done")
    assert status(decided) == "implemented"


def test_a_proposal_is_complete_when_all_its_measures_are_done(measure, decided):
    other = Measure.objects.create(title_ky="Жол")
    measure.proposals.add(decided)
    other.proposals.add(decided)
    measure.move_to("done")
    assert status(decided) == "in_progress"
    other.move_to("done")
    assert status(decided) == "implemented"


def test_a_stopped_measure_leaves_its_proposals_where_they_are(measure, decided):
    measure.proposals.add(decided)
    measure.move_to("under_way")
    measure.move_to("stopped", reason=WHY)
    assert status(decided) == "in_progress"


def test_a_proposal_that_was_rejected_is_not_led_anywhere(measure, published, clerk):
    published.decide("rejected", by=clerk, reason=WHY, reason_code="no_money")
    measure.proposals.add(published)
    measure.move_to("done")
    assert status(published) == "rejected"


def test_funding_does_not_start_the_work(measure, decided):
    measure.proposals.add(decided)
    measure.move_to("funded")
    assert status(decided) == "in_budget"


def test_measures_without_progress_are_those_under_way_of_which_nothing_was_told(measure):
    quarter_ago = timezone.localdate() - timedelta(days=90)
    long_ago = timezone.localdate() - timedelta(days=200)
    assert measure not in Measure.objects.without_progress_since(quarter_ago)
    measure.move_to("under_way", on=long_ago)
    assert measure in Measure.objects.without_progress_since(quarter_ago)
    measure.add_note({"ky": "Жүрүп жатат."}, on=timezone.localdate())
    assert measure not in Measure.objects.without_progress_since(quarter_ago)
