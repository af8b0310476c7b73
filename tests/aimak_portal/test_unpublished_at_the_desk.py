"""Who only reads at the desk meets no private person there and nothing unpublished."""

from urllib.parse import quote

import pytest
from django.contrib import admin
from django.db import transaction
from django.test import Client
from django.urls import reverse

from programs.admin.readers import PublishedForReaders
from tests.aimak_portal.leaks import hidden_in, personal_in, told
from tests.aimak_portal.routes import addresses, admin_routes, body

# Whoever may read a record at the desk reads there what it is tied to by name; no more of that.
TIED = {
    "hearings/localact": {"a hearing that is not announced"},
    "hearings/proposal": {"a hearing that is not announced"},
    "programs/program": {"a hearing that is not announced", "an act that is not public"},
    "programs/award": {"a measure that is not public"},
    "budget/budget": {"an act that is not public"},
    "budget/budgetline": {"an act that is not public"},
    "budget/amendment": {"an act that is not public"},
    # A partner is a name, whatever it helps with.
    "programs/partner": {"who helps with that measure"},
}


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def searches(places):
    """The lists of the desk, searched for what every hidden word and name begins with."""
    lists = [place for place in places if place.count("/") == 5]
    return [f"{place}?q={quote('купия')}" for place in lists]


def met_by(user, house):
    """What must not be told, and what names a person, at each address of the desk; then undone."""
    desk = signed_in(user)
    found = {}
    with transaction.atomic():
        places = addresses(admin_routes(), house)
        for place in [*places, *searches(places)]:
            text = told(desk.get(place))
            found[place] = hidden_in(text), personal_in(text)
        transaction.set_rollback(True)
    return found


@pytest.fixture(scope="module")
def met(_house, _staff):
    """What each of them meets: the desk is read once for all the tests that ask about it."""
    return {role: met_by(getattr(_staff, role), _house) for role in ("deputy", "treasurer")}


@pytest.mark.parametrize("role", ["deputy", "treasurer"])
def test_who_only_reads_the_desk_meets_no_private_person(db, met, role):
    assert len(met[role]) > 500
    for place, (hidden, personal) in met[role].items():
        assert not personal, place
        assert "a member who did not agree to be named" not in hidden, place


def test_a_deputy_meets_nothing_at_the_desk_that_is_not_public(db, met):
    found = {}
    for place, (hidden, _personal) in met["deputy"].items():
        tied = TIED.get("/".join(place.split("/")[3:5]), set())
        if untied := hidden - tied:
            found[place] = untied
    assert found == {}


def test_without_the_lock_a_deputy_would_meet_it(house, staff, monkeypatch):
    place = reverse("admin:programs_measure_changelist")
    desk = signed_in(staff.deputy)
    assert not hidden_in(told(desk.get(place)))
    monkeypatch.setattr(PublishedForReaders, "get_queryset", admin.ModelAdmin.get_queryset)
    assert hidden_in(told(desk.get(place))) == {
        "a measure that is not public",
        "an amount of that measure",
    }


def test_a_clerk_does_meet_the_person_behind_a_proposal(house, staff):
    place = reverse("admin:hearings_proposal_change", args=[house.proposals["submitted"].pk])
    assert personal_in(told(signed_in(staff.clerk).get(place)))


def test_who_only_reads_the_desk_gets_no_attendance_sheet(house, staff):
    for user in (staff.deputy, staff.treasurer):
        response = signed_in(user).get(house.papers["attendance"].file_url)
        body(response)
        assert response.status_code == 404


def test_only_who_keeps_the_budget_meets_what_was_brought_for_it(house, staff):
    brought = {"an Excel file that was brought"}
    place = reverse("admin:budget_budgetupload_changelist")
    for user in (staff.treasurer, staff.head):
        assert hidden_in(told(signed_in(user).get(place))) >= brought
    for user in (staff.deputy, staff.clerk):
        response = signed_in(user).get(place)
        assert response.status_code == 403
        assert not hidden_in(told(response))
