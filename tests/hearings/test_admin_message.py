"""The outbox at the desk: read, stopped, sent again; and said before it happens."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from hearings.models import Message, Proposer
from tests.desk import address, door_of, page_of, sign_in, words_of

EMAIL = "aigul@mail.kg"
CONTACT = {"full_name": "Айгүл Токтоева", "phone": "+996777787137", "email": EMAIL}
PHONE = {"phone": "+996777787137"}
LIST = address("hearings_message_changelist")


@pytest.fixture
def desk(aimak):
    return sign_in("clerk")


@pytest.fixture
def message(aimak, publish):
    return publish(contact=CONTACT).messages.get()


@pytest.fixture
def given_up(message):
    Message.objects.update(status="given_up", attempts=5, problem="refused")
    message.refresh_from_db()
    return message


# Said before it happens


@pytest.mark.parametrize("slug", ["publish", "return", "decline"])
def test_each_step_says_where_its_message_goes(desk, submit, aimak, slug):
    aimak.undo_minutes = 45
    aimak.save()
    said = words_of(door_of(desk, submit(contact=CONTACT, language="ru"), slug).response)
    assert "by e-mail: a…@mail.kg. Its language: Русский. It goes out 45 min" in said
    assert EMAIL not in said


def test_a_decision_says_so_too(desk, publish):
    said = words_of(door_of(desk, publish(contact=PHONE), "decide").response)
    assert "by SMS: +996 … 37. Its language: Кыргызча." in said


@pytest.mark.parametrize("slug", ["review", "hearing", "withdraw", "new-receipt"])
def test_a_step_of_which_nobody_is_told_says_that(desk, publish, slug):
    said = words_of(door_of(desk, publish(contact=CONTACT), slug).response)
    assert "The proposer gets no message about this step." in said


@pytest.mark.parametrize("contact", [None, {"full_name": "Айгүл Токтоева"}])
def test_without_an_address_the_page_says_that_nobody_is_told(desk, submit, contact):
    said = words_of(door_of(desk, submit(contact=contact), "publish").response)
    assert "no e-mail or telephone was given" in said


def test_without_a_messenger_the_page_asks_to_tell_them_in_another_way(desk, submit, settings):
    settings.MESSENGERS = dict.fromkeys(settings.MESSENGERS, "tests.hearings.silent.Silent")
    said = words_of(door_of(desk, submit(contact=CONTACT), "publish").response)
    assert "Tell them in another way." in said


def test_what_the_page_says_is_what_happens(desk, submit):
    for contact in (CONTACT, PHONE, None):
        proposal = submit(contact=contact)
        page = door_of(desk, proposal, "publish")
        assert page.press("_go").status_code == 302
        assert ("gets no message" in page.text) != proposal.messages.exists()


# The list and the page


def test_the_list_masks_every_address(desk, message, publish):
    publish(contact=PHONE)
    said = words_of(desk.get(LIST))
    assert "a…@mail.kg" in said and "+996 … 37" in said
    assert EMAIL not in said and "787137" not in said


def test_the_page_shows_the_whole_message_to_who_may_see_the_person(desk, message):
    said = words_of(page_of(desk, message).response)
    assert EMAIL in said
    assert message.subject in said


def test_who_may_not_see_persons_sees_a_masked_address(desk, message, monkeypatch):
    user = type(desk.user)
    may = user.has_perm
    monkeypatch.setattr(
        user, "has_perm", lambda self, name, obj=None: "proposer" not in name and may(self, name)
    )
    said = words_of(page_of(desk, message).response)
    assert "a…@mail.kg" in said and EMAIL not in said


def test_after_the_person_is_erased_the_facts_stay(desk, message):
    Proposer.objects.all().delete()
    said = words_of(page_of(desk, message).response)
    assert "No address any more" in said and message.subject in said
    assert "No address any more" in words_of(desk.get(LIST))


def test_nobody_writes_changes_or_deletes_a_message(message):
    for role in ("clerk", "head"):
        browser = sign_in(role)
        assert browser.get(address("hearings_message_add")).status_code == 403
        change = address("hearings_message_change", message.pk)
        assert browser.post(change, {"body": "Башка"}).status_code == 403
        assert browser.post(address("hearings_message_delete", message.pk)).status_code == 403


@pytest.mark.parametrize("role", ["treasurer", "deputy"])
def test_who_only_reads_sees_no_message(message, publish, role):
    browser = sign_in(role)
    assert browser.get(LIST).status_code == 403
    assert browser.get(address("hearings_message_change", message.pk)).status_code == 403
    door = address("hearings_message_door", message.pk, "stop")
    assert browser.post(door).status_code == 403
    page = page_of(browser, message.proposal)
    assert "mail.kg" not in page.text and "told-heading" not in page.text


def test_the_page_of_the_proposal_lists_its_messages(desk, message, given_up):
    said = words_of(page_of(desk, message.proposal).response)
    assert "Messages to the proposer" in said
    assert "E-mail a…@mail.kg" in said
    assert "Could not be sent" in said


# Stop, send again


def test_a_waiting_message_is_stopped_and_sent_later_after_all(desk, message):
    assert door_of(desk, message, "stop").press("_go").status_code == 302
    message.refresh_from_db()
    assert (message.status, message.handled_by) == ("stopped", desk.user)
    assert not Message.objects.due(timezone.now() + timedelta(days=1)).exists()

    assert door_of(desk, message, "send-again").press("_go").status_code == 302
    message.refresh_from_db()
    assert message.status == "waiting"


def test_what_was_sent_is_not_stopped(desk, message):
    door = door_of(desk, message, "stop")
    message.carried()
    assert door.press("_go").status_code == 200
    message.refresh_from_db()
    assert message.status == "sent"
    with pytest.raises(ValidationError):
        message.stop(by=desk.user)
    with pytest.raises(ValidationError):
        message.send_again(by=desk.user)


def test_what_could_not_be_sent_waits_on_the_front_page(desk, given_up):
    front = desk.get(address("index"))
    assert "Messages that could not be sent" in words_of(front)
    found = desk.get(f"{LIST}?status__exact=given_up")
    assert given_up.proposal.number in words_of(found)
    assert given_up.proposal.number not in words_of(desk.get(f"{LIST}?status__exact=sent"))

    door_of(desk, given_up, "stop").press("_go")
    assert "Messages that could not be sent" not in words_of(desk.get(address("index")))


def test_the_front_page_of_others_says_nothing_of_messages(given_up):
    for role in ("treasurer", "deputy"):
        assert "Messages" not in words_of(sign_in(role).get(address("index")))
