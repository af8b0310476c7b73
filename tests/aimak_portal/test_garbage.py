"""Whatever is sent to whatever address: the portal answers, and never with its own failure.

The garbage is made from a fixed seed, so that a failure comes back when it is looked for.
"""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from hearings.forms import ProposalFilter
from tests.aimak_portal.garbage import Garbage
from tests.aimak_portal.routes import addresses, all_routes, body, public_routes

REQUESTS = 5000
PARTS = 4


def ask(client, method, data, kind, environ):
    """The status of the answer; what it stored is undone, whatever became of it."""
    cookies = client.cookies.copy()
    try:
        with transaction.atomic():
            response = client.generic(method, "/", data, kind, **environ)
            body(response)
            transaction.set_rollback(True)
    finally:
        client.cookies = cookies
    return response.status_code


def failures(client, places, seed, many):
    garbage = Garbage(seed, places)
    found = []
    for _ in range(many):
        request = garbage.request()
        status = ask(client, *request)
        if status >= 500:
            found.append((status, request))
    return found


@pytest.mark.parametrize("part", range(PARTS))
def test_garbage_from_a_stranger_never_breaks_a_page(house, staff, part):
    client = Client(raise_request_exception=False)
    places = addresses(all_routes(), house, few=True)
    assert failures(client, places, f"stranger {part}", REQUESTS // PARTS // 2) == []


@pytest.mark.parametrize("part", range(PARTS))
def test_garbage_from_the_desk_never_breaks_a_page(house, staff, part):
    client = Client(raise_request_exception=False)
    client.force_login(staff.superuser)
    places = addresses(all_routes(), house, few=True)
    places = [place for place in places if "logout" not in place]
    assert failures(client, places, f"desk {part}", REQUESTS // PARTS // 2) == []


def test_a_page_that_cannot_bear_garbage_would_be_seen(house, monkeypatch):
    monkeypatch.setattr(
        ProposalFilter, "chosen", lambda form: {"hearing": int(form.data["hearing"])}
    )
    client = Client(raise_request_exception=False)
    assert failures(client, [reverse("hearings:proposal_list")], "control", 20)


@pytest.mark.parametrize(
    "address", ["/ky/\x00", "/ky/hearings/\x00/", "/ky/search/?q=%00", "/\x00"]
)
def test_a_nul_in_an_address_is_refused_on_every_database(house, address):
    path, _mark, query = address.partition("?")
    client = Client(raise_request_exception=False)
    environ = {"PATH_INFO": path, "QUERY_STRING": query}
    assert client.get("/", **environ).status_code == 400


def test_a_nul_in_a_form_is_refused_beside_its_field(house):
    typed = {"kind": "proposal", "text": "Жол\x00", "language": "ky", "go": "where"}
    response = Client().post(reverse("hearings:proposal_new"), typed)
    assert response.status_code == 422
    assert "\x00" not in body(response)


@pytest.mark.parametrize("page", ["-1", "0", "1e99", "NaN", "last", "²", "9" * 400, ""])
def test_a_page_number_that_is_none_shows_a_page(house, page):
    for name in ("hearings:proposal_list", "hearings:hearing_list"):
        response = Client().get(reverse(name), {"page": page})
        assert response.status_code == 200


@pytest.mark.parametrize(
    "number",
    ["2147483648", "9223372036854775807", "9223372036854775808", "9" * 40, "9" * 4400],
    ids=len,
)
def test_a_number_beyond_the_database_is_not_found(house, staff, number):
    client = Client(raise_request_exception=False)
    client.force_login(staff.superuser)
    for route in all_routes():
        if "pk" in route.holes or "object_id" in route.holes:
            place = route.at(**dict.fromkeys(route.holes, number))
            status = client.get(place).status_code
            assert status in (302, 403, 404), (place, status)


def test_a_thousand_and_one_fields_are_too_many_for_any_form(house):
    many = {f"field{place}": "1" for place in range(1001)}
    client = Client(raise_request_exception=False)
    for route in public_routes():
        if not route.holes:
            assert client.post(route.at(), many).status_code in (400, 404, 405), route
