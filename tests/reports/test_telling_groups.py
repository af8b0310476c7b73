"""Report 7: the women in the initiative groups, and what came of what the groups asked for."""

from datetime import date

import pytest
from django.core.management import call_command

from groups.models import Aimak, InitiativeGroup, Member, YearlyFigures
from tests.deeds import made, measure
from tests.reports.asking import asks
from tests.reports.reading import page, table, words
from tests.reports.sections import section

UNNAMED = "From a group, name unknown"


@pytest.fixture
def group(village):
    return InitiativeGroup.objects.create(
        name_en="Umut", village=village, reported_members=10, reported_women=4
    )


def another(name, **values):
    return InitiativeGroup.objects.create(name_en=name, **values)


def rows(**chosen):
    return table("groups", "groups", **chosen)


def test_a_group_stands_with_its_women_against_the_mark(group):
    another("Aziret", reported_members=10, reported_women=3)
    another("Nur", reported_members=10)

    told = rows()

    assert (told["Umut"]["women_share"], told["Umut"]["mark"]) == (0.4, "reached")
    # Exactly the mark is not more than the mark.
    assert told["Aziret"]["mark"] == "not reached"
    assert (told["Nur"]["women"], told["Nur"]["mark"]) == (None, None)


def test_the_share_of_all_rests_on_the_groups_that_state_both(group):
    another("Nur", reported_members=90)
    another("Ala-Too")

    total, said = rows()["total"], words("groups")

    assert (total["members"], total["women"]) == (100, 4)
    assert total["women_share"] == pytest.approx(4 / 10)
    assert "40.0%: 4 of 10" in said
    assert "Groups whose members are not stated: 1" in said
    assert "Groups of which the number of women is not stated: 2" in said


def test_no_women_is_a_zero_and_no_paper_is_not_stated(db):
    another("Nur", reported_members=10, reported_women=0)
    another("Umut")

    told = rows()

    assert (told["Nur"]["women"], told["Nur"]["women_share"]) == (0, 0)
    assert (told["Umut"]["women"], told["Umut"]["women_share"]) == (None, None)


def test_listed_members_are_counted_and_never_named(group):
    small = another("Nur")
    Member.objects.create(group=small, full_name="Асанова Айгүл", sex="female", is_public=True)

    assert (rows()["Nur"]["members"], rows()["Nur"]["women"]) == (1, 1)
    assert "Асанова" not in words("groups")


def test_a_group_stands_with_what_it_asked_for(group):
    asks("implemented", group=group)
    asks("rejected", group=group)
    asks("submitted", group=group)
    asks("published")

    row = rows()["Umut"]

    assert (row["proposals"], row["accepted"], row["implemented"]) == (2, 1, 1)


def test_groups_that_no_paper_names_have_a_row_of_their_own(group):
    asks("not_stated", from_group=True)
    asks("in_budget", group=group)

    told = rows()

    assert (told[UNNAMED]["proposals"], told[UNNAMED]["members"]) == (1, "")
    assert told["total"]["proposals"] == 2


def test_a_group_that_no_longer_works_is_left_out_and_its_proposals_counted_apart(group):
    gone = another("Nur", dissolved_on=date(2025, 1, 1))
    asks(group=gone)
    asks(group=group)

    assert "Nur" not in rows()
    assert rows()["total"]["proposals"] == 1
    assert "Left out, from groups that no longer work: 1" in words("groups")


def test_measures_that_answer_a_group_stand_with_what_was_made_and_who_gains(group):
    pipe = measure("Суу", asks("implemented", group=group), households=143)
    made(pipe, "Water pipe", "4.5", "km")
    made(pipe, "Pump")

    row = table("groups", "deeds")["Umut"]

    assert str(row["measure"]) == "Суу en"
    assert str(row["results"]) == "Water pipe: 4.5\xa0km; Pump"
    assert row["gains"] == "Households: 143"


def test_what_was_made_is_not_stated_where_no_paper_says_it(group):
    measure("Суу", asks(group=group))

    row = table("groups", "deeds")["Umut"]

    assert (row["results"], row["gains"]) == (None, None)


