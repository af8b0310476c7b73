from django.http import Http404, HttpResponsePermanentRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.urls import Resolver404
from django.utils import timezone
from django.views.decorators.http import require_safe

from attachments.comma_separated import CONTENT_TYPE
from attachments.serving import shut_in
from reports.api.telling import for_machines, may_ask, problem, read_only
from reports.datasets import DATASETS
from reports.datasets.field import KINDS
from reports.open_data.dictionary import closed
from reports.open_data.files import archive, file_of
from reports.open_data.licence import LICENCE, LICENCE_URL
from reports.open_data.readme import citation, reading


@require_safe
def data(request):
    """What open data there is, how to read it, and under which licence."""
    context = {
        "datasets": DATASETS.values(),
        "reading": reading(),
        "licence": LICENCE,
        "licence_url": LICENCE_URL,
        "citation": citation(timezone.localdate()),
    }
    return render(request, "reports/data.html", context)


@require_safe
def data_detail(request, table):
    """One dataset: what each field of it means, and by what it can be narrowed."""
    dataset = _find(table)
    fields = [
        {
            "names": field.names,
            "kind": KINDS[field.kind],
            "of": DATASETS.get(field.of),
            "about": field.explained(dataset.model),
            "codes": closed(field),
        }
        for field in dataset.fields
    ]
    filters = [*dataset.filters, "after", "limit"]
    context = {"dataset": dataset, "fields": fields, "filters": filters}
    return render(request, "reports/data_detail.html", context)


@require_safe
def data_file(request, table):
    """The rows of a dataset as a CSV file, made while it is sent."""
    dataset = _find(table)
    return _file(file_of(dataset), CONTENT_TYPE, f"{dataset.key}.csv")


@require_safe
def data_archive(request):
    """All datasets with what explains them, made while it is sent."""
    return _file(archive(), "application/zip", "aimak.zip")


def open_interface(request, rest=""):
    """An answer of the open interface, always as JSON, also where it refuses."""
    return for_machines(_answer(request, rest))


def _answer(request, rest):
    if request.method == "OPTIONS":
        return may_ask()
    if request.method not in ("GET", "HEAD"):
        return read_only()
    # What serves machines is imported when the first of them asks.
    from reports.api.interface import answer

    asked, request.method = request.method, "GET"
    try:
        return answer(request, rest)
    except Resolver404:
        return _nowhere(request, rest)
    finally:
        # Whoever asks for the head of an answer alone gets it as if by GET, without the body.
        request.method = asked


def _nowhere(request, rest):
    from reports.api.interface import is_there

    if is_there(f"{rest}/"):
        return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
    return problem("There is nothing at this address; see /api/v1/.", 404)


def _find(key):
    if key not in DATASETS:
        raise Http404
    return DATASETS[key]


def _file(pieces, content_type, name):
    response = StreamingHttpResponse(pieces, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return for_machines(shut_in(response))
