"""Figures by sex are told only where a number points at nobody."""

import pytest

from reports.totals import proposals
from reports.totals.proposals import FEWEST_OF_A_SEX
from tests.reports.asking import asks
from tests.reports.reading import table, words

TOO_FEW = "Too few proposers stated their sex to show it."


def ask(women, men, status="published", **values):
    for sex, number in (("female", women), ("male", men)):
        for _ in range(number):
            asks(status, sex=sex, **values)


def is_told(**chosen):
    told = TOO_FEW not in words("proposals", **chosen)
    assert told == ("By sex of the proposer Sex" in words("proposals", **chosen))
    return told


def test_enough_of_each_sex_are_told(db):
    ask(FEWEST_OF_A_SEX, FEWEST_OF_A_SEX)
    asks()

    rows = table("proposals", "sex")

    assert {name: row["received"] for name, row in rows.items()} == {
        "Women": FEWEST_OF_A_SEX,
        "Men": FEWEST_OF_A_SEX,
        "None": 1,
        "total": 2 * FEWEST_OF_A_SEX + 1,
    }


@pytest.mark.parametrize(("women", "men"), [(4, 9), (9, 4), (9, 0), (0, 0)])
def test_too_few_of_either_sex_are_not_told(db, women, men):
    ask(women, men)

    assert not is_told()


@pytest.mark.parametrize(("women", "men"), [(4, 9), (9, 4), (9, 0)])
def test_without_the_limit_they_would_be_told(db, women, men, monkeypatch):
    monkeypatch.setattr(proposals, "FEWEST_OF_A_SEX", 0)
    ask(women, men)

    assert is_told()
    assert table("proposals", "sex")["Men"]["received"] == men


def test_a_narrow_choice_hides_what_the_wide_one_tells(village, other_village):
    ask(4, 4, village=village)
    ask(4, 4, village=other_village)

    assert is_told()
    assert not is_told(village=village.pk)


def test_a_decision_is_told_by_sex_only_where_it_hides_each_person(db, monkeypatch):
    ask(5, 5, "rejected")
    ask(1, 5, "in_budget")

    row = table("proposals", "sex")["Women"]
    assert (row["received"], row["decided"]) == (6, 6)
    assert "accepted" not in row

    monkeypatch.setattr(proposals, "FEWEST_OF_A_SEX", 0)
    assert table("proposals", "sex")["Women"]["accepted"] == 1


def test_the_share_accepted_is_told_by_sex_where_enough_were_accepted(db):
    ask(5, 5, "in_budget")
    ask(5, 0, "rejected")

    rows = table("proposals", "sex")

    assert rows["Women"]["accepted_share"] == pytest.approx(1 / 2)
    assert rows["Men"]["accepted_share"] == 1
