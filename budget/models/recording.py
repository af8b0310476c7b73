"""Taking in executed figures: all of a paper or none, checked against the plan and each other."""

from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext

from groups.history import act, keep
from language.money import money
from language.texts import fill, is_stated

from .execution import Execution
from .line.sums import exact
from .step import BudgetStep

_WRITTEN = ("executed", "by", "at", *(f"note_{code}" for code, _name in settings.LANGUAGES))


class Misfit(ValidationError):
    """A sentence about one executed figure, with the line it stands on."""

    def __init__(self, sentence, line):
        super().__init__(sentence)
        self.line = line


def record(budget, entries, *, by, now):
    """Store (line, quarter, amount, note) of a budget that the caller has locked.

    Returns how many figures were new or changed. Raises ValidationError with a sentence for each
    figure that does not fit and has no note.
    """
    now = now or timezone.now()
    entries = list(entries)
    lines = _lines(budget, {line.pk for line, *_rest in entries})
    new, changed, steps = [], [], []
    for line, quarter, amount, note in entries:
        figures = lines[line.pk].figures
        row = figures.get(quarter)
        if row is None:
            row = figures[quarter] = Execution(line=lines[line.pk], quarter=quarter)
            new.append(row)
        elif row.executed == amount and note is None:
            continue
        else:
            changed.append(row)
            if row.executed != amount:
                steps.append(_correction(budget, row, amount, by=by, now=now))
        row.executed, row.by, row.at = Decimal(amount), by, now
        if note is not None:
            fill(row, "note", note)
    _refuse_misfits([*new, *changed])
    Execution.objects.bulk_create(new, batch_size=500)
    Execution.objects.bulk_update(changed, _WRITTEN, batch_size=200)
    BudgetStep.objects.bulk_create(steps, batch_size=500)
    with act(by=by):
        keep(new, added=True)
        keep(changed)
    return len(new) + len(changed)


def _lines(budget, numbers):
    """The lines as they stand, each with its plan and its figures by quarter."""
    lines = {line.pk: line for line in budget.lines.with_figures() if line.pk in numbers}
    if len(lines) != len(numbers):
        raise ValidationError(gettext("A line belongs to another budget."))
    for line in lines.values():
        line.figures = {}
    for row in Execution.objects.filter(line__budget=budget):
        if row.line_id in lines:
            row.line = lines[row.line_id]
            row.line.figures[row.quarter] = row
    return lines


def _correction(budget, row, amount, *, by, now):
    return BudgetStep(
        budget=budget,
        verb=BudgetStep.Verb.CORRECTED,
        line=row.line,
        quarter=row.quarter,
        old=row.executed,
        new=amount,
        by=by,
        at=now,
    )


def _refuse_misfits(rows):
    problems = []
    for row in rows:
        row.full_clean(exclude=["line", "by"], validate_unique=False, validate_constraints=False)
        if row.executed < 0:
            sentence = gettext("Line %(number)s: an executed figure cannot be below zero.")
            problems.append(Misfit(sentence % {"number": row.line.number}, row.line))
        elif not is_stated(row, "note"):
            problems += [Misfit(sentence, row.line) for sentence in misfits(row)]
    if problems:
        raise ValidationError(problems)


def misfits(row):
    """Sentences, each with both numbers, for what does not fit in an executed figure."""
    line, said = row.line, {"number": row.line.number, "executed": money(row.executed)}
    plan = exact(line.plan)
    if plan is not None and row.executed > plan:
        yield gettext(
            "Line %(number)s: %(executed)s is more than the plan of %(plan)s. Correct the figure, "
            "or write a note why it is so."
        ) % {**said, "plan": money(plan)}
    earlier = [figure.executed for quarter, figure in line.figures.items() if quarter < row.quarter]
    if earlier and row.executed < max(earlier):
        yield gettext(
            "Line %(number)s: %(executed)s since the year’s beginning is less than the "
            "%(earlier)s of an earlier quarter. Correct the figure, or write a note why it is so."
        ) % {**said, "earlier": money(max(earlier))}
    later = [figure.executed for quarter, figure in line.figures.items() if quarter > row.quarter]
    if later and row.executed > min(later):
        yield gettext(
            "Line %(number)s: %(executed)s since the year’s beginning is more than the %(later)s "
            "of a later quarter. Correct the figure, or write a note why it is so."
        ) % {**said, "later": money(min(later))}
