"""Drawn pictures of the sample: nobody is on them, and nobody took them."""

from PIL import Image, ImageDraw

SIZE = (1200, 800)


def lit_street():
    """The street of `street` with lamps."""
    image = street()
    draw = ImageDraw.Draw(image)
    for left, top, tall in ((560, 400, 90), (470, 440, 190), (740, 430, 130), (900, 470, 250)):
        foot, wide = top + tall, tall // 2
        draw.ellipse([left - wide, foot - wide // 3, left + wide, foot + wide // 3], "#7d7350")
        draw.rectangle([left - 4, top, left + 4, foot], "#c9c4b8")
        draw.ellipse([left - tall // 8, top - 12, left + tall // 8, top + 14], "#fff1b0")
    return image


def street():
    """A village street at nightfall: mountains, a road without lamps, a lit school."""
    image = Image.new("RGB", SIZE, "#39415f")
    draw = ImageDraw.Draw(image)
    draw.ellipse([960, 90, 1040, 170], fill="#f3ecd2")
    draw.polygon([(0, 430), (260, 190), (470, 400), (760, 120), (1200, 440)], fill="#2b3350")
    draw.polygon([(690, 188), (760, 120), (848, 184), (770, 215)], fill="#aab1c8")
    draw.rectangle([0, 420, 1200, 800], fill="#2f3a2c")
    draw.polygon([(430, 800), (590, 420), (650, 420), (980, 800)], fill="#4c4842")
    draw.rectangle([860, 360, 1130, 540], fill="#8f897c")
    draw.polygon([(835, 360), (995, 280), (1155, 360)], fill="#6b2b29")
    for left in (890, 975, 1060):
        draw.rectangle([left, 405, left + 42, 455], fill="#ffd96b")
    return image


def _day():
    """Mountains, sky and grass by day."""
    image = Image.new("RGB", SIZE, "#bcd3e0")
    draw = ImageDraw.Draw(image)
    draw.polygon([(0, 420), (240, 170), (480, 400), (800, 110), (1200, 430)], "#8795a1")
    draw.polygon([(728, 180), (800, 110), (892, 178), (806, 212)], "#f4f6f7")
    draw.rectangle([0, 410, 1200, 800], "#a8a06a")
    return image, draw


def _house(draw):
    draw.rectangle([760, 320, 1080, 560], "#e3d8c3")
    draw.polygon([(730, 320), (920, 220), (1110, 320)], "#7a4638")
    draw.rectangle([820, 380, 890, 450], "#5c7387")
    draw.rectangle([960, 400, 1030, 560], "#6b4d37")


def dry_yard():
    """A yard with two buckets beside a path."""
    image, draw = _day()
    _house(draw)
    draw.polygon([(200, 800), (760, 560), (860, 560), (520, 800)], "#c7b68c")
    for left in (420, 540):
        draw.polygon([(left, 620), (left + 90, 620), (left + 75, 720), (left + 15, 720)], "#8b9299")
        draw.ellipse([left, 606, left + 90, 634], "#6d8ea3")
        draw.arc([left, 560, left + 90, 680], 180, 360, "#51575d", 5)
    return image


def standpipe():
    """A standpipe from which water runs into a bucket."""
    image, draw = _day()
    _house(draw)
    draw.rectangle([300, 690, 620, 740], "#9a9a96")
    draw.rectangle([400, 430, 450, 700], "#2f6d8f")
    draw.rectangle([450, 470, 540, 500], "#2f6d8f")
    draw.rectangle([515, 500, 540, 520], "#2f6d8f")
    draw.rectangle([522, 520, 533, 640], "#cfe9f5")
    draw.polygon([(480, 630), (575, 630), (560, 710), (495, 710)], "#8b9299")
    draw.ellipse([480, 618, 575, 644], "#cfe9f5")
    return image


def bridge():
    """A footbridge over a brook with boards missing."""
    image, draw = _day()
    draw.polygon([(480, 800), (560, 410), (640, 410), (760, 800)], "#6f9db3")
    draw.rectangle([250, 545, 960, 560], "#5b4330")
    draw.rectangle([250, 640, 960, 656], "#5b4330")
    for number, left in enumerate(range(260, 950, 46)):
        if number not in {4, 7, 8, 11}:
            draw.rectangle([left, 548, left + 34, 652], "#8a6a4b")
    for left in (250, 600, 945):
        draw.rectangle([left, 450, left + 14, 560], "#5b4330")
    draw.rectangle([250, 455, 959, 467], "#5b4330")
    return image


PICTURES = {
    "street": street,
    "lit street": lit_street,
    "dry yard": dry_yard,
    "standpipe": standpipe,
    "bridge": bridge,
}
