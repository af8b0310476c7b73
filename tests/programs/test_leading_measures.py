"""A measure is led step by step at the desk, and the lists tell what waits for a step."""

from datetime import timedelta

import pytest
from django.utils import timezone

from programs.models import Measure, MeasureStep, Program
from programs.models.choices import Status
from tests.desk import Page, address, door_of, page_of, sign_in, words_of
from tests.programs.buttons import shown, status


@pytest.fixture
def standing(measure):
    """The measure put straight into a status, past its door."""

    def standing(status):
        Measure.objects.filter(pk=measure.pk).update(status=status)
        measure.refresh_from_db()
        return measure

    return standing


# Steps


def test_every_possible_step_has_one_button_that_says_what_it_is(desk, standing):
    expected = {
        Status.PLANNED: {"fund", "begin", "finish", "stop"},
        Status.FUNDED: {"begin", "finish", "stop", "back-to-planned"},
        Status.UNDER_WAY: {"finish", "stop", "back-to-planned", "back-to-funded"},
        Status.DONE: {"back-to-work"},
        Status.STOPPED: {"plan-again", "fund-again", "begin-again"},
    }
    for each, slugs in expected.items():
        measure = standing(each)
        doors = page_of(desk, measure).response.context["doors"]
        assert {door["url"].split("/")[-2] for door in doors} == slugs | {"note"}, each
        assert len(doors) == len(measure.possible_steps()) + 1


@pytest.mark.parametrize(
    ("start", "slug", "end"),
    [
        (Status.PLANNED, "fund", Status.FUNDED),
        (Status.FUNDED, "begin", Status.UNDER_WAY),
        (Status.UNDER_WAY, "finish", Status.DONE),
        (Status.UNDER_WAY, "stop", Status.STOPPED),
        (Status.STOPPED, "plan-again", Status.PLANNED),
        (Status.STOPPED, "fund-again", Status.FUNDED),
        (Status.STOPPED, "begin-again", Status.UNDER_WAY),
        (Status.FUNDED, "back-to-planned", Status.PLANNED),
        (Status.UNDER_WAY, "back-to-funded", Status.FUNDED),
        (Status.DONE, "back-to-work", Status.UNDER_WAY),
    ],
)
def test_a_button_leads_through_the_door(desk, standing, start, slug, end):
    measure = standing(start)
    answer = door_of(desk, measure, slug).press("_go", note_ky="Себеби бар.", on="")
    assert answer.status_code == 302, words_of(answer)
    step = measure.steps.get()
    assert status(measure) == end
    assert (step.old_status, step.new_status, step.by) == (start, end, desk.user)
    assert (step.note_ky, step.on) == ("Себеби бар.", None)


@pytest.mark.parametrize(
    ("start", "slug"),
    [
        (Status.PLANNED, "stop"),
        (Status.STOPPED, "plan-again"),
        (Status.FUNDED, "back-to-planned"),
        (Status.DONE, "back-to-work"),
    ],
)
def test_what_has_to_be_explained_needs_a_reason(desk, standing, start, slug):
    measure = standing(start)
    answer = door_of(desk, measure, slug).press("_go")
    assert answer.status_code == 200
    assert "Write it in at least one language." in words_of(answer)
    assert status(measure) == start


def test_the_day_of_a_step_is_today_unless_the_paper_says_otherwise(desk, measure):
    door = door_of(desk, measure, "fund")
    door.press("_go")
    assert measure.steps.get().on == timezone.localdate()


def test_a_day_to_come_is_refused_beside_its_field(desk, measure):
    tomorrow = timezone.localdate() + timedelta(days=1)
    door = door_of(desk, measure, "fund")
    answer = door.press("_go", on=tomorrow.strftime("%d.%m.%Y"), note_ru="Деньги есть")
    assert "This day is still to come." in words_of(answer)
    assert door.values["note_ru"].strip() == "Деньги есть"
    assert not measure.steps.exists()


def test_a_note_of_progress_leaves_the_measure_where_it_is(desk, measure):
    door = door_of(desk, measure, "note")
    assert "Write it in at least one language." in words_of(door.press("_go"))
    assert door.press("_go", note_ky="Түтүк салынды.").status_code == 302
    step = measure.steps.get()
    assert step.is_note and step.note_ky == "Түтүк салынды."
    words = words_of(page_of(desk, measure).response)
    assert "note of progress" in words and "Түтүк салынды." in words


