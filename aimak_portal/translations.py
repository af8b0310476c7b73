"""The desk's list of what lacks which language, kind by kind."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from groups.desk.completeness import WithMeter, count_lacking


def translation_list(site, request):
    """How many records of each kind lack each language, each number a link to those records."""
    pages = _pages(site, request)
    if not pages:
        raise PermissionDenied
    rows = [_row(page, request) for page in pages]
    context = {
        **site.each_context(request),
        "title": _("Texts without a translation"),
        "languages": settings.LANGUAGES,
        "rows": rows,
        "total": sum(count for row in rows for count, _url in row["cells"]),
    }
    return TemplateResponse(request, "admin/translations.html", context)


def _pages(site, request):
    order = {
        model["model"]: place
        for place, model in enumerate(
            model for app in site.get_app_list(request) for model in app["models"]
        )
    }
    pages = [page for page in site._registry.values() if isinstance(page, WithMeter)]
    allowed = [page for page in pages if page.has_change_permission(request)]
    return sorted(allowed, key=lambda page: order.get(page.model, len(order)))


def _row(page, request):
    counts = count_lacking(page, request)
    opts = page.opts
    address = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
    cells = [(counts[code], f"{address}?lacks={code}") for code, _name in settings.LANGUAGES]
    return {"kind": capfirst(opts.verbose_name_plural), "cells": cells}
