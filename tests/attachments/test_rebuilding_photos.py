"""A photo is made anew: upright, on white, in everyone's colours, small enough for a weak link."""

import pytest
from PIL import Image, ImageCms

from attachments import images
from tests.attachments import samples


def rebuilt(data):
    return images.rebuild(samples.upload(data))


def opened(stored):
    return Image.open(stored).convert("RGB")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "MPO"])
def test_photos_of_telephones_and_screens_become_webp(kind):
    photo = rebuilt(samples.picture(kind))

    assert Image.open(photo.photo).format == "WEBP"
    assert Image.open(photo.thumbnail).format == "WEBP"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_is_taken(mode):
    photo = rebuilt(samples.picture("PNG", mode=mode))

    assert (photo.width, photo.height) == (640, 480)


@pytest.mark.parametrize("mode", ["L", "CMYK", "RGB"])
def test_every_kind_of_jpeg_is_taken(mode):
    assert rebuilt(samples.picture(mode=mode)).width == 640


def test_the_stated_sizes_are_those_of_the_stored_pictures():
    photo = rebuilt(samples.picture(size=(3_000, 2_000)))

    assert Image.open(photo.photo).size == (photo.width, photo.height) == (1600, 1067)
    assert Image.open(photo.thumbnail).size == (photo.thumb_width, photo.thumb_height)
    assert (photo.thumb_width, photo.thumb_height) == (320, 213)


def test_a_small_picture_is_not_blown_up():
    photo = rebuilt(samples.picture(size=(50, 40)))

    assert (photo.width, photo.thumb_width) == (50, 50)


@pytest.mark.parametrize("size", [(1, 30_000), (30_000, 1)])
def test_the_thinnest_picture_keeps_a_pixel(size):
    photo = rebuilt(samples.picture("PNG", size=size))

    assert min(photo.width, photo.height, photo.thumb_width, photo.thumb_height) == 1


def test_the_small_copy_of_the_busiest_picture_fits_8_kilobytes():
    photo = rebuilt(samples.encoded(samples.noise(), quality=90))

    assert photo.thumbnail.size <= images.THUMBNAIL_BYTES


def test_without_stepping_down_the_busy_small_copy_would_not_fit():
    small = samples.noise((images.THUMBNAIL_SIDE, images.THUMBNAIL_SIDE))

    assert len(images.encode(small, "WEBP", quality=70)) > images.THUMBNAIL_BYTES


def a_flag(left="red", right="blue"):
    flag = Image.new("RGB", (400, 200), left)
    flag.paste(right, (200, 0, 400, 200))
    return flag


# How the camera was held, and where its left half comes to stand.
HELD = {
    1: ("left", (400, 200)),
    2: ("right", (400, 200)),
    3: ("right", (400, 200)),
    4: ("left", (400, 200)),
    5: ("top", (200, 400)),
    6: ("top", (200, 400)),
    7: ("bottom", (200, 400)),
    8: ("bottom", (200, 400)),
}
CORNER = {"left": (20, 0.5), "right": (-20, 0.5), "top": (0.5, 20), "bottom": (0.5, -20)}


def looked_at(picture, side):
    def place(along, length):
        return int(length * along) if isinstance(along, float) else along % length

    x, y = CORNER[side]
    return picture.getpixel((place(x, picture.width), place(y, picture.height)))


@pytest.mark.parametrize("held", HELD)
def test_a_photo_stands_upright_however_the_camera_was_held(held):
    side, size = HELD[held]
    data = samples.encoded(a_flag(), quality=95, exif=samples.exif(orientation=held))

    picture = opened(rebuilt(data).photo)

    assert picture.size == size
    red, _green, blue = looked_at(picture, side)
    assert red > 150 > blue


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")  # Pillow mentions it in passing
def test_nonsense_beside_a_sound_picture_does_no_harm():
    data = samples.picture(exif=b"Exif\0\0II*\0\xff\xff\xff\xff" + b"\xff" * 50)

    assert rebuilt(data).width == 640


def test_what_is_transparent_becomes_white():
    data = samples.picture("PNG", mode="RGBA", colour=(255, 0, 0, 0))

    assert opened(rebuilt(data).photo).getpixel((5, 5)) == (255, 255, 255)


def test_a_transparent_colour_of_a_palette_becomes_white():
    data = samples.picture("PNG", mode="P", transparency=0)

    assert opened(rebuilt(data).photo).getpixel((5, 5)) == (255, 255, 255)


def test_sixteen_bits_a_colour_keep_their_shade():
    data = samples.picture("PNG", mode="I;16", colour=32_768)

    assert abs(opened(rebuilt(data).photo).getpixel((5, 5))[0] - 128) <= 3


def profile():
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def test_a_colour_profile_is_applied_and_dropped():
    photo = rebuilt(samples.picture(colour=(200, 30, 30), icc_profile=profile()))

    assert "icc_profile" not in Image.open(photo.photo).info
    assert opened(photo.photo).getpixel((5, 5))[0] > 180


@pytest.mark.parametrize("broken", [b"nothing", profile()[:200]])
def test_a_broken_colour_profile_is_dropped(broken):
    photo = rebuilt(samples.picture(colour=(200, 30, 30), icc_profile=broken))

    assert opened(photo.photo).getpixel((5, 5))[0] > 180
