"""What lies on the disk of an ordered pack: broken orders, the week, and how it is swept."""

import os
from datetime import timedelta

import pytest
from django.core.management import call_command

from attachments import orphans
from reports.packs import folder as folders
from reports.packs.folder import Folder, sweep
from reports.packs.order import Order
from reports.packs.writing import put
from tests.reports.ordering import ORDER, ordered

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


def aged(folder, days):
    seconds = (folder.ordered_at - timedelta(days=days)).timestamp()
    os.utime(folder.path / "order.json", (seconds, seconds))
    return folder


def test_packs_are_swept_after_a_week_with_the_other_files(db, settings):
    old = aged(Folder.create(Order("en")), 8)
    young = aged(Folder.create(Order("en")), 6)
    assert sweep in orphans.SWEEPERS
    call_command("sweep_files")
    assert not old.path.exists()
    assert young.path.exists()


def test_a_pack_that_is_being_made_is_not_swept(db):
    old = aged(Folder.create(Order("en")), 8)
    with old.hold():
        assert sweep() == 0
    assert sweep() == 1
