"""What lacks a translation: a filter of every list, a line on every page, a count for all."""

from django.conf import settings
from django.contrib import admin
from django.db.models import Count, Q
from django.forms.models import _get_foreign_key
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from language.completeness import lacking, meters, translated_fields


class LacksFilter(admin.SimpleListFilter):
    """Records on whose page some text stands in another language only."""

    title = _("translation")
    parameter_name = "lacks"

    def __init__(self, request, params, model, model_admin):
        self.page = model_admin
        super().__init__(request, params, model, model_admin)

    def lookups(self, request, model_admin):
        return [
            (code, gettext("Missing: %(language)s") % {"language": name})
            for code, name in settings.LANGUAGES
        ]

    def queryset(self, request, queryset):
        known = self.value() in dict(settings.LANGUAGES)
        return queryset.filter(lacking_on_page(self.page, self.value())) if known else queryset


class WithMeter:
    """A page of a record with texts in three languages."""

    def get_list_filter(self, request):
        return (*super().get_list_filter(request), LacksFilter)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            context["meters"] = meters([obj, *_rows(context["inline_admin_formsets"])])
        return super().render_change_form(request, context, add, change, form_url, obj)


def _rows(tables):
    """The stored rows of the page's tables, which the page has read already."""
    for table in tables:
        for form in table.formset.initial_forms:
            if form.instance.pk is not None and translated_fields(type(form.instance)):
                yield form.instance


def lacking_on_page(page, code):
    """The condition that a record, or a row in a table of its page, lacks the language."""
    condition = lacking(page.model, code)
    for inline in page.inlines:
        if not translated_fields(inline.model):
            continue
        parent = _get_foreign_key(page.model, inline.model, fk_name=inline.fk_name)
        rows = inline.model._base_manager.filter(lacking(inline.model, code))
        condition |= Q(pk__in=rows.order_by().values(parent.attname))
    return condition


def count_lacking(page, request):
    """How many records of this kind lack each language: a mapping by code, in one query."""
    counts = {
        code: Count("pk", filter=lacking_on_page(page, code)) for code, _name in settings.LANGUAGES
    }
    return page.get_queryset(request).order_by().aggregate(**counts)
