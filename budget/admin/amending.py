"""Amending a budget: a resolution, and by how much it changes which lines."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from budget.models import BudgetLine, ClassificationCode
from budget.models.line.sums import ZERO, exact
from groups.desk import DoorForm
from groups.models import Village
from language.money import MoneyField, money
from language.money import signed as with_sign
from language.texts import active_language, fill
from programs.admin.choosing import ActField, resolutions

from .budget_doors import READ_BY_ALL, BudgetDoor, Side, Status
from .classification import CodeField

# So many rows a page holds; a longer resolution is entered in parts, or by Excel.
CHANGES = 12
NEW_LINES = 3
NEW = ("number", "side", "function", "economic", "title", "village", "source", "change")


class AmendForm(DoorForm):
    """The resolution as its paper reads: signed changes of lines, and lines that come in new."""

    TEXTS = {"note": (_("public note"), READ_BY_ALL, False)}
    resolution = ActField(label=_("Resolution"), queryset=resolutions().none())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["resolution"].queryset = resolutions()
        self.lines = {line.number: line for line in self.record.lines.for_lists().in_order()}
        for row in range(1, CHANGES + 1):
            self.fields |= _change_fields(row)
        codes = ClassificationCode.objects.in_year(self.record.year)
        choices = {
            "function": _coded(codes.functions()),
            "economic": _coded(codes.economic()),
            "village": _named(Village.objects.all()),
        }
        for row in range(1, NEW_LINES + 1):
            self.fields |= _new_line_fields(row, choices)

    def clean(self):
        super().clean()
        self.changes = []
        for row in range(1, CHANGES + 1):
            self._read_change(row)
        for row in range(1, NEW_LINES + 1):
            self._read_new_line(row)
        return self.cleaned_data

    def _read_change(self, row):
        number, change = self._typed(f"line_{row}"), self._typed(f"change_{row}")
        if (not number and change is None) or self.has_error(f"change_{row}"):
            return
        line = self.lines.get(number)
        if not number:
            self.add_error(f"line_{row}", gettext("Enter the number of the line."))
        elif line is None:
            self.add_error(
                f"line_{row}",
                gettext("This budget has no line with the number %(number)s.") % {"number": number},
            )
        elif change is None:
            self.add_error(f"change_{row}", gettext("Enter by how much the line changes."))
        else:
            self.changes.append((line, change))

    def _read_new_line(self, row):
        names = {name: f"new_{row}_{name}" for name in NEW}
        values = {name: self._typed(field) for name, field in names.items()}
        if not any(values[name] for name in NEW if name != "source"):
            return
        if any(self.has_error(field) for field in names.values()):
            return
        for name, sentence in _needed():
            if not values[name]:
                self.add_error(names[name], sentence)
                return
        line = _new_line(self.record, values)
        try:
            line.full_clean()
        except ValidationError as refusal:
            for name, errors in refusal.error_dict.items():
                self.add_error(names.get(name, names["number"]), errors)
        else:
            self.changes.append((line, values["change"]))

    def _typed(self, field):
        return self.cleaned_data.get(field)

    # For the template

    def change_rows(self):
        return [(self[f"line_{row}"], self[f"change_{row}"]) for row in range(1, CHANGES + 1)]

    def new_rows(self):
        return [[self[f"new_{row}_{name}"] for name in NEW] for row in range(1, NEW_LINES + 1)]


def _needed():
    return (
        ("number", gettext("Enter the number of the line.")),
        ("side", gettext("Choose revenue or expenditure.")),
        ("title", gettext("Enter what the line is for.")),
        ("change", gettext("Enter the amount of the new line.")),
    )


def _new_line(budget, values):
    """The line that the amendment brings in; nothing of it is approved before."""
    rest = {name: values[name] or None for name in ("function", "economic", "village")}
    rest |= {name: values[name] for name in ("number", "side", "source")}
    line = BudgetLine(budget=budget, approved=ZERO, planned_draft=ZERO, **rest)
    fill(line, "title", values["title"])
    return line


def _change_fields(row):
    spoken = {"row": row}
    line = forms.CharField(required=False, max_length=20)
    line.widget.attrs |= {
        "list": "desk-lines",
        "autocomplete": "off",
        "aria-label": gettext("Change %(row)d: number of the line") % spoken,
    }
    change = MoneyField(required=False, min_value=None)
    change.widget.attrs["aria-label"] = gettext("Change %(row)d: by how much, som") % spoken
    return {f"line_{row}": line, f"change_{row}": change}


def _new_line_fields(row, choices):
    columns = {name: BudgetLine._meta.get_field(name) for name in NEW if name != "change"}
    fields = {
        "number": forms.CharField(max_length=20),
        "side": forms.ChoiceField(choices=[("", "---------"), *Side.choices]),
        "function": choices["function"](),
        "economic": choices["economic"](),
        "title": forms.CharField(max_length=250),
        "village": choices["village"](),
        "source": forms.ChoiceField(
            choices=BudgetLine.Source.choices, initial=columns["source"].default
        ),
        "change": MoneyField(label=_("Amount, som")),
    }
    for name, field in fields.items():
        field.required = False
        field.label = field.label or columns[name].verbose_name
        field.widget.attrs["aria-label"] = gettext("New line %(row)d: %(field)s") % {
            "row": row,
            "field": field.label,
        }
    fields["title"].widget.attrs["lang"] = active_language()
    return {f"new_{row}_{name}": field for name, field in fields.items()}


def _coded(codes):
    """Makes fields of these codes; the codes are read once for all rows."""
    return _once(CodeField, codes)


def _named(villages):
    return _once(forms.ModelChoiceField, villages)


def _once(kind, rows):
    choices = None

    def make():
        nonlocal choices
        field = kind(queryset=rows, required=False)
        if choices is None:
            choices = list(field.choices)
        field.widget.choices = choices
        return field

    return make


class Amend(BudgetDoor):
    slug = "amend"
    label = _("Amend")
    explanation = _(
        "A resolution of the aiyl kenesh changes the plan. Enter by how much each line changes: "
        "with a minus where it takes away. The approved figures stay as they are."
    )
    done = _("The amendment is entered.")
    permission = "budget.amend_budget"
    logged = gettext_noop("amendments")
    form = AmendForm
    template = "admin/budget/amend_door.html"
    has_preview = True

    def is_open(self, budget):
        return budget.status == Status.APPROVED

    def fieldsets(self, form):
        rows = tuple(name for name in form.fields if name.startswith(("line_", "change_", "new_")))
        return [(None, {"fields": [name for name in form.fields if name not in rows]})]

    def context(self, budget, form):
        return {"lines": form.lines.values(), "form": form, "most": CHANGES}

    def shown(self, budget):
        plans = budget.lines.with_figures().order_by("pk").values_list("pk", "revised")
        return {"plans": [(key, exact(revised)) for key, revised in plans]}

    def go(self, budget, request, form):
        budget.amend(
            form.cleaned_data["resolution"],
            form.changes,
            by=request.user,
            note=form.texts("note"),
        )

    def preview(self, budget):
        """The plan before and after, line by line and of each side."""
        amendment = budget.amendments.order_by("pk").last()
        changes = {row.line_id: row.change for row in amendment.changes.all()}
        lines = budget.lines.with_figures().in_order().filter(pk__in=changes)
        told = [_before_and_after(str(line), line.revised, changes[line.pk]) for line in lines]
        moved = {
            side: sum(changes[line.pk] for line in lines if line.side == side) for side in Side
        }
        told += [
            _before_and_after(side.label, sums.revised, moved[side])
            for side, sums in budget.sums().items()
            if moved[side]
        ]
        told += [
            {"word": _("public note"), "text": getattr(amendment, f"note_{code}"), "language": code}
            for code, _name in settings.LANGUAGES
            if getattr(amendment, f"note_{code}")
        ]
        return told


def _before_and_after(word, after, change):
    text = gettext("%(before)s → %(after)s (%(change)s)") % {
        "before": money(exact(after) - change),
        "after": money(exact(after)),
        "change": with_sign(change),
    }
    return {"word": word, "text": text, "language": get_language()}
