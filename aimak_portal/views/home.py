from django.shortcuts import render
from django.views.decorators.http import require_safe

from aimak_portal import glance
from groups.models import Aimak


@require_safe
def home(request):
    """The next hearing, how to take part, the latest decisions, the year's money and results."""
    upcoming, recorded = glance.hearings()
    decisions, counts = glance.decisions()
    context = {
        "hearing": upcoming[0] if upcoming else None,
        "more_hearings": upcoming[1:],
        "last_hearing": recorded,
        "decisions": decisions,
        "counts": counts,
        "money": glance.money(),
        "results": glance.results(),
        # In place of the aimak of every page's frame, which comes without its villages.
        "aimak": Aimak.objects.for_home(),
    }
    return render(request, "aimak_portal/home.html", context)
