"""A paper is a whole PDF or a photo of the sheet; nothing else."""

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from attachments import documents
from tests.attachments import samples


def refusal(data):
    with pytest.raises(ValidationError) as caught:
        documents.accept(samples.upload(data, "paper.pdf"))
    return caught.value


def test_a_pdf_is_stored_as_it_is():
    paper = documents.accept(samples.upload(samples.PDF, "Протокол.pdf"))

    assert paper.file.read() == samples.PDF
    assert paper.content_type == "application/pdf"
    assert paper.size_bytes == len(samples.PDF)
    assert paper.title == "Протокол"


def test_a_pdf_may_end_in_a_few_idle_bytes():
    assert documents.accept(samples.upload(samples.PDF + b"\0" * 500))


@pytest.mark.parametrize("rest", [b"", b"\0" * 2_000])
def test_a_pdf_without_its_end_is_refused(rest):
    assert refusal(samples.PDF.replace(b"%%EOF", b"") + rest).code == "cut_off"


def test_a_pdf_with_something_hung_on_its_end_is_refused():
    assert refusal(samples.PDF + b"<html>" + samples.SCRIPT * 100).code == "cut_off"


def test_a_photographed_sheet_becomes_a_jpeg_of_readable_size():
    paper = documents.accept(samples.upload(samples.picture("PNG", size=(3_000, 4_000)), "a.png"))

    scan = Image.open(paper.file)
    assert paper.content_type == "image/jpeg"
    assert (scan.format, scan.size) == ("JPEG", (1800, 2400))
    assert paper.size_bytes == paper.file.size


OTHERS = {
    "page": b"<html>" + samples.SCRIPT,
    "page before a pdf": b"<html>" + samples.PDF,
    "svg": samples.svg(),
    "eps": samples.eps(),
    "archive": samples.jar(),
    "gif": samples.picture("GIF"),
    "text": b"minutes",
}


@pytest.mark.parametrize("data", OTHERS.values(), ids=OTHERS)
def test_what_is_neither_is_refused_and_told_what_is_taken(data):
    error = refusal(data)

    assert error.code == "not_a_paper"
    assert all(kind in error.messages[0] for kind in ("PDF", "JPEG", "PNG", "WebP"))


def test_a_damaged_photo_of_a_sheet_is_called_damaged():
    data = samples.encoded(samples.noise((200, 200)))

    assert refusal(data[: len(data) // 2]).code == "damaged"


def test_an_empty_paper_is_refused():
    assert refusal(b"").code == "empty"


def test_a_paper_too_heavy_is_refused(monkeypatch):
    monkeypatch.setattr(documents, "MAX_BYTES", len(samples.PDF) - 1)

    assert refusal(samples.PDF).code == "too_heavy"
