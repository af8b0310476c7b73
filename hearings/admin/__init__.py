"""The clerk's pages of the words: hearings with their minutes, proposals, acts, consent."""

from .hearing import HearingAdmin
from .message import MessageAdmin
from .papers import ConsentTextAdmin, LocalActAdmin
from .proposal import ProposalAdmin
from .reasons import ReasonTemplateAdmin

__all__ = [
    "ConsentTextAdmin",
    "HearingAdmin",
    "LocalActAdmin",
    "MessageAdmin",
    "ProposalAdmin",
    "ReasonTemplateAdmin",
]
