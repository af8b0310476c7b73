"""The outbox is emptied by a timer: to each its own, and at most one an hour."""

import logging
from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.utils import timezone

from hearings.messengers import Mail
from hearings.models import AddressPause, Message, Proposer
from hearings.models.message import MOST_ATTEMPTS
from hearings.models.pause import AddressPauseQuerySet
from tests.hearings.posting import STRANGER, fresh, later, refuse, run

SAID = "The server said: stranger@mail.kg"


def test_what_is_due_goes_out_once(due):
    (message,) = due()
    run()
    assert [letter.to for letter in mail.outbox] == [["person0@mail.kg"]]
    message = fresh(message)
    assert (message.status, message.attempts, message.problem) == ("sent", 1, "")
    assert message.sent_at is not None
    with later(days=2):
        run()
    assert len(mail.outbox) == 1


def test_what_is_not_due_or_was_stopped_stays(due, clerk):
    waiting, stopped = due(2)
    Message.objects.filter(pk=waiting.pk).update(not_before=timezone.now() + timedelta(minutes=9))
    stopped.stop(by=clerk)
    run()
    assert mail.outbox == []


def test_the_mail_is_plain_and_says_what_it_is(due):
    (message,) = due()
    run()
    letter = mail.outbox[0].message()
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Content-Language"] == "ky"
    assert letter["From"] == "noreply@testserver"
    assert letter.get_content_type() == "text/plain"
    assert mail.outbox[0].body == message.body


def test_nobody_sees_another(due):
    due(3)
    run()
    assert len(mail.outbox) == 3
    for number, letter in enumerate(mail.outbox):
        assert letter.recipients() == [f"person{number}@mail.kg"]
        others = {f"person{other}" for other in range(3)} - {f"person{number}"}
        assert not any(other in letter.message().as_string() for other in others)
        assert letter.reply_to == []


# A stranger's address


def test_a_strangers_address_a_hundred_times_gets_one_mail_an_hour(due):
    due(100, **STRANGER)
    run()
    run()
    assert len(mail.outbox) == 1
    with later(minutes=59):
        run()
    assert len(mail.outbox) == 1
    with later(minutes=61):
        run()
    assert len(mail.outbox) == 2
    assert Message.objects.waiting().count() == 98


def test_without_the_pause_the_stranger_would_get_them_all(due, monkeypatch):
    monkeypatch.setattr(AddressPauseQuerySet, "take", lambda *args: None)
    due(100, **STRANGER)
    run()
    assert len(mail.outbox) == 100


def test_the_same_address_written_in_another_way_waits_too(due):
    due(1, email="Stranger@Mail.kg")
    due(1, email="stranger@mail.kg")
    run()
    assert len(mail.outbox) == 1


def test_a_failed_attempt_counts_for_the_hour_too(due, monkeypatch):
    refuse(monkeypatch, SMTPRecipientsRefused({}))
    due(3, **STRANGER)
    run()
    assert sorted(Message.objects.values_list("attempts", flat=True)) == [0, 0, 1]


def test_of_an_address_nothing_is_kept_but_a_digest_for_an_hour(due):
    due(1, **STRANGER)
    run()
    pause = AddressPause.objects.get()
    assert "stranger" not in str(vars(pause))
    with later(hours=2):
        run()
    assert not AddressPause.objects.exists()


# A header is one line

INJECTED = "stranger@mail.kg\nBcc: all@mail.kg"


def test_a_line_break_enters_no_header_and_the_others_still_go(due):
    bad, good = due(2)
    Proposer.objects.filter(proposal=bad.proposal).update(email=INJECTED)
    run()
    assert [letter.to for letter in mail.outbox] == [["person1@mail.kg"]]
    assert (fresh(bad).status, fresh(bad).problem) == ("failed", "refused")
    assert fresh(good).status == "sent"


def test_a_line_break_in_a_subject_is_refused_too(due):
    (message,) = due()
    Message.objects.update(subject="Жооп\r\nBcc: all@mail.kg")
    run()
    assert mail.outbox == []
    assert fresh(message).problem == "refused"


