"""The pages of one's own account at the desk: what protects it, and how to change that."""

from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth import logout
from django.core import signing
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext, gettext_noop

from aimak_portal.signin import codes, factor, known, standing, typed
from aimak_portal.signin.forms import ProofForm, SetUpForm
from groups.models import Aimak
from hearings.qr import code_image

SALT = "signin.secret"
# As long as it takes to find a telephone and to install something on it.
SECRET_AGE = 3600
LOGGED = gettext_noop("second factor")


def welcome(request, response):
    """After the right name, password and code: a new key for the session, and what was typed."""
    request.session.cycle_key()
    if request.user.pk and not factor.is_missing(request.user):
        response = typed.given_back(request) or response
    known.remember(request, response, request.user)
    return response


def account(request, desk):
    """What protects the account of whoever is signed in."""
    user = request.user
    context = {
        **desk.each_context(request),
        "title": gettext("My account"),
        "has_factor": factor.key_of(user) is not None,
        "is_required": factor.is_required(user),
        "codes_left": codes.left(user),
    }
    return TemplateResponse(request, "admin/account/account.html", context)


def second_factor(request, desk):
    """Set up the second factor; with one in force, take it away to use another telephone."""
    user = standing.unready(request) or request.user
    if not user.is_authenticated:
        return redirect("admin:login")
    if "_leave" in request.POST:
        logout(request)
        return redirect("admin:login")
    if factor.key_of(user) is not None:
        return _take_away(request, desk)
    return _set_up(request, desk, user)


def back_up_codes(request, desk):
    """Print new back-up codes; the earlier ones open nothing any more."""
    if factor.key_of(request.user) is None:
        return redirect("admin:account")
    form = ProofForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        fresh = codes.renew(request.user)
        _log(request.user, gettext_noop("back-up codes"))
        return _printed(request, desk, fresh)
    title = gettext("Print new back-up codes")
    return _ask(request, desk, form, "admin/account/codes_new.html", title)


def _take_away(request, desk):
    form = ProofForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        user = request.user
        factor.take_away(user)
        _log(user, LOGGED)
        _begin_anew(request, user, None)
        messages.success(request, gettext("The second factor of the earlier telephone is off."))
        return redirect("admin:second_factor")
    title = gettext("Use another telephone")
    return _ask(request, desk, form, "admin/account/factor_off.html", title)


def _set_up(request, desk, user):
    secret = _secret_of(request, user) or factor.new_secret()
    form = SetUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            device, fresh = factor.set_up(user, secret, form.cleaned_data["code"])
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            _log(user, LOGGED)
            _begin_anew(request, user, device)
            return _printed(request, desk, fresh)
    issuer = str(Aimak.objects.current()) or gettext("staff desk")
    context = {
        "user_name": user.get_username(),
        "is_required": factor.is_required(user),
        "picture": code_image(factor.address(secret, user, issuer)),
        "secret": " ".join(secret[place : place + 4] for place in range(0, len(secret), 4)),
        "sealed": signing.dumps([user.pk, secret], salt=SALT),
        "next": _next(request),
    }
    title = gettext("Set up the second factor")
    return _ask(request, desk, form, "admin/account/factor_on.html", title, context)


def _secret_of(request, user):
    """The secret that the page has shown; it stands nowhere but in the page itself."""
    try:
        key, secret = signing.loads(request.POST.get("sealed", ""), salt=SALT, max_age=SECRET_AGE)
    except signing.BadSignature:
        return None
    return secret if key == user.pk else None


def _begin_anew(request, user, device):
    """The session goes on under another key, with or without a second factor."""
    request.session.cycle_key()
    factor.note(request.session, device)
    user.factor_id = device.pk if device else None
    request.user = user


def _printed(request, desk, fresh):
    """The codes, shown this once."""
    context = {
        "codes": fresh,
        "user_name": request.user.get_username(),
        "address": request.build_absolute_uri(reverse("admin:login")),
        "next": _next(request) or reverse("admin:account"),
    }
    return _show(request, desk, "admin/account/codes.html", gettext("Back-up codes"), context)


def _ask(request, desk, form, template, title, context=None):
    return _show(request, desk, template, title, {"form": form, **(context or {})})


def _show(request, desk, template, title, context):
    context = {**desk.each_context(request), "title": title, **context}
    return TemplateResponse(request, template, context)


def _next(request):
    place = request.POST.get("next") or request.GET.get("next") or ""
    return place if url_has_allowed_host_and_scheme(place, {request.get_host()}) else ""


def _log(user, what):
    LogEntry.objects.log_actions(
        user.pk, [user], CHANGE, [{"changed": {"fields": [what]}}], single_object=True
    )
