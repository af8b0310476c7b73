"""The holder of a receipt sees what became of the words, and nothing about a person."""

import pytest
from django.urls import reverse
from django.utils import translation

from hearings import receipts
from hearings.models import Proposal
from hearings.models.choices import Status
from tests.hearings.pages import Page

CONTACT = {"full_name": "Асанбек Маркеров", "phone": "+996777000111", "email": "mark@example.kg"}
REASON = {"ky": "Себеби ушул.", "ru": "Причина такова.", "en": "This is the reason."}


@pytest.fixture
def secret():
    return receipts.new_secret()


@pytest.fixture
def mine(submit, secret):
    """My words, with my name behind them."""
    return submit(secret=secret, contact=CONTACT, sex="male")


@pytest.fixture
def ask(client, mine, secret):
    """Enter my code, and perhaps press one of the buttons."""

    def ask(do="", **more):
        sent = {"code": receipts.printed(receipts.code_from(secret)), "do": do} | more
        return Page(client.post(reverse("hearings:proposal_track"), sent))

    return ask


def status():
    return Proposal.objects.get().status


def test_the_page_asks_for_a_code(client, db):
    page = Page(client.get(reverse("hearings:proposal_track")))

    assert page.status == 200
    assert page.fields["code"] == ""


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_the_status_is_shown_in_the_readers_language(ask, mine, language):
    with translation.override(language):
        page = ask()

        assert page.status == 200
        assert str(mine.get_status_display()) in page.text


@pytest.mark.parametrize("code", ["", "   ", "\n"])
def test_an_empty_code_is_asked_for_again(client, db, code):
    page = Page(client.post(reverse("hearings:proposal_track"), {"code": code}))

    assert page.status == 422
    assert page.response.context["form"].errors["code"][0] in page.text


@pytest.mark.parametrize("code", ["\x00", "K7M2P-4XQ9T\x00", "K" * 41, "K" * 2_000_000])
def test_garbage_instead_of_a_code_breaks_nothing(client, db, code):
    response = client.post(reverse("hearings:proposal_track"), {"code": code})

    assert response.status_code == 422
    assert b"\x00" not in response.content


def test_nothing_about_the_person_is_shown_at_any_status(ask, mine, clerk, hearing):
    doors = [
        lambda: mine.return_for_clarification(by=clerk, reason=REASON),
        lambda: mine.clarify("Көпүрө жөнүндө, тагыраак."),
        lambda: mine.publish(by=clerk),
        lambda: mine.put_to_hearing(hearing, by=clerk),
        lambda: mine.decide(Status.IN_BUDGET, by=clerk, reason=REASON),
        lambda: mine.start_work(by=clerk),
        lambda: mine.complete(by=clerk),
    ]
    for door in doors:
        door()
        page = ask()
        assert page.status == 200
        assert str(mine.get_status_display()) in page.text
        for personal in ("Маркеров", "777000111", "777 000 111", "mark@example.kg", "clerk"):
            assert personal not in page.html


def test_the_reason_of_a_decision_is_shown(ask, mine, clerk):
    mine.publish(by=clerk)
    mine.decide(Status.REJECTED, by=clerk, reason=REASON, reason_code="no_money")

    page = ask()

    assert REASON["ky"] in page.text
    assert str(mine.decision.get_reason_code_display()) in page.text


def test_the_proposer_is_told_why_it_was_not_published(ask, mine, clerk):
    mine.decline(by=clerk, reason=REASON, reason_code="insults")

    assert REASON["ky"] in ask().text


# Taking the words back


def test_words_are_taken_back_by_the_code(ask):
    assert ("do", "withdraw") in ask().buttons

    page = ask("withdraw")

    assert status() == Status.WITHDRAWN
    assert ("do", "withdraw") not in page.buttons
    step = Proposal.objects.get().steps.last()
    assert (step.new_status, step.by) == (Status.WITHDRAWN, None)


def test_looking_takes_nothing_back(ask, client, mine):
    ask()
    client.get(reverse("hearings:proposal_track"), {"do": "withdraw"})

    assert status() == Status.SUBMITTED
    assert mine.steps.count() == 1


def test_pressed_twice_it_is_taken_back_once(ask, mine):
    ask("withdraw")
    page = ask("withdraw")

    assert page.status == 200
    assert mine.steps.filter(new_status=Status.WITHDRAWN).count() == 1


def test_a_decided_proposal_is_not_taken_back(ask, mine, clerk):
    mine.publish(by=clerk)
    mine.decide(Status.IN_BUDGET, by=clerk, reason=REASON)

    page = ask("withdraw")

    assert status() == Status.IN_BUDGET
    assert ("do", "withdraw") not in page.buttons
    assert page.response.context["form"].non_field_errors()[0] in page.text


def test_a_wrong_code_takes_nothing_back(client, mine):
    code = receipts.printed(receipts.code_from("somebody else"))

    client.post(reverse("hearings:proposal_track"), {"code": code, "do": "withdraw"})

    assert status() == Status.SUBMITTED


# Saying it more clearly


@pytest.fixture
def returned(mine, clerk):
    mine.return_for_clarification(by=clerk, reason={"ky": "Кайсы көпүрө?"})
    return mine


def test_what_was_returned_says_why_and_offers_the_text(ask, returned):
    page = ask()

    assert "Кайсы көпүрө?" in page.text
    assert page.fields["text"] == returned.text
    assert ("do", "clarify") in page.buttons


def test_clearer_words_are_checked_again(ask, returned):
    page = ask("clarify", text="Айры-Тамдагы жыгач көпүрө.")

    kept = Proposal.objects.get()
    assert page.status == 200
    assert (kept.status, kept.text) == (Status.SUBMITTED, "Айры-Тамдагы жыгач көпүрө.")
    assert ("do", "clarify") not in page.buttons


@pytest.mark.parametrize("text", ["", "  ", "ө" * 3001, "жыгач\x00көпүрө"])
def test_unusable_clearer_words_are_refused_and_kept_on_the_page(ask, returned, text):
    before = returned.text

    page = ask("clarify", text=text)

    assert page.response.context["clarify_form"].errors["text"][0] in page.text
    assert page.fields["text"].strip() == text.replace("\x00", "").strip()
    kept = Proposal.objects.get()
    assert (kept.status, kept.text) == (Status.RETURNED, before)


def test_clearer_words_are_found_by_search(ask, returned):
    ask("clarify", text="Айры-Тамдагы жыгач копуро.")

    assert Proposal.objects.search("жыгач").exists()


@pytest.mark.parametrize("state", ["submitted", "published", "declined", "withdrawn"])
def test_only_what_was_returned_is_said_again(ask, mine, clerk, state):
    doors = {
        "published": lambda: mine.publish(by=clerk),
        "declined": lambda: mine.decline(by=clerk, reason=REASON, reason_code="insults"),
        "withdrawn": mine.withdraw,
    }
    doors.get(state, lambda: None)()
    before = Proposal.objects.values_list("text", "status", "published_at").get()

    page = ask("clarify", text="Такыр башка сөздөр.")

    assert Proposal.objects.values_list("text", "status", "published_at").get() == before
    assert ("do", "clarify") not in page.buttons


def test_another_site_cannot_take_the_words_back(mine, secret):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    sent = {"code": receipts.code_from(secret), "do": "withdraw"}

    assert strict.post(reverse("hearings:proposal_track"), sent).status_code == 403
    assert status() == Status.SUBMITTED


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options"])
def test_other_methods_are_refused(client, db, method):
    assert getattr(client, method)(reverse("hearings:proposal_track")).status_code == 405