def test_the_page_of_a_step_tells_which_proposals_follow(desk, measure, decided, publish):
    undecided = publish(text="Көпүрө")
    measure.proposals.add(decided, undecided)
    words = words_of(door_of(desk, measure, "begin").response)
    assert f"Proposal {decided.number} will then stand at “In progress”." in words
    assert undecided.number not in words
    assert "will then" not in words_of(door_of(desk, measure, "fund").response)

    done = door_of(desk, measure, "finish")
    assert f"Proposal {decided.number} will then stand at “Implemented”." in words_of(done.response)
    done.press("_go")
    assert status(decided) == "implemented"
    assert status(undecided) == "published"


def test_a_proposal_waits_for_the_last_of_its_measures(desk, measure, decided):
    other = Measure.objects.create(title_ky="Экинчи")
    for each in (measure, other):
        each.proposals.add(decided)
    words = words_of(door_of(desk, measure, "finish").response)
    assert f"Proposal {decided.number} will then stand at “In progress”." in words


def test_a_step_decided_on_an_older_state_is_shown_the_new_one_first(desk, measure):
    door = door_of(desk, measure, "fund")
    page_of(sign_in("clerk", "second"), measure).press(planned_cost="500 000")
    answer = door.press("_go")
    assert answer.status_code == 200
    assert "nothing has been done yet" in words_of(answer)
    assert status(measure) == "planned"
    assert door.press("_go").status_code == 302


def test_the_list_answers_what_a_clerk_asks(desk, measure, village, other_village):
    program = Program.objects.create(title_ky="П", first_year=2022, last_year=2026)
    silent = Measure.objects.create(
        title_ky="Суу", program=program, sector="water", village=other_village
    )
    silent.move_to("under_way", on=timezone.localdate() - timedelta(days=200))
    MeasureStep.objects.update(at=timezone.now() - timedelta(days=200))
    measure.move_to("under_way")

    assert shown(desk, progress="none") == {silent}
    assert shown(desk, program=program.pk) == {silent}
    assert shown(desk, program="none") == {measure}
    assert shown(desk, program="9" * 30) == {measure, silent}
    assert shown(desk, village__id__exact=village.pk) == {measure}
    assert shown(desk, sector__exact="water") == {silent}
    assert shown(desk, status__exact="under_way") == {measure, silent}
    assert shown(desk, q="мектеп АВТОБУСУ") == {measure}
    assert shown(desk, paid="no") == {measure, silent}
    assert shown(desk, paid="yes") == set()


def test_the_desk_begins_with_measures_nobody_tells_about(desk, measure, decided):
    measure.move_to("under_way", on=timezone.localdate() - timedelta(days=200))
    MeasureStep.objects.update(at=timezone.now() - timedelta(days=200))
    words = words_of(desk.get(address("index")))
    assert "Measures without progress for a quarter: 1" in words
    assert "Accepted proposals without a measure or a budget line: 1" in words

    measure.add_note({"ky": "Иш жүрүп жатат"})
    measure.proposals.add(decided)
    words = words_of(desk.get(address("index")))
    assert "without progress" not in words
    assert "without a measure" not in words


def test_an_accepted_proposal_leads_to_a_measure_that_knows_it(desk, decided, published):
    link = next(each for each in page_of(desk, decided).response.context["desk_links"])
    page = Page(desk, link["url"])
    assert page.values["proposals"] == str(decided.pk)
    assert page.values["village"] == str(decided.village_id)
    assert page.press(title_ky="Автобус").status_code == 302
    assert list(Measure.objects.get().proposals.all()) == [decided]


def test_the_register_finds_what_was_accepted_and_is_carried_by_nothing(desk, decided, publish):
    publish(text="Көпүрө")
    url = address("hearings_proposal_changelist")
    found = desk.get(url, {"answered": "no"}).context["cl"].queryset
    assert list(found) == [decided]
    Measure.objects.create(title_ky="Автобус").proposals.add(decided)
    assert not desk.get(url, {"answered": "no"}).context["cl"].queryset.exists()
