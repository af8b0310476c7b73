"""A plan told to whoever decides on it."""

from django.utils.translation import gettext as _

from hearings.workbook.columns import FIGURES_SHEET, PROPOSALS_SHEET

MOST_ENTRIES = 200
MOST_PROBLEMS = 200
MOST_WARNINGS = 50


def counts(plan):
    """What a plan amounts to, as pairs of a word and a number."""
    pairs = [
        (_("New proposals and questions"), len(plan.new)),
        (_("Rows that are entered already"), len(plan.earlier)),
        (_("New figures of the minutes"), len(plan.figures.new)),
        (_("Figures that the minutes state already"), plan.figures.same),
        (_("New hand votes"), len(plan.votes)),
    ]
    return [(word, count) for word, count in pairs if count]


def problem_count(plan):
    return len(plan.complaints) + len(plan.figure_problems) + len(plan.problems)


def problem_tables(plan):
    """What has to be corrected in each sheet."""
    sheets = [
        ("figure-problems", FIGURES_SHEET, plan.figure_problems),
        ("problems", PROPOSALS_SHEET, plan.problems),
    ]
    caption = _("What has to be corrected in the sheet “%(sheet)s”")
    return [
        {
            "id": name,
            "caption": caption % {"sheet": sheet},
            "problems": problems[:MOST_PROBLEMS],
            "more": max(0, len(problems) - MOST_PROBLEMS),
        }
        for name, sheet, problems in sheets
        if problems
    ]
