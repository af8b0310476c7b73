"""Report 1: what hearings were held, who came, and shares that mix no bases."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command

from groups.models import YearlyFigures
from hearings.models import Hearing, Minutes
from tests.queries.counting import asked
from tests.reports.files import comma_separated
from tests.reports.reading import table, words
from tests.reports.sections import figures

# The figures of the sources (domain.md §4.1): a hearing on the programme and one on the budget.
PROGRAMME = {
    "participants": 83,
    "women": 31,
    "items_received": 23,
    "items_from_groups": 11,
    "accepted": 8,
}
BUDGET = {
    "participants": 135,
    "women": 57,
    "men": 78,
    "from_groups": 25,
    "proposals_received": 11,
    "accepted": 7,
}
SHARES = {"ky": ("42,2 %", "18,5 %", "63,6 %"), "ru": ("42,2 %", "18,5 %", "63,6 %")}
SHARES["en"] = ("42.2%", "18.5%", "63.6%")
ADDRESS = "/en/reports/hearings/"
MIXED = {"ky": "34,8", "ru": "34,8", "en": "34.8"}


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_the_shares_of_the_sources_stand_in_the_report(recorded, language):
    recorded(kind=Hearing.Kind.SEDP, **PROGRAMME)
    recorded(kind=Hearing.Kind.BUDGET_DRAFT, **BUDGET)

    said = words("hearings", language)

    assert all(share in said for share in SHARES[language])


def test_a_hearing_after_midnight_is_of_the_day_in_bishkek(recorded, village):
    """In the store it is still the evening of the day before, and of the year before."""
    hearing = recorded((2023, 1, 1), village=village, participants=5)
    at_night = datetime(2023, 1, 1, 1, tzinfo=ZoneInfo("Asia/Bishkek"))
    Hearing.objects.filter(pk=hearing.pk).update(starts_at=at_night)

    assert table("hearings", "hearings", first_year=2023)["Hearing"]["date"] == date(2023, 1, 1)
    assert "1 January 2023" in words("hearings", first_year=2023)
    assert "2022" not in words("hearings", first_year=2023)
    assert "1 January 2023" in words("village", village=village.pk)
    assert comma_separated(first_year=2023)[1][1] == "2023-01-01"


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_accepted_proposals_are_never_a_share_of_proposals_and_questions(recorded, language):
    recorded(kind=Hearing.Kind.SEDP, **PROGRAMME)

    assert MIXED[language] not in words("hearings", language)


def test_a_share_of_all_hearings_rests_on_those_that_state_both_figures(recorded):
    recorded(kind=Hearing.Kind.SEDP, **PROGRAMME)
    recorded(kind=Hearing.Kind.BUDGET_DRAFT, **BUDGET)

    total = table("hearings", "hearings")["total"]

    assert (total["participants"], total["women"]) == (218, 88)
    assert total["women_share"] == pytest.approx(88 / 218)
    # Only one of the two says who came from initiative groups, and of whom.
    assert total["from_groups_share"] == pytest.approx(25 / 135)
    assert (total["accepted"], total["accepted_share"]) == (15, pytest.approx(7 / 11))


def test_what_the_minutes_leave_out_is_counted_apart_and_never_zero(recorded):
    recorded(participants=40)
    recorded(participants=10, women=0)

    rows, said = table("hearings", "hearings"), words("hearings")

    assert rows["total"]["women"] == 0
    assert rows["total"]["men"] is None
    assert "Women are not stated for hearings: 1" in said
    assert "Men are not stated for hearings: 2" in said


def test_without_hearings_nobody_is_left_unstated(recorded, village):
    recorded((2026, 3, 1), participants=9)

    assert figures("hearings", village=village.pk) == {"Hearings held": "0"}
    assert "what serves the whole aimak is not in it" in words("hearings", village=village.pk)
    assert "what serves the whole aimak" not in words("hearings")


def test_what_no_minutes_state_is_counted_for_every_figure(recorded):
    recorded((2026, 3, 1), participants=9, proposals_received=9, items_received=9)
    recorded((2026, 3, 2), participants=9, proposals_received=9)

    said = words("hearings")

    assert "Proposals and questions are not stated for hearings: 1" in said
    assert "Days of notice are not known for hearings: 2" in said


def test_years_are_those_of_bishkek(recorded):
    # Half past midnight on the first of January there is still the old year in Greenwich.
    hearing = recorded((2026, 1, 1), participants=10)
    hearing.starts_at = hearing.starts_at.replace(hour=0, minute=30)
    hearing.save()

    assert table("hearings", "hearings", first_year=2026, last_year=2026)["total"]
    assert "No hearing with figures fits this choice" in words("hearings", last_year=2025)


def test_years_given_the_wrong_way_round_are_the_same_years(recorded):
    recorded((2025, 6, 12), participants=10)

    assert table("hearings", "hearings", first_year=2026, last_year=2025)["total"]


def test_a_hearing_of_unknown_date_is_counted_apart_where_years_are_chosen(recorded):
    recorded(participants=135)
    recorded((2026, 6, 11), participants=50)

    assert table("hearings", "hearings", first_year=2026)["total"]["participants"] == 50
    assert "Hearings of unknown date, which no year can name: 1" in words(
        "hearings", first_year=2026
    )


def test_village_and_kind_narrow_the_report(recorded, village, other_village):
    recorded(village=village, participants=10)
    recorded(village=other_village, participants=20)
    recorded(village=village, kind=Hearing.Kind.RULES, participants=40)

    chosen = table("hearings", "hearings", village=village.pk, kind="rules")

    assert chosen["total"]["participants"] == 40


IMPOSSIBLE = [
    {"village": "999999"},
    {"kind": "tea"},
    {"first_year": "soon"},
    {"first_year": "9" * 40},
]


@pytest.mark.parametrize("chosen", IMPOSSIBLE)
def test_an_impossible_filter_is_passed_over_and_the_page_says_so(client, recorded, chosen):
    recorded(participants=10)

    assert table("hearings", "hearings", **chosen)["total"]["participants"] == 10
    page = client.get("/en/reports/hearings/", chosen).content.decode()
    (name,) = chosen
    sentence = "Write a year from 1991 to 2100" if "year" in name else "Choose from the list."
    assert "<title>Error:" in page
    assert re.search(rf'href="#id_{name}">{sentence}', page)
    assert re.search(rf'<div id="id_{name}_error"[^>]*>.*?{sentence}', page, re.S)
    assert "do not take it into account" in page


def test_a_possible_filter_is_no_problem(client, recorded):
    recorded(participants=10)
    page = client.get("/en/reports/hearings/", {"first_year": "2020"}).content.decode()
    assert "<title>Error:" not in page
    assert "do not take it into account" not in page


@pytest.mark.parametrize("kind", ["xlsx", "csv", "pdf"])
@pytest.mark.parametrize("chosen", IMPOSSIBLE)
def test_no_file_is_made_of_what_was_not_asked(client, recorded, chosen, kind):
    recorded(participants=10)
    answer = client.get(f"/en/reports/hearings/download.{kind}", chosen)
    assert answer.status_code == 400
    assert "There is a problem" in answer.content.decode()


def test_a_draft_of_a_hearing_is_not_counted(recorded):
    hearing = recorded(participants=10)
    assert table("hearings", "hearings")["total"]["participants"] == 10

    Hearing.objects.filter(pk=hearing.pk).update(published_at=None)

    assert "No hearing with figures fits this choice" in words("hearings")


def test_participants_are_measured_against_the_residents_of_the_same_year(recorded, village):
    recorded((2026, 6, 11), participants=50)
    recorded((2025, 6, 11), participants=30)
    YearlyFigures.objects.create(year=2026, population=1000)
    YearlyFigures.objects.create(year=2026, village=village, population=100)

    reached = table("hearings", "reached")

    assert reached["2026"]["share"] == pytest.approx(0.05)
    assert reached["2025"]["share"] is None


def test_the_days_of_notice_are_told_with_their_least_and_median(recorded):
    for day in (1, 5, 12):
        recorded((2026, 6, 22), announced_on=date(2026, 6, day), participants=1)
    assert "Days of notice: at least 10, median 17." in words("hearings")

    recorded((2026, 6, 22), announced_on=date(2026, 6, 7), participants=1)
    assert "Days of notice: at least 10, median 16." in words("hearings")

    for day in (8, 12):
        recorded((2026, 6, 22), announced_on=date(2026, 6, day), participants=1)
    assert "Days of notice: at least 10, median 14.5." in words("hearings")


def test_the_demonstration_tells_the_figures_of_the_sources(db):
    call_command("load_demo")

    rows = table("hearings", "hearings").values()

    shares = ("women_share", "from_groups_share", "accepted_share")
    assert {57 / 135, 25 / 135, 7 / 11} <= {row[share] for row in rows for share in shares}


def test_thirty_hearings_cost_as_many_queries_as_one(recorded, client):
    recorded((2026, 6, 1), participants=10)
    one = len(asked(client, ADDRESS))
    for day in range(1, 30):
        recorded((2025, 6, day), participants=10)

    assert len(asked(client, ADDRESS)) == one


def test_every_figure_of_the_minutes_can_be_summed(recorded):
    # A figure added to the minutes has to be asked for by the report's query as well.
    figures = dict.fromkeys(Minutes.FIGURES)
    recorded(**figures)

    hearing = Hearing.objects.for_reports().get()

    assert set(figures) <= set(hearing.minutes.__dict__)
