from django.shortcuts import render
from django.views.decorators.http import require_safe

from budget.models import BudgetLine
from groups.models import InitiativeGroup, Village
from hearings.models import Hearing, LocalAct, Proposal
from language import search as searching
from language.folding import words
from programs.models import Award, Measure, Program

SHOWN = 20
LONGEST_QUERY = 200


@require_safe
def search(request):
    """One search over everything public, in whatever letters the reader types Kyrgyz."""
    q = request.GET.get("q", "")[:LONGEST_QUERY].strip()
    found = _find(q) if q else {}
    counts = {name: count for name, (_records, count) in found.items()}
    lines, _count = found.get("lines", ([], 0))
    context = {
        "q": q,
        "sought": words(q),
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
    sets = {
        "proposals": Proposal.objects.public().for_lists().newest_first(),
        "measures": Measure.objects.public().for_search().newest_first(),
        "lines": BudgetLine.objects.public().for_lists().newest_first(),
        "programs": Program.objects.public().newest_first(),
        "hearings": Hearing.objects.public().for_search().newest_first(),
        "awards": Award.objects.public().for_page().newest_first(),
        "groups": InitiativeGroup.objects.active(),
        "villages": Village.objects.all(),
        "acts": LocalAct.objects.public().newest_first(),
    }
    return {name: found.best(q, SHOWN) for name, found in sets.items()}
