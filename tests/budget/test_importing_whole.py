"""A file is taken in whole or not at all, and once (bars.md R9)."""

import contextlib
import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from budget.models import (
    Amendment,
    AmendmentChange,
    Budget,
    BudgetLine,
    BudgetStep,
    BudgetUpload,
    Execution,
)
from budget.workbook import taking
from budget.workbook.taking import KEPT, NotTaken, TakenAlready, take_in, try_out
from hearings.models import ConsentText
from tests.budget import sheets
from tests.budget.sheets import brought, sheet_of
from tests.desk import colleague

pytestmark = pytest.mark.django_db

NURSERY = {
    "number": "9",
    "side": "expenditure",
    "function": "7091",
    "title_ky": "Бала бакча",
    "source": "own",
    "planned_draft": 5,
}


def stored():
    """All that a budget is made of, and whether anything was taken in."""
    tables = (Budget, BudgetLine, Amendment, AmendmentChange, Execution, BudgetStep)
    rows = [list(table.objects.order_by("pk").values()) for table in tables]
    links = list(BudgetLine.proposals.through.objects.order_by("pk").values())
    return [*rows, links, BudgetUpload.objects.filter(taken_in_at__isnull=False).count()]


def ready(budget, data, **options):
    """An upload and the digest of its plan, as the page of the trial carries them."""
    upload = brought(budget, data, **options)
    return upload, try_out(upload).digest()


@pytest.fixture
def consent(db):
    """The text of consent came with a migration; tests that commit for real sweep it away."""
    first = {"text_ky": "Макулмун.", "valid_from": date(2026, 1, 1)}
    ConsentText.objects.get_or_create(version=1, defaults=first)


@pytest.fixture
def everything(consent, approved, amending, codes, published):
    """A file that does all that a file can do."""
    row = NURSERY | {"planned_draft": None, "revised": 50000, "proposals": published.number}
    rows = [
        row | {"quarter_1": 5},
        {"number": "3", "title_ky": "Жаңы", "revised": 700000, "quarter_1": 100},
        {"number": "4", "proposals": published.number, "quarter_1": 7},
    ]
    return ready(approved, sheet_of(*rows), resolution=amending)


def refusing(*args, **values):
    raise ValidationError("The door refused.")


def test_what_a_door_refuses_at_the_end_undoes_all_that_came_before(everything, monkeypatch):
    upload, digest = everything
    before = stored()
    monkeypatch.setattr(Budget, "record_execution", refusing)

    with pytest.raises(NotTaken) as refusal:
        take_in(upload, digest=digest)
    assert refusal.value.sentences == ["The door refused."]
    assert refusal.value.plan.digest() == digest
    assert stored() == before


def test_without_the_transaction_half_of_it_would_be_kept(everything, monkeypatch):
    upload, digest = everything
    before = stored()
    monkeypatch.setattr(Budget, "record_execution", refusing)
    piecemeal = SimpleNamespace(atomic=contextlib.nullcontext)
    monkeypatch.setattr(taking, "transaction", piecemeal)

    with pytest.raises(NotTaken):
        take_in(upload, digest=digest)
    assert stored() != before


def test_a_line_that_somebody_enters_in_the_same_moment_undoes_all(draft, codes, monkeypatch):
    upload, digest = ready(draft, sheet_of(NURSERY, NURSERY | {"number": "10"}))
    really = taking._add_lines

    def add_lines(lines):
        BudgetLine.objects.bulk_create([BudgetLine(budget=draft, number="10", side="revenue")])
        really(lines)

    monkeypatch.setattr(taking, "_add_lines", add_lines)
    with pytest.raises(NotTaken):
        take_in(upload, digest=digest)
    assert draft.lines.count() == 4


def test_a_file_with_problems_is_not_taken_in_whatever_is_sent(draft, codes):
    upload, digest = ready(draft, sheet_of(NURSERY, NURSERY | {"number": "10", "function": "1"}))
    before = stored()

    with pytest.raises(NotTaken):
        take_in(upload, digest=digest)
    assert stored() == before


def test_a_file_that_would_now_do_something_else_is_shown_anew(draft):
    upload, digest = ready(draft, sheet_of({"number": "3", "planned_draft": 800000}))
    draft.lines.filter(number="3").update(planned_draft=790000)
    before = stored()

    with pytest.raises(NotTaken) as refusal:
        take_in(upload, digest=digest)
    assert stored() == before
    take_in(upload, digest=refusal.value.plan.digest())
    assert draft.lines.get(number="3").planned_draft == 800000


def test_what_the_file_does_not_touch_may_change_meanwhile(draft):
    upload, digest = ready(draft, sheet_of({"number": "3", "planned_draft": 800000}))
    draft.lines.filter(number="4").update(planned_draft=1)
    take_in(upload, digest=digest)

    assert draft.lines.get(number="3").planned_draft == 800000


def test_a_budget_approved_meanwhile_is_not_changed_by_a_file_for_its_draft(draft, resolution):
    upload, digest = ready(draft, sheet_of({"number": "3", "planned_draft": 800000}))
    draft.approve(resolution)

    with pytest.raises(NotTaken) as refusal:
        take_in(upload, digest=digest)
    assert refusal.value.plan.problems
    assert draft.lines.get(number="3").approved == Decimal("750000.50")


def test_a_file_is_taken_in_once(everything):
    upload, digest = everything
    take_in(upload, digest=digest)
    before = stored()

    with pytest.raises(TakenAlready):
        take_in(upload, digest=digest)
    assert stored() == before


