"""A citizen's words: the register, the record, and the doors that change it."""

from .doors import AnotherTextSent, hearing_closed
from .model import TEXT_LIMIT, Proposal
from .register import ProposalQuerySet

__all__ = ["TEXT_LIMIT", "AnotherTextSent", "Proposal", "ProposalQuerySet", "hearing_closed"]
