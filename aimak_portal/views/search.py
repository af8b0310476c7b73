from django.shortcuts import render
from django.views.decorators.http import require_safe

from budget.models import BudgetLine
from groups.models import InitiativeGroup, Village
from hearings.models import Hearing, LocalAct, Proposal
from programs.models import Award, Measure, Program

SHOWN = 20
LONGEST_QUERY = 200


@require_safe
def search(request):
    """One search over everything public, in whatever letters the reader types Kyrgyz."""
    q = request.GET.get("q", "")[:LONGEST_QUERY].strip()
    results = _find(q) if q else {}
    context = {
        "q": q,
        "results": results,
        "total": sum(len(found) for found in results.values()),
        "most": SHOWN,
    }
    return render(request, "aimak_portal/search.html", context)


def _find(q):
    sets = {
        "proposals": Proposal.objects.public().for_lists().newest_first(),
        "measures": Measure.objects.public().for_lists().newest_first(),
        "lines": BudgetLine.objects.public().for_lists().newest_first(),
        "programs": Program.objects.public().newest_first(),
        "hearings": Hearing.objects.public().for_lists().newest_first(),
        "awards": Award.objects.public().for_page().newest_first(),
        "groups": InitiativeGroup.objects.active(),
        "villages": Village.objects.all(),
        "acts": LocalAct.objects.public().newest_first(),
    }
    return {name: list(found.search(q)[:SHOWN]) for name, found in sets.items()}
