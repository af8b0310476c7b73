"""Light pages: what a first visit costs, counted in compressed bytes with the headers."""

import gzip
import os
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from budget.models import BudgetLine
from programs.models import Measure, Program
from tests.budget.many import Money, keep

FIRST_WINDOW = 14_600  # ten packets: what a server may send before it waits for the first answer
WHOLE_VISIT = 20_000
SECOND_PAGE = 6_000
LANGUAGES = ("ky", "ru", "en")
PATHS = (
    "",
    "hearings/",
    "hearings/{hearing}/",
    "proposals/",
    "proposals/{number}/",
    "proposals/new/",
    "proposals/track/",
    "groups/",
    "documents/",
    "about/",
    "search/?q=суу",
    "not-here/",
    "programs/",
    "programs/{program}/",
    "measures/{measure}/",
    "budget/",
    "budget/2026/lines/{line}/",
    "villages/{village}/",
    "data/",
    "data/proposals/",
)
# The whole year on one page: its tables and pictures, and fifty of its sixty lines.
YEAR_PAGE = 10_000
YEARS = ("budget/2026/", "budget/2026/?unit=thousand", "budget/2026/?lines=all")


@pytest.fixture
def reader():
    return Client(headers={"accept-encoding": "gzip"})


@pytest.fixture
def money(db):
    """Two years of sixty lines each, and a programme of two dozen measures."""
    years = Money(60, years=(2025, 2026)).fill()
    program = Program.objects.create(title_ky="Өнүгүү", first_year=2022, last_year=2026)
    Measure.objects.update(program=program)
    keep([Measure(title_ky=f"Көпүрө {n}", program=program, last_year=2026) for n in range(24)])
    line = BudgetLine.objects.public().filter(measure__is_public=True).last()
    return {
        "program": program.pk,
        "measure": line.measure_id,
        "line": line.pk,
        "village": years.villages[0].pk,
    }


@pytest.fixture
def pages(hearing, decided, submit, clerk, money):
    """The addresses of a site whose lists fill a page."""
    for number in range(24):
        submit(text=f"{number}-көчөдө ичүүчү суу түтүгү эскирген, жаңыртып бериңиздер.").publish(
            by=clerk
        )
    places = {"hearing": hearing.pk, "number": decided.number, **money}
    return [path.format(**places) for path in PATHS]


def visit(reader, path):
    return [reader.get(f"/{language}/{path}") for language in LANGUAGES]


def weight(response):
    """Bytes on the wire: the compressed body and the headers."""
    headers = sum(len(f"{name}: {value}\r\n") for name, value in response.items())
    return len(response.content) + headers


def packed(name):
    """What a static file costs, about 300 bytes of headers included."""
    return len(gzip.compress(static(name))) + 300


def static(name):
    return Path(finders.find(name)).read_bytes()


def is_light(response):
    page = weight(response)
    with_style = page + packed("style.css")
    whole = with_style + packed("emblem.svg")
    return page <= SECOND_PAGE and with_style <= FIRST_WINDOW and whole <= WHOLE_VISIT


def text_of(response):
    return gzip.decompress(response.content).decode()


def test_a_first_visit_fits_one_window_and_a_second_page_six_kilobytes(reader, pages):
    for path in pages:
        for response in visit(reader, path):
            assert response["Content-Encoding"] == "gzip"
            assert is_light(response), (path, weight(response))


def is_light_year(response):
    page = weight(response)
    return page <= YEAR_PAGE and page + packed("style.css") + packed("emblem.svg") <= WHOLE_VISIT


def test_a_whole_year_of_money_is_a_light_visit_too(reader, money):
    for path in YEARS:
        for response in visit(reader, path):
            assert is_light_year(response), (path, weight(response))
            assert uninvited(text_of(response)) == [], path


def test_a_heavy_year_is_noticed(reader, db):
    """Negative control: every line on one page is too much when there are six hundred."""
    Money(600, years=(2024,)).fill()
    assert not is_light_year(reader.get("/ky/budget/2024/?lines=all"))


def test_a_heavy_page_is_noticed(reader, pages):
    """Negative control: the same page with 20 kB that do not compress."""
    response = reader.get("/ky/")
    response.content += os.urandom(20_000)
    assert not is_light(response)


FORBIDDEN = {
    "a script": re.compile(r"<script", re.I),
    "a style in the page": re.compile(r"<style|\sstyle\s*=", re.I),
    "a script in an attribute": re.compile(r"<[^>]+\son[a-z]+\s*=", re.I),
    "something from elsewhere": re.compile(
        r"""<(?:img|link|iframe|source|use|image)[^>]+(?:src|href)=["'](?:https?:)?//""", re.I
    ),
    "a redirect": re.compile(r"http-equiv", re.I),
}


def uninvited(html):
    return [name for name, pattern in FORBIDDEN.items() if pattern.search(html)]


def test_no_page_needs_script_inline_style_or_anything_from_elsewhere(reader, pages):
    for path in pages:
        for response in visit(reader, path):
            assert uninvited(text_of(response)) == [], path


@pytest.mark.parametrize(
    "html",
    [
        "<script src=x.js></script>",
        '<p style="color: red">',
        '<img src="/x.png" onerror="x()">',
        '<link rel="stylesheet" href="https://cdn.example/x.css">',
    ],
)
def test_what_has_no_place_in_a_page_is_noticed(html):
    assert uninvited(html)


def test_the_style_asks_for_no_font_and_no_other_file():
    style = static("style.css").decode()
    assert "@font-face" not in style
    assert "@import" not in style
    assert all(url.startswith("data:") for url in re.findall(r"""url\(["']?([^"')]+)""", style))


def test_a_page_names_at_most_three_files(reader, pages):
    """Its style and its emblem, which is its icon too: with the page itself three requests."""
    for path in pages:
        html = text_of(reader.get(f"/ky/{path}"))
        files = set(re.findall(r"""(?:src|href)=["'](/static/[^"']+)""", html))
        assert files == {"/static/style.css", "/static/emblem.svg"}
