from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hearings.forms import ProposalFilter
from hearings.models import Proposal

PAGE_SIZE = 20


@require_safe
def proposal_list(request):
    """The register: every published proposal, narrowed by what the reader chose."""
    form = ProposalFilter(request.GET)
    chosen = form.chosen()
    proposals = Proposal.objects.public().narrowed(**chosen).for_lists().newest_first()
    page = Paginator(proposals, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "filters_active": bool(chosen)}
    return render(request, "hearings/proposal_list.html", context)
