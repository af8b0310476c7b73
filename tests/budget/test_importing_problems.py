"""What is wrong with a file: each cell by its row and column, all of it at once, with a remedy."""

from datetime import date
from decimal import Decimal

import pytest

from attachments.workbook.refusals import WorkbookRefused
from budget.models import Budget, ClassificationCode
from budget.workbook.reading import read_sheet
from groups.models import Village
from language.money import Unit
from tests.attachments import workbooks as samples
from tests.budget import sheets
from tests.budget.sheets import cells, sheet_of, tried

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def problem(budget, row, **options):
    """The only problem that a row has: the key of its column and its sentence."""
    plan = tried(budget, sheet_of(row), **options)
    assert plan.complaints == []
    assert len(plan.problems) == 1, list(map(str, plan.problems))
    ((_row, key),) = cells(plan)
    return key, str(plan.problems[0]).replace("\xa0", " ")


def warnings(plan):
    return [str(warning).replace("\xa0", " ").strip() for warning in plan.warnings]


LINE = {
    "number": "9",
    "side": "expenditure",
    "function": "7091",
    "title_ky": "Бакча",
    "planned_draft": 5,
}
# A cell of a new line of a draft, and what its problem says.
WRONG = [
    ("number", date(2026, 5, 1), "holds a date"),
    ("number", "=1+1", "formula"),
    ("number", "1" * 21, "limit is 20"),
    ("side", "Both", "“Both” is not in the list"),
    ("side", 5, "“5” is not in the list"),
    ("function", "7099999", "does not exist in 2026"),
    ("function", "school", "is not a code"),
    ("function", "7091.5", "is not a code"),
    ("function", 7091.5, "is not a code"),
    ("function", "2222", "does not exist in 2026"),
    ("economic", "7091", "does not exist in 2026"),
    ("economic", "13", "not for this side"),
    ("title_ky", "Ы" * 251, "251"),
    ("title_ky", date(2026, 5, 1), "holds a date"),
    ("village", "Атлантида", "There is no village “Атлантида”"),
    ("source", "Bank", "“Bank” is not in the list"),
    ("measure", "dam", "is not the number of a measure"),
    ("measure", 99, "no measure with the number 99"),
    ("measure", "1" * 18, "no measure with the number"),
    ("measure", "1" * 19, "is not the number of a measure"),
    ("proposals", "2026-99999", "no published proposal with the number 2026-99999"),
    ("proposals", ", ".join(map(str, range(51))), "more than 50"),
    ("planned_draft", -1, "below zero"),
    ("planned_draft", "-250", "below zero"),
    ("planned_draft", "many", "“many” is not a clear amount"),
    ("planned_draft", "250.000", "is not a clear amount"),
    ("planned_draft", 10**13, "too large"),
    ("planned_draft", date(2026, 5, 1), "a date where an amount belongs"),
    ("planned_draft", True, "TRUE"),
    ("planned_draft", "=SUM(A1:A9)", "formula"),
    ("approved", 5, "not approved yet"),
    ("revised", 5, "not approved yet"),
    ("quarter_1", 5, "not approved yet"),
    ("note_ky", "Эскертүү", "has none"),
    ("note_ky", "Э" * 501, "501"),
]


@pytest.mark.parametrize(("key", "cell", "said"), WRONG)
def test_a_wrong_cell_of_a_draft_is_named_with_what_to_do(budget, codes, key, cell, said):
    where, sentence = problem(budget, LINE | {key: cell})

    assert where == key
    assert said in sentence
    assert f"({sheets.heading_of(key)})" in sentence
    assert sentence.startswith("Row 2, column")
    assert len(sentence.split(". ")) > 1


def test_the_same_line_without_those_cells_has_no_problem(budget, codes):
    assert tried(budget, sheet_of(LINE)).can_be_taken_in


@pytest.mark.parametrize(
    ("row", "key", "said"),
    [
        (LINE | {"number": None}, "number", "has no number"),
        (LINE | {"title_ky": None, "title_ru": " "}, "title_en", "no title"),
        (LINE | {"function": None}, "function", "needs the code of its function"),
        (LINE | {"side": "revenue"}, "function", "A revenue has no function"),
        ({**LINE, "side": None}, "side", "revenue or expenditure"),
    ],
)
def test_what_a_new_line_lacks_is_said(budget, codes, row, key, said):
    row = {"title_en": None} | row
    where, sentence = problem(budget, row)

    assert where == key
    assert said in sentence


