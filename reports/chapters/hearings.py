"""Report 1: the hearings of the aimak, who came to them and what they asked for."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from attachments.workbook.writing import Kind
from budget.charts import Bar
from hearings.models import Hearing
from language.templatetags.language import number
from reports.chapters.amounts import counted, part_of, village_alone
from reports.ratio import Ratio
from reports.report import KIND, VILLAGE, YEARS, Report
from reports.section import Chart, Figure, Section
from reports.table import Column, Named, Table
from reports.totals.hearings import HearingTotals


def answer(scope):
    totals = HearingTotals(scope)
    return [_at_a_glance(totals), _one_by_one(totals), _reached(totals)]


def _at_a_glance(totals):
    held = Figure(_("Hearings held"), number(len(totals.hearings)))
    if not totals.hearings:
        return Section("glance", _("At a glance"), figures=[held], words=_left_out(totals))
    participants, received = totals.total("participants"), totals.total("proposals_received")
    women = totals.ratio("women", "participants")
    groups = totals.ratio("from_groups", "participants")
    accepted = totals.ratio("accepted", "proposals_received")
    figures = [
        held,
        Figure(_("Participants"), number(participants.value)),
        Figure(_("Women"), number(totals.total("women").value), part_of(women, number)),
        Figure(_("Men"), number(totals.total("men").value)),
        Figure(
            _("From initiative groups"),
            number(totals.total("from_groups").value),
            part_of(groups, number),
        ),
        Figure(_("Proposals received"), number(received.value)),
        Figure(
            _("Proposals accepted"),
            number(totals.total("accepted").value),
            part_of(accepted, number),
        ),
    ]
    return Section("glance", _("At a glance"), figures=figures, words=_left_out(totals))


def _left_out(totals):
    return [
        *village_alone(totals.scope),
        *counted(
            _("Hearings held whose figures have not been entered yet: %(count)s"),
            totals.without_minutes,
        ),
        *counted(
            _("Hearings of unknown date, which no year can name: %(count)s"), totals.without_date
        ),
    ]


def _one_by_one(totals):
    columns = (
        Column("hearing", _("Hearing")),
        Column("date", _("Date"), Kind.DATE),
        Column("village", _("Village"), about=_("Empty: the hearing was for the whole aimak.")),
        Column("participants", _("Participants"), Kind.COUNT, _("As the minutes state.")),
        Column("women", _("Women"), Kind.COUNT, _("As the minutes state.")),
        Column("women_share", _("Women’s share"), Kind.PERCENT, _("Women of participants.")),
        Column("men", _("Men"), Kind.COUNT, _("As the minutes state.")),
        Column("from_groups", _("From initiative groups"), Kind.COUNT, _("As the minutes state.")),
        Column(
            "from_groups_share",
            _("Share of initiative groups"),
            Kind.PERCENT,
            _("People from initiative groups of participants."),
        ),
        Column(
            "items_received",
            _("Proposals and questions"),
            Kind.COUNT,
            _("Both together, as the minutes state."),
        ),
        Column("proposals_received", _("Proposals received"), Kind.COUNT),
        Column("accepted", _("Proposals accepted"), Kind.COUNT),
        Column(
            "accepted_share",
            _("Share accepted"),
            Kind.PERCENT,
            _("Accepted of proposals received; never of proposals and questions together."),
        ),
        Column(
            "notice_days",
            _("Days of notice"),
            Kind.COUNT,
            _("From hanging out the notice to the hearing."),
        ),
    )
    table = Table(
        "hearings",
        _("Hearings one by one"),
        columns,
        [_row(hearing) for hearing in totals.hearings],
        _total_row(totals),
        _notes(totals),
    )
    return Section(
        "hearings",
        table.title,
        table,
        _who_came(totals),
        empty=_("No hearing with figures fits this choice."),
    )


def _row(hearing):
    minutes = hearing.minutes
    title = Named.of(hearing, "title", hearing.get_absolute_url())
    return (
        title if title.text else Named(hearing.heading, url=hearing.get_absolute_url()),
        hearing.day,
        Named.of(hearing.village, "name"),
        minutes.participants,
        minutes.women,
        minutes.women_share,
        minutes.men,
        minutes.from_groups,
        minutes.from_groups_share,
        minutes.items_received,
        minutes.proposals_received,
        minutes.accepted,
        minutes.accepted_share,
        hearing.notice_days,
    )


def _total_row(totals):
    """Sums and shares; each share over the hearings that state both of its figures."""
    known = {name: totals.total(name).value for name in _SUMMED}
    return (
        _("Total"),
        "",
        "",
        known["participants"],
        known["women"],
        totals.ratio("women", "participants").share,
        known["men"],
        known["from_groups"],
        totals.ratio("from_groups", "participants").share,
        known["items_received"],
        known["proposals_received"],
        known["accepted"],
        totals.ratio("accepted", "proposals_received").share,
        "",
    )


_SUMMED = (
    "participants",
    "women",
    "men",
    "from_groups",
    "items_received",
    "proposals_received",
    "accepted",
)


def _notes(totals):
    notes = [
        _("Participants are attendances: whoever came twice is counted twice."),
        _("Each share in the total is taken over the hearings that state both of its figures."),
    ]
    labels = {
        "participants": _("Participants are not stated for hearings: %(count)s"),
        "women": _("Women are not stated for hearings: %(count)s"),
        "men": _("Men are not stated for hearings: %(count)s"),
        "from_groups": _("People from initiative groups are not stated for hearings: %(count)s"),
        "items_received": _("Proposals and questions are not stated for hearings: %(count)s"),
        "proposals_received": _("Proposals received are not stated for hearings: %(count)s"),
        "accepted": _("Accepted proposals are not stated for hearings: %(count)s"),
    }
    for name, sentence in labels.items():
        notes += counted(sentence, totals.total(name).unstated)
    if totals.notice:
        sentence = _("Days of notice: at least %(least)s, median %(median)s.")
        days = {"least": number(min(totals.notice)), "median": number(totals.median_notice)}
        notes.append(sentence % days)
    unknown = len(totals.hearings) - len(totals.notice)
    return notes + counted(_("Days of notice are not known for hearings: %(count)s"), unknown)


def _who_came(totals):
    bars = [
        Bar(
            str(_row(hearing)[0]),
            hearing.minutes.participants,
            number(hearing.minutes.participants),
            hearing.minutes.women,
            _("Women: %(count)s") % {"count": number(hearing.minutes.women)}
            if hearing.minutes.women is not None
            else "",
        )
        for hearing in totals.hearings[:MOST_BARS]
    ]
    return Chart(_("Participants, and women among them"), bars) if bars else None


# More bars than this are a long table drawn once more.
MOST_BARS = 12


def _reached(totals):
    columns = (
        Column("year", _("Year"), Kind.YEAR),
        Column("participants", _("Participants"), Kind.COUNT),
        Column("population", _("Residents"), Kind.COUNT, _("From the figures by year.")),
        Column("share", _("Share reached"), Kind.PERCENT, _("Participants of residents.")),
    )
    rows = [
        (each.year, each.participants.value, each.population, each.share) for each in totals.reached
    ]
    stated = Ratio.of((each.participants.value, each.population) for each in totals.reached)
    notes = []
    if stated.share is None and rows:
        notes.append(_("The number of residents is not stated for any of these years."))
    table = Table("reached", _("Share of residents reached"), columns, rows, notes=notes)
    return Section(
        "reached", table.title, table, empty=_("No hearing with a date fits this choice.")
    )


HEARINGS = Report(
    slug="hearings",
    title=gettext_lazy("Hearings"),
    about=gettext_lazy("How many were held, who came, what they proposed and what was accepted."),
    answer=answer,
    filters=frozenset({YEARS, VILLAGE, KIND}),
    kinds=Hearing.Kind.choices,
)
