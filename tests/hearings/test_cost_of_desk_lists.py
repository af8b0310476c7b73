"""The lists of the desk cost the same number of queries at any size."""

from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groups.desk.admins import DeskPages
from hearings.models import Proposal
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


def test_hearings_are_offered_without_reading_the_register(desk, published, monkeypatch):
    """Django's own filter goes through every proposal, to tell which hearings they name."""
    (offers,) = asked_for_hearings(desk)
    assert "EXISTS" in offers

    djangos = [("hearing", admin.RelatedOnlyFieldListFilter)]
    monkeypatch.setattr(admin.site.get_model_admin(Proposal), "list_filter", djangos)
    (offers,) = asked_for_hearings(desk)
    assert "EXISTS" not in offers


def asked_for_hearings(desk):
    """What the page asks the database about hearings."""
    with CaptureQueriesContext(connection) as asked:
        shown(desk)
    beginning = 'SELECT "hearings_hearing"."id"'
    return [each["sql"] for each in asked if each["sql"].startswith(beginning)]


def test_a_hearing_without_proposals_is_not_offered(desk, hearing, publish):
    offered = f"?hearing__id__exact={hearing.pk}"
    assert offered not in shown(desk)
    publish(hearing=hearing)
    assert offered in shown(desk)
