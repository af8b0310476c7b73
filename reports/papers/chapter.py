"""A report as a chapter of a paper: what was asked and what is answered."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from language.templatetags.language import number
from reports.answers import answer
from reports.report import Report
from reports.scope_words import in_words
from reports.section import Section

# Nobody reads more rows on paper; a small machine would lay them out for minutes.
MOST_ROWS = 300


@dataclass(frozen=True)
class Chapter:
    """The answer of a report for a scope, which is said in words: pairs of a subject and a text."""

    report: Report
    scope: Sequence[tuple[str, str]]
    sections: Sequence[Section]

    @property
    def is_wide(self):
        """Whether one of its tables needs the sheet to lie on its side."""
        return any(each.table.is_wide for each in self.sections if each.table and each.table.rows)


def chapter(report, scope):
    """The chapter in the active language."""
    return of(report, scope, answer(report, scope))


def of(report, scope, sections):
    """The chapter of sections that are already at hand."""
    return Chapter(report, in_words(scope, report), [_fitting(each) for each in sections])


def _fitting(section):
    """The section with no more rows than paper takes; a note says how many there are."""
    table = section.table
    if not table or len(table.rows) <= MOST_ROWS:
        return section
    note = _(
        "On paper stand the first %(shown)s rows of %(all)s; the Excel file holds all. The totals "
        "are those of all rows."
    ) % {"shown": number(MOST_ROWS), "all": number(len(table.rows))}
    cut = replace(table, rows=table.rows[:MOST_ROWS], notes=[note, *table.notes])
    return replace(section, table=cut)
