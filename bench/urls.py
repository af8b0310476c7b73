from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

from aimak_portal import urls
from aimak_portal.urls import handler400, handler403, handler404, handler500
from hearings.models import Proposal

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def floor(request):
    """A template with one query of twenty rows: what any plain list of Django costs here."""
    return render(request, "bench/floor.html", {"rows": Proposal.objects.order_by("-number")[:20]})


def bare(request):
    """An answer without a query or a template: what the middleware and the server cost."""
    return HttpResponse("ok")


urlpatterns = [
    path("bench/floor/", floor),
    path("bench/bare/", bare),
    *urls.urlpatterns,
]
