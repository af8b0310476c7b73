"""Acts of the aimak, and the texts of consent."""

from django.contrib import admin
from django.db.models import Max
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.desk import DeskAdmin
from hearings.models import ConsentText, LocalAct, Proposal
from language.search import SearchableAdmin

from .choosing import ChoosesHearing


def file_link(record):
    """A link to the stored paper, through the page that checks who asks."""
    if not record.pk or not record.file:
        return gettext("No file yet")
    return format_html('<a href="{}">{}</a>', record.file_url, record)


@admin.register(LocalAct)
class LocalActAdmin(ChoosesHearing, SearchableAdmin, DeskAdmin):
    """Resolutions, rules, the charter: with the paper where there is one."""

    list_display = ("__str__", "kind", "number", "adopted_on", "is_public")
    list_filter = ("kind", "is_public")
    readonly_fields = ("stored_file",)
    fields = (
        "kind",
        "number",
        "adopted_on",
        "title",
        "about",
        "hearing",
        "file",
        "stored_file",
        "is_public",
    )

    def get_queryset(self, request):
        acts = super().get_queryset(request)
        return acts if self.has_change_permission(request) else acts.public()

    @admin.display(description=_("stored file"))
    def stored_file(self, act):
        return file_link(act)


@admin.register(ConsentText)
class ConsentTextAdmin(DeskAdmin):
    """A wording that people agreed to is never edited: a new wording is a new version."""

    list_display = ("version", "valid_from")
    fields = ("version", "valid_from", "text")

    def get_changeform_initial_data(self, request):
        last = ConsentText.objects.aggregate(last=Max("version"))["last"] or 0
        return {"version": last + 1, "valid_from": timezone.localdate()}

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not _is_used(obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not _is_used(obj)


def _is_used(consent):
    return consent is not None and Proposal.objects.filter(consent=consent).exists()