def test_a_code_is_looked_for_in_the_year_of_the_budget(budget, codes):
    codes["7091"].last_year = 2025
    codes["7091"].save()
    assert problem(budget, LINE)[0] == "function"

    ClassificationCode.objects.create(
        kind="function", code="7091", first_year=2026, name_ky="Бакча", for_expenditure=True
    )
    assert tried(budget, sheet_of(LINE)).can_be_taken_in


def test_two_villages_of_one_name_are_not_guessed(budget, codes, village):
    Village.objects.create(name_ky="АЙРЫ-ТАМ")

    where, sentence = problem(budget, LINE | {"village": "Айры-Там"})
    assert where == "village"
    assert "Several villages" in sentence


def test_a_proposal_that_is_not_published_is_not_named(budget, codes, submitted):
    assert problem(budget, LINE | {"proposals": submitted.number})[0] == "proposals"


def test_a_number_that_comes_twice_is_named_with_its_first_row(budget, codes):
    plan = tried(budget, sheet_of(LINE, LINE | {"number": " 9 "}))

    assert cells(plan) == [(3, "number")]
    assert "stands in row 2 already" in str(plan.problems[0])


def test_all_problems_of_all_rows_are_told_at_once_in_the_order_of_the_sheet(budget, codes):
    rows = [LINE | {"number": str(n), "function": "1", "planned_draft": -1} for n in range(300)]
    plan = tried(budget, sheet_of(*rows))

    assert len(plan.problems) == 600
    assert [problem.row for problem in plan.problems] == sorted(
        problem.row for problem in plan.problems
    )
    assert not plan.can_be_taken_in


# Columns and files


def test_columns_that_nobody_knows_are_named_unless_they_are_empty(budget, codes):
    data = sheet_of(LINE | {"Remark": "ask Asan", "Empty": None, None: "stray"})
    plan = tried(budget, data)

    assert len(plan.complaints) == 2
    assert "Column F (Remark)" in plan.complaints[0]
    assert "Column H has values but no heading" in plan.complaints[1]
    assert not plan.can_be_taken_in


def test_two_columns_of_one_heading_are_refused_unless_one_is_empty(budget, codes):
    headings = [*LINE, "Number", "Draft plan"]
    plan = tried(budget, sheet_of(LINE | {"Number": None, "Draft plan": 6}, headings=headings))

    assert len(plan.complaints) == 1
    assert "Columns E and G have the same heading" in plan.complaints[0]


def test_a_sheet_without_numbers_of_lines_is_refused_whole(db):
    data = sheet_of({"title_ky": "Бакча", "planned_draft": 5})

    with pytest.raises(WorkbookRefused, match="No column of this sheet has the heading “Number”"):
        read_sheet(sheets.file_of(data), Unit.SOM)


@pytest.mark.parametrize("make", [samples.bomb, samples.doctype, samples.macros])
def test_a_hostile_workbook_is_refused_before_anything_is_looked_at(
    make, django_assert_num_queries
):
    with django_assert_num_queries(0), pytest.raises(WorkbookRefused):
        read_sheet(sheets.file_of(make()), Unit.SOM)


# An approved budget


@pytest.mark.parametrize(
    ("key", "cell", "stored"),
    [
        ("side", "revenue", "Expenditure"),
        ("source", "donor", "Own revenue"),
        ("function", "7011", "7091"),
        ("economic", "3111", "2222"),
        ("planned_draft", 5, "750,000.50 som"),
        ("approved", 5, "750,000.50 som"),
        ("revised", 5, "750,000.50 som"),
    ],
)
def test_what_is_approved_stays_and_the_stored_value_is_told(approved, key, cell, stored):
    plan = tried(approved, sheet_of({"number": "3", key: cell}))

    assert (2, key) in cells(plan)
    assert any(stored in str(each).replace("\xa0", " ") for each in plan.problems)


def test_what_is_approved_may_be_stated_again_as_it_is(approved):
    plan = tried(approved, sheets.exported(approved))

    assert plan.problems == [] and plan.is_empty


def test_a_new_line_and_another_plan_need_a_resolution(approved, amending, codes):
    row = {"number": "9", "side": "expenditure", "function": "7091", "title_ky": "Бакча"}
    assert problem(approved, row | {"revised": 5})[0] == "number"
    assert problem(approved, {"number": "3", "revised": 5})[0] == "revised"
    assert problem(approved, row | {"revised": None}, resolution=amending)[0] == "revised"
    assert problem(approved, row | {"revised": 0}, resolution=amending)[0] == "revised"
    amount = {"revised": 5, "planned_draft": 5}
    assert problem(approved, row | amount, resolution=amending)[0] == "planned_draft"
    assert tried(approved, sheet_of(row | {"revised": 5}), resolution=amending).can_be_taken_in


