from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from hearings.models import Hearing
from language.texts import lines

PAGE_SIZE = 20


@require_safe
def hearing_list(request):
    """What is announced, then what was held."""
    hearings = Hearing.objects.public().for_lists()
    now = timezone.now()
    page = Paginator(hearings.past(now).newest_first(), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"upcoming": hearings.upcoming(now), "past": page}
    return render(request, "hearings/hearing_list.html", context)


@require_safe
def hearing_detail(request, pk):
    """One hearing: its notice or its figures, its papers, and what was proposed there."""
    hearing = get_object_or_404(Hearing.objects.public().for_page(), pk=pk)
    # One row more than is shown tells whether there are more; counting them all would cost most.
    proposals = list(hearing.proposals.public().for_lists().newest_first()[: PAGE_SIZE + 1])
    agenda_items, agenda_language = lines(hearing, "agenda")
    context = {
        "hearing": hearing,
        "minutes": hearing.minutes if hearing.has_minutes else None,
        "agenda_items": agenda_items,
        "agenda_language": agenda_language,
        "documents": hearing.documents.public(),
        "steps": hearing.steps.public(),
        "proposals": proposals[:PAGE_SIZE],
        "listed": len(proposals),
        "votes": hearing.votes.of_public_proposals() if hearing.has_votes else [],
        "postings": hearing.postings.all() if hearing.has_postings else [],
        "has_more": len(proposals) > PAGE_SIZE,
    }
    return render(request, "hearings/hearing_detail.html", context)
