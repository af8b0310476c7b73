"""One filled-in form is one proposal, however often and however fast it arrives."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hearings import receipts
from hearings.forms import SubmissionForm
from hearings.models import (
    ConsentText,
    Proposal,
    ProposalNumber,
    ProposalPhoto,
    ProposalStep,
    Proposer,
)
from hearings.models.number import ProposalNumberQuerySet
from hearings.models.proposal import AnotherTextSent, ProposalQuerySet
from tests.attachments import samples
from tests.hearings.pages import Citizen, Page

TIMES = 20


@pytest.fixture
def consent(db):
    """The text of consent came with a migration; tests that commit for real sweep it away."""
    first = {"text_ky": "Макулмун.", "valid_from": date(2026, 1, 1)}
    ConsentText.objects.get_or_create(version=1, defaults=first)


@pytest.fixture
def form(village):
    """All that a citizen's last page holds, ready to be sent."""
    return {
        "go": "send",
        "kind": "proposal",
        "text": Citizen.WORDS,
        "language": "ky",
        "sector": "roads",
        "village": str(village.pk),
        "full_name": "Асан Усенов",
        "phone": "0777 123 456",
        "consent": "on",
        "token": SubmissionForm.fresh().initial["token"],
    }


def send(form):
    """Send the form from a browser of its own and read the receipt: number and code."""
    client = Client()
    sent = client.post(reverse("hearings:proposal_new"), form)
    assert sent.status_code == 303
    receipt = client.get(sent["Location"])
    return receipt.context["proposal"].number, receipt.context["code"]


def together(deed, times=TIMES):
    """Do it so many times at once, each in a thread and a connection of its own."""
    start = threading.Barrier(times)

    def run(number):
        start.wait(30)
        try:
            return deed(number)
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as threads:
        return list(threads.map(run, range(times)))


def rows():
    return [model.objects.count() for model in (Proposal, ProposalStep, Proposer)]


class TestInParallel:
    # Threads write through connections of their own, so everything is committed for real.
    pytestmark = [
        pytest.mark.stress,
        pytest.mark.django_db(transaction=True),
        pytest.mark.usefixtures("consent"),
    ]

    def test_one_form_sent_twenty_times_at_once_is_one_proposal(self, form):
        receipts_read = together(lambda number: send(form))

        assert len(set(receipts_read)) == 1
        assert receipts_read[0][0] == Proposal.objects.get().number
        assert rows() == [1, 1, 1]
        assert ProposalNumber.objects.get().last == 1

    def test_an_hour_later_it_is_still_the_same_one(self, form):
        first = send(form)

        with time_machine.travel(timezone.now() + timedelta(hours=1), tick=True):
            assert set(together(lambda number: send(form), 5)) == {first}
        assert rows() == [1, 1, 1]

    def test_without_the_mark_of_the_form_there_would_be_more(self, form, monkeypatch):
        monkeypatch.setattr(receipts, "intent", lambda secret: receipts.new_secret())
        monkeypatch.setattr(receipts, "code_from", lambda secret, key=None: receipts.new_secret())
        address = reverse("hearings:proposal_new")

        together(lambda number: Client().post(address, form))

        assert Proposal.objects.count() == TIMES

    def test_where_the_form_is_not_recognised_the_database_still_takes_it_once(
        self, form, monkeypatch
    ):
        monkeypatch.setattr(
            ProposalQuerySet, "sent_by_form", lambda proposals, secret: proposals.none()
        )
        address = reverse("hearings:proposal_new")

        together(lambda number: Client().post(address, form))

        assert Proposal.objects.count() == 1

    def test_twenty_forms_at_once_get_twenty_numbers_without_gaps(self, form):
        tokens = [SubmissionForm.fresh().initial["token"] for _ in range(TIMES)]

        sent = together(lambda number: send(form | {"token": tokens[number]}))

        year = timezone.localdate().year
        assert sorted(number for number, _code in sent) == [
            f"{year}-{number:05d}" for number in range(1, TIMES + 1)
        ]
        assert len({code for _number, code in sent}) == TIMES

    def test_without_the_lock_two_forms_would_take_the_same_number(
        self, village, submit, monkeypatch
    ):
        ProposalNumber.objects.create(year=timezone.localdate().year)
        both_have_read = threading.Barrier(2)

        def read(counters, year):
            counter = counters.get(year=year)
            both_have_read.wait(30)
            return counter

        def unlocked(number):
            connection.ensure_connection()
            if connection.vendor == "sqlite":
                connection.transaction_mode = "DEFERRED"
            return submit()

        monkeypatch.setattr(ProposalNumberQuerySet, "lock", read)
        outcomes = together(unlocked, 2)

        assert sum(isinstance(outcome, Exception) for outcome in outcomes) == 1
        assert Proposal.objects.count() == 1

    def test_the_first_forms_of_a_year_arrive_together(self, submit):
        assert not ProposalNumber.objects.exists()

        outcomes = together(lambda number: submit(), 8)

        assert sorted(proposal.number[5:] for proposal in outcomes) == [
            f"{number:05d}" for number in range(1, 9)
        ]


