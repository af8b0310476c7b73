"""Pages about hearings and proposals."""

from .files import act_file, document, document_list, photo
from .hearings import hearing_detail, hearing_list
from .proposals import proposal_detail, proposal_list
from .submission import proposal_new, proposal_sent
from .tracking import proposal_track

__all__ = [
    "act_file",
    "document",
    "document_list",
    "hearing_detail",
    "hearing_list",
    "photo",
    "proposal_detail",
    "proposal_list",
    "proposal_new",
    "proposal_sent",
    "proposal_track",
]
