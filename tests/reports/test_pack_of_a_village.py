"""A pack of a village that was deleted since it was ordered is never one of the whole aimak."""

import pytest
from django.core.management import CommandError, call_command

from groups.models import Village
from reports.packs.folder import Stage
from reports.packs.making import document
from reports.packs.order import Order
from reports.scope import Scope
from tests.reports.ordering import ORDER, ordered

pytestmark = pytest.mark.usefixtures("pack_shelf")


@pytest.fixture
def gone(deputy, started, village):
    """The page and the folder of such a pack."""
    waiting, folder = ordered(deputy, village=village.pk)
    village.delete()
    return waiting, folder


def test_such_a_pack_fails_and_its_page_says_why(deputy, started, gone):
    waiting, folder = gone
    with pytest.raises(CommandError):
        call_command("make_pack", folder.token)
    started.pop().close()
    assert folder.stage is Stage.FAILED
    text = deputy.get(waiting).content.decode()
    assert "The village of this pack has been deleted since it was ordered." in text
    # Another attempt would fail as well.
    assert "Try again" not in text
    assert f'href="{ORDER}">Order a new pack</a>' in text


def test_without_asking_for_the_village_it_would_be_a_pack_of_the_aimak(gone, monkeypatch):
    """Negative control."""
    _waiting, folder = gone
    monkeypatch.setattr(Order, "scope", lambda _order: Scope(insider=True))
    call_command("make_pack", folder.token)
    assert folder.stage is Stage.DONE


def test_nor_is_one_made_whose_village_goes_meanwhile(village):
    order = Order("en", "docx", village=village.pk, reports=["hearings"])
    with pytest.raises(Village.DoesNotExist):
        document(order, say=lambda *_chapter: Village.objects.all().delete())
