"""A proposal on one page: the citizen's words, what staff add, and what became of it."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.desk import DeskAdmin, PlainStackedInline, StackedInline, WithBulk
from groups.erasing import erase
from groups.models import Erasure, PersonalAccess
from hearings import receipts
from hearings.models import Proposal, ProposalPhoto, Proposer
from hearings.models.choices import DECIDED
from hearings.models.proposal import AnotherTextSent
from language.search import SearchableAdmin

from .choosing import ChoosesHearing
from .filters import WaitsFilter, WithProposalsFilter
from .forms import PaperForm
from .proposal_doors import DOORS
from .receipt import hand_over, slip
from .taking_back import TakeBack, WithBatches

PAPER = ("kind", "text", "language", "village", "hearing", "group", "from_group", "sector")
RECEIVED = ("channel", "received_on")
PERSON = ("sex", "full_name", "phone", "email", "consent_signed", "photo")
# What the signs of `hearings.spam` mean to a clerk.
SPAM_SIGNS = {
    "trap": _("a field that people do not see was filled in"),
    "fast": _("it was sent within seconds"),
    "many": _("many came from the same network address within an hour"),
}


class PhotoInline(StackedInline):
    """A citizen's photos: looked at, then published or taken away."""

    model = ProposalPhoto
    fields = ("picture", "caption", "is_public")
    readonly_fields = ("picture",)

    def has_add_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        photos = super().get_queryset(request)
        return photos if self.has_change_permission(request) else photos.filter(is_public=True)

    @admin.display(description=_("photo"))
    def picture(self, photo):
        return format_html(
            '<a href="{}"><img class="desk-photo" src="{}" width="{}" height="{}" alt="{}"></a>',
            photo.image_url,
            photo.thumbnail_url,
            photo.thumb_width,
            photo.thumb_height,
            gettext("Photo of the proposal; open it in full size"),
        )


class ProposerInline(PlainStackedInline):
    """The person behind the words. Comes in with the consent and can be mended or erased."""

    model = Proposer
    fields = ("full_name", "phone", "email")
    max_num = 1

    def has_add_permission(self, request, obj=None):
        return False


