"""Every broken link of the way to som is told in words."""

from datetime import date
from decimal import Decimal

import pytest

from hearings.models.choices import Status
from tests import deeds
from tests.budget.stations import current, lacks, said, way

pytestmark = pytest.mark.usefixtures("in_english", "in_2026")

REASON = {"ky": "Себеби ушул.", "ru": "Причина такова.", "en": "This is why."}


# Broken links


def test_accepted_into_the_programme_without_a_measure(standing_proposal):
    stations = way(standing_proposal(Status.IN_PROGRAM))

    assert lacks(stations) == {"planned": "Accepted, but no measure is named yet."}
    assert current(stations) == ["decided"]


def test_included_in_the_budget_without_a_line(decided):
    assert lacks(way(decided)) == {
        "planned": "Accepted, but no measure is named yet.",
        "funded": "Included in the budget, but no budget line is named yet.",
    }


def test_a_measure_without_a_line(decided):
    deeds.measure("Автобус", decided)

    assert lacks(way(decided)) == {"funded": "A measure is named, but no budget line yet."}


def test_an_approved_line_of_which_nothing_is_spent(decided):
    budget = deeds.budget()
    deeds.line(budget, "1", 1000, proposals=[decided])
    deeds.approve(budget)

    stations = way(decided)

    assert lacks(stations) == {"spent": "The plan is approved, but no spending is recorded yet."}
    assert not stations["spent"].reached
    assert stations["spent"].is_missing
    assert current(stations) == ["funded"]


def test_a_quarter_in_which_nothing_was_spent(decided):
    budget = deeds.budget()
    line = deeds.line(budget, "1", 1000, proposals=[decided])
    deeds.approve(budget)
    line.record_execution(2, Decimal(0))

    stations = way(decided)

    assert lacks(stations) == {"spent": "By the end of quarter 2 of 2026 nothing was spent."}
    assert not stations["spent"].reached


@pytest.mark.parametrize("executed", [None, 0])
def test_a_year_that_is_over_without_spending(decided, executed):
    budget = deeds.budget(2025)
    line = deeds.line(budget, "1", 1000, proposals=[decided])
    deeds.approve(budget)
    if executed is not None:
        line.record_execution(4, Decimal(executed))

    assert lacks(way(decided)) == {"spent": "The year 2025 is over, and no spending is recorded."}


def test_a_plan_that_was_taken_away_is_no_lack_of_spending(decided):
    budget = deeds.budget(2025)
    line = deeds.line(budget, "1", 1000, proposals=[decided])
    deeds.approve(budget)
    budget.amend(deeds.act("4/2"), [(line, Decimal(-1000))])

    stations = way(decided)

    assert lacks(stations) == {}
    assert "Nothing is planned any more." in said(stations["spent"])


def test_a_stopped_measure_says_why(decided):
    bus = deeds.measure("Автобус", decided)
    bus.move_to("stopped", reason=REASON, on=date(2026, 3, 1))

    stations = way(decided)

    assert lacks(stations) == {"done": "The measure was stopped. This is why."}
    assert not stations["done"].reached


def test_of_two_measures_the_stopped_one_is_told_and_not_waited_for(decided):
    stopped, bus = deeds.measure("Токтогон", decided), deeds.measure("Автобус", decided)
    stopped.move_to("stopped", reason=REASON)
    deeds.made(bus, "Bus", 1)
    bus.move_to("done", on=date(2026, 9, 1))

    done = way(decided)["done"]

    assert done.reached
    assert not done.is_missing
    assert "The measure was stopped. This is why." in said(done)
    assert "Bus: 1" in said(done)


def test_done_without_a_stated_result(decided):
    deeds.measure("Автобус", decided).move_to("done")

    stations = way(decided)

    assert stations["done"].reached
    assert stations["done"].on is None
    assert lacks(stations)["done"] == "Done, but the result is not stated."


def test_done_without_a_quantity_whom_it_serves_is_told(decided):
    deeds.measure("Автобус", decided, pupils=85, women=1200).move_to("done")

    stations = way(decided)

    assert said(stations["done"]) == "Women: 1,200 | Pupils: 85"
    assert "done" not in lacks(stations)


def test_a_line_without_a_measure_is_no_fault(decided):
    budget = deeds.budget()
    deeds.line(budget, "1", 1000, proposals=[decided])
    deeds.approve(budget)

    planned = way(decided)["planned"]

    assert planned.words == "It is in the budget without a measure of a programme."
    assert not planned.broken
    assert not planned.reached


def test_at_work_with_nothing_named_every_link_is_missing(decided, clerk):
    decided.start_work(by=clerk)

    stations = way(decided)

    assert lacks(stations) == {
        "planned": "Accepted, but no measure is named yet.",
        "funded": "No budget line is named yet.",
        "spent": "No spending is recorded yet.",
    }
    assert current(stations) == ["done"]


def test_carried_out_with_nothing_named_the_result_is_missing_too(decided, clerk):
    decided.start_work(by=clerk)
    decided.complete(by=clerk, on=date(2026, 9, 1))

    stations = way(decided)

    assert stations["done"].on == date(2026, 9, 1)
    assert lacks(stations)["done"] == "Done, but the result is not stated."


def test_what_waits_for_its_decision_lacks_nothing(published):
    stations = way(published)

    assert lacks(stations) == {}
    assert current(stations) == ["heard"]
