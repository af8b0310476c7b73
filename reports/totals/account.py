"""How far proposals came, as one row of counts."""

from dataclasses import dataclass, fields

from reports.ratio import Ratio


@dataclass(frozen=True)
class Account:
    """How many proposals came how far.

    A question is answered and never accepted, so the share accepted is of the proposals alone.
    """

    received: int = 0
    decided: int = 0
    accepted: int = 0
    rejected: int = 0
    begun: int = 0
    implemented: int = 0
    waiting: int = 0
    overdue: int = 0
    withdrawn: int = 0
    unstated: int = 0
    decided_proposals: int = 0
    accepted_proposals: int = 0

    @classmethod
    def of(cls, row):
        """From a row of the database with a column for each count that it knows."""
        return cls(**{name: row[name] for name in COUNTS if name in row})

    @classmethod
    def together(cls, several):
        """The counts of sets that share no proposal."""
        several = list(several)
        return cls(**{name: sum(getattr(one, name) for one in several) for name in COUNTS})

    @property
    def accepted_share(self):
        """None where no proposal is decided."""
        return Ratio(self.accepted_proposals, self.decided_proposals).share

    @property
    def otherwise(self):
        """Decided, and neither accepted nor rejected."""
        return self.decided - self.accepted - self.rejected

    @property
    def decided_questions(self):
        return self.decided - self.decided_proposals


COUNTS = tuple(field.name for field in fields(Account))
