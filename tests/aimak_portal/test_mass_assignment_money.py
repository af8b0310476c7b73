"""The doors of deeds and money take what they ask for, and no more: no status, no figure, no name.

The pages of the records themselves are tried in `test_mass_assignment.py`.
"""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from budget.models import Budget, BudgetLine, BudgetStep, BudgetUpload, Execution
from programs.admin.measure_doors import AddNote
from programs.models import Measure, MeasureStep
from tests.aimak_portal import rows
from tests.aimak_portal.forging import columns, desk_form, forged, said
from tests.attachments import workbooks as samples


@pytest.fixture
def head(staff):
    client = Client()
    client.force_login(staff.head)
    return client


def door_of(record, slug):
    name = f"{record._meta.app_label}_{record._meta.model_name}"
    return reverse(f"admin:{name}_door", args=[record.pk, slug])


def passed(client, record, slug, typed, *traces):
    """Go through a door with more than it asks for: its fields, its record's, its traces'."""
    place = door_of(record, slug)
    form = desk_form(client, place)
    more = forged(type(record), form) | {"at": "2001-02-03", "now": "2001-02-03", "by_id": "1"}
    for trace in traces:
        more |= forged(trace, form)
    more = {name: value for name, value in more.items() if name not in form}
    response = client.post(place, more | form | typed)
    assert response.status_code == 302, said(response)


def changed_columns(record, before):
    after = columns(type(record).objects.get(pk=record.pk))
    return {name for name in after if after[name] != before[name]}


# What is entered new


def entered(client, name, typed, model):
    place = reverse(f"admin:{name}_add")
    form = desk_form(client, place) | typed
    response = client.post(place, forged(model, form) | form)
    assert response.status_code == 302, said(response)
    return model.objects.order_by("-pk").first()


def test_a_measure_cannot_be_entered_as_already_done(house, head):
    measure = entered(head, "programs_measure", {"title_ky": "Көпүрө"}, Measure)
    assert (measure.title_ky, measure.status) == ("Көпүрө", "planned")
    assert not measure.steps.exists()


def test_a_budget_cannot_be_entered_as_already_approved(house, head):
    budget = entered(head, "budget_budget", {"year": "2031", "is_public": []}, Budget)
    assert (budget.year, budget.status, budget.is_public) == (2031, "draft", False)
    assert (budget.resolution, budget.hearing, budget.resolution_revenue) == (None, None, None)
    assert not budget.steps.exists()


def test_a_line_cannot_be_entered_with_an_approved_figure(house, head):
    typed = {
        "budget": house.budgets["draft"].pk,
        "number": "9",
        "side": "revenue",
        "title_ky": "Салык",
        "planned_draft": "5",
    }
    line = entered(head, "budget_budgetline", typed, BudgetLine)
    assert (line.number, line.planned_draft, line.approved) == ("9", 5, None)


def test_a_line_cannot_be_entered_into_an_approved_budget(house, head):
    before = rows.stored()
    place = reverse("admin:budget_budgetline_add")
    typed = {
        "budget": house.budgets["approved"].pk,
        "number": "9",
        "side": "revenue",
        "title_ky": "Салык",
        "planned_draft": "5",
        "approved": "5",
    }
    response = head.post(place, desk_form(head, place) | typed)
    assert response.status_code == 200
    assert rows.changed(before) == set()


# The doors


def test_a_note_on_a_measure_leaves_it_where_it_is(house, head, staff):
    measure = house.measures["under way"]
    before = columns(Measure.objects.get(pk=measure.pk))
    typed = {"note_ky": "Түтүк келди.", "status": "done", "new_status": "done"}
    passed(head, measure, "note", typed, MeasureStep)
    step = measure.steps.order_by("-pk").first()
    assert (step.note_ky, step.new_status, step.by) == ("Түтүк келди.", "under_way", staff.head)
    assert step.at.year > 2001
    # The note leads a search to the measure.
    assert changed_columns(measure, before) == {"search_text"}


def test_a_door_that_believed_what_it_was_sent_would_be_seen(house, head, monkeypatch):
    def believe(door, measure, request, form):
        measure.status = request.POST["status"]
        measure.save()

    monkeypatch.setattr(AddNote, "go", believe)
    measure = house.measures["under way"]
    before = columns(Measure.objects.get(pk=measure.pk))
    passed(head, measure, "note", {"note_ky": "Түтүк келди.", "status": "done"})
    assert changed_columns(measure, before) == {"status"}


def test_a_step_of_a_measure_leads_where_its_button_says(house, head, staff):
    measure = house.measures["planned"]
    passed(head, measure, "fund", {"status": "done", "leads_to": "done"}, MeasureStep)
    step = measure.steps.get()
    assert (step.old_status, step.new_status, step.by) == ("planned", "funded", staff.head)
    assert Measure.objects.get(pk=measure.pk).status == "funded"


