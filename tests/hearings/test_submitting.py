"""A citizen proposes in four plain steps, without an account and without any script."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from groups.models import InitiativeGroup
from hearings import spam
from hearings.forms import SubmissionForm
from hearings.forms.submission import STEPS
from hearings.models import ConsentText, Proposal, ProposalPhoto, ProposalStep, Proposer
from hearings.models.choices import Status
from tests.attachments import samples
from tests.hearings.pages import Citizen, Page

ANSWERS = {
    "kind": "question",
    "text": "Суу түтүгү качан оңдолот?\r\nЭкинчи жай катары менен суу жок.",
    "language": "ky",
    "sector": "water",
    "full_name": "Асан Усенов",
    "phone": "0777 123 456",
    "email": "asan@example.kg",
    "sex": "male",
}


@pytest.fixture
def check(citizen):
    """The last page, everything before it filled in."""
    citizen.walk_to_the_check(**ANSWERS)
    return citizen


def step_of(page):
    return page.response.context["step"]


def complained(page, *fields):
    """The page stands at the fields, says what is wrong with them, and nothing is stored."""
    errors = page.response.context["form"].errors
    assert set(fields) <= set(errors)
    for field in fields:
        for sentence in errors[field]:
            # At the field, and in the summary above.
            assert page.text.count(" ".join(sentence.split())) >= 2
    assert page.status == 422
    assert not Proposal.objects.exists()
    assert not Proposer.objects.exists()
    return True


# The whole way


def test_four_steps_lead_to_a_receipt(citizen, client, village):
    first = citizen.open()
    assert (first.status, step_of(first)) == (200, "what")

    response = citizen.send(**ANSWERS)

    assert response.status_code == 303
    assert response["Location"] == reverse("hearings:proposal_sent")
    proposal = Proposal.objects.get()
    receipt = Page(client.get(response["Location"]))
    assert receipt.status == 200
    assert proposal.number in receipt.text
    assert receipt.response.context["code"] in receipt.text
    kept = (proposal.kind, proposal.language, proposal.sector, proposal.sex, proposal.village)
    assert kept == ("question", "ky", "water", "male", village)
    assert proposal.text.split() == ANSWERS["text"].split()
    assert proposal.status == Status.SUBMITTED
    assert proposal.channel == Proposal.Channel.ONLINE
    assert proposal.received_on == timezone.localdate()


def test_the_first_step_of_the_timeline_has_no_name(citizen):
    citizen.send()

    step = ProposalStep.objects.get()
    assert (step.old_status, step.new_status, step.by) == ("", Status.SUBMITTED, None)


def test_each_page_shows_one_step_and_carries_the_others_unseen(check):
    assert step_of(check.page) == "check"
    assert {"kind", "text", "sector", "village", "full_name", "token"} <= check.page.hidden
    check.press("where")
    assert {"sector", "village", "hearing", "group"}.isdisjoint(check.page.hidden)
    assert {"text", "phone", "token"} <= check.page.hidden


def test_nothing_is_stored_before_the_last_button(check):
    assert not Proposal.objects.exists()
    assert not Proposer.objects.exists()
    assert not check.client.session.keys()


def test_no_page_of_the_form_needs_a_script(citizen):
    citizen.open()
    for go in ("where", "who", "check"):
        assert "<script" not in citizen.page.html
        assert "onclick" not in citizen.page.html
        citizen.fill(text=citizen.WORDS, sector="roads", village=citizen.village.pk)
        citizen.press(go)


def test_all_answers_are_shown_before_sending(check, village):
    for shown in ("Асан Усенов", "asan@example.kg", village.name, "Суу түтүгү качан оңдолот?"):
        assert shown in check.page.text
    assert ConsentText.objects.current().text_ky.splitlines()[0] in check.page.text


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_the_language_of_the_text_begins_as_that_of_the_page(client, village, language):
    with translation.override(language):
        assert Citizen(client, village).open().fields["language"] == language


def test_a_text_may_be_in_another_language_than_the_page(citizen):
    citizen.send(text="Нужен мост через реку.", language="ru")

    assert Proposal.objects.get().language == "ru"


def test_a_group_is_named_and_counted(citizen):
    group = InitiativeGroup.objects.create(name_ky="Умут")

    citizen.send(group=group.pk)

    proposal = Proposal.objects.get()
    assert proposal.group == group
    assert proposal.from_group


# Back and forth


@pytest.mark.parametrize("step", STEPS[:-1])
def test_every_answer_can_be_changed_and_the_others_stay(check, step):
    before = {name: check.page.fields[name] for name in ANSWERS}

    page = check.press(step)

    assert (page.status, step_of(page)) == (200, step)
    assert {name: page.fields[name] for name in ANSWERS} == before


def test_from_a_changed_answer_one_comes_back_to_the_check(check):
    check.press("what")
    check.fill(text="Мектепке жол керек, балдар үчүн.")
    for go in STEPS[1:]:
        check.press(go)
    check.fill(consent="on")
    check.press("send")

    assert Proposal.objects.get().text == "Мектепке жол керек, балдар үчүн."


@pytest.mark.parametrize(("at", "back"), [("where", "what"), ("who", "where"), ("check", "who")])
def test_every_step_leads_back_to_the_one_before(check, at, back):
    if at != "check":
        check.press(at)

    assert ("go", back) in check.page.buttons
    assert step_of(check.press(back)) == back


def test_going_back_complains_about_nothing(citizen):
    citizen.open()
    citizen.fill(text=citizen.WORDS)
    citizen.press("where")

    page = citizen.press("what")

    assert page.status == 200
    assert page.fields["text"] == citizen.WORDS


def test_line_breaks_and_letters_come_back_as_they_were_typed(citizen):
    words = "\nБир.\n\n  «Эки» <үч> & \"төрт\" 'беш' – ң ө ү 😀\n"
    citizen.open()
    citizen.fill(text=words)
    citizen.press("where")

    page = citizen.press("what")

    assert page.fields["text"].replace("\r\n", "\n") == words


# Errors, step by step


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("text", ""),
        ("text", " \n\t "),
        ("kind", ""),
        ("kind", "wish"),
        ("language", ""),
        ("language", "fr"),
    ],
)
def test_the_first_step_says_what_is_missing(citizen, field, typed):
    citizen.open()
    citizen.fill(kind="proposal", text=citizen.WORDS, language="ky")
    citizen.fill(**{field: typed})

    page = citizen.press("where")

    assert complained(page, field)
    assert step_of(page) == "what"


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


# Who they are, only if they like


def test_nobody_has_to_say_who_they_are(citizen):
    citizen.send()

    assert Proposal.objects.count() == 1
    assert not Proposer.objects.exists()


@pytest.mark.parametrize("field", ["full_name", "phone", "email"])
def test_each_of_the_three_may_stand_alone(citizen, field):
    citizen.send(**{field: ANSWERS[field]})

    proposer = Proposer.objects.get()
    stated = [name for name in Proposer.PERSONAL_FIELDS if getattr(proposer, name)]
    assert stated == [field]


def test_a_name_of_one_word_is_a_name(citizen):
    citizen.send(full_name="Бакыт")

    assert Proposer.objects.get().full_name == "Бакыт"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0777123456", "+996777123456"),
        ("0777 123 456", "+996777123456"),
        ("0777-12-34-56", "+996777123456"),
        ("(0777) 123456", "+996777123456"),
        ("996777123456", "+996777123456"),
        ("+996777123456", "+996777123456"),
        ("+996 (777) 12-34-56", "+996777123456"),
        ("00996777123456", "+996777123456"),
        ("777123456", "+996777123456"),
        ("777 123 456", "+996777123456"),
        ("0555000111", "+996555000111"),
        ("03722 5 12 34", "+996372251234"),
    ],
)
def test_telephones_are_read_as_people_write_them(citizen, typed, kept):
    citizen.send(phone=typed)

    assert str(Proposer.objects.get().phone.as_e164) == kept


def test_the_consent_that_was_given_is_remembered(citizen):
    now = timezone.now()
    citizen.send()

    proposal = Proposal.objects.get()
    assert proposal.consent == ConsentText.objects.current()
    assert now <= proposal.consented_at <= timezone.now()


def test_a_text_of_consent_that_is_not_yet_in_force_is_not_the_one_given(citizen):
    tomorrow = timezone.localdate() + timedelta(days=1)
    ConsentText.objects.create(version=2, text_ky="Жаңы", valid_from=tomorrow)

    citizen.send()

    assert Proposal.objects.get().consent.version == 1


# Nothing but what is asked


FOREIGN = {
    "id": "1",
    "pk": "1",
    "number": "2020-00001",
    "status": "in_budget",
    "published_at": "2026-01-01",
    "decision": "1",
    "channel": "paper",
    "held_because": "",
    "received_on": "2020-01-01",
    "due_on": "2020-01-01",
    "summary_ky": "x",
    "from_group": "on",
    "receipt_digest": "x",
    "intent": "x",
    "is_public": "on",
    "by": "1",
}


def test_what_the_form_does_not_ask_is_not_taken(check, clerk):
    check.fill(consent="on", **FOREIGN)
    check.press("send")

    proposal = Proposal.objects.get()
    taken = {name for name in FOREIGN if str(getattr(proposal, name, "")) == FOREIGN[name]}
    assert taken - {"id", "pk", "held_because"} == set()
    assert not proposal.from_group
    assert proposal.steps.get().by is None
    assert proposal.published_at is None


def test_a_form_that_is_not_ours_is_shown_again_and_then_sent(check):
    check.fill(consent="on", token="made up")

    page = check.press("send")

    assert step_of(page) == "check"
    assert not Proposal.objects.exists()
    check.fill(consent="on")
    assert check.press("send").status_code == 303


def test_the_secret_of_a_form_cannot_be_chosen(check):
    from django.core import signing

    check.fill(consent="on", token=signing.dumps(["chosen", 0], salt="another place"))

    check.press("send")

    assert not Proposal.objects.exists()


def test_another_site_cannot_send_the_form(check):
    strict = Client(enforce_csrf_checks=True)

    sent = strict.post(
        check.address, check.page.fields | {"go": "send", "consent": "on"}, headers={}
    )

    assert sent.status_code == 403
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options", "trace"])
def test_other_methods_are_refused(client, db, method):
    assert getattr(client, method)(reverse("hearings:proposal_new")).status_code == 405


def test_looking_at_the_form_stores_nothing(client, db):
    address = reverse("hearings:proposal_new")

    assert client.get(address).status_code == client.head(address).status_code == 200
    assert not client.cookies.get("sessionid")


# Signs of spam only make a clerk look twice


@pytest.fixture
def clock():
    # Attempts are counted by the hour: the tests begin well within one.
    with time_machine.travel(timezone.now().replace(minute=5), tick=False) as clock:
        yield clock


@pytest.fixture
def slowly(citizen, clock):
    """Send a form as a person does: it takes a minute."""

    def slowly(**values):
        trap = values.pop("website", "")
        citizen.walk_to_the_check(**values)
        citizen.fill(consent="on", website=trap)
        clock.shift(60)
        assert citizen.press("send").status_code == 303
        return Proposal.objects.latest("pk")

    return slowly


def test_an_honest_form_bears_no_sign(slowly):
    assert slowly().held_because == ""


def test_the_trap_is_on_every_page_and_hidden_from_people(citizen, village):
    citizen.open()
    citizen.fill(text=citizen.WORDS, sector="roads", village=village.pk)
    for go in STEPS[1:]:
        assert 'name="website"' in citizen.page.html
        assert 'tabindex="-1"' in citizen.page.html
        citizen.press(go)
    assert 'name="website"' in citizen.page.html


def test_what_falls_into_the_trap_is_held_and_not_refused(slowly):
    proposal = slowly(website="https://spam.example")

    assert proposal.held_because == "trap"
    assert proposal.status == Status.SUBMITTED


def test_what_was_filled_in_faster_than_anybody_writes_is_held(citizen, clock):
    citizen.walk_to_the_check()
    citizen.fill(consent="on")
    clock.shift(spam.TOO_FAST - timedelta(milliseconds=1))
    citizen.press("send")

    assert Proposal.objects.get().held_because == "fast"


def test_many_from_one_address_are_held_and_all_are_kept(slowly):
    signs = [slowly().held_because for _ in range(spam.MANY_AN_HOUR + 3)]

    assert signs == [""] * spam.MANY_AN_HOUR + ["many"] * 3


def test_an_hour_later_nothing_is_held_against_the_village(slowly, clock):
    for _ in range(spam.MANY_AN_HOUR + 1):
        slowly()
    clock.shift(3600)

    assert slowly().held_because == ""


def test_a_form_that_lay_open_for_a_month_is_taken(citizen, clock):
    citizen.walk_to_the_check()
    citizen.fill(consent="on")
    clock.shift(timedelta(days=30))

    assert citizen.press("send").status_code == 303


def test_the_sender_does_not_see_that_something_was_noticed(slowly, client):
    slowly()
    honest = client.get(reverse("hearings:proposal_sent"))
    held = slowly(website="x")
    page = client.get(reverse("hearings:proposal_sent"))

    assert held.held_because
    assert page.status_code == honest.status_code
    assert len(Page(page).text.split()) == len(Page(honest).text.split())


def test_what_is_held_is_not_public(slowly):
    slowly(website="x")

    assert not Proposal.objects.public().exists()


# Has it been proposed already?


@pytest.fixture
def alike(submit, clerk):
    """A public proposal that speaks of the bridge, and one that is not public."""
    public = submit(text="Дарыядагы көпүрөнү оңдоп бериңиздер, балдар мектепке барат.")
    public.publish(by=clerk)
    submit(text="Көпүрөнүн абалы жаман, балдардын мектепке жолу коркунучтуу.")
    return public


def test_similar_public_proposals_are_offered_before_sending(alike, citizen):
    citizen.open()
    citizen.fill(text="Көпүрөсү бузулган, балдары мектептен кеч келет.")
    where = citizen.press("where")

    assert where.response.context["similar"] == [alike]
    assert alike.get_absolute_url() in where.links


@pytest.mark.parametrize(
    "text",
    [
        "Китепканага жаңы китептер керек болуп турат.",
        "Көпүрө",
        "а б в",
        "%%%%%% ______ %_%_%_",
        "Көпүрө\\ мектепке' OR 1=1 --",
    ],
)
def test_words_about_something_else_offer_nothing(alike, text):
    assert Proposal.objects.similar_to(text) in ([], [alike])
    if "мектеп" not in text:
        assert Proposal.objects.similar_to(text) == []


def test_the_most_alike_comes_first_and_only_a_few_are_shown(submit, clerk):
    for number in range(8):
        more = "автобус керек" if number == 3 else ""
        submit(text=f"Мектепке чейинки жолду оңдоо {more}").publish(by=clerk)

    similar = Proposal.objects.similar_to("мектепке баруучу жолдо автобус керек, оңдоо дагы")

    assert len(similar) == 5
    assert "автобус" in similar[0].text


def test_five_hundred_different_words_are_compared_too(alike, citizen):
    words = " ".join(f"{number:05d}" for number in range(10_000, 10_500))
    citizen.open()
    citizen.fill(text=words)

    assert citizen.press("where").status == 200


def test_the_form_keeps_each_choice_of_the_hearing_it_came_from(hearing, citizen):
    citizen.send(query={"hearing": hearing.pk})

    assert Proposal.objects.get().hearing == hearing


def test_a_hearing_that_was_cancelled_meanwhile_is_explained(hearing, citizen):
    citizen.walk_to_the_check(hearing=hearing.pk)
    hearing.cancel(note="x")
    citizen.fill(consent="on")

    page = citizen.press("send")

    assert complained(page, "hearing")
    assert page.fields["text"] == citizen.WORDS


def test_a_draft_hearing_cannot_be_chosen(hearing, citizen):
    type(hearing).objects.filter(pk=hearing.pk).update(published_at=None)
    citizen.open()
    citizen.fill(text=citizen.WORDS)
    citizen.press("where")
    citizen.fill(sector="roads", village=citizen.village.pk, hearing=hearing.pk)

    assert complained(citizen.press("who"), "hearing")


def test_every_field_belongs_to_a_step():
    from hearings.forms.submission import FIELDS

    placed = [name for step in STEPS for name in FIELDS[step]]
    assert sorted([*placed, "website", "token"]) == sorted(SubmissionForm.base_fields)
