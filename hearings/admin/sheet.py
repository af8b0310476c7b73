"""A held hearing entered from its paper on one page, and the draft of it."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from groups.desk import seen
from hearings.models import EntryDraft, Hearing, Minutes
from hearings.sheet import MOST_ROWS, Refused, Sheet, take_in
from hearings.sheet.drafts import fields_of, filled
from hearings.sheet.sheet import EMPTY_ROWS
from hearings.sheet.telling import notes, summary

PERMISSIONS = ("hearings.add_proposal", "hearings.change_minutes", "hearings.change_hearing")


class WithSheet:
    """A hearing that is entered from its paper."""

    def get_urls(self):
        own = [("sheet/", self.sheet_view, "sheet"), ("sheet/draft/", self.draft_view, "draft")]
        return [
            *(
                path(
                    f"<int:pk>/{place}",
                    self.admin_site.admin_view(view),
                    name=f"hearings_hearing_{name}",
                )
                for place, view, name in own
            ),
            *super().get_urls(),
        ]

    # The ways to it

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change and obj is not None and may_enter(request.user) and is_held(obj):
            link = {"label": _("Enter from the paper"), "url": sheet_url(obj)}
            context["desk_links"] = [*context.get("desk_links", ()), link]
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_list_display(self, request):
        columns = super().get_list_display(request)
        return (*columns, "sheet_link") if may_enter(request.user) else columns

    @admin.display(description=_("minutes"))
    def sheet_link(self, hearing):
        if hearing.stage() != Hearing.Stage.HELD:
            return ""
        return format_html(
            '<a href="{}">{}</a>', sheet_url(hearing), gettext("Enter from the paper")
        )

    # The page

    def sheet_view(self, request, pk):
        """Every button of the page lands here; only one of them saves."""
        self._refuse_strangers(request)
        hearing = self._door_record(request, pk)
        try:
            Minutes.refuse_before(hearing)
        except ValidationError as refusal:
            self.message_user(request, " ".join(refusal.messages), messages.WARNING)
            return HttpResponseRedirect(self.record_url(hearing))
        if request.method != "POST":
            return self._open_sheet(request, hearing)
        if "_discard" in request.POST:
            EntryDraft.objects.filter(hearing=hearing, user=request.user).delete()
            return HttpResponseRedirect(request.path)
        if "_save" in request.POST:
            return self._save_sheet(request, hearing)
        return self._keep_sheet(request, hearing)

    def _refuse_strangers(self, request):
        if not may_enter(request.user):
            raise PermissionDenied

    def _open_sheet(self, request, hearing):
        draft = EntryDraft.objects.of(hearing, request.user)
        sheet = Sheet(hearing, request.user, filled(draft) if draft else None)
        return self._show_sheet(request, sheet, draft)

    def _keep_sheet(self, request, hearing):
        """Without a script: more empty rows, or only what was typed put by."""
        fields = fields_of(request.POST)
        if "_more" in request.POST:
            rows = len(Sheet(hearing, request.user, request.POST).rows)
            fields["rows"] = str(min(rows + EMPTY_ROWS, MOST_ROWS))
        draft = EntryDraft.keep(hearing, request.user, fields)
        self.message_user(request, kept_sentence(draft), messages.INFO)
        return HttpResponseRedirect(request.path)

    def _save_sheet(self, request, hearing):
        try:
            with transaction.atomic():
                # The sheet is read behind the lock: what it compares with cannot change any more.
                hearing = self._door_record(request, hearing.pk, lock=True)
                sheet = Sheet(hearing, request.user, request.POST)
                made = take_in(sheet, by=request.user)
                EntryDraft.objects.filter(hearing=hearing, user=request.user).delete()
                self._log(request, hearing, made)
        except Refused:
            EntryDraft.keep(hearing, request.user, fields_of(request.POST))
            return self._show_sheet(request, sheet)
        self.message_user(request, saved_sentence(made), messages.SUCCESS)
        return HttpResponseRedirect(request.path)

    def _log(self, request, hearing, made):
        """The log names the numbers and nobody."""
        added = [{"added": {"name": "proposal", "object": str(proposal)}} for proposal in made]
        self.log_change(request, hearing, [*added, {"changed": {"fields": ["minutes"]}}])

    def _show_sheet(self, request, sheet, draft=None):
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": gettext("Enter from the paper"),
            "original": sheet.hearing,
            "record_url": self.record_url(sheet.hearing),
            "draft_url": reverse("admin:hearings_hearing_draft", args=[sheet.hearing.pk]),
            "draft": draft,
            "sheet": sheet,
            "errors": summary(sheet) if sheet.is_judged else [],
            "seen": sheet.carried(),
            "seen_field": seen.FIELD,
            "most_rows": MOST_ROWS,
        }
        return TemplateResponse(request, "admin/hearings/sheet.html", context)

    # The draft

    def draft_view(self, request, pk):
        """Keep what is typed, and say what saving would object to in figures and hands."""
        self._refuse_strangers(request)
        hearing = self._door_record(request, pk)
        if not is_held(hearing):
            return JsonResponse({"kept": "", "notes": []}, status=409)
        return _draft(request, hearing)


@require_http_methods(["GET", "POST"])
def _draft(request, hearing):
    if request.method == "GET":
        # A page that was open while its clerk signed in anew needs the token of the new session.
        return JsonResponse({"token": get_token(request)})
    with transaction.atomic():
        list(Hearing.objects.select_for_update().filter(pk=hearing.pk).values_list("pk"))
        sheet = Sheet(hearing, request.user, request.POST)
        if sheet.is_saved:
            # The page was saved while this was under way: nothing of it waits any more.
            return JsonResponse({"kept": gettext("This page is saved."), "notes": []})
        draft = EntryDraft.keep(hearing, request.user, fields_of(request.POST))
    return JsonResponse({"kept": kept_sentence(draft), "notes": notes(sheet)})


def may_enter(user):
    return user.has_perms(PERMISSIONS)


def is_held(hearing):
    return hearing.stage() in {Hearing.Stage.HELD, Hearing.Stage.RECORDED}


def sheet_url(hearing):
    return reverse("admin:hearings_hearing_sheet", args=[hearing.pk])


def kept_sentence(draft):
    time = date_format(timezone.localtime(draft.saved_at), "TIME_FORMAT")
    return gettext("Draft kept at %(time)s") % {"time": time}


def saved_sentence(made):
    if not made:
        return gettext("Saved.")
    if len(made) == 1:
        return gettext("Saved as %(number)s.") % {"number": made[0]}
    sentence = ngettext(
        "Saved: %(count)d proposal or question, from %(first)s to %(last)s.",
        "Saved: %(count)d proposals and questions, from %(first)s to %(last)s.",
        len(made),
    )
    return sentence % {"count": len(made), "first": made[0], "last": made[-1]}
