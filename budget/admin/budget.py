"""The budget of a year on one page: its sums, its steps, and the buttons that lead it on."""

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budget.models import Budget, BudgetLine
from budget.models.line import Sums
from groups.desk import DeskAdmin, DeskForm
from language.money import money
from language.texts import is_stated
from programs.admin.readers import PublishedForReaders

from .amending import Amend
from .budget_doors import Approve, Hear, Reopen, Report, Reverse
from .filters import BudgetWaitsFilter
from .quarter import RecordQuarter
from .uploading import WithUploads


class BudgetForm(DeskForm):
    """The words around the figures. A note on discrepancies stays as long as there are any."""

    def clean(self):
        cleaned = super().clean()
        names = [f"discrepancy_{code}" for code, _name in settings.LANGUAGES]
        emptied = is_stated(self.instance, "discrepancy") and not any(map(cleaned.get, names))
        if self.instance.is_approved and emptied and (problems := self.instance.mismatches()):
            why = gettext("The figures do not agree, so the note has to stay.")
            self.add_error(names[0], [why, *problems])
        return cleaned


class BudgetList(ChangeList):
    """The budgets of a page with the sums of both sides, in one more query."""

    def get_results(self, request):
        super().get_results(request)
        budgets = list(self.result_list)
        lines = BudgetLine.objects.filter(budget__in=budgets)
        sums = {(row["budget"], row["side"]): sums for row, sums in lines.sums_by("budget", "side")}
        for budget in budgets:
            budget.listed_sums = {side: sums.get((budget.pk, side), Sums()) for side in Budget.Side}
        self.result_list = budgets


@admin.register(Budget)
class BudgetAdmin(WithUploads, PublishedForReaders, DeskAdmin):
    """The budgets of the aimak, year by year."""

    form = BudgetForm
    doors = (
        Hear(),
        Approve(),
        Amend(),
        RecordQuarter(),
        Report(),
        Reverse(),
        Reopen(),
    )
    change_form_template = "admin/budget/budget_form.html"
    list_display = ("year_text", "status_text", "revenue", "expenditure", "is_public")
    list_filter = (BudgetWaitsFilter, "status")
    fields = ("status_text", "year", "about", "discrepancy", "is_public")
    readonly_fields = ("status_text", "year_text")
    for_readers = {"year": "year_text"}

    def get_changelist(self, request, **kwargs):
        return BudgetList

    def get_fields(self, request, obj=None):
        # The codes of its lines are codes of this year.
        if obj is not None and (obj.is_approved or obj.lines.exists()):
            return ["year_text" if name == "year" else name for name in self.fields]
        return self.fields

    def get_readonly_fields(self, request, obj=None):
        # What is approved stays public.
        hidden = obj is None or not obj.is_approved
        return self.readonly_fields if hidden else (*self.readonly_fields, "is_public")

    def has_delete_permission(self, request, obj=None):
        """Only a draft that nothing happened to; its lines go first."""
        told = obj is not None and (obj.status != Budget.Status.DRAFT or obj.steps.exists())
        return super().has_delete_permission(request, obj) and not told

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            context["sums"] = sums = obj.sums()
            context["mismatches"] = obj.mismatches(sums)
            context["amendments"] = obj.amendments.for_page()
            context["steps"] = obj.steps.for_page().select_related("by", "resolution")
            context["names_staff"] = self.has_change_permission(request, obj)
            context["desk_links"] = self._links(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _links(self, request, budget):
        lines = reverse("admin:budget_budgetline_changelist")
        links = [(_("All lines"), f"{lines}?year={budget.year}")]
        if budget.is_draft and request.user.has_perm("budget.add_budgetline"):
            add = reverse("admin:budget_budgetline_add")
            links.append((_("Add a line"), f"{add}?budget={budget.pk}"))
        return [{"label": label, "url": url} for label, url in links]

    @admin.display(description=_("year"), ordering="year")
    def year_text(self, budget):
        return str(budget.year)

    @admin.display(description=_("status"))
    def status_text(self, budget):
        return budget.get_status_display()

    @admin.display(description=_("revenue, plan"))
    def revenue(self, budget):
        return money(budget.listed_sums[Budget.Side.REVENUE].plan)

    @admin.display(description=_("expenditure, plan"))
    def expenditure(self, budget):
        return money(budget.listed_sums[Budget.Side.EXPENDITURE].plan)
