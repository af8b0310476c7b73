"""Stored files leave the portal only through here: fixed type, no script, no guessing.

The view asks first whether this reader may have this file; a path on the disk has no address.
"""

from django.http import FileResponse, Http404

from attachments.names import EXTENSIONS, clean_title

# A day, not a year: a photo that is withdrawn must leave the caches, too.
_PUBLIC = "public, max-age=86400, immutable"
_PRIVATE = "private, no-store"


def serve(field_file, *, content_type, download_name, public):
    """The response that hands over a stored file; `Http404` when the disk has lost it.

    `content_type` must be one that the portal stores. Pictures are shown, a PDF is downloaded.
    `public=False` keeps the answer out of every cache.
    """
    extension = EXTENSIONS[content_type]
    response = FileResponse(
        _opened(field_file),
        content_type=content_type,
        as_attachment=not content_type.startswith("image/"),
        filename=f"{clean_title(download_name) or 'file'}{extension}",
    )
    shut_in(response)
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = _PUBLIC if public else _PRIVATE
    return response


def shut_in(response):
    """The same response, of whose content nothing may run or load in a browser."""
    response["X-Content-Type-Options"] = "nosniff"
    # The portal's own policy is not added where a response brings one.
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _opened(field_file):
    if not field_file:
        raise Http404
    try:
        return field_file.storage.open(field_file.name, "rb")
    except OSError as error:
        raise Http404 from error
