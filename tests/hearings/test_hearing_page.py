"""The page of a hearing names how many items were reported and where the rest of the list is."""

import pytest

from hearings.models import Minutes
from hearings.views.hearings import PAGE_SIZE


@pytest.fixture
def recorded(held_hearing, clerk):
    Minutes.record(held_hearing, by=clerk, items_received=40)
    return held_hearing


def page_of(client, hearing):
    return client.get(hearing.get_absolute_url().replace("/ky/", "/en/")).content.decode()


def test_a_short_list_is_counted_against_the_minutes(client, recorded, publish):
    publish(channel="hearing", hearing=recorded)
    page = page_of(client, recorded)
    assert "Reported in the minutes: 40. Listed here one by one: 1." in page
    assert f"?hearing={recorded.pk}" not in page


def test_a_long_list_leads_to_the_register(client, recorded, publish):
    numbers = [publish(channel="hearing", hearing=recorded).number for _ in range(PAGE_SIZE + 1)]
    page = page_of(client, recorded)
    assert "Reported in the minutes: 40<" in page
    assert f"/en/proposals/?hearing={recorded.pk}" in page
    assert numbers[0] not in page
    assert numbers[-1] in page
