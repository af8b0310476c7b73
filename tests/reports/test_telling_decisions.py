"""Report 2: why proposals were refused, and after how many days they were decided."""

from datetime import date
from statistics import median

import pytest

from reports.totals.days import Days
from tests.reports.asking import asks
from tests.reports.reading import page, table, words

DAY = date(2026, 3, 1)


def figures(**chosen):
    """The large figures of the part on time, as they are written."""
    sections = page("proposals", **chosen).context["sections"]
    found = next(each for each in sections if each.key == "days")
    return [str(figure.value) for figure in found.figures]


def decided(*days, **values):
    for took in days:
        asks("in_budget", received_on=DAY, took=took, **values)


def test_refusals_are_counted_by_their_reason_the_most_frequent_first(db):
    for reason in ("no_money", "against_law", "no_money"):
        asks("rejected", reason_code=reason)

    rows = table("proposals", "refusals")

    counts = {name: row["count"] for name, row in rows.items()}
    assert counts == {"No money in the budget": 2, "Against the law": 1, "total": 3}
    assert next(iter(rows)) == "No money in the budget"
    assert rows["Against the law"]["share"] == pytest.approx(1 / 3)


def test_only_published_refusals_are_counted(db):
    asks("declined", reason_code="insults")

    assert "No published proposal of this choice was rejected." in words("proposals")


def test_the_median_and_nine_of_ten_are_told_in_days(db):
    decided(1, 2, 3, 4, 5, 6, 7, 8, 9, 40)

    assert figures()[:3] == ["5.5", "9", "10"]


def test_what_is_decided_without_a_day_of_receipt_is_left_out_and_counted(db):
    decided(10)
    asks("rejected")
    # Whoever wrote the paper took a wrong day.
    asks("rejected", received_on=DAY, took=-3)

    assert figures()[:3] == ["10", "10", "1"]
    said = "Left out, since one of the days is not stated or wrong: 2"
    assert said in words("proposals")


def test_without_a_decision_the_time_is_not_stated(db):
    asks(received_on=DAY)

    assert "Not stated" in figures()[0]
    assert "No decision of this choice has both of its days stated." in words("proposals")


def test_the_spans_add_up_to_all_decisions(db):
    decided(0, 10, 11, 20, 21, 30, 31, 60, 61, 400)

    rows = table("proposals", "days")

    total = rows.pop("total")
    assert [row["count"] for row in rows.values()] == [2, 2, 2, 2, 2]
    assert total["count"] == 10


def test_the_decision_that_holds_counts(publish, clerk):
    proposal = publish(channel="paper", received_on=DAY, consent=None)
    reason = {"ky": "Себеби ушул."}
    proposal.decide("in_budget", by=clerk, reason=reason, on=date(2026, 3, 11))
    proposal.start_review(by=clerk)
    proposal.decide("in_program", by=clerk, reason=reason, on=date(2026, 3, 21))

    assert figures()[0] == "20"


def test_the_years_narrow_the_time_to_a_decision(db):
    decided(10)
    asks("in_budget", received_on=date(2025, 3, 1), took=50)

    assert figures(first_year=2026)[0] == "10"


@pytest.mark.parametrize("number", range(1, 12))
def test_the_median_of_counts_is_the_median_of_the_rows(number):
    rows = [each * each % 7 for each in range(number)]

    days = Days({each: rows.count(each) for each in set(rows)})

    assert days.median == median(rows)
    fastest = sorted(rows)
    nine_of_ten = days.within(0.9)
    assert sum(row <= nine_of_ten for row in rows) >= 0.9 * number
    assert nine_of_ten in fastest
