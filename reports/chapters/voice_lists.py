"""The lists of report 3: the largest lines, the promises without money, the lines without use."""

from django.utils.translation import gettext as _

from attachments.workbook.writing import Kind
from budget.models.line.sums import exact
from reports.chapters.amounts import counted, executed_of, share_in, shown_of
from reports.ratio import Ratio
from reports.section import Section
from reports.table import Column, Named, Table


def largest(totals):
    columns = (
        *_line_columns(),
        Column(
            "proposals",
            _("Proposals"),
            Kind.COUNT,
            _("How many public proposals the line answers."),
        ),
        Column("plan", _("Plan"), Kind.MONEY, _("As amended; before approval, the draft.")),
        Column("executed", _("Executed"), Kind.MONEY),
        Column("share", _("Share of the plan"), Kind.PERCENT),
    )
    table = Table(
        "largest",
        _("The largest lines that answer proposals"),
        columns,
        [_line_row(line, line.proposal_count, *_figures(line)) for line in totals.largest],
        notes=shown_of(len(totals.largest), totals.line_count),
    )
    return Section(
        "largest",
        table.title,
        table,
        empty=_("No line of the chosen budgets answers a proposal."),
    )


def promises(totals):
    columns = (
        Column("proposal", _("Proposal")),
        Column("number", _("Number"), Kind.CODE),
        Column("village", _("Village"), about=_("Empty: the whole aimak.")),
        Column("topic", _("Topic")),
        Column("decided_on", _("Decided on"), Kind.DATE),
        Column("status", _("Status")),
        Column("missing", _("What is missing")),
    )
    table = Table(
        "promises",
        _("Promises without money"),
        columns,
        [_promise(proposal) for proposal in totals.promises],
        notes=[
            *shown_of(len(totals.promises), totals.promise_count),
            _(
                "Accepted proposals that no public budget line answers, and no measure to which "
                "any source gave. Years are those of the decision; the oldest stand first."
            ),
        ],
    )
    return Section(
        "promises",
        table.title,
        table,
        empty=_("No accepted proposal of this choice is without a line or a source of money."),
    )


def unspent(totals):
    columns = (
        *_line_columns(),
        Column("plan", _("Plan"), Kind.MONEY, _("As amended.")),
        Column("executed", _("Executed"), Kind.MONEY, _("Zero is a reported zero.")),
    )
    table = Table(
        "unspent",
        _("Lines on which nothing was spent"),
        columns,
        [_line_row(line, *_figures(line)[:2]) for line in totals.unspent],
        notes=[
            *shown_of(len(totals.unspent), totals.unspent_count),
            *counted(_("Without any reported figure: %(count)s"), totals.unreported_count),
        ],
    )
    return Section(
        "unspent",
        table.title,
        table,
        empty=_("No approved line that answers a proposal is left unspent."),
    )


def _line_columns():
    return (
        Column("line", _("Line")),
        Column("year", _("Year"), Kind.YEAR),
        Column("village", _("Village"), about=_("Empty: the whole aimak.")),
    )


def _line_row(line, *figures):
    return (
        Named.of(line, "title", line.get_absolute_url()),
        line.budget.year,
        Named.of(line.village, "name"),
        *figures,
    )


def _figures(line):
    plan, executed = exact(line.plan), exact(line.executed)
    share = share_in(plan, Ratio(executed, plan).share)
    return plan, *(executed_of(line.budget, figure) for figure in (executed, share))


def _promise(proposal):
    title = Named.of(proposal, "summary", proposal.get_absolute_url())
    if not title.text:
        title = Named(proposal.beginning, proposal.language, proposal.get_absolute_url())
    missing = (
        _("A measure is named, but no budget line yet.")
        if proposal.has_measure
        else _("Accepted, but no measure is named yet.")
    )
    return (
        title,
        proposal.number,
        Named.of(proposal.village, "name"),
        proposal.get_sector_display(),
        proposal.decided_on,
        proposal.get_status_display(),
        missing,
    )
