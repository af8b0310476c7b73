"""Names: random ones for the disk, safe human ones for the reader.

What a sender called a file never reaches a path: it may hold `../`, a person's name or a
character that turns the text around.
"""

import re
import unicodedata
import uuid

from django.utils import timezone

EXTENSIONS = {
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/webp": ".webp",
}

TITLE_LENGTH = 120

# ".pdf" goes, the year of "Minutes 12.03.2026" and the "№ 2" of "Part. № 2" stay.
_EXTENSION = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,4}$")

# Control, formatting (right-to-left marks, zero width), surrogates, private use, unassigned.
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}


def _random(kind, extension):
    return f"{kind}/{timezone.localdate().year}/{uuid.uuid4().hex}{extension}"


def photo_path(instance, filename):
    """Where a photo is stored: `photos/2026/<random>.webp`."""
    return _random("photos", EXTENSIONS[instance.CONTENT_TYPE])


def thumbnail_path(instance, filename):
    """Where a photo's small copy is stored: `thumbnails/2026/<random>.webp`."""
    return _random("thumbnails", EXTENSIONS[instance.CONTENT_TYPE])


def document_path(instance, filename):
    """Where a paper is stored: `documents/2026/<random>.pdf` or `.jpg`."""
    return _random("documents", EXTENSIONS[instance.content_type])


def clean_title(filename):
    """A title to show, made from what a sender called the file; empty when nothing is left."""
    text = unicodedata.normalize("NFC", str(filename or ""))
    text = re.split(r"[/\\]", text)[-1]
    text = "".join(" " if sign.isspace() else sign for sign in text)
    text = "".join(sign for sign in text if unicodedata.category(sign) not in _UNSEEN)
    text = _EXTENSION.sub("", " ".join(text.split())).strip(". ")
    return text[:TITLE_LENGTH].strip()
