"""A plan told to whoever decides on it: what would change, line by line."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from budget.models import BudgetLine
from budget.workbook.columns import EXECUTED, NOTES, heading
from budget.workbook.plan import AMEND, CHANGE, EXECUTE
from language.money import money
from language.texts import in_language

MOST_CHANGES = 100
MOST_PROBLEMS = 200
MOST_WARNINGS = 50


@dataclass(frozen=True)
class Shown:
    """One change: the line and its title, what changes, what stood there and what will stand."""

    line: BudgetLine
    what: str
    old: str
    new: str

    @property
    def title(self):
        return in_language(self.line, "title")[0]

    @property
    def language(self):
        return in_language(self.line, "title")[1]


def shown_changes(plan):
    """Every change of a plan in the order of the file."""
    told = plan.register.told
    for difference in plan.differences:
        if difference.is_new:
            yield _new_line(difference)
        for change in difference.changes:
            if not difference.is_new or change.key in EXECUTED or change.key in NOTES:
                old, new = (told(change.key, value) or "–" for value in (change.old, change.new))
                yield Shown(difference.line, heading(change.key), old, new)


def _new_line(difference):
    line = difference.line
    planned = line.planned_draft if line.revised is None else line.revised
    return Shown(line, _("New line"), "", _("no amount yet") if planned is None else money(planned))


def counts(plan):
    """What a plan amounts to, as pairs of a word and a number."""
    pairs = [
        (_("New lines"), len(plan.new_lines)),
        (_("Changed lines"), len(plan.changed_lines)),
        (_("Unchanged lines"), plan.unchanged_lines),
        (_("Lines that the file does not name; they stay"), plan.unnamed_lines),
        (_("New executed figures"), plan.new_figures),
        (_("Corrected executed figures"), plan.changed_figures),
        (_("Unchanged executed figures"), plan.unchanged_figures),
        (_("Plans that the amendment changes"), len(plan.amended)),
        (_("Rows of totals left out of account"), len(plan.sheet.totals)),
    ]
    return [(word, count) for word, count in pairs if count]


def missing_permissions(plan, user):
    """Sentences about what the reader may not do and the plan would."""
    sentences = {
        CHANGE: _("The file changes lines of the budget, which your account may not do."),
        AMEND: _("The file amends the budget, which your account may not do."),
        EXECUTE: _("The file records executed figures, which your account may not do."),
    }
    needed = sorted(plan.permissions())
    return [sentences[each] for each in needed if not user.has_perm(each)]
