"""How often a sign-in may be tried.

A try is counted before the password is looked at, so that many at once gain nothing, and taken
back when it was right. Counted are the account together with the network address, and the address
by itself: the owner at another address, or at a computer known from before, never waits because
of somebody else's tries. What is too much waits until the hour is over.
"""

from datetime import timedelta
from ipaddress import IPv6Address, ip_address

from django.utils import timezone

from aimak_portal.signin import known
from hearings.models import AttemptCount
from hearings.visitor import address

FOR_AN_ACCOUNT = 10
# A whole office stands behind one address.
FROM_AN_ADDRESS = 100
# Codes tried by somebody who knows the password, from everywhere together: one in a million
# each, so it takes years to guess one. Computers known from before are not counted.
CODES = 100


class Tries:
    """The tries of one visitor for one account in this hour."""

    def __init__(self, request, username):
        mark = known.mark(request, username)
        place = network(address(request))
        self.is_known = mark is not None
        self.own = (
            ("signin known", mark) if mark else ("signin", f"{known.named(username)} {place}")
        )
        self.shared = None if mark else ("signin from", place)

    def take(self):
        """Count one more; False where it is one too many and nothing may be checked."""
        if AttemptCount.objects.add(*self.own) > FOR_AN_ACCOUNT:
            return False
        return self.shared is None or AttemptCount.objects.add(*self.shared) <= FROM_AN_ADDRESS

    def take_code(self, user):
        """Count one more code for this account; False where it is one too many."""
        return self.is_known or AttemptCount.objects.add("signin code", user.pk) <= CODES

    def forgive(self, user):
        """It was right: the account's own slips are forgotten."""
        AttemptCount.objects.forget(*self.own)
        if self.shared:
            AttemptCount.objects.take_back(*self.shared)


def network(place):
    """The address as it is counted: of the newer kind one household has millions."""
    try:
        parsed = ip_address(place)
    except ValueError:
        return place
    if isinstance(parsed, IPv6Address):
        return str(parsed.ipv4_mapped or IPv6Address(int(parsed) >> 64 << 64))
    return str(parsed)


def next_hour():
    """When waiting ends."""
    return timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
