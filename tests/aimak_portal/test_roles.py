"""The four roles: what the table says is what the accounts may do."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command

from aimak_portal.roles import ROLES, may_grant, may_manage, role_of, sync_roles
from tests.desk import colleague


def held_by(role):
    pairs = Group.objects.get(name=role).permissions.values_list(
        "content_type__app_label", "codename"
    )
    return {f"{app}.{codename}" for app, codename in pairs}


def test_each_role_holds_exactly_what_the_table_says(db):
    Group.objects.all().delete()
    sync_roles()
    assert {role: held_by(role) for role in ROLES} == ROLES


def test_syncing_again_takes_away_what_was_added_by_hand(db, capsys):
    sync_roles()
    deputy = Group.objects.get(name="deputy")
    deputy.permissions.add(Permission.objects.get(codename="decide_proposal"))

    call_command("sync_roles")

    assert held_by("deputy") == ROLES["deputy"]
    assert Group.objects.count() == len(ROLES)


def test_a_misspelt_right_is_loud(db, monkeypatch):
    monkeypatch.setitem(ROLES, "deputy", {"hearings.view_hearings"})
    with pytest.raises(KeyError):
        sync_roles()


def test_a_clerk_signs_no_minutes_and_keeps_no_accounts():
    assert "hearings.sign_minutes" not in ROLES["clerk"]
    assert not {name for name in ROLES["clerk"] if name.startswith("auth.")}
    assert {"hearings.moderate_proposal", "hearings.decide_proposal"} <= ROLES["clerk"]


def test_the_head_may_all_that_the_clerk_and_the_treasurer_may():
    assert ROLES["clerk"] | ROLES["treasurer"] < ROLES["head"]
    assert ROLES["head"] - ROLES["clerk"] - ROLES["treasurer"] == {
        "hearings.sign_minutes",
        "budget.approve_budget",
        "groups.erase_person",
        "groups.read_history",
        "groups.view_erasure",
        "groups.view_personalaccess",
        "auth.view_user",
        "auth.add_user",
        "auth.change_user",
    }


def test_readers_only_read_and_never_see_persons():
    assert all(name.split(".")[1].startswith("view_") for name in ROLES["deputy"])
    assert ROLES["deputy"] < ROLES["treasurer"]
    for role in ("deputy", "treasurer"):
        assert "hearings.view_proposer" not in ROLES[role]


def test_the_treasurer_keeps_the_money_and_enters_its_resolutions():
    beyond = ROLES["treasurer"] - ROLES["deputy"]
    assert {name for name in beyond if not name.startswith("budget.")} == {
        "hearings.add_localact",
        "hearings.change_localact",
        "groups.view_deletion",
    }
    assert {"budget.amend_budget", "budget.execute_budget"} <= beyond
    assert "budget.approve_budget" not in beyond


def test_the_clerk_leads_measures_and_only_reads_the_money():
    assert "programs.move_measure" in ROLES["clerk"]
    money = {name for name in ROLES["clerk"] if name.startswith("budget.")}
    assert money and all(name.startswith("budget.view_") for name in money)


def test_what_the_doors_leave_behind_is_written_by_no_role():
    traces = ("amendment", "amendmentchange", "execution", "budgetstep", "measurestep")
    written = ("add", "change", "delete")
    forbidden = {f"{action}_{trace}" for action in written for trace in traces}
    for role, names in ROLES.items():
        assert not forbidden & {name.split(".")[1] for name in names}, role


def test_nobody_grants_or_manages_more_than_their_own(db):
    head, clerk, deputy = (colleague(role) for role in ("head", "clerk", "deputy"))
    root = User.objects.create_superuser("root")
    assert all(may_grant(head, role) for role in ROLES)
    assert not may_grant(clerk, "head")
    assert may_manage(head, clerk)
    assert not may_manage(clerk, head)
    assert not may_manage(head, root)
    assert may_manage(root, head)
    assert may_manage(clerk, deputy)


def test_an_account_that_is_switched_off_keeps_its_weight(db):
    clerk, head = colleague("clerk"), colleague("head")
    head.is_active = False
    head.save()
    assert not may_manage(clerk, head)


def test_an_account_knows_its_role(db):
    assert role_of(colleague("treasurer")) == "treasurer"
    assert role_of(User.objects.create_user("nobody")) == ""
