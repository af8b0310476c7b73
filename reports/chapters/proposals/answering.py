"""Why proposals were refused, and how long people waited for a decision."""

from django.utils.translation import gettext as _

from attachments.workbook.writing import Kind
from budget.charts import Bar
from hearings.models.choices import RefusalReason
from language.labels import label
from language.templatetags.language import number
from reports.chapters.amounts import counted
from reports.ratio import Ratio
from reports.section import Chart, Figure, Section
from reports.table import Column, Table

# In how many days decisions came, from … to …; the last is open. 30 is the usual term.
SPANS = ((0, 10), (11, 20), (21, 30), (31, 60), (61, None))
NINE_OF_TEN = 0.9


def refusals(totals):
    return by_reason(
        "refusals",
        _("Reasons for refusal"),
        totals.refusals,
        _("No published proposal of this choice was rejected."),
    )


def by_reason(key, title, reasons, empty):
    """Kinds of reasons, how often each was given, and its share."""
    total = sum(count for _reason, count in reasons)
    columns = (
        Column("reason", _("Reason")),
        Column("count", _("Count"), Kind.COUNT),
        Column("share", _("Share"), Kind.PERCENT),
    )
    rows = [
        (label(RefusalReason, reason) or None, count, Ratio(count, total).share)
        for reason, count in reasons
    ]
    last = (_("Total"), total, Ratio(total, total).share)
    return Section(key, title, Table(key, title, columns, rows, last), empty=empty)


def answering_time(totals):
    days = totals.days
    title = _("Time to a decision")
    figures = [
        Figure(_("Half of the decisions came within (days)"), number(days.median)),
        Figure(_("Nine of ten decisions came within (days)"), number(days.within(NINE_OF_TEN))),
        Figure(_("Decisions of which both days are known"), number(days.known)),
        Figure(_("Overdue now"), number(totals.total.overdue)),
    ]
    rows = [_span(least, most, days) for least, most in SPANS] if days.known else []
    table = Table(
        "days",
        title,
        (
            Column("days", _("Days")),
            Column("count", _("Decisions"), Kind.COUNT),
            Column("share", _("Share"), Kind.PERCENT),
        ),
        rows,
        (_("Total"), days.known, Ratio(days.known, days.known).share),
        _notes(days),
    )
    chart = Chart(title, [Bar(row[0], row[1], number(row[1])) for row in rows], tone="waiting")
    return Section(
        "days",
        title,
        table,
        chart if rows else None,
        figures,
        empty=_("No decision of this choice has both of its days stated."),
    )


def _span(least, most, days):
    count = days.between(least, most)
    return _span_words(least, most), count, Ratio(count, days.known).share


def _span_words(least, most):
    if most is None:
        return _("More than %(days)s days") % {"days": number(least - 1)}
    return _("%(least)s–%(most)s days") % {"least": number(least), "most": number(most)}


def _notes(days):
    notes = [
        _("Half of the decisions: the median. Nine of ten: the 90th percentile."),
        _("Counted from the day of receipt to the day of the decision that holds."),
    ]
    sentence = _("Left out, since one of the days is not stated or wrong: %(count)s")
    notes += counted(sentence, days.unknown)
    return notes
