"""The rows of a page's tables, as they came back: which of them still exist, and which are new.

Django pairs returned rows with stored ones by their place in the form. A row that somebody else
deleted or added meanwhile would shift that pairing; here the returned data is put in order first.
"""

from dataclasses import dataclass, field


@dataclass
class Returned:
    """The rows of one table of a returned page."""

    data: dict
    files: dict
    prefix: str
    pk_name: str
    stored: list = field(default_factory=list)
    lost: list = field(default_factory=list)
    adopted: object = None

    @property
    def count(self):
        return self._number("INITIAL_FORMS")

    def keys(self):
        """The keys of the rows that the page showed, by their place in the form."""
        return [
            self.data.get(f"{self.prefix}-{place}-{self.pk_name}", "")
            for place in range(min(self.count, self._number("TOTAL_FORMS")))
        ]

    def drop_lost(self, existing):
        """Take out the rows that no longer exist and remember what was typed in them."""
        kept = []
        for place, key in enumerate(self.keys()):
            if key in existing:
                kept.append(place)
            else:
                self.lost.append(self._typed(place))
        self.stored = [self.keys()[place] for place in kept]
        if not self.lost:
            return
        new = range(self.count, self._number("TOTAL_FORMS"))
        self._renumber([*kept, *new])
        self.data[f"{self.prefix}-INITIAL_FORMS"] = str(len(kept))

    def adopt(self, key):
        """Take the only new row as a change of the row that somebody else entered meanwhile."""
        self.data[f"{self.prefix}-INITIAL_FORMS"] = "1"
        self.data[f"{self.prefix}-0-{self.pk_name}"] = str(key)
        self.stored, self.adopted = [str(key)], key

    def is_typed(self, place, ignored=()):
        """Whether anything was typed in the row."""
        return bool(self._typed(place, ignored))

    def _number(self, name):
        text = self.data.get(f"{self.prefix}-{name}", "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0

    def _typed(self, place, ignored=()):
        start = f"{self.prefix}-{place}-"
        hidden = {self.pk_name, "DELETE", *ignored}
        return [
            value
            for name, value in self.data.items()
            if name.startswith(start) and name.removeprefix(start) not in hidden and value.strip()
        ]

    def _renumber(self, order):
        for source in (self.data, self.files):
            self._move(source, order)
        self.data[f"{self.prefix}-TOTAL_FORMS"] = str(len(order))

    def _move(self, source, order):
        rows = []
        for place in order:
            start = f"{self.prefix}-{place}-"
            names = [name for name in source if name.startswith(start)]
            rows.append({name.removeprefix(start): source.getlist(name) for name in names})
        for place in range(self._number("TOTAL_FORMS")):
            start = f"{self.prefix}-{place}-"
            for name in [name for name in source if name.startswith(start)]:
                del source[name]
        for place, row in enumerate(rows):
            for name, values in row.items():
                source.setlist(f"{self.prefix}-{place}-{name}", values)
