"""What a chart shows: a value, its name, and how it reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import format_html
from django.utils.safestring import SafeData

from language.unstated import not_stated


@dataclass(frozen=True)
class Bar:
    """One value: what it is of, how large it is, how it reads.

    A value of None is not stated, which is never zero. `other` is drawn beside it (the plan, the
    year before), and `other_text` says what it is: "2025: 3 900 000".
    """

    label: str
    value: Decimal | int | None
    text: str = ""
    other: Decimal | int | None = None
    other_text: str = ""

    @property
    def words(self):
        return worded(self.value, self.text)


@dataclass(frozen=True)
class Series:
    """Values of one kind, one for each group: the revenue of every quarter."""

    label: str
    values: Sequence[Decimal | int | None]
    texts: Sequence[str]

    @property
    def words(self):
        pairs = zip(self.values, self.texts, strict=True)
        return [worded(value, text) for value, text in pairs]


def worded(value, text):
    """How a value reads; one that is not stated is marked so, in the caller's words or in ours."""
    if value is not None or isinstance(text, SafeData):
        return text
    return format_html('<span class="unknown">{}</span>', text) if text else not_stated()
