"""What is erased stays erased; that it was erased is kept, and so is who looked at it."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.utils import timezone

from groups import erasing
from groups.history import act
from groups.models import Deletion, Erasure, InitiativeGroup, Member, PersonalAccess
from hearings.models import Proposal, Proposer
from tests.desk import Page, address, colleague, page_of, sign_in

CONTACT = {"full_name": "Жаңыл Төрөканова", "phone": "+996777787138", "email": "janyl@example.kg"}

NAME = CONTACT["full_name"].encode()


@pytest.fixture(autouse=True)
def ledger(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path / erasing.LEDGER


@pytest.fixture
def proposal(aimak, submit):
    return submit(contact=CONTACT, sex="female")


@pytest.fixture
def member(aimak):
    group = InitiativeGroup.objects.create(name_ky="Ынтымак")
    return Member.objects.create(group=group, full_name=CONTACT["full_name"], sex="female")


def pks(model):
    return list(model.objects.values_list("pk", flat=True))


def finder():
    return Page(sign_in("head"), address("persons"))


@pytest.fixture
def head_of_aimak(aimak):
    return colleague("head", "somebody-else")


def ticked(page):
    return page.text.count('name="row"')


@pytest.mark.parametrize(
    "query", ["жаныл торок", "0777 787 138", "+996777787138", "JANYL@example.kg", "number"]
)
def test_a_person_is_found_by_whatever_they_say(proposal, query):
    page = finder()
    page.press("_look", query=proposal.number if query == "number" else query)
    assert ticked(page) == 1
    assert CONTACT["full_name"] in page.text


@pytest.mark.parametrize("query", ["Бакыт", "0700111222", "other@example.kg", "2020-00001", "7"])
def test_nobody_else_is_found(proposal, query):
    page = finder()
    page.press("_look", query=query)
    assert ticked(page) == 0
    assert CONTACT["full_name"] not in page.text


def test_what_is_kept_of_a_person_is_erased_everywhere_at_once(
    proposal, member, django_capture_on_commit_callbacks, ledger
):
    page = finder()
    page.press("_look", query="жаңыл")
    rows = [f"hearings.Proposer:{proposal.proposer.pk}", f"groups.Member:{member.pk}"]
    page.press("_choose", row=rows)
    assert all(f'name="row" value="{row}"' in page.text for row in rows)
    assert Proposer.objects.count() == 1
    with django_capture_on_commit_callbacks(execute=True):
        assert page.press("_erase", row=rows).status_code == 302
    assert not Proposer.objects.exists()
    assert Member.objects.get().full_name == ""
    assert Member.objects.get().sex == Proposal.objects.get().sex == "female"
    entries = [json.loads(line) for line in ledger.read_text().splitlines()]
    assert {entry["kind"] for entry in entries} == {"groups.Member", "hearings.Proposer"}
    assert "Төрөканова" not in ledger.read_text()


def test_nothing_is_erased_without_a_second_look(proposal):
    page = finder()
    page.press("_look", query="жаңыл")
    page.press("_choose", row=f"hearings.Proposer:{proposal.proposer.pk}")
    assert Proposer.objects.exists()


def test_what_was_not_found_is_not_erased(proposal, member):
    page = finder()
    page.press("_erase", query="Бакыт", row=f"groups.Member:{member.pk}")
    assert Member.objects.get().full_name


def test_a_deleted_member_is_found_and_comes_back_without_the_name(member, head_of_aimak):
    other = Member.objects.create(group=member.group, full_name="Үсөн Бакиров")
    gone = member.pk
    with act(by=head_of_aimak):
        deletion = Deletion.objects.throw(member.group)
    page = finder()
    page.press("_look", query="жаңыл")
    assert ticked(page) == 1
    assert "Deleted, may still be brought back" in page.text

    assert page.press("_erase", row=f"groups.Member:{gone}").status_code == 302

    deletion.refresh_from_db()
    assert CONTACT["full_name"] not in str(deletion.rows)
    deletion.bring_back(by=head_of_aimak)
    assert list(Member.objects.values_list("pk", "full_name")) == [(other.pk, other.full_name)]


@pytest.mark.parametrize("role", ["clerk", "treasurer", "deputy"])
def test_only_who_answers_for_it_finds_and_erases(proposal, role):
    browser = sign_in(role)
    assert browser.get(address("persons")).status_code == 403
    assert browser.post(address("persons"), {"query": "жаңыл"}).status_code == 403
    assert browser.get(address("groups_personalaccess_changelist")).status_code == 403


def test_a_name_never_stands_in_an_address(proposal):
    assert 'method="post"' in finder().text
    answer = sign_in("head").get(address("persons"), {"query": "жаңыл"})
    assert CONTACT["full_name"] not in answer.content.decode()


def test_who_looked_at_a_person_is_kept_and_the_data_is_not(proposal):
    clerk = sign_in("clerk")
    page_of(clerk, proposal)
    look = PersonalAccess.objects.get()
    assert (look.kind, look.record, look.by) == (
        "hearings.Proposer",
        proposal.proposer.pk,
        clerk.user,
    )
    page = sign_in("head").get(address("groups_personalaccess_changelist"))
    assert clerk.user.get_username() in page.content.decode()
    assert "Төрөканова" not in page.content.decode()


def test_who_sees_no_personal_data_is_not_said_to_have_looked(proposal, clerk):
    proposal.publish(by=clerk)
    page_of(sign_in("deputy"), proposal)
    assert not PersonalAccess.objects.exists()


def test_a_person_erased_on_the_page_of_the_proposal_is_in_the_register(proposal):
    page = page_of(sign_in("clerk"), proposal)
    assert page.press(**{"proposer-0-DELETE": "on"}).status_code == 302
    assert not Proposer.objects.exists()
    assert Erasure.objects.get().why == "asked"
    assert "Төрөканова" not in str(list(LogEntry.objects.values_list("change_message")))


def test_an_older_backup_does_not_bring_a_person_back(proposal):
    backup_made = timezone.now() - timedelta(hours=1)
    erasing.erase(Proposer, pks(Proposer), why="asked")
    entries = [erasing._entry(Erasure.objects.get())]
    # The older backup is brought back: the person stands there again, the register does not know.
    Proposer.objects.create(pk=entries[0]["record"], proposal=proposal, **CONTACT)
    Erasure.objects.all().delete()
    assert erasing.replay(entries, since=backup_made) == 1
    assert not Proposer.objects.exists()
    assert Erasure.objects.get().why == "asked"


def test_an_older_backup_does_not_bring_a_person_back_in_the_trash_either(member, head_of_aimak):
    backup_made = timezone.now()
    erasing.erase(Member, [member.pk], why="asked")
    entries = [erasing._entry(Erasure.objects.get())]
    # In the older backup the group was deleted, the member with it.
    Member.objects.update(full_name=CONTACT["full_name"])
    with act(by=head_of_aimak):
        deletion = Deletion.objects.throw(member.group)
    assert erasing.replay(entries, since=backup_made) == 1
    deletion.refresh_from_db()
    assert CONTACT["full_name"] not in str(deletion.rows)


def test_a_backup_made_after_the_erasure_keeps_a_newer_row_of_the_same_number(proposal):
    erasing.erase(Proposer, pks(Proposer), why="asked")
    entries = [erasing._entry(Erasure.objects.get())]
    Proposer.objects.create(pk=entries[0]["record"], proposal=proposal, **CONTACT)
    assert erasing.replay(entries, since=timezone.now() + timedelta(hours=1)) == 0
    assert Proposer.objects.exists()


def test_a_full_disk_loses_no_erasure(
    proposal, ledger, monkeypatch, django_capture_on_commit_callbacks
):
    with monkeypatch.context() as broken:
        broken.setattr(erasing, "_path", lambda: Path("/nowhere/at/all"))
        with django_capture_on_commit_callbacks(execute=True):
            erasing.erase(Proposer, pks(Proposer), why="asked")
    assert not Proposer.objects.exists()
    assert not ledger.exists()
    assert erasing.complete_ledger() == 1
    assert erasing.complete_ledger() == 0
    assert len(erasing.read_ledger()) == 1


def test_a_line_cut_off_by_a_power_failure_spoils_no_other(ledger):
    ledger.write_text('{"kind": "groups.Member", "record": 1, "why": "asked", "at": "x"}\n{"ki')
    assert [entry["record"] for entry in erasing.read_ledger()] == [1]


@pytest.fixture
def stored_member(transactional_db):
    group = InitiativeGroup.objects.create(name_ky="Ынтымак")
    return Member.objects.create(group=group, full_name=CONTACT["full_name"])


@pytest.mark.sqlite
def test_nothing_of_an_erased_name_stays_in_the_file(stored_member):
    erasing.settle()
    assert NAME in stored_bytes()
    erasing.erase(Member, pks(Member), why="asked")
    erasing.settle()
    assert NAME not in stored_bytes()


@pytest.mark.sqlite
def test_without_overwriting_the_name_would_stay_in_the_file(stored_member):
    overwrite("OFF")
    try:
        Member.objects.all().delete()
        erasing.settle()
        assert NAME in stored_bytes()
    finally:
        overwrite("ON")


def overwrite(wanted):
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA secure_delete={wanted}")


def stored_bytes():
    name = Path(connection.settings_dict["NAME"])
    files = [name, name.with_name(f"{name.name}-wal")]
    return b"".join(file.read_bytes() for file in files if file.exists())
