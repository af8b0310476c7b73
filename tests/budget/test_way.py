"""The way to som: every station with its day, amount and link."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budget.way import way_to_som
from hearings.models.choices import Status
from hearings.way import resolution
from tests import deeds
from tests.budget.stations import STATIONS, current, lacks, reached, said, way

pytestmark = pytest.mark.usefixtures("in_english", "in_2026")


# The whole way


def test_the_whole_way_is_told_from_the_hearing_to_the_result(decided, hearing):
    decided.hearing = hearing
    decided.save()
    programme = deeds.program(resolution=deeds.act("23", date(2021, 12, 24)))
    bus = deeds.measure("Автобус", decided, program=programme, planned_cost=250_000)
    budget = deeds.budget()
    line = deeds.line(budget, "2.4", 250_000, measure=bus)
    deeds.approve(budget)
    line.record_execution(3, Decimal(187_500))
    bus.move_to("under_way", on=date(2026, 5, 1))
    deeds.made(bus, "Bus", 1)
    bus.move_to("done", on=date(2026, 9, 1))

    stations = way(decided)

    assert reached(stations) == list(STATIONS)
    assert lacks(stations) == {}
    assert current(stations) == ["done"]
    assert stations["heard"].links[0].url == hearing.get_absolute_url()
    assert stations["planned"].amount == 250_000
    assert stations["planned"].links[0].url == bus.get_absolute_url()
    assert "Resolution № 23, 24 December 2021" in said(stations["planned"])
    assert programme.get_absolute_url() in said(stations["planned"])
    assert stations["funded"].amount == 250_000
    assert stations["funded"].on == date(2026, 1, 20)
    assert stations["funded"].links[0].url == line.get_absolute_url()
    assert said(stations["funded"]) == "Budget of 2026, line 2.4: Берене 2.4 en | Resolution № 1/5"
    assert stations["spent"].amount == 187_500
    assert "By the end of quarter 3 of 2026: 187,500\xa0som of 250,000\xa0som" in said(
        stations["spent"]
    )
    assert stations["done"].on == date(2026, 9, 1)
    assert said(stations["done"]) == "Bus: 1"


def test_the_whole_way_costs_two_queries_however_much_stands_on_it(decided):
    budget = deeds.budget()
    for number in range(8):
        bus = deeds.measure(f"Автобус {number}", decided, program=deeds.program())
        deeds.gives(bus, "donor", 100)
        deeds.made(bus, "Bus", 1)
        deeds.made(bus, "Driver", 2)
        deeds.line(budget, f"{number + 1}", 1000, measure=bus)
    deeds.approve(budget)
    steps = list(decided.steps.public())

    with CaptureQueriesContext(
        connection,
    ) as queries:
        stations = way_to_som(decided, steps)

    assert len(queries) == 2
    assert len(stations[2].links) == len(stations[3].links) == 8


def test_a_changed_plan_shows_what_was_approved_and_what_holds_now(decided):
    budget = deeds.budget()
    line = deeds.line(budget, "1", 200_000, proposals=[decided])
    deeds.approve(budget)
    budget.amend(deeds.act("4/2"), [(line, Decimal(-50_000))])

    funded = way(decided)["funded"]

    assert funded.amount == 150_000
    assert "Approved: 200,000\xa0som" in said(funded)
    assert "Revised: 150,000\xa0som" in said(funded)


def test_a_line_that_an_amendment_brought_in_does_not_name_the_first_resolution(decided):
    budget = deeds.budget()
    deeds.line(budget, "1", 200_000)
    deeds.approve(budget)
    added = deeds.new_line(budget, "9")
    budget.amend(deeds.act("4/2"), [(added, Decimal(70_000))])
    added.proposals.add(decided)

    funded = way(decided)["funded"]

    assert funded.reached
    assert funded.on is None
    assert funded.amount == 70_000
    assert "Resolution" not in said(funded)
    assert "when the budget was amended" in said(funded)


def test_several_measures_and_lines_are_each_named_and_added_up(decided):
    first = deeds.measure("Биринчи", decided, planned_cost=100)
    second = deeds.measure("Экинчи", decided, planned_cost=300)
    for year, amount in ((2025, 100), (2026, 300)):
        budget = deeds.budget(year)
        deeds.line(budget, "7", amount, measure=first if year == 2025 else second)
        deeds.approve(budget, deeds.act(f"{year}", date(year, 1, 15)))
        line = budget.lines.get(number="7")
        line.record_execution(4, Decimal(amount))

    stations = way(decided)

    assert [link.text for link in stations["planned"].links] == ["Биринчи en", "Экинчи en"]
    assert stations["planned"].amount == 400
    assert stations["funded"].amount == 400
    assert stations["funded"].on == date(2025, 1, 15)
    assert "Resolution № 2026, 15 January 2026" in said(stations["funded"])
    assert stations["spent"].amount == 400
    assert "In the whole year 2025: 100\xa0som of 100\xa0som" in said(stations["spent"])


def test_costs_of_which_one_is_unknown_are_not_added_up(decided):
    deeds.measure("Биринчи", decided, planned_cost=100)
    deeds.measure("Экинчи", decided)

    planned = way(decided)["planned"]

    assert planned.amount is None
    assert "Planned cost: 100\xa0som" in said(planned)


# Money from elsewhere


def test_a_deed_that_others_paid_is_funded_without_a_line(decided):
    bus = deeds.measure("Автобус", decided)
    deeds.gives(bus, "local_budget", 250_000)
    deeds.gives(bus, "community", 50_000)

    stations = way(decided)

    assert stations["funded"].reached
    assert stations["funded"].amount == 300_000
    assert stations["funded"].links[0].url == f"{bus.get_absolute_url()}#money"
    assert lacks(stations) == {}
    assert "no spending by quarter is shown" in stations["spent"].words


def test_of_money_that_is_partly_unknown_only_the_least_is_told(decided):
    pipe = deeds.measure("Суу", decided)
    deeds.gives(pipe, "local_budget", 250_000)
    deeds.gives(pipe, "donor", words="Түтүк")

    funded = way(decided)["funded"]

    assert funded.amount is None
    assert "At least: 250,000\xa0som" in said(funded)


def test_money_of_which_nothing_is_known_is_not_zero(decided):
    deeds.gives(deeds.measure("Суу", decided), "donor", words="Түтүк")

    funded = way(decided)["funded"]

    assert funded.reached
    assert funded.amount is None
    assert "The amounts are not stated." in said(funded)


# What is not public


def test_a_measure_that_is_not_public_is_not_on_the_way(decided):
    hidden = deeds.measure("Купия", decided, is_public=False)
    budget = deeds.budget()
    deeds.line(budget, "1", 1000, measure=hidden)
    deeds.approve(budget)

    stations = way(decided)

    assert lacks(stations)["planned"] == "Accepted, but no measure is named yet."
    assert "Купия" not in " ".join(map(said, stations.values()))
    assert not stations["funded"].reached


def test_a_line_of_a_budget_that_is_not_public_is_not_on_the_way(decided):
    deeds.line(deeds.budget(), "1", 1000, proposals=[decided])

    assert lacks(way(decided))["funded"] == (
        "Included in the budget, but no budget line is named yet."
    )


def test_a_public_draft_is_told_as_a_draft_and_not_as_money(decided):
    deeds.line(deeds.budget(is_public=True), "1", 1000, proposals=[decided])

    stations = way(decided)

    assert not stations["funded"].reached
    assert stations["funded"].amount is None
    assert "In the draft budget, which is not approved yet." in said(stations["funded"])
    assert lacks(stations) == {}


def test_a_draft_without_an_amount_says_that_it_is_not_stated(decided):
    line = deeds.line(deeds.budget(is_public=True), "1", 1000, proposals=[decided])
    type(line).objects.filter(pk=line.pk).update(planned_draft=None)

    assert 'Draft: <span class="unknown">Not stated</span>' in said(way(decided)["funded"])


def test_a_revenue_line_is_not_what_is_spent(decided):
    bus = deeds.measure("Автобус", decided)
    budget = deeds.budget()
    deeds.line(budget, "0.1", 500, side="revenue", measure=bus)
    deeds.approve(budget)

    assert way(decided)["funded"].broken == "A measure is named, but no budget line yet."


def test_a_resolution_that_is_not_public_is_not_named(decided):
    hidden = deeds.act("купия", is_public=False)
    deeds.measure("Автобус", decided, program=deeds.program(resolution=hidden))

    planned = way(decided)["planned"]

    assert resolution(hidden) == ""
    assert planned.reached
    assert "купия" not in said(planned)


def test_an_ended_proposal_still_tells_of_a_measure_that_names_it(standing_proposal):
    proposal = standing_proposal(Status.NOT_STATED)
    assert len(way(proposal)) == 2

    deeds.measure("Автобус", proposal)

    assert "planned" in reached(way(proposal))


def test_words_of_staff_are_shown_as_words(decided):
    bus = deeds.measure("<b>Автобус</b>", decided)
    bus.move_to("stopped", reason={"en": "<script>x</script> 100 %(reason)s"})

    stations = way(decided)

    assert "&lt;b&gt;Автобус" in said(stations["planned"])
    assert "&lt;script&gt;x&lt;/script&gt; 100 %(reason)s" in said(stations["done"])
