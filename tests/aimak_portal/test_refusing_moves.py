"""A move to another database that cannot be whole is refused or taken back."""

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError

from aimak_portal.backup import move, move_rows
from aimak_portal.backup.move import MoveProblem
from tests.aimak_portal.moving import (
    change,
    held,
    move_to,
    raw_rows,
    sqlite,
)


@pytest.fixture(autouse=True)
def databases_of_their_own(django_db_blocker):
    """The tests open databases beside the one of the test run, which they leave alone."""
    with django_db_blocker.unblock():
        yield


def test_a_table_of_somebody_else_is_left_out_aloud(old, new):
    change(old, "CREATE TABLE diary (words)")
    said = []
    move_to(old, new, said.append)

    assert said[0].endswith("diary")


def test_a_database_that_holds_rows_is_refused_and_they_are_named(demo, new):
    change(new, "INSERT INTO auth_group (name) VALUES ('keepers')")

    with pytest.raises(MoveProblem, match=r"not empty.* auth_group \(rows: 1\)"):
        move_to(demo, new)

    assert held(sqlite(new)) == {"auth_group": 1}


def test_a_database_of_somebody_else_is_refused_even_without_rows(demo, tmp_path):
    new = tmp_path / "diary.sqlite3"
    change(new, "CREATE TABLE diary (words)")

    with pytest.raises(MoveProblem, match="diary"):
        move_to(demo, new)

    assert raw_rows(new) == {"diary": []}


def test_the_portals_own_database_is_no_new_one(old):
    with pytest.raises(MoveProblem, match="not empty"):
        move_to(old, old)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("nonsense", "names no known database"),
        ("postgress://portal:sesame@127.0.0.1/portal", "isn't an available database"),
        ("sqlite:///", "memory forgets"),
        ("sqlite:////nowhere/at/all.sqlite3", "unable to open"),
        ("postgres://portal:sesame@127.0.0.1:1/portal", "refused"),
    ],
)
def test_an_address_that_leads_nowhere_is_refused(address, reason):
    with pytest.raises(CommandError, match=reason) as refusal:
        call_command("move_database", address)

    assert "Nothing was moved" in str(refusal.value)
    assert "sesame" not in str(refusal.value)


def test_a_database_of_an_earlier_version_is_refused(old, new):
    change(old, "DELETE FROM django_migrations WHERE app = 'sessions'")

    with pytest.raises(MoveProblem, match="run migrate first"):
        move_to(old, new)


def test_a_column_that_the_portal_does_not_know_is_not_lost_silently(old, new):
    change(old, "ALTER TABLE auth_group ADD COLUMN motto")

    with pytest.raises(MoveProblem, match=r"auth_group .*: motto"):
        move_to(old, new)


def plant_a_difference(new):
    """As if the new database had changed what it was given."""
    change(
        new,
        "CREATE TRIGGER planted AFTER INSERT ON auth_user WHEN NEW.username = 'clerk' "
        "BEGIN UPDATE auth_user SET first_name = 'x' WHERE id = NEW.id; END",
    )


def test_one_changed_value_takes_everything_back(demo, new):
    plant_a_difference(new)

    with pytest.raises(MoveProblem, match="as it was: auth_user"):
        move_to(demo, new)

    assert held(sqlite(new)) == {}


def test_without_the_comparison_a_changed_value_would_stand(demo, new, monkeypatch):
    plant_a_difference(new)
    monkeypatch.setattr(move, "compare", lambda *databases: None)

    move_to(demo, new)

    assert change(new, "SELECT username FROM auth_user WHERE first_name = 'x'") == [("clerk",)]


def test_a_lost_row_takes_everything_back(demo, new, monkeypatch):
    def read(model, alias):
        rows = move_rows.read_as_stored(model, alias)
        if (model._meta.db_table, alias) == ("auth_user_groups", "move_source"):
            next(rows)
        yield from rows

    monkeypatch.setattr(move, "read_as_stored", read)
    with pytest.raises(MoveProblem, match="as it was: auth_user_groups"):
        move_to(demo, new)

    assert held(sqlite(new)) == {}


def test_a_reference_to_a_row_that_is_not_there_takes_everything_back(old, new):
    change(old, "UPDATE auth_user_groups SET group_id = 999 WHERE id = 1")

    with pytest.raises(IntegrityError, match="auth_user_groups"):
        move_to(old, new)

    assert held(sqlite(new)) == {}


def test_a_refused_row_is_named_without_what_it_says(demo, new):
    change(
        new,
        "CREATE TRIGGER refuse BEFORE INSERT ON auth_user WHEN NEW.username = 'head' "
        "BEGIN SELECT RAISE(ABORT, 'not that one'); END",
    )
    ((number,),) = change(demo, "SELECT id FROM auth_user WHERE username = 'head'")

    with pytest.raises(MoveProblem, match=f"^auth_user, row {number}: not that one$"):
        move_to(demo, new)

    assert held(sqlite(new)) == {}


def test_a_value_that_cannot_be_read_is_refused(old, new):
    change(old, "UPDATE auth_user SET date_joined = '2026-02-30 00:00:00' WHERE id = 1")

    with pytest.raises(MoveProblem, match="auth_user cannot be read"):
        move_to(old, new)


def test_a_move_that_was_stopped_can_be_tried_again(demo, new):
    def stop(line):
        if line.startswith("Comparing"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        move_to(demo, new, stop)
    assert held(sqlite(new)) == {}

    move_to(demo, new)

    assert raw_rows(new) == raw_rows(demo)
