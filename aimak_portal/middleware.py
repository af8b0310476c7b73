"""What is refused before any page is asked."""

from django.http import HttpResponseBadRequest
from django.middleware.gzip import GZipMiddleware
from django.utils.translation import gettext as _


class RefuseGarbage:
    """Answer an address with a NUL character by a plain 400.

    PostgreSQL cannot hold the character and SQLite can, so no page should ever meet it.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        query = request.META.get("QUERY_STRING", "")
        if "\x00" in request.path or "\x00" in query or "%00" in query:
            return HttpResponseBadRequest(
                _("This address holds a character that cannot be used."),
                content_type="text/plain; charset=utf-8",
            )
        return self.get_response(request)


class CompressText(GZipMiddleware):
    """Compress pages; photos and papers are compressed already and keep their length."""

    def process_response(self, request, response):
        kind = response.get("Content-Type", "").partition("/")[0]
        if kind == "image" or response.get("Content-Type") == "application/pdf":
            return response
        return super().process_response(request, response)
