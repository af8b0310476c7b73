from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from hearings.forms import ProposalFilter
from hearings.models import Proposal
from hearings.way import way_of

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


@require_safe
def proposal_detail(request, number):
    """One proposal with its whole way and its timeline."""
    proposal = get_object_or_404(Proposal.objects.public().for_page(), number=number)
    steps = list(proposal.steps.public())
    context = {
        "proposal": proposal,
        "steps": steps,
        "way": way_of(proposal, steps),
        "photos": proposal.photos.looked_at(),
        "merged": proposal.merged.public().for_lists(),
    }
    return render(request, "hearings/proposal_detail.html", context)
