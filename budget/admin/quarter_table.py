"""The table of a quarter: its lines in the order of the paper with what is stored of each."""

from dataclasses import dataclass

from django.forms import BoundField

from budget.models import BudgetLine, Execution
from groups.desk import seen
from language.texts import active_language, in_language

# Each line sends a figure and a note; a request may hold a thousand fields. A longer budget comes
# in parts.
LINES_AT_ONCE = 400


@dataclass
class Row:
    """One line of the table."""

    line: BudgetLine
    stored: Execution | None
    before: Execution | None
    amount: BoundField | None = None
    note: BoundField | None = None

    @property
    def key(self):
        return str(self.line.pk)

    @property
    def figure(self):
        return self.stored.executed if self.stored else None

    @property
    def said(self):
        """The note in the language of the page, on one line."""
        return one_line(getattr(self.stored, _note_column(), "")) if self.stored else ""

    def said_elsewhere(self):
        """The note where it stands in another language only."""
        return "" if self.said or self.stored is None else in_language(self.stored, "note")[0]

    @property
    def mark(self):
        return mark_of(self.figure, self.said)


def mark_of(figure, note):
    """A keyed mark of what a row shows, to notice later that it was changed."""
    text = "" if figure is None else f"{figure:.2f}"
    return seen.mark("figure", f"{text}|{note}")


def one_line(text):
    """The text as a box of one line holds it."""
    return " ".join((text or "").split())


def _note_column():
    return f"note_{active_language()}"


def rows_of(budget, quarter, part):
    """The lines of one part in the order of the paper with their figures, and how many parts."""
    lines = list(budget.lines.for_lists().in_order())
    parts = max(1, -(-len(lines) // LINES_AT_ONCE))
    part = min(part, parts)
    lines = lines[(part - 1) * LINES_AT_ONCE : part * LINES_AT_ONCE]
    figures = {}
    for figure in Execution.objects.filter(line__budget=budget, quarter__lte=quarter):
        figures.setdefault(figure.line_id, {})[figure.quarter] = figure
    rows = []
    for line in lines:
        known = figures.get(line.pk, {})
        earlier = [known[each] for each in sorted(known) if each < quarter]
        rows.append(Row(line, known.get(quarter), earlier[-1] if earlier else None))
    return rows, part, parts