def test_a_figure_above_the_plan_needs_a_note(approved):
    where, sentence = problem(approved, {"number": "3", "quarter_1": 750001})

    assert where == "quarter_1"
    assert "750,001 som" in sentence and "750,000.50 som" in sentence


def test_a_figure_less_than_the_quarter_before_needs_a_note(approved):
    row = {"number": "3", "quarter_1": 100000, "quarter_2": 50000}
    plan = tried(approved, sheet_of(row))
    assert cells(plan) == [(2, "quarter_1"), (2, "quarter_2")]

    plan = tried(approved, sheet_of(row | {"note_en": "Returned."}))
    assert plan.problems == []
    assert len(plan.warnings) == 2


def test_a_plan_below_what_is_executed_needs_a_note(approved, amending):
    approved.lines.get(number="3").record_execution(1, Decimal(500000))
    where, sentence = problem(approved, {"number": "3", "revised": 400000}, resolution=amending)

    assert where == "revised"
    assert "500,000 som" in sentence and "400,000 som" in sentence


def test_a_resolution_amends_only_an_approved_budget(draft, amending):
    plan = tried(draft, sheet_of({"number": "3", "planned_draft": 5}), resolution=amending)

    assert len(plan.complaints) == 1
    assert "amended by a resolution" in plan.complaints[0]


# What is only doubtful


def test_an_expenditure_above_the_revenue_is_told_with_both_numbers(draft):
    plan = tried(draft, sheet_of({"number": "3", "planned_draft": 800000}))

    assert plan.can_be_taken_in
    (sentence,) = warnings(plan)
    assert "1,049,999.50 som" in sentence and "1,000,000 som" in sentence


def test_a_total_of_the_resolution_that_the_lines_do_not_reach_is_told(draft, resolution):
    draft.approve(resolution, revenue=Decimal(900000), discrepancy={"ky": "Кагазда ушундай."})
    plan = tried(draft, sheet_of({"number": "3", "title_ky": "Бакча"}))

    assert plan.can_be_taken_in
    (sentence,) = warnings(plan)
    assert "900,000 som" in sentence and "1,000,000 som" in sentence


def test_thousands_that_were_meant_are_asked_for(draft):
    rows = [
        {"number": line.number, "planned_draft": float(line.planned_draft) / 1000}
        for line in draft.lines.all()
    ]
    data = sheet_of(*rows)

    (sentence,) = warnings(tried(draft, data))
    assert "2,000,000 som" in sentence and "2,000 som" in sentence
    assert "Was thousand som meant?" in sentence
    assert tried(draft, data, unit=Unit.THOUSAND).is_empty


def test_som_that_was_meant_is_asked_for(draft):
    plan = tried(draft, sheet_of({"number": "1", "planned_draft": 701000}), unit=Unit.THOUSAND)

    assert "Was som meant?" in " ".join(warnings(plan))


def test_a_first_file_is_measured_by_the_year_before(draft, codes):
    later = Budget.objects.create(year=2027)
    codes_of = {"side": "revenue", "economic": "13", "source": "own", "title_ky": "Грант"}
    row = {"number": "1", **codes_of, "planned_draft": 2000}

    (sentence,) = warnings(tried(later, sheet_of(row)))
    assert "2,000 som" in sentence and "2,000,000 som" in sentence
    assert warnings(tried(later, sheet_of(row), unit=Unit.THOUSAND)) == []


def test_executed_figures_are_measured_by_the_plan(approved):
    plan = tried(approved, sheet_of({"number": "3", "quarter_1": 700}))

    (sentence,) = warnings(plan)
    assert "700 som" in sentence and "750,000.50 som" in sentence


def test_one_cell_of_a_hundred_times_is_told_with_both_numbers(draft):
    rows = [
        {"number": "1", "planned_draft": 720000},
        {"number": "2", "planned_draft": 310000},
        {"number": "4", "planned_draft": 250},
    ]
    plan = tried(draft, sheet_of(*rows))

    (sentence,) = warnings(plan)
    assert sentence.startswith("Row 4, column B (Draft plan)")
    assert "250 som" in sentence and "249,999.50 som" in sentence


def test_a_row_of_totals_that_does_not_add_up_is_told(draft):
    def edit(page):
        page["L4"] = 700000

    said = warnings(tried(draft, sheets.edited(sheets.exported(draft), edit)))
    assert len(said) == 1
    assert "1,000,000 som" in said[0] and "949,999.50 som" in said[0]


def test_new_lines_without_a_source_are_counted(budget, codes):
    said = warnings(tried(budget, sheet_of(LINE)))

    assert any("1 new line names no source" in sentence for sentence in said)
