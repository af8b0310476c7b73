"""What citizens fill in on the site."""

from .filters import ProposalFilter
from .submission import SubmissionForm
from .tracking import ClarifyForm, TrackForm

__all__ = ["ClarifyForm", "ProposalFilter", "SubmissionForm", "TrackForm"]
