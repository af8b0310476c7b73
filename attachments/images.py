"""Photos: whatever comes in, only pixels that we encoded ourselves are stored.

A rebuilt photo keeps neither the place where it was taken nor any other data of the telephone,
and nothing that was hidden in or behind the picture.
"""

import math
import threading
from dataclasses import dataclass
from io import BytesIO
from itertools import product

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

# Pillow loads the reader of WebP only for who names it; beyond FORMATS it reads nothing.
from PIL import Image, ImageCms, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

from attachments.fields import Accepted

FORMATS = (
    JpegImagePlugin.JpegImageFile.format,
    PngImagePlugin.PngImageFile.format,
    WebPImagePlugin.WebPImageFile.format,
)

MEGABYTE = 1024 * 1024
MAX_BYTES = 10 * MEGABYTE
MAX_PIXELS = 40_000_000
# What unpacking one picture may take in memory; two workers on a small server survive it.
MAX_MEMORY = 112 * MEGABYTE

PHOTO_SIDE = 1600
PHOTO_QUALITY = 75
THUMBNAIL_SIDE = 320
THUMBNAIL_BYTES = 8 * 1024

NOT_A_PHOTO = _("This file is not a photo that we can read. Choose a JPEG, PNG or WebP picture.")
EMPTY = _("This file is empty. Choose it again, or choose another one.")
TOO_HEAVY = _(
    "This file has %(size)s MB, and the limit is %(limit)s MB. "
    "Make it smaller or choose another one."
)
TOO_MANY_PIXELS = _(
    "This picture has %(pixels)s million pixels, and the limit for its kind is %(limit)s million. "
    "Make it smaller or save it as an ordinary JPEG, and choose it again."
)
FAR_TOO_MANY_PIXELS = _(
    "This picture has far too many pixels: the limit is %(limit)s million. "
    "Make it smaller and choose it again."
)
DAMAGED = _("This photo is damaged and cannot be read to its end. Choose another copy of it.")

_PNG_BYTES = {"1": 3, "L": 3, "I;16": 5, "RGB": 5}

# How a camera was held (EXIF tag 274) and what puts the picture upright.
_ORIENTATION = 0x0112
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

# One picture at a time in a process: eight at once would need eight times the memory.
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, eq=False)
class Rebuilt:
    """A photo made anew: the picture and its small copy, both WebP, sizes in pixels."""

    photo: Accepted
    thumbnail: Accepted
    width: int
    height: int
    thumb_width: int
    thumb_height: int


def rebuild(upload):
    """The `Rebuilt` photo of an uploaded file; `ValidationError` says how to mend a bad one."""
    refuse_size(upload, MAX_BYTES)
    picture = read(upload, PHOTO_SIDE)
    photo = encode(picture, "WEBP", quality=PHOTO_QUALITY)
    small, thumbnail = _small_copy(picture)
    return Rebuilt(
        photo=Accepted(photo, name="photo.webp"),
        thumbnail=Accepted(thumbnail, name="thumbnail.webp"),
        width=picture.width,
        height=picture.height,
        thumb_width=small.width,
        thumb_height=small.height,
    )


def refuse_size(upload, limit):
    """Refuse an empty file and one of more than `limit` bytes, before a byte of it is read."""
    if not upload.size:
        raise ValidationError(EMPTY, code="empty")
    if upload.size <= limit:
        return
    tenths = math.ceil(upload.size * 10 / MEGABYTE)
    raise ValidationError(
        TOO_HEAVY,
        code="too_heavy",
        params={
            "size": number_format(tenths / 10, 1),
            "limit": number_format(limit // MEGABYTE, 0),
        },
    )


def read(upload, side):
    """The first frame of an uploaded picture: upright, sRGB, on white, at most `side` long.

    It carries pixels only: no EXIF, no XMP, no colour profile, no text.
    """
    with _one_at_a_time, _opened(upload) as image:
        _refuse_pixels(image)
        try:
            return _pixels(image, side)
        except Exception as error:  # Pillow answers broken data with a dozen different errors
            raise ValidationError(DAMAGED, code="damaged") from error


def encode(picture, kind, **options):
    """The picture as bytes of a JPEG or WebP file."""
    out = BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def _opened(upload):
    """The picture with its header read and nothing unpacked."""
    upload.seek(0)
    try:
        return Image.open(upload, formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValidationError(
            FAR_TOO_MANY_PIXELS, code="too_many_pixels", params={"limit": _millions(MAX_PIXELS)}
        ) from error
    except Exception as error:  # Pillow answers broken headers with a dozen different errors
        raise ValidationError(NOT_A_PHOTO, code="not_a_photo") from error


def _refuse_pixels(image):
    pixels = image.width * image.height
    limit = min(MAX_PIXELS, MAX_MEMORY // _bytes_per_pixel(image))
    if pixels <= limit:
        return
    raise ValidationError(
        TOO_MANY_PIXELS,
        code="too_many_pixels",
        params={"pixels": _millions(pixels, math.ceil), "limit": _millions(limit, math.floor)},
    )


def _millions(pixels, rounded=round):
    return number_format(rounded(pixels / 100_000) / 10, 1)


def _bytes_per_pixel(image):
    """What one pixel costs while the picture is unpacked, measured per kind of file."""
    if image.format == "WEBP":
        return 16  # its reader keeps two canvases and hands over a copy
    if image.format == "PNG":
        return _PNG_BYTES.get(image.mode, 9)  # a second copy for palettes and transparency
    # A plain JPEG is shrunk while it is unpacked, a progressive one is unpacked whole first.
    return 9 if image.info.get("progressive") else 2


def _pixels(image, side):
    profile = image.info.get("icc_profile")
    turn = _turn(image)
    if image.mode in {"1", "P", "I;16"}:
        image = _in_plain_colours(image)
    # A JPEG reader halves the picture while unpacking: let it go as far as it can.
    _shrink(image, side, gap=2.0 if image.format in {"PNG", "WEBP"} else 1.0)
    clean = Image.new("RGB", image.size, "white")
    if image.has_transparency_data:
        image = image.convert("RGBA")
        clean.paste(image, mask=image.getchannel("A"))
    else:
        clean.paste(_in_srgb(image, profile))
    return clean.transpose(turn) if turn is not None else clean


def _shrink(image, side, gap=2.0):
    """Fit the picture into a square of this side; a small one stays as it is."""
    image.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=gap)


def _in_plain_colours(image):
    """Palettes and black-and-white cannot be shrunk smoothly; 16 bits a colour are too many."""
    if image.mode == "P":
        return image.convert("RGBA" if image.has_transparency_data else "RGB")
    if image.mode == "I;16":
        image = image.point(lambda shade: shade * (1 / 256) + 0)
    return image.convert("L")


def _turn(image):
    try:
        return _UPRIGHT.get(image.getexif().get(_ORIENTATION))
    except Exception:  # nonsense beside a sound picture is no reason to refuse the picture
        return None


def _in_srgb(image, profile):
    """The picture in the colours that every screen shows; its own profile is then dropped."""
    if not profile or image.mode != "RGB":
        return image.convert("RGB")
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image


def _small_copy(picture):
    """The copy for lists and its bytes: a busy picture loses quality first, then size."""
    sides = (THUMBNAIL_SIDE, THUMBNAIL_SIDE * 3 // 4, THUMBNAIL_SIDE // 2)
    for side, quality in product(sides, (70, 55, 40, 25, 10)):
        small = picture.copy()
        _shrink(small, side)
        data = encode(small, "WEBP", quality=quality)
        if len(data) <= THUMBNAIL_BYTES:
            break
    return small, data
