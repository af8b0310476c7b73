"""Each step that concerns the proposer leaves one message in the outbox, and sends nothing."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from hearings.letter import SHORT, letter
from hearings.masking import masked
from hearings.messengers import Mail
from hearings.models import Message, Proposal, Proposer
from hearings.models.choices import TOLD, Status
from tests.desk import door_of, sign_in
from tests.hearings.conftest import REASON

MAIL = {"full_name": "Айгүл Токтоева", "email": "aigul@mail.kg"}
PHONE = {"full_name": "Айгүл Токтоева", "phone": "+996777787137"}
TEXT = "Мектепке автобус керек, балдар алыстан келишет."


@pytest.fixture
def reachable(aimak, submit):
    """Words of somebody who left an e-mail."""
    return submit(contact=MAIL, text=TEXT)


def told(proposal):
    return [message.step.new_status for message in proposal.messages.order_by("pk")]


def test_each_step_that_concerns_the_proposer_leaves_one_message(reachable, clerk, reason):
    reachable.return_for_clarification(by=clerk, reason=reason)
    reachable.clarify("Айры-Тамга мектеп автобусу керек.")
    reachable.publish(by=clerk)
    reachable.start_review(by=clerk)
    reachable.decide(Status.IN_BUDGET, by=clerk, reason=reason)
    reachable.start_work(by=clerk)
    reachable.complete(by=clerk)
    assert told(reachable) == ["returned", "published", "in_budget", "in_progress", "implemented"]


DETAILS = {
    Status.DEFERRED: {"deferred_to": 2028},
    Status.REFERRED: {"referred_to": {"ky": "Райондук билим берүү бөлүмү"}},
    Status.REJECTED: {"reason_code": "no_money"},
}


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_every_kind_of_step_is_told_in_whole_sentences(standing, clerk, language):
    other = standing(Status.PUBLISHED)
    for status in sorted(TOLD):
        proposal = standing(Status.UNDER_REVIEW, language=language)
        proposal.deferred_to, proposal.merged_into = 2028, other
        proposal.referred_to_ky = "Райондук билим берүү бөлүмү"
        step = proposal.steps.get()
        step.proposal, step.new_status = proposal, status
        step.reason_ky, step.reason_ru, step.reason_en = REASON.values()
        subject, body = letter(step)
        _subject, short = letter(step, short=True)
        assert proposal.number in subject and "\n" not in subject
        for text in (body, short):
            assert proposal.number in text
            assert REASON[language] in text
            assert f"http://testserver/{language}/proposals/track/" in text
            assert "%(" not in text and "None" not in text
        assert len(short) <= SHORT


def test_what_is_between_nobody_and_the_proposer_sends_none(reachable, clerk, hearing):
    reachable.decline(by=clerk, reason="Эмес.", reason_code="other")
    reachable.restore(by=clerk)
    reachable.publish(by=clerk)
    before = Message.objects.count()
    reachable.start_review(by=clerk)
    reachable.put_to_hearing(hearing, by=clerk)
    reachable.withdraw()
    assert Message.objects.count() == before


def test_without_an_address_there_is_no_message(published):
    assert not Message.objects.exists()


def test_a_telephone_is_used_where_there_is_no_mail(aimak, publish):
    assert publish(contact=PHONE).messages.get().channel == "sms"
    assert publish(contact=PHONE | MAIL).messages.get().channel == "email"


def test_a_channel_without_a_messenger_is_not_used(aimak, publish, settings):
    settings.HTTP_ONLY = False
    assert not publish(contact=PHONE).messages.exists()
    settings.MESSENGERS = settings.MESSENGERS | {"telegram": "hearings.messengers.Mail"}
    assert publish(contact=PHONE).messages.get().channel == "telegram"


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_the_message_speaks_the_language_of_the_proposal(aimak, publish, clerk, language):
    proposal = publish(contact=MAIL, language=language)
    proposal.decide(Status.IN_BUDGET, by=clerk, reason=REASON)
    message = proposal.messages.latest("pk")
    assert message.language == language
    assert REASON[language] in message.body
    others = {text for code, text in REASON.items() if code != language}
    assert not any(text in message.body for text in others)


def test_a_reason_in_one_language_is_better_than_none(aimak, publish, clerk):
    proposal = publish(contact=MAIL, language="en")
    proposal.decide(Status.IN_BUDGET, by=clerk, reason={"ru": "Деньги есть."})
    assert "Деньги есть." in proposal.messages.latest("pk").body


def test_no_name_no_address_and_none_of_the_citizens_words_stand_in_it(reachable, clerk, reason):
    reachable.publish(by=clerk)
    reachable.decide(Status.IN_BUDGET, by=clerk, reason=reason)
    for message in Message.objects.values():
        stored = " ".join(map(str, message.values()))
        for word in ("Айгүл", "Токтоева", "aigul", "mail.kg", *TEXT.split()):
            assert word not in stored, word


def test_an_sms_is_cut_to_three_parts_and_keeps_its_address(aimak, publish, clerk):
    proposal = publish(contact=PHONE)
    proposal.decide(
        Status.REFERRED, by=clerk, reason="Узун себеп. " * 90, referred_to="Орган " * 30
    )
    body = proposal.messages.latest("pk").body
    assert len(body) <= SHORT
    assert body.endswith("http://testserver/ky/proposals/track/")
    assert "\n" not in body


def test_the_message_waits_as_long_as_a_decision_can_be_taken_back(aimak, reachable, clerk):
    aimak.undo_minutes = 45
    aimak.save()
    now = timezone.now()
    reachable.publish(by=clerk, now=now)
    message = reachable.messages.get()
    assert message.not_before == now + timedelta(minutes=45)
    assert not Message.objects.due(now + timedelta(minutes=44)).exists()
    assert Message.objects.due(now + timedelta(minutes=45)).get() == message


def test_a_refused_step_leaves_no_message(reachable, clerk):
    reachable.publish(by=clerk)
    with pytest.raises(ValidationError):
        reachable.complete(by=clerk)
    assert told(reachable) == ["published"]


def test_a_step_whose_message_cannot_be_written_is_not_taken(reachable, clerk, monkeypatch):
    monkeypatch.setattr("hearings.models.message.letter", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        reachable.publish(by=clerk)
    assert Proposal.objects.get(pk=reachable.pk).status == Status.SUBMITTED


def test_a_step_is_told_once_by_each_channel(reachable, clerk):
    reachable.publish(by=clerk)
    message = reachable.messages.get()
    message.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        message.save(force_insert=True)


def test_what_is_sent_says_when(reachable, clerk):
    reachable.publish(by=clerk)
    with pytest.raises(IntegrityError), transaction.atomic():
        reachable.messages.update(status="sent")


def test_a_step_taken_back_stops_its_message_for_good(reachable, clerk):
    reachable.publish(by=clerk)
    message = reachable.messages.get()
    assert Message.objects.stop_for(message.step) == 1
    message.refresh_from_db()
    assert (message.status, message.problem) == ("stopped", "taken_back")
    with pytest.raises(ValidationError):
        message.send_again(by=clerk)
    message.carried()
    assert Message.objects.stop_for(message.step) == 0


def test_erasing_the_proposer_by_the_dozen_leaves_facts_and_no_address(reachable, clerk):
    reachable.publish(by=clerk)
    assert reachable.messages.get().address == "aigul@mail.kg"
    Proposer.objects.all().delete()
    message = Message.objects.get()
    assert message.address == ""
    assert message.step.new_status == "published"


# Nothing is sent inside a request


def _sends(*args, **kwargs):
    raise AssertionError("sent while a page was made")


def test_no_request_sends_anything(reachable, monkeypatch):
    monkeypatch.setattr(Mail, "send", _sends)
    answer = door_of(sign_in("clerk"), reachable, "publish").press("_go")
    assert answer.status_code == 302
    assert reachable.messages.get().status == "waiting"
    assert mail.outbox == []


def test_a_dead_mail_server_stops_no_clerk(reachable, settings):
    settings.EMAIL_BACKEND = "no.such.Backend"
    assert door_of(sign_in("clerk"), reachable, "publish").press("_go").status_code == 302
    assert Proposal.objects.get().is_public


def test_a_step_that_sends_at_once_would_be_noticed(reachable, monkeypatch):
    monkeypatch.setattr(Mail, "send", _sends)
    monkeypatch.setattr(Message.objects.__class__, "write", lambda *args: Mail().send())
    with pytest.raises(AssertionError):
        door_of(sign_in("clerk"), reachable, "publish").press("_go")


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("aigul@mail.kg", "a…@mail.kg"),
        ("a@mail.kg", "a…@mail.kg"),
        ("+996777787137", "+996 … 37"),
        ("787137", "… 37"),
        ("", ""),
    ],
)
def test_a_masked_address_is_recognised_and_of_no_use(address, shown):
    assert masked(address) == shown
