"""What the budgets should show, kept in plain numbers beside the database."""

from dataclasses import dataclass, field
from decimal import Decimal

QUARTERS = (1, 2, 3, 4)


def added(figures):
    """The sum of what is known; None where nothing is."""
    known = [figure for figure in figures if figure is not None]
    return sum(known, Decimal(0)) if known else None


@dataclass(eq=False)
class Entry:
    """A line of a budget."""

    year: int
    number: str
    side: str
    source: str
    # The function of the highest level; empty for revenue.
    root: str = ""
    village: int | None = None
    draft: Decimal | None = None
    approved: Decimal | None = None
    # What each amendment changed, by its key, in the order of the amendments.
    changes: dict[int, Decimal] = field(default_factory=dict)
    quarters: dict[int, Decimal] = field(default_factory=dict)
    proposals: set[str] = field(default_factory=set)
    measure: int | None = None
    pk: int | None = None

    @property
    def revised(self):
        return None if self.approved is None else self.approved + sum(self.changes.values())

    @property
    def plan(self):
        return self.draft if self.approved is None else self.revised

    @property
    def executed(self):
        return self.executed_by(QUARTERS[-1])

    @property
    def quarter(self):
        """The latest quarter for which something is reported."""
        return max(self.quarters, default=None)

    def executed_by(self, quarter):
        """The latest figure that is known by the end of a quarter."""
        stated = [each for each in self.quarters if each <= quarter]
        return self.quarters[max(stated)] if stated else None


class Sum:
    """The sums of some lines; None where no line states such a figure."""

    def __init__(self, entries):
        self.entries = list(entries)

    def __len__(self):
        return len(self.entries)

    def __getattr__(self, name):
        return added(getattr(entry, name) for entry in self.entries)

    @property
    def share(self):
        """Executed against the plan; None where there is nothing to divide or to divide by."""
        return self.executed / self.plan if self.executed is not None and self.plan else None

    def part_of(self, whole):
        return self.plan / whole.plan if self.plan is not None and whole.plan else None

    def executed_by(self, quarter):
        """What a quarter's reports add up to; None where no line reports of the quarter."""
        if not any(quarter in entry.quarters for entry in self.entries):
            return None
        return added(entry.executed_by(quarter) for entry in self.entries)

    def changed_by(self, amendment):
        return sum((entry.changes.get(amendment, Decimal(0)) for entry in self.entries), Decimal(0))


@dataclass
class Undertaking:
    """A measure: whether everyone may read it, and the proposals that it answers."""

    is_public: bool = True
    proposals: set[str] = field(default_factory=set)


@dataclass
class Books:
    """All years together."""

    entries: list[Entry] = field(default_factory=list)
    # The amendments of each year, in their order.
    amendments: dict[int, list[int]] = field(default_factory=dict)
    drafts: set[int] = field(default_factory=set)
    public: set[str] = field(default_factory=set)
    measures: dict[int, Undertaking] = field(default_factory=dict)

    def of(self, year, **wanted):
        """The lines of a year that have these values."""
        return [
            entry
            for entry in self.entries
            if entry.year == year
            and all(getattr(entry, name) == value for name, value in wanted.items())
        ]

    def entry(self, year, number):
        (entry,) = self.of(year, number=number)
        return entry

    def asked_by(self, entry):
        """The public proposals that an expenditure answers, by name or through its measure."""
        if entry.side != "expenditure":
            return set()
        measure = self.measures.get(entry.measure, Undertaking())
        through = measure.proposals if measure.is_public else set()
        return (entry.proposals | through) & self.public

    def asked(self, year):
        return [entry for entry in self.of(year) if self.asked_by(entry)]

    def answering(self, proposal):
        """The expenditure lines that answer a proposal."""
        return [entry for entry in self.entries if proposal in self.asked_by(entry)]
