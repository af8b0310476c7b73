"""The way of a proposal: what is behind it, where it stands, and where the chain is broken."""

from datetime import date

import pytest
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from hearings.models import LocalAct
from hearings.models.choices import DECISIONS, Status
from hearings.way import Named, Station, resolution, standing, way_of, worded

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


def test_what_is_known_only_above_is_left_to_the_floors_above(decided, clerk):
    assert reached(decided) == [True, True, False, False, False, False]
    decided.start_work(by=clerk)

    assert not any(broken(decided))
    assert [station.current for station in way(decided)] == [False] * 5 + [True]
    assert not way(decided)[-1].reached


def test_the_hearing_is_named_only_once_it_is_announced(published, hearing):
    published.hearing = hearing
    assert [link.url for link in way(published)[0].links] == [hearing.get_absolute_url()]

    hearing.published_at = None
    assert way(published)[0].links == ()


def test_where_things_stand_is_the_last_station_reached_or_the_end_while_at_work():
    stations = [Station("a", reached=True), Station("b", reached=True), Station("c")]

    assert [each.current for each in standing(stations, at_work=False)] == [False, True, False]
    assert [each.current for each in standing(stations, at_work=True)] == [False, False, True]


def test_a_broken_link_is_missing_only_where_nothing_stands_in_its_place():
    assert Station("a", broken="x").is_missing
    assert Station("a", links=(Named(broken="x"),)).is_missing
    assert not Station("a", reached=True, broken="x").is_missing
    assert not Station("a").is_missing


def test_what_is_put_into_a_sentence_is_escaped_once():
    safe = worded("%(a)s & %(b)s", a="<i>", b=mark_safe("<b>x</b>"))

    assert str(safe) == "&lt;i&gt; &amp; <b>x</b>"
    assert isinstance(safe, SafeString)


@pytest.mark.parametrize(
    ("number", "day", "known", "words"),
    [
        ("1/5", date(2026, 1, 20), None, "Resolution № 1/5, 20 January 2026"),
        ("1/5", date(2026, 1, 20), date(2026, 1, 20), "Resolution № 1/5"),
        ("1/5", None, None, "Resolution № 1/5"),
        ("", date(2026, 1, 20), None, "Resolution, 20 January 2026"),
        ("", None, None, "Resolution of the aiyl kenesh"),
    ],
)
def test_a_resolution_is_named_as_far_as_it_is_known(number, day, known, words):
    act = LocalAct(kind="resolution", number=number, adopted_on=day)
    with translation.override("en"):
        assert resolution(act, known) == words


def test_a_resolution_whose_paper_is_here_is_linked():
    act = LocalAct(kind="resolution", number="<1>", file="x.pdf")

    with translation.override("en"):
        assert resolution(act) == f'<a href="{act.file_url}">Resolution № &lt;1&gt;</a>'


def test_a_resolution_that_is_unknown_or_not_public_is_not_named():
    assert resolution(None) == ""
    assert resolution(LocalAct(kind="resolution", number="1", is_public=False)) == ""


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
