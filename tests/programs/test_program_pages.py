"""The pages of the programmes: what is in force, how much stands where, what is not stated."""

from datetime import date

import pytest

from hearings.models import LocalAct
from programs.models import Award, Measure, ProgramSector
from tests import deeds
from tests.programs.pages import page, tiles, words

pytestmark = pytest.mark.usefixtures("in_2026")


def listed(client, language="en", **query):
    return page(client, "programs/", language, **query)


def shown(client, program, language="en", **query):
    return page(client, f"programs/{program.pk}/", language, **query)


def test_without_anything_the_page_says_what_will_stand_here(client, aimak):
    text = words(listed(client))

    assert "The programmes of the aimak will stand here with their measures." in text
    assert "No measure is listed here." in text
    assert "Contests that the aimak has won will stand here." in text


def test_programmes_stand_newer_first_with_resolution_and_force(client, aimak):
    deeds.program("Older", (2018, 2022), resolution=deeds.act("23", date(2017, 11, 22)))
    deeds.program("Newer", (2022, 2026), resolution=deeds.act("1/5", date(2021, 12, 24)))
    deeds.program("Draft", (2026, 2030))

    text = words(listed(client))

    assert text.index("Draft en") < text.index("Newer en") < text.index("Older en")
    assert "2022–2026 In force Resolution of the aiyl kenesh № 1/5, 24 December 2021" in text
    assert "2018–2022 Resolution of the aiyl kenesh № 23, 22 November 2017" in text
    assert "2026–2030 The resolution is not stated." in text


def test_two_programmes_of_one_year_are_both_in_force(client, aimak, time_machine):
    time_machine.move_to(date(2022, 6, 1))
    for number, years in (("23", (2018, 2022)), ("1/5", (2022, 2026))):
        deeds.program(number, years, resolution=deeds.act(number))

    assert words(listed(client)).count("In force") == 2


def test_the_paper_of_a_resolution_is_linked_unless_it_is_not_public(client, aimak):
    paper = deeds.act("1/5", file="x.pdf", content_type="application/pdf", size_bytes=1)
    deeds.program(resolution=paper)
    address = paper.file_url.replace("/ky/", "/en/")
    assert address in listed(client)

    LocalAct.objects.update(is_public=False)
    html = listed(client)
    assert address not in html
    assert "№ 1/5" not in words(html)


def test_a_programme_counts_its_measures_by_status_and_its_cost_as_a_least(client, aimak):
    programme = deeds.program()
    deeds.measure("A", program=programme, planned_cost=1000)
    deeds.measure("B", program=programme, planned_cost=500).move_to("done")
    deeds.measure("C", program=programme)
    deeds.measure("D", program=programme, planned_cost=9, is_public=False)

    text = words(listed(client))

    assert "Measures: 3 Planned 2 Done 1" in text
    assert "Planned cost: at least 1,500 som. Measures without a stated cost: 1." in text


def test_a_cost_that_no_measure_states_is_not_zero(client, aimak):
    deeds.measure("A", program=deeds.program())

    assert "The planned cost is not stated for any measure." in words(listed(client))


def test_measures_outside_any_programme_stand_on_the_list(client, aimak):
    deeds.measure("Outside", planned_cost=100)
    deeds.measure("Inside", program=deeds.program())

    text = words(listed(client))

    assert "Outside en" in text
    assert "Inside en" not in text
    assert "Planned cost of all: 100 som" in text


def test_a_choice_looks_through_the_measures_of_every_programme(client, aimak, village):
    deeds.measure("Outside", village=village)
    deeds.measure("Inside", program=deeds.program(), village=village)
    deeds.measure("Elsewhere")

    text = words(listed(client, village=village.pk))

    assert "Found: 2" in text
    assert "Outside en" in text
    assert "Inside en" in text
    assert "Elsewhere" not in text


