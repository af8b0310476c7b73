"""The timer that empties the outbox, and a mail server that does not take the mail."""

from datetime import timedelta
from io import StringIO

import time_machine
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.utils import timezone

from hearings.models import Message

STRANGER = {"email": "stranger@mail.kg"}


def run():
    """One run of the timer; what it said."""
    said = StringIO()
    call_command("send_messages", stdout=said)
    return said.getvalue()


def later(**pause):
    return time_machine.travel(timezone.now() + timedelta(**pause, seconds=1), tick=False)


def fresh(message):
    return Message.objects.get(pk=message.pk)


def refuse(monkeypatch, error):
    def send_messages(backend, messages):
        raise error

    monkeypatch.setattr(EmailBackend, "send_messages", send_messages)
