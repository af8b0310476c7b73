"""A page made into a PDF file, on this machine alone.

WeasyPrint is loaded only when the first PDF is asked for: it takes memory that most processes
never need. It may read our own fonts, style and emblem and nothing else: no other file of the
machine and nothing from the network, whatever a text on the page asks for.
"""

from contextlib import contextmanager
from pathlib import Path
from threading import BoundedSemaphore, Lock

from django.contrib.staticfiles import finders
from PIL import ImageFile

FONTS = Path(__file__).with_name("fonts")
OWN = {
    "paper:regular.ttf": FONTS / "NotoSans-Regular.ttf",
    "paper:bold.ttf": FONTS / "NotoSans-Bold.ttf",
}
FACES = """
@font-face { font-family: "Noto Sans"; font-weight: 400; src: url("paper:regular.ttf") }
@font-face { font-family: "Noto Sans"; font-weight: 700; src: url("paper:bold.ttf") }
"""
# Pictures that stand in the page itself: the QR code, photos of a report.
PICTURES = ("data:image/png;base64,", "data:image/jpeg;base64,")

# One at a time in each process: a small machine has memory for one.
_one_at_a_time = Lock()
# Of the readers one more may wait. Each of them holds a thread of the server: if all waited for
# papers, nobody could open a page.
_readers = BoundedSemaphore(2)


class PdfImpossible(Exception):
    """This machine lacks the libraries that lay text out (Pango, HarfBuzz, fontconfig)."""


class PdfBusy(Exception):
    """Another file is being made, and the reader would have to wait too long for it."""


def make(page, style="", patience=None):
    """The PDF file of a page. Raises PdfImpossible where the machine cannot make any.

    `style` is added to that of all papers. With `patience`, so many seconds are waited for the
    file of somebody else to be done; then PdfBusy is raised, and at once where another reader
    waits already.
    """
    with _one_at_a_time if patience is None else _turn(patience):
        return lay_out(page, style).write_pdf(pdf_tags=True)


@contextmanager
def _turn(patience):
    """The turn of a reader who may be sent away."""
    if not _readers.acquire(blocking=False):
        raise PdfBusy
    try:
        if not _one_at_a_time.acquire(timeout=patience):
            raise PdfBusy
        try:
            yield
        finally:
            _one_at_a_time.release()
    finally:
        _readers.release()


def lay_out(page, style=""):
    """The page laid out on sheets of paper."""
    weasyprint = _weasyprint()
    from weasyprint.text.fonts import FontConfiguration

    fetcher, fonts = _own_things(), FontConfiguration()
    sheets = [
        weasyprint.CSS(string=text, font_config=fonts, url_fetcher=fetcher, base_url="paper:")
        for text in (FACES, _style(), style)
    ]
    document = weasyprint.HTML(string=page, url_fetcher=fetcher, base_url="paper:")
    return document.render(stylesheets=sheets, font_config=fonts, pdf_tags=True)


def _weasyprint():
    # Loading it tells Pillow, for the whole process, to take half a picture for a whole one.
    # Uploads are read by the same Pillow and must go on refusing what is damaged.
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    try:
        import weasyprint
    except OSError as missing:
        raise PdfImpossible from missing
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before
    return weasyprint


def _style():
    return Path(finders.find("paper.css")).read_text(encoding="utf-8")


def _own_things():
    """Hands out what is ours by name; every other address is refused."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnThings(URLFetcher):
        def fetch(self, url, headers=None):
            if url in OWN:
                return URLFetcherResponse(url, OWN[url].read_bytes())
            if url == "paper:emblem.svg":
                picture = Path(finders.find("emblem.svg")).read_bytes()
                return URLFetcherResponse(url, picture, {"Content-Type": "image/svg+xml"})
            if url.startswith(PICTURES):
                return super().fetch(url, headers)
            raise ValueError("A paper fetches nothing but its own fonts and pictures.")

    return OwnThings(allowed_protocols=["data"])
