"""A proposal is typed at the desk from paper, and gets its receipt slip."""

import logging

import pytest
from django.core import signing
from django.utils import timezone

from groups.models import InitiativeGroup
from hearings import receipts
from hearings.models import Proposal, Proposer
from hearings.models.choices import Status
from tests.attachments import samples
from tests.desk import Page, address, words_of

CONTACT = {"full_name": "Айгүл Токтоева", "phone": "0777 123 456", "email": "aigul@example.kg"}


@pytest.fixture
def paper(desk, village):
    """The empty page for a paper."""
    page = Page(desk, address("hearings_proposal_add"))
    page.values |= {
        "kind": "proposal",
        "text": "Көпүрөнү оңдоо керек.",
        "language": "ky",
        "village": str(village.pk),
        "sector": "roads",
        "channel": "paper",
    }
    return page


# From paper


def test_a_paper_becomes_a_proposal_with_a_receipt_slip(paper, desk, village):
    answer = paper.press()

    proposal = Proposal.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == address("receipt_slip", proposal.pk)
    assert (proposal.text, proposal.channel, proposal.village) == (
        "Көпүрөнү оңдоо керек.",
        "paper",
        village,
    )
    assert proposal.status == Status.SUBMITTED
    assert proposal.received_on == timezone.localdate()
    assert proposal.steps.get().by == desk.user


def test_the_code_stands_on_the_slip_once(paper, desk):
    slip = desk.get(paper.press()["Location"])

    code = slip.context["code"]
    assert code in words_of(slip)
    assert Proposal.objects.for_receipt(receipts.read(code)).get() == Proposal.objects.get()
    assert "no-store" in slip["Cache-Control"]
    assert code not in words_of(desk.get(slip.wsgi_request.path))


def test_the_code_is_in_no_address_no_log_and_no_table(paper, desk, caplog):
    caplog.set_level(logging.DEBUG)
    answer = paper.press()
    slip = desk.get(answer["Location"])
    code = receipts.read(slip.context["code"])

    assert code not in answer["Location"]
    assert code not in caplog.text
    stored = Proposal.objects.values().get()
    assert not any(code in str(value) for value in stored.values())
    assert code not in str(dict(desk.session))


def test_the_slip_is_written_in_the_language_of_the_words(paper, desk):
    paper.values["language"] = "ru"
    slip = desk.get(paper.press()["Location"])
    assert '<section class="slip" lang="ru"' in slip.content.decode()
    assert "/ru/proposals/track/" in words_of(slip)


def test_a_forged_cookie_shows_no_code(paper, desk):
    paper.press()
    proposal = Proposal.objects.get()
    desk.cookies["slip"] = signing.get_cookie_signer(salt="slip").sign(f"{proposal.pk}:AAAAAAAAAA")
    assert desk.get(address("receipt_slip", proposal.pk)).context["code"] == ""


def test_the_same_page_sent_twice_makes_one_proposal(paper, desk):
    first, second = paper.press(), paper.press()
    assert first["Location"] == second["Location"]
    assert Proposal.objects.count() == 1


def test_the_same_page_sent_again_with_other_words_is_refused(paper):
    paper.press()
    answer = paper.press(text="Башка сөздөр.")
    assert answer.status_code == 200
    assert Proposal.objects.get().number in words_of(answer)
    assert paper.values["text"] == "Башка сөздөр."
    assert Proposal.objects.count() == 1


def test_personal_data_needs_the_signed_consent(paper):
    answer = paper.press(**CONTACT)
    assert answer.status_code == 200
    assert words_of(answer).count("Personal data needs a signed consent") == 3
    assert paper.values["full_name"] == CONTACT["full_name"]
    assert not Proposal.objects.exists()

    assert paper.press(consent_signed="on").status_code == 302
    proposal = Proposal.objects.get()
    assert proposal.proposer.full_name == CONTACT["full_name"]
    assert str(proposal.proposer.phone) == "+996 777 123 456"
    assert proposal.consent is not None


def test_nobody_has_to_say_who_they_are(paper):
    assert paper.press().status_code == 302
    assert not Proposer.objects.exists()
    assert Proposal.objects.get().consent is None


def test_a_day_to_come_is_refused(paper):
    answer = paper.press(received_on="01.01.2031")
    assert "This day is still to come." in words_of(answer)
    assert not Proposal.objects.exists()


def test_words_do_not_come_in_from_paper_as_if_sent_on_the_site(paper):
    assert paper.press(channel="online").status_code == 200
    assert not Proposal.objects.exists()


def test_a_photo_comes_in_with_the_paper(paper):
    assert paper.press(photo=samples.upload(samples.picture())).status_code == 302
    assert not Proposal.objects.get().photos.get().is_public


def test_a_group_that_is_named_counts_as_a_group(paper):
    group = InitiativeGroup.objects.create(name_ky="Демилге")
    paper.press(group=str(group.pk))
    assert Proposal.objects.get().from_group


def test_a_paper_sets_nothing_that_is_not_on_it(paper):
    extra = {
        "status": "in_budget",
        "number": "2020-00001",
        "published_at": "2020-01-01",
        "published_at_0": "01.01.2020",
        "registered_at": "2020-01-01",
        "due_on": "2020-01-01",
        "receipt_digest": "x" * 64,
        "id": "99",
        "decision": "1",
        "held_because": "",
        "consent": "1",
    }
    assert paper.press(**extra).status_code == 302
    proposal = Proposal.objects.get()
    assert (proposal.status, proposal.published_at, proposal.decision) == ("submitted", None, None)
    assert proposal.number != "2020-00001"
    assert proposal.consent is None
    assert proposal.due_on > timezone.localdate()