# One after the other


@pytest.fixture
def sent(form, db):
    """The form's first arrival: its number and code."""
    return send(form)


def test_sent_again_it_shows_the_same_receipt(form, sent):
    assert send(form) == sent
    assert rows() == [1, 1, 1]


def test_reloading_the_receipt_sends_nothing(form, client, db):
    location = client.post(reverse("hearings:proposal_new"), form)["Location"]

    pages = [client.get(location) for _ in range(3)]

    assert len({page.context["code"] for page in pages}) == 1
    assert rows() == [1, 1, 1]


def test_a_photo_is_kept_once(form, db):
    send(form | {"photo": samples.upload(samples.picture())})
    send(form | {"photo": samples.upload(samples.picture())})

    assert ProposalPhoto.objects.count() == 1


def test_a_form_sent_again_is_no_sign_of_spam(form, sent):
    for _ in range(10):
        send(form)

    assert "many" not in Proposal.objects.get().held_because


def test_going_back_in_a_sent_form_only_turns_pages(form, sent, client):
    page = Page(client.post(reverse("hearings:proposal_new"), form | {"go": "what"}))

    assert page.status == 200
    assert page.fields["text"] == form["text"]
    assert rows() == [1, 1, 1]


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("text", "Көпүрө эмес, китепкана керек болуп жатат."),
        ("kind", "question"),
        ("language", "ru"),
        ("sector", "culture"),
        ("full_name", "Үсөн"),
        ("phone", "0555 000 111"),
    ],
)
def test_the_same_form_with_other_answers_is_explained_and_changes_nothing(
    field, changed, form, sent, client
):
    before = Proposal.objects.values_list().get(), Proposer.objects.values_list().get()

    page = Page(client.post(reverse("hearings:proposal_new"), form | {field: changed}))

    assert page.status == 409
    assert sent[0] in page.text
    assert (form | {field: changed})["text"] in page.text
    after = Proposal.objects.values_list().get(), Proposer.objects.values_list().get()
    assert after == before
    assert rows() == [1, 1, 1]


def test_so_explained_the_first_form_still_shows_its_receipt(form, sent, client):
    client.post(reverse("hearings:proposal_new"), form | {"text": "Башка сөздөр."})

    assert send(form) == sent


def test_other_words_are_recognised_at_the_door_itself(submit):
    first = submit(secret="one form", sent={"text": "a"})
    with pytest.raises(AnotherTextSent) as caught:
        submit(secret="one form", sent={"text": "b"})

    assert caught.value.proposal == first


def test_without_that_check_the_second_words_would_be_swallowed(form, sent, client, monkeypatch):
    monkeypatch.setattr(Proposal, "same_or_refused", lambda proposal, sent: proposal)

    page = client.post(reverse("hearings:proposal_new"), form | {"text": "Башка сөздөр."})

    assert page.status_code == 303


def test_an_invalid_change_of_a_sent_form_is_explained_too(form, sent, client):
    page = Page(client.post(reverse("hearings:proposal_new"), form | {"text": ""}))

    assert page.status == 409
    assert rows() == [1, 1, 1]


def test_the_form_is_recognised_after_the_portals_key_was_changed(form, sent, settings):
    old, settings.SECRET_KEY = settings.SECRET_KEY, "a new key of the portal, long enough to be one"
    settings.SECRET_KEY_FALLBACKS = [old]

    assert send(form) == sent
