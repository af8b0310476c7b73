"""Recording a quarter: the report on the execution as a table, line by line as on the paper.

Only what was typed anew is stored. Two people may work on one table at once: a figure that
somebody else changed meanwhile is shown beside the one typed here, and nothing is lost silently.
"""

from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop, ngettext
from django.utils.translation import gettext_lazy as _

from budget.models import Execution
from budget.models.choices import QUARTERS
from groups.desk import DoorForm
from language.money import MoneyField, amount, money
from language.texts import active_language

from .budget_doors import BudgetDoor, Side, Status
from .quarter_table import mark_of, one_line, rows_of

SALT = "budget.admin.quarter"
LONGEST_NOTE = 500
PARTS = range(1, 100)


class QuarterForm(DoorForm):
    """What was executed on each line since the year's beginning, by the end of a quarter."""

    def __init__(self, *args, quarter, part, **kwargs):
        super().__init__(*args, **kwargs)
        self.quarter = quarter
        self.rows, self.part, self.parts = rows_of(self.record, quarter, part)
        self.entries = []
        for row in self.rows:
            self._add_fields(row)

    def _add_fields(self, row):
        figure, note = MoneyField(required=False), forms.CharField(required=False)
        figure.initial, note.initial = row.figure, row.said
        note.max_length = LONGEST_NOTE
        spoken = {"line": row.line}
        figure.widget.attrs |= {
            "aria-label": gettext("Executed, som: %(line)s") % spoken,
            "autocomplete": "off",
        }
        note.widget.attrs |= {
            "aria-label": gettext("Note: %(line)s") % spoken,
            "lang": active_language(),
            "maxlength": LONGEST_NOTE,
        }
        self.fields[f"figure_{row.key}"], self.fields[f"note_{row.key}"] = figure, note
        row.amount, row.note = self[f"figure_{row.key}"], self[f"note_{row.key}"]

    def clean(self):
        self.marks = self._carried()
        if self.marks is None:
            self.add_error(
                None,
                gettext(
                    "This page was open too long or did not arrive whole. Nothing has been saved "
                    "yet. Look through it once more and save again."
                ),
            )
            self.marks = {}
        for row in self.rows:
            self._read(row)
        if not self.errors and not self.entries:
            self.add_error(None, gettext("No figure was changed."))
        return self.cleaned_data

    def _carried(self):
        """What the page showed, line by line; None where it does not say so."""
        try:
            marks = signing.loads(self.data.get("figures", ""), salt=SALT)
        except signing.BadSignature:
            return None
        return marks.get(str(self.quarter)) if marks.get("budget") == self.record.pk else None

    def _read(self, row):
        if row.amount.html_name not in self.data:
            return
        if row.amount.errors:
            return
        figure = self.cleaned_data[row.amount.name]
        note = one_line(self.cleaned_data.get(row.note.name))
        typed = mark_of(figure, note)
        if typed in {row.mark, self.marks.get(row.key)}:
            # Nothing was typed here; what somebody else typed meanwhile stays.
            self._show_stored(row)
        elif self._is_contested(row):
            self.add_error(row.amount.name, _contested(row, figure, note))
        elif figure is None:
            self.add_error(row.amount.name, _missing(row))
        else:
            self.entries.append((row.line, self.quarter, figure, self._note(row, note)))

    def _is_contested(self, row):
        """Whether somebody else changed the row since the page showed it."""
        return row.mark != self.marks.get(row.key, mark_of(None, ""))

    def _show_stored(self, row):
        """Let the box hold what is stored, should the page come back for another line's sake."""
        self.data = self.data.copy() if not getattr(self.data, "_mutable", True) else self.data
        figure = self.fields[row.amount.name].prepare_value(row.figure)
        self.data[row.amount.html_name] = "" if figure is None else figure
        self.data[row.note.html_name] = row.said

    def _note(self, row, note):
        """The note in all languages; None where it stays as it is."""
        if note == row.said:
            return None
        kept = {code: getattr(row.stored, f"note_{code}", "") for code, _name in settings.LANGUAGES}
        return {**kept, active_language(): note}

    def beside(self, refusal):
        """The refusal with its sentences beside their lines."""
        errors = getattr(refusal, "error_list", None)
        placed = {}
        for error in errors or ValidationError(refusal.messages).error_list:
            line = getattr(error, "line", None)
            name = f"figure_{line.pk}" if line is not None else "__all__"
            placed.setdefault(name, []).extend(error.messages)
        return ValidationError(placed)

    def signed_marks(self):
        """What the page shows, to be carried and compared."""
        shown = {row.key: row.mark for row in self.rows}
        carried = {"budget": self.record.pk, str(self.quarter): shown}
        return signing.dumps(carried, salt=SALT, compress=True)

    # For the template

    def sides(self):
        """The rows of revenue and of expenditure, each with the sums of what is stored."""
        for side in Side:
            rows = [row for row in self.rows if row.line.side == side]
            if rows:
                yield {
                    "name": side.label,
                    "rows": rows,
                    "plan": _sum(row.line.plan for row in rows),
                    "before": _sum(row.before.executed for row in rows if row.before),
                    "figure": _sum(row.figure for row in rows),
                }


