"""Reading history: who changed which field from what to what, when and why."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import get_user_model
from django.db.models import CharField, OuterRef, Subquery, Value
from django.utils.text import capfirst
from django.utils.translation import gettext

from language.texts import active_language, in_language

from .keeping import ADDED, DELETED
from .kept import KEPT, Kept
from .seal import comparable
from .values import is_told, readable

# What a record is called by: the first of these that says something.
NAMING = ("number", "full_name", "username", "title", "name", "contest", "what", "year")


@dataclass(frozen=True)
class Change:
    """One field: its name, the language of its text, what stood there and what stands there."""

    label: str
    language: str
    before: str
    after: str


@dataclass(frozen=True)
class Entry:
    """One save: who did what to which record, with the fields that changed."""

    kept: Kept
    number: int
    name: str
    kind: str
    when: datetime
    who: str
    changes: list
    why: str
    why_language: str

    @property
    def kind_of_record(self):
        return capfirst(str(self.kept.model._meta.verbose_name))

    @property
    def is_new(self):
        return self.kind == ADDED

    @property
    def is_end(self):
        return self.kind == DELETED


@dataclass(frozen=True)
class Source:
    """Rows of history of one kind of record, and whether the reader is shown all of each row."""

    kept: Kept
    rows: object
    keeps: bool

    @classmethod
    def of(cls, kept, *, keeps, **narrowed):
        rows = kept.history._base_manager.filter(**narrowed)
        return cls(kept, rows if keeps else rows.filter(kept.shown), keeps)


def in_order(sources):
    """The rows of several tables, the newest first: (table, number of the row, moment)."""
    parts = [
        source.rows.order_by()
        .annotate(table=Value(source.kept.model._meta.label_lower, output_field=CharField()))
        .values_list("table", "history_id", "history_date")
        for source in sources
    ]
    if not parts:
        return []
    every = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    return every.order_by("-history_date", "-history_id")


class Reader:
    """Somebody at the desk: what they are told of a row, and by which names.

    `name_of` says how an account is called; `visible` gives those of some records, named by rows,
    that this reader may see at the desk.
    """

    def __init__(self, name_of, visible):
        self.name_of = name_of
        self.visible = visible

    def entries(self, keys, sources):
        """The entries of some rows, in the same order; saves that changed nothing are left out."""
        pairs = {}
        for source in sources:
            label = source.kept.model._meta.label_lower
            numbers = [number for table, number, _when in keys if table == label]
            for row, before in _with_earlier(source, numbers):
                pairs[label, row.history_id] = (source, row, before)
        names = self._names(pairs.values())
        accounts = self._accounts(pairs.values())
        made = [
            self._entry(*pairs[table, number], names, accounts)
            for table, number, _when in keys
            if (table, number) in pairs
        ]
        return [entry for entry in made if entry.changes or entry.is_end or entry.is_new]

    def _entry(self, source, row, before, names, accounts):
        why, language = _why(row)
        return Entry(
            kept=source.kept,
            number=getattr(row, source.kept.key),
            name=_called(row),
            kind=row.history_type,
            when=row.history_date,
            who=accounts.get(row.history_user_id, ""),
            changes=list(_changes(source, row, before, names)),
            why=why,
            why_language=language,
        )

    def _accounts(self, pairs):
        numbers = {row.history_user_id for _source, row, _before in pairs} - {None}
        users = get_user_model()._base_manager.prefetch_related("groups").in_bulk(numbers)
        return {number: self.name_of(user) for number, user in users.items()}

    def _names(self, pairs):
        """The names of the records that the rows name, as far as this reader may see them."""
        wanted = {}
        for source, row, before in pairs:
            for each in (row, before) if before else (row,):
                for model, number in _named(source.kept, each):
                    wanted.setdefault(model, set()).add(number)
        return {
            (model, record.pk): str(record)
            for model, numbers in wanted.items()
            for record in self.visible(model, numbers)
        }


def _with_earlier(source, numbers):
    """The rows, each with the row of the same record before it, or None."""
    kept = source.kept
    rows = source.rows.model._base_manager.filter(history_id__in=numbers)
    readable_rows = Source.of(kept, keeps=source.keeps).rows
    earlier = readable_rows.filter(**{kept.key: OuterRef(kept.key)})
    earlier = earlier.filter(history_id__lt=OuterRef("history_id")).order_by("-history_id")
    rows = list(rows.annotate(earlier=Subquery(earlier.values("history_id")[:1])))
    before = kept.history._base_manager.in_bulk({row.earlier for row in rows} - {None})
    return [(row, before.get(row.earlier)) for row in rows]


def _named(kept, row):
    for column in kept.columns:
        number = getattr(row, column.attname)
        if column.is_relation and number is not None:
            yield column.related_model, number
    for column in kept.links:
        for number in row.history_links.get(column.name, []):
            yield column.related_model, number


def _changes(source, row, before, names):
    if row.history_type == DELETED:
        return
    for column in filter(is_told, source.kept.columns):
        old = getattr(before, column.attname) if before else None
        new = getattr(row, column.attname)
        if (comparable(column, old) or "") == (comparable(column, new) or ""):
            continue
        told = source.keeps or column.name not in source.kept.private
        yield Change(
            label=capfirst(str(column.verbose_name)),
            language=getattr(column, "language", ""),
            before=_said(column, old, names, told),
            after=_said(column, new, names, told),
        )
    yield from _link_changes(source.kept, row, before, names)


def _said(column, value, names, told):
    if told:
        return readable(column, value, names)
    return gettext("not shown") if value not in (None, "") else ""


def _link_changes(kept, row, before, names):
    for column in kept.links:
        old = before.history_links.get(column.name, []) if before else []
        new = row.history_links.get(column.name, [])
        if old != new:
            yield Change(
                label=capfirst(str(column.verbose_name)),
                language="",
                before=_listed(column, old, names),
                after=_listed(column, new, names),
            )


def _listed(column, numbers, names):
    return ", ".join(names.get((column.related_model, each)) or f"№ {each}" for each in numbers)


def _called(row):
    columns = {column.name for column in row._meta.concrete_fields}
    for name in NAMING:
        if name in columns and (said := getattr(row, name)):
            return str(said)
        if f"{name}_{active_language()}" in columns and (said := in_language(row, name)[0]):
            return said
    return ""


def _why(row):
    said = row.history_change_reason or {}
    for language in (active_language(), *said):
        if text := said.get(language):
            return text, language
    return "", ""


def kept_of(label):
    """The kept model of this name; None where there is none."""
    return next((kept for kept in KEPT.values() if kept.model._meta.label_lower == label), None)
