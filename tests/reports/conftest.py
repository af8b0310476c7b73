from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from hearings.models import Hearing, Minutes
from reports.packs import running
from tests.desk import sign_in


@pytest.fixture
def recorded(aimak):
    """Put a held hearing with figures into the record, past the doors that wait for its day."""

    def recorded(day=None, kind=Hearing.Kind.OTHER, village=None, announced_on=None, **figures):
        at = day and datetime(*day, 14, tzinfo=ZoneInfo("Asia/Bishkek"))
        hearing = Hearing(
            kind=kind, starts_at=at, village=village, announced_on=announced_on, title_en="Hearing"
        )
        hearing.published_at = datetime(2020, 1, 1, tzinfo=ZoneInfo("UTC"))
        hearing.save()
        Minutes.objects.create(hearing=hearing, recorded_at=hearing.published_at, **figures)
        return hearing

    return recorded


@pytest.fixture
def pack_shelf(settings, tmp_path):
    """A place for the packs of this test alone."""
    settings.DATA_DIR = tmp_path
    return tmp_path / "packs"


@pytest.fixture
def started(monkeypatch):
    """The processes that the site would have started, each holding the lock of its folder."""
    held = []

    def start(folder):
        lock = folder.hold()
        if lock:
            folder.tell()
            held.append(lock)

    monkeypatch.setattr(running, "start", start)
    yield held
    for lock in held:
        lock.close()


@pytest.fixture
def deputy(aimak):
    return sign_in("deputy")
