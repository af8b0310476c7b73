"""No message goes twice: not after a crash, not from two runs at once."""

import threading

import pytest
from django.core import mail
from django.db import connection, transaction

from hearings import outbox
from hearings.messengers import Mail
from hearings.models import Message
from hearings.models.pause import AddressPauseQuerySet
from tests.hearings.posting import STRANGER, fresh, run
from tests.hearings.test_sending_twice import consent as consent
from tests.hearings.test_sending_twice import together


class Killed(BaseException):
    """The machine stops here."""


def crash(monkeypatch):
    """The mail leaves, and the run dies before it can say so."""
    carry = Mail.send

    def send(self, *args):
        carry(self, *args)
        raise Killed

    monkeypatch.setattr(Mail, "send", send)


def test_after_a_crash_the_message_rests_like_a_failed_one(due, monkeypatch):
    (message,) = due()
    with monkeypatch.context() as dying:
        crash(dying)
        with pytest.raises(Killed):
            run()
    run()
    assert len(mail.outbox) == 1
    message = fresh(message)
    assert (message.status, message.attempts, message.problem) == ("failed", 1, "interrupted")


def test_without_the_mark_before_sending_it_would_go_twice(due, monkeypatch):
    due()
    with monkeypatch.context() as dying:
        dying.setattr(Message, "_mark_attempt", lambda *args: None)
        dying.setattr(AddressPauseQuerySet, "take", lambda *args: None)
        crash(dying)
        for _ in range(2):
            with pytest.raises(Killed):
                run()
    assert len(mail.outbox) == 2


def test_stopped_while_it_was_under_way_it_is_still_called_sent(due, monkeypatch, clerk):
    (message,) = due()
    carry = Mail.send

    def send(self, *args):
        fresh(message).stop(by=clerk)
        carry(self, *args)

    monkeypatch.setattr(Mail, "send", send)
    run()
    assert fresh(message).status == "sent"


def test_stopped_while_it_failed_it_stays_stopped(due, monkeypatch, clerk):
    (message,) = due()

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

    def test_no_message_goes_twice(self, due, monkeypatch):
        due(self.MESSAGES)
        handed, lock = [], threading.Lock()

        def send(self, address, *rest):
            with lock:
                handed.append(address)

        monkeypatch.setattr(Mail, "send", send)
        runs = together(lambda number: outbox.send_due(lambda said: None), times=4)
        assert sum(runs) == self.MESSAGES
        assert sorted(handed) == sorted(set(handed))

    def test_one_address_gets_one_message_however_many_run(self, due, monkeypatch):
        due(self.MESSAGES, **STRANGER)
        handed = []
        monkeypatch.setattr(Mail, "send", lambda self, address, *rest: handed.append(address))
        together(lambda number: outbox.send_due(lambda said: None), times=4)
        assert len(handed) == 1

    @pytest.mark.postgresql
    def test_what_one_run_holds_the_other_passes_over(self, due):
        first, second = due(2)
        held, done = threading.Event(), threading.Event()

        def hold():
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
