"""Who may do what: every address, by every method, for every role, against a table.

The files of `authorisation/` hold one row for each address, case and method, and one column for
each role. A cell is the status of the answer; `login` stands for being sent to the sign-in page. An
address without a row fails, and so does a row without an address: whoever adds a page says who may
open it.
"""

from pathlib import Path

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import QuerySet
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation

from budget.models.budget import BudgetQuerySet
from groups.desk.doors import Door
from hearings.models import Proposal
from hearings.models.files import HearingDocumentQuerySet
from programs.admin.readers import PublishedForReaders
from programs.models.photo import MeasurePhotoQuerySet
from tests.aimak_portal.routes import Cases, all_routes, body
from tests.aimak_portal.rows import changed, stored

TABLES = Path(__file__).with_name("authorisation")
ROLES = ["anonymous", "clerk", "treasurer", "head", "deputy", "superuser"]
COLUMNS = ["address", "case", "method", *ROLES]
METHODS = ["GET", "POST"]


def rows_of_the_table():
    """Each row's cells by (address, case, method)."""
    cells = []
    for table in sorted(TABLES.glob("*.tsv")):
        head, *lines = table.read_text(encoding="utf-8").splitlines()
        assert head.split("\t") == COLUMNS, table
        cells += [line.split("\t") for line in lines]
    assert len({tuple(row[:3]) for row in cells}) == len(cells), "a row stands twice"
    return {tuple(row[:3]): dict(zip(ROLES, row[3:], strict=True)) for row in cells}


def requests(house, routes=None):
    """Everything that can be asked: its row in the table, its address, its method."""
    cases = Cases(house, few=True)
    for route in routes or all_routes():
        for case, values in cases.of(route):
            for method in METHODS:
                yield (route.address, case, method), route.at("ky", **values), method


def visitor(staff, role):
    client = Client(raise_request_exception=False)
    if role != "anonymous":
        client.force_login(getattr(staff, role))
    return client


def answer(client, place, method):
    """The cell of the table; whatever the request changed is undone."""
    with transaction.atomic(), translation.override("ky"):
        response = (
            client.get(place)
            if method == "GET"
            else client.post(place, {"post": "yes", "why": "x"})
        )
        body(response)
        transaction.set_rollback(True)
    if response.status_code == 302 and "/admin/login/" in response["Location"]:
        return "login"
    return str(response.status_code)


def answers(house, staff, role, routes=None):
    client = visitor(staff, role)
    signed_in = client.cookies.copy()
    found = {}
    for row, place, method in requests(house, routes):
        client.cookies = signed_in.copy()
        found[row] = answer(client, place, method)
    return found


def desk(*names):
    return [route for route in all_routes() if route.name in names]


def test_every_address_has_its_row_and_every_row_its_address(house, staff):
    asked = {row for row, _place, _method in requests(house)}
    written = set(rows_of_the_table())
    assert sorted(asked - written) == [], "say in authorisation/ who may"
    assert sorted(written - asked) == [], "these addresses are gone"


@pytest.mark.parametrize("role", ROLES)
def test_each_role_may_do_what_the_table_says_and_nothing_else(house, staff, role):
    table = rows_of_the_table()
    different = {
        row: (cell, table[row][role])
        for row, cell in answers(house, staff, role).items()
        if row in table and cell != table[row][role]
    }
    assert different == {}, "answered, and what the table says"


LOCKS = [
    ("deputy", get_user_model(), "has_perm", ("admin:hearings_proposal_add",)),
    ("deputy", Door, "is_allowed", ("admin:hearings_proposal_door",)),
    (
        "anonymous",
        admin.AdminSite,
        "has_permission",
        ("admin:jsi18n", "admin:password_change_done"),
    ),
    ("anonymous", HearingDocumentQuerySet, "public", ("hearings:document",)),
    ("anonymous", MeasurePhotoQuerySet, "public", ("programs:photo",)),
    ("anonymous", BudgetQuerySet, "public", ("budget:budget_workbook",)),
    ("deputy", PublishedForReaders, "get_queryset", ("admin:budget_budget_change",)),
    ("clerk", Door, "is_allowed", ("admin:budget_budget_door",)),
    ("treasurer", Door, "is_allowed", ("admin:programs_measure_door",)),
]
# What stands in place of a lock that hides rows; every other lock says yes to everybody.
SHOWING = {"public": QuerySet.all, "get_queryset": admin.ModelAdmin.get_queryset}


@pytest.mark.parametrize(("role", "place", "lock", "names"), LOCKS)
def test_without_a_lock_the_table_shows_the_difference(
    house, staff, monkeypatch, role, place, lock, names
):
    table = rows_of_the_table()
    routes = desk(*names)
    before = answers(house, staff, role, routes)
    assert all(table[row][role] == cell for row, cell in before.items())
    monkeypatch.setattr(place, lock, SHOWING.get(lock, lambda *args, **kwargs: True))
    assert answers(house, staff, role, routes) != before


def bulk(user, proposal):
    """Ask for every bulk action of the register on this proposal, as this user."""
    desk = admin.site._registry[Proposal]
    asked = RequestFactory().get("/")
    asked.user = get_user_model().objects.get(username="superuser")
    client = Client()
    client.force_login(user)
    for action in desk.get_actions(asked):
        chosen = {"action": action, "_selected_action": proposal.pk, "index": 0}
        client.post(reverse("admin:hearings_proposal_changelist"), chosen, follow=True)
    for door in desk.doors:
        if door.for_many:
            press_together(client, door, proposal)


def press_together(client, door, proposal):
    """Look at the page of many and press its button, as far as the answers allow."""
    place = reverse("admin:hearings_proposal_together", args=[door.slug])
    sent = {"rows": proposal.pk, "row": proposal.pk}
    shown = client.get(place, {"rows": proposal.pk})
    if shown.status_code == 200:
        sent["_seen"] = shown.context["seen"]
    previewed = client.post(place, sent | {"_preview": "1"})
    if previewed.status_code == 200:
        sent["_previewed"] = previewed.context["previewed"]
    client.post(place, sent | {"_go": "1"})


@pytest.mark.parametrize("role", ["treasurer", "deputy"])
def test_who_only_reads_changes_nothing_by_the_dozen_either(house, staff, role):
    before = stored()
    bulk(getattr(staff, role), house.proposals["submitted"])
    bulk(getattr(staff, role), house.proposals["published"])
    assert changed(before) <= {"auth_user"}


def test_a_clerk_does_change_something_by_the_dozen(house, staff):
    before = stored()
    bulk(staff.clerk, house.proposals["submitted"])
    assert "hearings_proposal" in changed(before)


def test_an_account_that_is_switched_off_is_a_stranger_at_once(house, staff):
    client = Client()
    client.force_login(staff.clerk)
    place = reverse("admin:hearings_proposal_changelist")
    assert client.get(place).status_code == 200
    get_user_model().objects.filter(pk=staff.clerk.pk).update(is_active=False)
    assert answer(client, place, "GET") == "login"
    assert client.get(house.papers["attendance"].file_url).status_code == 404
