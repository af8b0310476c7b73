"""The minutes of a hearing, written from its figures, proposals, votes and decisions.

Minutes may be published: they name villages and groups, never a person.
"""

from dataclasses import dataclass

from django.db.models import Count, Sum
from django.db.models.functions import Length
from django.utils.text import capfirst
from django.utils.translation import gettext

from hearings.models import HandVote, Hearing, Minutes
from language.templatetags.language import number, percent
from language.texts import active_language, lines

from .head import Words, about, address, words

PEOPLE = ("participants", "women", "men", "from_groups", "youth")
RECEIVED = (
    "items_received",
    "proposals_received",
    "questions_received",
    "items_from_groups",
    "accepted",
)
SHARES = {"women": "women_share", "from_groups": "from_groups_share", "accepted": "accepted_share"}


# So much is laid out within a few seconds.
MOST_ITEMS = 500
MOST_LETTERS = 100_000


@dataclass(frozen=True)
class Figure:
    """A figure of the minutes as it is written: "not stated" is not zero."""

    label: str
    value: str
    share: str = ""


@dataclass(frozen=True)
class Hands:
    """The hands raised for an item, as they are written."""

    in_favour: str
    against: str
    abstained: str
    is_tie: bool
    note: Words


@dataclass(frozen=True)
class Item:
    """A proposal or question with its place in the minutes, and what was decided."""

    place: int
    number: str
    summary: Words | None
    text: Words
    source: str
    hands: Hands | None
    outcome: str
    reason: Words | None


def can_be_written(hearing):
    """Minutes are of a published hearing that has been held."""
    return hearing.stage() in {Hearing.Stage.HELD, Hearing.Stage.RECORDED}


def minutes(hearing, site, count=1):
    """What the minutes say."""
    figures = hearing.minutes if hearing.has_minutes else Minutes()
    agenda, language = lines(hearing, "agenda")
    items = list(_items(hearing))
    return {
        **about(hearing),
        "people": [_figure(figures, name) for name in PEOPLE],
        "received": [_figure(figures, name) for name in RECEIVED],
        "is_recorded": hearing.has_minutes,
        "mismatches": _mismatches(figures),
        "discrepancy": words(figures, "discrepancy"),
        "difference": _difference(figures.items_received, len(items)),
        "agenda": [Words(item, language) for item in agenda],
        "summary": words(figures, "summary"),
        "proposals": [item for item, is_question in items if not is_question],
        "questions": [item for item, is_question in items if is_question],
        "has_votes": any(item.hands for item, _is_question in items),
        "page": address(site, "hearings:hearing_detail", hearing.pk),
    }


def listed(hearing):
    """What the minutes list one by one; what nobody has checked yet is not among them."""
    heard = hearing.proposals.heard()
    return heard.select_related("village", "group", "decision", "merged_into").order_by("number")


def too_long(hearing):
    """Why no file is made of these minutes, and what to do instead; empty where one is."""
    size = hearing.proposals.heard().aggregate(items=Count("pk"), letters=Sum(Length("text")))
    if size["items"] <= MOST_ITEMS and (size["letters"] or 0) <= MOST_LETTERS:
        return ""
    return gettext(
        "This hearing lists %(items)d proposals and questions: too much for one file. Open the "
        "page for printing and print it with the browser."
    ) % {"items": size["items"]}


def _difference(reported, listed):
    """The sentence to say where the minutes report more, or fewer, than is listed here."""
    if reported is None or reported == listed:
        return ""
    return gettext("Reported in the minutes: %(reported)s. Listed here one by one: %(listed)s.") % {
        "reported": number(reported),
        "listed": number(listed),
    }


def _figure(figures, name):
    value = getattr(figures, name)
    share = getattr(figures, SHARES[name]) if name in SHARES else None
    return Figure(
        label=capfirst(str(Minutes._meta.get_field(name).verbose_name)),
        value=_count(value),
        share="" if share is None else percent(share),
    )


def _count(value):
    return gettext("Not stated") if value is None else str(number(value))


def _hand(value):
    return "–" if value is None else str(number(value))


def _mismatches(figures):
    return [sentence for _field, sentence in figures.mismatches()]


def _items(hearing):
    votes = {vote.proposal_id: vote for vote in HandVote.objects.filter(hearing=hearing)}
    # Proposals first, then questions, numbered through: the order in which they are printed.
    ordered = sorted(listed(hearing), key=lambda proposal: (proposal.is_question, proposal.number))
    for place, proposal in enumerate(ordered, start=1):
        yield _item(place, proposal, votes.get(proposal.pk)), proposal.is_question


def _item(place, proposal, vote):
    text = Words(proposal.text.strip(), proposal.language)
    summary = getattr(proposal, f"summary_{active_language()}") if text.is_foreign else ""
    return Item(
        place=place,
        number=proposal.number,
        summary=Words(summary, active_language()) if summary else None,
        text=text,
        source=_source(proposal),
        hands=_hands(vote) if vote else None,
        outcome=_outcome(proposal),
        reason=words(proposal.decision, "reason") if proposal.decision else None,
    )


def _source(proposal):
    village, group = words(proposal.village, "name"), words(proposal.group, "name")
    if not group and proposal.from_group:
        group = gettext("an initiative group")
    return "; ".join(str(part) for part in (village, group) if part)


def _hands(vote):
    return Hands(
        in_favour=_hand(vote.in_favour),
        against=_hand(vote.against),
        abstained=_hand(vote.abstained),
        is_tie=vote.is_tie,
        note=words(vote, "note"),
    )


def _outcome(proposal):
    """The decision in a few words; empty where there is none yet."""
    if proposal.decision is None:
        return ""
    outcome = proposal.decision.get_new_status_display()
    details = {
        proposal.Status.DEFERRED: proposal.deferred_to,
        proposal.Status.REFERRED: words(proposal, "referred_to"),
        proposal.Status.MERGED: proposal.merged_into,
    }
    detail = details.get(proposal.decision.new_status)
    return f"{outcome}: {detail}" if detail else str(outcome)
