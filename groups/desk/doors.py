"""Buttons of a record's page: each leads to a small page and from there through one door.

The page explains what will happen and asks for what the door needs. The door alone decides
whether it may: what it refuses stands beside the fields, and nothing is changed.
"""

from abc import ABC, abstractmethod

from django import forms
from django.contrib import messages
from django.contrib.admin import helpers, widgets
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from . import seen
from .door_form import DoorForm
from .forms import spread

# A button of this name writes more into the form and does nothing else.
FILL_IN = "_fill_in"


def day_field(label, **kwargs):
    """A day, with the admin's calendar."""
    return forms.DateField(label=label, widget=widgets.AdminDateWidget, **kwargs)


class Door(ABC):
    """One button. A subclass names its door of the model in `go`."""

    slug = ""
    label = ""
    explanation = ""
    done = _("Done.")
    permission = ""
    form = DoorForm
    # What the log of the admin says was changed.
    logged = gettext_noop("status")
    # Shows what everybody will read before it is done.
    has_preview = False
    # Whether the rows ticked in a list can be led through it together, and how the list calls it.
    for_many = False
    label_for_many = ""
    template = "admin/desk/door.html"

    def is_allowed(self, request):
        return request.user.has_perm(self.permission)

    def is_open(self, record):
        """Whether the button stands on the record's page now."""
        return True

    def closed_because(self, record):
        """Why the button does not stand there now."""
        return gettext("This step is no longer possible. Look at the page again.")

    def initial(self, record):
        return {}

    def ask(self, request, record):
        """The form of the page: empty, or with what was typed."""
        if request.method == "POST":
            return self.form(request.POST, request.FILES, record=record)
        return self.form(record=record, initial=self.initial(record))

    def fill_in(self, request, record):
        """The form with more written into it, where a button asks for just that."""
        return self.form(record=record, initial=self.initial(record))

    def notes(self, record):
        """Sentences that the clerk should read before pressing the button."""
        return []

    def fieldsets(self, form):
        """The fields that stand one below the other; a template may show others."""
        return [(None, {"fields": list(form.fields)})] if form.fields else []

    def shown(self, record):
        """What the page rests on besides the record itself, by name.

        Where it changed meanwhile the step is shown anew before it is taken.
        """
        return {}

    def context(self, record, form):
        """What the template of this door needs more."""
        return {}

    def preview(self, record):
        """What everybody will read, as pairs of a word and a text."""
        return []

    def state(self, record):
        """Where the record stands, in a word: shown where it changed meanwhile."""
        return ""

    def effect(self, record):
        """After the step: where it stands, and the public pages that show it."""
        return {"state": self.state(record), "pages": []}

    @abstractmethod
    def go(self, record, request, form):
        """Call the door. May return a response instead of the way back to the record."""


class WithDoors:
    """A page whose record has doors."""

    doors = ()

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_door"
        own = [
            path(
                "<int:pk>/do/<slug:slug>/",
                self.admin_site.admin_view(self.door_view),
                name=name,
            )
        ]
        return [*own, *super().get_urls()] if self.doors else super().get_urls()

    def open_doors(self, request, record):
        """The doors through which this person may lead this record now."""
        return [door for door in self.doors if door.is_allowed(request) and door.is_open(record)]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change and obj is not None:
            context["doors"] = [
                {"label": door.label, "url": self.door_url(obj, door)}
                for door in self.open_doors(request, obj)
            ]
        return super().render_change_form(request, context, add, change, form_url, obj)

    def door_url(self, record, door):
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_door"
        return reverse(name, args=[record.pk, door.slug])

    def record_url(self, record):
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return reverse(name, args=[record.pk])

    def door_view(self, request, pk, slug):
        door = next((door for door in self.doors if door.slug == slug), None)
        if door is None:
            raise Http404
        if not door.is_allowed(request):
            self._refuse()
        if request.method != "POST":
            return self._show_door(request, door, self._door_record(request, pk))
        if FILL_IN in request.POST:
            return self._fill_in(request, door, self._door_record(request, pk))
        try:
            with transaction.atomic():
                return self._pass(request, door, self._door_record(request, pk, lock=True))
        except _Stopped as stopped:
            # The record that the refused door has touched is thrown away with the transaction.
            record = self._door_record(request, pk)
            return self._show_door(request, door, record, stopped.form, stopped.preview)

    def _refuse(self):
        raise PermissionDenied

    def _fill_in(self, request, door, record):
        # What the clerk saw stays what was seen before: nothing has been compared yet.
        sent = request.POST.get(seen.FIELD, "")
        return self._show_door(request, door, record, door.fill_in(request, record), carried=sent)

    def _door_record(self, request, pk, *, lock=False):
        if lock:
            self._lock(pk)
        record = self.get_queryset(request).filter(pk=pk).first()
        if record is None:
            raise Http404
        return record

    def _pass(self, request, door, record):
        form = door.ask(request, record)
        refuse_stale(form, request, record, door)
        if not form.is_valid():
            raise _Stopped(form)
        if not door.is_open(record):
            form.add_error(None, door.closed_because(record))
            raise _Stopped(form)
        try:
            response = door.go(record, request, form)
        except ValidationError as refusal:
            spread(form, refusal)
            raise _Stopped(form) from refusal
        if "_preview" in request.POST and door.has_preview:
            raise _Stopped(form, door.preview(record))
        self.log_change(request, record, [{"changed": {"fields": [door.logged]}}])
        if response is not None:
            return response
        self.message_user(request, door.done, messages.SUCCESS)
        return HttpResponseRedirect(self.record_url(record))

    def _show_door(self, request, door, record, form=None, preview=None, carried=""):
        if form is None and not door.is_open(record):
            self.message_user(request, door.closed_because(record), messages.WARNING)
            return HttpResponseRedirect(self.record_url(record))
        # Marked first: nothing that only prepares the page may count as seen.
        marked = carried or seen.sign(record, all_marks(record), _shown_marks(door, record))
        form = form or door.ask(request, record)
        adminform = helpers.AdminForm(form, door.fieldsets(form), {}, model_admin=self)
        context = {
            **self.admin_site.each_context(request),
            "title": door.label,
            "subtitle": str(record),
            "opts": self.opts,
            "original": record,
            "record_url": self.record_url(record),
            "door": door,
            "notes": door.notes(record),
            "preview": preview,
            "adminform": adminform,
            "errors": helpers.AdminErrorList(form, []) if form.is_bound else [],
            "media": self.media + adminform.media,
            "seen_field": seen.FIELD,
            "seen": marked,
            **door.context(record, form),
        }
        return TemplateResponse(request, door.template, context)


class _Stopped(Exception):
    """The door was not passed: the page comes back, and the transaction is undone."""

    def __init__(self, form, preview=None):
        super().__init__()
        self.form = form
        self.preview = preview


def all_marks(record):
    """The marks of all that is stored of a record."""
    names = [column.name for column in record._meta.concrete_fields if column.name != "search_text"]
    return seen.marks(record, names)


def _shown_marks(door, record):
    return {name: seen.mark(name, value) for name, value in door.shown(record).items()}


def refuse_stale(form, request, record, door):
    """A step decided on an older state of the record is shown the new one first."""
    before = seen.read(request.POST.get(seen.FIELD, ""), record)
    now = (all_marks(record), _shown_marks(door, record))
    if before is None or any(map(seen.changed, before, now)):
        form.full_clean()
        form.add_error(
            None,
            gettext(
                "Somebody else changed this meanwhile, and nothing has been done yet. "
                "Look at the page again before you go on: %(record)s"
            )
            % {"record": record},
        )
