"""How far the proposals came, from received to done."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from attachments.workbook.writing import Kind
from budget.charts import Bar
from language.templatetags.language import number, percent
from reports.chapters.amounts import left_out_undated, neither_decided_nor_waiting
from reports.ratio import Ratio
from reports.section import Chart, Figure, Section
from reports.table import Column, Table


def at_a_glance(totals):
    total = totals.total
    figures = [
        Figure(_("Received"), number(total.received)),
        Figure(pgettext("count", "Decided"), number(total.decided)),
        Figure(_("Accepted"), number(total.accepted), _accepted_of(total)),
        Figure(_("Implemented"), number(total.implemented)),
        Figure(_("Waiting for a decision"), number(total.waiting)),
        Figure(_("Overdue"), number(total.overdue)),
    ]
    words = left_out_undated(totals.without_day)
    return Section("glance", _("At a glance"), figures=figures, words=words)


def _accepted_of(total):
    """The share with its own base in words, so that nobody takes another one for it."""
    if total.accepted_share is None:
        return ""
    return _("%(share)s: %(part)s of %(whole)s decided proposals") % {
        "share": percent(total.accepted_share),
        "part": number(total.accepted_proposals),
        "whole": number(total.decided_proposals),
    }


def way(totals):
    mixed = bool(totals.questions) and totals.questions < totals.total.received
    table = Table(
        "way",
        _("From received to done"),
        _columns(mixed),
        [_row(station, totals, mixed) for station in totals.stations],
        notes=_notes(totals, mixed),
    )
    if not totals.total.received:
        return Section("way", table.title, words=[_("No published proposal fits this choice.")])
    return Section("way", table.title, table, _chart(totals, mixed))


def _columns(mixed):
    """With questions among them the proposals stand apart: only they can be accepted."""
    about = _("Of the proposals received; questions are left out.") if mixed else ""
    columns = [
        Column("station", _("How far it came")),
        Column("count", _("Proposals and questions") if mixed else _("Count"), Kind.COUNT),
        Column("share", _("Share of received"), Kind.PERCENT, about),
    ]
    if mixed:
        columns.insert(-1, Column("proposals", _("Proposals"), Kind.COUNT))
    return columns


def _row(station, totals, mixed):
    name, share = _NAMES[station.key](), _share(station, totals, mixed)
    if mixed:
        return name, station.count, station.proposals, share
    return name, station.count, share


def _share(station, totals, mixed):
    received = totals.stations[0]
    if mixed:
        return Ratio(station.proposals, received.proposals).share
    return Ratio(station.count, received.count).share


_NAMES = {
    "received": lambda: _("Received"),
    "decided": lambda: pgettext("count", "Decided"),
    "accepted": lambda: _("Accepted"),
    "planned": lambda: _("Answered by a measure"),
    "funded": lambda: _("In the budget"),
    "begun": lambda: _("Work begun"),
    "implemented": lambda: _("Implemented"),
}


def _chart(totals, mixed):
    bars = [_bar(station, totals, mixed) for station in totals.stations]
    return Chart(_("From received to done"), bars, tone="done")


def _bar(station, totals, mixed):
    name, count = _NAMES[station.key](), number(station.count)
    if not mixed:
        share = _share(station, totals, mixed)
        return Bar(name, station.count, count, other_text=percent(share))
    words = _("of them proposals: %(count)s") % {"count": number(station.proposals)}
    return Bar(name, station.count, count, station.proposals, words)


def _notes(totals, mixed):
    notes = [
        _("Answered by a measure: a published measure names the proposal."),
        _(
            "In the budget: an expenditure line of a published budget names the proposal or the "
            "measure that answers it."
        ),
        _("Work begun: under way or done."),
        _(
            "A step may be missing in old papers, so a later figure can be larger than an earlier "
            "one."
        ),
    ]
    if mixed:
        notes.append(
            _("A question is answered, not accepted: each share is of the proposals alone.")
        )
    return notes + neither_decided_nor_waiting(totals.total)
