"""The ways themselves: of a proposal, of a measure, of a budget line; and what they ask for."""

from functools import cache

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils.html import format_html
from django.utils.translation import gettext as _

from budget.models import BudgetLine
from hearings import way
from hearings.models import Proposal
from hearings.way import Named
from language.templatetags.language import original, text
from programs import way as deeds
from programs.answers import answer_of, answers_to
from programs.models import Measure

from .stations import funded, spent

# Who asked is named one by one up to so many; the page lists them all.
ASKERS = 3
_LINE = (
    "number",
    "sort_key",
    "planned_draft",
    "approved",
    "measure",
    *(f"title_{code}" for code, _name in settings.LANGUAGES),
    "budget__year",
    "budget__status",
    "budget__resolution__key",
    "budget__resolution__kind",
    "budget__resolution__number",
    "budget__resolution__adopted_on",
    "budget__resolution__file",
    "budget__resolution__is_public",
)


def with_signposts(proposals):
    """Proposals that know whether a measure or a line names them, so that few pages ask more."""
    measures = Measure.proposals.through.objects.filter(proposal=OuterRef("pk"))
    lines = BudgetLine.proposals.through.objects.filter(proposal=OuterRef("pk"))
    return proposals.annotate(has_measures=Exists(measures), has_lines=Exists(lines))


def way_to_som(proposal, steps):
    """The whole way of a proposal: Heard → Decided → Planned → Funded → Spent → Done."""
    answers = answers_to(proposal) if getattr(proposal, "has_measures", True) else []
    lines = []
    if answers or getattr(proposal, "has_lines", True):
        lines = list(_on_the_way().public().answering(proposal))
    begun = [way.heard(proposal), way.decided(proposal)]
    if proposal.status in way.ENDS and not answers and not lines:
        return begun
    stations = [
        *begun,
        deeds.planned(proposal, answers, in_budget=bool(lines)),
        funded(lines, answers, proposal.status),
        spent(lines, answers, proposal.status),
        deeds.done(proposal, steps, answers),
    ]
    if not any(station.reached for station in stations[2:]) and proposal.status not in way.AT_WORK:
        return stations
    at_work = proposal.status in way.AT_WORK or deeds.is_at_work(answers)
    return way.standing(stations, at_work)


def way_of_measure(answer, proposals, lines):
    """The way of a measure: Asked → Planned → Funded → Spent → Done.

    `proposals` are those of `asking`, `lines` those of `lines_for`.
    """
    stations = [
        asked(proposals, _("No proposal is named for this measure.")),
        deeds.planned_as([answer], named=False),
        funded(lines, [answer]),
        spent(lines, [answer]),
        deeds.done_as([answer]),
    ]
    return way.standing(stations, deeds.is_at_work([answer]))


def way_of_line(line):
    """The way back from an expenditure line (`with_figures`) to who asked; none for revenue."""
    if line.side != BudgetLine.Side.EXPENDITURE:
        return []
    answer = answer_of(line.measure_id) if line.measure_id else None
    answers = [answer] if answer else []
    proposals = list(asked_for(line, answer and answer.measure))
    at_work = deeds.is_at_work(answers)
    stations = [
        asked(proposals, _("No proposal is named for this line.")),
        deeds.planned_as(answers) if answers else deeds.planned_without(),
        funded([line], answers),
        spent([line], answers),
        deeds.done_as(answers) if answers else way.Station(_("Done")),
    ]
    return way.standing(way.unlinked(stations, line.get_absolute_url()), at_work)


def asked_for(line, measure=None):
    """The public proposals that a line answers: those it names, and those its measure does."""
    named = BudgetLine.proposals.through.objects.filter(budgetline=line).values("proposal")
    chosen = Q(pk__in=named)
    if measure is not None:
        measured = Measure.proposals.through.objects.filter(measure=measure).values("proposal")
        chosen |= Q(pk__in=measured)
    return asking(Proposal.objects.filter(chosen))


def asking(proposals):
    """The public ones in the order of the register, each with its hearing."""
    return proposals.public().for_page().order_by("number")


def lines_for(measure):
    """The lines that pay for a measure, with what a way tells of them."""
    return list(_on_the_way().public().filter(measure=measure))


@cache
def _on_the_way():
    """Expenditure, the earliest year first, with what a way tells of it.

    Kept, since building it costs more than asking it; it holds nothing of any language or day.
    """
    lines = BudgetLine.objects.expenditure().select_related("budget__resolution")
    return lines.only(*_LINE).with_figures().order_by("budget__year", "sort_key", "pk")


def asked(proposals, none):
    """Who asked for it: the proposals and where they were heard."""
    if not proposals:
        return way.Station(_("Asked"), words=none)
    links = [_asker(proposal) for proposal in proposals[:ASKERS]]
    more = len(proposals) - ASKERS
    if more > 0:
        links.append(Named(words=(_("And more of them: %(count)s") % {"count": more},)))
    days = [proposal.received_on for proposal in proposals if proposal.received_on]
    return way.Station(_("Asked"), reached=True, on=min(days, default=None), links=tuple(links))


def _asker(proposal):
    words = text(proposal, "summary") or original(proposal.beginning, proposal.language)
    heard = way.hearing_of(proposal)
    at = (format_html('<a href="{}">{}</a>', heard.url, heard.text),) if heard else ()
    return Named(words, proposal.get_absolute_url(), at)
