"""A budget as a workbook: the shape in which it is taken in, and text that stays text."""

import re
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from openpyxl import load_workbook

from budget.models import BudgetLine, Execution
from budget.models.choices import Side
from budget.workbook.columns import BY_KEY, MONEY
from budget.workbook.template import template_for
from budget.workbook.words import TOTALS
from programs.models import Measure
from tests.attachments import workbooks as samples
from tests.budget import sheets
from tests.budget.many import Money
from tests.budget.sheets import exported, taken, tried

pytestmark = pytest.mark.django_db

LANGUAGES = ("ky", "ru", "en")
FORMULA = re.compile(rb"<f[ >/]")
NASTY = [
    "=1+1",
    "+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    "a\n=1+1",
    '=HYPERLINK("http://x.example","here")',
    "_x003D_1+1",
    "<r>",
    "00412",
    "1e5",
    "Итого",
    "ɵ γ ң",
]


@pytest.fixture
def filled(draft, codes, village, publish):
    """A draft with everything that a line can have."""
    line = draft.lines.get(number="3")
    line.village, line.measure = village, Measure.objects.create(title_ky="Бала бакча")
    line.save()
    line.proposals.set([publish(text="Бакча керек"), publish(text="Бакча жок")])
    line = draft.lines.get(number="4")
    line.title_ru = line.title_en = ""
    line.save()
    return draft


@pytest.fixture
def heard(filled, held_hearing):
    filled.hear(held_hearing)
    return filled


@pytest.fixture
def executed(filled, resolution, amending, codes):
    """Approved, amended with a new line, executed with notes."""
    filled.approve(resolution)
    new = BudgetLine(
        number="5", side="expenditure", function=codes["7063"], title_ky="Суу", source="donor"
    )
    lines = {line.number: line for line in filled.lines.all()}
    filled.amend(amending, [(lines["3"], Decimal("-50000.10")), (new, Decimal("50000.10"))])
    note = {"ky": "Кошумча түштү.\nЭкинчи сап.", "ru": "Поступило.", "en": ""}
    filled.record_execution(
        [
            (lines["1"], 1, Decimal("175000.25"), None),
            (lines["1"], 4, Decimal("700000.25"), note),
            (lines["3"], 1, Decimal("0"), None),
            (lines["3"], 2, Decimal("0.01"), None),
            (new, 3, Decimal("50000.10"), None),
        ]
    )
    return filled


@pytest.fixture
def reported(executed, resolution):
    executed.report(resolution=resolution)
    return executed


def page_of(data, number=0):
    return load_workbook(BytesIO(data)).worksheets[number]


def rows_of(data):
    """The rows of the first sheet by the keys of their columns."""
    rows = page_of(data).iter_rows(min_row=2, values_only=True)
    return [dict(zip(BY_KEY, row, strict=True)) for row in rows]


@pytest.mark.parametrize("status", ["filled", "heard", "executed", "reported"])
@pytest.mark.parametrize("written", LANGUAGES)
def test_an_export_brought_back_changes_nothing(request, status, written):
    budget = request.getfixturevalue(status)
    with translation.override(written):
        data = exported(budget)
    for read in LANGUAGES:
        with translation.override(read):
            plan = tried(budget, data)
        assert [*plan.complaints, *map(str, plan.problems)] == []
        assert [each.changes for each in plan.differences if not each.is_empty] == []
        assert (plan.unchanged_lines, plan.unnamed_lines) == (budget.lines.count(), 0)
        assert plan.warnings == []


@pytest.mark.parametrize("written", LANGUAGES)
def test_an_export_builds_the_same_draft_elsewhere(filled, written):
    before = list(filled.lines.order_by("pk").values())
    links = list(BudgetLine.proposals.through.objects.values_list("budgetline", "proposal"))
    with translation.override(written):
        data = exported(filled)
    filled.lines.all().delete()
    taken(filled, data)

    without = {"id", "title"}
    after = list(filled.lines.in_order().values())
    assert [strip(row, without) for row in after] == [strip(row, without) for row in before]
    assert BudgetLine.proposals.through.objects.count() == len(links)


def strip(row, names):
    """A row of the database; where nothing is written is all the same."""
    return {name: value or None for name, value in row.items() if name not in names}


@pytest.mark.parametrize("text", NASTY)
def test_no_text_of_a_line_becomes_a_formula_and_it_comes_back_as_it_was(executed, text):
    line = executed.lines.get(number="3")
    line.title_ky = line.title_ru = line.title_en = text
    line.save()
    line.record_execution(4, Decimal(1), note=dict.fromkeys(LANGUAGES, text))
    line.village.name_ky = text
    line.village.save()
    BudgetLine.objects.filter(pk=line.pk).update(title_ky=text)
    data = exported(executed)

    parts = samples.parts_of(data)
    assert [name for name, part in parts.items() if FORMULA.search(part)] == []
    plan = tried(executed, data)
    assert plan.problems == [] and plan.is_empty


