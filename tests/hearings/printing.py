"""What stands on a printed paper: its text, page by page, and the letters of our fonts."""

import zlib
from html import unescape
from re import DOTALL, findall, sub

import pytest
from fontTools.ttLib import TTFont

from hearings.papers import PAPERS, page, pdf

LANGUAGES = ("ky", "ru", "en")


def has_pango():
    try:
        pdf._weasyprint()
    except pdf.PdfImpossible:
        return False
    return True


needs_pango = pytest.mark.skipif(not has_pango(), reason="this machine has no Pango")


def site(path):
    return f"https://aimak.example.kg{path}"


def facts(slug, hearing, language="ky", count=1):
    return page.facts(PAPERS[slug], hearing, language, site, count)


def html(slug, hearing, language="ky", count=1):
    """The paper as WeasyPrint gets it."""
    return page.html_for_pdf(PAPERS[slug], facts(slug, hearing, language, count))


def text(markup):
    """What a reader sees of a page, on one line."""
    body = sub("<head>.*?</head>", " ", markup, flags=DOTALL)
    return " ".join(unescape(sub("<[^>]+>", " ", body)).split())


def sheets(markup):
    """The text of each sheet of the PDF file."""
    return [
        " ".join(box.text for box in boxes(sheet) if hasattr(box, "text"))
        for sheet in pdf.lay_out(markup).pages
    ]


def boxes(sheet):
    return sheet._page_box.descendants(placeholders=True)


def insides(made):
    """The whole PDF file with its streams unpacked."""
    packed = findall(rb"stream\r?\n(.*?)\r?\nendstream", made, flags=DOTALL)
    return made + b"\n".join(map(_unpacked, packed))


def _unpacked(stream):
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""


def letters(font):
    """The characters that a font of the papers can draw."""
    return set(TTFont(pdf.OWN[f"paper:{font}.ttf"]).getBestCmap())
