"""The outbox emptied: what is due goes out, one message at a time, one address in each."""

from django.utils import timezone

from hearings.messengers import Unreachable, messenger_for
from hearings.models import AddressPause, Message


def send_due(say=print):
    """Send what is due. Returns how many went out; `say` hears of each, without its address."""
    AddressPause.objects.forget(timezone.now())
    silent = set()
    sent = 0
    while taken := Message.objects.take_due(without=silent):
        message, address = taken
        try:
            _carry(message, address)
        except Unreachable as problem:
            # The others of this channel wait for the next run and lose no attempt.
            silent.add(message.channel)
            _settle(message, Message.Problem.UNREACHABLE, problem, say)
        except Exception as problem:
            # Whatever a messenger trips over, the other messages still go out.
            _settle(message, Message.Problem.REFUSED, problem, say)
        else:
            message.carried()
            sent += 1
            say(f"{message.proposal.number}: sent ({message.channel})")
    return sent


def _carry(message, address):
    messenger = messenger_for(message.channel)
    if not messenger.is_ready():
        raise Unreachable
    messenger.send(address, message.subject, message.body, message.language)


def _settle(message, problem, error, say):
    message.not_carried(problem)
    # The name of the error and not its text, which may hold the address.
    cause = type(error.__cause__ or error).__name__
    say(f"{message.proposal.number}: {message.status}, {problem} ({message.channel}, {cause})")
