"""Filters that answer a question of the finance department or of the clerk."""

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from budget.models import Budget, BudgetLine, ClassificationCode, Execution
from hearings.models import Proposal
from programs.models import Measure


def unapproved_budgets():
    """Budgets that the aiyl kenesh has still to approve."""
    return Budget.objects.filter(status__in=[Budget.Status.DRAFT, Budget.Status.HEARD])


def owing_a_quarter(day=None):
    """Approved budgets whose latest quarter that is over has no executed figure yet."""
    day = day or timezone.localdate()
    over = (day.month - 1) // 3
    owes = Q(year__lt=day.year) & ~_has_figures(4)
    if over:
        owes |= Q(year=day.year) & ~_has_figures(over)
    return Budget.objects.filter(owes, status=Budget.Status.APPROVED)


def _has_figures(quarter):
    return Exists(Execution.objects.filter(line__budget=OuterRef("pk"), quarter=quarter))


def unanswered_proposals(proposals=None):
    """Accepted, not carried out yet, and neither a measure nor a budget line names them."""
    proposals = Proposal.objects.all() if proposals is None else proposals
    measured = Measure.proposals.through.objects.filter(proposal=OuterRef("pk"))
    paid = BudgetLine.proposals.through.objects.filter(proposal=OuterRef("pk"))
    waiting = proposals.accepted().exclude(status=Proposal.Status.IMPLEMENTED)
    return waiting.filter(~Exists(measured), ~Exists(paid))


class BudgetWaitsFilter(admin.SimpleListFilter):
    """What a budget waits for."""

    title = _("what it waits for")
    parameter_name = "waits"

    def lookups(self, request, model_admin):
        return [("approval", _("To be approved")), ("quarter", _("A quarter to record"))]

    def queryset(self, request, queryset):
        choose = {"approval": unapproved_budgets, "quarter": owing_a_quarter}
        if self.value() not in choose:
            return queryset
        return queryset.filter(pk__in=choose[self.value()]().values("pk"))


class AnsweredFilter(admin.SimpleListFilter):
    """Accepted proposals that nothing carries yet."""

    title = _("measure or budget line")
    parameter_name = "answered"

    def lookups(self, request, model_admin):
        return [("no", _("Accepted, but without a measure or a line"))]

    def queryset(self, request, queryset):
        return unanswered_proposals(queryset) if self.value() == "no" else queryset


class PaidFilter(admin.SimpleListFilter):
    """Whether a measure stands in a budget."""

    title = _("budget line")
    parameter_name = "paid"

    def lookups(self, request, model_admin):
        return [("no", _("No budget line")), ("yes", _("With a budget line"))]

    def queryset(self, request, queryset):
        lines = Exists(BudgetLine.objects.filter(measure=OuterRef("pk")))
        choose = {"no": ~lines, "yes": lines}
        return queryset.filter(choose[self.value()]) if self.value() in choose else queryset


class YearFilter(admin.SimpleListFilter):
    """The lines of one year's budget."""

    title = _("year")
    parameter_name = "year"

    def lookups(self, request, model_admin):
        years = Budget.objects.newest_first()
        if not request.user.has_perm("budget.change_budget"):
            years = years.public()
        return [(str(year), str(year)) for year in years.values_list("year", flat=True)]

    def queryset(self, request, queryset):
        known = {value for value, _label in self.lookup_choices}
        return queryset.filter(budget__year=self.value()) if self.value() in known else queryset


class FunctionFilter(admin.SimpleListFilter):
    """What the money is for: the highest codes of the functional classification."""

    title = _("function")
    parameter_name = "function"

    def lookups(self, request, model_admin):
        roots = ClassificationCode.objects.functions().filter(parent__isnull=True)
        return [(str(code.pk), str(code)) for code in roots]

    def queryset(self, request, queryset):
        known = {value for value, _label in self.lookup_choices}
        return queryset.filter(function__root=self.value()) if self.value() in known else queryset


class AnswersFilter(admin.SimpleListFilter):
    """Money for what people asked for."""

    title = _("answers proposals")
    parameter_name = "answers"

    def lookups(self, request, model_admin):
        return [("yes", _("Yes")), ("no", _("No"))]

    def queryset(self, request, queryset):
        asked = BudgetLine.objects.from_proposals().order_by().values("pk")
        if self.value() == "yes":
            return queryset.filter(pk__in=asked)
        if self.value() == "no":
            return queryset.exclude(pk__in=asked)
        return queryset


class ExecutionFilter(admin.SimpleListFilter):
    """Lines of which no executed figure is known."""

    title = _("execution")
    parameter_name = "execution"

    def lookups(self, request, model_admin):
        return [("none", _("No executed figure"))]

    def queryset(self, request, queryset):
        return queryset.filter(executions__isnull=True) if self.value() == "none" else queryset
