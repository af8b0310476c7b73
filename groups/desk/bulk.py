"""Many rows of a list through one door: all of them or none.

The page lists each row with its tick, asks once for what the door needs, and shows first what
would happen. Nothing happens before that was seen, nor when a row changed since.
"""

from functools import partial
from uuid import uuid4

from django.contrib import messages
from django.contrib.admin import helpers
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import label_for_field, lookup_field
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext

from . import seen
from .asked import Asked, Effect, together_mark
from .doors import FILL_IN
from .forms import spread

# More than this nobody looks through on one page.
MOST = 200


class WithBulk:
    """A list whose ticked rows can be led through some of its record's doors together."""

    # What the page tells of each row; the same names as in `list_display`.
    together_columns = ("__str__",)

    def get_urls(self):
        view = self.admin_site.admin_view(self.together_view)
        own = path("together/<slug:slug>/", view, name=self._together_name())
        return [own, *super().get_urls()]

    def _together_name(self):
        return f"{self.opts.app_label}_{self.opts.model_name}_together"

    def get_actions(self, request):
        actions = super().get_actions(request)
        if IS_POPUP_VAR in request.GET:
            return actions
        for door in self.doors:
            if door.for_many and door.is_allowed(request):
                name = f"together_{door.slug}"
                actions[name] = (partial(_begin, door=door), name, door.label_for_many)
        return actions

    def together_url(self, door, keys):
        address = reverse(f"admin:{self._together_name()}", args=[door.slug])
        return f"{address}?rows={','.join(map(str, keys))}"

    def list_url(self):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")

    def together_view(self, request, slug):
        door = next((door for door in self.doors if door.for_many and door.slug == slug), None)
        if door is None:
            raise Http404
        if not door.is_allowed(request):
            self._refuse()
        asked = Asked.of(request)
        if not asked.listed or len(asked.listed) > MOST:
            self.message_user(request, how_many(len(asked.listed)), messages.WARNING)
            return HttpResponseRedirect(self.list_url())
        if request.method != "POST":
            return self._show_together(request, door, asked, door.form(record=None))
        if FILL_IN in request.POST:
            written = door.fill_in(request, None)
            return self._show_together(request, door, asked, written, keep_seen=True)
        try:
            with transaction.atomic():
                return self._pass_together(request, door, asked)
        except _Stopped as stopped:
            return self._show_together(request, door, asked, stopped.form, effect=stopped.effect)

    def _pass_together(self, request, door, asked):
        form = door.ask(request, None)
        records = self._records(request, asked.ticked, lock=True)
        self._refuse_unseen(form, door, asked, records)
        if not form.is_valid():
            raise _Stopped(form)
        effect = Effect()
        batch = uuid4()
        for record in records:
            record.batch = batch
            self._lead(request, door, record, form, effect)
        if effect.refusals:
            _spread_common(form, effect, len(records))
            raise _Stopped(form, effect)
        if not asked.was_previewed:
            effect.lines = door.preview(records[0])
            raise _Stopped(form, effect)
        for record in records:
            self.log_change(request, record, [{"changed": {"fields": [door.logged]}}])
        return self.after_together(request, door, records, batch)

    def _refuse_unseen(self, form, door, asked, records):
        """Nothing is done with rows that are not there, or not as they were shown."""
        problem = ""
        if not asked.ticked:
            problem = gettext("Tick at least one row.")
        elif not asked.seen or len(records) < len(asked.ticked):
            problem = gettext(
                "This page was open too long or did not arrive whole. Nothing has been done yet. "
                "Look through it once more."
            )
        elif self.changed_meanwhile(asked, records):
            problem = gettext(
                "Somebody else changed some of these meanwhile, and nothing has been done. Look at "
                "the marked rows before you go on."
            )
        if problem:
            form.full_clean()
            form.add_error(None, problem)

    def changed_meanwhile(self, asked, records):
        """The keys of the rows that are not as the page showed them."""
        return {
            record.pk
            for record in records
            if asked.seen.get(record.pk, ("", ""))[0] != together_mark(record)
        }

    def _lead(self, request, door, record, form, effect):
        # The rules stand behind the door of the record: it alone says why not, in its own words.
        try:
            with transaction.atomic():
                door.go(record, request, form)
        except ValidationError as refusal:
            effect.refuse(record, refusal)
        else:
            effect.add(record, door.effect(record))

    def after_together(self, request, door, records, batch):
        """Where to go when it is done."""
        self.message_user(request, door.done, messages.SUCCESS)
        return HttpResponseRedirect(self.list_url())

    def _records(self, request, keys, *, lock=False):
        """These rows in the order of their keys, which is also the order of the locks."""
        if lock:
            rows = self.model._base_manager.select_for_update().order_by("pk")
            list(rows.filter(pk__in=keys).values_list("pk"))
        rows = self.get_queryset(request).select_related(*self.list_select_related)
        return list(rows.filter(pk__in=keys).order_by("pk"))

    def _show_together(self, request, door, asked, form, *, effect=None, keep_seen=False):
        effect = effect or Effect()
        records = self._records(request, asked.listed)
        meanwhile = self.changed_meanwhile(asked, records) if asked.seen else set()
        adminform = helpers.AdminForm(form, door.fieldsets(form), {}, model_admin=self)
        is_ready = bool(effect.changes) and not effect.refusals
        context = {
            **self.admin_site.each_context(request),
            "title": capfirst(door.label_for_many),
            "opts": self.opts,
            "door": door,
            "columns": [label_for_field(name, self.model, self) for name in self.together_columns],
            "rows": [self._row(door, record, asked, effect, meanwhile) for record in records],
            "listed": ",".join(map(str, asked.listed)),
            "adminform": adminform,
            "errors": helpers.AdminErrorList(form, []) if form.is_bound else [],
            "media": self.media + adminform.media,
            "seen_field": seen.FIELD,
            "seen": asked.sent if keep_seen else Asked.sign(records, door),
            "preview": effect.lines,
            "is_ready": is_ready,
            "count": len(effect.changes),
            "previewed": asked.token() if is_ready else "",
            "list_url": self.list_url(),
        }
        return TemplateResponse(request, "admin/desk/together.html", context)

    def _row(self, door, record, asked, effect, meanwhile):
        return {
            "key": record.pk,
            "name": str(record),
            "url": self.record_url(record),
            "cells": [_shown(name, record, self) for name in self.together_columns],
            "is_ticked": record.pk in asked.ticked,
            "notes": door.notes(record),
            "refusals": effect.refusals.get(record.pk, []),
            "change": effect.changes.get(record.pk),
            "before": asked.seen[record.pk][1] if record.pk in meanwhile & set(asked.seen) else "",
            "now": door.state(record),
        }


