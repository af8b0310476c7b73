"""Looking at a pack stands in nobody's way, whatever happens to it between two looks."""

import errno
import fcntl
import subprocess
import sys
from contextlib import contextmanager

import pytest
from django.conf import settings

from reports.packs import lock as locks
from reports.packs import running
from reports.packs.folder import Folder, Stage
from reports.packs.order import Order
from tests.reports.ordering import ORDER, WANTED, fetched, ordered

pytestmark = pytest.mark.usefixtures("pack_shelf")

LOOKS = "print('ready', flush=True)\nwhile True: is_held(sys.argv[1])"
WORKS = "held = hold(sys.argv[1]); print('ready', flush=True); sys.stdin.read()"


@contextmanager
def another_process(deed, path):
    """Somebody else on this machine, who has begun."""
    process = subprocess.Popen(
        [sys.executable, "-c", f"import sys\nfrom reports.packs.lock import *\n{deed}", path],
        cwd=settings.BASE_DIR,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with process:
        try:
            assert process.stdout.readline() == b"ready\n"
            yield process
        finally:
            process.kill()


@pytest.fixture
def lock(tmp_path):
    path = tmp_path / "lock"
    path.touch()
    return path


@pytest.fixture
def look(lock):
    """Somebody who has just begun to look."""
    with open(lock, "rb") as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        yield file


# The lock


def test_who_looks_all_the_time_hinders_nobody_who_begins(lock):
    with another_process(LOOKS, lock):
        for _attempt in range(1000):
            held = locks.hold(lock)
            assert held
            held.close()


def test_who_begins_waits_until_a_look_is_over(lock, look, monkeypatch):
    monkeypatch.setattr(locks, "sleep", lambda _moment: look.close())
    with locks.hold(lock):
        assert locks.is_held(lock)


def test_without_asking_who_has_the_lock_a_look_would_count_as_work(lock, look, monkeypatch):
    """Negative control."""
    monkeypatch.setattr(locks, "is_held", lambda _path: True)
    assert locks.hold(lock) is None


def test_who_looks_does_not_see_the_look_of_another(lock, look):
    assert not locks.is_held(lock)


def test_a_process_holds_the_lock_until_it_is_killed(lock):
    with another_process(WORKS, lock) as maker:
        assert locks.is_held(lock)
        assert locks.hold(lock) is None
        maker.kill()
        maker.wait()
        assert not locks.is_held(lock)
        locks.hold(lock).close()


def test_looking_writes_nothing(db):
    folder = Folder.create(Order("en"))
    assert folder.stage is Stage.FAILED
    assert [path.name for path in folder.path.iterdir()] == ["order.json"]


# Between two looks


@pytest.fixture
def vanishing(deputy, started, monkeypatch):
    """The page of a pack that is deleted as soon as a view has found it."""
    waiting, folder = ordered(deputy)
    started.pop().close()
    plain = Folder.find.__func__

    def find(cls, token, by=None):
        found = plain(cls, token, by)
        folder.delete()
        return found

    monkeypatch.setattr(Folder, "find", classmethod(find))
    return waiting


def test_a_pack_that_is_deleted_meanwhile_breaks_no_page(deputy, vanishing):
    assert "The pack could not be made." in deputy.get(vanishing).content.decode()
    assert deputy.get(vanishing).status_code == 404


def test_nor_the_list_of_packs(deputy, vanishing):
    assert deputy.get(ORDER).status_code == 200


def test_nor_the_next_order(deputy, vanishing, started):
    answer = deputy.post(ORDER, {**WANTED, "reports": ["hearings"]})
    assert answer.status_code == 302
    assert len(started) == 1


def test_nor_another_attempt(deputy, vanishing):
    answer = deputy.post(vanishing, follow=True)
    assert answer.status_code == 404


def test_nor_the_file(deputy, vanishing):
    assert fetched(deputy, f"{vanishing}file") == 404


def test_a_disk_that_is_full_at_the_next_attempt_is_no_broken_page(deputy, started, monkeypatch):
    waiting, _folder = ordered(deputy)
    started.pop().close()

    def full(*_args):
        raise OSError(errno.ENOSPC, "No space left")

    monkeypatch.setattr(running, "start", full)
    answer = deputy.post(waiting, follow=True)
    assert "The pack could not be made." in answer.content.decode()


def test_a_page_that_says_a_pack_waits_always_looks_again(deputy, started, monkeypatch):
    waiting, _folder = ordered(deputy)
    # Finished between two looks, if there were two.
    stages = iter([Stage.WAITING, Stage.DONE])
    monkeypatch.setattr(Folder, "stage", property(lambda _folder: next(stages)))
    answer = deputy.get(waiting)
    assert "waits for its turn" in answer.content.decode()
    assert answer["Refresh"] == "3"
