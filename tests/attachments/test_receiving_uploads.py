"""An upload over every limit is let go while it arrives, and still refused with its true size."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import RequestFactory

from attachments.documents import accept
from attachments.uploads import BoundedUploadHandler
from tests.attachments import samples

LIMIT = 200_000


@pytest.fixture
def receive(monkeypatch):
    """Send these bytes to a handler; what it made of them is closed after the test."""
    monkeypatch.setattr(BoundedUploadHandler, "limit", LIMIT)
    received = []

    def receiving(data, handler_class=BoundedUploadHandler):
        received.append(_sent(data, handler_class))
        return received[-1].FILES["file"]

    yield receiving
    for request in received:
        request.close()


def _sent(data, handler_class):
    request = RequestFactory().post(
        "/", {"text": "Көпүрө", "file": samples.upload(data, "paper.pdf")}
    )
    request.upload_handlers = [handler_class(request)]
    assert request.POST["text"] == "Көпүрө"
    return request


def on_disk(upload):
    upload.seek(0)
    return upload.read()


def test_what_is_far_too_big_does_not_stay_on_the_disk(receive):
    upload = receive(b"x" * (LIMIT + 1))

    assert on_disk(upload) == b""
    assert upload.size == LIMIT + 1


def test_with_djangos_own_handler_it_would_stay(receive):
    upload = receive(b"x" * (LIMIT + 1), TemporaryFileUploadHandler)

    assert len(on_disk(upload)) == LIMIT + 1


def test_what_fits_arrives_whole(receive):
    assert on_disk(receive(b"x" * LIMIT)) == b"x" * LIMIT


def test_the_form_refuses_by_the_true_size(receive, monkeypatch):
    upload = receive(samples.PDF + b" " * LIMIT)
    monkeypatch.setattr("attachments.documents.MAX_BYTES", LIMIT)

    with pytest.raises(ValidationError) as caught:
        accept(upload)

    assert caught.value.code == "too_heavy"
