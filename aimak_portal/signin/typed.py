"""What was typed is not lost when a session ends or a page grows old (bars.md R3).

A form of the desk that arrives without a session is carried through the sign-in page, signed, and
given back to the same person: one more press sends it. Nothing is stored on the server. Passwords
and files are not carried.
"""

from datetime import timedelta

from django.contrib import admin
from django.core import signing
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext

from aimak_portal.signin import known, standing

FIELD = "kept"
SALT = "signin.typed"
# A page left open in the evening comes back in the morning.
AGE = timedelta(hours=24)
# Pages about coming in and leaving: nothing typed there is worth keeping.
WITHOUT = {"login", "logout", "password_change", "account", "second_factor", "back_up_codes"}


def keep(request):
    """What was typed, to be carried through the sign-in page; nothing where it is unknown whose."""
    owner = standing.ended_for(request) or known.latest(request)
    if owner is None or standing.unready(request) or _name(request) in WITHOUT:
        return ""
    typed = _typed(request)
    if not typed["fields"]:
        return ""
    return signing.dumps(typed | {"owner": owner}, salt=SALT, compress=True)


def given_back(request):
    """The page on which who signed in again finds what they typed, or None.

    Only its owner gets it: at a computer that several people share it is dropped.
    """
    try:
        typed = signing.loads(request.POST.get(FIELD, ""), salt=SALT, max_age=AGE)
    except signing.BadSignature:
        return None
    return _page(request, typed) if typed["owner"] == request.user.pk else None


def grown_old(request):
    """The same for a form whose page was opened before the last sign-in; None for a stranger's.

    A browser says where a form comes from, and no page of another site can say it is ours.
    """
    home = f"{request.scheme}://{request.get_host()}"
    if request.headers.get("Origin") != home or _name(request) in WITHOUT:
        return None
    if not _is_of_the_desk(request) or not admin.site.has_permission(request):
        return None
    page = _page(request, _typed(request))
    page.status_code = 403
    return page


def _typed(request):
    fields = [
        (name, request.POST.getlist(name))
        for name in request.POST
        if "password" not in name and name != "csrfmiddlewaretoken"
    ]
    return {
        "path": request.get_full_path(),
        "fields": fields,
        "files": bool(request.FILES),
    }


def _page(request, typed):
    context = {
        **admin.site.each_context(request),
        "title": gettext("What you typed is still here"),
        "path": typed["path"],
        "fields": [(name, value) for name, values in typed["fields"] for value in values],
        "files": typed["files"],
        "index": reverse("admin:index"),
    }
    return TemplateResponse(request, "admin/account/typed.html", context)


def _is_of_the_desk(request):
    match = request.resolver_match
    return match is not None and "admin" in match.namespaces


def _name(request):
    return request.resolver_match.url_name if request.resolver_match else ""
