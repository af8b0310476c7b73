"""What waits for somebody before a session."""

from functools import cached_property

from hearings.models import Proposal
from reports.scope import Scope
from reports.totals.voice import VoiceTotals


class DeskTotals:
    """What is late or broken in the whole record today, for those who answer for it."""

    def __init__(self):
        self._voice = VoiceTotals(Scope())

    @cached_property
    def overdue(self):
        """Proposals without a decision although the day to answer has passed, unread ones too."""
        return Proposal.objects.overdue().count()

    @property
    def promises(self):
        """Accepted proposals that no money follows."""
        return self._voice.promise_count

    @property
    def unspent(self):
        """Approved lines that answer proposals and on which nothing was spent."""
        return self._voice.unspent_count
