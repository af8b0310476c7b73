"""Nobody learns from a photo where its sender lives: only pixels are stored."""

from io import BytesIO

import pytest
from PIL import ExifTags, Image

from attachments import documents, images
from tests.attachments import samples

MARKS = [b"Exif", b"EXIF", b"XMP ", b"xmpmeta", b"ICCP", b"MAKERNOTE", b"Telephone", b"Kapchygay"]
TOLD = {"exif", "xmp", "icc_profile", "comment", "photoshop", "mp"}


def told_by(data):
    """Everything that these bytes tell beside the pixels."""
    image = Image.open(BytesIO(data))
    tags = image.getexif()
    told = {mark.decode() for mark in MARKS if mark in data} | (TOLD & set(image.info))
    told |= {ExifTags.TAGS.get(tag, str(tag)) for tag in tags}
    for directory in (ExifTags.IFD.GPSInfo, ExifTags.IFD.Exif, ExifTags.IFD.IFD1):
        told |= {f"{directory.name} {tag}" for tag in tags.get_ifd(directory)}
    return told


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_stored_photo_tells_nothing_but_its_pixels(kind):
    rebuilt = images.rebuild(samples.upload(samples.telling_photo(kind)))

    assert told_by(rebuilt.photo.read()) == set()
    assert told_by(rebuilt.thumbnail.read()) == set()


def test_a_scan_by_telephone_tells_nothing_but_its_pixels():
    paper = documents.accept(samples.upload(samples.telling_photo()))

    assert told_by(paper.file.read()) == set()


def test_the_sample_tells_place_maker_and_small_copy():
    told = told_by(samples.telling_photo())

    assert {"GPSInfo 2", "Exif 37500", "IFD1 513", "xmp", "MAKERNOTE", "Kapchygay"} <= told


@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
def test_if_encoding_kept_the_tags_they_would_be_found(kind, monkeypatch):
    encode = images.encode
    monkeypatch.setattr(
        images,
        "encode",
        lambda picture, kind, **options: encode(picture, kind, exif=samples.exif(), **options),
    )

    rebuilt = images.rebuild(samples.upload(samples.telling_photo(kind)))

    assert {"GPSInfo 2", "Exif 37500"} <= told_by(rebuilt.photo.read())
