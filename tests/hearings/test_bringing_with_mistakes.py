"""What is wrong in a file that is brought is named by row, column and remedy."""

import pytest

from attachments.workbook.refusals import WorkbookRefused
from hearings.workbook import plan as plan_of_file
from hearings.workbook.columns import PROPOSALS_SHEET
from hearings.workbook.reading import read_hearing
from tests.attachments import workbooks as samples
from tests.hearings import sheets
from tests.hearings.sheets import ROW, filled, places, taken, told, tried

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

PERSON = {"full_name": "Асанова Айгүл", "phone": "0555 123456", "consent": "Yes"}


def test_every_mistake_of_a_row_is_named_with_its_remedy(held_hearing, village):
    data = filled(
        held_hearing,
        {"language": "ky", "village": "Айры-Там"},
        {"text": "Жол"},
        {**ROW, "village": "Эч жерде"},
        {**ROW, "full_name": "Асанова Айгүл"},
        {**ROW, **PERSON, "phone": "12"},
        {**ROW, "in_favour": "көп"},
        {**ROW, "kind": "Арыз"},
    )
    plan = tried(held_hearing, data)
    assert places(plan) == [
        (2, "Text"),
        (3, "Language of the text"),
        (4, "Village"),
        (5, "Full name of the proposer"),
        (6, "Telephone"),
        (7, "Hands in favour"),
        (8, "Kind"),
    ]
    assert all(problem.what and problem.remedy for problem in plan.problems)
    assert "“Airy-Tam”" in plan.problems[2].remedy
    assert "12" not in plan.problems[4].what


@pytest.mark.parametrize("phone", ["0555123456", "+996 (555) 12-34-56", 555123456, 996555123456])
def test_telephones_come_as_people_write_them(held_hearing, phone):
    plan = tried(held_hearing, filled(held_hearing, {**ROW, **PERSON, "phone": phone}))
    assert told(plan) == []
    assert str(plan.new[0].contact["phone"]) == "+996 555 123 456"


@pytest.mark.parametrize("count", ["1 200", "1\xa0200", 1200, "1200"])
def test_counts_come_as_people_write_them(held_hearing, count):
    assert tried(held_hearing, filled(held_hearing, participants=count)).figures.new == {
        "participants": 1200
    }


def test_more_hands_than_people_are_refused(held_hearing):
    plan = tried(held_hearing, filled(held_hearing, {**ROW, "in_favour": 90}, participants=83))
    assert "90 hands in all, but only 83 participants." in told(plan)[0]


def test_hands_entered_before_are_not_overwritten(held_hearing, clerk):
    taken(held_hearing, filled(held_hearing, {**ROW, "in_favour": 9}), by=clerk)
    plan = tried(held_hearing, filled(held_hearing, {**ROW, "in_favour": 8}))
    assert "Other hands are entered" in told(plan)[0]

    def no_hands(book):
        book[str(PROPOSALS_SHEET)]["K2"] = 9

    assert tried(held_hearing, sheets.edited(filled(held_hearing, ROW), no_hands)).is_empty


def test_a_workbook_of_other_sheets_is_refused(held_hearing):
    with pytest.raises(WorkbookRefused) as refused:
        read_hearing(samples.upload(samples.workbook()))
    assert "Figures of the minutes" in str(refused.value)


def test_a_column_of_ones_own_is_named(held_hearing):
    def add(book):
        page = book[str(PROPOSALS_SHEET)]
        page["N1"], page["N2"] = "Шашылыш", "ооба"

    plan = tried(held_hearing, sheets.edited(filled(held_hearing, ROW), add))
    assert "Column N (Шашылыш)" in plan.complaints[0]


def test_no_more_rows_come_in_at_once_than_others_can_wait_for(held_hearing, monkeypatch):
    monkeypatch.setattr(plan_of_file, "MOST_AT_ONCE", 1)
    plan = tried(held_hearing, filled(held_hearing, ROW, {**ROW, "text": "Жол"}))
    assert "at most 1 are entered at once" in told(plan)[0]
    taken(held_hearing, filled(held_hearing, ROW))
    taken(held_hearing, filled(held_hearing, ROW, {**ROW, "text": "Жол"}))
