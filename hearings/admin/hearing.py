"""A hearing on one page, in the order of its papers."""

from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.desk import DeskAdmin, StackedInline, TabularInline
from groups.models import Aimak
from hearings import receipts
from hearings.models import Hearing, HearingDocument, Minutes, Posting, Proposal
from language.search import SearchableAdmin

from .filters import HearingWaitsFilter, StageFilter
from .forms import HearingForm, SlipForm
from .hearing_doors import Announce, Cancel, Move, PublishPast, SignMinutes
from .minutes import MinutesInline, keep_minutes, may_have_minutes
from .papers import file_link
from .printing import PrintsPapers
from .sheet import WithSheet
from .uploading import WithUploads

# More rows than this are read in the list of proposals.
SHOWN_PROPOSALS = 200
# What a row of the paper says of one proposal.
WORDS = ("kind", "text", "language", "village", "sector", "group", "from_group")


class PostingInline(TabularInline):
    """Where the printed notice hangs; the days of notice are counted from the first."""

    model = Posting
    fields = ("place", "hung_on", "taken_down_on", "note")

    def get_fields(self, request, obj=None):
        """The note is for those who keep the log."""
        keeps = self.has_change_permission(request, obj)
        return self.fields if keeps else self.fields[:-1]


class DocumentInline(StackedInline):
    model = HearingDocument
    fields = ("kind", "title", "file", "stored_file", "is_public")
    readonly_fields = ("stored_file",)

    def get_queryset(self, request):
        papers = super().get_queryset(request)
        return papers if self.has_change_permission(request) else papers.filter(is_public=True)

    @admin.display(description=_("stored file"))
    def stored_file(self, paper):
        return file_link(paper)


class NewProposalInline(StackedInline):
    """Empty rows for what the paper of the hearing lists; what is entered stands below them."""

    model = Proposal
    form = SlipForm
    verbose_name = _("proposal or question of the paper")
    verbose_name_plural = _("enter proposals and questions of the paper")
    fields = (*WORDS, "slip_code")
    can_delete = False

    def get_queryset(self, request):
        return super().get_queryset(request).none()

    def has_change_permission(self, request, obj=None):
        return False

    def has_view_permission(self, request, obj=None):
        return False


@admin.register(Hearing)
class HearingAdmin(WithSheet, PrintsPapers, WithUploads, SearchableAdmin, DeskAdmin):
    """Announcement, papers, minutes and proposals of one hearing."""

    form = HearingForm
    doors = (Announce(), PublishPast(), Move(), SignMinutes(), Cancel())
    change_form_template = "admin/hearings/hearing_form.html"
    list_display = ("heading_text", "stage_text", "starts_at", "village", "public_from")
    list_filter = (HearingWaitsFilter, StageFilter, "kind", "village")
    list_select_related = ("village", "minutes")
    fields = (
        "stage_text",
        "kind",
        "subject_year",
        "title",
        "village",
        "place",
        "starts_at",
        "proposals_from",
        "proposals_until",
        "announced_on",
        "notice_text",
        "agenda",
        "notice",
    )
    inlines = (PostingInline, DocumentInline, MinutesInline, NewProposalInline)

    def get_queryset(self, request):
        hearings = super().get_queryset(request).newest_first()
        return hearings if self.has_change_permission(request) else hearings.public()

    def get_view_on_site_url(self, obj=None):
        published = obj is None or obj.published_at is not None
        return super().get_view_on_site_url(obj) if published else None

    def get_readonly_fields(self, request, obj=None):
        fixed = ["stage_text", "notice_text"]
        if obj is not None and obj.first_hung_on() is not None:
            # The posting log knows the day better.
            fixed.append("announced_on")
        if obj is not None and obj.stage() in {Hearing.Stage.ANNOUNCED, Hearing.Stage.CANCELLED}:
            # An announced date changes by moving the hearing, which tells everybody why.
            fixed.append("starts_at")
        return fixed

    def get_inlines(self, request, obj):
        hidden = set() if may_have_minutes(obj) else {MinutesInline}
        if obj is None or obj.published_at is None or obj.is_cancelled:
            hidden.add(NewProposalInline)
        return [inline for inline in self.inlines if inline not in hidden]

    def has_delete_permission(self, request, obj=None):
        published = obj is not None and obj.published_at is not None
        return super().has_delete_permission(request, obj) and not published

    def save_formset(self, request, form, formset, change):
        if formset.model is Minutes:
            self._save_minutes(request, form.instance, formset)
        elif formset.model is Proposal:
            self._submit(request, form.instance, formset)
        else:
            super().save_formset(request, form, formset, change)

    def _save_minutes(self, request, hearing, formset):
        formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []
        for form in formset.forms:
            if not form.has_changed():
                continue
            new = form.instance.pk is None
            keep_minutes(hearing, form, request.user)
            if new:
                formset.new_objects.append(form.instance)
            else:
                formset.changed_objects.append((form.instance, form.changed_data))

    def _submit(self, request, hearing, formset):
        """Each filled-in row becomes a proposal of this hearing through the real door."""
        formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []
        received = timezone.localdate(hearing.starts_at) if hearing.starts_at else None
        for form in formset.extra_forms:
            if not form.has_changed():
                continue
            values = {name: form.cleaned_data[name] for name in (*WORDS, "slip_code")}
            proposal, _new = Proposal.submit(
                secret=receipts.new_secret(),
                by=request.user,
                hearing=hearing,
                channel=Proposal.Channel.HEARING,
                received_on=received,
                **values,
            )
            formset.new_objects.append(proposal)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            context["proposals"] = self._listed(request, obj)
            context["all_proposals"] = (
                f"{reverse('admin:hearings_proposal_changelist')}?hearing__id__exact={obj.pk}"
            )
            context["steps"] = self._steps(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _steps(self, request, hearing):
        """Who does not keep the proposals reads of them what everybody may read."""
        keeps = request.user.has_perm("hearings.change_proposal")
        return hearing.steps.all() if keeps else hearing.steps.public()

    def _listed(self, request, hearing):
        if not request.user.has_perm("hearings.view_proposal"):
            return []
        proposals = hearing.proposals.order_by("number")
        if not request.user.has_perm("hearings.change_proposal"):
            proposals = proposals.public()
        return proposals[:SHOWN_PROPOSALS]

    @admin.display(description=_("hearing"))
    def heading_text(self, hearing):
        return hearing.heading

    @admin.display(description=_("stage"))
    def stage_text(self, hearing):
        if hearing.pk is None:
            return Hearing.Stage.DRAFT.label
        return hearing.stage().label

    @admin.display(description=_("days of notice"))
    def notice_text(self, hearing):
        """The days between the notice and the hearing, beside the aimak's own rule."""
        days = hearing.notice_days
        if days is None:
            return gettext("Not stated")
        sentence = gettext("%(days)d; the aimak's own rule: at least %(rule)d")
        return sentence % {"days": days, "rule": Aimak.objects.current().notice_days}

    @admin.display(description=_("published"), boolean=True)
    def public_from(self, hearing):
        return hearing.published_at is not None
