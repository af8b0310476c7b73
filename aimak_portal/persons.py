"""Finding all that is kept about one person, and erasing it when the person asks."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from groups.erasing import erase
from groups.models import Deletion, Erasure, PersonalAccess, Sought, erasable_models

MOST_SHOWN = 100


class PersonForm(forms.Form):
    """Whom to look for; sent by POST, so that no name stands in an address or a log."""

    query = forms.CharField(
        label=gettext_lazy("Name, telephone, e-mail or number of the proposal"), max_length=200
    )


def person_finder(site, request):
    """What is kept about a person, row by row; the ticked rows are erased after one more look."""
    if not request.user.has_perm("groups.erase_person"):
        raise PermissionDenied
    form = PersonForm(request.POST if request.method == "POST" else None)
    found, chosen, is_whole = [], [], True
    if form.is_valid():
        found, is_whole = _found(form.cleaned_data["query"])
        ticked = set(request.POST.getlist("row"))
        chosen = [row for row in found if row["key"] in ticked]
    if chosen and "_erase" in request.POST:
        return _erase(request, chosen)
    PersonalAccess.objects.note(request.user, [row["record"] for row in found])
    context = {
        **site.each_context(request),
        "title": _("Personal data of a person"),
        "form": form,
        "found": found,
        "chosen": chosen,
        "is_whole": is_whole,
        "asked": form.is_bound and form.is_valid(),
        "none_chosen": "_look" not in request.POST and form.is_bound and found and not chosen,
    }
    return TemplateResponse(request, "admin/persons.html", context)


def _found(query):
    """The rows of every kind, and whether these are all of them."""
    rows = []
    for model in erasable_models():
        for record in model.objects.of_person(query)[: MOST_SHOWN + 1]:
            rows.append(_row(record, record.where_it_stands()))
    for record in Deletion.objects.of_person(Sought(query)):
        rows.append(_row(record, _("Deleted, may still be brought back")))
    return rows[:MOST_SHOWN], len(rows) <= MOST_SHOWN


def _row(record, place):
    return {
        "key": f"{record._meta.label}:{record.pk}",
        "record": record,
        "kind": record._meta.verbose_name,
        "place": place,
        "values": record.what_is_kept(),
    }


@transaction.atomic
def _erase(request, chosen):
    count = 0
    for model in erasable_models():
        keys = [row["record"].pk for row in chosen if isinstance(row["record"], model)]
        count += erase(model, keys, why=Erasure.Why.ASKED, by=request.user)
    text = ngettext(
        "Erased for good: %(count)d record.", "Erased for good: %(count)d records.", count
    )
    messages.success(request, text % {"count": count})
    return HttpResponseRedirect(reverse("admin:persons"))
