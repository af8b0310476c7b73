"""Papers: a PDF, or a photo of the paper, which is rebuilt like every other photo."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from attachments.fields import Accepted
from attachments.images import MEGABYTE, encode, read, refuse_size
from attachments.names import clean_title

MAX_BYTES = 20 * MEGABYTE
# An A4 sheet at about 200 dots per inch: stamps and small print stay readable.
SCAN_SIDE = 2400
SCAN_QUALITY = 80

PDF = "application/pdf"
# JPEG, not WebP: a scan is mailed, printed and pasted into papers outside the portal.
JPEG = "image/jpeg"
CONTENT_TYPES = [(PDF, "PDF"), (JPEG, "JPEG")]

# Readers look for the end mark in the last kilobyte, and so do we.
_TAIL = 1024

NOT_A_PAPER = _(
    "This file is neither a PDF nor a photo that we can read. "
    "Save the paper as PDF, or choose a JPEG, PNG or WebP photo of it."
)
CUT_OFF = _(
    "This PDF is not complete: its end is missing. Save or download it again, "
    "and choose the new copy."
)


@dataclass(frozen=True, eq=False)
class Paper:
    """A checked paper: its bytes, one of the two fixed types, and a title from its file name."""

    file: Accepted
    content_type: str
    size_bytes: int
    title: str


def accept(upload):
    """The `Paper` of an uploaded file; `ValidationError` says what is accepted instead."""
    refuse_size(upload, MAX_BYTES)
    upload.seek(0)
    if upload.read(5) == b"%PDF-":
        return _paper(_whole_pdf(upload), PDF, upload)
    return _paper(_scan(upload), JPEG, upload)


def _paper(data, content_type, upload):
    return Paper(
        file=Accepted(data, name="document"),
        content_type=content_type,
        size_bytes=len(data),
        title=clean_title(upload.name),
    )


def _whole_pdf(upload):
    upload.seek(0)
    data = upload.read()
    if b"%%EOF" not in data[-_TAIL:]:
        raise ValidationError(CUT_OFF, code="cut_off")
    return data


def _scan(upload):
    try:
        picture = read(upload, SCAN_SIDE)
    except ValidationError as error:
        if error.code != "not_a_photo":
            raise
        raise ValidationError(NOT_A_PAPER, code="not_a_paper") from error
    return encode(picture, "JPEG", quality=SCAN_QUALITY, progressive=True)
