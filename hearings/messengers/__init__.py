"""Who carries a message out of the house: one small interface, one messenger for each channel.

The settings name them by dotted path, so that a gateway of one operator stays out of the portal.
"""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from .base import Messenger, NotCarried, Refused, Unreachable
from .console import Console
from .mail import Mail

__all__ = [
    "Console",
    "Mail",
    "Messenger",
    "NotCarried",
    "Refused",
    "Unreachable",
    "check",
    "messenger_for",
]


def messenger_for(channel):
    """The messenger that the settings name for the channel."""
    return import_string(settings.MESSENGERS[channel])()


def check():
    """A misspelt messenger stops the start; it would otherwise be noticed by silence."""
    for channel, place in settings.MESSENGERS.items():
        try:
            found = import_string(place)
        except ImportError as error:
            raise ImproperlyConfigured(f"{_variable(channel)}: {error}") from error
        if not (isinstance(found, type) and issubclass(found, Messenger)):
            raise ImproperlyConfigured(f"{_variable(channel)}: {place} is no Messenger")


def _variable(channel):
    return f"{channel.upper()}_MESSENGER"
