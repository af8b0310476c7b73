"""Reading changes nothing, and nothing is changed by a page of somebody else's."""

import re

import pytest
from django.middleware.csrf import CsrfViewMiddleware
from django.test import Client
from django.urls import reverse

from hearings.forms import ProposalFilter
from hearings.models import Proposal
from tests.aimak_portal import rows
from tests.aimak_portal.routes import addresses, all_routes, body

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
FOREIGN = {"Origin": "https://evil.example", "Referer": "https://evil.example/form"}


@pytest.fixture
def everywhere(house, staff):
    """Every address of the portal, the desk's included; leaving the desk comes last."""
    places = addresses(all_routes(), house)
    return sorted(places, key=lambda place: place.endswith("/logout/"))


def signed_in(user, **options):
    client = Client(raise_request_exception=False, **options)
    client.force_login(user)
    return client


def readings(client, places, method):
    for place in places:
        response = getattr(client, method)(place, {"page": "1", "hearing": "1"})
        body(response)
        assert response.status_code < 500, place


@pytest.mark.parametrize("method", ["get", "head"])
def test_reading_every_page_changes_no_row(everywhere, staff, method):
    client = signed_in(staff.superuser)
    before = rows.stored()
    readings(client, everywhere, method)
    assert rows.changed(before) == set()


def test_a_page_that_writes_while_it_is_read_would_be_seen(house, monkeypatch):
    before = rows.stored()

    def count(form):
        Proposal.objects.update(held_because="read")
        return {}

    monkeypatch.setattr(ProposalFilter, "chosen", count)
    readings(Client(), [reverse("hearings:proposal_list")], "get")
    assert rows.changed(before) == {"hearings_proposal"}


def forms(places, client):
    """The addresses that take a form: those that do not refuse POST altogether."""
    places = [place for place in places if not place.endswith("/logout/")]
    return [place for place in places if client.post(place).status_code not in (404, 405)]


def test_no_form_is_taken_without_its_token(house, staff):
    everywhere = addresses(all_routes(), house, few=True)
    open_ones = forms(everywhere, signed_in(staff.superuser))
    assert len(open_ones) > 60
    guarded = signed_in(staff.superuser, enforce_csrf_checks=True)
    before = rows.stored()
    for place in open_ones:
        assert guarded.post(place, {"post": "yes"}).status_code == 403, place
    assert rows.changed(before) == set()


@pytest.mark.parametrize(
    "page",
    [
        "hearings:proposal_new",
        "hearings:proposal_track",
        "admin:groups_village_add",
        "admin:programs_measure_add",
        "admin:budget_budget_add",
    ],
)
def test_no_form_is_taken_from_another_site_even_with_its_token(staff, page):
    client = signed_in(staff.superuser, enforce_csrf_checks=True)
    place = reverse(page)
    token = TOKEN.search(body(client.get(place)))[1]
    sent = {"csrfmiddlewaretoken": token, "code": "AAAAA-AAAAA"}
    assert client.post(place, sent).status_code != 403
    assert client.post(place, sent, headers=FOREIGN).status_code == 403
    assert client.post(place, sent, headers={"Origin": "null"}).status_code == 403


def test_no_view_is_exempt_from_the_token():
    exempt = [route for route in all_routes() if getattr(route.view, "csrf_exempt", False)]
    # The admin's last resort only redirects: it takes no form.
    assert [route.address for route in exempt] == []


def test_without_the_check_a_foreign_form_would_be_taken(staff, monkeypatch):
    place = reverse("admin:groups_village_add")
    guarded = signed_in(staff.superuser, enforce_csrf_checks=True)
    assert guarded.post(place, {}, headers=FOREIGN).status_code == 403
    monkeypatch.setattr(CsrfViewMiddleware, "process_view", lambda *args: None)
    open_to_all = signed_in(staff.superuser, enforce_csrf_checks=True)
    assert open_to_all.post(place, {}, headers=FOREIGN).status_code == 200


def test_a_method_that_nobody_expects_changes_nothing(house, staff):
    client = signed_in(staff.superuser)
    before = rows.stored()
    for place in addresses(all_routes(), house, few=True):
        for method in ("PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"):
            assert client.generic(method, place).status_code < 500, (method, place)
    assert rows.changed(before) == set()
