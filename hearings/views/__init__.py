"""Pages about hearings and proposals."""

from .files import act_file, document, photo
from .hearings import hearing_detail, hearing_list
from .proposals import proposal_list
from .submission import proposal_new, proposal_sent
from .tracking import proposal_track

__all__ = [
    "act_file",
    "document",
    "hearing_detail",
    "hearing_list",
    "photo",
    "proposal_list",
    "proposal_new",
    "proposal_sent",
    "proposal_track",
]
