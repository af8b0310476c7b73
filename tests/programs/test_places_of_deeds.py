"""Where else deeds and money are told: the village, the home page, the documents, the search."""

from decimal import Decimal

import pytest

from budget.models import Budget
from hearings.models import LocalAct
from programs.models import Award, Measure
from tests import deeds
from tests.programs.pages import page, tiles, words

pytestmark = pytest.mark.usefixtures("in_2026")


@pytest.fixture
def money(village, decided):
    """A year of 1 000 som, of which 400 were asked for and 150 are spent; 300 for one village."""
    budget = deeds.budget()
    asked = deeds.line(budget, "1", 400, proposals=[decided], title="Asked")
    deeds.line(budget, "2", 300, village=village, title="Village")
    deeds.line(budget, "3", 300, title="Other")
    deeds.approve(budget)
    asked.record_execution(1, Decimal(100))
    asked.record_execution(2, Decimal(150))
    return budget


def home_tiles(client):
    return tiles(page(client, ""))


def test_the_home_page_tells_the_years_money_at_a_glance(client, money):
    html = page(client, "")

    assert "The money of 2026 at a glance" in words(html)
    assert f"/en/budget/{money.year}/" in html
    figures = tiles(html)
    assert figures["Revenue"] == "1,000 som"
    assert figures["Expenditure"] == "1,000 som"
    assert figures["Executed of the expenditure"] == "15.0%"
    assert figures["For what residents proposed"] == "40.0%"


def test_the_figures_at_a_glance_are_the_sums_of_the_lines(client, money):
    sums = money.sums()["expenditure"]
    asked = money.lines.from_proposals().sums()

    assert sums.executed_share == Decimal("0.15")
    assert asked.share_of(sums) == Decimal("0.4")


def test_without_a_public_budget_the_home_page_shows_no_money(client, aimak):
    deeds.line(deeds.budget(), "1", 100)

    assert "at a glance" not in words(page(client, ""))


@pytest.mark.parametrize(
    ("years", "shown"),
    [
        ({2025: "approved", 2026: "approved", 2027: "approved"}, 2026),
        ({2025: "approved", 2027: "draft"}, 2025),
        ({2027: "approved", 2028: "draft"}, 2027),
        ({2026: "draft", 2027: "draft"}, 2027),
        ({2025: "approved", 2026: "hidden"}, 2025),
    ],
)
def test_the_budget_that_holds_this_year_stands_before_every_other(client, aimak, years, shown):
    for year, state in years.items():
        budget = deeds.budget(year, is_public=state == "draft")
        deeds.line(budget, "1", 100)
        if state == "approved":
            deeds.approve(budget, deeds.act(str(year)))

    assert f"The money of {shown} at a glance" in words(page(client, ""))


def test_a_year_of_which_nothing_is_executed_is_not_at_zero_percent(client, aimak):
    budget = deeds.budget()
    deeds.line(budget, "1", 100)
    deeds.approve(budget)

    assert home_tiles(client)["Executed of the expenditure"] == "Not stated"


def test_the_home_page_shows_the_three_latest_results(client, aimak):
    for year in range(2020, 2025):
        done = deeds.measure(f"Deed{year}", first_year=year, last_year=year)
        deeds.made(done, f"Pipe{year}", "4.5", "km")
        deeds.made(done, f"Tap{year}", 3)
        done.move_to("done")
    deeds.measure("Undone", last_year=2026)
    deeds.measure("Resultless", last_year=2026).move_to("done")
    hidden = deeds.measure("Secret", last_year=2026, is_public=False)
    deeds.made(hidden, "Secret", 1)
    hidden.move_to("done")

    text = words(page(client, ""))

    assert "Deed2024 en Pipe2024: 4.5 km Tap2024: 3" in text
    assert text.index("Deed2024") < text.index("Deed2023") < text.index("Deed2022")
    for absent in ("Deed2021", "Undone", "Resultless", "Secret"):
        assert absent not in text


def test_the_home_page_counts_proposals_before_anything_is_decided(client, publish):
    publish()

    html = page(client, "")
    assert tiles(html)["Received"] == "1"
    assert tiles(html)["Decided"] == "0"
    assert "Decisions on proposals will stand here" in words(html)


