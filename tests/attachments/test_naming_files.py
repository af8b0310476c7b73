"""Paths are ours and random; a title made from a file's name is safe to show."""

import re
import unicodedata

import pytest

from attachments.models import Document, Photo
from attachments.names import clean_title, document_path, photo_path, thumbnail_path

TITLES = {
    "Протокол №3.pdf": "Протокол №3",
    "Протокол 12.03.2026.pdf": "Протокол 12.03.2026",
    "Токтом. № 2": "Токтом. № 2",
    "../../etc/passwd": "passwd",
    "C:\\Users\\Асел\\угуу.jpg": "угуу",
    "a\u202egpj.exe": "agpj",
    "\x00плотина\nсуу\t.png": "плотина суу",
    "\u200bтокто\u0301м\u2066.jpeg": "токто́м",
    ".htaccess": "htaccess",
    "": "",
    None: "",
    "\ud800.pdf": "",
    "и" * 300 + ".pdf": "и" * 120,
}


@pytest.mark.parametrize("name", TITLES)
def test_a_title_is_what_a_reader_can_read(name):
    assert clean_title(name) == unicodedata.normalize("NFC", TITLES[name])


NAMES = ["../../evil.php", "x" * 300, "a\u202eb", "\x00", "photo.html", "/etc/passwd", ""]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_a_senders_name_reaches_a_path(name):
    class Held:
        CONTENT_TYPE = Photo.CONTENT_TYPE
        content_type = "application/pdf"

    own = r"/20\d\d/[0-9a-f]{32}"
    assert re.fullmatch(f"photos{own}.webp", photo_path(Held, name))
    assert re.fullmatch(f"thumbnails{own}.webp", thumbnail_path(Held, name))
    assert re.fullmatch(f"documents{own}.pdf", document_path(Held, name))


def test_two_files_of_one_name_get_two_paths():
    assert photo_path(Photo, "a.jpg") != photo_path(Photo, "a.jpg")


def test_every_type_a_document_may_have_has_an_extension():
    class Held:
        content_type = None

    for content_type, _label in Document._meta.get_field("content_type").choices:
        Held.content_type = content_type
        assert document_path(Held, "paper")
