"""Report 2: the proposals of the aimak, from received to done."""

from django.utils.translation import gettext_lazy

from hearings.models import Proposal
from reports.report import GROUP, KIND, SECTOR, VILLAGE, YEARS, Report
from reports.totals.proposals import ProposalTotals, UnpublishedTotals

from .answering import answering_time, refusals
from .origins import origins
from .unpublished import unpublished
from .way import at_a_glance, way


def answer(scope):
    totals = ProposalTotals(scope)
    sections = [
        at_a_glance(totals),
        way(totals),
        *origins(totals),
        refusals(totals),
        answering_time(totals),
    ]
    return sections + unpublished(UnpublishedTotals(scope)) if scope.insider else sections


PROPOSALS = Report(
    slug="proposals",
    title=gettext_lazy("Proposals"),
    about=gettext_lazy(
        "What people asked for, how far it came, what was refused and how long they waited."
    ),
    answer=answer,
    filters=frozenset({YEARS, VILLAGE, SECTOR, KIND, GROUP}),
    kinds=Proposal.Kind.choices,
)
