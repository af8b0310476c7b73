"""A form takes what it asks for: whatever else is sent along changes nothing."""

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hearings import receipts
from hearings.forms import SubmissionForm
from hearings.models import Hearing, Proposal, ProposalStep
from tests.aimak_portal import pages, rows
from tests.aimak_portal.forging import columns, desk_form, forged, said
from tests.aimak_portal.routes import body

SENT = "hearings:proposal_new"
# What every proposal has for itself.
OWN = {"id", "number", "receipt_digest", "intent", "content_digest", "search_text"}
OWN |= {"registered_at", "consented_at"}


def public_form(house):
    """What an ordinary citizen sends."""
    page = body(Client().get(reverse(SENT)))
    token = pages.typed(page)["token"][0]
    return {
        "kind": "question",
        "text": "Китепкана качан ачылат?",
        "language": "ky",
        "sector": "culture",
        "village": house.villages[0].pk,
        "full_name": "Асан",
        "consent": "on",
        "token": token,
    }


def sent(house, extra):
    """The proposal that this form makes."""
    before = Proposal.objects.count()
    response = Client().post(reverse(SENT), public_form(house) | extra)
    assert response.status_code == 303
    assert Proposal.objects.count() == before + 1
    return Proposal.objects.order_by("pk").last()


def extras(house):
    offered = set(public_form(house)) | {"hearing", "group", "phone", "email", "sex", "photo"}
    return forged(Proposal, offered) | {
        "is_staff": "on",
        "is_superuser": "on",
        "channel": "paper",
        "due_on": "2099-01-01",
        "held_because": "",
        "proposal": "1",
        "proposer-0-full_name": "Башка",
        "steps-0-new_status": "implemented",
        "_save": "1",
        "secret": "mine",
        "now": "2001-02-03",
    }


def test_a_citizen_cannot_fill_in_what_the_form_does_not_ask(house):
    honest = sent(house, {})
    bent = sent(house, extras(house))
    assert columns(bent, OWN) == columns(honest, OWN)
    assert bent.number not in ("9999-99999", honest.number)
    assert bent.registered_at.date() == timezone.now().date()
    assert [step.new_status for step in bent.steps.all()] == ["submitted"]
    assert bent.proposer.full_name == "Асан"


def test_a_form_that_believed_what_it_was_sent_would_be_seen(house, monkeypatch):
    honest = sent(house, {})
    values = SubmissionForm.values
    monkeypatch.setattr(
        SubmissionForm, "values", lambda form: values(form) | {"due_on": form.data.get("due_on")}
    )
    assert columns(sent(house, extras(house)), OWN) != columns(honest, OWN)


def test_a_name_sent_twice_makes_one_proposal_of_the_last(house):
    other = house.villages[1].pk
    repeated = {
        "kind": ["proposal", "question"],
        "text": ["Биринчи", "Экинчи"],
        "village": [house.villages[0].pk, other],
        "status": ["implemented", "submitted"],
        "consent": ["on", "on"],
        "number": ["1", "2"],
    }
    proposal = sent(house, repeated)
    assert (proposal.kind, proposal.text, proposal.village_id) == ("question", "Экинчи", other)
    assert proposal.status == "submitted"


def test_the_code_opens_its_own_proposal_and_only_its_own_deeds(house):
    code = receipts.printed(receipts.code_from(house.secrets["published"]))
    before = rows.stored()
    for deed in ("", "publish", "decide", "decline", "restore", "clarify", "complete", "_move"):
        typed = forged(Proposal) | {
            "code": code,
            "do": deed,
            "text": "Башка сөз",
            "number": house.proposals["rejected"].number,
        }
        assert Client().post(reverse("hearings:proposal_track"), typed).status_code == 200
    assert rows.changed(before) == set()


def test_the_code_of_one_takes_nothing_of_another_back(house):
    code = receipts.printed(receipts.code_from(house.secrets["published"]))
    other = house.proposals["in Russian"]
    typed = {"code": code, "do": "withdraw", "pk": other.pk, "id": other.pk, "number": other.number}
    Client().post(reverse("hearings:proposal_track"), typed)
    other.refresh_from_db()
    assert other.status == "published"
    assert Proposal.objects.get(pk=house.proposals["published"].pk).status == "withdrawn"


def test_signing_in_gives_no_rights(house, db):
    model = get_user_model()
    user = model.objects.create_user("plain", password="long enough", is_staff=True)
    typed = {"username": "plain", "password": "long enough"} | forged(
        model, ("username", "password")
    )
    typed |= {"groups": "1", "user_permissions": "1"}
    assert Client().post(reverse("admin:login"), typed).status_code == 302
    user.refresh_from_db()
    assert not user.is_superuser
    assert not user.groups.exists() and not user.user_permissions.exists()
    assert user.date_joined.year > 2001


# The desk: every page of a record, sent back as it stands, with more than it asks for.

DESKS = sorted(admin.site._registry, key=lambda model: model._meta.label)
# Records that offer other fields than the first of their kind.
NAMED = {
    Hearing: lambda house: house.hearings["recorded"],
    Proposal: lambda house: house.proposals["published"],
    get_user_model(): lambda house: get_user_model().objects.get(username="deputy"),
}
MORE = {
    "a measure without a story": lambda house: house.measures["planned"],
    "a measure that is not public": lambda house: house.measures["hidden"],
    "a draft budget": lambda house: house.budgets["draft"],
    "an approved budget": lambda house: house.budgets["approved"],
    "a line of a draft": lambda house: house.lines["draft 2"],
    "a line of an approved budget": lambda house: house.lines["approved 2"],
    "a code that no line carries": lambda house: house.codes["709"],
}
RECORDS = {
    model._meta.label: lambda house, model=model: first(house, model) for model in DESKS
} | MORE