def test_a_measure_that_answers_two_groups_counts_once_in_the_total(group):
    other = another("Nur")
    measure("Суу", asks(group=group), asks(group=group), asks(group=other))

    told = rows()

    counted = [told[name]["measures"] for name in ("Umut", "Nur", "total")]
    assert counted == [1, 1, 1]


def test_a_measure_that_is_not_public_is_not_told(group):
    measure("Суу", asks(group=group), is_public=False)

    assert rows()["Umut"]["measures"] == 0
    assert "No measure answers a proposal of these groups yet." in words("groups")


def test_a_proposal_that_is_not_public_leads_to_no_measure(group):
    measure("Суу", asks("submitted", group=group))

    assert rows()["Umut"]["measures"] == 0


def test_years_narrow_the_proposals_and_what_came_of_them(group):
    measure("Суу", asks("implemented", group=group, received_on=date(2025, 3, 1)))
    measure("Жол", asks("in_budget", group=group, received_on=date(2026, 3, 1)))
    asks(group=group)

    assert rows()["Umut"]["proposals"] == 3
    chosen = rows(first_year=2026)["Umut"]
    assert (chosen["proposals"], chosen["implemented"], chosen["measures"]) == (1, 0, 1)
    # Members have no year.
    assert chosen["members"] == 10
    left_out = "Left out, since the day on which they were received is not stated: 1"
    assert left_out in words("groups", first_year=2026)


def test_a_village_narrows_to_its_groups(group, village, other_village):
    another("Nur", village=other_village)
    asks(group=group)
    asks(from_group=True, village=other_village)

    assert set(rows(village=village.pk)) == {"Umut", "total"}
    assert set(rows(village=other_village.pk)) == {"Nur", UNNAMED, "total"}


def test_a_group_and_a_topic_narrow_the_report(group):
    umut, other = group, another("Other")
    asks("in_budget", group=umut, sector="water")
    asks("published", group=umut, sector="roads")
    asks("published", group=other, sector="water")
    asks("published", from_group=True, sector="water")

    of_group = table("groups", "groups", group=umut.pk)
    assert (list(of_group), of_group["total"]["proposals"]) == (["Umut", "total"], 2)
    assert section("groups", "years", group=umut.pk) is None

    of_topic = table("groups", "groups", sector="water")
    assert {name: row["proposals"] for name, row in of_topic.items()} == {
        "Other": 1,
        "Umut": 1,
        "From a group, name unknown": 1,
        "total": 3,
    }


def test_what_the_aimak_reports_stands_beside_as_a_bound(aimak):
    Aimak.objects.update(group_count=8, groups_since=2014, women_share_above=30)
    YearlyFigures.objects.create(year=2014, group_count=5)

    said = words("groups")

    assert "Women in the groups > 30 %" in said
    assert "The share of women is a reported bound" in said
    assert "Working together since the year 2014" in said
    years = table("groups", "years")
    assert {name: row["count"] for name, row in years.items()} == {
        "2014": 5,
        "Now, as the aimak reports": 8,
    }


def test_what_is_not_reported_is_not_zero(aimak):
    sections = page("groups").context["sections"]

    reported = next(section for section in sections if section.key == "reported")
    assert [("Not stated" in figure.value) for figure in reported.figures] == [True, True]
    assert "How many groups there were in earlier years is not stated." in words("groups")


def test_a_village_has_its_own_years(aimak, village):
    YearlyFigures.objects.create(year=2014, group_count=5)
    YearlyFigures.objects.create(year=2020, village=village, group_count=2)

    assert list(table("groups", "years", village=village.pk)) == ["2020"]


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_the_demonstration_tells_the_facts_of_the_sources(db, language):
    call_command("load_demo")

    sections = {each.key: each for each in page("groups", language).context["sections"]}

    reported = [str(figure.value) for figure in sections["reported"].figures]
    assert reported[:2] == ["8", "2014"]
    assert "30\xa0%" in reported[2]
    assert [row[1] for row in sections["years"].table.rows] == [5, 8]
    # The women who helped to lay the water pipe.
    assert (50, 50, 1.0) in [row[2:5] for row in sections["groups"].table.rows]
