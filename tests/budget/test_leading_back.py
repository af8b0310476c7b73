"""From a measure and from a line the way leads back to who asked."""

from decimal import Decimal

import pytest

from budget.way import asking, lines_for, sums_of, way_of_line, way_of_measure, way_to_som
from programs.answers import Answer
from tests import deeds
from tests.budget.stations import current, lacks, reached, said

pytestmark = pytest.mark.usefixtures("in_english", "in_2026")


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
