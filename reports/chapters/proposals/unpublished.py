"""What is not published, for the staff and the deputies: counts, never words or names."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from attachments.workbook.writing import Kind
from hearings.models.choices import Status
from language.labels import label
from language.templatetags.language import number
from reports.section import Section
from reports.table import Column, Table

from .answering import by_reason


def unpublished(totals):
    reasons = by_reason(
        "declined",
        _("Why they were not published"),
        totals.declined,
        _("Nothing of this choice was kept from publishing."),
    )
    return [_where_they_stand(totals), reasons]


def _where_they_stand(totals):
    title = _("Not published")
    rows = [(_name(status), count) for status, count in totals.by_status]
    table = Table(
        "unpublished",
        title,
        (Column("status", _("Status")), Column("count", _("Count"), Kind.COUNT)),
        rows,
        (_("Total"), sum(count for _status, count in totals.by_status)),
        [
            _("Being checked although the day to answer has passed: %(count)s")
            % {"count": number(totals.overdue)}
        ],
    )
    words = [_("Only the staff and the deputies see this part. All other figures are public.")]
    return Section("unpublished", title, table, words=words)


def _name(status):
    if status == Status.WITHDRAWN:
        return pgettext("proposals", "Withdrawn before publishing")
    return label(Status, status)
