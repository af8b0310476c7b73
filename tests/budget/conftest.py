"""A small budget: two revenues and two expenditures, with the codes of the data file."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.timezone import now

from budget.models import Budget, BudgetLine, ClassificationCode
from hearings.models import Hearing, LocalAct, Proposal, ProposalStep
from hearings.models.choices import DECIDED
from tests.budget.reading import MoneyPage
from tests.codes import load_codes
from tests.desk import door_of, sign_in

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


@pytest.fixture
def standing_proposal(publish):
    """A published proposal put straight into a status, past its doors."""

    def standing(status):
        proposal = publish()
        step = ProposalStep.objects.create(
            proposal=proposal, new_status=status, reason_en="So.", on=date(2026, 1, 1), at=now()
        )
        decision = step if status in DECIDED else None
        Proposal.objects.filter(pk=proposal.pk).update(status=status, decision=decision)
        return proposal

    return standing


@pytest.fixture
def treasurer(aimak):
    return sign_in("treasurer")


@pytest.fixture
def head(aimak):
    return sign_in("head")


@pytest.fixture
def draft_hearing(aimak, clerk, budget):
    hearing = Hearing(
        kind=Hearing.Kind.BUDGET_DRAFT,
        subject_year=budget.year,
        starts_at=timezone.now() - timedelta(days=7),
    )
    hearing.publish_past(by=clerk)
    return hearing


@pytest.fixture
def amend(treasurer, approved, amending):
    door = door_of(treasurer, approved, "amend")
    door.values["resolution"] = str(amending.pk)
    return door


@pytest.fixture
def read(client, aimak):
    """Open a page of money as anybody may."""

    def read(address="", language="en", **query):
        with translation.override(language):
            target = address or reverse("budget:budget_detail", args=[2026])
        return MoneyPage(client.get(target, query))

    return read


@pytest.fixture
def line(approved):
    return approved.lines.get(number="3")


@pytest.fixture
def asked(approved, line, published, submitted):
    line.proposals.add(published)
    return line
