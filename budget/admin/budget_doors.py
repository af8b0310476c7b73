"""The buttons of a budget's page: heard, approved, amended back, reported, opened again."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext, gettext_noop, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from budget.models import Budget
from groups.desk import Door, DoorForm
from hearings.models import Hearing
from language.money import MoneyField, money
from language.money import signed as with_sign
from programs.admin.choosing import ActField, resolutions

Status, Side = Budget.Status, Budget.Side

READ_BY_ALL = _("Everybody reads it on the page of the budget. One language is enough.")
WHY = (_("why"), READ_BY_ALL, True)


def _hearings():
    return Hearing.objects.public().filter(cancelled_at__isnull=True).newest_first()


class BudgetDoor(Door):
    permission = "budget.change_budget"
    done = _("The step is entered.")


class HearForm(DoorForm):
    hearing = forms.ModelChoiceField(label=_("Hearing"), queryset=Hearing.objects.none())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["hearing"].queryset = _hearings()


class Hear(BudgetDoor):
    slug = "hear"
    label = pgettext_lazy("budget", "Put to the hearing")
    explanation = _(
        "The draft was put to a public hearing. From now on everybody may read it, with the sums "
        "of its lines."
    )
    form = HearForm

    def is_open(self, budget):
        return budget.status == Status.DRAFT

    def initial(self, budget):
        drafts = _hearings().filter(kind=Hearing.Kind.BUDGET_DRAFT, subject_year=budget.year)
        return {"hearing": drafts.first()}

    def notes(self, budget):
        return sums_in_words(budget)

    def go(self, budget, request, form):
        budget.hear(form.cleaned_data["hearing"], by=request.user)


class ApproveForm(DoorForm):
    TEXTS = {
        "discrepancy": (
            _("note on discrepancies"),
            _(
                "Where figures of the paper do not agree, write why; they are then kept as they "
                "are. One language is enough."
            ),
            False,
        )
    }
    resolution = ActField(label=_("Resolution"), queryset=resolutions().none())
    revenue = MoneyField(
        label=_("Revenue by the resolution, som"),
        required=False,
        help_text=_("The total that the resolution prints. Leave empty where it prints none."),
    )
    expenditure = MoneyField(
        label=_("Expenditure by the resolution, som"),
        required=False,
        help_text=_("The total that the resolution prints. Leave empty where it prints none."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["resolution"].queryset = resolutions()


class Approve(BudgetDoor):
    slug = "approve"
    label = _("Approve")
    explanation = _(
        "The aiyl kenesh has approved the budget by a resolution. The figures of the draft become "
        "the approved ones, for good: later they change only by amendments."
    )
    permission = "budget.approve_budget"
    form = ApproveForm

    def is_open(self, budget):
        return budget.status in {Status.DRAFT, Status.HEARD}

    def initial(self, budget):
        return {
            f"discrepancy_{code}": getattr(budget, f"discrepancy_{code}")
            for code, _name in settings.LANGUAGES
        }

    def notes(self, budget):
        return [*sums_in_words(budget), *budget.mismatches()]

    def shown(self, budget):
        drafts = budget.lines.order_by("pk").values_list("pk", "number", "side", "planned_draft")
        return {"drafts": list(drafts)}

    def go(self, budget, request, form):
        budget.approve(
            form.cleaned_data["resolution"],
            by=request.user,
            revenue=form.cleaned_data["revenue"],
            expenditure=form.cleaned_data["expenditure"],
            discrepancy=form.texts("discrepancy"),
        )


class NoteForm(DoorForm):
    TEXTS = {"note": WHY}


class Reverse(BudgetDoor):
    slug = "reverse"
    label = _("Reverse the last amendment")
    explanation = _(
        "For an amendment that was entered by mistake. The opposite amounts are entered with a "
        "note why; both stay readable."
    )
    done = _("The amendment is reversed.")
    permission = "budget.amend_budget"
    logged = gettext_noop("amendments")
    form = NoteForm

    def is_open(self, budget):
        return budget.status == Status.APPROVED and _last_amendment(budget) is not None

    def notes(self, budget):
        amendment = _last_amendment(budget)
        if amendment is None:
            return []
        back = [
            gettext("Line %(line)s: %(change)s som")
            % {"line": row.line, "change": with_sign(-row.change)}
            for row in amendment.changes.select_related("line")
        ]
        return [str(amendment), *back]

    def shown(self, budget):
        return {"amendment": budget.amendments.order_by("-pk").values_list("pk").first()}

    def go(self, budget, request, form):
        _last_amendment(budget).reverse(by=request.user, note=form.texts("note"))


def _last_amendment(budget):
    """The latest amendment that still holds; None where there is none."""
    standing = budget.amendments.filter(reverses__isnull=True, reversed_by__isnull=True)
    return standing.select_related("resolution").order_by("-pk").first()


class ReportForm(DoorForm):
    hearing = forms.ModelChoiceField(
        label=_("Report heard at"), queryset=Hearing.objects.none(), required=False
    )
    resolution = ActField(
        label=_("Report approved by the resolution"),
        queryset=resolutions().none(),
        required=False,
        help_text=_("Choose the hearing, the resolution or both."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["hearing"].queryset = _hearings()
        self.fields["resolution"].queryset = resolutions()


class Report(BudgetDoor):
    slug = "report"
    label = _("Record the report")
    explanation = _(
        "The year is closed: the report on its execution was heard or approved. No more figures "
        "are recorded after that."
    )
    permission = "budget.approve_budget"
    form = ReportForm

    def is_open(self, budget):
        return budget.status == Status.APPROVED

    def initial(self, budget):
        kind = Hearing.Kind.BUDGET_EXECUTION
        return {"hearing": _hearings().filter(kind=kind, subject_year=budget.year).first()}

    def notes(self, budget):
        return sums_in_words(budget)

    def go(self, budget, request, form):
        budget.report(
            by=request.user,
            hearing=form.cleaned_data["hearing"],
            resolution=form.cleaned_data["resolution"],
        )


class Reopen(BudgetDoor):
    slug = "reopen"
    label = _("Open again")
    explanation = _(
        "Takes the last step back that was entered by mistake. A reported budget takes figures "
        "again; an approved one becomes a draft, as long as nothing was built on its figures."
    )
    permission = "budget.approve_budget"
    form = NoteForm

    def is_open(self, budget):
        return budget.is_approved

    def go(self, budget, request, form):
        budget.reopen(by=request.user, note=form.texts("note"))


def sums_in_words(budget):
    """What the lines of each side add up to, and what they leave open."""
    sentences = {
        Side.REVENUE: gettext("Revenue: %(sum)s. Lines: %(lines)d, without an amount: %(empty)d."),
        Side.EXPENDITURE: gettext(
            "Expenditure: %(sum)s. Lines: %(lines)d, without an amount: %(empty)d."
        ),
    }
    return [
        sentences[side] % {"sum": money(sums.plan), "lines": sums.lines, "empty": sums.not_planned}
        for side, sums in budget.sums().items()
    ]
