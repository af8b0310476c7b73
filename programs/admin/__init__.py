"""The clerk's pages of the deeds: programmes, measures, partners, awards."""

from .award import AwardAdmin
from .measure import MeasureAdmin
from .partner import PartnerAdmin
from .program import ProgramAdmin

__all__ = ["AwardAdmin", "MeasureAdmin", "PartnerAdmin", "ProgramAdmin"]
