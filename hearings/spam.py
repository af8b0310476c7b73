"""Signs of spam. They only make a clerk look twice: nothing is refused because of them.

A whole village may stand behind one network address, a browser may fill hidden fields in, and
a phone may send a form that was typed elsewhere.
"""

from datetime import timedelta

from hearings.models import AttemptCount

TOO_FAST = timedelta(seconds=3)
MANY_AN_HOUR = 5


def signs(*, address, trap, age):
    """The signs found in one sent form, comma-separated: empty where it looks honest."""
    sent = AttemptCount.objects.add("submit", address)
    found = {
        "trap": bool(trap),
        "fast": age < TOO_FAST,
        "many": sent > MANY_AN_HOUR,
    }
    return ",".join(sign for sign, is_there in found.items() if is_there)