def _begin(model_admin, request, queryset, *, door):
    """The action of the list: to the page that shows what was ticked."""
    keys = list(queryset.order_by("pk").values_list("pk", flat=True)[: MOST + 1])
    if len(keys) > MOST:
        model_admin.message_user(request, how_many(queryset.count()), messages.WARNING)
        return None
    return HttpResponseRedirect(model_admin.together_url(door, keys))


def how_many(count):
    """How many rows can be led together, and how many it were."""
    if count <= MOST:
        return gettext("Tick at least one row.")
    sentence = ngettext(
        "At most %(most)d can be done at once, and %(count)d was ticked. Nothing has been done.",
        "At most %(most)d can be done at once, and %(count)d were ticked. Nothing has been done.",
        count,
    )
    return sentence % {"most": MOST, "count": count}


def _spread_common(form, effect, count):
    """What every row is refused for is said once, beside the field that it is about."""
    first = next(iter(effect.raised.values()))
    alike = {tuple(sentences) for sentences in effect.refusals.values()}
    if hasattr(first, "error_dict") and len(alike) == 1 and len(effect.refusals) == count:
        spread(form, first)
        effect.refusals.clear()
        return
    form.add_error(
        None, gettext("Some rows are refused, so nothing has been done. Why stands beside them.")
    )


def _shown(name, record, model_admin):
    _field, _attr, value = lookup_field(name, record, model_admin)
    return "" if value is None else value


class _Stopped(Exception):
    """Nothing was done: the page comes back, and the transaction is undone."""

    def __init__(self, form, effect=None):
        super().__init__()
        self.form = form
        self.effect = effect