def test_hearing_a_draft_approves_nothing(house, head, staff):
    budget = house.budgets["draft"]
    before = columns(Budget.objects.get(pk=budget.pk))
    typed = {
        "hearing": house.hearings["announced"].pk,
        "resolution": house.acts["public"].pk,
        "resolution_id": house.acts["public"].pk,
        "status": "approved",
        "approved": "1",
    }
    passed(head, budget, "hear", typed, BudgetStep)
    assert changed_columns(budget, before) == {"status", "hearing_id", "is_public"}
    assert Budget.objects.get(pk=budget.pk).status == "heard"
    assert not budget.lines.filter(approved__isnull=False).exists()
    assert [(step.verb, step.by, step.resolution) for step in budget.steps.all()] == [
        ("heard", staff.head, None)
    ]


def test_an_amendment_changes_what_its_rows_say(house, head, staff):
    budget = house.budgets["approved"]
    line, other = house.lines["approved 5"], house.lines["reported 2"]
    stored = {each.pk: columns(BudgetLine.objects.get(pk=each.pk)) for each in (line, other)}
    typed = {
        "resolution": house.acts["amending"].pk,
        "line_1": line.number,
        "change_1": "500",
        "budget": house.budgets["reported"].pk,
        "reverses": house.amendments["standing"].pk,
        "line_99": other.number,
        "change_99": "700",
    }
    passed(head, budget, "amend", typed)
    amendment = budget.amendments.order_by("-pk").first()
    assert (amendment.reverses, amendment.by) == (None, staff.head)
    assert [(row.line, row.change) for row in amendment.changes.all()] == [(line, 500)]
    for each in (line, other):
        assert changed_columns(each, stored[each.pk]) == set()


def test_a_quarter_takes_figures_of_its_own_lines_only(house, head, staff):
    budget, line = house.budgets["approved"], house.lines["approved 5"]
    other = house.lines["reported 2"]
    figures = Execution.objects.filter(line=other)
    before = list(figures.values())
    place = door_of(budget, "quarter")
    form = desk_form(head, f"{place}?quarter=3")
    typed = {
        f"figure_{line.pk}": "50",
        f"figure_{other.pk}": "999",
        f"note_{other.pk}": "жок",
        "by": "1",
        "approved": "7",
    }
    response = head.post(f"{place}?quarter=3", forged(Execution, form) | form | typed)
    assert response.status_code == 302, said(response)
    taken = Execution.objects.get(line=line)
    assert (taken.quarter, taken.executed, taken.by) == (3, Decimal(50), staff.head)
    assert list(figures.values()) == before


def test_approving_takes_its_figures_from_the_draft(house, head):
    budget = house.budgets["draft"]
    line = house.lines["draft 2"]
    typed = {
        "resolution": house.acts["public"].pk,
        "discrepancy_ky": "Эсептелди.",
        "planned_draft": "1",
        "lines-0-approved": "1",
        f"approved_{line.pk}": "1",
        "hearing": house.hearings["recorded"].pk,
    }
    passed(head, budget, "approve", typed, BudgetLine)
    stored = BudgetLine.objects.get(pk=line.pk)
    assert stored.approved == stored.planned_draft == line.planned_draft
    assert Budget.objects.get(pk=budget.pk).hearing is None


# Excel


def test_a_file_is_kept_as_it_came_and_is_not_taken_in(house, head, staff):
    budget = house.budgets["draft"]
    place = reverse("admin:budget_budget_upload", args=[budget.pk])
    form = desk_form(head, place) | {"unit": "som"}
    file = SimpleUploadedFile("lines.xlsx", samples.workbook())
    before = rows.stored()
    response = head.post(place, forged(BudgetUpload, form) | form | {"file": file})
    assert response.status_code == 200, said(response)
    upload = BudgetUpload.objects.order_by("-pk").first()
    assert (upload.budget, upload.name, upload.uploaded_by) == (budget, "lines.xlsx", staff.head)
    assert (upload.taken_in_at, upload.new_lines, upload.resolution) == (None, None, None)
    assert bytes(upload.content) == samples.workbook()
    assert upload.uploaded_at.year > 2001
    assert rows.changed(before) == {"budget_budgetupload"}


def test_a_file_of_one_budget_is_not_taken_into_another(house, head):
    place = reverse("admin:budget_budget_upload", args=[house.budgets["heard"].pk])
    before = rows.stored()
    for plan in ("", "x", house.uploads["draft"].digest):
        typed = {"upload": house.uploads["draft"].pk, "plan": plan, "budget": "1"}
        assert head.post(place, typed).status_code == 302
    assert rows.changed(before) == set()


def test_a_file_is_not_taken_in_on_a_plan_that_nobody_saw(house, head):
    upload = house.uploads["draft"]
    place = reverse("admin:budget_budget_upload", args=[upload.budget_id])
    before = rows.stored()
    for plan in ("", "x", upload.digest):
        assert head.post(place, {"upload": upload.pk, "plan": plan}).status_code == 200
    assert rows.changed(before) == set()
