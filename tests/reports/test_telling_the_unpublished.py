"""What is not published is told as counts, and only to the staff and the deputies."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hearings.models import Proposal
from tests.desk import sign_in
from tests.reports.asking import asks
from tests.reports.reading import page, words

ONLY_INSIDERS = "Only the staff and the deputies see this part."


@pytest.fixture
def asked(village):
    """One of each that nobody reads, two of them being checked."""
    yesterday = timezone.localdate() - timedelta(days=1)
    asks("submitted", due_on=yesterday, village=village, text="Never to be read")
    asks("submitted", due_on=timezone.localdate())
    asks("returned")
    asks("declined", reason_code="insults")
    asks("declined", reason_code="competence", published=True)
    asks("withdrawn", published=False)
    # These everybody may read.
    asks("withdrawn")
    asks("rejected")


def rows(client, key, **chosen):
    sections = page("proposals", client=client, **chosen).context["sections"]
    found = next(each.table for each in sections if each.table and each.table.key == key)
    return {str(row[0]): row[1] for row in (*found.rows, found.total)}


@pytest.mark.parametrize("role", ["clerk", "treasurer", "head", "deputy"])
def test_insiders_see_how_much_is_not_published(asked, role):
    client = sign_in(role)

    assert rows(client, "unpublished") == {
        "Being checked": 2,
        "Needs clarification": 1,
        "Not published": 2,
        "Withdrawn before publishing": 1,
        "Total": 6,
    }
    said = words("proposals", client=client)
    assert ONLY_INSIDERS in said
    assert "Being checked although the day to answer has passed: 1" in said
    assert "Never to be read" not in said


def test_insiders_see_why_it_was_not_published(asked):
    assert rows(sign_in("deputy"), "declined") == {
        "Insults or somebody's personal data": 1,
        "Not within the powers of the aimak": 1,
        "Total": 2,
    }


def test_others_see_nothing_of_it(asked, client):
    assert ONLY_INSIDERS not in words("proposals", client=client)
    keys = {section.key for section in page("proposals", client=client).context["sections"]}
    assert not keys & {"unpublished", "declined"}


def test_filters_narrow_the_unpublished_too(asked, village):
    assert rows(sign_in("deputy"), "unpublished", village=village.pk)["Total"] == 1
    assert rows(sign_in("deputy"), "unpublished", first_year=2026)["Total"] == 0


def test_every_proposal_is_either_public_or_not(asked):
    public, others = Proposal.objects.public(), Proposal.objects.unpublished()

    assert public.count() + others.count() == Proposal.objects.count()
    assert not public.filter(pk__in=others.values("pk")).exists()


def test_a_reason_that_was_taken_back_is_not_counted(publish, clerk):
    proposal = publish()
    reason = {"reason_code": "insults", "reason": {"ky": "Себеби ушул."}}
    proposal.decline(by=clerk, **reason)
    proposal.take_back(by=clerk)
    proposal.decline(by=clerk, reason_code="other", reason={"ky": "Башка себеп."})

    assert rows(sign_in("deputy"), "declined") == {"Another reason": 1, "Total": 1}
