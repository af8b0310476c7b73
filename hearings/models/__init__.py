"""Words: hearings, their minutes, the proposals and what became of them."""

from .act import LocalAct
from .attempt import AttemptCount
from .consent import ConsentText
from .files import HearingDocument, ProposalPhoto
from .hearing import Hearing, HearingStep
from .minutes import Minutes
from .number import ProposalNumber
from .posting import Posting
from .proposal import Proposal
from .proposer import Proposer
from .step import ProposalStep
from .vote import HandVote

__all__ = [
    "AttemptCount",
    "ConsentText",
    "HandVote",
    "Hearing",
    "HearingDocument",
    "HearingStep",
    "LocalAct",
    "Minutes",
    "Posting",
    "Proposal",
    "ProposalNumber",
    "ProposalPhoto",
    "ProposalStep",
    "Proposer",
]
