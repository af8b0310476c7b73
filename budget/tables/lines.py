"""The lines of a year, each leading to its own page."""

from functools import partial
from html import escape

from django.urls import reverse
from django.utils.translation import gettext

from budget.models.choices import Side, Source
from budget.models.line.sums import exact
from language.labels import label
from language.money import amount
from language.templatetags.language import number
from language.texts import active_language, in_language

from . import figures as reading
from .markup import Column, kept, marked, row, small, table, total, unknown


def line_table(figures, lines, unit):
    """Rows of lines; then the totals of all that were chosen, on whichever page they stand."""
    write = _Writer(figures, unit)
    source = Column(gettext("Source"), lambda line: escape(label(Source, line.source)), "")
    totals = [
        write.total(_SIDE_TOTALS[side](), sums)
        for side, sums in figures.chosen.items()
        if sums.lines
    ]
    return write.table(lines, source, totals)


def asked_table(figures, lines, unit):
    """Lines that answer proposals, with how many; then the total of all of them."""
    write = _Writer(figures, unit)
    proposals = Column(gettext("Proposals"), write.proposals)
    words = gettext("Total of lines: %(count)s")
    return write.table(lines, proposals, [write.total(words, figures.asked.now)])


_SIDE_TOTALS = {
    Side.REVENUE: lambda: gettext("Revenue, total of lines: %(count)s"),
    Side.EXPENDITURE: lambda: gettext("Expenditure, total of lines: %(count)s"),
}


class _Writer:
    """Writes one row after another; what is the same in all of them is found once."""

    def __init__(self, figures, unit):
        self.unit, self.language = unit, active_language()
        self.address = reverse("budget:line_detail", args=[figures.budget.year, 0])
        self.address = self.address.removesuffix("0/")
        self.keep = kept(unit)
        self.everywhere = unknown(gettext("Whole aimak"))
        self.amounts = _amounts(figures)

    def table(self, lines, third, totals):
        columns = [Column(gettext("Village"), self.where, ""), third]
        columns += [
            Column(words, partial(self.figure, name)) for name, words in self.amounts.items()
        ]
        rows = [row(self.name(line), columns, line) for line in lines]
        return table(self.unit, gettext("Line"), columns, rows + totals)

    def total(self, words, sums):
        columns = [Column(head, partial(self.sum, name)) for name, head in self.amounts.items()]
        return total(words % {"count": number(sums.lines)}, columns, sums, across=3)

    # What stands in the cells

    def name(self, line):
        title = marked(*in_language(line, "title", self.language), self.language)
        code = small(line.function__code) if line.function__code else ""
        number = f"<small>{escape(line.number)}</small>"
        return f'{number} <a href="{self.address}{line.pk}/{self.keep}">{title}</a>{code}'

    def where(self, line):
        name, code = in_language(line, "village__name", self.language)
        return marked(name, code, self.language) if name else self.everywhere

    def proposals(self, line):
        link = f"{self.address}{line.pk}/{self.keep}#proposals"
        return f'<a href="{link}">{number(line.proposal_count)}</a>'

    def figure(self, name, line):
        if name in {"approved", "planned_draft"}:
            return amount(getattr(line, name), self.unit)
        planned = exact(line.planned_draft if line.revised is None else line.revised)
        if name == "revised":
            return amount(planned, self.unit)
        executed = exact(line.executed)
        if name == "share":
            return reading.share(executed, planned)
        written = amount(executed, self.unit)
        is_over = None not in (executed, planned) and executed > planned
        return written + reading.over_plan() if is_over else written

    def sum(self, name, sums):
        if name == "share":
            return reading.share(sums.executed, sums.plan)
        if name == "executed":
            return reading.executed(sums, self.unit)
        if name == "planned_draft":
            return reading.plan(sums, self.unit)
        return amount(getattr(sums, name), self.unit)


def _amounts(figures):
    """The amounts of a line: {name of the figure: head}."""
    if figures.budget.is_draft:
        return {"planned_draft": gettext("Draft plan")}
    revised = {"revised": gettext("Revised plan")} if figures.is_amended else {}
    return {
        "approved": gettext("Approved plan"),
        **revised,
        "executed": gettext("Executed"),
        "share": gettext("Share of the plan"),
    }
