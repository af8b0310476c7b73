"""Excel on the desk: the template to fill in, the lines as a file, and a file brought back.

A file is tried first: the page says what it would change and what is wrong with it, cell by cell.
Only then it is taken in, whole or not at all.
"""

from django.contrib import messages
from django.contrib.admin import helpers
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.formats import number_format
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_safe

from attachments.workbook.refusals import WorkbookRefused
from attachments.workbook.writing import CONTENT_TYPE
from budget.forms.upload import UploadForm
from budget.models import BudgetUpload
from budget.workbook.export import export_lines
from budget.workbook.plan import AMEND, CHANGE, EXECUTE
from budget.workbook.reading import read_sheet
from budget.workbook.showing import (
    MOST_CHANGES,
    MOST_PROBLEMS,
    MOST_WARNINGS,
    counts,
    missing_permissions,
    shown_changes,
)
from budget.workbook.taking import NotTaken, TakenAlready, keep, take_in, try_out
from budget.workbook.template import template_for
from language.money import Unit

# Whoever may do one of these may bring a file; what a file does needs the right to do it.
BRINGERS = (CHANGE, AMEND, EXECUTE)
LONGEST_KEY = 18


class WithUploads:
    """The page of a budget from which its lines go to Excel and come back."""

    def get_urls(self):
        views = [
            ("template.xlsx", require_safe(self.template_view), "budget_budget_template"),
            ("lines.xlsx", require_safe(self.export_view), "budget_budget_export"),
            ("upload/", self.upload_view, "budget_budget_upload"),
        ]
        own = [
            path(f"<int:pk>/{address}", self.admin_site.admin_view(view), name=name)
            for address, view, name in views
        ]
        return [*own, *super().get_urls()]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change and obj is not None:
            context["desk_links"] = [*context.get("desk_links", ()), *_links(request, obj)]
        return super().render_change_form(request, context, add, change, form_url, obj)

    # The files that go out

    def template_view(self, request, pk):
        """The template of the year in the language of the desk."""
        budget = self._excel_budget(request, pk, to_bring=True)
        return _as_file(template_for(budget), f"template-{budget.year}.xlsx")

    def export_view(self, request, pk):
        """The lines as they stand, also those of a draft."""
        budget = self._excel_budget(request, pk)
        everything = request.user.has_perm("programs.change_measure") or _may_bring(request.user)
        file = export_lines(budget, everything=everything)
        return _as_file(file, f"budget-{budget.year}.xlsx")

    def _excel_budget(self, request, pk, *, to_bring=False):
        if not self.has_view_permission(request) or (to_bring and not _may_bring(request.user)):
            raise PermissionDenied
        budget = self.get_queryset(request).filter(pk=pk).first()
        if budget is None:
            raise Http404
        return budget

    # The file that comes in

    def upload_view(self, request, pk):
        """Ask for a file, try it, take it in."""
        budget = self._excel_budget(request, pk, to_bring=True)
        if request.method != "POST":
            return self._show_upload(request, budget, _blank(budget))
        if "upload" in request.POST:
            return self._take(request, budget)
        return self._try(request, budget)

    def _try(self, request, budget):
        form = UploadForm(request.POST, request.FILES, budget=budget)
        if not form.is_valid():
            return self._show_upload(request, budget, form)
        values = form.cleaned_data
        file, unit, resolution = values["file"], values["unit"], values.get("resolution")
        try:
            sheet = read_sheet(file, unit)
        except WorkbookRefused as refusal:
            form.add_error("file", str(refusal))
            return self._show_upload(request, budget, form)
        upload = keep(budget, file, unit=unit, resolution=resolution, by=request.user)
        return self._show_plan(request, upload, try_out(upload, sheet))

    def _take(self, request, budget):
        upload = _kept(budget, request.POST["upload"])
        if upload is None:
            gone = gettext("This file is no longer kept. Choose it again.")
            self.message_user(request, gone, messages.WARNING)
            return HttpResponseRedirect(request.path)
        try:
            plan = take_in(upload, digest=request.POST.get("plan", ""), by=request.user)
        except TakenAlready:
            already = gettext("This file was taken in before. Nothing was added.")
            self.message_user(request, already, messages.INFO)
            return HttpResponseRedirect(self.record_url(budget))
        except NotTaken as refusal:
            return self._show_plan(request, upload, refusal.plan, refusal)
        self.log_change(request, budget, [{"changed": {"fields": [gettext_noop("Excel file")]}}])
        self.message_user(request, _taken(plan), messages.SUCCESS)
        return HttpResponseRedirect(self.record_url(budget))

    def _show_plan(self, request, upload, plan, refusal=None):
        changes = list(shown_changes(plan))
        missing = missing_permissions(plan, request.user)
        again = {"unit": upload.unit, "resolution": upload.resolution_id}
        return self._show_upload(
            request,
            plan.budget,
            UploadForm(initial=again, budget=plan.budget),
            upload=upload,
            plan=plan,
            refused=refusal is not None,
            sentences=refusal.sentences if refusal else [],
            counts=counts(plan),
            changes=changes[:MOST_CHANGES],
            more_changes=max(0, len(changes) - MOST_CHANGES),
            problems=plan.problems[:MOST_PROBLEMS],
            more_problems=max(0, len(plan.problems) - MOST_PROBLEMS),
            problem_count=len(plan.problems) + len(plan.complaints),
            warnings=plan.warnings[:MOST_WARNINGS],
            more_warnings=max(0, len(plan.warnings) - MOST_WARNINGS),
            missing=missing,
            can_take=plan.can_be_taken_in and not missing,
        )

    def _show_upload(self, request, budget, form, **more):
        fieldset = [(None, {"fields": list(form.fields)})]
        adminform = helpers.AdminForm(form, fieldset, {}, model_admin=self)
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Bring an Excel file"),
            "subtitle": str(budget),
            "opts": self.opts,
            "original": budget,
            "record_url": self.record_url(budget),
            "template_url": reverse("admin:budget_budget_template", args=[budget.pk]),
            "export_url": reverse("admin:budget_budget_export", args=[budget.pk]),
            "adminform": adminform,
            "errors": helpers.AdminErrorList(form, []) if form.is_bound else [],
            "media": self.media + adminform.media,
            **more,
        }
        return TemplateResponse(request, "admin/budget/upload.html", context)


def _links(request, budget):
    links = [(gettext("Lines as an Excel file"), "export")]
    if _may_bring(request.user):
        links.append((gettext("Bring an Excel file"), "upload"))
    names = [(label, f"admin:budget_budget_{name}") for label, name in links]
    return [{"label": label, "url": reverse(name, args=[budget.pk])} for label, name in names]


def _may_bring(user):
    return any(map(user.has_perm, BRINGERS))


def _blank(budget):
    return UploadForm(initial={"unit": Unit.SOM}, budget=budget)


def _kept(budget, key):
    if not (key.isascii() and key.isdigit() and len(key) <= LONGEST_KEY):
        return None
    return BudgetUpload.objects.filter(budget=budget, pk=key).first()


def _as_file(file, name):
    return FileResponse(file, as_attachment=True, filename=name, content_type=CONTENT_TYPE)


def _taken(plan):
    return gettext(
        "Taken in. New lines: %(new)s, changed lines: %(changed)s, executed figures: %(figures)s."
    ) % {
        "new": number_format(len(plan.new_lines)),
        "changed": number_format(len(plan.changed_lines)),
        "figures": number_format(len(plan.figures)),
    }
