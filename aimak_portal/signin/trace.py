"""One line of the log for each refused sign-in: when, whose name by its first letters, why.

The time stands there in UTC. A password or a telephone number typed as a name is not told, and
neither is the network address: both stand there as a short keyed digest, by which lines of one
origin are found. Nothing typed can begin a line of its own.
"""

import logging
import time

from django.utils.crypto import salted_hmac


class Line(logging.Formatter):
    """A line of the log with its time in UTC."""

    converter = time.gmtime
    default_msec_format = ""

    def __init__(self):
        super().__init__("%(asctime)s %(levelname)s %(message)s", "%Y-%m-%dT%H:%M:%SZ")


_log = logging.getLogger("aimak_portal.signin")


def refused(request, username, why):
    from aimak_portal.signin.tries import network
    from hearings.visitor import address

    # The log is set up with the settings, before the models below are there.
    origin = _digest(network(address(request)))
    _log.warning("sign-in refused: %s; name %s; from %s", why, masked(username), origin)


def taken_away(username, by):
    _log.warning("second factor taken away: name %s; by %s", masked(username), by)


def masked(username):
    """The first two letters of a name and a digest of it."""
    start = "".join(letter if letter.isalnum() else "?" for letter in username[:2])
    return f"{start}…{_digest(username)}"


def _digest(text):
    return salted_hmac("signin.trace", text, algorithm="sha256").hexdigest()[:8]
