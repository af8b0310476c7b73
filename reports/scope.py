"""What a reader asked a report about: years, a village, a topic, a kind, a group."""

from dataclasses import dataclass

from groups.models import InitiativeGroup, Village


@dataclass(frozen=True)
class Scope:
    """The filters of a report. An empty one narrows nothing.

    `insider` is a signed-in member of the staff or deputy: they also see how much waits unread.
    """

    first_year: int | None = None
    last_year: int | None = None
    village: Village | None = None
    sector: str = ""
    kind: str = ""
    group: InitiativeGroup | None = None
    insider: bool = False

    @property
    def years(self):
        """(first, last) where years are chosen, either of which may be open; else None."""
        if self.first_year is None and self.last_year is None:
            return None
        return self.first_year, self.last_year

    @property
    def is_whole(self):
        """Whether nothing is narrowed."""
        return not any((self.years, self.village, self.sector, self.kind, self.group))

    @property
    def key(self):
        """What tells this scope from any other, as plain values."""
        return tuple(getattr(value, "pk", value) for value in vars(self).values())
