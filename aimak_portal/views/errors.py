from django.http import HttpResponseServerError
from django.shortcuts import render

from aimak_portal.middleware import for_machines
from reports.api import telling

_LAST_WORDS = (
    "Кечиресиз, портал азыр иштебей жатат. Бир аздан кийин кайра аракет кылыңыз.\n"
    "Извините, портал сейчас не работает. Повторите попытку немного позже.\n"
    "Sorry, the portal is not working now. Try again a little later.\n"
)


def bad_request(request, exception=None):
    """What was asked cannot be understood; nothing was stored."""
    return render(request, "400.html", status=400)


def permission_denied(request, exception=None):
    return render(request, "403.html", status=403)


def csrf_failure(request, reason=""):
    """A form that did not come from a page of ours, or whose page lost its cookie."""
    from aimak_portal.signin import typed

    if for_machines(request):
        # Nothing is taken there at all, with a token or without.
        return telling.for_machines(telling.read_only())

    page = typed.grown_old(request)
    if page is not None:
        return page.render()
    return render(request, "csrf.html", status=403)


def page_not_found(request, exception=None):
    return render(request, "404.html", status=404)


def server_error(request):
    """Something broke on our side. Asks nothing of the database: that may be what broke."""
    try:
        return render(None, "500.html", status=500)
    except Exception:
        # Whatever broke, a reader gets words: the page itself may be what cannot be made.
        return HttpResponseServerError(_LAST_WORDS, content_type="text/plain; charset=utf-8")
