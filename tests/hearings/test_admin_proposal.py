"""A proposal at the desk: looked at, led step by step to its decision."""

import pytest
from django.utils import timezone

from hearings import receipts
from hearings.models import Proposal, ProposalPhoto, Proposer
from hearings.models.choices import Status
from tests.attachments import samples
from tests.desk import address, door_of, page_of, sign_in, words_of

# The page of a proposal


def test_staff_add_a_summary_and_leave_the_words_alone(desk, submitted):
    words = submitted.text
    page = page_of(desk, submitted)
    answer = page.press(
        summary_ky="Автобус",
        sector="transport",
        text="Башка",
        kind="question",
        language="en",
        status="published",
        number="1",
        channel="phone",
        received_on="2020-01-01",
    )
    assert answer.status_code == 302
    submitted.refresh_from_db()
    assert (submitted.summary_ky, submitted.sector) == ("Автобус", "transport")
    assert (submitted.text, submitted.kind, submitted.language) == (words, "proposal", "ky")
    assert (submitted.status, submitted.channel) == ("submitted", "online")


def test_the_hearing_of_a_decided_proposal_stays(desk, published, decided):
    assert "hearing" not in page_of(desk, decided).values


def test_a_photo_is_published_after_a_look(desk, submitted):
    ProposalPhoto.from_upload(samples.upload(samples.picture()), proposal=submitted).save()
    page = page_of(desk, submitted)
    assert page.press(**{"photos-0-is_public": "on"}).status_code == 302
    assert submitted.photos.get().is_public


def test_personal_data_is_mended_or_erased(desk, submitted):
    Proposer.objects.create(proposal=submitted, full_name="Айгүл")
    page_of(desk, submitted).press(**{"proposer-0-full_name": "Айгүл Токтоева"})
    assert Proposer.objects.get().full_name == "Айгүл Токтоева"

    page_of(desk, submitted).press(**{"proposer-0-DELETE": "on"})
    assert not Proposer.objects.exists()
    history = desk.get(address("hearings_proposal_history", submitted.pk))
    assert "Айгүл" not in history.content.decode()


def test_a_number_of_the_register_is_never_deleted(desk, published, submit):
    fresh = submit()
    for proposal in (published, fresh):
        assert desk.get(address("hearings_proposal_delete", proposal.pk)).status_code == 403


# Steps


def test_every_possible_step_has_its_button(desk, standing):
    expected = {
        Status.SUBMITTED: {"publish", "return", "decline", "withdraw", "not-stated"},
        Status.RETURNED: {"decline", "withdraw"},
        Status.DECLINED: {"restore"},
        Status.UNDER_REVIEW: {"hearing", "decide", "withdraw", "decline"},
        Status.IN_BUDGET: {"review", "start-work"},
        Status.IN_PROGRESS: {"review", "complete"},
        Status.WITHDRAWN: set(),
    }
    for status, slugs in expected.items():
        doors = page_of(desk, standing(status)).response.context["doors"]
        assert {door["url"].split("/")[-2] for door in doors} == slugs | {"new-receipt"}, status


@pytest.mark.parametrize(
    ("start", "slug", "typed", "end"),
    [
        (Status.SUBMITTED, "publish", {}, Status.PUBLISHED),
        (Status.SUBMITTED, "return", {"reason_ru": "Где это?"}, Status.RETURNED),
        (
            Status.SUBMITTED,
            "decline",
            {"reason_ky": "Кемсинтүү", "reason_code": "insults"},
            Status.DECLINED,
        ),
        (Status.SUBMITTED, "not-stated", {}, Status.NOT_STATED),
        (Status.SUBMITTED, "withdraw", {}, Status.WITHDRAWN),
        (Status.DECLINED, "restore", {}, Status.SUBMITTED),
        (Status.PUBLISHED, "review", {}, Status.UNDER_REVIEW),
        (Status.IN_BUDGET, "start-work", {"reason_ky": "Башталды"}, Status.IN_PROGRESS),
        (Status.IN_PROGRESS, "complete", {"on": "01.11.2026"}, Status.IMPLEMENTED),
    ],
)
def test_a_button_leads_through_its_door(desk, standing, start, slug, typed, end):
    proposal = standing(start)
    answer = door_of(desk, proposal, slug).press("_go", **typed)
    assert answer.status_code == 302
    proposal.refresh_from_db()
    step = proposal.steps.last()
    assert proposal.status == end
    assert (step.old_status, step.new_status, step.by) == (start, end, desk.user)


