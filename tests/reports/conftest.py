from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from hearings.models import Hearing, Minutes


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
