"""The base classes of the desk's pages and of the tables within them."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget, RelatedFieldWidgetWrapper
from django.db import models
from django.utils import translation
from django.utils.translation import gettext
from modeltranslation.admin import (
    TranslationAdmin,
    TranslationStackedInline,
    TranslationTabularInline,
)

from language.money import MoneyColumn
from language.numbers import CountField, QuantityField
from language.paging import CountedPages

from .completeness import WithMeter
from .deleting import KeepsDeletedRows, WithTrash
from .doors import WithDoors
from .forms import DateAndTime, DeskForm
from .guard import Guarded
from .history import WithHistory

# Counts are typed with or without spaces between the thousands; years are typed plainly.
FIELDS = {
    models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 5})},
    models.DateTimeField: {"form_class": forms.SplitDateTimeField, "widget": DateAndTime},
    models.PositiveIntegerField: {"form_class": CountField},
    models.PositiveSmallIntegerField: {"form_class": CountField},
    models.DecimalField: {"form_class": QuantityField},
    # Nearer than the line above: an amount of som brings its own field.
    MoneyColumn: {},
    # An address typed without its beginning is a secure one.
    models.URLField: {"assume_scheme": "https"},
}


class _PlainFields:
    """Fields without the small buttons around them, and texts that name their language."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is None:
            return None
        if isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        code = getattr(db_field, "language", "")
        if code:
            field.widget.attrs["lang"] = code
        return field


class DeskPages(CountedPages):
    """Pages of a list of the desk: nobody turns two hundred of them, a filter finds sooner."""

    most = 10_000


class _Desk(Guarded, WithDoors, WithHistory, WithTrash, _PlainFields):
    formfield_overrides = FIELDS
    list_per_page = 50
    paginator = DeskPages
    # "50 of 1,000 found" costs one more count on every page.
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    save_on_top = False
    actions_on_bottom = False

    class Media:
        js = ("desk.js",)

    def get_actions(self, request):
        """Nothing is deleted by the dozen: a slip of the hand must stay small."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def construct_change_message(self, request, form, formsets, add=False):
        """The log says what was changed and keeps no name of a person."""
        message = super().construct_change_message(request, form, formsets, add)
        with translation.override(None):
            nameless = {
                str(formset.model._meta.verbose_name)
                for formset in formsets or ()
                if _is_person(formset.model)
            }
        spoken = _spoken(formsets or ())
        for entry in message:
            for change in entry.values():
                if change.get("name") in nameless:
                    change["object"] = "…"
                elif "object" in change:
                    change["object"] = spoken.get(change["object"], change["object"])
        return message


def _spoken(formsets):
    """The rows' names as the log would keep them, in English, and as the clerk knows them."""
    rows = [row for formset in formsets for row in _saved(formset)]
    with translation.override(None):
        names = [str(row) for row in rows]
    return dict(zip(names, map(str, rows), strict=True))


def _saved(formset):
    changed = [row for row, _columns in formset.changed_objects]
    return [*formset.new_objects, *changed, *formset.deleted_objects]


def _is_person(model):
    return any(column.name == "full_name" for column in model._meta.concrete_fields)


class DeskAdmin(WithMeter, _Desk, TranslationAdmin):
    """A page of a record with texts in three languages."""


class PlainDeskAdmin(_Desk, admin.ModelAdmin):
    """A page of a record without translated texts."""


class _Table(KeepsDeletedRows, _PlainFields):
    form = DeskForm
    formfield_overrides = FIELDS
    extra = 0


class _Named:
    """Fields of a table have no label of their own: the column's name is read aloud instead."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            field.widget.attrs.setdefault("aria-label", str(field.label or db_field.verbose_name))
        return field

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        return type(formset.__name__, (_NamedDeletion, formset), {})


class _NamedDeletion:
    def add_fields(self, form, index):
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["aria-label"] = gettext("Delete this row")


class StackedInline(_Table, TranslationStackedInline):
    """Rows with translated texts, one below the other."""


class TabularInline(_Table, _Named, TranslationTabularInline):
    """Rows with translated texts, as a table."""

    template = "admin/desk/tabular.html"


class PlainStackedInline(_Table, admin.StackedInline):
    """Rows, one below the other."""


class PlainTabularInline(_Table, _Named, admin.TabularInline):
    """Rows, as a table."""

    template = "admin/desk/tabular.html"
