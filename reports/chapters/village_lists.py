"""The lists of a passport: what was decided, planned, made, and who gathers in the village."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from attachments.workbook.writing import Kind
from programs.quantities import gain_words, result_text
from reports.chapters.village_rows import at, brief, whole
from reports.table import Column, Named, Table
from reports.totals.village import FEWER


def decisions(totals):
    columns = (
        Column("proposal", _("Proposal")),
        Column("decision", _("Decision")),
        Column("decided_on", _("Decided on"), Kind.DATE),
    )
    rows = [_decision(proposal) for proposal in totals.decisions]
    return brief(
        Table("decisions", _("Latest decisions"), columns, rows),
        totals.proposals.total.decided,
        Named(_("All proposals of this village"), url=at("hearings:proposal_list", totals.scope)),
        empty=_("Nothing has been decided yet."),
    )


def _decision(proposal):
    words = Named.of(proposal, "summary", proposal.get_absolute_url())
    if not words.text:
        words = Named(proposal.beginning, proposal.language, proposal.get_absolute_url())
    return words, proposal.decision.get_new_status_display(), proposal.decision.on


def measures(totals):
    columns = (
        Column("measure", _("Measure")),
        Column("status", _("Status")),
        Column(
            "found",
            _("Money found"),
            Kind.MONEY,
            _("What its sources state; where none states an amount, the plan of its budget lines."),
        ),
        Column("spent", pgettext("money", "Spent"), Kind.MONEY, _("Executed on its lines.")),
    )
    deeds = totals.programs.all.deeds
    rows = [
        (
            Named.of(deed.measure, "title", deed.measure.get_absolute_url()),
            deed.measure.get_status_display(),
            deed.found,
            # Without a line there is nothing that a paper leaves unstated.
            deed.spent if deed.lines.lines else "",
        )
        for deed in deeds[:FEWER]
    ]
    return brief(
        Table("measures", _("Measures"), columns, rows),
        len(deeds),
        Named(_("All measures of this village"), url=at("programs:program_list", totals.scope)),
        empty=_("No measure for this village alone is known."),
    )


def results(totals):
    columns = (
        Column("measure", _("Measure")),
        Column("made", _("What was made")),
        Column("gained", _("Who gained")),
    )
    done = totals.done
    rows = [
        (
            Named.of(measure, "title", measure.get_absolute_url()),
            _together(result_text(result)[0] for result in made),
            _together(gain_words(measure)),
        )
        for measure, made in done[:FEWER]
    ]
    return brief(
        Table("results", _("Results"), columns, rows),
        len(done),
        whole(_("All results of this village"), "results", totals.scope),
        empty=_("No measure for this village alone is done yet."),
    )


def _together(words):
    """Several things in one cell; None where nothing is stated."""
    return "; ".join(words) or None


def hearings(totals):
    columns = (
        Column("hearing", _("Hearing")),
        Column("date", _("Date"), Kind.DATE),
        Column("participants", _("Participants"), Kind.COUNT),
        Column("women", _("Women"), Kind.COUNT),
    )
    held = totals.hearings.hearings
    rows = [_hearing(hearing) for hearing in held[:FEWER]]
    return brief(
        Table("hearings", _("Hearings"), columns, rows),
        len(held),
        whole(_("All hearings of this village"), "hearings", totals.scope),
        empty=_("No hearing of this village alone is known."),
    )


def _hearing(hearing):
    title = Named.of(hearing, "title", hearing.get_absolute_url())
    if not title.text:
        title = Named(hearing.heading, url=hearing.get_absolute_url())
    return title, hearing.day, hearing.minutes.participants, hearing.minutes.women


def groups(totals):
    columns = (
        Column("group", _("Group")),
        Column("members", _("Members"), Kind.COUNT),
        Column("women", _("Women"), Kind.COUNT),
        Column("proposals", _("Proposals"), Kind.COUNT),
    )
    standings = [each for each in totals.groups.standings if each.group]
    rows = [
        (
            Named.of(each.group, "name", each.group.get_absolute_url()),
            each.group.head_count,
            each.group.women,
            each.account.received,
        )
        for each in standings[:FEWER]
    ]
    return brief(
        Table("groups", _("Initiative groups"), columns, rows),
        len(standings),
        whole(_("All groups of this village"), "groups", totals.scope),
        empty=_("No initiative group of this village is listed."),
    )
