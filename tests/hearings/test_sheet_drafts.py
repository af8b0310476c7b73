"""What a clerk typed survives a crash, is shown to nobody else, and does not stay for ever."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from hearings.models import EntryDraft, HandVote, Hearing, Minutes, Proposal
from hearings.models.draft import EntryDraftQuerySet
from tests.desk import sign_in, words_of
from tests.hearings.entering import draft_of, figures, row, sheet_of


@pytest.fixture
def desk(aimak, held_hearing):
    return sign_in("clerk")


@pytest.fixture
def page(desk, held_hearing):
    return sheet_of(desk, held_hearing)


@pytest.fixture
def keep(desk, page, held_hearing):
    """What the script of the page sends every few seconds."""

    def keep(**typed):
        return desk.post(draft_of(desk, held_hearing), page.values | typed)

    return keep


def test_what_was_typed_is_there_when_the_page_is_opened_again(desk, keep, held_hearing):
    answer = keep(**row(1, full_name="Асан"), **figures(participants=60))
    time = timezone.localtime(EntryDraft.objects.get().saved_at)
    assert answer.json()["kept"].startswith("Draft kept at ")

    again = sheet_of(desk, held_hearing)
    assert again.values["r1-full_name"] == "Асан"
    assert again.values["f-participants"] == "60"
    assert "Filled in from your draft of" in words_of(again.response)
    assert str(time.year) in words_of(again.response)
    assert not Proposal.objects.exists()
    assert not Minutes.objects.exists()


def test_a_draft_is_never_shown_to_somebody_else(keep, held_hearing):
    keep(**row(0, full_name="Асан"))
    assert "Асан" not in sheet_of(sign_in("head"), held_hearing).text


def test_the_owner_is_what_hides_a_draft(keep, held_hearing, monkeypatch):
    keep(**row(0, full_name="Асан"))
    monkeypatch.setattr(EntryDraftQuerySet, "of", lambda drafts, hearing, user: drafts.get())
    assert "Асан" in sheet_of(sign_in("head"), held_hearing).text


def test_who_may_not_enter_keeps_no_draft(aimak, held_hearing):
    for role in ("deputy", "treasurer"):
        browser = sign_in(role)
        assert browser.post(draft_of(browser, held_hearing), row(0)).status_code == 403
    assert not EntryDraft.objects.exists()


def test_saving_ends_the_draft_and_a_late_one_does_not_bring_it_back(keep, page):
    typed = row(0)
    keep(**typed)
    assert page.press(**typed).status_code == 302
    assert not EntryDraft.objects.exists()
    keep(**typed)
    assert not EntryDraft.objects.exists()


def test_a_refused_page_is_kept_as_a_draft(page):
    page.press(**row(0, full_name="Асан"))
    assert EntryDraft.objects.get().data["r0-full_name"] == "Асан"


def test_without_a_script_a_button_keeps_the_draft_and_another_brings_rows(
    desk, page, held_hearing
):
    assert page.press("_keep", **row(0)).status_code == 302
    again = sheet_of(desk, held_hearing)
    assert again.values["r0-text"] == "Көпүрө керек."
    again.press("_more", **row(4, "Бешинчи."))
    longer = sheet_of(desk, held_hearing)
    assert longer.values["r4-text"] == "Бешинчи."
    assert "r9-text" in longer.values
    assert longer.press("_discard").status_code == 302
    assert not EntryDraft.objects.exists()


def test_only_the_boxes_of_the_page_are_kept(keep):
    keep(evil="1", **{"r0-text": "а\x00б", "csrfmiddlewaretoken": "x"})
    kept = EntryDraft.objects.get().data
    assert kept["r0-text"] == "аб"
    assert not {"evil", "csrfmiddlewaretoken"} & set(kept)


def test_a_forgotten_draft_is_erased_after_thirty_days(keep):
    keep(**row(0))
    for days, left in ((29, 1), (31, 0)):
        with time_machine.travel(timezone.now() + timedelta(days=days), tick=False):
            call_command("erase_expired", verbosity=0)
        assert EntryDraft.objects.count() == left


def test_figures_and_hands_are_checked_while_they_are_typed(keep):
    typed = figures(participants=60, women=70) | row(0, in_favour=31, against=31)
    notes = dict(keep(**typed).json()["notes"])
    assert notes["id_f-women"] == "70 women, but only 60 participants."
    answer = keep(**(typed | {"f-women": "20", "r0-in_favour": "20", "r0-against": "20"}))
    assert [sentence for _box, sentence in answer.json()["notes"]] == [
        "Row 1: A tie: as many for as against."
    ]


# Two clerks


@pytest.fixture
def second(page, held_hearing):
    """Another clerk, whose page was opened before the first one saved."""
    return sheet_of(sign_in("clerk", "second"), held_hearing)


def test_the_second_clerk_sees_what_the_first_one_entered_before_saving(page, second):
    assert (
        page.press(**row(0, "Мектепке автобус керек, балдар алыстан келишет.")).status_code == 302
    )
    typed = row(0, "Балдар алыстан келишет, мектепке автобус керек!") | row(1, "Суу керек.")
    answer = second.press(**typed)
    number = Proposal.objects.get().number
    assert f"Row 1 is already entered as {number}?" in words_of(answer)
    assert second.values["r1-text"] == "Суу керек."

    second.press(**{"r0-text": ""})
    assert sorted(Proposal.objects.values_list("text", flat=True))[1] == "Суу керек."
    assert Proposal.objects.count() == 2


def test_both_versions_of_a_figure_are_shown_before_one_is_kept(page, second):
    page.press(**figures(participants=60, women=25))
    answer = second.press(**figures(participants=61, men=36))
    words = words_of(answer)
    assert "Stored now: 60. You typed: 61." in words
    assert Minutes.objects.get().participants == 60
    # What only the first one typed stands and is shown.
    assert second.values["f-women"] == "25"

    assert second.press().status_code == 302
    minutes = Minutes.objects.get()
    assert (minutes.participants, minutes.women, minutes.men) == (61, 25, 36)


def test_without_the_marks_the_first_clerk_would_be_overwritten(page, second, monkeypatch):
    from hearings.sheet.merging import Merging

    monkeypatch.setattr(Merging, "merge", lambda form, before: False)
    page.press(**figures(participants=60, women=25))
    second.press(**figures(participants=61))
    assert Minutes.objects.get().women is None


def test_a_draft_taken_up_late_overwrites_nothing_of_the_other_clerk(page, second, held_hearing):
    browser = second.client
    browser.post(draft_of(browser, held_hearing), second.values | row(1, "Суу керек."))
    page.press(**figures(participants=60), **row(0, in_favour=30))

    late = sheet_of(browser, held_hearing)
    assert late.press().status_code == 200
    assert "Somebody else entered proposals" in words_of(late.response)
    assert late.press().status_code == 302
    assert Minutes.objects.get().participants == 60
    assert HandVote.objects.get().written() == "30/–/–"
    assert Proposal.objects.count() == 2


def test_figures_typed_while_somebody_signed_are_not_dropped_silently(page, second):
    page.press(**figures(participants=60))
    Minutes.objects.update(signed_at=timezone.now())
    second.press(**figures(participants=61), **row(0))
    assert "Somebody signed the minutes meanwhile" in words_of(second.response)
    assert not Proposal.objects.exists()


@pytest.mark.stress
@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_in_the_same_instant_one_sees_the_other_first():
    hearing = Hearing(kind=Hearing.Kind.OTHER, starts_at=timezone.now() - timedelta(days=7))
    hearing.publish_past()
    browsers = [sign_in("clerk", "first-clerk"), sign_in("clerk", "second-clerk")]
    for turn in range(4):
        EntryDraft.objects.all().delete()
        pages = [sheet_of(browser, hearing) for browser in browsers]
        assert sorted(_both_save(pages, turn)) == [200, 302]
        assert Proposal.objects.count() == turn + 1


def _both_save(pages, turn):
    start = Barrier(2)

    def press(page, who):
        try:
            start.wait()
            return page.press(**row(0, f"Сунуш {turn}, {who}")).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        ways = [both.submit(press, page, who) for who, page in enumerate(pages)]
        return [way.result() for way in ways]
