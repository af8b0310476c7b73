"""A budget as it stands, and what its lines may name: read whole, in a few queries."""

from collections import defaultdict

from django.db.models import Exists, OuterRef

from budget.models import BudgetLine, ClassificationCode, Execution
from budget.models.line.sums import ZERO, exact
from budget.workbook.columns import CODES, MONEY
from budget.workbook.words import LISTS, tidy
from groups.models import Village
from hearings.models import Proposal
from language.labels import label
from language.money import money
from language.texts import in_language
from language.words import Names
from programs.models import Measure

BATCH = 500
_CODE_COLUMNS = ("kind", "code", "first_year", "last_year", "for_revenue", "for_expenditure")


def added(figures):
    """The sum of those that are known; None where none is."""
    known = [exact(figure) for figure in figures if figure is not None]
    return sum(known, ZERO) if known else None


class StoredBudget:
    """The lines of a budget by their number, each with its figures and its public proposals."""

    def __init__(self, budget, *, lock=False):
        self.budget = budget
        if lock:
            # Whoever writes the lines later has read them as nobody else changes them.
            list(budget.lines.select_for_update().order_by("pk").values_list("pk"))
        lines = list(budget.lines.with_figures().in_order())
        self.lines = {line.number: line for line in lines}
        self._tidied = {tidy(line.number): line for line in lines}
        self._bring(lines)

    def line(self, number):
        """The line of a number as a sheet states it; None where there is none."""
        return self.lines.get(number) or self._tidied.get(number)

    def _bring(self, lines):
        """Each line gets `figures` (Execution by quarter) and `named` (proposals: key by number).

        What belongs to a line that came in between two questions is passed over.
        """
        by_key = {line.pk: line for line in lines}
        for line in lines:
            line.figures, line.named = {}, {}
        for row in Execution.objects.of_budget(self.budget).order_by("quarter"):
            if row.line_id in by_key:
                row.line = by_key[row.line_id]
                row.line.figures[row.quarter] = row
        links = BudgetLine.proposals.through.objects.filter(
            # Looked up for each link: SQLite would read the register for the set of all.
            Exists(Proposal.objects.public().filter(pk=OuterRef("proposal"))),
            budgetline__budget=self.budget,
        )
        columns = ("budgetline", "proposal__number", "proposal")
        for line, number, proposal in links.order_by("proposal__number").values_list(*columns):
            if line in by_key:
                by_key[line].named[number] = proposal


class Codes:
    """The classification of a year."""

    def __init__(self, year):
        self.by_key = {code.pk: code for code in ClassificationCode.objects.only(*_CODE_COLUMNS)}
        # Of two that hold, the later one counts.
        in_order = sorted(self.by_key.values(), key=lambda code: code.first_year)
        self.in_year = {(code.kind, code.code): code for code in in_order if code.exists_in(year)}

    def text(self, key):
        """The digits of a stored code; empty for none."""
        return self.by_key[key].code if key else ""


class Villages:
    """The villages by their names in each language."""

    def __init__(self):
        self.by_key = {village.pk: village for village in Village.objects.all()}
        self._names = Names(
            (name, village.pk)
            for village in self.by_key.values()
            for name in (village.name_ky, village.name_ru, village.name_en)
            if name
        )

    def meant_by(self, text):
        return self._names.meant_by(text)

    def name(self, key):
        """The name of a stored village in the reader's language; empty for none."""
        return in_language(self.by_key[key], "name")[0] if key else ""

    def names(self):
        """The names to choose from."""
        return list(dict.fromkeys(filter(None, map(self.name, self.by_key))))


class Register:
    """What lines may name: codes, villages, and the measures and proposals that a sheet names."""

    def __init__(self, year, stated=()):
        self.codes = Codes(year)
        self.villages = Villages()
        values = defaultdict(set)
        for row in stated:
            values["measures"].update({row.values.get("measure")} - {None})
            values["proposals"].update(row.values.get("proposals", ()))
        self.measures = {key for (key,) in _found(Measure.objects, "pk", values["measures"])}
        public = Proposal.objects.public()
        self.proposals = dict(_found(public, "number", values["proposals"], "pk"))

    def told(self, key, value):
        """A value of a line as a reader knows it; empty for none."""
        if value in (None, ""):
            return ""
        if key in CODES:
            return self.codes.text(value)
        if key in LISTS:
            return label(LISTS[key], value)
        if key == "village":
            return self.villages.name(value)
        return money(exact(value)) if key in MONEY else str(value)


def _found(records, column, wanted, *more):
    """The wanted rows, asked for in portions: one question has its greatest length."""
    wanted = sorted(wanted)
    for start in range(0, len(wanted), BATCH):
        chosen = records.filter(**{f"{column}__in": wanted[start : start + BATCH]})
        yield from chosen.order_by().values_list(column, *more)
