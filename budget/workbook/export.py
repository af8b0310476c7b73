"""A budget as a workbook, in the shape in which one is taken in: text never becomes a formula."""

from attachments.workbook.writing import Sheet, write_workbook
from budget.models.choices import Side, Source
from budget.models.line.sums import exact
from budget.workbook.columns import BY_KEY, EXECUTED, FIELDS, NOTES, PLANS, TITLES
from budget.workbook.stored import Codes, StoredBudget, Villages, added
from budget.workbook.words import TOTALS
from language.labels import label
from language.texts import active_language
from programs.models import Measure


def export_lines(budget, *, everything=False):
    """The lines of a budget in the active language: a temporary file, open at its beginning.

    Brought back as it is, it changes nothing. Only public measures and proposals are named; for
    staff (`everything`) also measures that are not public. Whether the budget itself is public,
    the caller knows.
    """
    villages = Villages()
    rows = _Rows(budget, villages, everything)
    *others, last = rows.totals()
    return write_workbook(
        Sheet(line_columns(villages), [*rows.lines(), *others], total=last),
    )


def line_columns(villages):
    """The columns of a sheet of lines, with what closed lists offer in the active language."""
    offered = {
        "side": [label(Side, side) for side in Side],
        "source": [label(Source, source) for source in Source],
        "village": villages.names(),
    }
    return [field.column(offered.get(field.key, ())) for field in FIELDS]


class _Rows:
    """The rows of a sheet, each with a value for every column."""

    def __init__(self, budget, villages, everything):
        self.budget, self.villages = budget, villages
        self.codes = Codes(budget.year)
        self.stored = StoredBudget(budget)
        measures = Measure.objects.filter(lines__budget=budget)
        measures = measures if everything else measures.public()
        self.measures = set(measures.values_list("pk", flat=True))

    def lines(self):
        for line in self.stored.lines.values():
            yield list(self._line(line).values())

    def _line(self, line):
        values = dict.fromkeys(BY_KEY)
        values |= {
            "number": line.number,
            "side": label(Side, line.side),
            "function": self.codes.text(line.function_id),
            "economic": self.codes.text(line.economic_id),
            "village": self.villages.name(line.village_id),
            "source": label(Source, line.source),
            "measure": line.measure_id if line.measure_id in self.measures else None,
            "proposals": ", ".join(line.named),
        }
        values |= {key: getattr(line, key) for key in TITLES}
        values |= {key: exact(getattr(line, key)) for key in PLANS}
        for key, quarter in EXECUTED.items():
            if quarter in line.figures:
                values[key] = line.figures[quarter].executed
        if line.figures:
            latest = line.figures[max(line.figures)]
            values |= {key: getattr(latest, key) for key in NOTES}
        return values

    def totals(self):
        """A row for each side, as the page of the budget adds it up."""
        for side in Side:
            lines = [line for line in self.stored.lines.values() if line.side == side]
            values = dict.fromkeys(BY_KEY)
            values["side"] = label(Side, side)
            values[f"title_{active_language()}"] = str(TOTALS[side])
            values |= {key: added(getattr(line, key) for line in lines) for key in PLANS}
            values |= {key: _executed(lines, quarter) for key, quarter in EXECUTED.items()}
            yield list(values.values())


def _executed(lines, quarter):
    """What was executed by the end of a quarter; None where no line states anything for it.

    A line that states nothing for it counts with its latest figure before it.
    """
    if not any(quarter in line.figures for line in lines):
        return None
    stated = ([each for each in line.figures if each <= quarter] for line in lines)
    pairs = zip(lines, stated, strict=True)
    return added(line.figures[max(quarters)].executed for line, quarters in pairs if quarters)
