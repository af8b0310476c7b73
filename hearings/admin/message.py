"""The outbox at the desk: what was written to whom, what went out, and what could not."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.desk import Door, PlainDeskAdmin
from hearings.masking import masked
from hearings.models import Message

STOP = "hearings.stop_message"
SHOWN = ("subject", "body")
MOMENTS = ("created_at", "not_before", "sent_at", "attempts", "problem", "handled_by")


class Stop(Door):
    slug = "stop"
    label = _("Stop")
    explanation = _("The message does not go out. It stays here and can be sent later.")
    done = _("Stopped.")
    permission = STOP

    def is_open(self, message):
        return message.can_be_stopped

    def go(self, message, request, form):
        message.stop(by=request.user)


class SendAgain(Door):
    slug = "send-again"
    label = _("Send again")
    explanation = _(
        "The message goes out with the next ones, but not within an hour of another message to "
        "the same address."
    )
    done = _("The message waits to be sent.")
    permission = STOP

    def is_open(self, message):
        return message.can_be_sent_again

    def go(self, message, request, form):
        message.send_again(by=request.user)


@admin.register(Message)
class MessageAdmin(PlainDeskAdmin):
    """Messages are written by steps and sent by a timer: here they are read, stopped, repeated."""

    doors = (Stop(), SendAgain())
    list_display = ("number", "about", "where_to", "status", "written", "sent_at")
    list_display_links = ("number", "about")
    list_filter = ("status", "channel")
    search_fields = ("proposal__number",)
    readonly_fields = ("record", "about", "where_to", "full_address")

    def get_queryset(self, request):
        return super().get_queryset(request).with_proposer()

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_fieldsets(self, request, obj=None):
        # The whole address is for those who may read it beside the proposal.
        may_see = request.user.has_perm("hearings.view_proposer")
        address = "full_address" if may_see else "where_to"
        return (
            (None, {"fields": ("record", "about", "channel", address, "language")}),
            (_("What it says"), {"fields": SHOWN}),
            (_("What became of the message"), {"fields": ("status", *MOMENTS)}),
        )

    # What the pages show

    @admin.display(description=_("number"), ordering="proposal__number")
    def number(self, message):
        return message.proposal.number

    @admin.display(description=_("proposal"))
    def record(self, message):
        url = reverse("admin:hearings_proposal_change", args=[message.proposal_id])
        return format_html('<a href="{}">{}</a>', url, message.proposal.number)

    @admin.display(description=_("what happened"), ordering="step__new_status")
    def about(self, message):
        return message.step.get_new_status_display()

    @admin.display(description=_("where to"))
    def where_to(self, message):
        return masked(message.address) or gettext("No address any more")

    @admin.display(description=_("where to"))
    def full_address(self, message):
        return message.address or gettext("No address any more")

    @admin.display(description=_("written"), ordering="created_at")
    def written(self, message):
        return message.created_at
