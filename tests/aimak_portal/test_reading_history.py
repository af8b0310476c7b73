"""The history pages of the desk: what they tell, to whom, and what they never tell."""

import pytest
from django.urls import reverse

from groups.history import act
from groups.models import InitiativeGroup, Member
from hearings.models import Minutes, Proposal, Proposer
from tests.desk import address, page_of, sign_in, words_of

PAYLOAD = '"><img src=x onerror=alert(1)><script>alert(2)</script>'


@pytest.fixture
def desk(aimak):
    return sign_in("clerk")


def history_of(browser, record):
    name = f"{record._meta.app_label}_{record._meta.model_name}_history"
    return browser.get(address(name, record.pk))


def test_a_change_at_the_desk_is_told_with_before_and_after(desk, village):
    page_of(desk, village).press(name_en="Airy-Tam the Second")

    told = words_of(history_of(desk, village))
    assert "Name [en] Airy-Tam → Airy-Tam the Second" in told
    assert "clerk-at-the-desk" in told


def test_the_page_of_a_hearing_tells_of_its_minutes_and_why(held_hearing, clerk):
    minutes = Minutes.record(held_hearing, by=clerk, participants=100)
    minutes.correct(by=clerk, reason={"en": "A misprint."}, participants=135)

    told = words_of(history_of(sign_in("head"), held_hearing))
    assert "Participants 100 → 135" in told, told[-900:]
    assert "Why: A misprint." in told


def test_values_are_told_in_words(desk, decided):
    told = words_of(history_of(desk, decided))

    assert "Status Published → Included in the budget" in told
    assert "Village Airy-Tam" in told
    assert "in_budget" not in told


def test_the_newest_change_stands_first_and_the_rest_on_other_pages(desk, village):
    for number in range(40):
        village.soate_code = f"{number:014}"
        village.save()

    first = words_of(history_of(desk, village))
    assert f"{39:014}" in first
    assert f"{3:014}" not in first
    second = desk.get(address("groups_village_history", village.pk), {"page": 2})
    assert f"{3:014}" in words_of(second)


def test_who_only_reads_learns_no_colleague_and_no_private_column(published, clerk):
    Proposer.objects.create(proposal=published, full_name="Бурул Кадырова")
    Proposal.objects.get().save()
    published.sex = "female"
    with act(by=clerk):
        published.save()

    answer = history_of(sign_in("deputy"), published)
    told = words_of(answer)
    assert answer.status_code == 200
    assert "Sex not shown" in told
    assert not any(word in told for word in ("Woman", "Бурул", clerk.username))
    assert "Бурул" in words_of(history_of(sign_in("head"), published))


def test_who_only_reads_sees_nothing_from_before_it_was_published(published, clerk):
    assert "Being checked" not in words_of(history_of(sign_in("deputy"), published))
    assert "Being checked" in words_of(history_of(sign_in("clerk"), published))


def test_without_the_narrowing_a_reader_would_see_it(published, clerk, monkeypatch):
    monkeypatch.setattr("groups.desk.history.WithHistory.keeps_history", lambda desk, request: True)

    told = words_of(history_of(sign_in("deputy"), published))
    assert clerk.username in told
    assert "Being checked" in told


def test_the_history_of_people_is_not_for_readers(aimak):
    group = InitiativeGroup.objects.create(name_en="Clean water")
    Member.objects.create(group=group, full_name="Асан Үсөнов", is_public=True)

    assert "Асан" not in words_of(history_of(sign_in("deputy"), group))
    assert "Асан" in words_of(history_of(sign_in("clerk"), group))


def test_what_is_hidden_from_a_reader_has_no_history_page_for_them(submitted):
    deputy = sign_in("deputy")

    assert history_of(deputy, submitted).status_code == 302
    assert history_of(deputy, deputy.user).status_code == 403


def test_a_hostile_text_stays_a_text(desk, village):
    village.name_en = PAYLOAD
    with act(why=PAYLOAD):
        village.save()

    for answer in (history_of(desk, village), sign_in("head").get(reverse("admin:changes"))):
        page = answer.content.decode()
        assert "<img src=x" not in page
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(2)" in page


def test_the_head_sees_all_changes_narrowed(village, published, clerk):
    head = sign_in("head")
    url = reverse("admin:changes")

    all_of_them = words_of(head.get(url))
    assert published.number in all_of_them
    assert "Айры-Там" in all_of_them
    narrowed = words_of(head.get(url, {"kind": "groups.village"}))
    assert published.number not in narrowed
    by_clerk = words_of(head.get(url, {"person": clerk.pk, "kind": "hearings.proposal"}))
    assert published.number in by_clerk
    assert published.number not in words_of(head.get(url, {"since": "2199-01-01"}))
    assert (
        head.get(url, {"since": "?", "kind": "x", "person": "0", "page": "-1"}).status_code == 200
    )


@pytest.mark.parametrize("role", ["clerk", "treasurer", "deputy"])
def test_all_changes_are_for_the_head_alone(role, aimak):
    assert sign_in(role).get(reverse("admin:changes")).status_code == 403
