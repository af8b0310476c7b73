"""The way of a proposal, station by station, as far as this floor knows it."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from hearings.models.choices import ACCEPTED, Status


@dataclass(frozen=True)
class Station:
    """One station: its name, whether it is reached, the day, and what is to say there."""

    name: str
    reached: bool = False
    current: bool = False
    on: date | None = None
    words: str = ""
    broken: str = ""


# Decisions after which the way goes no further.
_ENDS = {
    Status.REJECTED,
    Status.REFERRED,
    Status.MERGED,
    Status.ANSWERED,
    Status.WITHDRAWN,
    Status.DECLINED,
    Status.NOT_STATED,
}


def way_of(proposal, steps):
    """The stations Heard → Decided → Planned → Funded → Spent → Done of one proposal."""
    stations = [_heard(proposal), _decided(proposal)]
    if proposal.status in _ENDS:
        return stations
    return [*stations, *_after_decision(proposal, list(steps))]


def _heard(proposal):
    return Station(
        _("Heard"),
        reached=True,
        current=proposal.decision is None and proposal.status != Status.NOT_STATED,
        on=proposal.received_on,
        words=proposal.get_channel_display(),
    )


def _decided(proposal):
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
        current=proposal.status not in {Status.IN_PROGRESS, Status.IMPLEMENTED},
        on=proposal.decision.on,
        words=proposal.decision.get_new_status_display(),
    )


def _after_decision(proposal, steps):
    accepted = proposal.status in ACCEPTED
    days = {step.new_status: step.on for step in steps}
    at_work = proposal.status in {Status.IN_PROGRESS, Status.IMPLEMENTED}
    done = proposal.status == Status.IMPLEMENTED
    planned = _("Accepted, but no measure is named yet.") if accepted else ""
    return [
        Station(_("Planned"), broken=planned),
        Station(_("Funded"), broken=_("No budget line is named yet.") if at_work else ""),
        Station(_("Spent"), broken=_("No spending is recorded yet.") if at_work else ""),
        Station(
            _("Done"),
            reached=done,
            current=at_work,
            on=days.get(Status.IMPLEMENTED),
            words=proposal.get_status_display() if at_work else "",
        ),
    ]
