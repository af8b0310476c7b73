"""The way of a proposal: what is behind it, where it stands, and where the chain is broken."""

from datetime import date

import pytest

from hearings.models.choices import DECISIONS, Status
from hearings.way import way_of

REASON = {"ky": "Себеби ушул."}
ENDS = {"rejected", "referred", "merged", "answered", "withdrawn", "declined", "not_stated"}


def way(proposal):
    return way_of(proposal, list(proposal.steps.all()))


def reached(proposal):
    return [station.reached for station in way(proposal)]


def broken(proposal):
    return [bool(station.broken) for station in way(proposal)]


@pytest.mark.parametrize("status", Status.values)
def test_a_way_that_ends_with_its_decision_has_two_stations_and_every_other_six(status, standing):
    assert len(way(standing(status))) == (2 if status in ENDS else 6)


@pytest.mark.parametrize("status", Status.values)
def test_every_way_begins_with_being_heard_and_stands_at_most_at_one_station(status, standing):
    stations = way(standing(status))

    assert stations[0].reached
    assert sum(station.current for station in stations) <= 1
    # What is reached is reached in order.
    decided = [station.reached for station in stations[:2]]
    assert decided == sorted(decided, reverse=True)


def test_what_waits_stands_at_being_heard(submitted):
    heard, decided, *_later = way(submitted)

    assert heard.current
    assert heard.on == submitted.received_on
    assert not decided.reached
    assert not any(broken(submitted))


def test_an_overdue_answer_is_said_on_the_way(submitted):
    submitted.due_on = date(2020, 1, 1)

    assert way(submitted)[1].words


@pytest.mark.parametrize("outcome", sorted(DECISIONS))
def test_a_decision_is_reached_with_its_day_and_its_name(outcome, published, standing, clerk):
    proposal = standing(outcome)
    decided = way(proposal)[1]

    assert decided.reached
    assert decided.current
    assert decided.on == proposal.decision.on
    assert decided.words == proposal.decision.get_new_status_display()


def test_accepted_without_a_measure_the_chain_is_broken_and_says_so(decided):
    assert reached(decided) == [True, True, False, False, False, False]
    assert broken(decided) == [False, False, True, False, False, False]


def test_at_work_without_a_line_and_spending_it_says_that_too(decided, clerk):
    decided.start_work(by=clerk)

    assert broken(decided) == [False, False, True, True, True, False]
    assert [station.current for station in way(decided)] == [False] * 5 + [True]
    assert not way(decided)[-1].reached


def test_carried_out_it_stands_at_done_with_its_day(decided, clerk):
    day = date(2026, 9, 1)
    decided.start_work(by=clerk)
    decided.complete(by=clerk, on=day)

    done = way(decided)[-1]
    assert done.reached
    assert done.current
    assert done.on == day


def test_what_is_deferred_is_not_broken(published, clerk):
    published.decide(Status.DEFERRED, by=clerk, reason=REASON, deferred_to=2028)

    assert not any(broken(published))


def test_an_outcome_that_no_paper_states_is_said_and_not_guessed(standing):
    heard, decided = way(standing(Status.NOT_STATED))

    assert not heard.current
    assert not decided.reached
    assert decided.words


def test_a_decision_taken_back_is_no_longer_on_the_way(decided, clerk):
    decided.start_review(by=clerk)

    assert reached(decided) == [True] + [False] * 5
    assert way(decided)[0].current


@pytest.mark.parametrize("status", Status.values)
def test_every_station_has_a_name_in_each_language(status, standing):
    from django.utils import translation

    proposal = standing(status)
    for language in ("ky", "ru", "en"):
        with translation.override(language):
            names = [station.name for station in way(proposal)]
        assert all(names)
        assert len(set(names)) == len(names)


def test_the_public_page_shows_the_way_in_its_order(decided, client):
    page = client.get(decided.get_absolute_url())
    names = [f"<b>{station.name}</b>" for station in page.context["way"]]
    places = [page.content.decode().index(name) for name in names]

    assert places == sorted(places)
    assert 'aria-current="step"' in page.content.decode()
