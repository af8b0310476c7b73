"""Deleting at the desk: rare, explained, with a reason, and taken back within thirty days."""

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.history import act
from groups.stored import taken_with


class ReasonForm(forms.Form):
    """Why a record is deleted."""

    why = forms.CharField(
        label=_("Why is it deleted?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        error_messages={"required": _("Write the reason in a few words.")},
    )


class WithTrash:
    """A page whose record can be deleted, for thirty days only."""

    def delete_view(self, request, object_id, extra_context=None):
        form = ReasonForm(request.POST if request.method == "POST" else None)
        context = {"reason_form": form, "taken": self._taken(request, object_id)}
        if request.method == "POST" and not form.is_valid():
            # Without a reason the question comes back, and nothing is deleted.
            request.POST = QueryDict()
        with act(why=form.cleaned_data.get("why") if form.is_bound and form.is_valid() else None):
            return super().delete_view(request, object_id, {**context, **(extra_context or {})})

    def delete_model(self, request, obj):
        deletions().throw(obj)
        text = gettext("It can be brought back for 30 days, from the list of deleted records.")
        self.message_user(request, text, messages.INFO)

    def _taken(self, request, object_id):
        from groups.models.deletion import counted, in_words

        record = self.get_object(request, unquote(object_id))
        if record is None or not self.has_delete_permission(request, record):
            return []
        return in_words(counted(taken_with(record)))


class KeepsDeletedRows:
    """A table whose ticked rows can be brought back."""

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        return type(formset.__name__, (_ToTrash, formset), {})


class _ToTrash:
    def delete_existing(self, obj, commit=True):
        if commit:
            deletions().throw(obj)


def deletions():
    # The models are not ready while the desk's own classes are read.
    from groups.models import Deletion

    return Deletion.objects
