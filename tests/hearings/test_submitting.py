"""A citizen proposes in four plain steps, without an account and without any script."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from groups.models import InitiativeGroup
from hearings.forms.submission import STEPS
from hearings.models import ConsentText, Proposal, ProposalStep, Proposer
from hearings.models.choices import Status
from tests.hearings.filling_in import ANSWERS, complained, step_of
from tests.hearings.pages import Citizen, Page

# The whole way


def test_four_steps_lead_to_a_receipt(citizen, client, village):
    first = citizen.open()
    assert (first.status, step_of(first)) == (200, "what")

    response = citizen.send(**ANSWERS)

    assert response.status_code == 303
    assert response["Location"] == reverse("hearings:proposal_sent")
    proposal = Proposal.objects.get()
    receipt = Page(client.get(response["Location"]))
    assert receipt.status == 200
    assert proposal.number in receipt.text
    assert receipt.response.context["code"] in receipt.text
    kept = (proposal.kind, proposal.language, proposal.sector, proposal.sex, proposal.village)
    assert kept == ("question", "ky", "water", "male", village)
    assert proposal.text.split() == ANSWERS["text"].split()
    assert proposal.status == Status.SUBMITTED
    assert proposal.channel == Proposal.Channel.ONLINE
    assert proposal.received_on == timezone.localdate()


def test_the_first_step_of_the_timeline_has_no_name(citizen):
    citizen.send()

    step = ProposalStep.objects.get()
    assert (step.old_status, step.new_status, step.by) == ("", Status.SUBMITTED, None)


def test_each_page_shows_one_step_and_carries_the_others_unseen(check):
    assert step_of(check.page) == "check"
    assert {"kind", "text", "sector", "village", "full_name", "token"} <= check.page.hidden
    check.press("where")
    assert {"sector", "village", "hearing", "group"}.isdisjoint(check.page.hidden)
    assert {"text", "phone", "token"} <= check.page.hidden


def test_nothing_is_stored_before_the_last_button(check):
    assert not Proposal.objects.exists()
    assert not Proposer.objects.exists()
    assert not check.client.session.keys()


def test_no_page_of_the_form_needs_a_script(citizen):
    citizen.open()
    for go in ("where", "who", "check"):
        assert "<script" not in citizen.page.html
        assert "onclick" not in citizen.page.html
        citizen.fill(text=citizen.WORDS, sector="roads", village=citizen.village.pk)
        citizen.press(go)


def test_all_answers_are_shown_before_sending(check, village):
    for shown in ("Асан Усенов", "asan@example.kg", village.name, "Суу түтүгү качан оңдолот?"):
        assert shown in check.page.text
    assert ConsentText.objects.current().text_ky.splitlines()[0] in check.page.text


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_the_language_of_the_text_begins_as_that_of_the_page(client, village, language):
    with translation.override(language):
        assert Citizen(client, village).open().fields["language"] == language


def test_a_text_may_be_in_another_language_than_the_page(citizen):
    citizen.send(text="Нужен мост через реку.", language="ru")

    assert Proposal.objects.get().language == "ru"


def test_a_group_is_named_and_counted(citizen):
    group = InitiativeGroup.objects.create(name_ky="Умут")

    citizen.send(group=group.pk)

    proposal = Proposal.objects.get()
    assert proposal.group == group
    assert proposal.from_group


# Back and forth


@pytest.mark.parametrize("step", STEPS[:-1])
def test_every_answer_can_be_changed_and_the_others_stay(check, step):
    before = {name: check.page.fields[name] for name in ANSWERS}

    page = check.press(step)

    assert (page.status, step_of(page)) == (200, step)
    assert {name: page.fields[name] for name in ANSWERS} == before


def test_from_a_changed_answer_one_comes_back_to_the_check(check):
    check.press("what")
    check.fill(text="Мектепке жол керек, балдар үчүн.")
    for go in STEPS[1:]:
        check.press(go)
    check.fill(consent="on")
    check.press("send")

    assert Proposal.objects.get().text == "Мектепке жол керек, балдар үчүн."


@pytest.mark.parametrize(("at", "back"), [("where", "what"), ("who", "where"), ("check", "who")])
def test_every_step_leads_back_to_the_one_before(check, at, back):
    if at != "check":
        check.press(at)

    assert ("go", back) in check.page.buttons
    assert step_of(check.press(back)) == back


def test_going_back_complains_about_nothing(citizen):
    citizen.open()
    citizen.fill(text=citizen.WORDS)
    citizen.press("where")

    page = citizen.press("what")

    assert page.status == 200
    assert page.fields["text"] == citizen.WORDS


def test_line_breaks_and_letters_come_back_as_they_were_typed(citizen):
    words = "\nБир.\n\n  «Эки» <үч> & \"төрт\" 'беш' – ң ө ү 😀\n"
    citizen.open()
    citizen.fill(text=words)
    citizen.press("where")

    page = citizen.press("what")

    assert page.fields["text"].replace("\r\n", "\n") == words


# Errors, step by step


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("text", ""),
        ("text", " \n\t "),
        ("kind", ""),
        ("kind", "wish"),
        ("language", ""),
        ("language", "fr"),
    ],
)
def test_the_first_step_says_what_is_missing(citizen, field, typed):
    citizen.open()
    citizen.fill(kind="proposal", text=citizen.WORDS, language="ky")
    citizen.fill(**{field: typed})

    page = citizen.press("where")

    assert complained(page, field)
    assert step_of(page) == "what"


# Who they are, only if they like


def test_nobody_has_to_say_who_they_are(citizen):
    citizen.send()

    assert Proposal.objects.count() == 1
    assert not Proposer.objects.exists()


@pytest.mark.parametrize("field", ["full_name", "phone", "email"])
def test_each_of_the_three_may_stand_alone(citizen, field):
    citizen.send(**{field: ANSWERS[field]})

    proposer = Proposer.objects.get()
    stated = [name for name in Proposer.PERSONAL_FIELDS if getattr(proposer, name)]
    assert stated == [field]


def test_a_name_of_one_word_is_a_name(citizen):
    citizen.send(full_name="Бакыт")

    assert Proposer.objects.get().full_name == "Бакыт"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0777123456", "+996777123456"),
        ("0777 123 456", "+996777123456"),
        ("0777-12-34-56", "+996777123456"),
        ("(0777) 123456", "+996777123456"),
        ("996777123456", "+996777123456"),
        ("+996777123456", "+996777123456"),
        ("+996 (777) 12-34-56", "+996777123456"),
        ("00996777123456", "+996777123456"),
        ("777123456", "+996777123456"),
        ("777 123 456", "+996777123456"),
        ("0555000111", "+996555000111"),
        ("03722 5 12 34", "+996372251234"),
    ],
)
def test_telephones_are_read_as_people_write_them(citizen, typed, kept):
    citizen.send(phone=typed)

    assert str(Proposer.objects.get().phone.as_e164) == kept


def test_the_consent_that_was_given_is_remembered(citizen):
    now = timezone.now()
    citizen.send()

    proposal = Proposal.objects.get()
    assert proposal.consent == ConsentText.objects.current()
    assert now <= proposal.consented_at <= timezone.now()


def test_a_text_of_consent_that_is_not_yet_in_force_is_not_the_one_given(citizen):
    tomorrow = timezone.localdate() + timedelta(days=1)
    ConsentText.objects.create(version=2, text_ky="Жаңы", valid_from=tomorrow)

    citizen.send()

    assert Proposal.objects.get().consent.version == 1


# Nothing but what is asked


FOREIGN = {
    "id": "1",
    "pk": "1",
    "number": "2020-00001",
    "status": "in_budget",
    "published_at": "2026-01-01",
    "decision": "1",
    "channel": "paper",
    "held_because": "",
    "received_on": "2020-01-01",
    "due_on": "2020-01-01",
    "summary_ky": "x",
    "from_group": "on",
    "receipt_digest": "x",
    "intent": "x",
    "is_public": "on",
    "by": "1",
}


def test_what_the_form_does_not_ask_is_not_taken(check, clerk):
    check.fill(consent="on", **FOREIGN)
    check.press("send")

    proposal = Proposal.objects.get()
    taken = {name for name in FOREIGN if str(getattr(proposal, name, "")) == FOREIGN[name]}
    assert taken - {"id", "pk", "held_because"} == set()
    assert not proposal.from_group
    assert proposal.steps.get().by is None
    assert proposal.published_at is None


def test_a_form_that_is_not_ours_is_shown_again_and_then_sent(check):
    check.fill(consent="on", token="made up")

    page = check.press("send")

    assert step_of(page) == "check"
    assert not Proposal.objects.exists()
    check.fill(consent="on")
    assert check.press("send").status_code == 303


def test_the_secret_of_a_form_cannot_be_chosen(check):
    from django.core import signing

    check.fill(consent="on", token=signing.dumps(["chosen", 0], salt="another place"))

    check.press("send")

    assert not Proposal.objects.exists()


def test_another_site_cannot_send_the_form(check):
    strict = Client(enforce_csrf_checks=True)

    sent = strict.post(
        check.address, check.page.fields | {"go": "send", "consent": "on"}, headers={}
    )

    assert sent.status_code == 403
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options", "trace"])
def test_other_methods_are_refused(client, db, method):
    assert getattr(client, method)(reverse("hearings:proposal_new")).status_code == 405


def test_looking_at_the_form_stores_nothing(client, db):
    address = reverse("hearings:proposal_new")

    assert client.get(address).status_code == client.head(address).status_code == 200
    assert not client.cookies.get("sessionid")
