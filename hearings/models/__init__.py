"""Words: hearings, their minutes, the proposals and what became of them."""

from .act import LocalAct
from .attempt import AttemptCount
from .consent import ConsentText
from .draft import EntryDraft
from .files import HearingDocument, ProposalPhoto
from .hearing import Hearing, HearingStep
from .minutes import Minutes
from .number import ProposalNumber
from .proposal import Proposal
from .proposer import Proposer
from .step import ProposalStep
from .vote import HandVote

__all__ = [
    "AttemptCount",
    "ConsentText",
    "EntryDraft",
    "HandVote",
    "Hearing",
    "HearingDocument",
    "HearingStep",
    "LocalAct",
    "Minutes",
    "Proposal",
    "ProposalNumber",
    "ProposalPhoto",
    "ProposalStep",
    "Proposer",
]
