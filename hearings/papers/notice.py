"""The notice of a hearing, to be hung out where people pass."""

from django.urls import reverse

from hearings.models import Hearing, HearingStep
from language.texts import lines

from .head import Words, about, address, words


def notice(hearing, site, count=1):
    """What the notice says: what is heard, when, where, and how to propose."""
    items, language = lines(hearing, "agenda")
    return {
        **about(hearing),
        "notice": words(hearing, "notice"),
        "agenda": [Words(item, language) for item in items],
        "change": _change(hearing),
        "page": address(site, "hearings:hearing_detail", hearing.pk),
        "new_url": site(reverse("hearings:proposal_new")),
        "takes_online": hearing.stage() in {Hearing.Stage.DRAFT, Hearing.Stage.ANNOUNCED},
    }


def _change(hearing):
    """Why the hearing was moved or cancelled last, as everybody reads it on the site."""
    if hearing.pk is None:
        return None
    verbs = [HearingStep.Verb.MOVED, HearingStep.Verb.CANCELLED]
    step = hearing.steps.filter(verb__in=verbs).last()
    return words(step, "note") if step else None
