"""Whatever is sent to whatever address: the portal answers, and never with its own failure.

The garbage is made from a fixed seed, so that a failure comes back when it is looked for.
"""

import random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from hearings.forms import ProposalFilter
from tests.aimak_portal.garbage import Garbage
from tests.aimak_portal.routes import addresses, all_routes, body, public_routes
from tests.attachments import workbooks as samples

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
    assert failures(client, [reverse("hearings:proposal_list")], "control", 200)


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
    lists = [
        reverse("hearings:proposal_list"),
        reverse("hearings:hearing_list"),
        reverse("programs:program_list"),
        house.programs["public"].get_absolute_url(),
        house.budgets["approved"].get_absolute_url(),
    ]
    for place in lists:
        assert Client().get(place, {"page": page}).status_code == 200


@pytest.mark.parametrize("value", ["", "\x00", "²", "9" * 400, "[]", "function=1", "som", "ү" * 9])
@pytest.mark.parametrize(
    "name", ["unit", "function", "side", "source", "village", "asked", "lines"]
)
def test_a_choice_that_does_not_exist_shows_the_whole_budget(house, name, value):
    client = Client(raise_request_exception=False)
    places = [house.budgets["approved"], house.lines["approved 2"]]
    wanted = 400 if "\x00" in value else 200
    for place in [reverse("budget:budget_list"), *(one.get_absolute_url() for one in places)]:
        assert client.get(place, {name: value}).status_code == wanted, place


@pytest.mark.parametrize("year", ["0", "1", "1990", "2101", "9999", "10000", "99999"])
def test_a_year_without_a_budget_is_not_found(house, year):
    client = Client(raise_request_exception=False)
    line = house.lines["approved 2"].pk
    for rest in ("", "lines.xlsx", f"lines/{line}/"):
        assert client.get(f"/ky/budget/{year}/{rest}").status_code == 404, rest


@pytest.mark.parametrize(
    "number",
    ["2147483648", "9223372036854775807", "9223372036854775808", "9" * 40, "9" * 4400],
    ids=len,
)
def test_a_number_beyond_the_database_is_not_found(house, staff, number):
    client = Client(raise_request_exception=False)
    client.force_login(staff.superuser)
    for route in all_routes():
        if {"pk", "object_id", "year"} & set(route.holes):
            place = route.at(**dict.fromkeys(route.holes, number))
            status = client.get(place).status_code
            # The desk sends whatever it does not know to the same address with a slash.
            assert status in (301, 302, 403, 404), (place[:99], status)


def test_a_thousand_and_one_fields_are_too_many_for_any_form(house, staff):
    stranger, staff_client = (Client(raise_request_exception=False) for _ in range(2))
    staff_client.force_login(staff.clerk)
    many = {f"field{place}": "1" for place in range(1001)}
    for route in public_routes():
        if not route.holes:
            # Whoever has to sign in is asked that first.
            client = staff_client if route.name == "reports:pack_order" else stranger
            assert client.post(route.at(), many).status_code in (400, 404, 405), route


WORKBOOK = samples.workbook()
HALF_LETTER = samples.with_sheet(
    samples.cells(
        (1, samples.text("Number", 1) + samples.text("Title", 1, "B")),
        (2, samples.text("&#xD800;_xD800_", 2)),
    )
)
BROUGHT = {
    "nothing": ("lines.xlsx", b""),
    "one byte": ("lines.xlsx", b"P"),
    "noise": ("lines.xlsx", random.Random(1).randbytes(9999)),
    "half a workbook": ("lines.xlsx", WORKBOOK[: len(WORKBOOK) // 2]),
    "a workbook with noise in it": ("lines.xlsx", WORKBOOK[:900] + b"\xff" * 99 + WORKBOOK[999:]),
    "a text": ("lines.xlsx", samples.CSV),
    "a bomb": ("lines.xlsx", samples.lying_bomb()),
    "a NUL in its name": ("li\x00nes.xlsx", WORKBOOK),
    "a name that climbs": ("../../../../etc/lines.xlsx", WORKBOOK),
    "a name that turns around": ("\u202exslx.exe", WORKBOOK),
    "a name without an end": ("ү" * 9999 + ".xlsx", WORKBOOK),
    "no name": (".xlsx", WORKBOOK),
    "NUL in a cell": ("lines.xlsx", samples.workbook([("1", "a\x00b", 5)])),
    "a half letter in a cell": ("lines.xlsx", HALF_LETTER),
    "no number": ("lines.xlsx", samples.workbook([("", "", "")])),
    "numbers that are none": (
        "lines.xlsx",
        samples.workbook([("9" * 400, "1e999", "NaN"), ("²", "½", "-9e99"), ("1", "x", "∞")]),
    ),
}


@pytest.mark.parametrize("kind", BROUGHT)
def test_whatever_is_brought_as_an_excel_file_gets_a_page(house, staff, kind):
    client = Client(raise_request_exception=False)
    client.force_login(staff.treasurer)
    name, content = BROUGHT[kind]
    for budget in (house.budgets["draft"], house.budgets["approved"]):
        place = reverse("admin:budget_budget_upload", args=[budget.pk])
        file = SimpleUploadedFile("lines.xlsx", content)
        file._name = name
        for unit in ("som", "thousand", "x", "\x00"):
            answer = client.post(place, {"file": file, "unit": unit})
            assert answer.status_code in (200, 400), (place, unit)
            file.seek(0)


@pytest.mark.parametrize("key", ["", "0", "-1", "x", "²", "9" * 40, "\x00", "1 or 1=1"])
def test_a_file_that_was_never_brought_is_not_taken_in(house, staff, key):
    client = Client(raise_request_exception=False)
    client.force_login(staff.treasurer)
    place = reverse("admin:budget_budget_upload", args=[house.budgets["approved"].pk])
    for plan in ("", key):
        assert client.post(place, {"upload": key, "plan": plan}).status_code in (302, 400)
