"""A feed tells every decision on a proposal with its reason, and nothing about anybody."""

import pytest
from django.test import Client
from django.utils import timezone

from hearings.models import Proposal, Proposer
from hearings.models.choices import Status
from tests.queries.counting import asked
from tests.reports.feeds import Followed

PLACE = "proposals/feed/"
REASON = {"ky": "Каражат жок.", "ru": "Нет денег.", "en": "There is no money."}


def entries(language="en"):
    return Followed(PLACE, language).entries


def refuse(proposal, clerk, **values):
    given = {"reason": REASON, "reason_code": "no_money", "by": clerk} | values
    proposal.decide(Status.REJECTED, **given)
    return proposal


@pytest.mark.parametrize(
    ("language", "reason"),
    [("ky", "Бюджетке киргизилди."), ("ru", "Включено в бюджет."), ("en", "Included")],
)
def test_a_decision_is_told_with_its_reason(decided, language, reason):
    (entry,) = entries(language)

    assert decided.number in entry.title
    assert reason in entry.words
    assert entry.link == f"http://testserver/{language}/proposals/{decided.number}/"
    assert entry.published == entry.updated == decided.decision.at


def test_words_that_have_no_summary_are_told_in_their_own_language(decided):
    (entry,) = entries("ru")

    assert f'<span lang="ky">{decided.text}</span>' in entry.html


def test_a_decision_entered_late_is_news_of_the_day_it_was_entered(publish, clerk, decided):
    earlier = timezone.localdate().replace(year=2020)
    late = refuse(publish(), clerk, on=earlier)

    told = entries()

    assert [late.number in told[0].title, decided.number in told[1].title] == [True, True]
    assert told[0].updated == late.decision.at
    assert "2020" in told[0].words


@pytest.mark.parametrize("status", ["submitted", "published", "under_review"])
def test_what_is_not_decided_is_not_told(submit, clerk, status):
    proposal = submit()
    if status != "submitted":
        proposal.publish(by=clerk)
    if status == "under_review":
        proposal.start_review(by=clerk)

    assert entries() == []


def test_what_is_between_the_municipality_and_the_proposer_is_not_told(submit, clerk):
    submit().return_for_clarification(by=clerk, reason=REASON)
    submit().decline(by=clerk, reason=REASON, reason_code="insults")

    assert entries() == []


def test_a_decision_taken_back_is_told_no_longer(publish, clerk):
    proposal = refuse(publish(), clerk)
    before = Followed(PLACE).response

    proposal.take_back(by=clerk)

    # Neither the name of the old content nor a later day makes the old one do.
    headers = {"if-none-match": before["ETag"], "if-modified-since": "Fri, 01 Jan 2100 00:00:00"}
    response = Client().get(f"/en/{PLACE}", headers=headers)
    assert response.status_code == 200
    assert proposal.number not in response.content.decode()


def test_a_new_decision_on_the_same_proposal_is_a_new_entry(publish, clerk):
    proposal = refuse(publish(), clerk)
    (first,) = entries()

    proposal.start_review(by=clerk)
    proposal.decide(Status.DEFERRED, by=clerk, reason=REASON, deferred_to=2030)

    (second,) = entries()
    assert first.id != second.id
    assert "Deferred" in second.title


def test_nobody_is_named(submit, clerk):
    proposal = submit()
    Proposer.objects.create(
        proposal=proposal, full_name="Гүлнара Осмонова", phone="+996777123456", email="g@mail.kg"
    )
    proposal.publish(by=clerk)
    refuse(proposal, clerk)

    told = Followed(PLACE).response.content.decode()

    assert proposal.number in told
    assert not any(word in told for word in ("Гүлнара", "777123456", "g@mail", "clerk", "female"))


def test_only_the_latest_are_told_and_asked_for_at_once(publish, clerk):
    client, place = Client(), f"/ky/{PLACE}"
    refuse(publish(), clerk)
    asked(client, place)
    few = asked(client, place)

    for _ in range(52):
        refuse(publish(), clerk)

    assert len(entries()) == 50
    assert len(asked(client, place)) == len(few) == 2


def test_the_feed_is_found_from_the_register_and_from_home(decided):
    for page in ("", "proposals/"):
        html = Client().get(f"/en/{page}").content.decode()
        assert 'type="application/atom+xml"' in html
        assert 'href="/en/proposals/feed/"' in html


@pytest.mark.stress
def test_the_newest_are_found_without_sorting_the_register(publish, clerk):
    refuse(publish(), clerk)

    plan = Proposal.objects.public().newest_decisions()[:50].explain().casefold()

    assert "temp b-tree" not in plan