def first(house, model):
    named = NAMED.get(model)
    return named(house) if named else model._base_manager.order_by("pk").first()


def tables(form):
    """The prefixes of the tables on a page."""
    return [name.removesuffix("-TOTAL_FORMS") for name in form if name.endswith("-TOTAL_FORMS")]


def test_every_desk_is_tried():
    assert {model._meta.label for model in DESKS} >= {"hearings.Hearing", "hearings.Proposal"}


@pytest.mark.parametrize("name", RECORDS)
def test_a_page_of_the_desk_changes_only_what_it_shows(house, staff, name):
    record = RECORDS[name](house)
    model = type(record)
    client = Client()
    client.force_login(staff.head)
    place = reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_change", args=[record.pk])
    # Saved once as it stands: what was never typed becomes an empty text, and seconds go.
    client.post(place, desk_form(client, place))
    form = desk_form(client, place)
    before = model._base_manager.get(pk=record.pk)
    more = forged(model, form)
    for prefix in tables(form):
        relation = next(
            (each for each in model._meta.related_objects if each.get_accessor_name() == prefix),
            None,
        )
        if relation is not None and f"{prefix}-0-{relation.related_model._meta.pk.name}" in form:
            more |= forged(relation.related_model, (), f"{prefix}-0-")
    # A box that is not ticked is not sent, but the page offers it.
    html = body(client.get(place))
    more = {name: value for name, value in more.items() if f'name="{name}"' not in html}
    others = rows.stored(rows.but_history())
    response = client.post(place, form | more)
    after = model._base_manager.get(pk=record.pk)
    assert response.status_code in (302, 403), said(response)
    assert columns(after) == columns(before)
    assert rows.changed(others, rows.but_history()) == set()


def test_a_desk_that_asked_for_more_would_be_seen(house, staff, monkeypatch):
    desk = admin.site._registry[Proposal]
    fewer = tuple(name for name in desk.readonly_fields if name != "received_on")
    monkeypatch.setattr(type(desk), "readonly_fields", fewer)
    record = house.proposals["published"]
    client = Client()
    client.force_login(staff.head)
    place = reverse("admin:hearings_proposal_change", args=[record.pk])
    form = desk_form(client, place)
    client.post(place, form | {"received_on": "2001-02-03"})
    assert Proposal.objects.get(pk=record.pk).received_on.year == 2001


def test_a_paper_cannot_be_entered_as_already_decided(house, staff):
    client = Client()
    client.force_login(staff.clerk)
    place = reverse("admin:hearings_proposal_add")
    form = desk_form(client, place)
    form |= {"kind": "proposal", "text": "Көпүрө", "language": "ky", "sector": "roads"}
    form |= {"channel": "paper", "received_on": "2026-11-01"}
    steps = ProposalStep.objects.count()
    response = client.post(place, forged(Proposal, form) | form)
    assert response.status_code == 302, said(response)
    proposal = Proposal.objects.order_by("pk").last()
    assert proposal.text == "Көпүрө"
    assert (proposal.status, proposal.published_at, proposal.decision) == ("submitted", None, None)
    assert proposal.number != "9999-99999"
    assert ProposalStep.objects.count() == steps + 1


def test_a_hearing_cannot_be_entered_as_already_announced(house, staff):
    client = Client()
    client.force_login(staff.clerk)
    place = reverse("admin:hearings_hearing_add")
    form = desk_form(client, place)
    form |= {"kind": "other", "place_ky": "Мектеп"}
    response = client.post(place, forged(Hearing, form) | form)
    assert response.status_code == 302, said(response)
    hearing = Hearing.objects.order_by("pk").last()
    assert (hearing.published_at, hearing.cancelled_at) == (None, None)


@pytest.mark.parametrize("name", ["is_superuser", "user_permissions", "groups", "is_staff", "role"])
def test_a_head_makes_nobody_mightier_than_the_roles(house, staff, name):
    client = Client()
    client.force_login(staff.head)
    place = reverse("admin:auth_user_change", args=[staff.deputy.pk])
    form = desk_form(client, place)
    every = [str(pk) for pk in Permission.objects.values_list("pk", flat=True)]
    value = {"is_superuser": "on", "is_staff": "on", "role": "superuser"}.get(name, every)
    client.post(place, form | {name: value})
    deputy = get_user_model().objects.get(pk=staff.deputy.pk)
    assert not deputy.is_superuser
    assert deputy.get_all_permissions() == staff.deputy.get_all_permissions()


def test_nobody_changes_the_rights_of_who_may_do_more(house, staff):
    client = Client()
    client.force_login(staff.head)
    place = reverse("admin:auth_user_change", args=[staff.superuser.pk])
    before = rows.stored()
    assert client.post(place, {"username": "mine", "role": "deputy"}).status_code == 403
    place = reverse("admin:auth_user_password_change", args=[staff.superuser.pk])
    typed = {"password1": "a new long word 1", "password2": "a new long word 1"}
    assert client.post(place, typed).status_code == 403
    assert rows.changed(before) == set()
