"""Report 5: where the measures stand, what they cost, and money that is never added twice."""

from datetime import date
from decimal import Decimal

import pytest

from budget.models import Budget
from programs.models import Measure, Program
from tests import deeds
from tests.programs.pages import tiles
from tests.queries.counting import asked
from tests.reports.reading import page, table, words
from tests.reports.sections import figures

pytestmark = pytest.mark.usefixtures("in_2026")

REASON = {"ky": "Себеби бар.", "ru": "Есть причина.", "en": "There is a reason."}
ADDRESS = "/en/reports/programs/"


@pytest.fixture
def pipe(aimak):
    """A measure that names a source, with a line in the approved budget for the same money."""
    pipe = deeds.measure("Pipe", planned_cost=Decimal("500.50"), sector="water")
    deeds.gives(pipe, "local_budget", Decimal("300.30"))
    budget = deeds.budget(2026)
    deeds.line(budget, "1", "310.10", measure=pipe)
    deeds.approve(budget)
    budget.lines.get(number="1").record_execution(3, Decimal("120.10"))
    return pipe


def row(title="Pipe", **chosen):
    return table("programs", "measures", **chosen)[f"{title} en"]


def titles(key="measures", **chosen):
    rows = table("programs", key, **chosen)
    return [name.removesuffix(" en") for name in rows if name != "total"]


def test_a_source_and_the_line_for_the_same_money_are_never_added(pipe):
    assert row()["found"] == Decimal("300.30")
    assert row()["in_budget"] == Decimal("310.10")
    assert row()["spent"] == Decimal("120.10")
    assert table("programs", "statuses")["Planned"]["found"] == Decimal("300.30")


def test_where_no_source_states_an_amount_the_line_of_the_budget_is_the_money_found(pipe):
    pipe.contributions.update(amount=None, words_en="Machines")

    assert (row()["found"], row()["without_amount"]) == (Decimal("310.10"), 1)


def test_a_draft_budget_has_not_found_any_money(aimak):
    deeds.line(deeds.budget(2027, is_public=True), "1", "10", measure=deeds.measure("Pipe"))

    assert (row()["found"], row()["in_budget"]) == (None, "")


def test_a_line_of_a_budget_that_is_not_public_counts_for_nothing(pipe):
    assert row()["spent"] == Decimal("120.10")

    Budget.objects.update(is_public=False)

    assert (row()["in_budget"], row()["spent"]) == ("", "")


def test_the_money_of_a_measure_is_that_of_its_own_page(client, pipe):
    deeds.gives(pipe, "donor", Decimal("20.20"))
    context = client.get(f"/en/measures/{pipe.pk}/").context

    assert row()["found"] == context["answer"].given.amount == Decimal("320.50")
    assert row()["in_budget"] == context["sums"].plan
    assert row()["spent"] == context["sums"].executed


def test_costs_and_money_that_nobody_states_are_counted_apart(pipe):
    deeds.measure("Dam")

    planned = table("programs", "statuses")["Planned"]

    assert (planned["measures"], planned["cost"], planned["without_cost"]) == (
        2,
        Decimal("500.50"),
        1,
    )
    assert (planned["found"], planned["without_money"]) == (Decimal("300.30"), 1)
    assert row("Dam")["found"] is None


def test_a_share_rests_on_the_measures_that_state_both(pipe):
    deeds.gives(deeds.measure("Dam"), "donor", 10_000)

    said = figures("programs")

    assert said["Money found"] == "10,300.30 som"
    assert "60.0%: 300.30 som of 500.50 som" in words("programs")


def test_money_of_which_a_part_is_not_stated_is_a_least(pipe):
    deeds.gives(pipe, "ashar", words="Days of work")

    assert row()["without_amount"] == 1
    assert "Money found is a least: measures of which some source states no amount: 1" in words(
        "programs"
    )


@pytest.fixture
def standing(aimak):
    """A measure in every status, in a programme."""
    program = deeds.program("Growth")
    for status in Measure.Status:
        measure = deeds.measure(status.label, program=program, planned_cost=Decimal("10.10"))
        if status != Measure.Status.PLANNED:
            measure.move_to(status, reason=REASON)
    deeds.measure("Without a cost", program=program)
    return program


