"""The words of a message to the proposer: what happened, why, and where to look.

No name, no receipt code and nothing that a citizen typed stands in it: whoever put somebody
else's address into the form has no words delivered there.
"""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.models import Aimak
from language.labels import label
from language.texts import in_language

from .models.choices import Status

# Three parts of an SMS in Kyrgyz or Russian letters.
SHORT = 3 * 67
# Fewer letters of a reason say nothing.
_LEAST = 20

_HAPPENED = {
    Status.RETURNED: _("Your submission %(number)s is not clear yet: please say it more clearly."),
    Status.PUBLISHED: _("Your submission %(number)s is published: everybody can read it."),
    Status.DECLINED: _("Your submission %(number)s is not published."),
    Status.IN_BUDGET: _("Your submission %(number)s is included in the budget."),
    Status.IN_PROGRAM: _("Your submission %(number)s is included in the programme (SEDP)."),
    Status.DEFERRED: _("Your submission %(number)s is deferred. The year: %(year)s."),
    Status.REJECTED: _("Your submission %(number)s is rejected."),
    Status.REFERRED: _("Your submission %(number)s is referred to another body: %(body)s."),
    Status.MERGED: _("Your submission %(number)s is merged with another one: %(other)s."),
    Status.ANSWERED: _("Your submission %(number)s is answered."),
    Status.IN_PROGRESS: _("Work on your submission %(number)s has begun."),
    Status.IMPLEMENTED: _("Your submission %(number)s is carried out."),
}
_WHY = {
    Status.RETURNED: _("What is unclear: %(reason)s"),
    Status.ANSWERED: _("The answer: %(reason)s"),
    Status.PUBLISHED: _("A note: %(reason)s"),
    Status.IN_PROGRESS: _("A note: %(reason)s"),
    Status.IMPLEMENTED: _("A note: %(reason)s"),
}
_REASON = _("The reason: %(reason)s")


def letter(step, *, short=False):
    """Subject and body of the message about this step, in the language of the proposal.

    A short one fits into three parts of an SMS; its reason is cut where it has to be.
    """
    with translation.override(step.proposal.language):
        return _subject(step), _short_body(step) if short else _body(step)


def _subject(step):
    status = label(Status, step.new_status)
    return gettext("Submission %(number)s: %(status)s") % {
        "number": step.proposal.number,
        "status": status,
    }


def _body(step):
    reason, _language = in_language(step, "reason")
    paragraphs = [
        _happened(step),
        _why(step) % {"reason": reason.strip()} if reason else "",
        gettext("What became of it you see with the code of your receipt: %(address)s")
        % {"address": _track_url()},
        gettext("%(aimak)s. Please do not answer this message: nobody reads the answers.")
        % {"aimak": Aimak.objects.for_frame()},
    ]
    return "\n\n".join(filter(None, paragraphs)) + "\n"


def _short_body(step):
    url = _track_url()
    happened = _cut(_happened(step), SHORT - len(url) - 1)
    reason, _language = in_language(step, "reason")
    words = _why(step) % {"reason": " ".join(reason.split())}
    room = SHORT - len(url) - len(happened) - 2
    if not reason or room < _LEAST:
        return f"{happened} {url}"
    return f"{happened} {_cut(words, room)} {url}"


def _happened(step):
    proposal = step.proposal
    return str(_HAPPENED[Status(step.new_status)]) % {
        "number": proposal.number,
        "year": proposal.deferred_to,
        "body": in_language(proposal, "referred_to")[0],
        "other": proposal.merged_into.number if proposal.merged_into else "",
    }


def _why(step):
    return str(_WHY.get(Status(step.new_status), _REASON))


def _track_url():
    return settings.SITE_URL + reverse("hearings:proposal_track")


def _cut(text, room):
    return text if len(text) <= room else f"{text[: room - 1].rstrip()}…"
