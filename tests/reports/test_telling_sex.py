"""Figures by sex are told only where a number points at nobody."""

from datetime import date

import pytest

from groups.models import InitiativeGroup
from reports.scope import Scope
from reports.totals import proposals
from reports.totals.proposals import FEWEST_OF_A_SEX
from tests.reports.asking import asks
from tests.reports.reading import table, words

NARROW = "Told only of all proposals together: a narrower choice could show who wrote what."
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


NARROWER = {
    "village": lambda village, group: village.pk,
    "sector": lambda village, group: "water",
    "kind": lambda village, group: "proposal",
    "group": lambda village, group: group.pk,
    "first_year": lambda village, group: 2020,
}


@pytest.mark.parametrize("name", NARROWER)
def test_two_choices_taken_from_each_other_tell_of_nobody(village, name, monkeypatch):
    """All but one are of the narrower choice: the difference would be that one."""
    group = InitiativeGroup.objects.create(name_ky="Умут", village=village)
    of_choice = {"village": village, "sector": "water", "group": group}
    ask(6, 6, received_on=date(2024, 3, 1), **of_choice)
    ask(1, 0, kind="question")
    narrower = {name: NARROWER[name](village, group)}

    assert is_told()
    assert NARROW in words("proposals", **narrower)
    assert "By sex of the proposer Sex" not in words("proposals", **narrower)

    monkeypatch.setattr(Scope, "is_whole", True)
    assert "By sex of the proposer Sex" in words("proposals", **narrower)


def test_what_is_left_of_a_figure_tells_of_nobody_either(db, monkeypatch):
    """Of six women's proposals five are decided: the one that waits would be known."""
    ask(5, 6, "rejected")
    ask(1, 0)

    assert "decided" not in table("proposals", "sex")["Women"]

    monkeypatch.setattr(proposals, "FEWEST_OF_A_SEX", 1)
    assert table("proposals", "sex")["Women"]["decided"] == 5


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