@pytest.mark.parametrize("number", ["=1+1", "00412", "1/5", "-1", "1  2"])
def test_a_number_of_a_line_comes_back_as_it_was(draft, add_line, number):
    add_line(number, "5")
    data = exported(draft)

    assert not any(FORMULA.search(part) for part in samples.parts_of(data).values())
    assert tried(draft, data).is_empty


def test_amounts_are_real_numbers_and_what_is_not_stated_is_empty(executed):
    row = next(row for row in rows_of(exported(executed)) if row["number"] == "3")

    assert [row[key] for key in MONEY] == [750000.5, 750000.5, 700000.4, 0, 0.01, None, None]
    assert row["function"] == "7091"
    assert page_of(exported(executed))["L2"].number_format == "#,##0.00"


def test_the_totals_are_those_of_the_page(executed):
    totals = rows_of(exported(executed))[-2:]
    sums = executed.sums()
    for side, row in zip(Side, totals, strict=True):
        assert row["number"] is None
        assert row["title_ky"] == str(TOTALS[side])
        plans = [Decimal(str(row[key])) for key in ("planned_draft", "approved", "revised")]
        assert plans == [sums[side].draft, sums[side].approved, sums[side].revised]
    # A line that states nothing for a quarter counts with its latest figure before it.
    assert [totals[0][f"quarter_{n}"] for n in (1, 2, 3, 4)] == [175000.25, None, None, 700000.25]
    assert [totals[1][f"quarter_{n}"] for n in (1, 2, 3, 4)] == [0, 0.01, 50000.11, None]


def test_the_head_stays_in_sight_and_the_columns_are_explained(executed):
    data = exported(executed)
    book = load_workbook(BytesIO(data))

    assert book.worksheets[0].freeze_panes == "A2"
    explained = [row[0].value for row in book.worksheets[1].iter_rows(min_row=2)]
    assert explained == [sheets.heading_of(key) for key in BY_KEY]
    with translation.override("en"):
        words = exported(executed)
    said = page_of(words, 1)["B13"].value
    assert "som" in said


def test_headings_and_words_are_in_the_active_language(executed):
    for language in LANGUAGES:
        with translation.override(language):
            page = page_of(exported(executed))
            assert page["B1"].value == sheets.heading_of("side")
            assert page["B2"].value == str(Side.REVENUE.label)


def test_readers_get_only_public_measures_and_proposals(executed, clerk):
    line = executed.lines.get(number="3")
    shown, hidden = line.proposals.order_by("number")
    hidden.decline(by=clerk, reason={"ky": "Кайталоо."}, reason_code="other")
    Measure.objects.update(is_public=False)

    def row(**options):
        rows = rows_of(exported(executed, **options))
        return next(row for row in rows if row["number"] == "3")

    assert (row()["measure"], row()["proposals"]) == (None, shown.number)
    kept = row(everything=True)
    assert (kept["measure"], kept["proposals"]) == (str(line.measure_id), shown.number)


def test_three_hundred_lines_cost_as_many_queries_as_ten(db):
    money = Money(10, years=[2025]).fill()
    with CaptureQueriesContext(connection) as few:
        exported(money.budgets[2025])
    money.rows = 300
    budget = money._budget(2026)
    with CaptureQueriesContext(connection) as many:
        data = exported(budget)

    assert len(few) == len(many) <= 8
    plan = tried(budget, data)
    assert plan.problems == [] and plan.is_empty
    assert plan.unchanged_figures == Execution.objects.of_budget(budget).count() > 300


# The template


def template(budget):
    with template_for(budget) as file:
        return file.read()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_is_an_empty_sheet_of_the_same_shape(budget, codes, village, language):
    with translation.override(language):
        book = load_workbook(BytesIO(template(budget)))
        page = book.worksheets[0]
        assert [cell.value for cell in page[1]] == [sheets.heading_of(key) for key in BY_KEY]
        lists = page.data_validations.dataValidation

    assert page.max_row == 1
    assert {str(each.sqref)[0] for each in lists} == {"B", "H", "I"}


def test_the_template_lists_the_codes_of_the_year_and_marks_those_nobody_checked(budget, codes):
    gone = codes["7091"]
    gone.last_year = budget.year - 1
    gone.save()
    checked = codes["7011"]
    checked.is_verified = True
    checked.save()
    rows = list(page_of(template(budget), 1).iter_rows(min_row=2, values_only=True))

    listed = {row[0]: row for row in rows}
    assert "7091" not in listed and "2212" in listed
    assert not listed["7011"][4]
    assert [row[0] for row in rows if not row[4]] == [
        code.code for code in type(gone).objects.in_year(budget.year).filter(is_verified=True)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_template_that_is_filled_in_is_taken_in(budget, codes, language):
    def fill(page):
        values = {"number": "1", "side": str(Side.REVENUE.label), "title_ky": "Грант"}
        values |= {"economic": "13", "planned_draft": "250,5 миң"}
        for place, key in enumerate(BY_KEY, start=1):
            page.cell(2, place).value = values.get(key)

    with translation.override(language):
        data = sheets.edited(template(budget), fill)
    taken(budget, data)

    assert budget.lines.get().planned_draft == Decimal(250500)
