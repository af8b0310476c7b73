"""The outbox is emptied by a timer: to each its own, at most one an hour, none twice."""

import logging
import threading
from datetime import timedelta
from io import StringIO
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from hearings import outbox
from hearings.messengers import Mail
from hearings.models import AddressPause, Message, Proposer
from hearings.models.message import MOST_ATTEMPTS
from hearings.models.pause import AddressPauseQuerySet
from tests.hearings.test_sending_twice import consent as consent
from tests.hearings.test_sending_twice import together

STRANGER = {"email": "stranger@mail.kg"}
SAID = "The server said: stranger@mail.kg"


@pytest.fixture
def told(aimak, publish):
    """So many messages that are due, each to its own address unless one is named."""

    def told(times=1, **contact):
        for number in range(times):
            publish(contact=contact or {"email": f"person{number}@mail.kg"})
        Message.objects.update(not_before=timezone.now() - timedelta(minutes=1))
        return list(Message.objects.order_by("pk"))

    return told


def run():
    """One run of the timer; what it said."""
    said = StringIO()
    call_command("send_messages", stdout=said)
    return said.getvalue()


def later(**pause):
    return time_machine.travel(timezone.now() + timedelta(**pause, seconds=1), tick=False)


def fresh(message):
    return Message.objects.get(pk=message.pk)


def test_what_is_due_goes_out_once(told):
    (message,) = told()
    run()
    assert [letter.to for letter in mail.outbox] == [["person0@mail.kg"]]
    message = fresh(message)
    assert (message.status, message.attempts, message.problem) == ("sent", 1, "")
    assert message.sent_at is not None
    with later(days=2):
        run()
    assert len(mail.outbox) == 1


def test_what_is_not_due_or_was_stopped_stays(told, clerk):
    waiting, stopped = told(2)
    Message.objects.filter(pk=waiting.pk).update(not_before=timezone.now() + timedelta(minutes=9))
    stopped.stop(by=clerk)
    run()
    assert mail.outbox == []


def test_the_mail_is_plain_and_says_what_it_is(told):
    (message,) = told()
    run()
    letter = mail.outbox[0].message()
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Content-Language"] == "ky"
    assert letter["From"] == "noreply@testserver"
    assert letter.get_content_type() == "text/plain"
    assert mail.outbox[0].body == message.body


def test_nobody_sees_another(told):
    told(3)
    run()
    assert len(mail.outbox) == 3
    for number, letter in enumerate(mail.outbox):
        assert letter.recipients() == [f"person{number}@mail.kg"]
        others = {f"person{other}" for other in range(3)} - {f"person{number}"}
        assert not any(other in letter.message().as_string() for other in others)
        assert letter.reply_to == []


# A stranger's address


def test_a_strangers_address_a_hundred_times_gets_one_mail_an_hour(told):
    told(100, **STRANGER)
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


def test_without_the_pause_the_stranger_would_get_them_all(told, monkeypatch):
    monkeypatch.setattr(AddressPauseQuerySet, "take", lambda *args: None)
    told(100, **STRANGER)
    run()
    assert len(mail.outbox) == 100


def test_the_same_address_written_in_another_way_waits_too(told):
    told(1, email="Stranger@Mail.kg")
    told(1, email="stranger@mail.kg")
    run()
    assert len(mail.outbox) == 1


def test_a_failed_attempt_counts_for_the_hour_too(told, monkeypatch):
    refuse(monkeypatch, SMTPRecipientsRefused({}))
    told(3, **STRANGER)
    run()
    assert sorted(Message.objects.values_list("attempts", flat=True)) == [0, 0, 1]


def test_of_an_address_nothing_is_kept_but_a_digest_for_an_hour(told):
    told(1, **STRANGER)
    run()
    pause = AddressPause.objects.get()
    assert "stranger" not in str(vars(pause))
    with later(hours=2):
        run()
    assert not AddressPause.objects.exists()


# A header is one line

INJECTED = "stranger@mail.kg\nBcc: all@mail.kg"


def test_a_line_break_enters_no_header_and_the_others_still_go(told):
    bad, good = told(2)
    Proposer.objects.filter(proposal=bad.proposal).update(email=INJECTED)
    run()
    assert [letter.to for letter in mail.outbox] == [["person1@mail.kg"]]
    assert (fresh(bad).status, fresh(bad).problem) == ("failed", "refused")
    assert fresh(good).status == "sent"


def test_a_line_break_in_a_subject_is_refused_too(told):
    (message,) = told()
    Message.objects.update(subject="Жооп\r\nBcc: all@mail.kg")
    run()
    assert mail.outbox == []
    assert fresh(message).problem == "refused"


def test_without_the_check_of_headers_the_line_break_would_pass(told, monkeypatch):
    monkeypatch.setattr(
        "django.core.mail.message.forbid_multi_line_headers",
        lambda name, value, _code: (name, value),
    )
    told()
    Message.objects.update(subject="Жооп\nBcc: all@mail.kg")
    run()
    assert "\nBcc: all@mail.kg" in mail.outbox[0].message()["Subject"]


# When it does not go out


def refuse(monkeypatch, error):
    def send_messages(backend, messages):
        raise error

    monkeypatch.setattr(EmailBackend, "send_messages", send_messages)


@pytest.mark.parametrize("error", [SMTPServerDisconnected(SAID), ConnectionRefusedError(SAID)])
def test_a_dead_mail_server_costs_one_attempt_a_run_and_loses_nothing(told, monkeypatch, error):
    told(3)
    with monkeypatch.context() as down:
        refuse(down, error)
        run()
        assert sorted(Message.objects.values_list("attempts", flat=True)) == [0, 0, 1]
        assert Message.objects.get(attempts=1).problem == "unreachable"
        assert Message.objects.waiting().count() == 3
    with later(hours=1):
        run()
    assert len(mail.outbox) == 3


