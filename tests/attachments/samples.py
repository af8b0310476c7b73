"""Uploads for the tests: sound ones, and those that somebody sends to do harm."""

import struct
import zipfile
import zlib
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ExifTags, Image

SCRIPT = b"<script>alert(document.domain)</script>"
MAKER_NOTE = b"MAKERNOTE-SERIAL-0042"
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>Kapchygay 42.87 N</rdf:RDF></x:xmpmeta>'

PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


def upload(data, name="photo.jpg"):
    return SimpleUploadedFile(name, data)


def encoded(picture, kind="JPEG", **options):
    out = BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def picture(kind="JPEG", size=(640, 480), mode="RGB", colour=None, **options):
    return encoded(Image.new(mode, size, colour or 0), kind, **options)


def noise(size=(1600, 1200)):
    """The busiest picture there is: nothing in it can be compressed away."""
    return Image.merge("RGB", [Image.effect_noise(size, 120) for _ in "RGB"])


def with_page_inside():
    """A sound PNG that is a web page as well: in its text, and after its end."""
    from PIL.PngImagePlugin import PngInfo

    text = PngInfo()
    text.add_text("Comment", SCRIPT.decode())
    return picture("PNG", pnginfo=text) + b"<html>" + SCRIPT + b"</html>"


def jar():
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("Evil.class", b"\xca\xfe\xba\xbe" + SCRIPT)
    return out.getvalue()


def svg():
    return b'<svg xmlns="http://www.w3.org/2000/svg">' + SCRIPT + b"</svg>"


def eps():
    return b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\nshowpage\n%%EOF\n"


def _chunk(kind, body=b""):
    crc = struct.pack(">I", zlib.crc32(kind + body))
    return struct.pack(">I", len(body)) + kind + body + crc


def _png_header(width, height):
    ihdr = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", ihdr)


def _grey(width, height, shade):
    return zlib.compress((b"\0" + bytes([shade]) * width) * height, 9)


def png_claiming(width, height):
    """A few hundred bytes that say: I am so many pixels."""
    pixels = zlib.compress(b"\0" * 100_000)
    return _png_header(width, height) + _chunk(b"IDAT", pixels) + _chunk(b"IEND")


def moving_png(frames, side=400):
    """An animated PNG, its first frame white and the thousands of others black."""
    control = struct.pack(">IIIIHHBB", side, side, 0, 0, 1, 10, 0, 0)
    parts = [_png_header(side, side), _chunk(b"acTL", struct.pack(">II", frames, 0))]
    parts.append(_chunk(b"fcTL", struct.pack(">I", 0) + control))
    parts.append(_chunk(b"IDAT", _grey(side, side, 255)))
    black = _grey(side, side, 0)
    for number in range(1, frames):
        parts.append(_chunk(b"fcTL", struct.pack(">I", 2 * number - 1) + control))
        parts.append(_chunk(b"fdAT", struct.pack(">I", 2 * number) + black))
    return b"".join([*parts, _chunk(b"IEND")])


def exif(orientation=1):
    """What a telephone writes beside a picture: place, maker's note, a small copy of it."""
    tags = Image.Exif()
    tags[ExifTags.Base.Make] = "Telephone"
    tags[ExifTags.Base.Orientation] = orientation
    tags.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.MakerNote] = MAKER_NOTE
    place = tags.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef] = "N"
    place[ExifTags.GPS.GPSLatitude] = (42.0, 52.0, 12.0)
    return _with_small_copy(tags.tobytes())


def _with_small_copy(block):
    """Exif bytes with a second directory (IFD1) that holds a JPEG thumbnail."""
    mark, tiff = block[:6], bytearray(block[6:])
    little = tiff[:2] == b"II"
    order = "<" if little else ">"
    (entries,) = struct.unpack_from(order + "H", tiff, 8)
    struct.pack_into(order + "I", tiff, 10 + entries * 12, len(tiff))
    small = picture(size=(16, 12))
    start = len(tiff) + 2 + 3 * 12 + 4
    tiff += struct.pack(order + "H", 3)
    for tag, kind, value in ((0x0103, 4, 6), (0x0201, 4, start), (0x0202, 4, len(small))):
        tiff += struct.pack(order + "HHII", tag, kind, 1, value)
    return mark + bytes(tiff) + struct.pack(order + "I", 0) + small


def telling_photo(kind="JPEG", **options):
    """A photo that tells where, when and with what it was taken."""
    return picture(kind, exif=exif(), xmp=XMP, **options)
