"""Who works at the desk of programmes and measures, and a measure in any status."""

import pytest

from programs.models import Measure
from tests.desk import sign_in


@pytest.fixture
def desk(aimak):
    return sign_in("clerk")


@pytest.fixture
def measure(village):
    measure = Measure(
        title_ky="Мектеп автобусу", title_en="School bus", village=village, planned_cost=300_000
    )
    measure.full_clean()
    measure.save()
    return measure


@pytest.fixture
def bus(publish):
    return publish(text="Мектепке өзүнчө автобус керек.")
