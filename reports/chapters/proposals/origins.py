"""Where the proposals came from: village, topic, channel, group; sex where it may be told."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from attachments.workbook.writing import Kind
from budget.charts import Bar
from groups.models import Sex
from hearings.models.choices import Channel, Sector
from language.labels import label
from language.templatetags.language import number
from reports.chapters.amounts import counted, neither_decided_nor_waiting
from reports.section import Chart, Section
from reports.table import Column, Named, Table

# More bars than this are a long table drawn once more.
MOST_BARS = 12


def origins(totals):
    """What the reader narrowed to one needs no table of one row."""
    scope = totals.scope
    sections = [
        None if scope.village else _by_village(totals),
        None if scope.sector else _by_sector(totals),
        _by_channel(totals),
        None if scope.group else _by_group(totals),
        _by_sex(totals),
    ]
    return [section for section in sections if section]


def _by_village(totals):
    rows = [(_village(each, totals.scope), account) for each, account in totals.by_village]
    return _section("village", _("By village"), _("Village"), rows, totals, drawn=True)


def _by_sector(totals):
    rows = [
        (Named(label(Sector, sector), url=_register(totals.scope, sector=sector)), account)
        for sector, account in totals.by_sector
    ]
    return _section("sector", _("By topic"), _("Topic"), rows, totals, drawn=True)


def _by_channel(totals):
    rows = [(label(Channel, channel), account) for channel, account in totals.by_channel]
    title = _("How it was received")
    return _section("channel", title, title, rows, totals)


def _by_group(totals):
    rows = [
        (Named.of(group, "name", _register(totals.scope, group=group.pk)), account)
        for group, account in totals.by_group
    ]
    others = [
        (_("From a group, name unknown"), totals.of_unnamed_groups),
        (_("Not from a group"), totals.of_no_group),
    ]
    rows += [(name, account) for name, account in others if account.received]
    return _section("group", _("By initiative group"), _("Initiative group"), rows, totals)


def _by_sex(totals):
    title = _("By sex of the proposer")
    if not totals.scope.is_whole:
        words = _(
            "Told only of all proposals together: a narrower choice could show who wrote what."
        )
        return Section("sex", title, words=[words])
    if totals.by_sex is None:
        return Section("sex", title, words=[_("Too few proposers stated their sex to show it.")])
    told = list(totals.told_by_sex)
    if "accepted" in told:
        told.append("accepted_share")
    rows = [
        (_("Women"), totals.by_sex[Sex.FEMALE]),
        (_("Men"), totals.by_sex[Sex.MALE]),
        (None, totals.by_sex[""]),
    ]
    notes = [_("A figure is shown only where enough women and enough men stand behind it.")]
    table = Table(
        "sex",
        title,
        (Column("sex", _("Sex")), *(_COLUMNS[name]() for name in told)),
        [_row(name, account, told) for name, account in rows],
        _row(_("Total"), totals.total, told),
        notes,
    )
    return Section("sex", title, table)


def _section(key, title, heading, rows, totals, *, drawn=False):
    """Proposals told apart by one thing, a row for each, and all of them together."""
    if not totals.total.received:
        return None
    table = Table(
        key,
        title,
        (Column(key, heading), *(column() for column in _COLUMNS.values())),
        [_row(name, account, _COLUMNS) for name, account in rows],
        _row(_("Total"), totals.total, _COLUMNS),
        _notes(totals),
    )
    return Section(f"by-{key}", title, table, _chart(title, rows) if drawn else None)


_COLUMNS = {
    "received": lambda: Column("received", _("Received"), Kind.COUNT),
    "decided": lambda: Column("decided", pgettext("count", "Decided"), Kind.COUNT),
    "accepted": lambda: Column("accepted", _("Accepted"), Kind.COUNT),
    "rejected": lambda: Column("rejected", _("Rejected"), Kind.COUNT),
    "otherwise": lambda: Column(
        "otherwise",
        _("Decided otherwise"),
        Kind.COUNT,
        _("Deferred, referred to another body, merged with another proposal, or answered."),
    ),
    "implemented": lambda: Column("implemented", _("Implemented"), Kind.COUNT),
    "waiting": lambda: Column("waiting", pgettext("count", "Waiting"), Kind.COUNT),
    "overdue": lambda: Column(
        "overdue",
        _("Overdue"),
        Kind.COUNT,
        _("Of those that wait: the day to answer has passed."),
    ),
    "accepted_share": lambda: Column(
        "accepted_share",
        _("Share accepted"),
        Kind.PERCENT,
        _("Accepted of decided proposals. Questions are left out: they are answered."),
    ),
}


def _row(name, account, columns):
    """Nothing is said of a share where nothing is decided."""
    figures = (getattr(account, column) for column in columns)
    return (name, *("" if figure is None else figure for figure in figures))


def _notes(totals):
    total = totals.total
    return [
        *neither_decided_nor_waiting(total),
        *counted(
            _("Questions among the decided, left out of the share accepted: %(count)s"),
            total.decided_questions,
        ),
    ]


def _chart(title, rows):
    bars = [
        Bar(
            _("Not stated") if name is None else str(name),
            account.received,
            number(account.received),
            account.accepted,
            _("accepted: %(count)s") % {"count": number(account.accepted)},
        )
        for name, account in rows
        if account.received
    ][:MOST_BARS]
    return Chart(title, bars, tone="done") if bars else None


def _village(village, scope):
    if village is None:
        return None
    return Named.of(village, "name", _register(scope, village=village.pk))


def _register(scope, **narrower):
    """The register narrowed as the report is; it has no filter by year."""
    wider = {
        "village": scope.village and scope.village.pk,
        "sector": scope.sector,
        "kind": scope.kind,
        "group": scope.group and scope.group.pk,
    }
    chosen = {name: value for name, value in (wider | narrower).items() if value}
    return f"{reverse('hearings:proposal_list')}?{urlencode(chosen)}"
