from hearings.messengers import Messenger


class Silent(Messenger):
    """A messenger that nobody has set up."""

    def is_ready(self):
        return False

    def send(self, address, subject, body, language):
        raise AssertionError("a channel that is not ready was used")