def test_the_same_file_brought_again_is_nothing_to_take_in(everything):
    upload, digest = everything
    take_in(upload, digest=digest)
    before = stored()
    again = brought(upload.budget, bytes(upload.content), resolution=upload.resolution)

    assert again.pk != upload.pk
    assert try_out(again).is_empty
    for guess in (digest, try_out(again).digest()):
        with pytest.raises(NotTaken):
            take_in(again, digest=guess)
    assert stored() == before


@pytest.mark.parametrize(
    ("role", "row", "may"),
    [
        ("clerk", {"title_ky": "Жаңы"}, False),
        ("clerk", {"quarter_1": 5}, False),
        ("deputy", {"revised": 5}, False),
        ("treasurer", {"title_ky": "Жаңы"}, True),
        ("treasurer", {"quarter_1": 5}, True),
        ("treasurer", {"revised": 5}, True),
        ("head", {"quarter_1": 5}, True),
    ],
)
def test_whoever_takes_in_must_be_allowed_all_that_the_file_does(
    approved, amending, role, row, may
):
    upload, digest = ready(approved, sheet_of({"number": "3", **row}), resolution=amending)
    before, by = stored(), colleague(role)
    if may:
        take_in(upload, digest=digest, by=by)
    else:
        with pytest.raises(PermissionDenied):
            take_in(upload, digest=digest, by=by)

    assert (stored() != before) == may


def test_a_right_for_one_thing_is_not_a_right_for_all(everything, clerk):
    from django.contrib.auth.models import Permission

    clerk.user_permissions.set(
        Permission.objects.filter(codename__in=["execute_budget", "amend_budget"])
    )
    upload, digest = everything
    with pytest.raises(PermissionDenied):
        take_in(upload, digest=digest, by=clerk)


def test_files_that_were_tried_and_left_are_forgotten_after_a_day(draft, everything):
    upload, digest = everything
    take_in(upload, digest=digest)
    left = brought(draft, sheet_of({"number": "3", "title_ky": "Эски"}))
    now = timezone.now() + KEPT + timedelta(minutes=1)
    new = taking.keep(draft, sheets.file_of(sheet_of({"number": "4"})), unit="som", now=now)

    assert set(BudgetUpload.objects.all()) == {upload, new}
    assert left not in BudgetUpload.objects.all()


# Many rows


@pytest.mark.stress
def test_five_thousand_rows_with_a_bad_one_at_the_end_store_nothing(budget, codes):
    rows = [NURSERY | {"number": str(number)} for number in range(1, 5001)]
    rows[4998] = NURSERY | {"number": "4999", "function": "7099999"}
    upload, digest = ready(budget, sheet_of(*rows))
    plan = try_out(upload)

    assert sheets.cells(plan) == [(5000, "function")]
    with pytest.raises(NotTaken):
        take_in(upload, digest=digest)
    assert BudgetLine.objects.count() == 0

    rows[4998] = NURSERY | {"number": "4999"}
    data = sheet_of(*rows)
    upload, digest = ready(budget, data)
    take_in(upload, digest=digest)
    assert BudgetLine.objects.count() == 5000
    assert try_out(brought(budget, data)).is_empty


# Two at once, and one that dies


def together(deed, times=2):
    start = threading.Barrier(times)

    def run(number):
        start.wait(30)
        try:
            return deed()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as threads:
        return list(threads.map(run, range(times)))


@pytest.mark.django_db(transaction=True)
def test_two_treasurers_who_take_the_same_file_in_at_once_make_one_amendment(everything):
    upload, digest = everything
    got = together(lambda: take_in(BudgetUpload.objects.get(pk=upload.pk), digest=digest))

    assert sorted(type(each).__name__ for each in got) == ["Plan", "TakenAlready"]
    assert Amendment.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_uploads_of_the_same_file_at_once_make_one_amendment(everything, clerk):
    upload, digest = everything
    again = brought(upload.budget, bytes(upload.content), resolution=upload.resolution, by=clerk)
    waiting = [upload.pk, again.pk]
    got = together(lambda: take_in(BudgetUpload.objects.get(pk=waiting.pop()), digest=digest))

    assert sorted(type(each).__name__ for each in got) == ["NotTaken", "Plan"]
    assert Amendment.objects.count() == 1


def test_plans_that_were_not_made_anew_would_amend_twice(everything):
    upload, _digest = everything
    plans = [try_out(upload), try_out(upload)]
    plans[1].differences = [each for each in plans[1].differences if not each.is_new]
    for plan in plans:
        taking._carry_out(plan, None, timezone.now())

    assert Amendment.objects.count() == 2


def killed_halfway(upload, digest, *how):
    """Let another process take the file in, and kill it in the middle."""
    database = connection.settings_dict["NAME"]
    connection.close()
    command = [sys.executable, "-m", "tests.budget.taker_to_kill", str(database)]
    process = subprocess.Popen(
        [*command, str(upload.pk), digest, *how],
        cwd=settings.BASE_DIR,
        env=os.environ,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout.readline() == "half\n"
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


@pytest.mark.stress
@pytest.mark.django_db(transaction=True)
def test_a_process_killed_halfway_has_stored_nothing_and_the_file_can_be_taken_in(everything):
    upload, digest = everything
    before = stored()
    killed_halfway(upload, digest)

    assert stored() == before
    take_in(upload, digest=digest)
    assert Amendment.objects.count() == 1


@pytest.mark.stress
@pytest.mark.django_db(transaction=True)
def test_without_the_transaction_a_killed_process_would_leave_a_half(everything):
    upload, digest = everything
    before = stored()
    killed_halfway(upload, digest, "piecemeal")

    assert stored() != before
