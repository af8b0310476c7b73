"""Money of every source side by side; what is not stated is not zero."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from programs.models import Award, Contribution, Measure, Program, Result

pytestmark = pytest.mark.django_db


@pytest.fixture
def measure():
    return Measure.objects.create(title_ky="Таза суу")


def given(measure, source, amount=None, words=""):
    contribution = Contribution(
        measure=measure,
        source=source,
        amount=None if amount is None else Decimal(amount),
        words_ky=words,
    )
    contribution.full_clean()
    contribution.save()
    return contribution


def test_the_school_transport_was_paid_by_two_sources(measure):
    given(measure, "local_budget", "250000")
    given(measure, "community", "50000")
    assert measure.contributions.totals() == {"stated": Decimal("300000"), "unstated": 0}


def test_a_contribution_without_an_amount_says_what_was_given(measure):
    given(measure, "donor", words="Суу түтүгү")
    with pytest.raises(ValidationError):
        given(measure, "donor")


def test_the_database_too_wants_an_amount_or_words(measure):
    with pytest.raises(IntegrityError), transaction.atomic():
        Contribution.objects.create(measure=measure, source="donor")


def test_contributions_without_an_amount_are_counted_and_not_summed(measure):
    given(measure, "local_budget", "100")
    given(measure, "ashar", words="Ашар")
    assert measure.contributions.totals() == {"stated": Decimal("100"), "unstated": 1}


def test_where_no_amount_is_known_the_sum_is_unknown(measure):
    given(measure, "donor", words="Насос")
    assert measure.contributions.totals()["stated"] is None


def test_nothing_given_is_an_amount(measure):
    assert given(measure, "local_budget", "0").amount == 0


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Contribution, {"source": "donor", "amount": Decimal("-0.01")}),
        (Result, {"what_ky": "Түтүк", "quantity": Decimal("-1")}),
    ],
)
def test_the_database_refuses_what_is_below_zero(measure, model, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(measure=measure, **values)


def test_a_prize_and_a_place_are_counted_from_their_beginning():
    with pytest.raises(ValidationError) as refusal:
        Award(contest_ky="Сынак", prize=Decimal("-1"), place=0).full_clean()
    assert len(refusal.value.messages) == 2


def test_beneficiaries_are_told_by_kind_and_only_as_far_as_stated(measure):
    measure.households, measure.women = 143, 0
    named = [str(name) for name, _count in measure.beneficiaries()]
    assert [count for _name, count in measure.beneficiaries()] == [143, 0]
    assert len(named) == 2


def test_years_of_a_measure_are_written_as_papers_write_them():
    assert Measure(first_year=2022, last_year=2026).years == "2022–2026"
    assert Measure(first_year=2022, last_year=2022).years == "2022"
    assert Measure(last_year=2022).years == "2022"
    assert Measure().years == ""


def test_a_measure_does_not_end_before_it_begins():
    with pytest.raises(ValidationError):
        Measure(title_ky="Жол", first_year=2026, last_year=2025).full_clean()


# Programmes may overlap.


def program(first, last):
    return Program.objects.create(title_ky="Программа", first_year=first, last_year=last)


def test_in_a_year_of_overlap_both_programmes_hold_and_the_newer_stands_first():
    older, newer = program(2018, 2022), program(2022, 2026)
    assert list(Program.objects.in_force(2022)) == [newer, older]
    assert list(Program.objects.in_force(2021)) == [older]
    assert not Program.objects.in_force(2017)


def test_a_programme_does_not_end_before_it_begins():
    with pytest.raises(ValidationError):
        Program(title_ky="Программа", first_year=2026, last_year=2022).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        program(2026, 2022)


def test_totals_of_programmes_count_public_measures_once():
    held = program(2022, 2026)
    for title, public in [("Жол", True), ("Суу", True), ("Жашыруун", False)]:
        Measure.objects.create(
            title_ky=title, program=held, planned_cost=Decimal("100.10"), is_public=public
        )
    Measure.objects.filter(title_ky="Суу").update(status="done")
    totals = Program.objects.with_totals().get()
    assert (totals.measure_count, totals.done_count) == (2, 1)
    assert round(totals.planned_cost, 2) == Decimal("200.20")


def test_totals_of_measures_tell_how_many_have_no_cost():
    Measure.objects.create(title_ky="Жол", planned_cost=Decimal("5"))
    Measure.objects.create(title_ky="Суу")
    totals = Measure.objects.totals()
    assert (totals["all"], totals["planned"], totals["without_cost"]) == (2, 2, 1)
