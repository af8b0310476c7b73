from django.shortcuts import render
from django.views.decorators.http import require_safe

from budget.models import BudgetLine
from groups.models import Deputy, InitiativeGroup, Village
from hearings.models import Hearing, LocalAct, Proposal, ProposalStep
from language import search as searching
from language.folding import words
from programs.models import Award, Measure, Program

SHOWN = 20
LONGEST_QUERY = 200


@require_safe
def search(request):
    """One search over everything public, in whatever letters the reader types Kyrgyz."""
    q = request.GET.get("q", "")[:LONGEST_QUERY].strip()
    sought = words(q)
    found = _find(q) if sought else {}
    counts = {name: count for name, (_records, count) in found.items()}
    lines, _count = found.get("lines", ([], 0))
    context = {
        "q": q,
        "sought": sought,
        "results": {name: records for name, (records, _count) in found.items()},
        "counts": counts,
        "total": sum(min(count, searching.COMPARED) for count in counts.values()),
        "most": searching.COMPARED,
        "is_more": any(count > searching.COMPARED for count in counts.values()),
        "years": sorted({line.budget.year for line in lines}, reverse=True),
    }
    return render(request, "aimak_portal/search.html", context)


def _find(q):
    """Of each kind the records that fit best, and how many there are of them."""
    reasons = ProposalStep.objects.public().of_public_proposals().holding()
    sets = {
        "proposals": Proposal.objects.public().for_lists().newest_first(),
        "decisions": reasons.for_search().newest_first(),
        "measures": Measure.objects.public().for_search().newest_first(),
        "lines": BudgetLine.objects.public().for_lists().newest_first(),
        "programs": Program.objects.public().for_search().newest_first(),
        "hearings": Hearing.objects.public().for_search().newest_first(),
        "awards": Award.objects.public().for_page().newest_first(),
        "groups": InitiativeGroup.objects.active(),
        "villages": Village.objects.all(),
        "deputies": Deputy.objects.in_office().for_search(),
        "acts": LocalAct.objects.public().newest_first(),
    }
    return {name: found.best(q, SHOWN) for name, found in sets.items()}
