"""A public hearing: the calendar, the record, its doors and its trace."""

from .calendar import HearingQuerySet
from .model import Hearing
from .step import HearingStep

__all__ = ["Hearing", "HearingQuerySet", "HearingStep"]
