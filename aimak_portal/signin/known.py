"""Computers at which somebody has signed in before.

A stranger who guesses at an account makes every unknown computer wait; a known one has tries of
its own, so its owner is never locked out. The cookie opens nothing by itself.
"""

import secrets
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.utils.crypto import salted_hmac

COOKIE = "known" if settings.HTTP_ONLY else "__Host-known"
AGE = timedelta(days=365)
# Several clerks share a computer.
MOST = 8
SALT = "signin.known"


def mark(request, username):
    """The mark of this computer for the account, None where nobody came in with it here."""
    wanted = named(username)
    return next((mark for _key, name, mark in _read(request) if name == wanted), None)


def latest(request):
    """The key of the account that signed in last at this computer, or None."""
    return next((key for key, _name, _mark in _read(request)), None)


def remember(request, response, user):
    name = user.get_username()
    entry = [user.pk, named(name), mark(request, name) or secrets.token_urlsafe(12)]
    others = [known for known in _read(request) if known[0] != user.pk]
    response.set_cookie(
        COOKIE,
        signing.dumps([entry, *others][:MOST], salt=SALT),
        max_age=AGE,
        secure=not settings.HTTP_ONLY,
        httponly=True,
        samesite="Lax",
    )


def named(username):
    """A user name for counting: however it is written, one account; the name is not kept."""
    name = username.strip().casefold()
    return salted_hmac("signin.name", name, algorithm="sha256").hexdigest()[:32]


def _read(request):
    try:
        return signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=AGE)
    except signing.BadSignature:
        return []
