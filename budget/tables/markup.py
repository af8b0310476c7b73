"""What every table of amounts is made of. Words are escaped here, where they are put in."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from html import escape

from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from language.money import Unit


@dataclass(frozen=True)
class Column:
    """A column: its head, and what writes its cell for a row."""

    head: str
    write: Callable
    css: str = "num"

    @property
    def heading(self):
        return f'<th scope="col"{self._class}>{escape(self.head)}</th>'

    def cell(self, row):
        return f"{self._start}{self.write(row)}</td>"

    @property
    def _class(self):
        return f' class="{self.css}"' if self.css else ""

    @cached_property
    def _start(self):
        return f'<td{self._class} data-label="{escape(self.head)}">'


def table(unit, first, columns, rows):
    """A table that becomes labelled cards on a phone; its caption says what amounts count."""
    heads = "".join(column.heading for column in columns)
    # Every piece was escaped where it was put in.
    return mark_safe(  # noqa: S308
        f'<table class="cards">\n<caption>{escape(unit_words(unit))}</caption>\n'
        f'<thead><tr><th scope="col">{escape(first)}</th>{heads}</tr></thead>\n'
        f"<tbody>\n{''.join(rows)}</tbody>\n</table>\n"
    )


def row(name, columns, content):
    cells = "".join([column.cell(content) for column in columns])
    return f'<tr><th scope="row">{name}</th>{cells}</tr>\n'


def total(name, columns, content, across=1):
    """The last row; its name reaches across the columns that have no total."""
    wide = f' colspan="{across}"' if across > 1 else ""
    cells = "".join([column.cell(content) for column in columns])
    return f'<tr class="total"><th scope="row"{wide}>{escape(name)}</th>{cells}</tr>\n'


def unit_words(unit):
    """What the amounts of a table count."""
    if unit == Unit.THOUSAND:
        return gettext("Amounts in thousand som.")
    return gettext("Amounts in som.")


def kept(unit):
    """What an address carries on, so that the next page counts the same; som need no word."""
    return f"?unit={unit.value}" if unit == Unit.THOUSAND else ""


def marked(text, code, language):
    """A text, marked where it is in another language than the page."""
    if code == language:
        return escape(text)
    return f'<span lang="{escape(code)}">{escape(text)}</span>'


def small(words):
    return f" <small>{escape(words)}</small>"


def unknown(words):
    return f'<span class="unknown">{escape(words)}</span>'