def _sum(figures):
    known = [figure for figure in figures if figure is not None]
    return sum(known) if known else None


def _contested(row, figure, note):
    return gettext(
        "Somebody else changed this meanwhile. Stored now: %(stored)s. You typed: %(typed)s."
    ) % {"stored": _told(row.figure, row.said), "typed": _told(figure, note)}


def _told(figure, note):
    known = [part for part in (amount(figure) if figure is not None else "", note) if part]
    return ", ".join(known) or gettext("nothing")


def _missing(row):
    if row.stored is None:
        return gettext("Enter the figure to which the note belongs.")
    return gettext(
        "A figure is never taken away: %(stored)s is stored. Enter the right one; 0 if nothing was "
        "executed."
    ) % {"stored": money(row.figure)}


class RecordQuarter(BudgetDoor):
    slug = "quarter"
    label = _("Record a quarter")
    explanation = _(
        "Enter what was executed since the beginning of the year, in som, as the report states "
        "it: revenue that came in, expenditure that was spent. What the report does not state "
        "stays empty."
    )
    permission = "budget.execute_budget"
    logged = gettext_noop("execution")
    form = QuarterForm
    template = "admin/budget/quarter_door.html"

    def is_open(self, budget):
        return budget.status == Status.APPROVED

    def ask(self, request, budget):
        # A returned page says itself which quarter it is: the next one may be another by now.
        sent = request.POST if request.method == "POST" else None
        named = request.GET if sent is None else sent
        quarter = _chosen(named, "quarter", QUARTERS) or _next_quarter(budget)
        part = _chosen(named, "part", PARTS) or 1
        return QuarterForm(sent, record=budget, quarter=quarter, part=part)

    def fieldsets(self, form):
        return []

    def context(self, budget, form):
        return {
            "form": form,
            "quarters": QUARTERS,
            "parts": range(1, form.parts + 1),
            "is_over": _is_over(budget.year, form.quarter),
        }

    def go(self, budget, request, form):
        try:
            count = budget.record_execution(form.entries, by=request.user)
        except ValidationError as refusal:
            raise form.beside(refusal) from refusal
        text = ngettext("%(count)d figure is recorded.", "%(count)d figures are recorded.", count)
        messages.success(request, text % {"count": count})
        query = urlencode({"quarter": form.quarter, "part": form.part})
        return HttpResponseRedirect(f"{request.path}?{query}")


def _chosen(named, name, allowed):
    """A small number by its name, where it is one of those allowed."""
    text = named.get(name, "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 3 else None
    return number if number in allowed else None


def _next_quarter(budget):
    """The first quarter without any figure; after the last one the last."""
    figures = Execution.objects.filter(line__budget=budget).order_by()
    recorded = set(figures.values_list("quarter", flat=True).distinct())
    return next((quarter for quarter in QUARTERS if quarter not in recorded), QUARTERS[-1])


def _is_over(year, quarter):
    today = timezone.localdate()
    return (year, quarter) < (today.year, (today.month - 1) // 3 + 1)
