"""The second factor of an account: the codes of a telephone, and printed codes for a bad day.

Codes that an application on the telephone makes from a shared secret and the time (TOTP, RFC
6238). One telephone for each account. A code passes once: the moment of the last one is kept.
"""

from base64 import b32decode, b32encode
from os import urandom
from urllib.parse import quote, urlencode

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext
from django_otp import DEVICE_ID_SESSION_KEY, verify_token
from django_otp.plugins.otp_totp.models import TOTPDevice

from aimak_portal.roles import STRONG
from aimak_portal.signin import codes

# 160 bits, as RFC 4226 advises; 32 letters and digits to type.
SECRET_BYTES = 20
DIGITS = 6


def is_required(user):
    """Whether this account may do what nobody may do with a password alone."""
    return user.is_superuser or any(user.has_perm(name) for name in STRONG)


def key_of(user):
    """The key of the account's second factor, or None. An account of a session knows it."""
    if hasattr(user, "factor_id"):
        return user.factor_id
    device = of(user)
    return device.pk if device else None


def of(user):
    """The account's telephone, or None."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).order_by("pk").first()


def was_asked(session, user):
    """Whether this session passed the second factor that the account has now, if it has one."""
    key = key_of(user)
    passed = f"{TOTPDevice.model_label()}/{key}" if key else None
    return session.get(DEVICE_ID_SESSION_KEY) == passed


def note(session, device):
    """Keep in the session which telephone was asked, or that there was none to ask."""
    session.pop(DEVICE_ID_SESSION_KEY, None)
    if device:
        session[DEVICE_ID_SESSION_KEY] = device.persistent_id


def is_missing(user):
    return key_of(user) is None and is_required(user)


def new_secret():
    """A secret as it is typed into the telephone."""
    return b32encode(urandom(SECRET_BYTES)).decode()


def address(secret, user, issuer):
    """What the QR code says to the application on the telephone."""
    issuer = issuer.replace(":", " ")
    label = quote(f"{issuer}:{user.get_username()}")
    return f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': issuer})}"


@transaction.atomic
def set_up(user, secret, code):
    """Begin to ask for the codes of this telephone. Returns it and the back-up codes.

    Raises ValidationError where the code is not the telephone's, and nothing is kept.
    """
    # Two pages open at once: the second waits here, and then finds the first.
    get_user_model()._default_manager.select_for_update().get(pk=user.pk)
    if of(user):
        raise ValidationError(gettext("A second factor is set up already."))
    device = TOTPDevice.objects.create(
        user=user, name="telephone", key=b32decode(secret).hex(), digits=DIGITS
    )
    if not passes(user, code, codes_too=False):
        raise ValidationError(
            {
                "code": gettext(
                    "This is not the code that the telephone shows now. Check that the clock of "
                    "the telephone is right, wait for the next code and type it."
                )
            }
        )
    return device, codes.renew(user)


def passes(user, code, *, codes_too=True):
    """Whether this is the telephone's code of now, or a back-up code. Each passes once."""
    device = of(user)
    if device is None:
        return False
    code = "".join(code.split())
    if len(code) == DIGITS and code.isdecimal():
        return verify_token(user, device.persistent_id, code) is not None
    return codes_too and codes.use(user, code)


@transaction.atomic
def take_away(user):
    """Ask for no second factor any more; sessions that passed it end."""
    codes.remove(user)
    TOTPDevice.objects.filter(user=user).delete()
