"""A small budget: two revenues and two expenditures, with the codes of the data file."""

from datetime import date
from decimal import Decimal

import pytest

from budget.models import Budget, BudgetLine, ClassificationCode
from hearings.models import LocalAct
from tests.codes import load_codes

YEAR = 2026


@pytest.fixture
def codes(db):
    """The codes of the data file by their text: functions and economic codes together."""
    load_codes()
    return {code.code: code for code in ClassificationCode.objects.all()}


@pytest.fixture
def resolution(db):
    return LocalAct.objects.create(
        kind="resolution",
        number="1/5",
        adopted_on=date(2026, 1, 20),
        title_ky="Бюджетти бекитүү жөнүндө",
        title_ru="Об утверждении бюджета",
        title_en="On the approval of the budget",
    )


@pytest.fixture
def amending(db):
    """The resolution by which a budget is amended."""
    return LocalAct.objects.create(
        kind="resolution", number="4/2", adopted_on=date(2026, 6, 11), title_ky="Тактоо жөнүндө"
    )


@pytest.fixture
def budget(db):
    """The draft of this year without lines."""
    return Budget.objects.create(year=YEAR)


@pytest.fixture
def add_line(budget, codes):
    """Add a line to a budget; whatever a test does not name is ordinary."""

    def add_line(number, amount, **values):
        side = values.pop("side", "expenditure")
        ordinary = {
            "budget": budget,
            "side": side,
            "title_ky": f"{number}-статья",
            "title_ru": f"Статья {number}",
            "title_en": f"Line {number}",
            "function": codes["7091"] if side == "expenditure" else None,
            "economic": codes["2222"] if side == "expenditure" else codes["13"],
        }
        line = BudgetLine(
            number=number,
            planned_draft=None if amount is None else Decimal(amount),
            **(ordinary | values),
        )
        line.full_clean()
        line.save()
        return line

    return add_line


@pytest.fixture
def draft(budget, add_line, codes):
    """A balanced draft of 1 000 000 som."""
    add_line("1", "700000", side="revenue", source="equalisation")
    add_line("2", "300000", side="revenue", economic=codes["111"])
    add_line("3", "750000.50")
    add_line("4", "249999.50", function=codes["7063"], economic=codes["3111"])
    return budget


@pytest.fixture
def approved(draft, resolution):
    """The same, approved by the aiyl kenesh."""
    draft.approve(resolution)
    return draft