def test_a_village_gathers_measures_results_and_money(client, village, money):
    pipe = deeds.measure("Pipe", village=village, planned_cost=700)
    deeds.made(pipe, "Water pipe", "4.5", "km")
    pipe.move_to("done")
    Award.objects.create(contest_en="Springs", measure=pipe)
    Award.objects.create(contest_en="Elsewhere")
    deeds.measure("Secret", village=village, is_public=False)

    html = page(client, f"villages/{village.pk}/")
    text = words(html)

    assert tiles(html)["Measures"] == "1"
    assert tiles(html)["Measures done"] == "1"
    assert "Pipe en" in text
    assert "Planned cost of all: 700 som" in text
    assert "Water pipe: 4.5 km" in text
    assert "2026 300 som Not stated Not stated" in text
    assert f"/en/budget/2026/?village={village.pk}#lines" in html
    assert "Village en 2026 Plan: 300 som Executed: Not stated" in text
    assert "Springs" in text
    for absent in ("Elsewhere", "Secret", "Asked en", "Other en"):
        assert absent not in text


def test_a_village_sums_its_lines_year_by_year_as_the_database_does(client, village):
    for year in (2024, 2025):
        budget = deeds.budget(year)
        line = deeds.line(budget, "1", year, village=village)
        deeds.line(budget, "2", 100, village=village)
        deeds.approve(budget, deeds.act(str(year)))
        line.record_execution(4, Decimal(year - 1000))
    hidden = deeds.budget(2026)
    deeds.line(hidden, "1", 77, village=village, title="Secret")

    text = words(page(client, f"villages/{village.pk}/"))

    assert "2025 2,125 som 1,025 som lines without a figure: 1 48.2%" in text
    assert "2024 2,124 som 1,024 som lines without a figure: 1 48.2%" in text
    assert text.index("2025 2,125") < text.index("2024 2,124")
    assert "Secret" not in text


def test_a_village_without_deeds_and_money_says_where_to_look(client, village):
    text = words(page(client, f"villages/{village.pk}/"))

    assert "No measure for this village alone is known." in text
    assert "No line of a budget is for this village alone." in text


def test_a_long_list_of_a_village_ends_at_twenty_with_a_link_to_all(client, village):
    Measure.objects.bulk_create(Measure(title_en="Deed", village=village) for _ in range(25))

    html = page(client, f"villages/{village.pk}/")

    assert words(html).count("Deed ") == 20
    assert f"/en/programs/?village={village.pk}" in html


def test_the_documents_name_what_they_approved_and_where_they_were_heard(
    client, money, held_hearing
):
    resolution = money.resolution
    programme = deeds.program(resolution=resolution)
    LocalAct.objects.filter(pk=resolution.pk).update(hearing=held_hearing)
    money.amend(deeds.act("4/2"), [(money.lines.get(number="3"), Decimal(-1))])
    money.report(resolution=deeds.act("2/2"))

    html = page(client, "documents/")
    text = words(html)

    assert "Approved the programme 2022–2026 Approved the budget of 2026 Heard at: " in text
    assert "Amended the budget of 2026" in text
    assert "Took in the report on the budget of 2026" in text
    assert f"/en/programs/{programme.pk}/" in html
    assert "/en/budget/2026/" in html
    assert held_hearing.get_absolute_url().replace("/ky/", "/en/") in html


def test_the_documents_do_not_tell_of_what_is_not_public(client, held_hearing):
    act = deeds.act("1/5", hearing=held_hearing)
    type(held_hearing).objects.update(published_at=None)
    deeds.program(resolution=act, is_public=False)
    budget = deeds.budget()
    deeds.line(budget, "1", 100)
    deeds.approve(budget, act)
    Budget.objects.update(is_public=False)

    text = words(page(client, "documents/"))

    assert "1/5" in text
    for absent in ("Approved the", "Heard at", "2022", "2026–"):
        assert absent not in text


def test_the_search_finds_measures_programmes_awards_and_lines(client, money):
    deeds.program("Көпүрө программасы")
    deeds.measure("Көпүрө чарасы")
    Award.objects.create(contest_en="Көпүрө сынагы")
    deeds.line(deeds.budget(2027, is_public=True), "9", 5, title="Көпүрө беренеси")

    html = page(client, "search/", q="копуро")
    text = words(html)

    assert "Found: 4" in text
    for found in ("программасы", "чарасы", "сынагы", "беренеси"):
        assert found in text
    assert "2027 Expenditure Plan: 5 som" in text


def test_the_search_finds_nothing_that_is_not_public(client, aimak):
    deeds.program("Көпүрө", is_public=False)
    deeds.measure("Көпүрө", is_public=False)
    Award.objects.create(contest_en="Көпүрө", is_public=False)
    deeds.line(deeds.budget(), "9", 5, title="Көпүрө")

    assert "Found: 0" in words(page(client, "search/", q="көпүрө"))


def test_every_page_leads_to_the_programmes_and_the_budget(client, aimak):
    html = page(client, "")

    assert 'href="/en/programs/"' in html
    assert 'href="/en/budget/"' in html
