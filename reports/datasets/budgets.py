"""Datasets of the money: budgets, lines, what was amended and what was executed."""

from django.utils.translation import gettext_lazy as _

from budget.models import (
    Amendment,
    AmendmentChange,
    Budget,
    BudgetLine,
    BudgetStep,
    ClassificationCode,
    Execution,
)
from budget.models.choices import Side, Source, Status
from hearings.models.public import act_is_public, hearing_is_public
from programs.models.public import measure_is_public
from reports.datasets.dataset import Dataset, Filter
from reports.datasets.field import YES_NO, Field, code, key, link, money, texts, whole
from reports.datasets.hearings import YEAR
from reports.datasets.programs import OF_A_LINK
from reports.datasets.withheld import BY, ENTERED, FOLDED, RULE


def _budget(path="budget__year"):
    return link("budget", "budgets", _("The year of the budget."), source=path, columns=("budget",))


BUDGETS = Dataset(
    "budgets",
    _("Budgets"),
    _("The local budget of each year that is published. Its sums follow from its lines."),
    Budget,
    lambda: Budget.objects.public(),
    [
        whole("year"),
        code("status", Status),
        texts("about"),
        link("hearing", "hearings", public=hearing_is_public("hearing__")),
        link("resolution", "local_acts", public=act_is_public("resolution__")),
        money("resolution_revenue", _("Revenue in som as the resolution prints it.")),
        money("resolution_expenditure", _("Expenditure in som as the resolution prints it.")),
        texts("discrepancy"),
        link("report_hearing", "hearings", public=hearing_is_public("report_hearing__")),
        link("report_resolution", "local_acts", public=act_is_public("report_resolution__")),
    ],
    narrowed_by=("status",),
    withheld={"id": "the year names the budget", "is_public": RULE},
)

LINES = Dataset(
    "budget_lines",
    _("Budget lines"),
    _("What each line was planned with by draft and resolution, and what is executed."),
    BudgetLine,
    lambda: BudgetLine.objects.public().with_figures(),
    [
        key(),
        _budget(),
        Field("number", about=_("The number of the line as the paper counts it.")),
        code("side", Side),
        link("function", "classification_codes"),
        Field(
            "function_code",
            about=_("The code itself, which is text."),
            source="function__code",
            columns=("function",),
        ),
        link("economic", "classification_codes"),
        Field(
            "economic_code",
            about=_("The code itself, which is text."),
            source="economic__code",
            columns=("economic",),
        ),
        texts("title"),
        link("village", "villages", _("Empty: the line is for the whole aimak.")),
        code("source", Source),
        link("measure", "measures", public=measure_is_public("measure__")),
        money("planned_draft"),
        money("approved"),
        money("revised", _("The plan in som with all amendments; empty: not approved yet.")),
        money(
            "executed",
            _("Executed in som since the beginning of the year, by the latest quarter stated."),
        ),
        whole(
            "executed_quarter",
            _("The quarter by whose end so much was executed."),
        ),
    ],
    narrowed_by=("side", "village", "source", "function", "measure"),
    more_filters=(Filter(YEAR, lambda rows, year: rows.in_years(year, year)),),
    withheld={"search_text": FOLDED, "sort_key": FOLDED},
)

EXECUTIONS = Dataset(
    "executions",
    _("Execution by quarter"),
    _("What officials report as executed on a line since the beginning of the year."),
    Execution,
    lambda: Execution.objects.public(),
    [
        key(),
        link("line", "budget_lines"),
        whole("quarter"),
        money("executed"),
        texts("note"),
    ],
    narrowed_by=("line", "quarter"),
    more_filters=(Filter(YEAR, lambda rows, year: rows.of_year(year)),),
    withheld={"at": ENTERED, "by": BY},
)

AMENDMENTS = Dataset(
    "amendments",
    _("Amendments"),
    _("Resolutions that changed the plan of a year."),
    Amendment,
    lambda: Amendment.objects.public(),
    [
        key(),
        _budget(),
        link("resolution", "local_acts", public=act_is_public("resolution__")),
        texts("note"),
        link("reverses", "amendments"),
    ],
    narrowed_by=("budget",),
    withheld={"at": ENTERED, "by": BY},
)

AMENDMENT_CHANGES = Dataset(
    "amendment_changes",
    _("Changes of lines"),
    _("By how much an amendment changed a line; below zero where it took away."),
    AmendmentChange,
    lambda: AmendmentChange.objects.public(),
    [key(), link("amendment", "amendments"), link("line", "budget_lines"), money("change")],
    narrowed_by=("amendment", "line"),
)

BUDGET_STEPS = Dataset(
    "budget_steps",
    _("Steps of budgets"),
    _("What was done to a budget; a corrected figure keeps the old one."),
    BudgetStep,
    lambda: BudgetStep.objects.public(),
    [
        key(),
        _budget(),
        code("verb", BudgetStep.Verb, _("What was done.")),
        link("line", "budget_lines", _("The line whose figure was corrected.")),
        whole("quarter"),
        money("old"),
        money("new"),
        link(
            "resolution",
            "local_acts",
            _("The resolution by which it was done."),
            public=act_is_public("resolution__"),
        ),
        texts("note"),
    ],
    narrowed_by=("budget", "line"),
    withheld={"at": ENTERED, "by": BY},
)

CODES = Dataset(
    "classification_codes",
    _("Classification codes"),
    _("The codes by which the lines of budgets are told apart."),
    ClassificationCode,
    ClassificationCode.objects.all,
    [
        key(),
        code("kind", ClassificationCode.Kind),
        Field("code", about=_("The code itself, which is text.")),
        texts("name"),
        link("parent", "classification_codes"),
        link("root", "classification_codes", _("The highest code above it.")),
        whole("first_year"),
        whole("last_year", _("The last year in which the code holds; empty: it holds today.")),
        Field("for_revenue", YES_NO),
        Field("for_expenditure", YES_NO),
        Field("is_verified", YES_NO, _("Whether it was compared with the official list.")),
    ],
    narrowed_by=("kind",),
    withheld={"search_text": FOLDED},
)

LINE_PROPOSALS = Dataset(
    "line_proposals",
    _("Proposals of budget lines"),
    _("Which line of a budget names which proposal."),
    BudgetLine.proposals.through,
    lambda: BudgetLine.objects.public_answers(),
    [
        key(OF_A_LINK),
        link(
            "line",
            "budget_lines",
            _("The line."),
            source="budgetline_id",
            columns=("budgetline",),
        ),
        link("proposal", "proposals", _("The number of the proposal."), source="proposal__number"),
    ],
    narrowed_by=("line", "proposal"),
)
