"""What is not a plain photo is refused with a plain word, or only its pixels are kept."""

import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path
from threading import Barrier, BrokenBarrierError, Thread

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from attachments import images
from attachments.fields import Accepted
from tests.attachments import samples

ROOT = Path(__file__).resolve().parents[2]
PAYLOADS = [samples.SCRIPT, b"<html", b"PK\x03\x04", b"\xca\xfe\xba\xbe"]


def refusal(data, name="photo.jpg"):
    with pytest.raises(ValidationError) as caught:
        images.rebuild(samples.upload(data, name))
    return caught.value


def payloads_in(rebuilt):
    stored = rebuilt.photo.read() + rebuilt.thumbnail.read()
    return [payload for payload in PAYLOADS if payload in stored]


POLYGLOTS = {
    "png and page": samples.with_page_inside(),
    "jpeg and jar": samples.picture() + samples.jar(),
    "webp and jar": samples.picture("WEBP") + samples.jar(),
    "jpeg with a page as comment": samples.picture(comment=samples.SCRIPT),
}


@pytest.mark.parametrize("data", POLYGLOTS.values(), ids=POLYGLOTS)
def test_of_a_picture_that_is_something_else_as_well_only_the_picture_stays(data):
    assert payloads_in(images.rebuild(samples.upload(data))) == []


@pytest.mark.parametrize("data", POLYGLOTS.values(), ids=POLYGLOTS)
def test_without_rebuilding_the_hidden_part_would_be_stored(data):
    as_sent = images.Rebuilt(Accepted(data), Accepted(data), 1, 1, 1, 1)

    assert payloads_in(as_sent)


NOT_PHOTOS = {
    "gif and jar": samples.picture("GIF") + samples.jar(),
    "svg": samples.svg(),
    "eps named jpg": samples.eps(),
    "tiff": samples.picture("TIFF"),
    "bmp": samples.picture("BMP"),
    "avif": samples.picture("AVIF"),
    "page": b"<html>" + samples.SCRIPT,
    "pdf": samples.PDF,
    "text": "Суу керек".encode(),
    "start of a jpeg": samples.picture()[:40],
}


@pytest.mark.parametrize("data", NOT_PHOTOS.values(), ids=NOT_PHOTOS)
def test_what_is_not_a_jpeg_png_or_webp_is_refused(data):
    error = refusal(data)

    assert error.code == "not_a_photo"
    assert error.messages == [
        "This file is not a photo that we can read. Choose a JPEG, PNG or WebP picture."
    ]


def test_without_the_three_formats_named_pillow_would_read_much_more(monkeypatch):
    monkeypatch.setattr(images, "FORMATS", None)

    assert images.rebuild(samples.upload(samples.picture("BMP")))


def test_an_empty_file_is_refused():
    assert refusal(b"").code == "empty"


class Endless:
    """An upload whose bytes must never be touched."""

    name = "photo.jpg"
    size = 100 * images.MEGABYTE + 1

    def read(self, *args):
        raise AssertionError("a byte was read")

    seek = read


def test_a_file_too_heavy_is_refused_unread_with_both_numbers():
    with pytest.raises(ValidationError) as caught:
        images.rebuild(Endless())

    assert caught.value.code == "too_heavy"
    assert "100.1 MB" in caught.value.messages[0].replace(",", ".")
    assert "10 MB" in caught.value.messages[0]


def test_without_the_limit_the_heavy_file_would_be_read(monkeypatch):
    monkeypatch.setattr(images, "refuse_size", lambda upload, limit: None)

    with pytest.raises(AssertionError, match="a byte was read"):
        images.rebuild(Endless())


@pytest.mark.parametrize("side", [6_400, 10_000, 50_000, 1_000_000])
def test_too_many_pixels_are_refused_from_the_header(side, monkeypatch):
    monkeypatch.setattr(images, "_pixels", lambda *args: pytest.fail("it was unpacked"))

    assert refusal(samples.png_claiming(side, side)).code == "too_many_pixels"


def test_a_refusal_for_pixels_says_both_numbers():
    (message,) = refusal(samples.png_claiming(6_400, 6_400)).messages

    assert "41.0 million" in message.replace(",", ".")
    assert "39.1 million" in message.replace(",", ".")


def test_without_the_check_the_pixels_would_be_unpacked(monkeypatch):
    unpacked = []
    monkeypatch.setattr(images, "_refuse_pixels", lambda image: None)
    monkeypatch.setattr(images, "_pixels", lambda image, side: unpacked.append(image.size))

    images.read(samples.upload(samples.png_claiming(6_400, 6_400)), 1600)

    assert unpacked == [(6_400, 6_400)]


