"""Programmes and measures at the desk: typed from paper, led step by step, told about."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from groups.desk import guard
from groups.desk.finding import FindingForm, FindWidget
from hearings.models import LocalAct, Proposal
from hearings.models.proposal import ProposalQuerySet
from programs.models import Award, Measure, MeasurePhoto, MeasureStep, Partner, Program
from programs.models.choices import Status
from tests.attachments import samples
from tests.desk import Page, address, door_of, page_of, sign_in, words_of

CHANGED = "Somebody else changed this page while you had it open"


@pytest.fixture
def desk(aimak):
    return sign_in("clerk")


@pytest.fixture
def measure(village):
    measure = Measure(
        title_ky="Мектеп автобусу", title_en="School bus", village=village, planned_cost=300_000
    )
    measure.full_clean()
    measure.save()
    return measure


@pytest.fixture
def standing(measure):
    """The measure put straight into a status, past its door."""

    def standing(status):
        Measure.objects.filter(pk=measure.pk).update(status=status)
        measure.refresh_from_db()
        return measure

    return standing


def status(record):
    return type(record).objects.values_list("status", flat=True).get(pk=record.pk)


# From paper


def test_a_measure_is_typed_in_the_order_of_the_paper(desk, village, published):
    partner = Partner.objects.create(name_en="World Food Programme")
    page = Page(desk, address("programs_measure_add"))
    answer = page.press(
        title_ky="Ичүүчү суу түтүгү",
        village=str(village.pk),
        planned_cost="1,5 млн",
        indicator_target="4,5",
        first_year="2025",
        last_year="2026",
        households="143",
        proposals=[str(published.pk)],
        **{
            "contributions-TOTAL_FORMS": "2",
            "contributions-0-source": "local_budget",
            "contributions-0-amount": "250,0 тыс",
            "contributions-1-source": "donor",
            "contributions-1-partner": str(partner.pk),
            "contributions-1-words_en": "pipes",
            "results-TOTAL_FORMS": "1",
            "results-0-what_ky": "Түтүк",
            "results-0-quantity": "4,5",
            "results-0-unit_ky": "км",
        },
    )
    assert answer.status_code == 302, words_of(answer)
    measure = Measure.objects.get()
    assert measure.status == Status.PLANNED
    assert (measure.planned_cost, measure.households, measure.women) == (1_500_000, 143, None)
    assert [each.amount for each in measure.contributions.all()] == [250_000, None]
    assert str(measure.results.get().quantity) == "4.500"
    assert list(measure.proposals.all()) == [published]


def test_a_contribution_without_an_amount_says_what_was_given(desk, measure):
    answer = page_of(desk, measure).press(
        **{"contributions-TOTAL_FORMS": "1", "contributions-0-source": "donor"}
    )
    assert answer.status_code == 200
    assert "Enter the amount or, where none is known, what was given." in words_of(answer)
    assert not measure.contributions.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"planned_cost": "250.000"}, "More than two digits follow the decimal mark."),
        ({"planned_cost": "көп"}, "Write the amount in som"),
        ({"planned_cost": "-1"}, "A cost cannot be below zero."),
        ({"first_year": "2026", "last_year": "2025"}, "The last year comes before the first one."),
        ({"households": "-4"}, "0"),
        ({"first_year": "26"}, "1991"),
    ],
)
def test_an_impossible_entry_is_stopped_and_what_was_typed_stays(desk, measure, typed, sentence):
    page = page_of(desk, measure)
    answer = page.press(**typed, title_ru="Автобус")
    assert answer.status_code == 200
    assert sentence in words_of(answer)
    assert {name: page.values[name] for name in typed} == typed
    assert Measure.objects.get().title_ru != "Автобус"


def test_the_page_changes_neither_the_status_nor_the_story(desk, measure):
    forged = {"status": "done", "status_text": "done", "steps-TOTAL_FORMS": "1"}
    answer = page_of(desk, measure).press(**forged, **{"steps-0-new_status": "done"})
    assert answer.status_code == 302
    assert status(measure) == "planned"
    assert not measure.steps.exists()


def test_a_photo_comes_in_unpublished_and_is_shown_after_a_look(desk, measure):
    page = page_of(desk, measure)
    answer = page.press(
        **{
            "photos-TOTAL_FORMS": "1",
            "photos-0-image": samples.upload(samples.picture()),
            "photos-0-moment": "before",
            "photos-0-caption_ky": "Эски көпүрө",
        }
    )
    assert answer.status_code == 302, words_of(answer)
    photo = MeasurePhoto.objects.get()
    assert not photo.is_public
    page = page_of(desk, measure)
    assert photo.thumbnail_url in page.text
    assert page.press(**{"photos-0-is_public": "on"}).status_code == 302
    assert MeasurePhoto.objects.get().is_public


def test_a_measure_with_a_story_is_not_deleted(desk, measure):
    url = address("programs_measure_delete", measure.pk)
    assert desk.get(url).status_code == 200
    measure.move_to("funded")
    assert desk.get(url).status_code == 403
    assert desk.post(url, {"post": "yes"}).status_code == 403
    assert Measure.objects.exists()


def test_a_programme_names_its_resolution_its_hearings_and_its_goals(desk, held_hearing):
    act = LocalAct.objects.create(kind="resolution", number="1/5", title_en="On the programme")
    rules = LocalAct.objects.create(kind="rules", title_en="Of cattle")
    page = Page(desk, address("programs_program_add"))
    assert "№ 1/5, On the programme" in page.text
    assert (
        f'value="{rules.pk}">' not in page.text.split('id="id_resolution"')[1].split("</select>")[0]
    )
    answer = page.press(
        title_ky="Программа",
        first_year="2022",
        last_year="2026",
        resolution=str(act.pk),
        hearings=[str(held_hearing.pk)],
        **{"sectors-TOTAL_FORMS": "1", "sectors-0-sector": "water", "sectors-0-goal_ky": "Суу"},
    )
    assert answer.status_code == 302, words_of(answer)
    program = Program.objects.get()
    assert list(program.hearings.all()) == [held_hearing]
    assert program.sectors.get().goal_ky == "Суу"


def test_an_award_and_a_partner_are_entered(desk, measure):
    page = Page(desk, address("programs_award_add"))
    typed = {"contest_ky": "Сынак", "year": "2025", "place": "1", "prize": "100 000 сом"}
    assert page.press(**typed, measure=str(measure.pk)).status_code == 302
    assert Award.objects.get().prize == 100_000
    assert Page(desk, address("programs_partner_add")).press(name_ky="БУУ").status_code == 302


# Naming proposals


@pytest.fixture
def bus(publish):
    return publish(text="Мектепке өзүнчө автобус керек.")


def test_a_proposal_is_found_by_its_words_and_nothing_is_saved_meanwhile(desk, measure, bus):
    page = page_of(desk, measure)
    answer = page.press("proposals_look", proposals_find="озунчо АВТОБУС", title_ru="Автобус")
    assert answer.status_code == 200
    words = words_of(answer)
    assert "Found for “озунчо АВТОБУС”" in words
    assert "Nothing has been saved yet." in words
    assert "Please correct" not in words
    assert bus.number in words
    assert page.values["title_ru"] == "Автобус"
    measure.refresh_from_db()
    assert measure.title_ru != "Автобус"

    assert page.press(proposals=[str(bus.pk)]).status_code == 302
    measure.refresh_from_db()
    assert measure.title_ru == "Автобус"
    assert list(measure.proposals.all()) == [bus]


def test_a_proposal_is_found_by_its_number_with_any_button(desk, measure, bus):
    answer = page_of(desk, measure).press("_save", proposals_find=bus.number)
    assert answer.status_code == 200
    assert bus.number in words_of(answer)


def test_without_the_pause_a_search_would_save_what_is_half_typed(desk, measure, bus, monkeypatch):
    monkeypatch.setattr(FindingForm, "is_searching", False)
    page_of(desk, measure).press("proposals_look", proposals_find="автобус", title_ru="Авто")
    measure.refresh_from_db()
    assert measure.title_ru == "Авто"


def test_looking_for_nothing_and_finding_nothing_are_said_plainly(desk, measure, bus):
    page = page_of(desk, measure)
    assert "Type a number or a few words" in words_of(page.press("proposals_look"))
    answer = page.press("proposals_look", proposals_find="самолёт")
    assert "Nothing more was found for “самолёт”." in words_of(answer)


def test_too_many_found_proposals_are_cut_and_said_to_be(desk, measure, publish, monkeypatch):
    monkeypatch.setattr("groups.desk.finding.MOST", 2)
    for each in range(3):
        publish(text=f"Көпүрө {each}")
    answer = page_of(desk, measure).press("proposals_look", proposals_find="көпүрө")
    assert "More was found for “көпүрө”" in words_of(answer)


def test_a_measure_names_published_proposals_only(desk, measure, bus, submit):
    waiting = submit(text="Жарыялана элек автобус")
    page = page_of(desk, measure)
    assert waiting.number not in words_of(page.press("proposals_look", proposals_find="автобус"))

    answer = page.press(proposals=[str(waiting.pk)])

    assert answer.status_code == 200
    assert "Only published proposals can be named." in words_of(answer)
    assert not measure.proposals.exists()


def test_an_unlimited_choice_would_name_what_is_not_published(desk, measure, submit, monkeypatch):
    monkeypatch.setattr(ProposalQuerySet, "public", lambda self: self.all())
    waiting = submit(text="Жарыялана элек")
    assert page_of(desk, measure).press(proposals=[str(waiting.pk)]).status_code == 302
    assert measure.proposals.exists()


def test_a_proposal_taken_down_later_does_not_stop_the_page(desk, measure, bus):
    measure.proposals.add(bus)
    Proposal.objects.filter(pk=bus.pk).update(status="declined")
    page = page_of(desk, measure)
    assert page.values["proposals"] == str(bus.pk)
    assert page.press(title_ru="Автобус").status_code == 302
    assert measure.proposals.exists()


@pytest.mark.parametrize("key", ["9" * 30, "²", "x", "-1", "", "9223372036854775807"])
def test_a_forged_key_is_no_proposal(desk, measure, key):
    answer = page_of(desk, measure).press(proposals=[key])
    assert answer.status_code in {200, 302}
    assert not measure.proposals.exists()


def test_two_clerks_who_name_proposals_see_both_choices(measure, bus, publish):
    first, second = sign_in("clerk", "first"), sign_in("clerk", "second")
    other = publish(text="Көпүрө")
    one, two = page_of(first, measure), page_of(second, measure)
    assert one.press(proposals=[str(bus.pk)]).status_code == 302

    answer = two.press(proposals=[str(other.pk)])

    assert answer.status_code == 200
    words = words_of(answer)
    assert CHANGED in words
    assert f"Stored now: {bus.number}. You typed: {other.number}." in words
    assert list(measure.proposals.all()) == [bus]


def test_without_the_guard_the_first_choice_is_lost(measure, bus, publish, monkeypatch):
    monkeypatch.setattr(guard.Guarded, "_compare", lambda *args: None)
    first, second = sign_in("clerk", "first"), sign_in("clerk", "second")
    other = publish(text="Көпүрө")
    one, two = page_of(first, measure), page_of(second, measure)
    one.press(proposals=[str(bus.pk)])
    two.press(proposals=[str(other.pk)])
    assert list(measure.proposals.all()) == [other]


def test_two_clerks_who_change_one_contribution_see_both_amounts(measure):
    measure.contributions.create(source="local_budget", amount=250_000)
    first, second = sign_in("clerk", "first"), sign_in("clerk", "second")
    one, two = page_of(first, measure), page_of(second, measure)
    one.press(**{"contributions-0-amount": "260 000"})
    answer = two.press(**{"contributions-0-amount": "270 000"})
    assert answer.status_code == 200
    assert CHANGED in words_of(answer)
    assert measure.contributions.get().amount == 260_000


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


# Lists


def shown(browser, **query):
    answer = browser.get(address("programs_measure_changelist"), query)
    assert answer.status_code == 200
    return set(answer.context["cl"].queryset)


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
