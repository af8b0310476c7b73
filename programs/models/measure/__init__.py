"""A measure: its sets, the record and its doors."""

from .model import Measure
from .plan import MeasureQuerySet

__all__ = ["Measure", "MeasureQuerySet"]
