"""What is refused before any page is asked."""

from http import HTTPStatus

from django.http import HttpResponseBadRequest
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from reports.api import telling


def for_machines(request):
    """Whether a machine asks, which expects JSON whatever happens."""
    return request.path.startswith("/api/")


class RefuseGarbage:
    """Answer an address with a NUL character by a plain 400.

    PostgreSQL cannot hold the character and SQLite can, so no page should ever meet it.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        query = request.META.get("QUERY_STRING", "")
        if "\x00" in request.path or "\x00" in query or "%00" in query:
            return _refused(request)
        return self.get_response(request)


def _refused(request):
    if for_machines(request):
        reason = "This address holds a character that cannot be used."
        return telling.for_machines(telling.problem(reason, 400))
    reason = _("This address holds a character that cannot be used.")
    return HttpResponseBadRequest(reason, content_type="text/plain; charset=utf-8")


class CompressText(GZipMiddleware):
    """Compress pages; photos, papers and archives are compressed already."""

    def process_response(self, request, response):
        kind = response.get("Content-Type", "")
        if kind.startswith("image/") or kind in {"application/pdf", "application/zip"}:
            return response
        if response.status_code == HTTPStatus.NOT_MODIFIED:
            # A cache keeps by what this says, so it says the same as the answer that it stands for.
            patch_vary_headers(response, ["Accept-Encoding"])
        return super().process_response(request, response)
