"""Back-up codes: printed once, kept in a safe, each good for one sign-in without the telephone.

A code has 10 of 32 letters and digits, so 50 bits. Only a keyed digest of it is stored: whoever
reads the database or a backup cannot come in with it.
"""

import secrets
from base64 import b32encode

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac
from django_otp import verify_token
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken

from hearings.receipts import ALPHABET, plain

COUNT = 10
LENGTH = 10


def left(user):
    """How many codes were not used yet."""
    return StaticToken.objects.filter(device__user=user).count()


@transaction.atomic
def renew(user, count=COUNT):
    """New codes in place of all earlier ones; they are told here and never again."""
    remove(user)
    device = StaticDevice.objects.create(user=user, name="back-up codes")
    fresh = [_new_code() for _ in range(count)]
    StaticToken.objects.bulk_create(
        StaticToken(device=device, token=_digest(user, code)) for code in fresh
    )
    return [f"{code[:5]}-{code[5:]}" for code in fresh]


def use(user, typed):
    """Whether this is one of the account's codes; it is used up then."""
    device = StaticDevice.objects.filter(user=user, confirmed=True).first()
    if device is None:
        return False
    code = plain(typed)
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return any(verify_token(user, device.persistent_id, _digest(user, code, key)) for key in keys)


def remove(user):
    StaticDevice.objects.filter(user=user).delete()


def _new_code():
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def _digest(user, code, key=None):
    """80 bits of a keyed digest: as much as the column holds."""
    digest = salted_hmac("signin.codes", f"{user.pk}:{code}", secret=key, algorithm="sha256")
    return b32encode(digest.digest()).decode()[:16]