def test_of_ten_thousand_frames_only_the_first_is_read():
    rebuilt = images.rebuild(samples.upload(samples.moving_png(10_000)))

    stored = Image.open(rebuilt.photo)
    assert stored.n_frames == 1
    assert stored.getpixel((200, 200)) == (255, 255, 255)


def test_the_sample_of_ten_thousand_frames_really_moves():
    moving = Image.open(samples.upload(samples.moving_png(10_000)))
    moving.seek(1)

    assert moving.n_frames == 10_000
    assert moving.convert("L").getpixel((200, 200)) == 0


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_half_a_picture_is_refused(kind):
    data = samples.encoded(samples.noise((200, 200)), kind)

    assert refusal(data[: len(data) // 2]).code in {"damaged", "not_a_photo"}


def test_a_broken_picture_never_breaks_the_page():
    """Every 97th byte of a sound file changed in turn: rebuilt or refused, nothing else."""
    for kind, mode in (("JPEG", "RGB"), ("PNG", "P"), ("PNG", "RGBA"), ("WEBP", "RGB")):
        sound = samples.picture(kind, size=(90, 60), mode=mode)
        for place in range(0, len(sound), 7):
            broken = bytearray(sound)
            broken[place] ^= 0xFF
            try:
                images.rebuild(samples.upload(bytes(broken)))
            except ValidationError as error:
                assert error.messages


def two_at_once(monkeypatch):
    """Whether two pictures were ever being unpacked at the same time."""
    meeting, met = Barrier(2), []

    def wait_for_the_other(image):
        try:
            meeting.wait(timeout=0.5)
            met.append(image)
        except BrokenBarrierError:
            pass

    monkeypatch.setattr(images, "_refuse_pixels", wait_for_the_other)
    threads = [
        Thread(target=images.read, args=(samples.upload(samples.picture()), 100)) for _ in "ab"
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return bool(met)


def test_one_picture_is_unpacked_at_a_time(monkeypatch):
    assert not two_at_once(monkeypatch)


def test_without_the_lock_two_would_be_unpacked_at_once(monkeypatch):
    monkeypatch.setattr(images, "_one_at_a_time", nullcontext())

    assert two_at_once(monkeypatch)


def memory_growth(directory, uploads, *options):
    """Megabytes by which a fresh process grows while it rebuilds these uploads."""
    if not Path("/proc/self/status").exists():
        pytest.skip("the peak of memory is read from /proc, which this system lacks")
    paths = []
    for name, data in uploads.items():
        path = directory / name
        path.write_bytes(data)
        paths.append(str(path))
    measured = subprocess.run(
        [sys.executable, "-m", "tests.attachments.measure_memory", *options, *paths],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return int(measured.stdout)


LARGEST_ACCEPTED = {
    "plain.jpg": lambda: samples.picture(size=(6_300, 6_300)),
    "unshrunk.jpg": lambda: samples.picture(size=(3_190, 3_190)),
    "progressive.jpg": lambda: samples.picture(
        size=(3_600, 3_600), progressive=True, subsampling=0
    ),
    "transparent.png": lambda: samples.picture("PNG", (3_600, 3_600), "RGBA"),
    "palette.png": lambda: samples.picture("PNG", (3_600, 3_600), "P", transparency=0),
    "plain.png": lambda: samples.picture("PNG", (4_800, 4_800)),
    "grey.png": lambda: samples.picture("PNG", (6_200, 6_200), "L"),
    "photo.webp": lambda: samples.picture("WEBP", (2_700, 2_700), "RGBA"),
}


@pytest.mark.stress
def test_no_upload_takes_more_than_150_megabytes_of_memory(tmp_path):
    largest = {name: make() for name, make in LARGEST_ACCEPTED.items()}
    hostile = {
        "claims.png": samples.png_claiming(50_000, 50_000),
        "frames.png": samples.moving_png(10_000),
        "vector.svg": samples.svg(),
    }

    assert memory_growth(tmp_path, largest | hostile) <= 150


@pytest.mark.stress
def test_without_the_limit_of_pixels_memory_would_grow_more(tmp_path):
    bomb = {"bomb.png": samples.picture("PNG", (6_300, 6_300), "RGBA")}

    assert memory_growth(tmp_path, bomb, "--no-limit") > 150
