"""Words are public once a clerk has looked at them, and nowhere before or after a taking down."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from groups.models import InitiativeGroup
from hearings.models import Proposal, ProposalPhoto
from hearings.models.choices import Status
from hearings.models.proposal import ProposalQuerySet
from tests.attachments import samples
from tests.hearings.pages import Page

# A word that stands nowhere else, so that a page that shows it shows the proposal.
MARK = "Кызылмунара"
CONTACT = {"full_name": "Асанбек Маркеров", "phone": "+996777000111", "email": "mark@example.kg"}
REASON = {"ky": "Себеби ушул."}


@pytest.fixture
def group(village):
    return InitiativeGroup.objects.create(name_ky="Умут", village=village)


@pytest.fixture
def words(submit, hearing, village, group):
    """Words that could stand on every public page, with a name and a photo behind them."""
    return submit(
        text=f"{MARK} жанындагы көпүрө бузулган.",
        hearing=hearing,
        village=village,
        group=group,
        contact=CONTACT,
        photo=samples.upload(samples.picture()),
        sex="male",
    )


@pytest.fixture
def pages(client, words):
    """Every public page on which the words might stand, by name."""
    photo = words.photos.get()
    addresses = {
        "its page": words.get_absolute_url(),
        "register": reverse("hearings:proposal_list"),
        "register, searched": reverse("hearings:proposal_list") + f"?q={MARK}",
        "register of the hearing": reverse("hearings:proposal_list")
        + f"?hearing={words.hearing_id}",
        "home": reverse("home"),
        "search": reverse("search") + f"?q={MARK}",
        "hearing": words.hearing.get_absolute_url(),
        "village": words.village.get_absolute_url(),
        "group": words.group.get_absolute_url(),
        "photo": photo.image_url,
        "small photo": photo.thumbnail_url,
    }

    def pages():
        got = {name: client.get(address) for name, address in addresses.items()}
        for response in got.values():
            # A file is read to its end, as a browser does, and so closed.
            list(response)
        return got

    return pages


EVERYWHERE = {
    "its page",
    "register",
    "register, searched",
    "register of the hearing",
    "search",
    "hearing",
    "village",
    "group",
}


def seen(pages, words):
    """The names of the pages on which the words, a link to them or their photo are shown."""
    got = {name: response for name, response in pages().items() if response.status_code == 200}
    link, phrase = f"/proposals/{words.number}/", f"{MARK} жанындагы"
    return {
        name for name, response in got.items() if "photo" in name or shows(response, link, phrase)
    }


def shows(response, *marks):
    return any(mark in response.content.decode() for mark in marks)


def test_nobody_sees_what_waits_to_be_checked(words, pages):
    assert seen(pages, words) == set()
    assert pages()["its page"].status_code == 404


def test_once_published_it_is_on_every_page(words, pages, clerk):
    words.publish(by=clerk)

    assert seen(pages, words) == EVERYWHERE


def test_decided_it_stands_on_the_home_page_too(words, pages, clerk):
    words.publish(by=clerk)
    words.decide(Status.IN_BUDGET, by=clerk, reason=REASON)

    assert seen(pages, words) == EVERYWHERE | {"home"}


def test_without_the_set_of_public_words_everybody_would_see_it(words, pages, monkeypatch):
    monkeypatch.setattr(ProposalQuerySet, "public", lambda proposals: proposals)

    assert seen(pages, words) >= EVERYWHERE


def test_returned_or_declined_words_are_seen_by_nobody(words, pages, clerk):
    words.return_for_clarification(by=clerk, reason=REASON)
    assert seen(pages, words) == set()

    words.decline(by=clerk, reason_code="insults", reason=REASON)
    assert seen(pages, words) == set()


def test_what_is_taken_down_disappears_everywhere_with_its_photo(words, pages, clerk):
    words.publish(by=clerk)
    words.photos.update(is_public=True)
    assert seen(pages, words) == EVERYWHERE | {"photo", "small photo"}

    words.decline(by=clerk, reason_code="insults", reason=REASON)

    assert seen(pages, words) == set()


def test_what_is_restored_waits_to_be_checked_before_anybody_sees_it(words, pages, clerk):
    words.publish(by=clerk)
    words.decline(by=clerk, reason_code="insults", reason=REASON)

    words.restore(by=clerk)
    assert seen(pages, words) == set()

    words.publish(by=clerk)
    assert seen(pages, words) == EVERYWHERE


def test_clearer_words_do_not_bring_back_what_was_taken_down(words, pages, clerk):
    words.publish(by=clerk)
    words.decline(by=clerk, reason_code="insults", reason=REASON)

    with pytest.raises(ValidationError):
        words.clarify(f"{MARK}: дагы бир жолу.")

    assert Proposal.objects.get().status == Status.DECLINED
    assert seen(pages, words) == set()


def test_without_its_own_door_such_words_would_be_public_unchecked(
    words, pages, clerk, monkeypatch
):
    words.publish(by=clerk)
    words.decline(by=clerk, reason_code="insults", reason=REASON)
    monkeypatch.setattr(Proposal, "_refuse_way", lambda *args, **kwargs: None)

    words.clarify(f"{MARK} жанындагы көпүрө.")

    assert "its page" in seen(pages, words)


def test_only_declined_words_are_restored(words, clerk):
    words.return_for_clarification(by=clerk, reason=REASON)

    with pytest.raises(ValidationError):
        words.restore(by=clerk)


def test_withdrawn_before_it_was_published_it_stays_unseen(words, pages):
    words.withdraw()

    assert seen(pages, words) == set()


def test_withdrawn_after_that_it_stays_public_and_says_so(words, pages, clerk):
    words.publish(by=clerk)
    words.withdraw()

    assert seen(pages, words) == EVERYWHERE
    assert Proposal.objects.public().get().status == Status.WITHDRAWN


def test_a_published_photo_waits_for_its_own_tick(words, pages, clerk):
    words.publish(by=clerk)

    assert not {"photo", "small photo"} & seen(pages, words)
    ProposalPhoto.objects.update(is_public=True)
    assert {"photo", "small photo"} <= seen(pages, words)


def test_no_public_page_names_the_person_behind_the_words(words, pages, clerk):
    words.publish(by=clerk)
    words.decide(Status.IN_BUDGET, by=clerk, reason=REASON)

    for name, response in pages().items():
        if "photo" in name:
            continue
        html = response.content.decode()
        for personal in ("Маркеров", "777000111", "777 000 111", "mark@example.kg", "clerk"):
            assert personal not in html, (name, personal)


def test_the_public_timeline_leaves_out_what_is_between_the_aimak_and_the_proposer(
    words, pages, clerk
):
    words.return_for_clarification(by=clerk, reason={"ky": "Кайсы көпүрө?"})
    words.clarify(f"{MARK} жанындагы жыгач көпүрө.")
    words.publish(by=clerk)

    page = Page(pages()["its page"])
    assert "жыгач көпүрө" in page.text
    assert "Кайсы көпүрө?" not in page.text


def test_the_public_page_gives_the_decision_and_its_reason(words, pages, clerk):
    words.publish(by=clerk)
    reason = {"ky": "Акча бөлүнгөн жок."}
    words.decide(Status.REJECTED, by=clerk, reason=reason, reason_code="no_money")

    page = Page(pages()["its page"])
    assert "Акча бөлүнгөн жок." in page.text
    assert str(words.decision.get_reason_code_display()) in page.text


@pytest.mark.parametrize("number", ["2026-99999", "0000-00000", "2026-1", "x", "2026-00001x"])
def test_a_number_that_nobody_has_is_not_found(client, db, number):
    assert client.get(f"/ky/proposals/{number}/").status_code == 404


def test_the_number_of_hidden_words_answers_like_one_that_nobody_has(words, client):
    hidden = client.get(words.get_absolute_url())
    nobodys = client.get("/ky/proposals/2026-99999/")

    assert hidden.status_code == nobodys.status_code == 404
    assert hidden.content.replace(words.number.encode(), b"") == nobodys.content.replace(
        b"2026-99999", b""
    )


def test_what_is_merged_into_hidden_words_does_not_show_their_number(words, publish, client, clerk):
    hidden = publish()
    words.publish(by=clerk)
    words.decide(Status.MERGED, by=clerk, reason=REASON, merged_into=hidden)
    assert hidden.number in client.get(words.get_absolute_url()).content.decode()

    hidden.decline(by=clerk, reason=REASON, reason_code="insults")

    assert hidden.number not in client.get(words.get_absolute_url()).content.decode()


def test_proposals_of_a_hearing_that_is_not_public_do_not_name_it(words, client, clerk):
    words.publish(by=clerk)
    type(words.hearing).objects.update(published_at=None)

    page = client.get(words.get_absolute_url()).content.decode()
    assert words.hearing.get_absolute_url() not in page
    assert words.hearing.heading not in page


@pytest.mark.parametrize(
    "status", sorted(set(Status) - {"submitted", "returned", "declined", "withdrawn"})
)
def test_the_database_refuses_words_under_way_that_were_never_published(status, submitted):
    details = {"deferred_to": 2028, "decision": submitted.steps.get()}

    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=submitted.pk).update(status=status, **details)


def test_publishing_remembers_the_moment_once(submitted, clerk):
    first = timezone.now()
    submitted.publish(by=clerk, now=first)
    submitted.start_review(by=clerk)

    assert Proposal.objects.get().published_at == first