def test_without_the_check_of_headers_the_line_break_would_pass(due, monkeypatch):
    monkeypatch.setattr(
        "django.core.mail.message.forbid_multi_line_headers",
        lambda name, value, _code: (name, value),
    )
    due()
    Message.objects.update(subject="Жооп\nBcc: all@mail.kg")
    run()
    assert "\nBcc: all@mail.kg" in mail.outbox[0].message()["Subject"]


# When it does not go out


@pytest.mark.parametrize("error", [SMTPServerDisconnected(SAID), ConnectionRefusedError(SAID)])
def test_a_dead_mail_server_costs_one_attempt_a_run_and_loses_nothing(due, monkeypatch, error):
    due(3)
    with monkeypatch.context() as down:
        refuse(down, error)
        run()
        assert sorted(Message.objects.values_list("attempts", flat=True)) == [0, 0, 1]
        assert Message.objects.get(attempts=1).problem == "unreachable"
        assert Message.objects.waiting().count() == 3
    with later(hours=1):
        run()
    assert len(mail.outbox) == 3


def test_after_five_attempts_within_a_day_it_is_given_up_and_seen(due, monkeypatch):
    refuse(monkeypatch, SMTPRecipientsRefused({}))
    (message,) = due()
    for hours in range(48):
        with later(hours=hours):
            run()
    message = fresh(message)
    assert (message.status, message.attempts) == ("given_up", MOST_ATTEMPTS)
    assert message.not_before - message.created_at < timedelta(days=1)
    assert list(Message.objects.given_up()) == [message]


def test_a_messenger_that_stumbles_stops_no_other_message(due, monkeypatch):
    carry = Mail.send

    def stumble(self, address, *rest):
        if address.startswith("person0"):
            raise KeyError(SAID)
        carry(self, address, *rest)

    monkeypatch.setattr(Mail, "send", stumble)
    due(2)
    run()
    assert len(mail.outbox) == 1


def test_a_channel_that_lost_its_messenger_is_noticed(due, settings):
    (message,) = due(1, phone="+996777787137")
    settings.HTTP_ONLY = False
    assert "unreachable" in run()
    assert fresh(message).status == "failed"


def test_an_erased_person_gets_nothing_and_nobody_is_bothered(due):
    (message,) = due()
    Proposer.objects.all().delete()
    run()
    assert mail.outbox == []
    assert (fresh(message).status, fresh(message).problem) == ("stopped", "no_address")


def test_sent_again_it_starts_anew(due, monkeypatch, clerk):
    (message,) = due()
    with monkeypatch.context() as down:
        refuse(down, SMTPRecipientsRefused({}))
        run()
    message = fresh(message)
    message.send_again(by=clerk)
    assert (message.status, message.attempts, message.handled_by) == ("waiting", 0, clerk)
    run()
    assert mail.outbox == [], "the hour of the address is kept all the same"
    with later(hours=1):
        run()
    assert len(mail.outbox) == 1


def test_neither_the_run_nor_the_log_names_an_address(due, monkeypatch, caplog):
    caplog.set_level(logging.DEBUG)
    due(2, **STRANGER)
    due(1, phone="+996777787137")
    with monkeypatch.context() as down:
        refuse(down, SMTPRecipientsRefused({"stranger@mail.kg": (550, b"stranger@mail.kg")}))
        said = run()
    with later(hours=1):
        said += run()
    said += caplog.text
    assert "sent (email)" in said and "SMTPRecipientsRefused" in said
    for word in ("stranger", "mail.kg", "787137", "777"):
        assert word not in said
    stored = str(list(Message.objects.values()))
    assert "stranger" not in stored and "777787137" not in stored


def test_the_console_prints_what_would_go_out_with_the_address_masked(due, capsys):
    (message,) = due(1, phone="+996777787137")
    run()
    printed = capsys.readouterr().out
    assert message.body in printed
    assert "+996 … 37" in printed and "777787137" not in printed
