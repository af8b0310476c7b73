import sys

from django.conf import settings

from hearings.masking import masked

from .base import Messenger


class Console(Messenger):
    """Prints a message instead of sending it, to see on one's own machine what would go out.

    The address stays masked: what is printed ends in logs.
    """

    def is_ready(self):
        return settings.HTTP_ONLY

    def send(self, address, subject, body, language):
        sys.stdout.write(f"--- {masked(address)} ({language}) {subject}\n{body}\n---\n")
