"""A small cast: one aimak, two villages, a clerk, an announced hearing and one citizen's words."""

from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone, translation

from aimak_portal.roles import sync_roles
from groups.models import Aimak, Village
from hearings import receipts
from hearings.models import ConsentText, Hearing, Proposal


@pytest.fixture(autouse=True)
def in_kyrgyz():
    """Every test begins in the portal's own language, whatever the one before left active."""
    with translation.override("ky"):
        yield


@pytest.fixture
def in_english(in_kyrgyz):
    """Where a test compares whole sentences."""
    with translation.override("en"):
        yield


@pytest.fixture
def in_2026(time_machine):
    """Late in the year that the tests' budgets and programmes are of."""
    time_machine.move_to(date(2026, 11, 20))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The roles stand in the database, as after `bin/prepare`: no test need make them anew."""
    with django_db_blocker.unblock():
        sync_roles()


@pytest.fixture
def aimak(db):
    return Aimak.objects.create(
        name_ky="1-Май айыл аймагы", name_ru="1-Майский айылный аймак", name_en="1-Mai aiyl aimak"
    )


@pytest.fixture
def village(db):
    return Village.objects.create(name_ky="Айры-Там", name_ru="Айры-Там", name_en="Airy-Tam")


@pytest.fixture
def other_village(db):
    return Village.objects.create(name_ky="Ажек", name_ru="Ажек", name_en="Ajek")


@pytest.fixture
def clerk(db):
    """A user who stands in traces; rights come with roles."""
    return get_user_model().objects.create_user("clerk", password="a long enough password")


@pytest.fixture
def hearing(aimak, clerk):
    """Announced for three weeks from now, taking proposals."""
    hearing = Hearing(
        kind=Hearing.Kind.BUDGET_DRAFT,
        subject_year=2027,
        place_ky="Маданият үйү",
        place_ru="Дом культуры",
        place_en="House of culture",
        agenda_ky="Бюджеттин долбоору\nСунуштар",
        starts_at=timezone.now() + timedelta(days=21),
    )
    hearing.announce(by=clerk)
    return hearing


@pytest.fixture
def held_hearing(aimak, clerk):
    """Held last week, published, without minutes yet."""
    hearing = Hearing(
        kind=Hearing.Kind.SEDP,
        subject_year=2026,
        place_ky="Мектеп",
        starts_at=timezone.now() - timedelta(days=7),
    )
    hearing.publish_past(by=clerk)
    return hearing


@pytest.fixture
def submit(village):
    """Take words in through the real door; whatever a test does not name is ordinary."""

    def submit(**values):
        defaults = {
            "secret": receipts.new_secret(),
            "kind": Proposal.Kind.PROPOSAL,
            "text": "Мектепке автобус керек, балдар алыстан келишет.",
            "language": "ky",
            "sector": Proposal.Sector.SCHOOLS,
            "village": village,
            "channel": Proposal.Channel.ONLINE,
            "consent": ConsentText.objects.current(),
        }
        proposal, _new = Proposal.submit(**(defaults | values))
        return proposal

    return submit


@pytest.fixture
def publish(submit, clerk):
    """Take words in and show them to everybody."""

    def publish(**values):
        proposal = submit(**values)
        proposal.publish(by=clerk)
        return proposal

    return publish


@pytest.fixture
def submitted(submit):
    """A proposal that waits to be checked."""
    return submit()


@pytest.fixture
def published(submitted, clerk):
    """A proposal that everybody may read."""
    submitted.publish(by=clerk)
    return submitted


@pytest.fixture
def decided(published, clerk):
    """A proposal included in the budget, with its reason in three languages."""
    published.decide(
        Proposal.Status.IN_BUDGET,
        by=clerk,
        reason={
            "ky": "Бюджетке киргизилди.",
            "ru": "Включено в бюджет.",
            "en": "Included in the budget.",
        },
    )
    return published
