"""What a clerk reads before a step: whether the proposer gets a message, where to, and how."""

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.models import Aimak
from hearings.masking import masked
from hearings.models import Message, Proposer
from hearings.models.message import route

GOES = {
    Message.Channel.EMAIL: _(
        "The proposer gets a message by e-mail: %(address)s. Its language: %(language)s. It goes "
        "out %(minutes)s min after the step; until then it can be stopped."
    ),
    Message.Channel.SMS: _(
        "The proposer gets a message by SMS: %(address)s. Its language: %(language)s. It goes "
        "out %(minutes)s min after the step; until then it can be stopped."
    ),
    Message.Channel.TELEGRAM: _(
        "The proposer gets a message by Telegram: %(address)s. Its language: %(language)s. It "
        "goes out %(minutes)s min after the step; until then it can be stopped."
    ),
}


def telling(proposal, tells=True):
    """Whether a step that `tells` the proposer sends a message, and where to; masked."""
    if not tells:
        return gettext("The proposer gets no message about this step.")
    channel, address = route(proposal)
    if channel:
        return GOES[channel] % {
            "address": masked(address),
            "language": dict(settings.LANGUAGES)[proposal.language],
            "minutes": Aimak.objects.current().undo_minutes,
        }
    if Proposer.objects.with_address().filter(proposal=proposal).exists():
        return gettext(
            "The proposer gets no message: the portal is not set up to send to the address that "
            "was given. Tell them in another way."
        )
    return gettext("The proposer gets no message: no e-mail or telephone was given.")