def test_statuses_and_programmes_count_as_the_page_of_the_programme_does(client, standing):
    statuses = table("programs", "statuses")
    programs = table("programs", "programs")
    told = tiles(client.get(f"/en/programs/{standing.pk}/").content.decode())

    names = ("Planned", "Funded", "Under way", "Done", "Stopped")
    assert {name: str(statuses[name]["measures"]) for name in names} == {
        name: told[name] for name in names
    }
    assert statuses["Planned"]["measures"] == 2
    assert str(programs["Growth en"]["measures"]) == told["Measures"] == "6"
    assert programs["Growth en"]["cost"] == Measure.objects.totals()["cost"] == Decimal("50.50")
    assert programs["Growth en"]["without_cost"] == 1


def test_a_programme_that_is_not_public_is_not_named(standing):
    assert "Growth en" in table("programs", "programs")

    Program.objects.update(is_public=False)

    assert list(table("programs", "programs")) == ["No programme is named"]


def test_a_measure_that_is_not_public_is_not_there(pipe):
    assert titles() == ["Pipe"]

    Measure.objects.update(is_public=False)

    assert "No public measure fits this choice" in words("programs")
    assert "500.50" not in words("programs")


def test_status_topic_and_village_narrow_the_report(pipe, village):
    other = deeds.measure("Road", sector="roads", village=village)
    other.move_to("done")

    assert titles(kind="done") == ["Road"]
    assert titles(sector="water") == ["Pipe"]
    assert titles(village=village.pk) == ["Road"]
    assert titles("topics") == ["Drinking water", "Roads and bridges"]


YEARS = {
    "2025–2026": {"first_year": 2025, "last_year": 2026},
    "2026": {"first_year": 2026, "last_year": 2026},
    "begun 2026": {"first_year": 2026},
    "ended 2026": {"last_year": 2026},
    "2027": {"first_year": 2027, "last_year": 2028},
}


def test_a_measure_is_of_every_year_in_which_it_goes_on(aimak):
    for title, years in YEARS.items():
        deeds.measure(title, **years)
    deeds.measure("Unknown")

    assert set(titles(first_year=2026, last_year=2026)) == set(YEARS) - {"2027"}
    assert titles(last_year=2025) == ["2025–2026"]
    assert titles(first_year=2027) == ["2027"]
    assert "Measures of unknown years, which no year can name: 1" in words(
        "programs", first_year=2026
    )
    assert "unknown years" not in words("programs")


def test_measures_of_which_nothing_was_told_for_a_quarter_are_listed(aimak):
    silent, noted = deeds.measure("Silent"), deeds.measure("Noted")
    for measure in (silent, noted):
        measure.move_to("under_way", on=date(2026, 5, 1))
    noted.add_note({"en": "It goes on."}, on=date(2026, 11, 1))

    rows = table("programs", "silent")

    assert {name: each["last_word"] for name, each in rows.items()} == {
        "Silent en": date(2026, 5, 1)
    }


def test_a_long_table_has_the_latest_measures_and_the_total_of_all(pipe, monkeypatch):
    monkeypatch.setattr("reports.chapters.program_lists.MOST_MEASURES", 1)
    deeds.measure("Next", planned_cost=Decimal("0.50"), first_year=2030)

    assert titles() == ["Next"]
    assert table("programs", "measures")["total"]["cost"] == Decimal("501.00")
    assert "The list is long: 1 of 2 stand here." in words("programs")


def test_more_measures_cost_no_more_queries(pipe, village, client):
    pipe.move_to("under_way", on=date(2026, 11, 1))
    few = len(asked(client, ADDRESS))
    for number in range(12):
        measure = deeds.measure(
            f"M {number}", village=village, program=deeds.program(f"P {number}")
        )
        deeds.gives(measure, "donor", 5)
        measure.move_to("under_way", on=date(2026, 1, 1))

    assert len(asked(client, ADDRESS)) == few


def test_the_filter_by_kind_is_named_by_what_it_chooses(pipe):
    assert 'for="id_kind">Status</label>' in page("programs").content.decode()
