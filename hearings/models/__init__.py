"""Words: hearings, their minutes, the proposals and what became of them."""

from .act import LocalAct
from .attempt import AttemptCount
from .consent import ConsentText
from .count import ProposalCount
from .draft import EntryDraft
from .files import HearingDocument, ProposalPhoto
from .hearing import Hearing, HearingStep
from .message import Message
from .minutes import Minutes
from .number import ProposalNumber
from .pause import AddressPause
from .posting import Posting
from .proposal import Proposal
from .proposer import Proposer
from .reason import ReasonTemplate
from .step import ProposalStep
from .upload import HearingUpload
from .vote import HandVote

__all__ = [
    "AddressPause",
    "AttemptCount",
    "ConsentText",
    "EntryDraft",
    "HandVote",
    "Hearing",
    "HearingDocument",
    "HearingStep",
    "HearingUpload",
    "LocalAct",
    "Message",
    "Minutes",
    "Posting",
    "Proposal",
    "ProposalCount",
    "ProposalNumber",
    "ProposalPhoto",
    "ProposalStep",
    "Proposer",
    "ReasonTemplate",
]
