"""An uploaded file of budget lines: tried as often as one likes, taken in once, whole or not."""

import hashlib
from datetime import timedelta
from io import BytesIO

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.utils import timezone

from budget.models import Budget, BudgetLine, BudgetUpload
from budget.workbook.plan import Plan
from budget.workbook.reading import read_sheet
from groups.history import act
from groups.history import keep as keep_history

NAME = BudgetUpload._meta.get_field("name").max_length
# A file that was tried and left is forgotten after a day.
KEPT = timedelta(days=1)
BATCH = 500


class NotTaken(Exception):
    """Nothing was stored: the plan is another one by now, or a door refused it."""

    def __init__(self, plan, sentences=()):
        super().__init__()
        self.plan, self.sentences = plan, list(sentences)


class TakenAlready(Exception):
    """The file was taken in before; nothing is added by taking it in again."""


def keep(budget, file, *, unit, resolution=None, by=None, now=None):
    """Keep a file as it came, to be tried and taken in; the same one is kept once."""
    now = now or timezone.now()
    file.seek(0)
    content = file.read()
    waiting = BudgetUpload.objects.filter(taken_in_at__isnull=True)
    waiting.filter(uploaded_at__lt=now - KEPT).delete()
    like = {
        "budget": budget,
        "digest": hashlib.sha256(content).hexdigest(),
        "unit": unit,
        "resolution": resolution,
        "uploaded_by": by,
    }
    upload = waiting.filter(**like).defer("content").first()
    return upload or BudgetUpload.objects.create(
        name=file.name[-NAME:], content=content, uploaded_at=now, **like
    )


def sheet_of(upload):
    """What the kept file states. Raises WorkbookRefused."""
    content = BytesIO(bytes(upload.content))
    file = File(content, name=upload.name)
    file.size = len(upload.content)
    return read_sheet(file, upload.unit)


def try_out(upload, sheet=None):
    """What the file would change as things stand now; nothing is written."""
    return Plan(upload.budget, sheet or sheet_of(upload), resolution=upload.resolution)


def take_in(upload, *, digest, by=None, now=None):
    """Take the file in, all of it or nothing; returns the plan that was carried out.

    `digest` is that of the plan which somebody looked at: if the budget was changed meanwhile so
    that the file would do something else, NotTaken brings the new plan. Raises TakenAlready, and
    PermissionDenied where `by` may not do all that the plan does.
    """
    now = now or timezone.now()
    # Reading takes seconds, and needs no lock.
    sheet = sheet_of(upload)
    try:
        with transaction.atomic():
            return _take_in_locked(upload, sheet, digest, by, now)
    except ValidationError as refusal:
        raise NotTaken(_tried_anew(upload, sheet), refusal.messages) from refusal
    except IntegrityError as error:
        # Somebody entered a line of this number between the plan and its writing.
        raise NotTaken(_tried_anew(upload, sheet)) from error


def _tried_anew(upload, sheet):
    return try_out(BudgetUpload.objects.select_related("budget").get(pk=upload.pk), sheet)


def _take_in_locked(upload, sheet, digest, by, now):
    budget = Budget.objects.locked(upload.budget_id)
    upload = BudgetUpload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
    if upload.taken_in_at is not None:
        raise TakenAlready
    plan = Plan(budget, sheet, resolution=upload.resolution, lock=True)
    if by is not None and not by.has_perms(plan.permissions()):
        raise PermissionDenied
    if not plan.can_be_taken_in or plan.digest() != digest:
        raise NotTaken(plan)
    _carry_out(plan, by, now)
    upload.taken_in_at = now
    upload.new_lines, upload.changed_lines = len(plan.new_lines), len(plan.changed_lines)
    upload.new_figures = len(plan.figures)
    upload.save(update_fields=["taken_in_at", "new_lines", "changed_lines", "new_figures"])
    return plan


def _carry_out(plan, by, now):
    budget, differences = plan.budget, plan.differences
    if budget.is_draft:
        _add_lines([each.line for each in plan.new_lines])
    _write_lines(differences)
    if plan.amended:
        changes = [(each.line, each.amended) for each in plan.amended]
        budget.amend(plan.resolution, changes, by=by, note=plan.note, now=now)
    _name_proposals(differences)
    _keep_history(plan, by)
    if plan.figures:
        entries = [(line, each.quarter, each.amount, each.note) for line, each in plan.figures]
        budget.record_execution(entries, by=by, now=now)


def _add_lines(lines):
    for line in lines:
        line.derive()
    BudgetLine.objects.bulk_create(lines, batch_size=BATCH)


def _write_lines(differences):
    written = [each for each in differences if each.columns and not each.is_new]
    columns = {column for each in written for column in each.columns}
    if not columns:
        return
    lines = [each.line for each in written]
    fields = {BudgetLine._meta.get_field(column.removesuffix("_id")).name for column in columns}
    for line in lines:
        fields.update(line.derive(fields))
    BudgetLine.objects.bulk_update(lines, sorted(fields), batch_size=BATCH)


def _keep_history(plan, by):
    """Lines and links were written in bulk, past `save()`."""
    with act(by=by):
        if plan.budget.is_draft:
            keep_history([each.line for each in plan.new_lines], added=True)
        keep_history([each.line for each in plan.differences if _is_touched(each, plan.budget)])


def _is_touched(difference, budget):
    linked = difference.added or difference.removed
    if difference.is_new:
        # In a draft it is kept as a new line, links included.
        return linked and not budget.is_draft
    return linked or difference.columns


def _name_proposals(differences):
    link = BudgetLine.proposals.through
    added = [
        link(budgetline=each.line, proposal_id=proposal)
        for each in differences
        for proposal in each.added
    ]
    link.objects.bulk_create(added, batch_size=BATCH, ignore_conflicts=True)
    removed = {(each.line.pk, proposal) for each in differences for proposal in each.removed}
    _delete_links(link, removed)


def _delete_links(link, pairs):
    lines = sorted({line for line, _proposal in pairs})
    for start in range(0, len(lines), BATCH):
        rows = link.objects.filter(budgetline__in=lines[start : start + BATCH])
        found = rows.values_list("pk", "budgetline", "proposal")
        gone = [key for key, line, proposal in found if (line, proposal) in pairs]
        link.objects.filter(pk__in=gone).delete()
