"""Excel on a hearing's page: the template for the village, and the file that comes back.

A file is tried first: the page says what it would enter and what is wrong with it, cell by cell.
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
from hearings.forms.upload import UploadForm
from hearings.models import HearingUpload
from hearings.workbook.showing import (
    MOST_ENTRIES,
    MOST_WARNINGS,
    counts,
    problem_count,
    problem_tables,
)
from hearings.workbook.taking import NoLongerKept, NotTaken, TakenAlready, take_in, try_file
from hearings.workbook.template import template_for

from .minutes import may_have_minutes

BRINGER = ("hearings.add_proposal", "hearings.add_minutes", "hearings.change_minutes")
LONGEST_KEY = 18
SHOWN_UPLOADS = 20


class WithUploads:
    """The page of a hearing from which a template goes to the village and comes back filled in."""

    def get_urls(self):
        views = [
            ("template.xlsx", require_safe(self.template_view), "hearings_hearing_template"),
            ("upload/", self.upload_view, "hearings_hearing_upload"),
        ]
        own = [
            path(f"<int:pk>/{address}", self.admin_site.admin_view(view), name=name)
            for address, view, name in views
        ]
        return [*own, *super().get_urls()]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change and obj is not None and request.user.has_perms(BRINGER):
            context["desk_links"] = [*context.get("desk_links", ()), *_links(obj)]
        return super().render_change_form(request, context, add, change, form_url, obj)

    def template_view(self, request, pk):
        """The empty template in the language of the desk."""
        hearing = self._excel_hearing(request, pk)
        name = f"hearing-{hearing.pk}.xlsx"
        file = template_for(hearing)
        return FileResponse(file, as_attachment=True, filename=name, content_type=CONTENT_TYPE)

    def _excel_hearing(self, request, pk):
        if not request.user.has_perms(BRINGER):
            raise PermissionDenied
        hearing = self.get_queryset(request).filter(pk=pk).first()
        if hearing is None:
            raise Http404
        return hearing

    # The file that comes in

    def upload_view(self, request, pk):
        """Ask for a file, try it, take it in."""
        hearing = self._excel_hearing(request, pk)
        if request.method != "POST":
            return self._show_upload(request, hearing, UploadForm())
        if "upload" in request.POST:
            return self._take(request, hearing)
        return self._try(request, hearing)

    def _try(self, request, hearing):
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._show_upload(request, hearing, form)
        try:
            plan, upload = try_file(hearing, form.cleaned_data["file"], by=request.user)
        except WorkbookRefused as refusal:
            form.add_error("file", str(refusal))
            return self._show_upload(request, hearing, form)
        return self._show_plan(request, upload, plan)

    def _take(self, request, hearing):
        upload = _kept(hearing, request.POST["upload"])
        try:
            if upload is None:
                raise NoLongerKept
            plan = take_in(upload, digest=request.POST.get("plan", ""), by=request.user)
        except NoLongerKept:
            gone = gettext("This file is no longer kept. Choose it again.")
            self.message_user(request, gone, messages.WARNING)
            return HttpResponseRedirect(request.path)
        except TakenAlready:
            already = gettext("This file was taken in before. Nothing was added.")
            self.message_user(request, already, messages.INFO)
            return HttpResponseRedirect(self.record_url(hearing))
        except NotTaken as refusal:
            return self._show_plan(request, upload, refusal.plan, refusal)
        self.log_change(request, hearing, [{"changed": {"fields": [gettext_noop("Excel file")]}}])
        self.message_user(request, _taken(plan), messages.SUCCESS)
        return HttpResponseRedirect(self.record_url(hearing))

    def _show_plan(self, request, upload, plan, refusal=None):
        return self._show_upload(
            request,
            plan.hearing,
            UploadForm(),
            upload=upload,
            plan=plan,
            refused=refusal is not None,
            sentences=refusal.sentences if refusal else [],
            counts=counts(plan),
            figures=plan.figures.shown(),
            entries=plan.new[:MOST_ENTRIES],
            more_entries=max(0, len(plan.new) - MOST_ENTRIES),
            earlier=plan.earlier[:MOST_ENTRIES],
            more_earlier=max(0, len(plan.earlier) - MOST_ENTRIES),
            problem_tables=problem_tables(plan),
            problem_count=problem_count(plan),
            warnings=plan.warnings[:MOST_WARNINGS],
            more_warnings=max(0, len(plan.warnings) - MOST_WARNINGS),
            can_take=upload is not None and plan.can_be_taken_in,
        )

    def _show_upload(self, request, hearing, form, **more):
        fieldset = [(None, {"fields": list(form.fields)})]
        adminform = helpers.AdminForm(form, fieldset, {}, model_admin=self)
        uploads = hearing.uploads.defer("content").select_related("uploaded_by")
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Bring an Excel file"),
            "subtitle": str(hearing),
            "opts": self.opts,
            "original": hearing,
            "record_url": self.record_url(hearing),
            "template_url": reverse("admin:hearings_hearing_template", args=[hearing.pk]),
            "earlier_uploads": uploads[:SHOWN_UPLOADS],
            "adminform": adminform,
            "errors": helpers.AdminErrorList(form, []) if form.is_bound else [],
            "media": self.media + adminform.media,
            **more,
        }
        return TemplateResponse(request, "admin/hearings/upload.html", context)


def _links(hearing):
    if hearing.is_cancelled:
        return []
    links = [(gettext("Excel template for the village"), "template")]
    if may_have_minutes(hearing):
        links.append((gettext("Bring an Excel file"), "upload"))
    names = [(label, f"admin:hearings_hearing_{name}") for label, name in links]
    return [{"label": label, "url": reverse(name, args=[hearing.pk])} for label, name in names]


def _kept(hearing, key):
    if not (key.isascii() and key.isdigit() and len(key) <= LONGEST_KEY):
        return None
    return HearingUpload.objects.filter(hearing=hearing, pk=key).first()


def _taken(plan):
    return gettext(
        "Taken in. New proposals and questions: %(proposals)s, figures: %(figures)s, hand votes: "
        "%(votes)s."
    ) % {
        "proposals": number_format(len(plan.new)),
        "figures": number_format(len(plan.figures.new)),
        "votes": number_format(len(plan.votes)),
    }