def test_awards_tell_contest_year_place_prize_and_what_it_bought(client, aimak):
    Award.objects.create(
        contest_en="Local Initiatives",
        initiative_en="Clean springs",
        year=2014,
        place=1,
        prize=100_000,
        bought_en="Furniture for the kindergarten",
    )
    Award.objects.create(contest_en="Another", prize=None)
    Award.objects.create(contest_en="Secret", is_public=False)

    text = words(listed(client))

    assert (
        "Local Initiatives With the initiative: Clean springs 2014 Place: 1 "
        "Prize: 100,000 som The prize bought: Furniture for the kindergarten"
    ) in text
    assert "Another The year is not stated. Prize: Not stated" in text
    assert "Secret" not in text


def test_a_hidden_measure_of_an_award_is_not_named(client, aimak):
    Award.objects.create(
        contest_en="Known", measure=deeds.measure("Secret", is_public=False), prize=1
    )

    assert "Secret" not in listed(client)


def test_one_programme_tells_years_resolution_hearings_sectors_and_totals(
    client, held_hearing, hearing
):
    programme = deeds.program(resolution=deeds.act("1/5", date(2021, 12, 24)))
    programme.hearings.set([held_hearing, hearing])
    type(hearing).objects.filter(pk=hearing.pk).update(published_at=None)
    ProgramSector.objects.create(program=programme, sector="water", goal_en="Water for all")
    ProgramSector.objects.create(program=programme, sector="roads")
    deeds.measure("A", program=programme, planned_cost=1000)
    deeds.measure("B", program=programme).move_to("under_way")

    html = shown(client, programme)
    text = words(html)

    assert "Years 2022–2026 Approved by Resolution of the aiyl kenesh № 1/5" in text
    assert held_hearing.get_absolute_url().replace("/ky/", "/en/") in html
    assert hearing.get_absolute_url().replace("/ky/", "/en/") not in html
    assert "Drinking water Water for all Roads and bridges The goal is not stated." in text
    assert tiles(html) == {
        "Measures": "2",
        "Planned": "1",
        "Funded": "0",
        "Under way": "1",
        "Done": "0",
    }
    assert "Planned cost: at least 1,000 som. Measures without a stated cost: 1." in text


@pytest.mark.parametrize(
    "choice", [{"status": "done"}, {"sector": "roads"}, {"q": "Көпүрө"}, {"village": True}]
)
def test_measures_are_narrowed_without_script(client, aimak, village, choice):
    programme = deeds.program()
    wanted = deeds.measure("Көпүрө", program=programme, sector="roads", village=village)
    wanted.move_to("done")
    deeds.measure("Китепкана", program=programme, sector="culture")
    if "village" in choice:
        choice = {"village": village.pk}

    html = shown(client, programme, "ky", **choice)

    assert "Көпүрө ky" in words(html)
    assert "Китепкана ky" not in words(html)
    assert "<form" in html


@pytest.mark.parametrize(
    "query", [{"status": "x"}, {"village": "999999999999999999999"}, {"page": "-1"}, {"page": "z"}]
)
def test_an_impossible_choice_is_passed_over(client, aimak, query):
    programme = deeds.program()
    deeds.measure("Көпүрө", program=programme)

    assert "Көпүрө en" in words(shown(client, programme, **query))


def test_a_choice_that_nothing_fits_says_so(client, aimak):
    programme = deeds.program()
    deeds.measure("Көпүрө", program=programme)

    text = words(shown(client, programme, status="done"))
    assert "No measure fits these words and choices." in text
    assert "All measures of the programme" in text


def test_a_long_programme_has_pages_of_twenty(client, aimak):
    programme = deeds.program()
    Measure.objects.bulk_create(
        Measure(program=programme, title_en=f"Measure {n:02d}", first_year=2024) for n in range(21)
    )

    first, second = shown(client, programme), shown(client, programme, page=2)

    assert [f"Measure {n:02d}" in words(first) for n in range(21)] == [False] + [True] * 20
    assert "Page 1 of 2" in words(first)
    assert "Page 2 of 2" in words(second)
    assert [f"Measure {n:02d}" in words(second) for n in range(21)] == [True] + [False] * 20


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_a_programme_that_is_not_public_is_not_there(client, aimak, language):
    programme = deeds.program("Secret", is_public=False)

    assert client.get(f"/{language}/programs/{programme.pk}/").status_code == 404
    assert "Secret" not in listed(client, language)
