"""Sums and shares of figures of which some are unknown."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Total:
    """The sum of what is stated, and how many did not state it. None: nobody did."""

    value: int | Decimal | None
    unstated: int = 0

    @classmethod
    def of(cls, figures):
        """The sum of figures of which some may be None."""
        figures = list(figures)
        known = [figure for figure in figures if figure is not None]
        return cls(sum(known) if known else None, len(figures) - len(known))


@dataclass(frozen=True)
class Ratio:
    """A part and its own whole: both summed only over records that state both.

    A share with another base (accepted proposals of proposals and questions) would mislead.
    """

    part: int | Decimal | None
    whole: int | Decimal | None

    @classmethod
    def of(cls, pairs):
        """Parts and wholes, summed over the pairs that know both."""
        both = [pair for pair in pairs if None not in pair]
        return cls(*map(sum, zip(*both, strict=True))) if both else cls(None, None)

    @property
    def share(self):
        """From 0 to 1; None where nothing can be said."""
        return self.part / self.whole if self.part is not None and self.whole else None
