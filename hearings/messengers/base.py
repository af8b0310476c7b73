from abc import ABC, abstractmethod


class NotCarried(Exception):
    """The message did not go out. What the other side said is not kept: it may name the address."""


class Unreachable(NotCarried):
    """The mail server or gateway does not answer: no fault of this message, others can wait."""


class Refused(NotCarried):
    """This message or its address is not accepted."""


class Messenger(ABC):
    """Carries one message to one address. Called by a timer, never while a page is made."""

    def is_ready(self):
        """Whether what is handed over here reaches people; a channel that is not is not used."""
        return True

    @abstractmethod
    def send(self, address, subject, body, language):
        """Hand the message over. Raises `Unreachable` or `Refused`."""
