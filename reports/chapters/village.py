"""Report 8: one village on one sheet: asked, decided, planned, paid, made, and its people."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from attachments.workbook.writing import Kind
from hearings.models.choices import Sector
from language.labels import label
from language.money import money
from language.templatetags.language import number, percent
from reports.chapters.amounts import part_of, village_alone
from reports.chapters.village_lists import decisions, groups, hearings, measures, results
from reports.chapters.village_rows import brief, whole
from reports.ratio import Ratio
from reports.report import VILLAGE, YEARS, Report
from reports.scope import Scope
from reports.section import Figure, Section
from reports.table import Column, Named, Table
from reports.totals.proposals import ProposalTotals
from reports.totals.village import FEWER, MOST, VillageTotals

SLUG = "village"


def answer(scope):
    if scope.village is None:
        return [_villages(scope)]
    totals = VillageTotals(scope)
    return [
        _at_a_glance(totals),
        _asked(totals),
        decisions(totals),
        measures(totals),
        _paid(totals),
        results(totals),
        hearings(totals),
        groups(totals),
    ]


def passport_of(village):
    """The address of the passport of a village."""
    return f"{reverse('reports:report_detail', args=[SLUG])}?{urlencode({'village': village.pk})}"


def _villages(scope):
    """Whoever has not chosen a village yet chooses here."""
    title = _("Choose a village")
    columns = (
        Column("village", _("Village")),
        Column("received", _("Proposals received"), Kind.COUNT),
        Column("accepted", _("Accepted"), Kind.COUNT),
        Column("implemented", _("Implemented"), Kind.COUNT),
    )
    rows = [
        (
            Named.of(village, "name", passport_of(village)),
            account.received,
            account.accepted,
            account.implemented,
        )
        for village, account in ProposalTotals(Scope(*(scope.years or ()))).by_village
        if village is not None
    ]
    table = Table("villages", title, columns, rows)
    return Section(
        "villages", title, table, empty=_("The villages of the aimak will be listed here.")
    )


def _at_a_glance(totals):
    asked, deeds = totals.proposals.total, totals.programs.all
    done = len(totals.programs.by_status["done"])
    held = totals.hearings.hearings
    figures = [
        _residents(totals.residents),
        Figure(_("Proposals received"), number(asked.received)),
        Figure(_("Accepted"), number(asked.accepted), _accepted_of_decided(asked)),
        Figure(_("Implemented"), number(asked.implemented)),
        Figure(_("Overdue"), number(asked.overdue)),
        Figure(_("Measures"), number(len(deeds)), _("done: %(count)s") % {"count": number(done)}),
        Figure(_("Hearings held"), number(len(held))),
    ]
    if held:
        participants = totals.hearings.total("participants").value
        figures.append(Figure(_("Participants"), number(participants)))
    words = village_alone(totals.scope)
    # The name of the village is the name of its passport.
    name = Named.of(totals.scope.village, "name")
    return Section("glance", name, figures=figures, words=words)


def _residents(row):
    if row is None:
        return Figure(_("Residents"), number(None))
    return Figure(_("Residents"), number(row.population), str(row.year))


def _accepted_of_decided(account):
    return part_of(Ratio(account.accepted_proposals, account.decided_proposals), number)


def _asked(totals):
    title = _("What people asked for")
    columns = (
        Column("topic", _("Topic")),
        Column("received", _("Received"), Kind.COUNT),
        Column("accepted", _("Accepted"), Kind.COUNT),
        Column("implemented", _("Implemented"), Kind.COUNT),
    )
    sectors = totals.proposals.by_sector
    rows = [
        (label(Sector, sector), account.received, account.accepted, account.implemented)
        for sector, account in sectors[:MOST]
    ]
    return brief(
        Table("asked", title, columns, rows),
        len(sectors),
        whole(_("All topics of this village"), "proposals", totals.scope),
        empty=_("No proposal of this village has been published yet."),
    )


def _paid(totals):
    title = _("Money of the budget")
    columns = (
        Column("year", _("Year"), Kind.YEAR),
        Column("plan", _("Plan"), Kind.MONEY, _("As amended; before approval, the draft.")),
        Column("executed", _("Executed"), Kind.MONEY),
        Column("asked", _("For what residents proposed"), Kind.MONEY, _("Of the plan.")),
    )
    years = [year for year in totals.budget.years if year.expenditure.lines]
    rows = [_year(year, totals.asked_by_year) for year in years[:FEWER]]
    return brief(
        Table("money", title, columns, rows),
        len(years),
        whole(_("All budgets for this village"), "budget", totals.scope),
        figures=_of_the_year(totals.approved_year),
        has_sums=True,
        empty=_("No line of a budget is for this village alone."),
    )


def _of_the_year(year):
    if year is None or not year.expenditure.lines:
        return []
    sums = year.expenditure
    return [
        Figure(_("Planned for %(year)s") % {"year": year.budget.year}, money(sums.stated_plan)),
        Figure(_("Executed"), money(sums.executed), _share(sums.executed_share)),
    ]


def _share(share):
    return "" if share is None else percent(share)


def _year(year, asked):
    sums, budget = year.expenditure, year.budget
    executed = "" if budget.is_draft and sums.executed is None else sums.executed
    name = Named(str(budget.year), url=budget.get_absolute_url())
    return name, sums.stated_plan, executed, asked.get(budget.pk)


PASSPORT = Report(
    slug=SLUG,
    title=gettext_lazy("Passport of a village"),
    about=gettext_lazy("What was asked, decided, funded and built in one village, on one sheet."),
    answer=answer,
    filters=frozenset({YEARS, VILLAGE}),
    is_one_sheet=True,
)
