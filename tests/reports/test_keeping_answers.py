"""In a large record an answer is kept until something changes; it is never an old one."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext, suppress
from threading import Barrier, BrokenBarrierError, Event

import pytest
from django.core.cache import cache
from django.db import connection, transaction

from reports import answers
from reports.registry import REPORTS
from reports.scope import Scope
from tests.desk import sign_in
from tests.queries.counting import asked
from tests.reports.reading import table, words

ADDRESS = "/en/reports/hearings/"


@pytest.fixture
def large(monkeypatch):
    """The record counts as large from its first row of history."""
    cache.clear()
    monkeypatch.setattr(answers, "LARGE", 1)
    yield
    cache.clear()


def test_a_kept_answer_is_not_added_up_again(large, recorded, client):
    recorded(participants=10)
    first = len(asked(client, ADDRESS))

    assert len(asked(client, ADDRESS)) < first
    assert table("hearings", "hearings")["total"]["participants"] == 10


def test_a_change_shows_at_once(large, recorded, clerk):
    hearing = recorded(participants=10)
    assert table("hearings", "hearings")["total"]["participants"] == 10

    hearing.minutes.correct(by=clerk, reason="A digit was left out.", participants=110)

    assert table("hearings", "hearings")["total"]["participants"] == 110


def test_without_a_look_at_the_history_the_old_answer_would_stay(
    large, recorded, clerk, monkeypatch
):
    monkeypatch.setattr(answers, "newest_rows", lambda: (answers.LARGE,))
    hearing = recorded(participants=10)
    table("hearings", "hearings")

    hearing.minutes.correct(by=clerk, reason="A digit was left out.", participants=110)

    assert table("hearings", "hearings")["total"]["participants"] == 10


@contextmanager
def correcting(minutes, by, **figures):
    """Somebody whose correction is written and shows only at the end of this block."""
    written, done = Event(), Event()

    def correct():
        with transaction.atomic():
            minutes.correct(by=by, reason="Counted anew.", **figures)
            written.set()
            done.wait(30)
        connection.close()

    with ThreadPoolExecutor(1) as pool:
        ended = pool.submit(correct)
        assert written.wait(30)
        try:
            yield
        finally:
            done.set()
            ended.result()


def participants_while_two_correct(recorded, clerk):
    """The total while one correction is under way and a later one has ended, and afterwards."""
    first, second = recorded(participants=10).minutes, recorded(participants=20).minutes
    with correcting(first, clerk, participants=11):
        second.correct(by=clerk, reason="Counted anew.", participants=22)
        meanwhile = table("hearings", "hearings")["total"]["participants"]
    return meanwhile, table("hearings", "hearings")["total"]["participants"]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_change_that_ends_after_a_later_one_shows_at_once(large, recorded, clerk):
    assert participants_while_two_correct(recorded, clerk) == (32, 33)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_without_a_look_at_what_is_under_way_it_would_not_show(large, recorded, clerk, monkeypatch):
    monkeypatch.setattr(answers, "under_way", lambda: ())
    assert participants_while_two_correct(recorded, clerk) == (32, 32)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_while_somebody_only_writes_an_answer_is_kept_all_the_same(large, recorded, clerk, client):
    minutes = recorded(participants=10).minutes
    with correcting(minutes, clerk, participants=11):
        first = len(asked(client, ADDRESS))
        assert len(asked(client, ADDRESS)) < first


def test_each_language_and_each_choice_has_its_own_answer(large, recorded, village):
    recorded(participants=10)
    recorded(village=village, participants=5)

    assert "Participants" in words("hearings", "en")
    assert "Участники" in words("hearings", "ru")
    assert table("hearings", "hearings", village=village.pk)["total"]["participants"] == 5
    assert table("hearings", "hearings")["total"]["participants"] == 15


def test_an_insiders_answer_is_never_given_to_others():
    assert Scope(insider=True).key != Scope(insider=False).key


def test_scopes_that_differ_in_anything_have_different_keys(village):
    others = [{"first_year": 2026}, {"last_year": 2026}, {"kind": "sedp"}, {"sector": "water"}]
    scopes = [Scope(), Scope(village=village), *(Scope(**other) for other in others)]

    assert len({scope.key for scope in scopes}) == len(scopes)


@pytest.mark.parametrize("slug", REPORTS)
def test_every_answer_can_be_kept(large, recorded, slug, db):
    recorded(participants=10)

    assert words(slug) == words(slug)


def test_a_small_record_is_added_up_each_time(recorded, client):
    recorded(participants=10)
    first = len(asked(client, ADDRESS))

    assert len(asked(client, ADDRESS)) == first


@pytest.fixture
def unchanging(large, monkeypatch):
    """A large record that nobody changes; no reader asks the database for it."""
    monkeypatch.setattr(answers, "newest_rows", lambda: (answers.LARGE,))
    monkeypatch.setattr(answers, "under_way", lambda: ())


def test_of_many_readers_at_once_one_adds_up(unchanging):
    assert added_up_by(8) == 1


def test_without_waiting_for_each_other_all_of_them_would(unchanging, monkeypatch):
    monkeypatch.setattr(answers, "_adding_up", nullcontext())
    assert added_up_by(8) == 8


def added_up_by(readers):
    """How often so many readers, who ask in the same moment, let an answer be added up."""
    all_asked, times = Barrier(readers, timeout=5), []

    def add_up():
        times.append(1)
        # Nobody has an answer before everybody who adds up has begun.
        with suppress(BrokenBarrierError):
            all_asked.wait(timeout=1)
        return "sections"

    with ThreadPoolExecutor(readers) as pool:
        answered = [pool.submit(answers.kept, add_up, "many") for _reader in range(readers)]
        assert {each.result() for each in answered} == {"sections"}
    return len(times)


def test_what_waits_at_the_desk_is_counted_again_once_something_changed(large, submit, clerk):
    desk = sign_in("clerk")
    submitted = submit()
    first = len(asked(desk, "/en/admin/"))
    assert len(asked(desk, "/en/admin/")) < first
    assert "To be checked before publishing" in desk.get("/en/admin/").content.decode()

    submitted.publish(by=clerk)

    assert "To be checked before publishing" not in desk.get("/en/admin/").content.decode()


def test_that_nothing_was_found_is_kept_too(large, aimak):
    times = []
    for _turn in range(2):
        assert answers.kept(lambda: times.append(1) or [], "nothing") == []
    assert len(times) == 1
