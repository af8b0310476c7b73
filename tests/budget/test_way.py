"""The way to som: every station with its day, amount and link, and every broken link in words."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django.utils.timezone import now

from budget.way import asking, lines_for, sums_of, way_of_line, way_of_measure, way_to_som
from hearings.models import Proposal, ProposalStep
from hearings.models.choices import DECIDED, Status
from hearings.way import resolution
from programs.answers import Answer
from tests import deeds

REASON = {"ky": "Себеби ушул.", "ru": "Причина такова.", "en": "This is why."}
STATIONS = ("heard", "decided", "planned", "funded", "spent", "done")


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def in_2026(time_machine):
    time_machine.move_to(date(2026, 11, 20))


@pytest.fixture
def standing_proposal(publish):
    """A published proposal put straight into a status, past its doors."""

    def standing(status):
        proposal = publish()
        step = ProposalStep.objects.create(
            proposal=proposal, new_status=status, reason_en="So.", on=date(2026, 1, 1), at=now()
        )
        decision = step if status in DECIDED else None
        Proposal.objects.filter(pk=proposal.pk).update(status=status, decision=decision)
        return proposal

    return standing


def way(proposal):
    """The stations by name; those that are not there are left out."""
    proposal.refresh_from_db()
    stations = way_to_som(proposal, list(proposal.steps.public()))
    return dict(zip(STATIONS, stations, strict=False))


def said(station):
    """All that a station says, as a reader meets it."""
    links = [words for link in station.links for words in (link.text, *link.words, link.broken)]
    return " | ".join(filter(None, [station.words, *map(str, links), station.broken]))


def lacks(stations):
    """The sentences about broken links, by station."""
    found = {
        name: [station.broken, *(link.broken for link in station.links)]
        for name, station in stations.items()
    }
    return {name: " ".join(filter(None, words)) for name, words in found.items() if any(words)}


def reached(stations):
    return [name for name, station in stations.items() if station.reached]


def current(stations):
    return [name for name, station in stations.items() if station.current]


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


# The ways back


def way_of(measure):
    measure.refresh_from_db()
    contributions, results = list(measure.contributions.all()), list(measure.results.all())
    answer = Answer.of(measure, list(measure.steps.all()), contributions, results)
    stations = way_of_measure(answer, list(asking(measure.proposals)), lines_for(measure))
    names = ("asked", "planned", "funded", "spent", "done")
    return dict(zip(names, stations, strict=True))


def test_the_way_of_a_measure_begins_with_who_asked(decided, held_hearing):
    decided.hearing = held_hearing
    decided.save()
    stations = way_of(deeds.measure("Автобус", decided))

    asked = stations["asked"]
    assert asked.reached
    assert asked.links[0].url == decided.get_absolute_url()
    assert held_hearing.get_absolute_url() in asked.links[0].words[0]
    assert lacks(stations) == {"funded": "A measure is named, but no budget line yet."}
    assert current(stations) == ["planned"]


def test_a_hearing_that_is_not_announced_is_not_named_with_who_asked(decided, hearing):
    type(hearing).objects.filter(pk=hearing.pk).update(published_at=None)
    decided.hearing = hearing
    decided.save()

    assert way_of(deeds.measure("Автобус", decided))["asked"].links[0].words == ()


def test_of_many_who_asked_the_first_are_named_and_the_others_counted(publish):
    proposals = [publish(text=f"Мектепке автобус керек {n}, бат эле.") for n in range(5)]

    asked = way_of(deeds.measure("Автобус", *proposals))["asked"]

    assert [link.url for link in asked.links[:3]] == [
        proposal.get_absolute_url() for proposal in proposals[:3]
    ]
    assert said(asked).endswith("And more of them: 2")


def test_a_proposal_that_is_not_public_did_not_ask(submitted):
    asked = way_of(deeds.measure("Автобус", submitted))["asked"]

    assert not asked.reached
    assert asked.words == "No proposal is named for this measure."


def way_back(line):
    names = ("asked", "planned", "funded", "spent", "done")
    stations = way_of_line(deeds.figures(line))
    return dict(zip(names, stations, strict=False))


def test_the_way_of_a_line_leads_back_over_its_measure_to_who_asked(decided):
    bus = deeds.measure("Автобус", decided)
    deeds.made(bus, "Bus", 1)
    bus.move_to("done")
    budget = deeds.budget()
    line = deeds.line(budget, "1", 1000, measure=bus)
    deeds.approve(budget)

    stations = way_back(line)

    assert stations["asked"].links[0].url == decided.get_absolute_url()
    assert stations["planned"].links[0].url == bus.get_absolute_url()
    assert stations["funded"].amount == 1000
    assert said(stations["done"]) == "Bus: 1"


def test_the_way_on_a_page_does_not_lead_to_that_page(client, decided):
    budget = deeds.budget()
    line = deeds.line(budget, "1", 1000, proposals=[decided])
    deeds.approve(budget)

    page = client.get(line.get_absolute_url()).content.decode()

    assert line.get_absolute_url() in way_to_som_urls(decided)
    way = page[page.index('<ol class="way">') :]
    assert f'href="{line.get_absolute_url()}"' not in way[: way.index("</ol>")]


def way_to_som_urls(proposal):
    stations = way_to_som(proposal, list(proposal.steps.public()))
    return [link.url for station in stations for link in station.links]


def test_a_proposal_named_by_line_and_measure_asked_once(decided):
    bus = deeds.measure("Автобус", decided)
    line = deeds.line(deeds.budget(), "1", 1000, measure=bus, proposals=[decided])

    assert len(way_back(line)["asked"].links) == 1


def test_a_line_that_nobody_asked_for_says_so(db):
    budget = deeds.budget()
    line = deeds.line(budget, "1", 1000)
    deeds.approve(budget)

    stations = way_back(line)

    assert stations["asked"].words == "No proposal is named for this line."
    assert stations["planned"].words == "It is in the budget without a measure of a programme."
    assert reached(stations) == ["funded"]


def test_a_line_does_not_tell_of_a_hidden_measure_nor_of_who_asked_for_it(decided):
    hidden = deeds.measure("Купия", decided, is_public=False)
    line = deeds.line(deeds.budget(), "1", 1000, measure=hidden)

    stations = way_back(line)

    assert "Купия" not in " ".join(map(said, stations.values()))
    assert not stations["asked"].reached


def test_a_revenue_line_has_no_way(db):
    assert way_of_line(deeds.figures(deeds.line(deeds.budget(), "1", 9, side="revenue"))) == []


def test_the_sums_of_fetched_lines_are_those_of_the_database(decided):
    bus = deeds.measure("Автобус", decided)
    budget = deeds.budget()
    lines = [deeds.line(budget, str(n + 1), f"{n}00.10", measure=bus) for n in range(1, 5)]
    deeds.approve(budget)
    budget.amend(deeds.act("4/2"), [(lines[0], Decimal("0.35"))])
    lines[2].record_execution(1, Decimal("33.33"))

    assert sums_of(lines_for(bus)) == bus.lines.sums()
