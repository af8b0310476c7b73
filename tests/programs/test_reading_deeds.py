"""Who only reads the desk leads no measure and meets nothing unpublished there."""

import pytest
from django.test import Client
from django.utils import timezone

from groups.desk.finding import FindWidget
from hearings.models import LocalAct, Proposal
from programs.models import Measure, MeasureStep, Program
from tests.desk import address, door_of, page_of, sign_in, words_of
from tests.programs.buttons import shown, status

# Roles

SLUGS = ["note", "fund", "begin", "finish", "stop"]


@pytest.mark.parametrize("role", ["treasurer", "deputy"])
@pytest.mark.parametrize("slug", SLUGS)
def test_who_only_reads_leads_no_measure(role, slug, measure):
    browser = sign_in(role)
    url = address("programs_measure_door", measure.pk, slug)
    assert browser.get(url).status_code == 403
    assert browser.post(url, {"note_ky": "x"}).status_code == 403
    assert page_doors(browser, measure) == []
    assert status(measure) == "planned"
    assert not measure.steps.exists()


def page_doors(browser, record):
    answer = browser.get(address("programs_measure_change", record.pk))
    assert answer.status_code == 200
    return answer.context["doors"]


@pytest.mark.parametrize("role", ["clerk", "head"])
def test_clerk_and_head_lead_measures(role, measure):
    assert door_of(sign_in(role), measure, "fund").press("_go").status_code == 302
    assert status(measure) == "funded"


@pytest.mark.parametrize("role", ["treasurer", "deputy"])
def test_who_only_reads_changes_and_sees_nothing_unpublished(role, measure, bus, submit):
    measure.proposals.add(bus)
    hidden = Measure.objects.create(title_ky="Жашыруун", is_public=False)
    measure.steps.create(
        old_status="planned", new_status="planned", note_ky="Кадам", at=timezone.now()
    )
    browser = sign_in(role)
    page = browser.get(address("programs_measure_change", measure.pk))
    assert bus.number in words_of(page)
    Proposal.objects.filter(pk=bus.pk).update(status="declined")
    page = browser.get(address("programs_measure_change", measure.pk))
    assert bus.number not in words_of(page)
    assert browser.get(address("programs_measure_change", hidden.pk)).status_code == 302
    assert "Жашыруун" not in words_of(browser.get(address("programs_measure_changelist")))
    for name in ("measure", "program", "award", "partner"):
        assert browser.get(address(f"programs_{name}_changelist")).status_code == 200
        assert browser.get(address(f"programs_{name}_add")).status_code == 403
    url = address("programs_measure_change", measure.pk)
    assert browser.post(url, {"title_ky": "Меники"}).status_code == 403
    history = browser.get(address("programs_measure_history", measure.pk))
    assert history.status_code == 200
    assert bus.number not in words_of(history)
    measure.refresh_from_db()
    assert measure.title_ky == "Мектеп автобусу"


def test_the_box_of_a_search_never_reaches_past_the_page(desk, measure, bus):
    """A search as long as a book costs no more than one of a few words."""
    answer = page_of(desk, measure).press("proposals_look", proposals_find="автобус " * 5000)
    assert answer.status_code == 200
    assert len(FindWidget().value_from_datadict({"x_find": "а" * 9000}, {}, "x")) == 0


@pytest.mark.parametrize("role", ["treasurer", "deputy"])
def test_who_only_reads_meets_no_hidden_paper_through_a_public_one(role, measure, bus):
    act = LocalAct.objects.create(
        kind="resolution", number="1/5", title_ky="Жашыруун токтом", is_public=False
    )
    hidden = Program.objects.create(
        title_ky="Жашыруун программа", first_year=2022, last_year=2026, is_public=False
    )
    open_one = Program.objects.create(
        title_ky="Ачык", first_year=2022, last_year=2026, resolution=act
    )
    Measure.objects.filter(pk=measure.pk).update(program=hidden)
    browser = sign_in(role)
    places = [
        address("programs_measure_changelist"),
        address("programs_measure_change", measure.pk),
        address("programs_program_changelist"),
        address("programs_program_change", open_one.pk),
    ]
    for place in places:
        answer = browser.get(place)
        assert answer.status_code == 200
        assert "Жашыруун" not in words_of(answer), place
    assert "№ 1/5" in words_of(browser.get(places[-1]))
    assert shown(browser, program=hidden.pk) == {measure}


def test_a_page_and_a_door_are_looked_at_without_changing_anything(desk, measure):
    columns = ("status", "title_ky", "planned_cost")
    before = Measure.objects.values(*columns).get()
    for door in page_of(desk, measure).response.context["doors"]:
        assert desk.get(door["url"]).status_code == 200
        assert desk.head(door["url"]).status_code == 200
    assert Measure.objects.values(*columns).get() == before
    assert not MeasureStep.objects.exists()


def test_a_step_sent_from_another_site_is_not_taken(measure):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(sign_in("clerk").user)
    url = address("programs_measure_door", measure.pk, "fund")
    assert browser.post(url, {"note_ky": "x"}).status_code == 403
    assert status(measure) == "planned"
