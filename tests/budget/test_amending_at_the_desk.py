"""At the desk a resolution moves money between lines, after a look at the plan."""

from decimal import Decimal

import pytest

from budget.models import Amendment
from tests.budget.at_the_desk import slugs
from tests.desk import address, door_of, words_of


def plan(budget, number):
    return budget.lines.with_figures().get(number=number).revised


def test_a_resolution_moves_money_between_lines(amend, approved, amending, treasurer):
    answer = amend.press(
        "_go",
        line_1="3",
        change_1="-50 000",
        line_2="4",
        change_2="+50 000,00",
        note_en="Fuel is cheaper",
    )
    assert answer.status_code == 302, words_of(answer)
    amendment = Amendment.objects.get()
    assert (amendment.resolution, amendment.by) == (amending, treasurer.user)
    assert (plan(approved, "3"), plan(approved, "4")) == (
        Decimal("700000.50"),
        Decimal("299999.50"),
    )
    assert approved.lines.get(number="3").approved == Decimal("750000.50")


def test_the_preview_shows_the_plan_before_and_after_and_saves_nothing(amend, approved):
    answer = amend.press("_preview", line_1="3", change_1="-50000", note_en="Fuel")
    assert answer.status_code == 200
    words = words_of(answer).replace("\xa0", " ")
    assert "750,000.50 som → 700,000.50 som (−50,000)" in words
    assert "1,000,000 som → 950,000 som (−50,000)" in words
    assert "Nothing has been saved yet." in words
    assert not Amendment.objects.exists()
    assert amend.press("_go").status_code == 302


def test_a_new_line_comes_in_with_an_amendment(amend, approved, codes, village):
    typed = {
        "new_1_number": "5",
        "new_1_side": "expenditure",
        "new_1_function": str(codes["7045"].pk),
        "new_1_title": "Road",
        "new_1_village": str(village.pk),
        "new_1_source": "stimulating",
        "new_1_change": "120,5 тыс",
    }
    answer = amend.press("_go", **typed)
    assert answer.status_code == 302, words_of(answer)
    line = approved.lines.get(number="5")
    assert (line.approved, plan(approved, "5")) == (0, 120_500)
    assert (line.title_en, line.village, line.source) == ("Road", village, "stimulating")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Enter at least one change."),
        ({"line_1": "99", "change_1": "5"}, "no line with the number 99."),
        ({"line_1": "3"}, "Enter by how much the line changes."),
        ({"change_1": "5"}, "Enter the number of the line."),
        ({"line_1": "3", "change_1": "көп"}, "Write the amount in som"),
        ({"line_1": "3", "change_1": "5", "line_2": "3", "change_2": "5"}, "stands twice"),
        (
            {"line_1": "3", "change_1": "-800000"},
            "the plan of 750,000.50 som cannot be cut by 800,000 som",
        ),
        ({"new_1_number": "5"}, "Choose revenue or expenditure."),
        ({"new_1_number": "5", "new_1_side": "revenue"}, "Enter what the line is for."),
        (
            {"new_1_number": "5", "new_1_side": "revenue", "new_1_title": "x"},
            "Enter the amount of the new line.",
        ),
        (
            {
                "new_1_number": "3",
                "new_1_side": "revenue",
                "new_1_title": "x",
                "new_1_change": "5",
            },
            "This number is taken by another line of the budget.",
        ),
        (
            {
                "new_1_number": "5",
                "new_1_side": "expenditure",
                "new_1_title": "x",
                "new_1_change": "5",
            },
            "Choose the function of an expenditure",
        ),
        ({"new_1_title": "x", "new_1_change": "-5"}, "0 som or more"),
        ({"line_1": "3", "change_1": "5", "resolution": ""}, "required"),
    ],
)
def test_an_amendment_that_cannot_be_is_stopped_whole(amend, approved, typed, sentence):
    answer = amend.press("_go", **{"line_9": "4", "change_9": "1"} | typed if typed else {})
    assert answer.status_code == 200
    assert sentence in words_of(answer).replace("\xa0", " ")
    assert {name: amend.values[name] for name in typed} == typed
    assert not Amendment.objects.exists()
    assert plan(approved, "4") == Decimal("249999.50")
    assert approved.lines.count() == 4


def test_a_plan_below_what_is_spent_needs_a_note(amend, approved):
    approved.lines.get(number="3").record_execution(1, Decimal("700000"))
    answer = amend.press("_go", line_1="3", change_1="-100000")
    assert answer.status_code == 200
    words = words_of(answer).replace("\xa0", " ")
    assert "700,000 som is executed already, more than the new plan of 650,000.50 som" in words
    assert amend.press("_go", note_ky="Кайра эсептелди").status_code == 302


def test_an_amendment_made_meanwhile_is_seen_first(amend, approved, amending):
    approved.amend(amending, [(approved.lines.get(number="3"), Decimal("-600000"))])
    answer = amend.press("_go", line_1="3", change_1="-100000")
    assert "nothing has been done yet" in words_of(answer)
    assert Amendment.objects.count() == 1
    assert amend.press("_go").status_code == 302


def test_the_last_amendment_is_reversed_with_a_note(treasurer, approved, amending):
    line = approved.lines.get(number="3")
    approved.amend(amending, [(line, Decimal("-50000"))])
    door = door_of(treasurer, approved, "reverse")
    words = words_of(door.response)
    assert "Amendment by resolution 4/2" in words and "+50,000" in words
    assert door.press("_go").status_code == 200
    assert door.press("_go", note_ky="Ката киргизилген").status_code == 302
    assert plan(approved, "3") == Decimal("750000.50")
    assert Amendment.objects.count() == 2
    assert "reverse" not in slugs(treasurer, approved)


def test_an_amendment_that_nobody_saw_is_not_reversed(treasurer, approved, amending):
    line = approved.lines.get(number="3")
    approved.amend(amending, [(line, Decimal("-1"))])
    door = door_of(treasurer, approved, "reverse")
    approved.amend(amending, [(line, Decimal("-2"))])
    assert door.press("_go", note_ky="Ката").status_code == 200
    assert Amendment.objects.count() == 2


def test_an_amendment_is_looked_at_and_never_changed(head, approved, amending):
    approved.amend(amending, [(approved.lines.get(number="3"), Decimal("-50000"))])
    amendment = Amendment.objects.get()
    url = address("budget_amendment_change", amendment.pk)
    assert "−50,000" in words_of(head.get(url))
    assert head.post(url, {"note_ky": "x"}).status_code == 403
    assert head.get(address("budget_amendment_add")).status_code == 403
    assert head.post(address("budget_amendment_delete", amendment.pk)).status_code == 403
