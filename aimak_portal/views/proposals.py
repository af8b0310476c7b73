from functools import cache

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from budget.way import way_to_som, with_signposts
from hearings.models import Proposal


@require_safe
def proposal_detail(request, number):
    """One proposal with its whole way, from the words to the som, and its timeline."""
    proposal = get_object_or_404(_shown().public(), number=number)
    steps = list(proposal.steps.public().told())
    context = {
        "proposal": proposal,
        "steps": steps,
        "way": way_to_som(proposal, steps),
        "photos": proposal.photos.looked_at() if proposal.has_photos else [],
        "votes": proposal.votes.of_public_hearings() if proposal.has_votes else [],
        "merged": proposal.merged.public().for_lists() if proposal.has_merged else [],
    }
    return render(request, "aimak_portal/proposal_detail.html", context)


@cache
def _shown():
    """Proposals with all that their page may show; who may read them is asked each time.

    Kept, since building it costs more than asking it; it holds nothing of any language or day.
    """
    return with_signposts(Proposal.objects.for_page().with_signs())
