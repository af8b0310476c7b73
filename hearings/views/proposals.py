from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hearings.forms import ProposalFilter
from hearings.models import Proposal
from language.folding import words
from language.paging import CountedPages

PAGE_SIZE = 20


@require_safe
def proposal_list(request):
    """The register: every published proposal, narrowed by what the reader chose."""
    form = ProposalFilter(request.GET)
    chosen = form.chosen()
    proposals = Proposal.objects.public().narrowed(**chosen).for_lists().newest_first()
    sought = words(chosen.get("q", ""))
    pages = CountedPages if sought else Paginator
    context = {
        "form": form,
        "page": pages(proposals, PAGE_SIZE).get_page(request.GET.get("page")),
        "filters_active": bool(chosen),
        "sought": sought,
    }
    return render(request, "hearings/proposal_list.html", context)
