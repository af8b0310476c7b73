from django.shortcuts import render
from django.views.decorators.http import require_safe

from hearings.models import Hearing, Proposal

DECISIONS_SHOWN = 5
HEARINGS_SHOWN = 3


@require_safe
def home(request):
    """The next hearing, how to take part, the latest decisions."""
    upcoming = list(Hearing.objects.upcoming().for_lists()[:HEARINGS_SHOWN])
    context = {
        "hearing": upcoming[0] if upcoming else None,
        "more_hearings": upcoming[1:],
        "last_hearing": Hearing.objects.recorded().for_lists().newest_first().first(),
        "decisions": Proposal.objects.latest_decisions()[:DECISIONS_SHOWN],
        "counts": Proposal.objects.public().totals(),
    }
    return render(request, "aimak_portal/home.html", context)
