"""Report 2: how far the proposals came, and from where they came."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from groups.models import InitiativeGroup
from hearings.models import Proposal
from tests.deeds import budget, line, measure
from tests.reports.asking import asks
from tests.reports.reading import page, table, words
from tests.reports.sections import section

STATIONS = ["Received", "Decided", "Accepted", "Answered by a measure", "In the budget"]
STATIONS += ["Work begun", "Implemented"]


def counts(key="count", **chosen):
    """How many reached each station."""
    return {name: row[key] for name, row in table("proposals", "way", **chosen).items()}


def test_the_way_counts_how_far_each_proposal_came(db):
    asks("published")
    asks("rejected")
    asks("in_budget")
    asks("in_progress")
    asks("implemented")

    assert list(counts()) == STATIONS
    assert list(counts().values()) == [5, 4, 3, 0, 0, 2, 1]
    assert counts("share")["Accepted"] == pytest.approx(3 / 5)


def test_a_measure_and_a_public_line_are_stations_of_the_way(aimak):
    named, measured, hidden = (asks("in_budget") for _ in range(3))
    public, draft = budget(2026, is_public=True), budget(2027, is_public=False)
    line(public, "1", 100, proposals=[named])
    line(public, "2", 100, measure=measure("Суу", measured))
    line(draft, "1", 100, proposals=[hidden])

    assert counts()["Answered by a measure"] == 1
    assert counts()["In the budget"] == 2


def test_what_is_named_twice_counts_once(aimak):
    asked, public = asks("in_budget"), budget(2026, is_public=True)
    first, second = measure("Суу", asked), measure("Жол", asked)
    line(public, "1", 100, proposals=[asked], measure=first)
    line(public, "2", 100, proposals=[asked], measure=second)

    assert (counts()["Answered by a measure"], counts()["In the budget"]) == (1, 1)


def test_a_measure_that_is_not_public_carries_nothing_in_the_report(aimak):
    hidden = measure("Суу", asks("in_budget"), is_public=False)
    line(budget(2026, is_public=True), "1", 100, measure=hidden)

    assert (counts()["Answered by a measure"], counts()["In the budget"]) == (0, 0)


def test_shares_are_of_proposals_alone_where_questions_are_among_them(db):
    asks("in_budget")
    asks("rejected")
    asks("answered", kind="question")

    way, channels = table("proposals", "way"), table("proposals", "channel")

    assert (way["Decided"]["count"], way["Decided"]["proposals"]) == (3, 2)
    assert way["Accepted"]["share"] == pytest.approx(1 / 2)
    assert channels["total"]["accepted_share"] == pytest.approx(1 / 2)
    assert "Questions among the decided, left out of the share accepted: 1" in words("proposals")


def test_the_kind_narrows_the_report(db):
    asks("answered", kind="question")
    asks("in_budget")
    asks("published")

    assert counts(kind="question")["Decided"] == 1
    assert counts("share", kind="proposal")["Accepted"] == pytest.approx(1 / 2)


def test_where_nothing_is_decided_no_share_is_told(db):
    asks("published")

    assert table("proposals", "channel")["total"]["accepted_share"] == ""


def test_each_village_has_its_row_and_a_village_without_proposals_a_zero(village, other_village):
    asks("in_budget", village=village)
    asks("rejected", village=village)
    asks("published")

    rows = table("proposals", "village")

    assert (rows["Airy-Tam"]["decided"], rows["Airy-Tam"]["accepted_share"]) == (2, 0.5)
    assert rows["Ajek"]["received"] == 0
    # A proposal that names no village is counted apart.
    assert rows["None"]["waiting"] == 1
    assert rows["total"]["received"] == 3


@pytest.mark.parametrize("key", ["village", "sector", "channel", "group"])
def test_the_rows_of_each_table_add_up_to_its_total(village, other_village, key):
    group = InitiativeGroup.objects.create(name_en="Umut")
    statuses = ["published", "in_budget", "rejected", "implemented", "withdrawn", "not_stated"]
    for n, status in enumerate(statuses):
        asks(
            status,
            village=[village, other_village, None][n % 3],
            sector=["water", "roads"][n % 2],
            channel=["online", "paper", "hearing"][n % 3] if n % 3 else "phone",
            **[{"group": group}, {"from_group": True}, {}][n % 3],
        )

    rows = table("proposals", key)

    total = rows.pop("total")
    for name in ("received", "decided", "accepted", "rejected", "implemented", "waiting"):
        assert sum(row[name] for row in rows.values()) == total[name], name


def test_every_decision_and_every_proposal_stands_in_one_column(db):
    decided = ("in_budget", "rejected", "deferred", "implemented")
    for status in (*decided, "published", "not_stated", "withdrawn"):
        asks(status)
    asks("answered", kind="question")

    total = table("proposals", "channel")["total"]
    notes = section("proposals", "by-channel").table.notes

    assert (total["received"], total["decided"], total["waiting"]) == (8, 5, 1)
    assert (total["accepted"], total["rejected"], total["otherwise"]) == (2, 1, 2)
    assert list(notes)[:2] == [
        "Received, but the outcome is not stated: 1",
        "Received, but withdrawn by the proposer: 1",
    ]


def test_groups_are_told_apart_from_unnamed_ones_and_from_nobodys(db):
    group = InitiativeGroup.objects.create(name_en="Umut")
    asks("in_budget", group=group)
    asks("not_stated", from_group=True)
    asks("published")

    rows = table("proposals", "group")

    received = {name: row["received"] for name, row in rows.items()}
    unnamed, none = "From a group, name unknown", "Not from a group"
    assert received == {"Umut": 1, unnamed: 1, none: 1, "total": 3}


def test_the_most_frequent_topic_stands_first(db):
    for sector in ("roads", "water", "water"):
        asks(sector=sector)

    assert list(table("proposals", "sector")) == ["Drinking water", "Roads and bridges", "total"]


def test_the_overdue_are_those_that_still_wait(db):
    yesterday = timezone.localdate() - timedelta(days=1)
    asks("published", due_on=yesterday)
    asks("published", due_on=timezone.localdate())
    asks("in_budget", due_on=yesterday)

    assert table("proposals", "channel")["total"]["overdue"] == 1


def test_what_is_received_but_neither_decided_nor_waiting_is_named(db):
    asks("not_stated")
    asks("withdrawn")

    said = words("proposals")

    assert "Received, but the outcome is not stated: 1" in said
    assert "Received, but withdrawn by the proposer: 1" in said


def test_village_topic_and_group_narrow_the_report(village, other_village):
    group = InitiativeGroup.objects.create(name_en="Umut")
    asks(village=village, sector="water", group=group)
    asks(village=village, sector="roads")
    asks(village=other_village, sector="water")

    assert counts(village=village.pk)["Received"] == 2
    assert counts(sector="water")["Received"] == 2
    assert counts(group=group.pk)["Received"] == 1
    assert counts(village=village.pk, sector="water", group=group.pk)["Received"] == 1


def test_a_year_is_that_of_the_day_of_receipt(db):
    asks(received_on=date(2025, 12, 31))
    asks(received_on=date(2026, 1, 1))
    asks()

    assert counts()["Received"] == 3
    assert counts(first_year=2026)["Received"] == 1
    assert counts(last_year=2025)["Received"] == 1
    left_out = "Left out, since the day on which they were received is not stated: 1"
    assert left_out in words("proposals", first_year=2026)
    assert "Left out" not in words("proposals")


def test_the_report_tells_the_figures_of_the_home_page(db, client):
    for status in ("published", "in_budget", "rejected", "implemented", "submitted", "declined"):
        asks(status)

    home = client.get("/en/").context["counts"]

    total = table("proposals", "channel")["total"]
    assert home == {name: total[name] for name in home}
    assert home["received"] == 4


@pytest.mark.parametrize("key", ["village", "sector", "group"])
def test_a_row_leads_to_as_many_proposals_in_the_register(village, other_village, client, key):
    group = InitiativeGroup.objects.create(name_en="Umut")
    asks(village=village, sector="water", group=group)
    asks(village=village, sector="water", group=group)
    asks("submitted", village=village, sector="water", group=group)
    asks(village=village, sector="roads")
    asks(village=other_village, sector="water", kind="question")

    sections = page("proposals", kind="proposal").context["sections"]
    rows = next(each.table.rows for each in sections if each.table and each.table.key == key)
    links = [(row[0].url, row[1]) for row in rows if getattr(row[0], "url", "")]

    assert links
    for url, received in links:
        assert client.get(url).context["page"].paginator.count == received, url


def test_the_unpublished_is_not_counted(db):
    asks("published")
    assert counts()["Received"] == 1

    Proposal.objects.update(published_at=None, status="submitted")

    assert "No published proposal fits this choice." in words("proposals")


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_each_language_tells_the_same_figures(village, language):
    for status in ("in_budget", "implemented", "rejected"):
        asks(status, village=village)

    share = {"en": "66.7%"}.get(language, "66,7 %")
    assert share in words("proposals", language)
    rows = [
        [row[1:] for row in section.table.rows]
        for section in page("proposals", language).context["sections"]
        if section.table and section.table.key != "refusals"
    ]
    in_english = [
        [row[1:] for row in section.table.rows]
        for section in page("proposals").context["sections"]
        if section.table and section.table.key != "refusals"
    ]
    assert rows == in_english


def test_the_demonstration_tells_what_the_groups_asked_for_at_the_hearing(db, client):
    call_command("load_demo")

    # Three proposals of groups that no paper names, and the outcome is not stated.
    assert table("proposals", "group")["From a group, name unknown"]["received"] >= 3
    home = client.get("/en/").context["counts"]
    total = table("proposals", "channel")["total"]
    assert home == {name: total[name] for name in home}
