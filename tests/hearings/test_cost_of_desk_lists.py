"""The lists of the desk cost the same number of queries at any size."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from groups.desk.admins import DeskPages
from tests.desk import address
from tests.many import fill

LISTS = [
    "hearings_hearing",
    "hearings_proposal",
    "hearings_localact",
    "groups_village",
    "groups_initiativegroup",
    "groups_deputy",
    "groups_yearlyfigures",
]


def test_lists_cost_the_same_queries_at_ten_and_at_a_thousand_rows(
    desk, village, hearing, published
):
    def cost(name):
        with CaptureQueriesContext(connection) as spent:
            assert desk.get(address(f"{name}_changelist")).status_code == 200
        return len(spent)

    desk.get(address("index"))
    fill(10)
    few = {name: cost(name) for name in LISTS}
    fill(1000)
    many = {name: cost(name) for name in LISTS}
    assert few == many
    assert max(many.values()) <= 12, many


def test_a_list_is_counted_no_further_than_anybody_turns_its_pages(
    desk, village, hearing, published, monkeypatch
):
    fill(10)
    assert "Proposals: 11" in shown(desk)
    monkeypatch.setattr(DeskPages, "most", 5)
    assert "Proposals: more than 5" in shown(desk)


def shown(desk):
    return desk.get(address("hearings_proposal_changelist")).content.decode()