def test_a_proposal_is_put_to_a_hearing(desk, published, hearing):
    door_of(desk, published, "hearing").press("_go", hearing=str(hearing.pk))
    published.refresh_from_db()
    assert (published.status, published.hearing) == (Status.AT_HEARING, hearing)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"outcome": "in_budget"}, "Write it in at least one language."),
        ({"outcome": "rejected", "reason_ky": "Жок"}, "Choose the kind of reason"),
        ({"outcome": "deferred", "reason_ky": "Кийин"}, "Enter the year"),
        ({"outcome": "referred", "reason_ky": "Башка"}, "Enter the body"),
        ({"outcome": "merged", "reason_ky": "Бир"}, "Enter the number"),
        ({"outcome": "merged", "reason_ky": "Бир", "merged_into": "2020-00001"}, "no proposal"),
        ({"outcome": "implemented", "reason_ky": "Бүттү"}, "Select a valid choice"),
        ({"outcome": "answered", "reason_ky": "Жооп"}, "Select a valid choice"),
        ({"outcome": "in_budget", "reason_ky": "Ооба", "on": "01.01.2031"}, "still to come"),
        ({"outcome": "in_budget", "reason_ky": " "}, "Write it in at least one language."),
    ],
)
def test_a_decision_that_lacks_something_is_not_entered(desk, published, typed, sentence):
    door = door_of(desk, published, "decide")

    answer = door.press("_go", **typed)

    assert answer.status_code == 200
    assert sentence in words_of(answer)
    assert door.values["reason_ky"].strip() == typed.get("reason_ky", "").strip()
    published.refresh_from_db()
    assert published.status == Status.PUBLISHED
    assert published.decision is None


@pytest.mark.parametrize(
    ("typed", "field", "value"),
    [
        ({"outcome": "in_budget"}, "status", "in_budget"),
        ({"outcome": "rejected", "reason_code": "no_money"}, "status", "rejected"),
        ({"outcome": "deferred", "deferred_to": "2028"}, "deferred_to", 2028),
        ({"outcome": "referred", "referred_to_ru": "РЭС"}, "referred_to_ru", "РЭС"),
    ],
)
def test_a_decision_is_entered_with_its_reason(desk, published, typed, field, value):
    reason = {"reason_ky": "Себеби бар.", "reason_ru": "Причина есть."}
    answer = door_of(desk, published, "decide").press("_go", **typed, **reason)
    assert answer.status_code == 302
    published.refresh_from_db()
    assert getattr(published, field) == value
    assert published.decision.reason_ru == "Причина есть."
    assert published.decision.by == desk.user


def test_a_proposal_is_merged_by_number(desk, published, publish):
    other = publish(text="Экинчи сунуш")
    answer = door_of(desk, published, "decide").press(
        "_go", outcome="merged", reason_ky="Бир эле нерсе.", merged_into=other.number
    )
    assert answer.status_code == 302
    published.refresh_from_db()
    assert published.merged_into == other


def test_the_preview_shows_what_everybody_will_read_and_saves_nothing(desk, published):
    door = door_of(desk, published, "decide")
    steps = published.steps.count()

    answer = door.press("_preview", outcome="in_budget", reason_ru="Вошло в бюджет.")

    assert answer.status_code == 200
    words = words_of(answer)
    assert "This is what everybody will read" in words
    assert "Included in the budget" in words
    assert "Вошло в бюджет." in answer.content.decode().split("desk-preview", 1)[1]
    published.refresh_from_db()
    assert (published.status, published.steps.count()) == (Status.PUBLISHED, steps)
    assert door.press("_go").status_code == 302


def test_a_new_receipt_code_stops_the_old_one(desk, submit):
    secret = receipts.new_secret()
    proposal = submit(secret=secret)
    old = receipts.code_from(secret)

    slip = desk.get(door_of(desk, proposal, "new-receipt").press("_go")["Location"])

    new = receipts.read(slip.context["code"])
    assert new != old
    assert not Proposal.objects.for_receipt(old).exists()
    assert Proposal.objects.for_receipt(new).get() == proposal


def test_a_step_that_is_not_possible_is_not_taken(desk, standing):
    proposal = standing(Status.WITHDRAWN)
    url = address("hearings_proposal_door", proposal.pk, "publish")
    assert desk.get(url).status_code == 302
    assert desk.post(url, {}).status_code == 200
    proposal.refresh_from_db()
    assert proposal.status == Status.WITHDRAWN


def test_there_is_no_door_of_that_name(desk, submitted):
    assert desk.get(address("hearings_proposal_door", submitted.pk, "no-such")).status_code == 404
    assert desk.get(address("hearings_proposal_door", 999_999, "publish")).status_code == 404


