"""What waits for somebody before a session."""

from dataclasses import dataclass

from hearings.models import Proposal
from reports.scope import Scope
from reports.totals.voice import VoiceTotals


@dataclass(frozen=True)
class DeskTotals:
    """What is late or broken in the whole record, for those who answer for it.

    Proposals without a decision although the day to answer has passed, unread ones too; accepted
    proposals that no money follows; approved lines that answer proposals and on which nothing was
    spent.
    """

    overdue: int
    promises: int
    unspent: int

    @classmethod
    def today(cls):
        voice = VoiceTotals(Scope())
        overdue = Proposal.objects.overdue().count()
        return cls(overdue, voice.promise_count, voice.unspent_count)
