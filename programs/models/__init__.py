"""Deeds: the programmes (SEDP), their measures, who paid, what was done and who gained."""

from .award import Award
from .contribution import Contribution
from .measure import Measure
from .partner import Partner
from .photo import MeasurePhoto
from .program import Program, ProgramSector
from .result import Result
from .step import MeasureStep

__all__ = [
    "Award",
    "Contribution",
    "Measure",
    "MeasurePhoto",
    "MeasureStep",
    "Partner",
    "Program",
    "ProgramSector",
    "Result",
]
