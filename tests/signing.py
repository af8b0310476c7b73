"""Coming in at the desk as people do: with a name, a password and the code of a telephone."""

import time

from django.contrib.auth.models import Group
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from aimak_portal.signin import codes
from tests.desk import address, colleague

PASSWORD = "Өрүк-бышты-жайында-27"
WRONG = "Алма-бышты-күзүндө-28"


def person(role, username=None, factor=False):
    """A colleague with a password; with a second factor where asked for."""
    user = colleague(role, username)
    TOTPDevice.objects.filter(user=user).delete()
    user.set_password(PASSWORD)
    user.save()
    if factor:
        TOTPDevice.objects.create(user=user, name="telephone")
        user.printed = codes.renew(user)
    return user


def code(user, ahead=0):
    """What the telephone shows now, or so many half minutes later."""
    return shown(TOTPDevice.objects.get(user=user).key, ahead)


def shown(key, ahead=0):
    totp = TOTP(bytes.fromhex(key))
    totp.time = time.time() + 30 * ahead
    return f"{totp.token():06d}"


def come_in(user, password=PASSWORD, code="", browser=None, **more):
    """The answer to the sign-in page; `more` may name a network address or hidden fields."""
    place = {"REMOTE_ADDR": more.pop("at", "203.0.113.1")}
    name = getattr(user, "username", user)
    sent = {"username": name, "password": password, "code": code, "next": "/en/admin/"} | more
    return (browser or Client()).post(address("login"), sent, **place)


def is_in(browser):
    """Whether this browser may act at the desk now."""
    return browser.get(address("index")).status_code == 200


def promote(user):
    """The head's role, as the head gives it."""
    user.groups.set(Group.objects.filter(name="head"))
