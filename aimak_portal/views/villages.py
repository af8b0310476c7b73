from operator import itemgetter

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from budget.models import BudgetLine
from groups.models import Village
from hearings.models import Hearing, Proposal, ProposalCount
from programs.models import Award, Measure, Result

LATEST = 20


@require_safe
def village_detail(request, pk):
    """One village: what it asked for, what is planned and done there, its money and its people."""
    village = get_object_or_404(Village, pk=pk)
    context = {
        "village": village,
        "figures": village.yearly_figures.all(),
        "groups": village.initiative_groups.active().with_members(),
        "hearings": Hearing.objects.public()
        .of_village(village)
        .for_lists()
        .newest_first()[:LATEST],
        **_asked(village),
        **_undertaken(village),
        **_money(village),
    }
    return render(request, "aimak_portal/village_detail.html", context)


def _asked(village):
    proposals = Proposal.objects.public().of_village(village)
    return {
        "proposals": proposals.for_lists().newest_first()[:LATEST],
        "counts": ProposalCount.objects.of_village(village).totals(),
    }


def _undertaken(village):
    measures = Measure.objects.public().of_village(village)
    return {
        "measures": measures.for_lists().newest_first()[:LATEST],
        "totals": measures.totals(),
        "results": Result.objects.of(measures.done()).for_lists()[:LATEST],
        "awards": Award.objects.public().of_village(village).for_page().newest_first(),
    }


def _money(village):
    lines = BudgetLine.objects.public().of_village(village).expenditure()
    return {
        "lines": lines.for_lists().newest_first()[:LATEST],
        "years": sorted(_by_year(lines), key=itemgetter(0), reverse=True),
    }


def _by_year(lines):
    return [(row["budget__year"], sums) for row, sums in lines.sums_by("budget__year")]
