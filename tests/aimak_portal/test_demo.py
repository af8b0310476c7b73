"""Loading the demonstration: once, all or nothing, and never over somebody's own work."""

import re
from datetime import date
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from aimak_portal import demo
from aimak_portal.demo import state
from budget.classification import load_classification
from budget.models import Amendment, Budget, BudgetStep, ClassificationCode, Execution
from groups.models import Aimak, ContactPhone
from hearings.models import Hearing, HearingDocument, Proposal, ProposalPhoto, ProposalStep
from hearings.models.choices import Status
from programs.models import Contribution, Measure, MeasurePhoto, MeasureStep, Result
from programs.models.choices import Status as MeasureStatus

PASSWORD = "nine green apples on a roof"

BESIDES = (
    Aimak,
    ContactPhone,
    HearingDocument,
    ProposalPhoto,
    ProposalStep,
    Contribution,
    Result,
    MeasurePhoto,
    MeasureStep,
    Amendment,
    BudgetStep,
    Execution,
    ClassificationCode,
    get_user_model(),
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def password(monkeypatch):
    monkeypatch.setenv("DEMO_PASSWORD", PASSWORD)


def load_demo(*options):
    said = StringIO()
    call_command("load_demo", *options, stdout=said)
    return said.getvalue()


@pytest.fixture
def facts():
    load_demo()


def counts():
    return {model.__name__: model.objects.count() for model in (*state.COUNTED, *BESIDES)}


@pytest.mark.parametrize("options", [(), ("--sample",)], ids=["facts", "sample"])
def test_loading_twice_adds_nothing(options):
    load_demo(*options)
    once = counts()

    load_demo(*options)

    assert counts() == once


def test_the_sample_can_follow_the_facts_later(facts):
    load_demo("--sample")

    assert Aimak.objects.get().is_demo is True
    assert Hearing.objects.filter(starts_at=None).count() == 2


def test_somebodys_own_database_is_refused_and_left_alone(village, hearing):
    before = counts()

    with pytest.raises(CommandError, match=r"already holds the aimak .*villages: 1; hearings: 1"):
        load_demo("--sample")

    assert counts() == before


def test_a_database_with_nothing_but_somebodys_budget_is_refused():
    Budget.objects.create(year=2026)

    with pytest.raises(CommandError, match=r"already holds budgets: 1"):
        load_demo("--sample")

    assert Aimak.objects.count() == 0


def test_the_codes_of_the_classification_are_nobodys_data():
    load_classification()

    load_demo("--if-empty")

    assert Aimak.objects.get().soate_code


def test_facts_beside_which_somebody_plans_a_measure_take_no_sample(facts):
    Measure.objects.create(title_ky="Жолду оңдоо")

    with pytest.raises(CommandError, match=r"beside the facts of the sources .*measures: 1"):
        load_demo("--sample")


def test_facts_that_somebody_has_begun_to_work_with_take_no_sample(facts, submitted):
    with pytest.raises(CommandError, match=r"beside the facts of the sources .*proposals: 1"):
        load_demo("--sample")

    assert Aimak.objects.get().is_demo is False


def test_without_the_refusal_the_sample_would_mix_with_somebodys_work(
    facts, submitted, monkeypatch
):
    monkeypatch.setattr(state, "_added", lambda counts: {})

    load_demo("--sample")

    assert Aimak.objects.get().is_demo is True


def test_a_failure_on_the_way_leaves_nothing_behind(monkeypatch):
    monkeypatch.setattr("aimak_portal.demo.sample.mark_as_demonstration", lambda: 1 / 0)
    before = counts()

    with pytest.raises(ZeroDivisionError):
        load_demo("--sample")

    assert counts() == before


def test_if_empty_leaves_a_database_with_an_aimak_alone(aimak):
    before = counts()

    assert "not empty" in load_demo("--if-empty", "--sample")
    assert counts() == before


def test_if_empty_loads_into_an_empty_database():
    load_demo("--if-empty")

    assert Aimak.objects.get().soate_code


# Accounts


def test_each_role_gets_an_account_with_the_chosen_password(client):
    said = load_demo()

    for role in ("clerk", "treasurer", "head", "deputy"):
        user = get_user_model().objects.get(username=role)
        assert (user.is_staff, user.is_superuser) == (True, False)
        assert [group.name for group in user.groups.all()] == [role]
        assert client.login(username=role, password=PASSWORD)
    assert PASSWORD not in said


def test_without_a_chosen_password_each_account_gets_its_own_which_is_told_once(
    client, monkeypatch
):
    monkeypatch.delenv("DEMO_PASSWORD")

    told = dict(re.findall(r"Account (\w+): created, password (\S+)", load_demo()))

    assert set(told) == {"clerk", "treasurer", "head", "deputy"}
    assert len(set(told.values())) == 4
    assert all(client.login(username=role, password=word) for role, word in told.items())
    again = load_demo()
    assert not any(word in again for word in told.values())


def test_an_existing_account_keeps_its_password(client):
    get_user_model().objects.create_user("clerk", password="mine and nobody else's")

    load_demo()

    assert client.login(username="clerk", password="mine and nobody else's")
    assert not client.login(username="clerk", password=PASSWORD)


def test_a_weak_password_is_named_as_such(monkeypatch):
    monkeypatch.setenv("DEMO_PASSWORD", "demo")

    assert "DEMO_PASSWORD is weak" in load_demo()


# The sample's days


# Before this year's budget is approved, on the first day that has figures of the year, and when no
# programme of the sources holds any longer.
@pytest.mark.parametrize("today", ["2027-01-03", "2027-04-21", "2028-02-29"])
def test_the_sample_can_be_loaded_on_any_day(today):
    demo.load(
        sample=True, password=PASSWORD, say=lambda line: None, today=date.fromisoformat(today)
    )

    assert set(Proposal.objects.values_list("status", flat=True)) == set(Status.values)
    assert set(Measure.objects.values_list("status", flat=True)) == set(MeasureStatus.values)
    statuses = Budget.objects.order_by("year").values_list("status", flat=True)
    assert list(statuses) == ["reported", "approved", "heard"]
    assert not BudgetStep.objects.filter(at__date__gte=today).exists()
    assert not Execution.objects.filter(at__date__gte=today).exists()
