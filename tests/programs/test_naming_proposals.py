"""A measure names the proposals that it answers; they are found by number and by words."""

import pytest

from groups.desk import guard
from groups.desk.finding import FindingForm
from hearings.models import Proposal
from hearings.models.proposal import ProposalQuerySet
from tests.desk import page_of, sign_in, words_of

CHANGED = "Somebody else changed this page while you had it open"


def test_a_proposal_is_found_by_its_words_and_nothing_is_saved_meanwhile(desk, measure, bus):
    page = page_of(desk, measure)
    answer = page.press("proposals_look", proposals_find="озунчо АВТОБУС", title_ru="Автобус")
    assert answer.status_code == 200
    words = words_of(answer)
    assert "Found for “озунчо АВТОБУС”" in words
    assert "Nothing has been saved yet." in words
    assert "Please correct" not in words
    assert bus.number in words
    assert page.values["title_ru"] == "Автобус"
    measure.refresh_from_db()
    assert measure.title_ru != "Автобус"

    assert page.press(proposals=[str(bus.pk)]).status_code == 302
    measure.refresh_from_db()
    assert measure.title_ru == "Автобус"
    assert list(measure.proposals.all()) == [bus]


def test_a_proposal_is_found_by_its_number_with_any_button(desk, measure, bus):
    answer = page_of(desk, measure).press("_save", proposals_find=bus.number)
    assert answer.status_code == 200
    assert bus.number in words_of(answer)


def test_without_the_pause_a_search_would_save_what_is_half_typed(desk, measure, bus, monkeypatch):
    monkeypatch.setattr(FindingForm, "is_searching", False)
    page_of(desk, measure).press("proposals_look", proposals_find="автобус", title_ru="Авто")
    measure.refresh_from_db()
    assert measure.title_ru == "Авто"


def test_looking_for_nothing_and_finding_nothing_are_said_plainly(desk, measure, bus):
    page = page_of(desk, measure)
    assert "Type a number or a few words" in words_of(page.press("proposals_look"))
    answer = page.press("proposals_look", proposals_find="самолёт")
    assert "Nothing more was found for “самолёт”." in words_of(answer)


def test_too_many_found_proposals_are_cut_and_said_to_be(desk, measure, publish, monkeypatch):
    monkeypatch.setattr("groups.desk.finding.MOST", 2)
    for each in range(3):
        publish(text=f"Көпүрө {each}")
    answer = page_of(desk, measure).press("proposals_look", proposals_find="көпүрө")
    assert "More was found for “көпүрө”" in words_of(answer)


def test_a_measure_names_published_proposals_only(desk, measure, bus, submit):
    waiting = submit(text="Жарыялана элек автобус")
    page = page_of(desk, measure)
    assert waiting.number not in words_of(page.press("proposals_look", proposals_find="автобус"))

    answer = page.press(proposals=[str(waiting.pk)])

    assert answer.status_code == 200
    assert "Only published proposals can be named." in words_of(answer)
    assert not measure.proposals.exists()


def test_an_unlimited_choice_would_name_what_is_not_published(desk, measure, submit, monkeypatch):
    monkeypatch.setattr(ProposalQuerySet, "public", lambda self: self.all())
    waiting = submit(text="Жарыялана элек")
    assert page_of(desk, measure).press(proposals=[str(waiting.pk)]).status_code == 302
    assert measure.proposals.exists()


def test_a_proposal_taken_down_later_does_not_stop_the_page(desk, measure, bus):
    measure.proposals.add(bus)
    Proposal.objects.filter(pk=bus.pk).update(status="declined")
    page = page_of(desk, measure)
    assert page.values["proposals"] == str(bus.pk)
    assert page.press(title_ru="Автобус").status_code == 302
    assert measure.proposals.exists()


@pytest.mark.parametrize("key", ["9" * 30, "²", "x", "-1", "", "9223372036854775807"])
def test_a_forged_key_is_no_proposal(desk, measure, key):
    answer = page_of(desk, measure).press(proposals=[key])
    assert answer.status_code in {200, 302}
    assert not measure.proposals.exists()


def test_two_clerks_who_name_proposals_see_both_choices(measure, bus, publish):
    first, second = sign_in("clerk", "first"), sign_in("clerk", "second")
    other = publish(text="Көпүрө")
    one, two = page_of(first, measure), page_of(second, measure)
    assert one.press(proposals=[str(bus.pk)]).status_code == 302

    answer = two.press(proposals=[str(other.pk)])

    assert answer.status_code == 200
    words = words_of(answer)
    assert CHANGED in words
    assert f"Stored now: {bus.number}. You typed: {other.number}." in words
    assert list(measure.proposals.all()) == [bus]


def test_without_the_guard_the_first_choice_is_lost(measure, bus, publish, monkeypatch):
    monkeypatch.setattr(guard.Guarded, "_compare", lambda *args: None)
    first, second = sign_in("clerk", "first"), sign_in("clerk", "second")
    other = publish(text="Көпүрө")
    one, two = page_of(first, measure), page_of(second, measure)
    one.press(proposals=[str(bus.pk)])
    two.press(proposals=[str(other.pk)])
    assert list(measure.proposals.all()) == [other]


def test_two_clerks_who_change_one_contribution_see_both_amounts(measure):
    measure.contributions.create(source="local_budget", amount=250_000)
    first, second = sign_in("clerk", "first"), sign_in("clerk", "second")
    one, two = page_of(first, measure), page_of(second, measure)
    one.press(**{"contributions-0-amount": "260 000"})
    answer = two.press(**{"contributions-0-amount": "270 000"})
    assert answer.status_code == 200
    assert CHANGED in words_of(answer)
    assert measure.contributions.get().amount == 260_000
