"""The slips of a hearing: the code on a paper form is typed in its row, and the slip works."""

import pytest
from django.urls import reverse

from hearings import receipts
from hearings.models import Proposal
from tests.desk import sign_in, words_of
from tests.hearings.entering import row, sheet_of


@pytest.fixture
def page(aimak, held_hearing):
    return sheet_of(sign_in("clerk"), held_hearing)


@pytest.fixture
def slip():
    return receipts.printed(receipts.code_from(receipts.new_secret()))


def tracked(client, code):
    return client.post(reverse("hearings:proposal_track"), {"code": code}).content.decode()


def test_the_slip_of_a_row_works_once_the_page_is_saved(page, slip, client):
    answer = page.press(**row(0, slip_code=slip.lower().replace("-", " ")), **row(1, "Суу керек."))
    assert answer.status_code == 302
    first, second = Proposal.objects.order_by("number")
    shown = tracked(client, slip)
    assert first.number in shown
    assert second.number not in shown


def test_one_slip_on_two_rows_stores_nothing(page, slip):
    page.press(**row(0, slip_code=slip), **row(1, "Суу керек.", slip_code=slip))
    assert page.response.status_code == 200
    assert "already belongs to" in words_of(page.response)
    assert not Proposal.objects.exists()


def test_a_slip_that_was_used_is_refused_and_its_proposal_named(page, slip, submit):
    first = submit(slip_code=receipts.read(slip))
    page.press(**row(0, slip_code=slip))
    assert f"already belongs to {first.number}" in words_of(page.response)
    assert Proposal.objects.count() == 1


def test_a_slip_copied_wrongly_is_refused_beside_its_box(page, slip):
    page.press(**row(0, slip_code=slip[:-2]))
    assert "This is not the code of a slip" in words_of(page.response)
    assert page.values["r0-slip_code"] == slip[:-2]
    assert not Proposal.objects.exists()


def test_the_page_sent_twice_does_not_stumble_over_its_own_slip(page, slip):
    typed = row(0, slip_code=slip)
    first, second = page.press(**typed), page.press(**typed)
    assert (first.status_code, second.status_code) == (302, 302)
    assert Proposal.objects.count() == 1
