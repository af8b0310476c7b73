"""Whatever somebody writes into an exported sheet, it is taken in whole or told, never in part."""

import os
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from attachments.workbook.refusals import WorkbookRefused
from attachments.workbook.values import exact
from budget.models import BudgetLine, Execution
from budget.workbook.cells import to_tiyin
from budget.workbook.columns import BY_KEY, MONEY, NOTES, TITLES
from budget.workbook.taking import NotTaken, take_in, try_out
from language.money import Unit
from tests.budget import sheets

pytestmark = pytest.mark.django_db

ANYTHING = settings(
    max_examples=int(os.environ.get("IMPORT_TRIALS", "25")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
WRITABLE = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
LIKELY = st.sampled_from(
    [
        *BY_KEY,
        "revenue",
        "Expenditure",
        "own",
        "7091",
        "7011 Аппарат",
        "13",
        "2222",
        "3111",
        "1",
        "3",
        "9",
        "2026-00001",
        "250,0 тыс.",
        "1,5 млн",
        "250.000",
        "-5",
        "–",
        "=1+1",
        "Итого",
        "Айры-Там",
        "9" * 18,
        "№",
        "\t",
        "_x0000_",
    ]
)
CELLS = st.one_of(
    st.none(),
    LIKELY,
    LIKELY,
    st.text(WRITABLE, max_size=300),
    st.integers(-5, 10),
    st.integers(-(10**17), 10**17),
    st.decimals(0, 2_000_000, places=2).map(float),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.just(date(2026, 5, 1)),
    st.just(datetime(2026, 5, 1, 12)),
)
AMOUNTS = st.one_of(
    st.sampled_from(["250,0 тыс.", "0", 0, 760000, 700000]),
    st.integers(0, 800_000),
    st.decimals(0, 800_000, places=2).map(float),
)
TEXTS = st.one_of(st.sampled_from(["Бакча", "ɵзгɵчɵ", "a  b"]), st.text(WRITABLE, max_size=40))
# What belongs into a column, so that many files can be taken in.
FITTING = {
    "number": st.sampled_from(["3", "9", "10"]),
    "side": st.sampled_from(["revenue", "расход"]),
    "source": st.sampled_from(["donor", "Own revenue"]),
    "function": st.sampled_from(["7091", "7011"]),
    "economic": st.sampled_from(["2222", "13"]),
    "village": st.just("Айры-Там"),
    **dict.fromkeys((*TITLES, *NOTES), TEXTS),
    **dict.fromkeys(MONEY, AMOUNTS),
}
KEYS = {key: place for place, key in enumerate(BY_KEY, start=1)}
WILD = st.tuples(st.integers(1, 9), st.integers(1, len(BY_KEY) + 1), CELLS)
TAME = st.one_of(
    st.tuples(st.integers(2, 6), st.just(KEYS[key]), values) for key, values in FITTING.items()
)
FEW = {"min_size": 1, "max_size": 6}
EDITS = st.one_of(st.lists(TAME, **FEW), st.lists(TAME, **FEW), st.lists(WILD | TAME, **FEW))


def stored():
    links = BudgetLine.proposals.through.objects
    tables = (BudgetLine.objects, Execution.objects, links)
    return [list(table.order_by("pk").values()) for table in tables]


def write(edits):
    def edit(page):
        for row, column, value in edits:
            page.cell(row, column).value = value

    return edit


def taken_whole_or_told(budget, data, unit, resolution):
    try:
        upload = sheets.brought(budget, data, unit=unit, resolution=resolution)
        plan = try_out(upload)
    except WorkbookRefused as refusal:
        assert str(refusal)
        event("refused")
        return
    before = stored()
    if not plan.can_be_taken_in:
        with pytest.raises(NotTaken):
            take_in(upload, digest=plan.digest())
        assert stored() == before
        event("told" if plan.is_refused else "nothing new")
        return
    event("taken in")
    take_in(upload, digest=plan.digest())
    again = sheets.tried(budget, data, unit=unit, resolution=resolution)
    assert again.is_empty, [each.changes for each in again.differences if not each.is_empty]
    assert not again.is_refused, list(map(str, again.problems))


def try_all(budget, edits, unit, resolution=None):
    data = sheets.edited(sheets.exported(budget), write(edits))
    with transaction.atomic():
        taken_whole_or_told(type(budget).objects.get(pk=budget.pk), data, unit, resolution)
        transaction.set_rollback(True)


@ANYTHING
@given(edits=EDITS, unit=st.sampled_from(Unit.values))
def test_whatever_is_written_into_a_draft(draft, village, edits, unit):
    try_all(draft, edits, unit)


@ANYTHING
@given(edits=EDITS, unit=st.sampled_from(Unit.values), amends=st.booleans())
def test_whatever_is_written_into_an_approved_budget(
    approved, amending, village, edits, unit, amends
):
    if not Execution.objects.exists():
        note = {"ky": "Кошумча."}
        approved.lines.get(number="3").record_execution(2, Decimal(760000), note=note)
    try_all(approved, edits, unit, amending if amends else None)


@ANYTHING
@given(edits=EDITS)
def test_whatever_is_written_into_a_reported_budget(approved, resolution, edits):
    if approved.is_draft is False and approved.status != "reported":
        approved.report(resolution=resolution)
    try_all(approved, edits, Unit.SOM)


@settings(deadline=None)
@given(st.decimals(-999_999_999_999, 999_999_999_999, places=2))
def test_every_amount_survives_being_a_float(amount):
    assert to_tiyin(exact(float(amount))) == amount


def test_half_a_tiyin_is_rounded_upwards():
    assert to_tiyin(exact(2.675)) == Decimal("2.68")
