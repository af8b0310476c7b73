"""A mistake in the form is told at its step; too much is refused, and nothing typed is lost."""

import pytest
from django.urls import reverse
from django.utils import translation

from hearings.forms.submission import STEPS
from hearings.models import Proposal, ProposalPhoto
from tests.attachments import samples
from tests.hearings.filling_in import ANSWERS, complained, step_of
from tests.hearings.pages import Citizen, Page


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("sector", ""),
        ("sector", "gold"),
        ("village", ""),
        ("village", "0"),
        ("village", "9" * 30),
        ("village", "x"),
        ("hearing", "9" * 30),
        ("hearing", "x"),
        ("group", "x"),
        ("group", "9" * 30),
    ],
)
def test_the_second_step_says_what_is_missing(citizen, village, field, typed):
    citizen.open()
    citizen.fill(text=citizen.WORDS)
    citizen.press("where")
    citizen.fill(sector="roads", village=village.pk)
    citizen.fill(**{field: typed})

    page = citizen.press("who")

    assert complained(page, field)
    assert step_of(page) == "where"
    assert page.fields["text"] == citizen.WORDS


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("phone", "12"),
        ("phone", "телефон жок"),
        ("phone", "0" * 400),
        ("email", "asan"),
        ("email", "asan@"),
        ("full_name", "А" * 201),
        ("sex", "x"),
    ],
)
def test_the_third_step_says_what_it_cannot_read(citizen, village, field, typed):
    citizen.open()
    citizen.fill(text=citizen.WORDS)
    citizen.press("where")
    citizen.fill(sector="roads", village=village.pk)
    citizen.press("who")
    citizen.fill(**{field: typed})

    page = citizen.press("check")

    assert complained(page, field)
    assert step_of(page) == "who"
    if field != "sex":
        assert page.fields[field] == typed


def test_without_consent_nothing_is_taken_and_nothing_is_lost(check):
    page = check.press("send")

    assert complained(page, "consent")
    assert step_of(page) == "check"
    assert page.fields["full_name"] == ANSWERS["full_name"]
    assert page.fields["text"].split() == ANSWERS["text"].split()


def test_an_answer_that_broke_meanwhile_is_shown_on_its_own_step(check, village):
    village.delete()
    check.fill(consent="on")

    page = check.press("send")

    assert complained(page, "village")
    assert step_of(page) == "where"


def test_the_title_of_a_page_with_errors_says_so(citizen):
    with translation.override("en"):
        page = citizen.open()
        assert "<title>Error:" not in page.html
        citizen.fill(text="")
        assert "<title>Error:" in citizen.press("where").html


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_an_empty_form_is_answered_in_every_language(client, village, language):
    with translation.override(language):
        citizen = Citizen(client, village)
        citizen.open()

        assert complained(citizen.press("where"), "text")


def test_an_empty_posting_is_answered_too(client, db):
    page = Page(client.post(reverse("hearings:proposal_new"), {}))

    assert complained(page, "text", "kind")


# Too much, and what cannot be stored


def test_ten_megabytes_of_text_are_refused_with_the_limit_and_kept(citizen):
    words = "сууу " * (10 * 2**20 // 9)
    citizen.open()
    citizen.fill(text=words)

    page = citizen.press("where")

    assert page.status == 422
    sentence = page.response.context["form"].errors["text"][0]
    assert "3000" in "".join(character for character in sentence if character.isdigit())
    assert sentence in page.text
    assert page.fields["text"] == words
    assert not Proposal.objects.exists()


def test_ten_megabytes_are_refused_at_the_last_button_too(check):
    words = "сууу " * (10 * 2**20 // 9)
    check.fill(text=words, consent="on")

    page = check.press("send")

    assert (page.status, step_of(page)) == (422, "what")
    assert page.fields["text"] == words
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("length", [3000, 3001])
def test_the_limit_is_three_thousand_characters(citizen, length):
    citizen.open()
    citizen.fill(text="ө" * length)

    assert citizen.press("where").status == (200 if length == 3000 else 422)


def test_more_than_a_form_can_be_is_refused_in_plain_words(client, db):
    sent = client.post(reverse("hearings:proposal_new"), {"text": "x" * (25 * 2**20), "go": "send"})

    assert sent.status_code == 400
    assert "<title>" in sent.content.decode()
    assert not Proposal.objects.exists()


def test_a_thousand_and_one_fields_are_refused(client, db):
    sent = client.post(reverse("hearings:proposal_new"), {f"x{n}": "" for n in range(1001)})

    assert sent.status_code == 400


@pytest.mark.parametrize("field", ["text", "full_name", "email", "phone"])
def test_a_nul_character_is_named_and_then_left_out(check, field):
    typed = {"text": "Көпүрө\x00 керек", "email": "as\x00an@example.kg", "phone": "0777\x00123456"}
    check.fill(consent="on", **{field: typed.get(field, "Асан\x00")})

    page = check.press("send")

    assert complained(page, field)
    assert "\x00" not in page.html

    # What came back can be sent at once.
    for go in STEPS[STEPS.index(step_of(page)) + 1 :]:
        check.press(go)
    check.fill(consent="on")
    assert check.press("send").status_code == 303
    assert "\x00" not in Proposal.objects.get().text


@pytest.mark.parametrize("field", ["kind", "language", "sector", "village", "hearing", "token"])
def test_a_nul_character_in_a_choice_breaks_nothing(check, field):
    check.fill(consent="on", **{field: "\x00"})

    assert check.press("send").status in {200, 422}
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("name", ["photo.jpg", "photo.txt", "../../etc/passwd"])
def test_an_image_that_is_none_is_refused_and_the_rest_is_kept(check, name):
    check.fill(consent="on")

    page = check.press("send", photo=samples.upload(b"this is no picture", name))

    assert complained(page, "photo")
    assert page.fields["text"].split() == ANSWERS["text"].split()
    assert not ProposalPhoto.objects.exists()


def test_an_image_far_too_big_is_refused_and_the_rest_is_kept(check):
    check.fill(consent="on")

    page = check.press("send", photo=samples.upload(b"\xff\xd8\xff" + b"x" * (25 * 2**20)))

    assert complained(page, "photo")
    assert page.fields["full_name"] == ANSWERS["full_name"]


def test_a_photo_waits_for_a_clerk(check):
    check.fill(consent="on")
    check.press("send", photo=samples.upload(samples.picture()))

    photo = ProposalPhoto.objects.get()
    assert photo.proposal == Proposal.objects.get()
    assert not photo.is_public
