"""A field of a public dataset: what it holds, where it comes from, and what it means."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.db.models import Case, F, Q, When
from django.db.models.expressions import Combinable
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from budget.models.line.sums import exact
from language.numbers import shortest

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
TEXT, TEXTS, CODE, DATE, MOMENT = "text", "texts", "code", "date", "datetime"
WHOLE, NUMBER, MONEY, SHARE, YES_NO, LINK = (
    "integer",
    "number",
    "money",
    "share",
    "boolean",
    "reference",
)

# What each kind of field holds, for the page and the data dictionary.
KINDS = {
    TEXT: _("text"),
    TEXTS: _("text in Kyrgyz, Russian and English"),
    CODE: _("a code of a closed list"),
    DATE: _("day, as 2026-03-12"),
    MOMENT: _("day and time with the distance from Greenwich"),
    WHOLE: _("whole number"),
    NUMBER: _("number with a decimal point"),
    MONEY: _("som, with two digits after the point"),
    SHARE: _("share: 1 is all, more only where a note explains the figures"),
    YES_NO: _("yes or no"),
    LINK: _("the key of a row of another table"),
}

_TEN_THOUSANDTH = Decimal("0.0001")


@dataclass(frozen=True)
class Field:
    """One field. `source` is a column of the model or of a joined one (the key, if not named),
    an expression, or a function of the record, which for texts also takes the language.

    `public` hides what is not for everybody: where the condition does not hold, nothing is told.
    `columns` are those of the model that an expression or a function tells of.
    """

    key: str
    kind: str = TEXT
    about: str = ""
    source: str | Combinable | Callable = ""
    of: str = ""
    codes: type | None = None
    public: Q | None = None
    columns: tuple[str, ...] = ()

    @property
    def reads_records(self):
        """Whether it is computed by the record itself and not by the database."""
        return callable(self.source) and not isinstance(self.source, Combinable)

    @property
    def column(self):
        return self.source if isinstance(self.source, str) and self.source else self.key

    @property
    def told(self):
        """The columns of the model that it tells of, as the model names them."""
        if self.columns:
            return self.columns
        return () if self.source and not isinstance(self.source, str) else (self.column,)

    @property
    def names(self):
        """Its heads in a file: one, or one for each language."""
        return [f"{self.key}_{code}" for code in LANGUAGES] if self.kind == TEXTS else [self.key]

    @property
    def sources(self):
        """Where each of its heads is read from: columns, expressions or functions of a record."""
        if self.kind == TEXTS:
            return [self._in(code) for code in LANGUAGES]
        return [self._guarded(self.source or self.key)]

    def explained(self, model):
        """What it means, in the active language: its own words, or the name of its column."""
        return str(self.about) or capfirst(_verbose_name(model, self.told[0]))

    def clean(self, value):
        """A stored value as it is told; None is "not stated"."""
        if value is None or value == "":
            return None
        return _CLEANED.get(self.kind, _as_it_is)(value)

    def restricted(self, value):
        """The rows whose field holds this value, never those that hide it."""
        same = Q(**{self.column: value})
        return same & self.public if self.public else same

    def _in(self, code):
        if self.reads_records:
            return lambda record: self.source(record, code)
        return self._guarded(f"{self.column}_{code}")

    def _guarded(self, source):
        if self.public is None:
            return source
        return Case(When(self.public, then=F(source) if isinstance(source, str) else source))


def _verbose_name(model, path):
    """The name of a column, also of a joined record."""
    *joined, name = path.split("__")
    for each in joined:
        model = model._meta.get_field(each).related_model
    return str(model._meta.get_field(name).verbose_name)


def _as_it_is(value):
    return value


def _share(value):
    return Decimal(value).quantize(_TEN_THOUSANDTH)


def _yes_no(value):
    return bool(value)


# SQLite computes money as floating numbers and truth as 0 and 1.
_CLEANED = {MONEY: exact, NUMBER: shortest, SHARE: _share, YES_NO: _yes_no}


def key(about=""):
    """The key by which most records are known."""
    return Field("id", WHOLE, about or _("The key of the row; other tables refer to it."))


def texts(key, about="", **values):
    return Field(key, TEXTS, about, **values)


def code(key, codes, about="", **values):
    return Field(key, CODE, about, codes=codes, **values)


def link(key, of, about="", source="", **values):
    """A row of another dataset, by its key."""
    column = source or f"{key}_id"
    return Field(key, LINK, about, source=column, of=of, **({"columns": (key,)} | values))


def whole(key, about="", **values):
    return Field(key, WHOLE, about, **values)


def day(key, about="", **values):
    return Field(key, DATE, about, **values)


def money(key, about="", **values):
    return Field(key, MONEY, about, **values)
