from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hearings.forms import ProposalFilter
from hearings.models import Proposal, ProposalCount
from language.folding import words
from language.paging import CountedPages, KnownPages

PAGE_SIZE = 20


@require_safe
def proposal_list(request):
    """The register: every published proposal, narrowed by what the reader chose."""
    form = ProposalFilter(request.GET)
    chosen = form.chosen()
    proposals = Proposal.objects.public().narrowed(**chosen).for_lists().newest_first()
    context = {
        "form": form,
        "page": _pages(proposals, chosen).get_page(request.GET.get("page")),
        "filters_active": bool(chosen),
        "sought": words(chosen.get("q", "")),
    }
    return render(request, "hearings/proposal_list.html", context)


def _pages(proposals, chosen):
    """What is found by words is counted as far as readers go; one hearing has few proposals."""
    if "q" in chosen:
        return CountedPages(proposals, PAGE_SIZE)
    if "hearing" in chosen:
        return Paginator(proposals, PAGE_SIZE)
    return KnownPages(proposals, PAGE_SIZE, ProposalCount.objects.narrowed(**chosen).total())
