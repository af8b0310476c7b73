"""A file of lines changes an approved budget by an amendment and by figures of its quarters."""

from decimal import Decimal

import pytest

from budget.models import Amendment, BudgetStep
from tests.budget import sheets
from tests.budget.brought import NURSERY, nothing_new, values
from tests.budget.sheets import sheet_of, taken, tried

pytestmark = pytest.mark.django_db


# An approved budget


def test_executed_figures_are_recorded_and_corrected_through_the_door(approved, clerk):
    line = approved.lines.get(number="3")
    line.record_execution(1, Decimal(100))
    plan = taken(approved, sheet_of({"number": "3", "quarter_1": 150, "quarter_2": "200,5 миң"}))

    figures = dict(line.executions.values_list("quarter", "executed"))
    assert figures == {1: Decimal(150), 2: Decimal(200500)}
    assert (plan.new_figures, plan.changed_figures) == (1, 1)
    step = approved.steps.get(verb=BudgetStep.Verb.CORRECTED)
    assert (step.old, step.new) == (Decimal(100), Decimal(150))


def test_texts_and_links_of_an_approved_budget_may_change(approved, village, published):
    row = {"number": "3", "title_ky": "Бакча", "village": "Айры-Там", "proposals": published.number}
    taken(approved, sheet_of(row))

    line = approved.lines.get(number="3")
    assert values(line, "title_ky", "village") == ("Бакча", village)
    assert list(line.proposals.all()) == [published]


def test_another_plan_and_new_lines_become_one_amendment(approved, amending, codes, clerk):
    rows = [
        {"number": "3", "revised": 700000},
        {"number": "4", "revised": 249999.5, "quarter_1": 5},
        NURSERY | {"number": "5", "planned_draft": None, "revised": 50000.5, "quarter_1": 50000},
    ]
    data = sheet_of(*rows)
    taken(approved, data, resolution=amending)

    amendment = Amendment.objects.get()
    changes = dict(amendment.changes.values_list("line__number", "change"))
    assert amendment.resolution == amending
    assert changes == {"3": Decimal("-50000.50"), "5": Decimal("50000.50")}
    lines = {line.number: line for line in approved.lines.with_figures()}
    assert values(lines["3"], "approved", "revised") == (Decimal("750000.50"), Decimal(700000))
    assert values(lines["5"], "approved", "revised") == (0, Decimal("50000.50"))
    assert values(lines["5"], "title_ru", "executed") == ("Детский сад", Decimal(50000))
    assert nothing_new(tried(approved, data))
    assert nothing_new(tried(approved, data, resolution=amending))


def test_proposals_of_a_line_that_an_amendment_brings_are_kept(approved, amending, published):
    row = NURSERY | {"number": "5", "planned_draft": None, "revised": 5}
    data = sheet_of(row | {"proposals": published.number})
    taken(approved, data, resolution=amending)

    assert list(approved.lines.get(number="5").proposals.all()) == [published]


def test_a_figure_above_the_plan_comes_in_with_its_note(approved):
    row = {"number": "3", "quarter_1": 760000, "note_ky": "Кошумча түштү.", "note_ru": "Поступило."}
    data = sheet_of(row)
    plan = taken(approved, data)

    figure = approved.lines.get(number="3").executions.get()
    assert values(figure, "note_ky", "note_ru", "note_en") == (
        "Кошумча түштү.",
        "Поступило.",
        "",
    )
    assert "760 000" in " ".join(map(str, plan.warnings)).replace("\xa0", " ")
    assert nothing_new(tried(approved, data))


def test_a_note_goes_only_to_figures_that_do_not_fit(approved):
    row = {"number": "3", "quarter_1": 5, "quarter_2": 760000, "note_ky": "Кошумча түштү."}
    taken(approved, sheet_of(row))

    notes = dict(approved.lines.get(number="3").executions.values_list("quarter", "note_ky"))
    assert {quarter: note or "" for quarter, note in notes.items()} == {1: "", 2: "Кошумча түштү."}


def test_another_note_goes_to_the_latest_figure(approved):
    line = approved.lines.get(number="3")
    line.record_execution(1, Decimal(5))
    line.record_execution(2, Decimal(7), note={"ky": "Биринчи.", "ru": "Первая."})
    data = sheet_of({"number": "3", "note_ky": "Экинчи."})
    taken(approved, data)

    latest = line.executions.get(quarter=2)
    assert values(latest, "note_ky", "note_ru", "executed") == ("Экинчи.", "Первая.", Decimal(7))
    assert nothing_new(tried(approved, data))


def test_a_note_that_the_line_has_already_is_not_written_again(approved):
    line = approved.lines.get(number="3")
    line.record_execution(1, Decimal(760000), note={"ky": "Кошумча."})
    line.record_execution(1, Decimal(700000))
    taken(approved, sheet_of({"number": "3", "quarter_2": 710000, "note_ky": "Кошумча."}))

    assert not line.executions.get(quarter=2).note_ky


def test_a_plan_cut_below_what_is_executed_carries_the_note_of_its_row(approved, amending):
    line = approved.lines.get(number="3")
    line.record_execution(1, Decimal(500000))
    data = sheet_of({"number": "3", "revised": 400000, "note_ky": "Кайтарылат."})
    taken(approved, data, resolution=amending)

    amendment = Amendment.objects.get()
    assert amendment.note_ky == "3: Кайтарылат."
    assert line.executions.get().note_ky == "Кайтарылат."
    assert nothing_new(tried(approved, data))


# A reported budget


def test_of_a_reported_budget_only_texts_and_links_change(approved, resolution, village):
    approved.lines.get(number="3").record_execution(1, Decimal(5))
    approved.report(resolution=resolution)
    taken(approved, sheet_of({"number": "3", "title_ky": "Бакча", "village": "Айры-Там"}))

    line = approved.lines.get(number="3")
    assert values(line, "title_ky", "village") == ("Бакча", village)
    plan = tried(approved, sheet_of({"number": "3", "revised": 7, "quarter_1": 6, "note_ky": "!"}))
    assert sheets.cells(plan) == [(2, "revised"), (2, "quarter_1"), (2, "note_ky")]
