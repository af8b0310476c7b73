"""The portal moves to another database with every row as it was, and leaves the old one alone."""

import shutil
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta, timezone
from types import SimpleNamespace

import pytest
from django.contrib.auth import get_user_model
from django.db import DatabaseError, connection
from django.utils import translation

from aimak_portal.backup import move, move_ends, move_rows
from aimak_portal.backup.move_ends import foreign_tables, only_read, opened
from groups.history.verifying import verify
from tests.aimak_portal.moving import (
    LONG_AGO,
    change,
    copy_every_kind,
    fill,
    manage,
    move_to,
    next_numbers,
    raw_rows,
    sqlite,
    tally,
)


@pytest.fixture(autouse=True)
def databases_of_their_own(django_db_blocker):
    """The tests open databases beside the one of the test run, which they leave alone."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    return fill(tmp_path_factory.mktemp("house"), "house")


@pytest.fixture(scope="module", params=["demo", "house"])
def moved(request):
    """A portal that was moved by the command, as an operator does it."""
    old = request.getfixturevalue(request.param)
    new = old.with_name("new.sqlite3")
    before = raw_rows(old)
    said = manage(old.parent, "move_database", f"sqlite:///{new}")
    return SimpleNamespace(place=old.parent, old=old, new=new, before=before, said=said)


# What a database makes for itself arrives without being moved.
MADE_ANEW = {"sqlite_sequence", "hearings_proposalcount"}


def test_every_row_arrives_as_it_was(moved):
    assert raw_rows(moved.new) == moved.before
    assert len(moved.before["hearings_proposal"]) > 10
    assert moved.before["hearings_proposalcount"]


def test_the_old_database_is_left_as_it_was(moved):
    assert raw_rows(moved.old) == moved.before


def test_the_new_database_is_sound(moved):
    assert change(moved.new, "PRAGMA integrity_check") == [("ok",)]
    assert change(moved.new, "PRAGMA foreign_key_check") == []


def test_no_number_of_a_row_is_given_twice(moved):
    assert next_numbers(sqlite(moved.new)) == next_numbers(sqlite(moved.old))


def test_the_next_row_goes_in(moved, tmp_path):
    new = shutil.copy(moved.new, tmp_path)
    ((last,),) = change(moved.old, "SELECT seq FROM sqlite_sequence WHERE name = 'auth_user'")
    with opened("next", sqlite(new)):
        assert get_user_model().objects.using("next").create(username="next").pk == last + 1


def test_the_command_tells_what_it_moved_and_what_remains_to_be_done(moved):
    proposals = len(moved.before["hearings_proposal"])
    assert f"hearings_proposal, rows: {proposals}\n" in moved.said
    rows = sum(len(rows) for table, rows in moved.before.items() if table not in MADE_ANEW)
    assert f"{rows:,} rows, all equal on both sides" in moved.said
    for word in ("DATABASE_URL", f"DATA_DIR ({moved.place})", "backup"):
        assert word in moved.said


def test_every_table_belongs_to_the_portal(db):
    """Otherwise the command would leave it out."""
    assert foreign_tables(connection) == []


def late_session(old):
    """Somebody signs in while the tables before that of the sessions are being copied."""

    def say(line):
        if "auth_group," in line:
            change(old, "INSERT INTO django_session VALUES ('late', '', '2027-01-01 00:00:00')")

    return say


def test_the_old_database_is_read_at_one_moment(old, new):
    before = raw_rows(old)

    move_to(old, new, late_session(old))

    assert raw_rows(new) == before != raw_rows(old)


def test_without_the_snapshot_a_later_row_would_slip_in(old, new, monkeypatch):
    monkeypatch.setattr(move, "snapshot", lambda connection: nullcontext())

    move_to(old, new, late_session(old))

    assert change(new, "SELECT session_key FROM django_session") == [("late",)]


def test_the_old_database_cannot_be_written_by_the_move(old):
    statement = "INSERT INTO auth_group (name) VALUES ('keepers')"
    with (
        opened("read", only_read(sqlite(old))) as base,
        pytest.raises(DatabaseError, match="readonly"),
    ):
        base.cursor().execute(statement)

    with opened("read", sqlite(old)) as base:  # as it would be on the portal's own connection
        base.cursor().execute(statement)


class Touched(Exception):
    """Something turned to the database on which the portal itself runs."""


def touched(*statement):
    raise Touched


def test_making_the_tables_does_not_touch_the_portals_own_database(demo, tmp_path):
    with connection.execute_wrapper(touched):
        move_to(demo, tmp_path / "new.sqlite3")


def test_a_migration_that_names_no_database_would(demo, tmp_path, monkeypatch):
    monkeypatch.setattr(move_ends, "as_default", lambda connection: nullcontext())

    with connection.execute_wrapper(touched), pytest.raises(Touched):
        move_to(demo, tmp_path / "new.sqlite3")


def test_no_more_than_a_batch_of_rows_is_in_memory(demo, new, monkeypatch):
    read, batches = [], []

    def counting(model, alias):
        for row in move_rows.read_as_stored(model, alias):
            read.append(row)
            yield row

    def write(model, rows, alias):
        batches.append((len(rows), len(read) - sum(size for size, _unwritten in batches)))
        move_rows.write(model, rows, alias)

    monkeypatch.setattr(move_rows, "BATCH", 7)
    monkeypatch.setattr(move, "read_as_stored", counting)
    monkeypatch.setattr(move, "write", write)
    move_to(demo, new)

    assert max(batches) == (7, 7)


def test_a_long_table_tells_how_far_it_is(demo, new, monkeypatch):
    monkeypatch.setattr(move_rows, "BATCH", 10)
    monkeypatch.setattr(move, "TOLD_EVERY", 50)
    said = []
    move_to(demo, new, said.append)

    assert "  auth_permission: 50 …" in said
    assert "  auth_permission: 100 …" in said


def test_a_value_of_every_kind_arrives_as_it_was(tmp_path):
    figures, arrived, old, new = copy_every_kind(
        sqlite(tmp_path / "old.sqlite3"), sqlite(tmp_path / "new.sqlite3")
    )

    assert arrived == figures
    assert new == old
    assert {row[10] for row in new} == {LONG_AGO}  # no date was set anew


def test_an_unreadable_date_does_not_arrive_as_none(tmp_path):
    figures, arrived, old, new = copy_every_kind(
        sqlite(tmp_path / "old.sqlite3"),
        sqlite(tmp_path / "new.sqlite3"),
        spoil="UPDATE aimak_portal_everykind SET day = 'soon' WHERE id = 1",
    )

    assert new == old  # as Django reads it
    assert arrived != figures
    assert (figures.filled["filled_day"], arrived.filled["filled_day"]) == (1, 0)


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [(1, "a")],
        [(1, "a"), (1, "a")],
        [(1, "a"), (2, "b"), (2, "b")],
        [(1, "b"), (2, "a")],
        [("1", "a"), (2, "b")],
        [(1, None), (2, "b")],
    ],
)
def test_every_difference_changes_the_sum(rows):
    assert tally(*rows) != tally((1, "a"), (2, "b"))


def test_neither_the_order_nor_the_kind_of_database_changes_the_sum():
    noon = datetime(2026, 11, 21, 12, tzinfo=UTC)
    bishkek = noon.astimezone(timezone(timedelta(hours=6)))
    assert tally((1, noon), (2, b"a")) == tally((2, memoryview(b"a")), (1, bishkek))


def move_in_russian(old, new):
    with translation.override("ru"):
        move_to(old, new)


def test_the_language_of_the_operator_changes_nothing(demo, new):
    move_in_russian(demo, new)

    assert raw_rows(new) == raw_rows(demo)


def test_through_the_managers_of_the_models_it_would(demo, new, monkeypatch):
    """They read a column in the language that is spoken, from the new database as from the old."""

    def all_of(model, alias):
        return model._default_manager.using(alias).order_by()

    monkeypatch.setattr(move_rows, "all_of", all_of)
    move_in_russian(demo, new)

    assert raw_rows(new)["groups_village"] != raw_rows(demo)["groups_village"]


def test_the_history_is_whole_after_the_move(moved):
    with opened("moved_to", sqlite(moved.new)):
        assert list(verify(using="moved_to")) == []
    of_first = (
        "SELECT soate_code FROM groups_village WHERE id = (SELECT min(id) FROM groups_village)"
    )
    ((code,),) = change(moved.new, of_first)
    put = "UPDATE groups_village SET soate_code = ? WHERE id = (SELECT min(id) FROM groups_village)"
    change(moved.new, put, "1")
    with opened("moved_to", sqlite(moved.new)):
        assert {finding.field for finding in verify(using="moved_to")} == {"soate_code"}
    change(moved.new, put, code)
