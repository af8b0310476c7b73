"""Report 7: the initiative groups, the women in them, and what came of what they asked for."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from attachments.workbook.writing import Kind
from budget.charts import Bar
from groups.models.initiative_group import WOMEN_MARK
from language.templatetags.language import number, percent, year
from programs.quantities import gain_words, result_text
from reports.chapters.amounts import counted, left_out_undated, part_of
from reports.report import GROUP, SECTOR, VILLAGE, YEARS, Report
from reports.section import Chart, Figure, Section
from reports.table import Column, Named, Table
from reports.totals.groups import GroupTotals


def answer(scope):
    totals = GroupTotals(scope)
    # What the aimak reports is of all villages and groups together.
    reported = [] if scope.village or scope.group else [_as_reported(totals.aimak)]
    by_year = [] if scope.group else [_by_year(totals)]
    return [*reported, _at_a_glance(totals), _one_by_one(totals), _deeds(totals), *by_year]


def _as_reported(aimak):
    figures = [
        Figure(_("Initiative groups in the aimak"), number(aimak.group_count)),
        Figure(_("Working together since the year"), year(aimak.groups_since)),
    ]
    words = []
    if aimak.women_share_above is not None:
        bound = f">\xa0{_whole_percent(aimak.women_share_above)}"
        figures.append(Figure(_("Women in the groups"), bound))
        words.append(_("The share of women is a reported bound: more than this, not counted."))
    return Section("reported", _("As the aimak reports"), figures=figures, words=words)


def _at_a_glance(totals):
    listed = Figure(_("Groups listed here"), number(len(totals.groups)))
    figures = [listed, *(_people(totals) if totals.groups else []), *_asked(totals)]
    words = left_out_undated(totals.without_day)
    return Section("glance", _("At a glance"), figures=figures, words=words)


def _people(totals):
    return [
        Figure(_("Members"), number(totals.members.value)),
        Figure(_("Women"), number(totals.women.value), part_of(totals.women_ratio, number)),
        Figure(
            _("Groups with more than %(mark)s women") % {"mark": _mark()},
            number(totals.at_the_mark.part if totals.at_the_mark.whole else None),
            part_of(totals.at_the_mark, number),
        ),
    ]


def _asked(totals):
    return [
        Figure(_("Proposals of the groups"), number(totals.account.received)),
        Figure(_("Accepted"), number(totals.account.accepted)),
    ]


def _one_by_one(totals):
    columns = (
        Column("group", _("Group")),
        Column("village", _("Village")),
        Column("members", _("Members"), Kind.COUNT),
        Column("women", _("Women"), Kind.COUNT),
        Column("women_share", _("Share of women"), Kind.PERCENT, _("Women of members.")),
        Column(
            "mark",
            _("More than %(mark)s women") % {"mark": _mark()},
            about=_("Not stated where the share of women is not known."),
        ),
        Column("proposals", _("Proposals"), Kind.COUNT, _("Published proposals and questions.")),
        Column("accepted", _("Accepted"), Kind.COUNT),
        Column("implemented", _("Implemented"), Kind.COUNT),
        Column(
            "measures",
            _("Measures"),
            Kind.COUNT,
            _("Published measures that answer proposals of the group."),
        ),
    )
    table = Table(
        "groups",
        _("Groups one by one"),
        columns,
        [_row(standing) for standing in totals.standings],
        _total_row(totals),
        _notes(totals),
    )
    return Section(
        "groups",
        table.title,
        table,
        _women_chart(totals),
        empty=_("The groups are not listed one by one yet."),
    )


def _row(standing):
    account = standing.account
    asked = (account.received, account.accepted, account.implemented, len(standing.deeds))
    group = standing.group
    if group is None:
        return (_unnamed(), "", "", "", "", "", *asked)
    return (
        _name(group),
        Named.of(group.village, "name") if group.village else None,
        group.head_count,
        group.women,
        group.women_share,
        _mark_words(group.reaches_women_mark),
        *asked,
    )


def _total_row(totals):
    account = totals.account
    return (
        _("Total"),
        "",
        totals.members.value,
        totals.women.value,
        totals.women_ratio.share,
        "",
        account.received,
        account.accepted,
        account.implemented,
        totals.measures,
    )


def _notes(totals):
    counts = {
        _("Groups whose members are not stated: %(count)s"): totals.members.unstated,
        _("Groups of which the number of women is not stated: %(count)s"): totals.women.unstated,
        _("Left out, from groups that no longer work: %(count)s"): totals.of_dissolved,
    }
    notes = [_("A measure that answers several groups is counted once in the total.")]
    notes += [note for words, count in counts.items() for note in counted(words, count)]
    return notes


def _women_chart(totals):
    """The share of women in each group, beneath it the mark to be reached."""
    mark = _("mark: %(mark)s") % {"mark": _mark()}
    bars = [
        Bar(str(_name(group)), group.women_share, percent(group.women_share), WOMEN_MARK, mark)
        for group in totals.groups
        if group.women_share is not None
    ]
    return Chart(_("Share of women in each group"), bars, tone="done") if bars else None


def _deeds(totals):
    columns = (
        Column("group", _("Group")),
        Column("measure", _("Measure")),
        Column("status", _("Status")),
        Column("results", _("What was made")),
        Column("gains", _("Who gains from it")),
    )
    rows = [_deed_row(each.group, deed) for each in totals.standings for deed in each.deeds]
    notes = [_("One person may stand in several of these figures, so they are not added up.")]
    table = Table("deeds", _("What came of their proposals"), columns, rows, notes=notes)
    return Section(
        "deeds", table.title, table, empty=_("No measure answers a proposal of these groups yet.")
    )


def _deed_row(group, deed):
    measure = deed.measure
    return (
        _unnamed() if group is None else _name(group),
        Named.of(measure, "title", measure.get_absolute_url()),
        measure.get_status_display(),
        _made(deed.results),
        "; ".join(gain_words(measure)) or None,
    )


def _made(results):
    """All results of a measure in one cell; None where none is stated."""
    texts = [result_text(result) for result in results]
    if not texts:
        return None
    languages = {code for _text, code in texts}
    language = languages.pop() if len(languages) == 1 else ""
    return Named("; ".join(text for text, _code in texts), language)


def _by_year(totals):
    columns = (
        Column("year", _("Year"), Kind.YEAR),
        Column("count", _("Initiative groups"), Kind.COUNT),
    )
    rows = list(totals.by_year)
    if totals.scope.village is None and totals.aimak.group_count is not None:
        rows.append((_("Now, as the aimak reports"), totals.aimak.group_count))
    table = Table("years", _("Groups by year"), columns, rows)
    bars = [Bar(str(name), count, number(count)) for name, count in rows]
    return Section(
        "years",
        table.title,
        table,
        Chart(table.title, bars, tone="done") if bars else None,
        empty=_("How many groups there were in earlier years is not stated."),
    )


def _name(group):
    return Named.of(group, "name", group.get_absolute_url())


def _unnamed():
    return _("From a group, name unknown")


def _mark_words(reaches):
    if reaches is None:
        return None
    return pgettext("mark", "reached") if reaches else pgettext("mark", "not reached")


def _mark():
    return _whole_percent(round(WOMEN_MARK * 100))


def _whole_percent(value):
    return f"{number(value)}\xa0%"


GROUPS = Report(
    slug="groups",
    title=gettext_lazy("Initiative groups"),
    about=gettext_lazy("Who is in the groups, what they proposed and what came of it."),
    answer=answer,
    filters=frozenset({YEARS, VILLAGE, SECTOR, GROUP}),
)
