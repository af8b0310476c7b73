"""Sums of lines. Every total on any page, paper or export is one of these."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

ZERO = Decimal("0.00")
_TIYIN = Decimal("0.01")


def exact(value):
    """A figure of the database to the tiyin; SQLite adds money as floating numbers."""
    return None if value is None else Decimal(value).quantize(_TIYIN, ROUND_HALF_UP)


@dataclass(frozen=True)
class Sums:
    """The sums of some lines, in som. None: no line states such a figure, which is not zero."""

    lines: int = 0
    draft: Decimal | None = None
    approved: Decimal | None = None
    revised: Decimal | None = None
    executed: Decimal | None = None
    # How many lines have no executed figure: the sum of the others is then a least.
    not_executed: int = 0
    # How many lines of a draft have no amount yet.
    not_planned: int = 0

    @classmethod
    def of(cls, row):
        """From a row of the database with a column for each sum."""
        money = {name: exact(row[f"sum_{name}"]) for name in MONEY}
        return cls(**{name: row[name] for name in COUNTS}, **money)

    @classmethod
    def together(cls, several):
        """The sums of several sets of lines that share no line."""
        several = list(several)
        counts = {name: sum(getattr(one, name) for one in several) for name in COUNTS}
        money = {name: _added(getattr(one, name) for one in several) for name in MONEY}
        return cls(**counts, **money)

    @property
    def plan(self):
        """The plan that holds now: the revised one, before the approval the draft."""
        return self.approved_or_draft if self.revised is None else self.revised

    @property
    def stated_plan(self):
        """The same; None where no line states an amount."""
        stated = (self.revised, self.approved, self.draft)
        return next((figure for figure in stated if figure is not None), None)

    @property
    def approved_or_draft(self):
        known = self.approved if self.approved is not None else self.draft
        return ZERO if known is None else known

    @property
    def amended(self):
        """What amendments added or took away."""
        if self.revised is None or self.approved is None:
            return None
        return self.revised - self.approved

    @property
    def executed_share(self):
        """Executed against the plan, as a share; None where either is unknown or there is none."""
        return self.executed / self.plan if self.executed is not None and self.plan else None

    @property
    def is_over_plan(self):
        return self.executed is not None and self.executed > self.plan

    def share_of(self, whole):
        """The plan of these lines as a share of the whole's plan."""
        return self.plan / whole.plan if whole.plan else None


MONEY = ("draft", "approved", "revised", "executed")
COUNTS = ("lines", "not_executed", "not_planned")


def _added(figures):
    """The sum of what is known; None where nothing is."""
    known = [figure for figure in figures if figure is not None]
    return sum(known, ZERO) if known else None
