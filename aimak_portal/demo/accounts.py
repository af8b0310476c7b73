"""The four accounts with which the staff desk of the demonstration is tried."""

import secrets

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from aimak_portal.roles import sync_roles

ROLES = ("clerk", "treasurer", "head", "deputy")


def create_accounts(password, say):
    """An account for each role that has none, with this password or a random one, told once.

    An account that exists stays as it is, its password included.
    """
    sync_roles()
    warn_of_weak(password, say)
    users = get_user_model().objects
    for role in ROLES:
        if users.filter(username=role).exists():
            say(f"Account {role}: exists, its password stays.")
            continue
        chosen = password or secrets.token_urlsafe(12)
        user = users.create_user(role, password=chosen, is_staff=True)
        user.groups.add(Group.objects.get(name=role))
        told = "as set in DEMO_PASSWORD" if password else chosen
        say(f"Account {role}: created, password {told}")


def warn_of_weak(password, say):
    """A weak password of one's own choice is taken, but not in silence."""
    try:
        if password:
            validate_password(password)
    except ValidationError as weakness:
        say(f"DEMO_PASSWORD is weak, so keep it to your own machine. {' '.join(weakness)}")


def account(role):
    """The demonstration account of a role."""
    return get_user_model().objects.get(username=role)
