"""A public dataset: which rows it has, what each tells, and by what it can be narrowed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Model, QuerySet

from reports.datasets.field import LINK, Field

# So many rows are in memory at a time, however many are asked for.
BATCH = 1000


@dataclass(frozen=True)
class Filter:
    """What rows can be narrowed by: a field of theirs, or a rule of its own such as the year.

    `begins` is the key after which its rows begin, where they stand together in the order of keys.
    It is no condition beside the key of a page: SQLite would start from the lesser of the two.
    """

    field: Field
    narrow: Callable[[QuerySet, object], QuerySet]
    begins: Callable[[object], object] | None = None

    @classmethod
    def by(cls, field):
        """By a field of the rows themselves."""
        return cls(field, lambda rows, value: rows.filter(field.restricted(value)))


@dataclass(frozen=True)
class Dataset:
    """A table of public facts, from which files, dictionary and interface all follow.

    `rows` is a set of the floors below that holds only what everybody may read. The first field is
    the key, by which rows are ordered and found. `withheld` names each column of the model that is
    not told, with the reason; `joined` the models whose columns stand in the same row.
    """

    key: str
    title: str
    about: str
    model: type[Model]
    rows: Callable[[], QuerySet]
    fields: Sequence[Field]
    narrowed_by: Sequence[str] = ()
    more_filters: Sequence[Filter] = ()
    withheld: dict[str, str] = field(default_factory=dict)
    joined: dict[str, type[Model]] = field(default_factory=dict)

    @property
    def identity(self):
        return self.fields[0]

    @cached_property
    def names(self):
        """The heads of its file."""
        return [name for field in self.fields for name in field.names]

    @cached_property
    def filters(self):
        """What its rows can be narrowed by, by the name that a reader writes."""
        own = {each.key: each for each in self.fields}
        by_field = {key: Filter.by(own[key]) for key in self.narrowed_by}
        return by_field | {each.field.key: each for each in self.more_filters}

    @property
    def links(self):
        """The datasets that its rows refer to."""
        return {each.of for each in self.fields if each.kind == LINK}

    def page(self, chosen, after=None, most=BATCH):
        """The rows after a key as a reader chose them: {name of a filter: value}."""
        rows = self.rows()
        for name, value in chosen.items():
            each = self.filters[name]
            rows = each.narrow(rows, value)
            if each.begins:
                after = max(filter(None, [after, each.begins(value)]))
        return self.batch(rows, after, most)

    def batch(self, rows, after=None, most=BATCH):
        """The next rows in the order of the key, as plain values in the order of `names`.

        Never by counting rows to pass over: the last page costs what the first one costs.
        """
        column = self.identity.column
        if after is not None:
            rows = rows.filter(**{f"{column}__gt": after})
        return [self._cleaned(row) for row in self._read(rows.order_by(column))[:most]]

    def one(self, identity):
        """The row with this key, or None."""
        rows = self.rows().filter(**{self.identity.column: identity})
        return next((self._cleaned(row) for row in self._read(rows)[:1]), None)

    def every(self):
        """All rows, read a batch at a time as they are taken.

        Each batch is a question of its own: an open cursor would hold up the database for as long
        as the slowest reader takes.
        """
        rows, last = self.rows(), None
        while some := self.batch(rows, last):
            yield from some
            last = some[-1][0]

    # Behind them

    @cached_property
    def _sources(self):
        return [source for field in self.fields for source in field.sources]

    @cached_property
    def _fields_of_names(self):
        return [field for field in self.fields for _name in field.names]

    def _read(self, rows):
        if any(each.reads_records for each in self.fields):
            return _Records(self._asked(rows), self._columns)
        return self._asked(rows).values_list(*self._columns)

    def _asked(self, rows):
        """The rows with what the database computes for each, under names of its own."""
        computed = {
            f"told_{name}": source
            for name, source in zip(self.names, self._sources, strict=True)
            if hasattr(source, "resolve_expression")
        }
        return rows.annotate(**computed) if computed else rows

    @cached_property
    def _columns(self):
        return [
            f"told_{name}" if hasattr(source, "resolve_expression") else source
            for name, source in zip(self.names, self._sources, strict=True)
        ]

    def _cleaned(self, row):
        return tuple(
            field.clean(value) for field, value in zip(self._fields_of_names, row, strict=True)
        )


class _Records:
    """Rows whose values the records compute themselves."""

    def __init__(self, records, sources):
        self.records, self.sources = records, sources

    def __getitem__(self, some):
        records = self.records[some]
        return [[_value(record, source) for source in self.sources] for record in records]


def _value(record, source):
    if callable(source):
        return source(record)
    for name in source.split("__"):
        # A hearing without minutes has none to ask.
        record = getattr(record, name, None)
    return record
