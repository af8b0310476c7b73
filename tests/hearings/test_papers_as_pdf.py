"""Papers as PDF files: small, in our own fonts, whole rows, and nothing fetched from anywhere."""

import os
import re
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from hearings.models import Minutes, Proposal
from hearings.papers import PAPERS, pdf
from tests.hearings.printing import LANGUAGES, html, insides, letters, needs_pango, sheets, text

pytestmark = needs_pango

WHY = {
    "ky": "Жергиликтүү бюджетке киргизилди.",
    "ru": "Включено в местный бюджет.",
    "en": "Included in the local budget.",
}
KYRGYZ = "абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя"
OTHERS = "abcdefghijklmnopqrstuvwxyz0123456789№«»–“”„—…•·()/%,.:;!?'\"-_"


@pytest.fixture
def large(held_hearing, submit, clerk):
    """Thirty proposals of one line each, half of them decided."""
    Minutes.record(held_hearing, by=clerk, participants=135, women=57, men=78, items_received=30)
    for number in range(30):
        proposal = submit(
            hearing=held_hearing, channel="hearing", text=f"Башы{number} жолду оңдоо, аягы{number}"
        )
        proposal.publish(by=clerk)
        if number % 2:
            proposal.decide(Proposal.Status.IN_BUDGET, by=clerk, reason=WHY)
    return held_hearing


TAKES_HALF_PICTURES = (
    "import django; django.setup(); from PIL import ImageFile; {}; "
    "print(ImageFile.LOAD_TRUNCATED_IMAGES)"
)


@pytest.mark.parametrize(
    ("loading", "then"),
    [
        ("from hearings.papers import pdf; pdf._weasyprint()", "False"),
        # What it would do to the checks of uploads if it were loaded plainly.
        ("import weasyprint", "True"),
    ],
)
def test_printing_does_not_let_damaged_pictures_in(loading, then):
    asked = [sys.executable, "-c", TAKES_HALF_PICTURES.format(loading)]
    settings = {**os.environ, "DJANGO_SETTINGS_MODULE": "aimak_portal.settings"}
    told = subprocess.run(asked, env=settings, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == then


def test_minutes_of_thirty_proposals_are_two_small_pages(large):
    for language in LANGUAGES:
        made = pdf.make(html("minutes", large, language))
        assert made.startswith(b"%PDF-")
        assert len(made) <= 200_000
        assert 1 <= len(re.findall(rb"/Type\s*/Page\b", insides(made))) <= 2
        assert b"/StructTreeRoot" in insides(made), "a tagged file can be read aloud"


def test_a_long_table_keeps_its_rows_whole_and_repeats_its_head(large):
    lengthen()
    pages = sheets(html("minutes", large, "en"))
    assert len(pages) > 2
    assert split_rows(pages) == []
    for page in pages:
        assert "Башы" not in page or "Text and decision" in page


def test_without_the_rule_of_the_style_rows_would_be_split(large, monkeypatch):
    """Negative control: the same table without `break-inside`."""
    lengthen()
    style = pdf._style().replace("tr { break-inside: avoid; }", "")
    monkeypatch.setattr(pdf, "_style", lambda: style)
    assert split_rows(sheets(html("minutes", large, "en"))) != []


def lengthen():
    for proposal in Proposal.objects.all():
        first, *_middle, last = proposal.text.split()
        proposal.text = f"{first} {'жол ' * 250}{last}"
        proposal.save()


def split_rows(pages):
    """The numbers of the rows that begin on one page and end on another."""
    begun = {n: p for p, said in enumerate(pages) for n in re.findall(r"Башы(\d+)\b", said)}
    ended = {n: p for p, said in enumerate(pages) for n in re.findall(r"аягы(\d+)\b", said)}
    assert len(begun) == len(ended) == 30
    return [number for number, page in begun.items() if ended[number] != page]


def test_both_weights_hold_every_letter_of_the_papers(hearing, held_hearing):
    papers = [
        text(html(slug, held_hearing if slug == "minutes" else hearing, language))
        for slug in PAPERS
        for language in LANGUAGES
    ]
    needed = set("".join(papers) + KYRGYZ + KYRGYZ.upper() + OTHERS + OTHERS.upper())
    for font in ("regular", "bold"):
        lacking = {letter for letter in needed if ord(letter) not in letters(font)}
        assert lacking - {" ", "\n"} == set()


def test_a_pdf_embeds_our_font_and_no_other(hearing):
    for language in LANGUAGES:
        made = insides(pdf.make(html("notice", hearing, language)))
        names = set(re.findall(rb"/BaseFont\s*/([\w+-]+)", made))
        assert {name.partition(b"+")[2] for name in names} == {b"Noto-Sans", b"Noto-Sans-Bold"}
        assert made.count(b"/FontFile2") == 2


def test_a_letter_that_the_font_lacks_would_be_noticed(hearing):
    """Negative control: a sign that is not in the subset brings another font, or none, along."""
    assert ord("☐") not in letters("regular")


@pytest.fixture
def network():
    """A server on this machine that notes what it is asked for."""
    asked = []

    class Notes(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Notes)
    Thread(target=server.serve_forever, daemon=True).start()
    server.asked = asked
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def greedy(network, tmp_path):
    """A page that asks for a file of the machine and for a picture from the network."""
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    return (
        f'<link rel="attachment" href="{secret.as_uri()}"><img src="{secret.as_uri()}">'
        f'<img src="http://127.0.0.1:{network.server_port}/spy.png">'
        f"<style>@import url(http://127.0.0.1:{network.server_port}/spy.css)</style>"
    )


def test_a_paper_reads_no_file_and_asks_nothing_of_the_network(greedy, network):
    made = pdf.make(greedy)
    assert network.asked == []
    assert b"/EmbeddedFile" not in insides(made)


def test_without_the_refusal_it_would(greedy, network, monkeypatch):
    """Negative control: WeasyPrint's own way of fetching."""
    from weasyprint.urls import URLFetcher

    monkeypatch.setattr(pdf, "_own_things", URLFetcher)
    monkeypatch.setattr(pdf, "FACES", "")
    made = pdf.make(greedy)
    assert set(network.asked) == {"/spy.png", "/spy.css"}
    assert b"/EmbeddedFile" in insides(made)


def test_the_fonts_are_not_offered_to_browsers(hearing, client):
    from django.contrib.staticfiles import finders

    assert not [path for path, _storage in static_files(finders) if path.endswith(".ttf")]


def static_files(finders):
    for finder in finders.get_finders():
        yield from finder.list([])