def test_after_five_attempts_within_a_day_it_is_given_up_and_seen(told, monkeypatch):
    refuse(monkeypatch, SMTPRecipientsRefused({}))
    (message,) = told()
    for hours in range(48):
        with later(hours=hours):
            run()
    message = fresh(message)
    assert (message.status, message.attempts) == ("given_up", MOST_ATTEMPTS)
    assert message.not_before - message.created_at < timedelta(days=1)
    assert list(Message.objects.given_up()) == [message]


def test_a_messenger_that_stumbles_stops_no_other_message(told, monkeypatch):
    carry = Mail.send

    def stumble(self, address, *rest):
        if address.startswith("person0"):
            raise KeyError(SAID)
        carry(self, address, *rest)

    monkeypatch.setattr(Mail, "send", stumble)
    told(2)
    run()
    assert len(mail.outbox) == 1


def test_a_channel_that_lost_its_messenger_is_noticed(told, settings):
    (message,) = told(1, phone="+996777787137")
    settings.HTTP_ONLY = False
    assert "unreachable" in run()
    assert fresh(message).status == "failed"


def test_an_erased_person_gets_nothing_and_nobody_is_bothered(told):
    (message,) = told()
    Proposer.objects.all().delete()
    run()
    assert mail.outbox == []
    assert (fresh(message).status, fresh(message).problem) == ("stopped", "no_address")


def test_sent_again_it_starts_anew(told, monkeypatch, clerk):
    (message,) = told()
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


def test_neither_the_run_nor_the_log_names_an_address(told, monkeypatch, caplog):
    caplog.set_level(logging.DEBUG)
    told(2, **STRANGER)
    told(1, phone="+996777787137")
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


def test_the_console_prints_what_would_go_out_with_the_address_masked(told, capsys):
    (message,) = told(1, phone="+996777787137")
    run()
    printed = capsys.readouterr().out
    assert message.body in printed
    assert "+996 … 37" in printed and "777787137" not in printed


# Never twice


class Killed(BaseException):
    """The machine stops here."""


def crash(monkeypatch):
    """The mail leaves, and the run dies before it can say so."""
    carry = Mail.send

    def send(self, *args):
        carry(self, *args)
        raise Killed

    monkeypatch.setattr(Mail, "send", send)


def test_after_a_crash_the_message_rests_like_a_failed_one(told, monkeypatch):
    (message,) = told()
    with monkeypatch.context() as dying:
        crash(dying)
        with pytest.raises(Killed):
            run()
    run()
    assert len(mail.outbox) == 1
    message = fresh(message)
    assert (message.status, message.attempts, message.problem) == ("failed", 1, "interrupted")


def test_without_the_mark_before_sending_it_would_go_twice(told, monkeypatch):
    told()
    with monkeypatch.context() as dying:
        dying.setattr(Message, "_mark_attempt", lambda *args: None)
        dying.setattr(AddressPauseQuerySet, "take", lambda *args: None)
        crash(dying)
        for _ in range(2):
            with pytest.raises(Killed):
                run()
    assert len(mail.outbox) == 2


def test_stopped_while_it_was_under_way_it_is_still_called_sent(told, monkeypatch, clerk):
    (message,) = told()
    carry = Mail.send

    def send(self, *args):
        fresh(message).stop(by=clerk)
        carry(self, *args)

    monkeypatch.setattr(Mail, "send", send)
    run()
    assert fresh(message).status == "sent"


def test_stopped_while_it_failed_it_stays_stopped(told, monkeypatch, clerk):
    (message,) = told()

    def send(self, *args):
        fresh(message).stop(by=clerk)
        raise OSError

    monkeypatch.setattr(Mail, "send", send)
    run()
    assert fresh(message).status == "stopped"


@pytest.mark.stress
@pytest.mark.django_db(transaction=True)
class TestTwoRunsAtOnce:
    """Threads with connections of their own, so everything is committed for real."""

    MESSAGES = 6

    @pytest.fixture(autouse=True)
    def first_text(self, consent):
        return consent

    def test_no_message_goes_twice(self, told, monkeypatch):
        told(self.MESSAGES)
        handed, lock = [], threading.Lock()

        def send(self, address, *rest):
            with lock:
                handed.append(address)

        monkeypatch.setattr(Mail, "send", send)
        runs = together(lambda number: outbox.send_due(lambda said: None), times=4)
        assert sum(runs) == self.MESSAGES
        assert sorted(handed) == sorted(set(handed))

    def test_one_address_gets_one_message_however_many_run(self, told, monkeypatch):
        told(self.MESSAGES, **STRANGER)
        handed = []
        monkeypatch.setattr(Mail, "send", lambda self, address, *rest: handed.append(address))
        together(lambda number: outbox.send_due(lambda said: None), times=4)
        assert len(handed) == 1

    @pytest.mark.postgresql
    def test_what_one_run_holds_the_other_passes_over(self, told):
        first, second = told(2)
        held, done = threading.Event(), threading.Event()

        def hold():
            from django.db import transaction

            with transaction.atomic():
                Message.objects.select_for_update().get(pk=first.pk)
                held.set()
                done.wait(30)
            connection.close()

        thread = threading.Thread(target=hold)
        thread.start()
        held.wait(30)
        try:
            message, _address = Message.objects.take_due()
            assert message == second
        finally:
            done.set()
            thread.join()
