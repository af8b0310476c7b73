"""What minutes report is never below what is listed, and a share is of its own whole."""

import pytest
from django.core.exceptions import ValidationError

from hearings.models import Minutes, Proposal
from tests.hearings.figures import BUDGET, NOTE, bare

# Reported and listed


@pytest.fixture
def three_listed(submit, held_hearing, clerk):
    listed = [submit(hearing=held_hearing, channel=Proposal.Channel.HEARING) for _ in range(3)]
    for proposal in listed:
        proposal.publish(by=clerk)
    return listed


def test_fewer_reported_than_listed_is_refused_with_both_numbers(record, three_listed):
    with pytest.raises(ValidationError) as caught:
        record(items_received=2)

    sentence = " ".join(caught.value.message_dict["items_received"])
    assert "2" in sentence
    assert "3" in sentence
    assert not Minutes.objects.exists()


@pytest.mark.parametrize("figures", [{"items_received": 3}, {"items_received": 23}, {}])
def test_as_many_or_more_reported_than_listed_is_sound(record, three_listed, figures):
    assert record(**figures).listed() == 3


def test_fewer_reported_than_listed_is_kept_with_a_note(record, three_listed):
    assert record(items_received=2, **NOTE).pk


def test_what_was_not_taken_or_was_taken_back_is_not_listed(record, three_listed, clerk):
    first, second, _third = three_listed
    first.decline(by=clerk, reason_code="insults", reason="x")
    second.withdraw()

    assert record(items_received=1).listed() == 1


def test_what_is_still_being_checked_is_not_listed(record, submit, held_hearing):
    submit(hearing=held_hearing, channel=Proposal.Channel.HEARING)

    assert record(items_received=0).listed() == 0


def test_figures_of_minutes_never_drift_with_the_list(record, three_listed, submit, held_hearing):
    minutes = record(items_received=23)

    submit(hearing=held_hearing, channel=Proposal.Channel.HEARING)
    three_listed[0].withdraw()

    minutes.refresh_from_db()
    assert minutes.items_received == 23


# Shares


def test_a_share_is_of_its_own_whole(held_hearing):
    minutes = bare(held_hearing, **BUDGET)

    assert minutes.women_share == 57 / 135
    assert minutes.from_groups_share == 25 / 135
    assert minutes.accepted_share == 7 / 11


def test_accepted_proposals_are_no_share_of_proposals_and_questions_together(held_hearing):
    assert bare(held_hearing, items_received=23, accepted=8).accepted_share is None


@pytest.mark.parametrize("share", ["women_share", "from_groups_share", "accepted_share"])
@pytest.mark.parametrize("whole", [None, 0])
def test_without_a_known_whole_there_is_no_share(held_hearing, share, whole):
    figures = {"women": 0, "from_groups": 0, "accepted": 0}
    minutes = bare(held_hearing, participants=whole, proposals_received=whole, **figures)

    assert getattr(minutes, share) is None


@pytest.mark.parametrize("share", ["women_share", "from_groups_share", "accepted_share"])
def test_an_unknown_part_is_no_share_and_a_known_zero_is_one(held_hearing, share):
    wholes = {"participants": 40, "proposals_received": 11}
    zeros = {"women": 0, "from_groups": 0, "accepted": 0}

    assert getattr(bare(held_hearing, **wholes), share) is None
    assert getattr(bare(held_hearing, **wholes, **zeros), share) == 0


def test_a_proposal_is_not_published_beyond_what_the_minutes_report(
    held_hearing, submit, clerk, aimak
):
    Minutes.record(held_hearing, by=clerk, items_received=1)
    first = submit(channel="paper", hearing=held_hearing)
    second = submit(channel="paper", hearing=held_hearing)
    first.publish(by=clerk)

    with pytest.raises(ValidationError) as refused:
        second.publish(by=clerk)

    assert "1" in refused.value.messages[0]
    assert "2" in refused.value.messages[0]
    second.refresh_from_db()
    assert second.status == "submitted"


def test_a_note_on_discrepancies_lets_the_list_be_longer(held_hearing, submit, clerk, aimak):
    Minutes.record(held_hearing, by=clerk, items_received=0, discrepancy_ky="Кийин кошулду.")
    submit(channel="paper", hearing=held_hearing).publish(by=clerk)
    assert held_hearing.proposals.heard().count() == 1
