"""What lies on the disk of an ordered pack: broken orders, the week, and how it is swept."""

import errno
import os
from datetime import timedelta

import pytest
from django.core.management import call_command

from attachments import orphans
from reports.packs import folder as folders
from reports.packs import running
from reports.packs.folder import Folder
from reports.packs.order import Order
from reports.packs.shelf import sweep
from reports.packs.writing import put
from reports.registry import REPORTS
from tests.reports.ordering import ORDER, WANTED, fetched, ordered

pytestmark = pytest.mark.usefixtures("pack_shelf")


# What cannot be read


BROKEN = {
    "empty": b"",
    "half": b'{"language": "en", "for',
    "no letters": b"\xff\xfe",
    "a list": b"[]",
    "nothing said": b"{}",
    "a word more": b'{"language": "en", "colour": "red"}',
    "another language": b'{"language": "kk"}',
    "another kind of file": b'{"language": "en", "format": "odt"}',
    "another report": b'{"language": "en", "reports": ["weather"]}',
}
each_broken = pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)


def broken(content):
    folder = Folder.create(Order("en", by=1000))
    (folder.path / "order.json").write_bytes(content)
    return Folder(folder.token)


@each_broken
def test_an_order_that_cannot_be_read_counts_as_not_there(deputy, started, content):
    there = broken(content)
    assert deputy.get(ORDER).status_code == 200
    assert deputy.get(f"{ORDER}{there.token}/").status_code == 404
    _waiting, folder = ordered(deputy)
    assert folder.token != there.token


@each_broken
def test_without_that_one_broken_order_would_shut_the_page(deputy, monkeypatch, content):
    """Negative control."""
    broken(content)
    monkeypatch.setattr(folders, "UNREADABLE", ())
    with pytest.raises(ValueError):
        deputy.get(ORDER)


def test_a_file_is_on_the_disk_before_it_takes_its_place(tmp_path, monkeypatch):
    done = []
    monkeypatch.setattr(os, "fsync", lambda file: done.append(os.fstat(file).st_size))
    plain = os.replace
    monkeypatch.setattr(os, "replace", lambda *paths: done.append("replaced") or plain(*paths))
    put(tmp_path / "order.json", b"12345")
    assert done == [5, "replaced"]
    assert (tmp_path / "order.json").read_bytes() == b"12345"


# The week


def aged(folder, days, name="order.json"):
    path = folder.path / name
    seconds = path.stat().st_mtime - timedelta(days=days).total_seconds()
    os.utime(path, (seconds, seconds))
    return Folder(folder.token)


@pytest.fixture
def fetchable(deputy, started):
    """The address of a finished pack, and its folder."""
    waiting, folder = ordered(deputy, title="Of last autumn")
    folder.keep(b"content")
    return waiting, folder


def is_listed(client):
    return "Of last autumn" in client.get(ORDER).content.decode()


def test_a_pack_is_there_for_a_week(deputy, fetchable):
    waiting, folder = fetchable
    aged(folder, 6.99)
    assert is_listed(deputy)
    assert deputy.get(waiting).status_code == 200
    assert fetched(deputy, f"{waiting}file") == 200


def test_after_a_week_a_pack_is_gone_before_anybody_sweeps(deputy, fetchable):
    waiting, folder = fetchable
    aged(folder, 7.01)
    assert not is_listed(deputy)
    assert deputy.get(waiting).status_code == 404
    assert deputy.post(waiting).status_code == 404
    assert fetched(deputy, f"{waiting}file") == 404
    assert folder.path.exists()


def test_without_the_look_at_the_clock_an_old_pack_would_be_served(deputy, fetchable, monkeypatch):
    """Negative control."""
    waiting, folder = fetchable
    aged(folder, 400)
    monkeypatch.setattr(Folder, "is_expired", False)
    assert is_listed(deputy)
    assert fetched(deputy, f"{waiting}file") == 200


# What is swept


def test_packs_are_swept_after_a_week_with_the_other_files(pack_shelf, db):
    old = aged(Folder.create(Order("en")), 8)
    young = aged(Folder.create(Order("en")), 6)
    (pack_shelf / "making.lock").touch()
    assert sweep in orphans.SWEEPERS
    call_command("sweep_files")
    assert not old.path.exists()
    assert young.path.exists()
    assert (pack_shelf / "making.lock").exists()


def test_without_the_sweeper_of_this_floor_old_packs_would_stay(db, monkeypatch):
    """Negative control."""
    old = aged(Folder.create(Order("en")), 400)
    monkeypatch.setattr(orphans, "SWEEPERS", [])
    call_command("sweep_files")
    assert old.path.exists()


def test_a_pack_that_is_being_made_is_not_swept(db):
    old = aged(Folder.create(Order("en")), 8)
    with old.hold():
        assert sweep() == 0
    assert sweep() == 1


def test_a_folder_without_an_order_goes_by_the_age_of_the_folder(pack_shelf, db):
    for token, days in (("a" * 32, 8), ("b" * 32, 6)):
        (pack_shelf / token).mkdir(parents=True)
        aged(Folder(token), days, name="")
    assert sweep() == 1
    assert [path.name for path in pack_shelf.iterdir()] == ["b" * 32]


@each_broken
def test_an_order_that_cannot_be_read_goes_by_the_age_of_the_folder(db, content):
    there = aged(broken(content), 6, name="")
    assert sweep() == 0
    aged(there, 2, name="")
    assert sweep() == 1
    assert not there.path.exists()


# What never came to be


def full(*_args):
    raise OSError(errno.ENOSPC, "No space left")


@pytest.mark.parametrize(
    ("place", "name"), [(Folder, "_write"), (running, "start")], ids=["order", "process"]
)
def test_an_order_that_fails_leaves_no_folder(deputy, pack_shelf, monkeypatch, place, name):
    monkeypatch.setattr(place, name, full)
    answer = deputy.post(ORDER, {**WANTED, "reports": list(REPORTS)})
    assert answer.status_code == 200
    assert "the server takes no more files" in answer.content.decode()
    assert list(pack_shelf.iterdir()) == []


def test_without_clearing_up_it_would_leave_one(deputy, pack_shelf, monkeypatch):
    """Negative control."""
    monkeypatch.setattr(Folder, "_write", full)
    monkeypatch.setattr(Folder, "delete", lambda folder: None)
    deputy.post(ORDER, {**WANTED, "reports": list(REPORTS)})
    assert len(list(pack_shelf.iterdir())) == 1
