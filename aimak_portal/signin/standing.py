"""What a session stands for: somebody who may act, somebody who must first do something, nobody.

A session ends after idling, after a working day at the latest, when its account is switched off
or gets another password (Django's own check), and when its second factor is taken away.
"""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.signals import user_logged_in
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from aimak_portal.signin import factor

BEGAN, SEEN = "began", "seen"
# Written at most once a minute: reading a page should not cost a write.
COARSE = 60


class ActingSession:
    """Make `request.user` a stranger wherever the session may not act.

    Lazy, as Django's own: a page that asks for nobody reads no session and sets no cookie.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        signed_in = request.user
        request.user = SimpleLazyObject(lambda: acting(request, signed_in))
        return self.get_response(request)


def acting(request, account):
    """The account, if this session may act for it now; else a stranger."""
    if not account.is_authenticated:
        return AnonymousUser()
    if _is_over(request.session) or not factor.was_asked(request.session, account):
        request.ended_for = account.pk
        request.session.flush()
        return AnonymousUser()
    _touch(request.session)
    if factor.is_missing(account):
        request.unready = account
        return AnonymousUser()
    return account


def unready(request):
    """Who gave the password and must set up a second factor before anything else, or None."""
    return None if request.user.is_authenticated else getattr(request, "unready", None)


def ended_for(request):
    """The key of the account whose session came to its end with this request, or None."""
    return None if request.user.is_authenticated else getattr(request, "ended_for", None)


def begin(sender, request, user, **kwargs):
    """Start both clocks of a session, and keep which second factor it has passed, if any."""
    request.session[BEGAN] = request.session[SEEN] = _now()
    factor.note(request.session, getattr(user, "otp_device", None))


def _is_over(session):
    """A session without clocks was begun by no page of ours."""
    now = _now()
    idle = settings.SESSION_IDLE_MINUTES * 60
    whole = settings.SESSION_MAX_HOURS * 3600
    return now - session.get(SEEN, 0) >= idle or now - session.get(BEGAN, 0) >= whole


def _touch(session):
    if _now() - session[SEEN] >= COARSE:
        session[SEEN] = _now()


def _now():
    return int(timezone.now().timestamp())


# Django tells of every sign-in, its own tests' too; no other place sees them all.
user_logged_in.connect(begin, dispatch_uid="signin.begin")