# The list


def test_the_list_answers_what_waits_for_the_clerk(desk, submit, clerk):
    late, fresh, open_ = submit(text="Кечиккен"), submit(text="Жаңы"), submit(text="Ачык")
    open_.publish(by=clerk)
    Proposal.objects.filter(pk=late.pk).update(due_on="2020-01-01")

    def shown(waits):
        answer = desk.get(address("hearings_proposal_changelist"), {"waits": waits})
        return set(answer.context["cl"].queryset)

    assert shown("moderation") == {late, fresh}
    assert shown("decision") == {open_}
    assert shown("overdue") == {late}
    assert "overdue" in words_of(desk.get(address("hearings_proposal_changelist")))


def test_what_looks_like_spam_says_so_in_plain_words(desk, submitted):
    Proposal.objects.update(held_because="trap,fast")
    assert "(looks like spam)" in words_of(desk.get(address("hearings_proposal_changelist")))
    assert "it was sent within seconds" in words_of(page_of(desk, submitted).response)


def test_the_desk_begins_with_what_waits(desk, submitted, held_hearing):
    words = words_of(desk.get(address("index")))
    assert "To be checked before publishing: 1" in words
    assert "Hearings held, minutes to follow: 1" in words
    assert "Waiting for you" not in words_of(sign_in("deputy").get(address("index")))


# Roles

STEPS = ["publish", "return", "decline", "decide", "review", "withdraw", "new-receipt"]


@pytest.mark.parametrize("role", ["treasurer", "deputy"])
@pytest.mark.parametrize("slug", STEPS)
def test_a_reader_takes_no_step(role, slug, published):
    browser = sign_in(role)
    url = address("hearings_proposal_door", published.pk, slug)
    assert browser.get(url).status_code == 403
    assert browser.post(url, {"reason_ky": "x", "outcome": "in_budget"}).status_code == 403
    assert page_doors(browser, published) == []
    published.refresh_from_db()
    assert published.status == Status.PUBLISHED


def page_doors(browser, record):
    answer = browser.get(address("hearings_proposal_change", record.pk))
    assert answer.status_code == 200
    return answer.context["doors"]


@pytest.mark.parametrize("role", ["treasurer", "deputy"])
def test_a_reader_sees_no_person_and_nothing_unpublished(role, published, submit, clerk):
    Proposer.objects.create(proposal=published, full_name="Айгүл Токтоева")
    hidden = submit(text="Жарыялана элек сөз")
    browser = sign_in(role)

    page = browser.get(address("hearings_proposal_change", published.pk)).content.decode()
    assert "Айгүл" not in page
    assert browser.get(address("hearings_proposal_change", hidden.pk)).status_code == 302
    assert "Жарыялана" not in words_of(browser.get(address("hearings_proposal_changelist")))
    history = browser.get(address("hearings_proposal_history", published.pk))
    assert history.status_code == 200
    assert "Айгүл" not in history.content.decode()
    assert browser.get(address("receipt_slip", published.pk)).status_code == 403
    assert browser.get(address("hearings_proposal_add")).status_code == 403


@pytest.mark.parametrize("role", ["treasurer", "deputy"])
def test_a_reader_does_not_read_why_something_was_once_returned(role, published, clerk, standing):
    proposal = standing(Status.RETURNED)
    proposal.steps.update(new_status=Status.RETURNED, reason_ky="Экөөбүздүн ортобузда")
    Proposal.objects.filter(pk=proposal.pk).update(
        status=Status.PUBLISHED, published_at=timezone.now()
    )
    answer = sign_in(role).get(address("hearings_proposal_change", proposal.pk))
    assert "Экөөбүздүн" not in answer.content.decode()
    assert "Экөөбүздүн" in page_of(sign_in("clerk"), proposal).text


@pytest.mark.parametrize("role", ["treasurer", "deputy"])
def test_a_reader_publishes_nothing_by_the_dozen(role, published):
    answer = sign_in(role).post(
        address("hearings_proposal_changelist"),
        {"action": "together_review", "_selected_action": [published.pk]},
    )
    assert answer.status_code in {200, 302, 403}
    page = address("hearings_proposal_together", "review")
    assert sign_in(role).get(f"{page}?rows={published.pk}").status_code == 403
    assert sign_in(role).post(page, {"rows": published.pk, "_go": "1"}).status_code == 403
    published.refresh_from_db()
    assert published.status == Status.PUBLISHED
