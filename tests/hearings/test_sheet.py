"""A held hearing entered from its paper on one page: all of it or nothing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from groups.models import YearlyFigures
from hearings.models import HandVote, Minutes, Proposal, Proposer
from hearings.models import plausible as plausible_figures
from hearings.sheet import doubts
from hearings.sheet.sheet import Sheet
from tests.desk import address, page_of, sign_in, words_of
from tests.hearings.entering import figures, row, sheet_of


@pytest.fixture
def desk(aimak, held_hearing):
    return sign_in("clerk")


@pytest.fixture
def page(desk, held_hearing):
    return sheet_of(desk, held_hearing)


def refused(page, *sentences):
    """The page came back with these sentences, and nothing was stored."""
    assert page.response.status_code == 200
    words = words_of(page.response)
    assert "Error:" in words
    for sentence in sentences:
        assert sentence in words
    assert not Proposal.objects.exists()
    assert not HandVote.objects.exists()


# One paper, one page


def test_a_whole_paper_is_entered_at_once(desk, page, held_hearing, village, other_village):
    answer = page.press(
        **figures(participants=60, women=25, men=35, items_received=3),
        **row(
            0,
            "Көпүрө керек.",
            village=village.pk,
            sector="roads",
            full_name="Асан Үсөнов",
            phone="0777 123 456",
            consent_signed="on",
            in_favour=32,
            against=27,
        ),
        **row(1, "Жол оңдолсун.", group="?", outcome="in_budget", reason="Колдоого алынды."),
        **row(3, "Суу качан берилет?", kind="question", village=other_village.pk, language="ru"),
    )
    assert answer.status_code == 302

    first, second, third = Proposal.objects.order_by("number")
    minutes = held_hearing.minutes
    assert (minutes.participants, minutes.women, minutes.youth) == (60, 25, None)
    assert {each.channel for each in (first, second, third)} == {"hearing"}
    assert first.received_on == timezone.localdate(held_hearing.starts_at)
    assert first.proposer.full_name == "Асан Үсөнов"
    assert first.consent is not None
    assert first.votes.get().written() == "32/27/–"
    assert (second.status, second.from_group) == ("in_budget", True)
    assert second.decision.reason_ky or second.decision.reason_en
    assert (third.kind, third.village, third.language) == ("question", other_village, "ru")
    assert {each.status for each in (first, third)} == {"published"}


def test_what_the_row_above_says_is_not_typed_again(page, village):
    page.press(
        **row(0, village=village.pk, sector="water", language="ru"), **row(2, "Экинчи сунуш.")
    )
    last = Proposal.objects.get(text="Экинчи сунуш.")
    assert (last.village, last.sector, last.language) == (village, "water", "ru")


def test_a_village_not_stated_is_not_taken_from_above(page, village):
    page.press(**row(0, village=village.pk), **row(1, "Экинчи сунуш.", village="-"))
    assert Proposal.objects.get(text="Экинчи сунуш.").village is None


def test_words_are_published_only_where_the_clerk_says_so(page):
    page.press(publish=None, **row(0))
    assert Proposal.objects.get().status == "submitted"


def test_the_same_page_sent_twice_makes_each_proposal_once(page):
    typed = {**figures(participants=9), **row(0), **row(1, "Экинчи сунуш.")}
    first, second = page.press(**typed), page.press(**typed)
    assert (first.status_code, second.status_code) == (302, 302)
    assert Proposal.objects.count() == 2


def test_the_secret_of_the_row_is_what_makes_it_once(page, monkeypatch):
    made = iter(range(100))
    monkeypatch.setattr(Sheet, "secret_of", lambda sheet, row: f"secret {next(made)}")
    page.press(**row(0))
    page.press(**row(0))
    assert "Somebody else entered" in words_of(page.response)


def test_a_page_that_was_saved_is_not_saved_with_other_words(page):
    page.press(**row(0))
    page.press(**row(0, "Таптакыр башка сөз."))
    assert "already saved with other words" in words_of(page.response)
    assert Proposal.objects.count() == 1


# What is refused


def test_one_wrong_row_saves_nothing_and_keeps_everything_typed(page):
    page.press(**figures(participants=60), **row(0), **row(1, full_name="Асан", text="Суу."))
    refused(page, "Row 2: Personal data needs a signed consent.")
    assert not Minutes.objects.exists()
    assert page.values["r0-text"] == "Көпүрө керек."
    assert page.values["r1-full_name"] == "Асан"
    assert page.values["f-participants"] == "60"
    assert 'href="#id_r1-full_name"' in page.text
    assert "<title>Error:" in page.text.replace("\n", "")

    assert page.press(**{"r1-consent_signed": "on"}).status_code == 302
    assert Proposer.objects.get().full_name == "Асан"


def test_figures_that_do_not_agree_are_refused_with_both_numbers(page):
    page.press(**figures(participants=60, women=25, men=36))
    refused(page, "Women and men together are 61, but the participants are 60.")
    assert page.press(**{"f-discrepancy": "Протоколдо ушундай."}).status_code == 302
    assert Minutes.objects.get().men == 36


def test_more_rows_than_the_minutes_report_are_refused_with_both_numbers(page):
    page.press(**figures(items_received=1), **row(0), **row(1, "Экинчи сунуш."))
    refused(page, "The minutes report 1 proposals and questions, but 2 are entered")


def test_more_hands_than_people_are_refused_until_a_note_says_why(page):
    page.press(**figures(participants=60), **row(0, in_favour=34, against=27))
    refused(page, "Row 1: 61 hands in all, but only 60 participants.")
    assert page.press(**{"r0-vote_note": "Башка айылдыктар да көтөрдү."}).status_code == 302
    assert HandVote.objects.get().total == 61


def test_three_zeros_too_many_are_noticed(page):
    YearlyFigures.objects.create(year=2025, population=4200)
    page.press(**figures(participants=60_000))
    refused(page, "60000 participants, but only 4200 people live there.")
    page.press(**figures(participants=60, items_received=12_000))
    refused(page, "12000 proposals and questions from only 60 participants.")


def test_without_the_comparison_three_zeros_pass(page, monkeypatch):
    YearlyFigures.objects.create(year=2025, population=4200)
    monkeypatch.setattr(plausible_figures, "population", lambda hearing: None)
    assert page.press(**figures(participants=60_000)).status_code == 302


def test_the_same_text_twice_needs_a_tick(page, submit, held_hearing):
    page.press(**row(0), **row(1, "  көпүрө КЕРЕК "))
    refused(page, "Row 2: The same text stands in row 1.")
    assert page.press(**{"r1-sure": "on"}).status_code == 302
    assert Proposal.objects.count() == 2


def test_a_text_entered_before_needs_a_tick(desk, page, held_hearing):
    page.press(**row(0))
    again = sheet_of(desk, held_hearing)
    again.press(**row(0))
    number = Proposal.objects.get().number
    assert f"The same text is already entered as {number}." in words_of(again.response)


def test_without_folding_the_same_text_passes(page, monkeypatch):
    monkeypatch.setattr(doubts, "fold", lambda text: text)
    assert page.press(**row(0), **row(1, "  көпүрө КЕРЕК ")).status_code == 302


def test_a_decision_needs_its_reason_and_published_words(page):
    page.press(**row(0, outcome="rejected"), **row(1, "Суу.", outcome="in_budget"))
    refused(
        page,
        "Row 1: Choose the kind of reason for the rejection.",
    )
    page.press(**{"r0-reason_code": "no_money"})
    refused(page, "Row 1: Write the reason in at least one language.", "Row 2: Write the reason")
    page.press(publish=None)
    refused(page, "A decision can be entered only where the words are published at once.")


# Afterwards


def test_hands_of_what_is_entered_are_corrected_while_the_minutes_are_open(
    desk, page, held_hearing
):
    page.press(**figures(participants=60), **row(0, in_favour=30))
    key = Proposal.objects.get().pk
    again = sheet_of(desk, held_hearing)
    assert again.press(**{f"h{key}-in_favour": "31", f"h{key}-against": "31"}).status_code == 200
    assert "62 hands in all, but only 60 participants." in words_of(again.response)
    assert again.press(**{f"h{key}-against": "29"}).status_code == 302
    assert HandVote.objects.get().written() == "31/29/–"


def test_signed_figures_are_only_read_and_hands_change_with_a_public_note(desk, page, held_hearing):
    page.press(**figures(participants=60, women=25), **row(0, in_favour=30))
    Minutes.objects.update(signed_at=timezone.now())
    key = Proposal.objects.get().pk
    again = sheet_of(desk, held_hearing)
    assert "f-women" not in again.values

    typed = {"f-women": "26", f"h{key}-in_favour": "31"}
    again.press(**typed)
    assert "Write a note that tells everyone why." in words_of(again.response)
    assert again.press(**{"w-why": "Эсептөө комиссиясынын актысы."}).status_code == 302
    held_hearing.refresh_from_db()
    assert held_hearing.minutes.women == 25
    assert HandVote.objects.get().in_favour == 31
    assert held_hearing.steps.last().old == "30/–/–"


def test_the_page_is_found_from_the_hearing_and_from_the_list(desk, held_hearing):
    place = address("hearings_hearing_sheet", held_hearing.pk).removeprefix("/en/")
    assert place in page_of(desk, held_hearing).text
    assert place in desk.get(address("hearings_hearing_changelist") + "?stage=held").text


def test_a_hearing_to_come_is_not_entered(desk, hearing):
    answer = desk.get(address("hearings_hearing_sheet", hearing.pk), follow=True)
    assert "only for a published hearing that has been held" in words_of(answer)


def test_the_log_names_numbers_and_nobody(desk, page):
    from django.contrib.admin.models import LogEntry

    page.press(**row(0, full_name="Асан Үсөнов", consent_signed="on"))
    entry = LogEntry.objects.get()
    assert Proposal.objects.get().number in entry.change_message
    assert "Асан" not in entry.change_message


def test_the_page_asks_as_often_for_many_proposals_as_for_two(desk, page, held_hearing, village):
    def enter(number, word):
        typed = [row(place, f"{word} {place}", in_favour=place) for place in range(number)]
        boxes = {name: value for each in typed for name, value in each.items()}
        sheet_of(desk, held_hearing).press(rows=str(number), **boxes)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            sheet_of(desk, held_hearing)
        return len(asked)

    enter(2, "Жол")
    few = queries()
    enter(9, "Суу")
    assert Proposal.objects.count() == 11
    assert queries() == few
