"""All changes of all records, narrowed by kind, person and days."""

from datetime import datetime, time, timedelta

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.history.kept import KEPT
from groups.history.reading import Source, kept_of

from .history import READS_ALL, read


class ChangesForm(forms.Form):
    """What the reader looks for."""

    kind = forms.ChoiceField(label=_("Kind of record"), required=False)
    person = forms.ModelChoiceField(
        label=_("Who changed it"), required=False, queryset=get_user_model()._base_manager.none()
    )
    since = forms.DateField(label=_("from"), required=False, widget=AdminDateWidget)
    until = forms.DateField(label=_("until"), required=False, widget=AdminDateWidget)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = [
            (kept.model._meta.label_lower, capfirst(kept.model._meta.verbose_name))
            for kept in KEPT.values()
        ]
        kinds.sort(key=lambda pair: pair[1])
        self.fields["kind"].choices = [("", gettext("All")), *kinds]
        self.fields["person"].queryset = get_user_model()._base_manager.order_by("username")

    def sources(self):
        """The rows that were asked for; all of them where the form is wrong or empty."""
        wanted = self.cleaned_data if self.is_valid() else {}
        only = kept_of(wanted.get("kind"))
        narrowed = _narrowed(wanted)
        kinds = [only] if only else KEPT.values()
        return [Source.of(kept, keeps=True, **narrowed) for kept in kinds]


def _narrowed(wanted):
    narrowed = {}
    if wanted.get("person"):
        narrowed["history_user_id"] = wanted["person"].pk
    if wanted.get("since"):
        narrowed["history_date__gte"] = _midnight(wanted["since"])
    if wanted.get("until"):
        narrowed["history_date__lt"] = _midnight(wanted["until"] + timedelta(days=1))
    return narrowed


def _midnight(day):
    return timezone.make_aware(datetime.combine(day, time.min))


def changes(site, request):
    """The page of all changes. It names persons: it is for those who answer for everything."""
    if not request.user.has_perm(READS_ALL):
        raise PermissionDenied
    form = ChangesForm(request.GET)
    entries, page = read(site, request, form.sources())
    context = {
        **site.each_context(request),
        "title": gettext("All changes"),
        "form": form,
        "media": form.media,
        "listed": [(entry, _address(site, entry)) for entry in entries],
        "page": page,
    }
    return TemplateResponse(request, "admin/desk/changes.html", context)


def _address(site, entry):
    """The page of the record, where it has one of its own."""
    if entry.is_end or entry.kept.model not in site._registry:
        return ""
    meta = entry.kept.model._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_history", args=[entry.number])
