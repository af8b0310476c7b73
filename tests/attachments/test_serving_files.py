"""A browser is told what a file is and may make nothing else of it."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from attachments.serving import serve


class Stored:
    """A stored file, as a model's column hands it over."""

    def __init__(self, directory, data=b"bytes"):
        self.storage = FileSystemStorage(location=directory)
        self.name = self.storage.save("photos/2026/a.webp", ContentFile(data))


def answer(directory, **options):
    values = {"content_type": "image/webp", "download_name": "Плотина", "public": True}
    return serve(Stored(directory), **values | options)


def body(response):
    try:
        return b"".join(response.streaming_content)
    finally:
        # Not the response itself: its end is the end of a request, which looks at the database.
        response.file_to_stream.close()


def test_a_photo_is_shown_as_what_it_is_and_nothing_else(tmp_path):
    response = answer(tmp_path)

    assert body(response) == b"bytes"
    assert response["Content-Type"] == "image/webp"
    assert response["Content-Length"] == "5"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["Content-Disposition"].startswith("inline;")


def test_a_pdf_is_downloaded_and_never_shown(tmp_path):
    response = answer(tmp_path, content_type="application/pdf")

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment;")
    body(response)


@pytest.mark.parametrize("content_type", ["text/html", "image/svg+xml", "", "application/zip"])
def test_a_type_that_we_do_not_store_is_never_served(tmp_path, content_type):
    with pytest.raises(KeyError):
        answer(tmp_path, content_type=content_type)


def test_the_public_may_keep_a_public_file_for_a_day(tmp_path):
    response = answer(tmp_path)

    assert response["Cache-Control"] == "public, max-age=86400, immutable"
    body(response)


def test_nobody_keeps_what_is_not_public(tmp_path):
    response = answer(tmp_path, public=False)

    assert response["Cache-Control"] == "private, no-store"
    body(response)


NAMES = {
    "Плотина": "filename*=utf-8''%D0%9F%D0%BB%D0%BE%D1%82%D0%B8%D0%BD%D0%B0.webp",
    'a"b': 'filename="a\\"b.webp"',
    "line\r\nSet-Cookie: a=b": 'filename="line Set-Cookie: a=b.webp"',
    "../../x": 'filename="x.webp"',
    "page.html": 'filename="page.webp"',
    "": 'filename="file.webp"',
}


@pytest.mark.parametrize("name", NAMES)
def test_a_download_has_a_safe_name_in_any_language(tmp_path, name):
    response = answer(tmp_path, download_name=name)

    assert response["Content-Disposition"] == f"inline; {NAMES[name]}"
    body(response)


def test_a_file_that_the_disk_lost_is_not_found(tmp_path):
    stored = Stored(tmp_path)
    stored.storage.delete(stored.name)

    with pytest.raises(Http404):
        serve(stored, content_type="image/webp", download_name="a", public=True)


def test_a_row_without_a_file_is_not_found():
    with pytest.raises(Http404):
        serve(None, content_type="image/webp", download_name="a", public=True)


def through_the_portals_policy(response):
    from csp.middleware import CSPMiddleware

    return CSPMiddleware(lambda request: response)(RequestFactory().get("/"))


def test_the_portals_own_policy_does_not_loosen_that_of_a_file(tmp_path):
    response = through_the_portals_policy(answer(tmp_path))

    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    body(response)


def test_without_a_policy_of_its_own_a_file_would_get_that_of_a_page():
    assert "script-src" in through_the_portals_policy(HttpResponse())["Content-Security-Policy"]
