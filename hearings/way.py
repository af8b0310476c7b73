"""The way of a proposal, station by station, as far as this floor knows it.

The floors above fill in the stations that they know: see `programs.way` and `budget.way`.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from hearings.models.choices import Status
from language.dates import everyday
from language.templatetags.language import text
from language.texts import active_language


@dataclass(frozen=True)
class Named:
    """What a station names: a hearing, a measure, a budget line, and what is said of it there.

    Without a text only the words are said: the thing was named at an earlier station.
    """

    text: str = ""
    url: str = ""
    words: tuple[str, ...] = ()
    broken: str = ""


@dataclass(frozen=True)
class Station:
    """One station: its name, whether it is reached, the day, the money, and what is said there."""

    name: str
    reached: bool = False
    current: bool = False
    on: date | None = None
    amount: Decimal | None = None
    words: str = ""
    links: tuple[Named, ...] = ()
    # Why the chain does not go on here, though one would expect it to.
    broken: str = ""

    @property
    def is_missing(self):
        """Whether this link of the chain is broken and nothing stands in its place."""
        broken = self.broken or any(link.broken for link in self.links)
        return bool(broken) and not self.reached


# Decisions after which the way goes no further.
ENDS = frozenset(
    {
        Status.REJECTED,
        Status.REFERRED,
        Status.MERGED,
        Status.ANSWERED,
        Status.WITHDRAWN,
        Status.DECLINED,
        Status.NOT_STATED,
    }
)
AT_WORK = frozenset({Status.IN_PROGRESS, Status.IMPLEMENTED})


def way_of(proposal, steps):
    """The stations Heard → Decided → Planned → Funded → Spent → Done of one proposal.

    What is planned and paid is known only above: here those stations stand empty.
    """
    stations = [heard(proposal), decided(proposal)]
    if proposal.status in ENDS:
        return stations
    return [*stations, planned(), funded(), spent(), done(proposal, steps)]


def heard(proposal):
    return Station(
        _("Heard"),
        reached=True,
        current=proposal.decision is None and proposal.status != Status.NOT_STATED,
        on=proposal.received_on,
        words=proposal.get_channel_display(),
        links=tuple(filter(None, [hearing_of(proposal)])),
    )


def decided(proposal):
    if proposal.decision is None:
        words = ""
        if proposal.status in {Status.NOT_STATED, Status.WITHDRAWN, Status.DECLINED}:
            words = proposal.get_status_display()
        elif proposal.is_overdue():
            words = _("The answer is overdue.")
        return Station(_("Decided"), words=words, current=proposal.status == Status.NOT_STATED)
    return Station(
        _("Decided"),
        reached=True,
        current=proposal.status not in AT_WORK,
        on=proposal.decision.on,
        words=proposal.decision.get_new_status_display(),
    )


def hearing_of(proposal):
    """The hearing at which it was made, where everybody may see it."""
    hearing = proposal.hearing
    if hearing is None or hearing.published_at is None:
        return None
    return Named(text(hearing, "title") or hearing.heading, hearing.get_absolute_url())


def planned(**said):
    return Station(_("Planned"), **said)


def funded(**said):
    return Station(_("Funded"), **said)


def spent(**said):
    return Station(_("Spent"), **said)


def done(proposal, steps, **said):
    """The end of the way, as far as the proposal's own steps tell it."""
    at_work = proposal.status in AT_WORK
    days = {step.new_status: step.on for step in steps}
    own = {
        "reached": proposal.status == Status.IMPLEMENTED,
        "current": at_work,
        "on": days.get(Status.IMPLEMENTED) if at_work else None,
        "words": proposal.get_status_display() if at_work else "",
    }
    return Station(_("Done"), **(own | said))


def standing(stations, at_work):
    """The stations with the mark where things stand now: at the last one reached.

    What is at work is on its way to the end; the mark then stands there.
    """
    last = max((place for place, station in enumerate(stations) if station.reached), default=None)
    if at_work:
        last = len(stations) - 1
    return [replace(station, current=place == last) for place, station in enumerate(stations)]


def unlinked(stations, address):
    """The stations without a link to the page on which they stand."""
    return [replace(each, links=tuple(_without(address, each.links))) for each in stations]


def _without(address, links):
    for link in links:
        yield replace(link, url="") if link.url == address else link


# Words at the stations.


def worded(sentence, **holes):
    """A sentence with its holes filled; text in another language keeps its mark, the rest is safe.

    The holes are escaped unless they are safe already.
    """
    # Everything that goes into the sentence is escaped here.
    escaped = {name: conditional_escape(value) for name, value in holes.items()}
    return mark_safe(escape(sentence) % escaped)  # noqa: S308


def resolution(act, known_day=None):
    """Which resolution it was, with a link to its paper; empty for one that is not public.

    A day that stands there already is not said again.
    """
    if act is None or not act.is_public:
        return ""
    number = act.number
    day = everyday(act.adopted_on, active_language()) if act.adopted_on else ""
    if day and act.adopted_on == known_day:
        day = ""
    if number and day:
        words = _("Resolution № %(number)s, %(day)s") % {"number": number, "day": day}
    elif number:
        words = _("Resolution № %(number)s") % {"number": number}
    elif day:
        words = _("Resolution, %(day)s") % {"day": day}
    else:
        words = act.get_kind_display()
    return format_html('<a href="{}">{}</a>', act.file_url, words) if act.file_url else words
