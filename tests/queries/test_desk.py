"""Every list of the desk asks the database as often at a thousand rows of each kind as at ten."""

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from aimak_portal.roles import sync_roles
from groups.models import Aimak
from tests.desk import with_second_factor
from tests.queries.counting import FEW, MANY, measured

# The database is set up for a run in which some test says that it needs one.
pytestmark = pytest.mark.django_db

MOST = 12
# The portal serves one aimak: its "list" leads to its page.
LISTS = sorted(model._meta.label_lower for model in admin.site._registry if model is not Aimak)
# Pages of one record, however many lines, amendments and steps it has: the session, the account and
# its rights, the record and its kind take seven, and each kind of thing on the page one more.
PAGES = {
    "budget": 12,
    "amend": 16,
    "quarter": 12,
    "reverse": 12,
    "report": 12,
    "reopen": 12,
    "upload": 12,
    "line": 18,
}


def head():
    """The head of the aiyl okmotu, signed in."""
    sync_roles()
    user, _new = get_user_model().objects.get_or_create(username="head", is_staff=True)
    user.groups.add(Group.objects.get(name="head"))
    client = Client()
    client.force_login(with_second_factor(user))
    # What Django keeps of a session and of the kinds of records is asked for once.
    client.get(reverse("admin:index"))
    return client


def addresses(register):
    """Each list as it opens and searched, and each page of a budget."""
    places = {}
    for name in LISTS:
        place = reverse(f"admin:{name.replace('.', '_')}_changelist")
        places |= {name: place, f"{name} searched": f"{place}?q=көпүрө"}
    budget = register.money[2026]
    door = {slug: reverse("admin:budget_budget_door", args=[budget.pk, slug]) for slug in PAGES}
    own = {
        "budget": reverse("admin:budget_budget_change", args=[budget.pk]),
        "upload": reverse("admin:budget_budget_upload", args=[budget.pk]),
        "line": reverse("admin:budget_budgetline_change", args=[register.line.pk]),
    }
    return places | door | own


@pytest.fixture(scope="module")
def counts(django_db_setup, django_db_blocker):
    pages = [*LISTS, *(f"{name} searched" for name in LISTS), *PAGES]
    with django_db_blocker.unblock():
        return measured(pages, head, addresses)


def compare(counts, page, most):
    few, many = counts[FEW][page], counts[MANY][page]
    assert len(many) == len(few), "\n".join(many)
    assert len(many) <= most, "\n".join(many)


@pytest.mark.stress
@pytest.mark.parametrize("name", LISTS)
def test_a_list_asks_as_often_at_a_thousand_rows_as_at_ten_and_at_most_twelve_times(counts, name):
    compare(counts, name, MOST)
    compare(counts, f"{name} searched", MOST)


@pytest.mark.stress
@pytest.mark.parametrize(("page", "most"), PAGES.items())
def test_a_page_of_a_budget_asks_as_often_at_a_thousand_lines_as_at_ten(counts, page, most):
    compare(counts, page, most)
