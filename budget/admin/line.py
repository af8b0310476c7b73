"""A budget line on one page: what it is for, whose words it answers, and what became of it."""

from django.contrib import admin
from django.http import HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from budget.models import Budget, BudgetLine, ClassificationCode
from groups.desk import DeskAdmin, FindingForm
from language.money import money
from language.search import SearchableAdmin
from programs.admin.choosing import AnswersProposals
from programs.admin.readers import ReadersPage
from programs.models import Measure

from .classification import CodeField
from .filters import AnswersFilter, ExecutionFilter, FunctionFilter, YearFilter

LONGEST_KEY = 18


class LineForm(FindingForm):
    """A line offers the codes of its budget's year only."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        budget = self._budget()
        if budget is None:
            return
        codes = ClassificationCode.objects.in_year(budget.year)
        kinds = {"function": codes.functions(), "economic": codes.economic()}
        for name, offered in kinds.items():
            if name in self.fields:
                self.fields[name].queryset = offered

    def _budget(self):
        if self.instance.budget_id:
            return self.instance.budget
        if "budget" not in self.fields:
            return None
        key = str(self["budget"].value() or "")
        if not (key.isascii() and key.isdigit() and len(key) <= LONGEST_KEY):
            return None
        return self.fields["budget"].queryset.filter(pk=key).first()


@admin.register(BudgetLine)
class BudgetLineAdmin(AnswersProposals, ReadersPage, SearchableAdmin, DeskAdmin):
    """The lines of all budgets."""

    form = LineForm
    change_form_template = "admin/budget/line_form.html"
    list_display = (
        "number_text",
        "title_text",
        "side_text",
        "codes",
        "plan_text",
        "executed_text",
        "village",
        "year_text",
    )
    list_display_links = ("number_text", "title_text")
    list_filter = (YearFilter, "side", ExecutionFilter, AnswersFilter, FunctionFilter, "village")
    list_select_related = ("budget", "village", "function", "economic")
    readonly_fields = ("proposals_text", "measure_text", "draft_text")
    for_readers = {
        "proposals": "proposals_text",
        "measure": "measure_text",
        "planned_draft": "draft_text",
    }
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "budget",
                    "number",
                    "side",
                    "function",
                    "economic",
                    "title",
                    "village",
                    "source",
                    "planned_draft",
                )
            },
        ),
        (_("Whose words it answers"), {"fields": ("measure", "proposals")}),
    )

    # Who sees what

    def get_queryset(self, request):
        lines = super().get_queryset(request).with_figures()
        return lines if self.has_change_permission(request) else lines.public()

    def get_view_on_site_url(self, obj=None):
        hidden = obj is not None and not obj.budget.is_public
        return None if hidden else super().get_view_on_site_url(obj)

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        told = {}
        if obj is not None and obj.approved is not None:
            told["planned_draft"] = "draft_text"
        if obj is not None and obj.measure_id and not _may_see(request, obj.measure):
            told["measure"] = "measure_text"
        return [
            (name, {**what, "fields": [told.get(each, each) for each in what["fields"]]})
            for name, what in fieldsets
        ]

    def get_readonly_fields(self, request, obj=None):
        if obj is None:
            return self.readonly_fields
        # What an approved line keeps as it is; its plan then changes by amendments.
        fixed = () if obj.approved is None else BudgetLine.FIXED
        return [*self.readonly_fields, "budget", *fixed]

    def has_delete_permission(self, request, obj=None):
        approved = obj is not None and obj.budget.is_approved
        return super().has_delete_permission(request, obj) and not approved

    # Choosing

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in {"function", "economic"}:
            kwargs["form_class"] = CodeField
        elif db_field.name == "budget":
            kwargs["queryset"] = _drafts()
        elif db_field.name == "measure":
            kwargs["queryset"] = _measures(request).newest_first()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_changeform_initial_data(self, request):
        initial = super().get_changeform_initial_data(request)
        draft = _drafts().first()
        return {"budget": draft.pk if draft else None, **initial}

    def response_add(self, request, obj, post_url_continue=None):
        response = super().response_add(request, obj, post_url_continue)
        if "_addanother" in request.POST:
            # The next line of the paper most often stands on the same side.
            return HttpResponseRedirect(
                f"{request.path}?budget={obj.budget_id}&side={obj.side}&source={obj.source}"
            )
        return response

    # What the pages show

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            context["changes"] = obj.changes.select_related("amendment__resolution")
            context["executions"] = obj.executions.order_by("quarter")
            context["corrections"] = obj.steps.order_by("pk")
        return super().render_change_form(request, context, add, change, form_url, obj)

    @admin.display(description=_("number of the line"), ordering="sort_key")
    def number_text(self, line):
        return line.number

    @admin.display(description=_("draft plan"))
    def draft_text(self, line):
        return money(line.planned_draft)

    @admin.display(description=_("measure"))
    def measure_text(self, line):
        measure = line.measure
        return str(measure) if measure is not None and measure.is_public else ""

    @admin.display(description=_("title"))
    def title_text(self, line):
        return line.title or ""

    @admin.display(description=_("side"), ordering="side")
    def side_text(self, line):
        return line.get_side_display()

    @admin.display(description=_("codes"))
    def codes(self, line):
        codes = (line.function, line.economic)
        return " / ".join(code.code for code in codes if code is not None)

    @admin.display(description=_("plan"))
    def plan_text(self, line):
        return money(line.plan)

    @admin.display(description=_("executed"))
    def executed_text(self, line):
        return money(line.executed)

    @admin.display(description=_("year"), ordering="budget__year")
    def year_text(self, line):
        return str(line.budget.year)


def _measures(request):
    """The measures that this person may see."""
    keeps = request.user.has_perm("programs.change_measure")
    return Measure.objects.all() if keeps else Measure.objects.public()


def _may_see(request, measure):
    return measure.is_public or request.user.has_perm("programs.change_measure")


def _drafts():
    """Budgets that still take new lines; later lines come in by amendments."""
    return Budget.objects.filter(
        status__in=[Budget.Status.DRAFT, Budget.Status.HEARD]
    ).newest_first()
