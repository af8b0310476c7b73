"""Programmes, measures, awards and partners are typed at the desk from paper."""

import pytest

from hearings.models import LocalAct
from programs.models import Award, Measure, MeasurePhoto, Partner, Program
from programs.models.choices import Status
from tests.attachments import samples
from tests.desk import Page, address, page_of, words_of
from tests.programs.buttons import status

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
