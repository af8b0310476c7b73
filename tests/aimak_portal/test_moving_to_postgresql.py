"""From SQLite to PostgreSQL and back: the way a municipality goes that has grown, or shrunk."""

from contextlib import nullcontext
from copy import deepcopy

import pytest
from django.contrib.auth import get_user_model
from django.db import DatabaseError, IntegrityError, connection, transaction

from aimak_portal.backup import move
from aimak_portal.backup.move import MoveProblem, move_database
from aimak_portal.backup.move_ends import make_tables, opened, snapshot
from groups.history.verifying import verify
from tests.aimak_portal.moving import (
    LONG_AGO,
    change,
    copy_every_kind,
    held,
    next_numbers,
    raw_rows,
    sqlite,
)

pytestmark = pytest.mark.postgresql


@pytest.fixture(autouse=True)
def databases_of_their_own(django_db_blocker):
    """The tests open databases beside the one of the test run, which they leave alone."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="module")
def create(django_db_setup, django_db_blocker):
    """Makes databases on the server of the test run, with the tables of another or without."""
    made = []

    def create(like="template0"):
        config = deepcopy(connection.settings_dict)
        config["NAME"] += f"_{len(made)}"
        made.append(config["NAME"])
        on_server(f'CREATE DATABASE "{config["NAME"]}" TEMPLATE "{like}"')
        return config

    with django_db_blocker.unblock():
        yield create
        for name in made:
            on_server(f'DROP DATABASE "{name}"')


def on_server(statement):
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture(scope="module")
def moved(demo, create):
    """The portal after its move to PostgreSQL."""
    config = create()
    move_database(sqlite(demo), config, print)
    return config


@pytest.fixture(scope="module")
def tables_only(create):
    config = create()
    with opened("empty", config) as empty:
        make_tables(empty)
    return config


@pytest.fixture
def new(create, tables_only):
    """A new database in which the tables stand already: it saves making them for each test."""
    return create(like=tables_only["NAME"])


def test_there_and_back_every_row_is_as_it_was(demo, moved, tmp_path):
    move_database(moved, sqlite(tmp_path / "back.sqlite3"), print)

    assert raw_rows(tmp_path / "back.sqlite3") == raw_rows(demo)
    assert held(moved)["hearings_proposal"] > 10


def test_no_number_of_a_row_is_given_twice(demo, moved):
    assert next_numbers(moved) == next_numbers(sqlite(demo))


def test_the_next_row_goes_in(demo, moved):
    ((last,),) = change(demo, "SELECT seq FROM sqlite_sequence WHERE name = 'auth_user'")
    with opened("next", moved), transaction.atomic(using="next"):
        assert get_user_model().objects.using("next").create(username="next").pk == last + 1
        transaction.set_rollback(True, using="next")


def test_from_one_postgresql_to_another(moved, new):
    move_database(moved, new, print)

    assert held(new) == held(moved)


def plant_a_difference(config):
    """As if the new database had changed what it was given."""
    with opened("plant", config) as base:
        base.cursor().execute(
            """
            CREATE FUNCTION planted() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF NEW.username = 'clerk' THEN NEW.first_name = 'x'; END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER planted BEFORE INSERT ON auth_user
            FOR EACH ROW EXECUTE FUNCTION planted()
            """
        )


def test_one_changed_value_takes_everything_back(demo, new):
    plant_a_difference(new)

    with pytest.raises(MoveProblem, match="as it was: auth_user"):
        move_database(sqlite(demo), new, print)

    assert held(new) == {}


def test_without_the_comparison_a_changed_value_would_stand(demo, new, monkeypatch):
    plant_a_difference(new)
    monkeypatch.setattr(move, "compare", lambda *databases: None)

    move_database(sqlite(demo), new, print)

    with opened("look", new):
        assert get_user_model().objects.using("look").get(first_name="x").username == "clerk"


def test_a_text_too_long_for_its_column_is_named_without_what_it_says(old, new):
    """SQLite does not look at the length of a text."""
    ((number,),) = change(old, "SELECT max(id) FROM auth_group")
    change(old, "UPDATE auth_group SET name = name || ? WHERE id = ?", "secret" * 30, number)

    with pytest.raises(MoveProblem, match=f"^auth_group, row {number}: .* too long") as refusal:
        move_database(sqlite(old), new, print)

    assert "secret" not in str(refusal.value)
    assert held(new) == {}


def test_a_reference_to_a_row_that_is_not_there_takes_everything_back(old, new):
    change(old, "UPDATE auth_user_groups SET group_id = 999 WHERE id = 1")

    with pytest.raises(IntegrityError, match="auth_user_groups"):
        move_database(sqlite(old), new, print)

    assert held(new) == {}


def late_session(config):
    """Somebody signs in while the tables before that of the sessions are being copied."""

    def say(line):
        if "auth_group," in line:
            with opened("late", config) as base:
                base.cursor().execute("INSERT INTO django_session VALUES ('late', '', now())")

    return say


def test_the_old_database_is_read_at_one_moment(moved, create, new):
    source = create(like=moved["NAME"])

    move_database(source, new, late_session(source))

    assert held(new) == held(moved)
    assert held(source) == held(moved) | {"django_session": 1}


def test_without_the_snapshot_a_later_row_would_slip_in(moved, create, new, monkeypatch):
    source = create(like=moved["NAME"])
    monkeypatch.setattr(move, "snapshot", lambda connection: nullcontext())

    move_database(source, new, late_session(source))

    assert held(new) == held(moved) | {"django_session": 1}


def test_the_old_database_cannot_be_written_by_the_move(new):
    statement = "INSERT INTO auth_group (name) VALUES ('keepers')"
    with opened("read", new) as base:
        with pytest.raises(DatabaseError, match="read-only"), snapshot(base):
            base.cursor().execute(statement)
        base.cursor().execute(statement)  # as it would be otherwise


@pytest.mark.parametrize("way", ["there", "back"])
def test_a_value_of_every_kind_arrives_as_it_was(way, create, tmp_path):
    ends = [sqlite(tmp_path / "kinds.sqlite3"), create()]
    figures, arrived, old, new = copy_every_kind(*(ends if way == "there" else reversed(ends)))

    assert arrived == figures
    assert [list(map(plain, row)) for row in new] == [list(map(plain, row)) for row in old]
    assert {row[10] for row in new} == {LONG_AGO}  # no date was set anew


def plain(value):
    return bytes(value) if isinstance(value, memoryview) else value


def test_the_history_is_whole_after_the_move(moved):
    with opened("moved_to", moved):
        assert list(verify(using="moved_to")) == []