@admin.register(Proposal)
class ProposalAdmin(ChoosesHearing, WithBatches, WithBulk, SearchableAdmin, DeskAdmin):
    """The register of proposals."""

    doors = (*DOORS, TakeBack())
    together_columns = ("number", "beginning", "village", "status_text")
    change_form_template = "admin/hearings/proposal_form.html"
    list_display = (
        "number",
        "beginning",
        "status_text",
        "village",
        "hearing_short",
        "days",
    )
    list_display_links = ("number", "beginning")
    list_filter = (
        WaitsFilter,
        "status",
        "sector",
        "channel",
        "village",
        ("hearing", WithProposalsFilter),
    )
    list_select_related = ("village", "hearing")
    readonly_fields = (
        "number",
        "words",
        "kind_text",
        "channel_text",
        "received_on",
        "sex_text",
        "due",
        "status_text",
        "suspicion",
    )
    fieldsets = (
        (
            _("What was written"),
            {"fields": ("number", "kind_text", "words", "channel_text", "received_on", "sex_text")},
        ),
        (
            _("For readers"),
            {
                "fields": ("summary", "sector", "village", "hearing", "group", "from_group"),
                "description": _(
                    "The words stay as they were written. The summary helps readers of each "
                    "language to find them."
                ),
            },
        ),
        (_("What became of it"), {"fields": ("status_text", "due", "suspicion")}),
    )
    paper_fieldsets = (
        (_("On the paper"), {"fields": (*PAPER, "slip_code", "secret")}),
        (_("How it was received"), {"fields": RECEIVED}),
        (
            _("About the person"),
            {
                "fields": PERSON,
                "description": _("Nobody has to say who they are. Leave empty what is not stated."),
            },
        ),
    )
    inlines = (PhotoInline, ProposerInline)

    # Who sees what

    def get_queryset(self, request):
        proposals = super().get_queryset(request)
        return proposals if self.has_change_permission(request) else proposals.public()

    def has_delete_permission(self, request, obj=None):
        """A number is never taken out of the register: what is not wanted is declined."""
        return False

    def get_view_on_site_url(self, obj=None):
        return super().get_view_on_site_url(obj) if obj is None or obj.is_public else None

    def get_fieldsets(self, request, obj=None):
        fieldsets = self.fieldsets if obj else self.paper_fieldsets
        return self._patch_fieldsets([(name, dict(options)) for name, options in fieldsets])

    def get_readonly_fields(self, request, obj=None):
        if obj is None:
            return []
        # Once decided, the hearing at which it was heard is part of the decision's story.
        settled = ["hearing"] if obj.status in DECIDED else []
        return [*self.readonly_fields, *settled]

    def get_inlines(self, request, obj):
        """Photos and the person, where there are any: neither is added here."""
        if obj is None:
            return ()
        return [
            inline
            for inline in self.inlines
            if inline.model._base_manager.filter(proposal=obj).exists()
        ]

    def get_form(self, request, obj=None, **kwargs):
        if obj is None:
            kwargs["form"] = PaperForm
        return super().get_form(request, obj, **kwargs)

    def get_changeform_initial_data(self, request):
        return {"received_on": timezone.localdate(), **super().get_changeform_initial_data(request)}

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            keeps = self.has_change_permission(request, obj)
            # What is between two parties is not for every reader of the desk.
            steps = obj.steps.all() if keeps else obj.steps.public()
            context["steps"] = steps.told().select_related("by")
            context["names_staff"] = keeps
            if request.user.has_perm("hearings.view_proposer"):
                # The page shows who the proposer is: that is kept, with who looked and when.
                PersonalAccess.objects.note(request.user, Proposer.objects.filter(proposal=obj))
            if request.user.has_perm("hearings.view_message"):
                context["told"] = obj.messages.with_proposer().order_by("pk")
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_formset(self, request, form, formset, change):
        """A person's row that is ticked to be deleted is erased for good."""
        if formset.model is not Proposer:
            super().save_formset(request, form, formset, change)
            return
        formset.save(commit=False)
        gone = [row.pk for row in formset.deleted_objects]
        erase(Proposer, gone, why=Erasure.Why.ASKED, by=request.user)
        for row, _columns in formset.changed_objects:
            row.save()

    # From paper into the register

    def save_model(self, request, obj, form, change):
        if change:
            super().save_model(request, obj, form, change)
            return
        secret = form.secret_of_form()
        values = {name: form.cleaned_data[name] for name in (*PAPER, *RECEIVED, "sex", "slip_code")}
        try:
            proposal, _new = Proposal.submit(
                secret=secret,
                by=request.user,
                contact=form.contact(),
                photo=form.cleaned_data["photo"],
                consent=form.consent(),
                sent={name: str(value) for name, value in values.items()},
                **values,
            )
        except AnotherTextSent as another:
            raise ValidationError(
                gettext(
                    "This page was already saved with other words, as number %(number)s. Open a "
                    "new page for another proposal."
                )
                % {"number": another.proposal.number}
            ) from another
        obj.__dict__.update(proposal.__dict__)
        request.receipt_secret, request.slip_code = secret, values["slip_code"]

    def add_view(self, request, form_url="", extra_context=None):
        # Saving always leads to the receipt slip, so there is one button.
        one_button = {"show_save_and_add_another": False, "show_save_and_continue": False}
        return super().add_view(request, form_url, {**one_button, **(extra_context or {})})

    def response_add(self, request, obj, post_url_continue=None):
        if request.slip_code:
            text = gettext("Saved as %(number)s. The slip that the person keeps works from now on.")
            self.message_user(request, text % {"number": obj.number}, messages.SUCCESS)
            return HttpResponseRedirect(self.record_url(obj))
        return hand_over(obj, receipts.code_from(request.receipt_secret))

    def get_urls(self):
        receipt = path(
            "<int:pk>/receipt/", self.admin_site.admin_view(self.receipt_view), name="receipt_slip"
        )
        return [receipt, *super().get_urls()]

    def receipt_view(self, request, pk):
        """The printable receipt slip; the code stands on it once."""
        if not request.user.has_perm("hearings.add_proposal"):
            self._refuse()
        return slip(self, request, pk)

    # What the pages show

    @admin.display(description=_("words"), ordering="number")
    def beginning(self, proposal):
        if proposal.summary:
            return proposal.summary
        text = Truncator(proposal.text).chars(80)
        return format_html('<span lang="{}">{}</span>', proposal.language, text)

    @admin.display(description=_("words"))
    def words(self, proposal):
        return format_html(
            '<div class="desk-words" lang="{}">{}</div>', proposal.language, proposal.text
        )

    @admin.display(description=_("kind"))
    def kind_text(self, proposal):
        return proposal.get_kind_display()

    @admin.display(description=_("received"))
    def channel_text(self, proposal):
        return proposal.get_channel_display()

    @admin.display(description=_("sex"))
    def sex_text(self, proposal):
        return proposal.get_sex_display() or gettext("Not stated")

    @admin.display(description=_("status"), ordering="status")
    def status_text(self, proposal):
        status = proposal.get_status_display()
        if proposal.held_because and proposal.status == Proposal.Status.SUBMITTED:
            return gettext("%(status)s (looks like spam)") % {"status": status}
        return status

    @admin.display(description=_("hearing"), ordering="hearing")
    def hearing_short(self, proposal):
        hearing = proposal.hearing
        if hearing is None:
            return ""
        kind = hearing.get_kind_display()
        if hearing.subject_year is None:
            return kind
        return gettext("%(kind)s, %(year)s") % {"kind": kind, "year": hearing.subject_year}

    @admin.display(description=_("received, answer due"), ordering="due_on")
    def days(self, proposal):
        received = _day(proposal.received_on, "SHORT_DATE_FORMAT")
        return format_html("{}<br>{}", received, _due(proposal, "SHORT_DATE_FORMAT"))

    @admin.display(description=_("answer due on"))
    def due(self, proposal):
        return _due(proposal, "DATE_FORMAT")

    @admin.display(description=_("looks like spam because"))
    def suspicion(self, proposal):
        signs = [SPAM_SIGNS[sign] for sign in proposal.held_because.split(",") if sign]
        return "; ".join(map(str, signs)) or gettext("It does not look like spam.")


def _day(day, style):
    return date_format(day, style) if day else ""


def _due(proposal, style):
    day = _day(proposal.due_on, style)
    if not proposal.is_overdue():
        return day
    return format_html('<strong class="desk-late">{}<br>{}</strong>', day, gettext("overdue"))
