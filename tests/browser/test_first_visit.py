"""What Chromium really fetches from a site as it is shipped: bytes, requests, nothing foreign."""

import pytest

pytestmark = pytest.mark.browser

FIRST_WINDOW = 14_600
WHOLE_VISIT = 20_000
SECOND_PAGE = 6_000
PATHS = (
    "",
    "proposals/",
    "proposals/{number}/",
    "proposals/new/",
    "proposals/track/",
    "programs/",
    "{measure_under_way}",
    "budget/",
    "{line_amended}",
)


class Traffic:
    """The requests of a page, with the bytes that went over the wire, headers included."""

    def __init__(self, page):
        self.sent, self.bytes, self.kinds, self.cached = {}, {}, {}, set()
        wire = page.context.new_cdp_session(page)
        wire.on("Network.requestWillBeSent", self._note_request)
        wire.on("Network.responseReceived", self._note_response)
        wire.on("Network.requestServedFromCache", lambda event: self.cached.add(event["requestId"]))
        wire.on("Network.loadingFinished", self._note_end)
        wire.send("Network.enable")

    def _note_request(self, event):
        if not event["request"]["url"].startswith("data:"):
            self.sent.setdefault(event["requestId"], []).append(event["request"]["url"])

    def _note_response(self, event):
        self.kinds[event["requestId"]] = event["type"]
        if event["response"].get("fromDiskCache"):
            self.cached.add(event["requestId"])

    def _note_end(self, event):
        self.bytes[event["requestId"]] = event["encodedDataLength"]

    def fetched(self):
        """Every address that was asked for over the wire, redirects included."""
        return [url for key, urls in self.sent.items() if key not in self.cached for url in urls]

    def weight(self, *kinds):
        return sum(
            size
            for key, size in self.bytes.items()
            if key in self.sent and (not kinds or self.kinds[key] in kinds)
        )


def opened(visitor, address):
    page = visitor().new_page()
    traffic = Traffic(page)
    page.goto(address, wait_until="networkidle")
    return page, traffic


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_a_first_visit_is_light_and_asks_nobody_else(visitor, shipped_site, language):
    home = f"{shipped_site.address}/{language}/"
    for path in PATHS:
        number = shipped_site.proposals["published"]
        path = path.format(number=number, **shipped_site.places)
        _page, traffic = opened(visitor, home + path)
        assert len(traffic.fetched()) <= 4, traffic.fetched()
        assert all(url.startswith(shipped_site.address) for url in traffic.fetched())
        assert "Font" not in traffic.kinds.values()
        assert "Script" not in traffic.kinds.values()
        assert traffic.weight("Document", "Stylesheet") <= FIRST_WINDOW, path
        assert traffic.weight() <= WHOLE_VISIT, path


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_a_whole_year_of_money_asks_nobody_else_and_stays_a_light_visit(
    visitor, shipped_site, language
):
    year = f"{shipped_site.address}/{language}/{shipped_site.places['budget_approved']}"
    _page, traffic = opened(visitor, year)
    assert len(traffic.fetched()) <= 3, traffic.fetched()
    assert not {"Font", "Script"} & set(traffic.kinds.values())
    assert traffic.weight() <= WHOLE_VISIT


def test_a_second_page_is_one_request(visitor, shipped_site):
    page, _traffic = opened(visitor, f"{shipped_site.address}/ky/")
    second = Traffic(page)
    page.goto(f"{shipped_site.address}/ky/proposals/", wait_until="networkidle")
    assert second.fetched() == [f"{shipped_site.address}/ky/proposals/"]
    assert second.weight() <= SECOND_PAGE


def test_without_a_cache_the_second_page_costs_more(visitor, shipped_site):
    """Negative control: the counter sees requests when the browser may keep nothing."""
    page, _traffic = opened(visitor, f"{shipped_site.address}/ky/")
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    second = Traffic(page)
    page.goto(f"{shipped_site.address}/ky/proposals/", wait_until="networkidle")
    assert len(second.fetched()) > 1


def test_photos_wait_until_they_are_looked_at_and_nothing_jumps(visitor, shipped_site):
    proposal = f"proposals/{shipped_site.photographed}/"
    for path in (proposal, shipped_site.places["measure_with_photos"]):
        page, _traffic = opened(visitor, f"{shipped_site.address}/ky/{path}")
        assert page.locator(".photos img").count() > 0
        for photo in page.locator(".photos img").all():
            assert photo.get_attribute("loading") == "lazy"
            assert int(photo.get_attribute("width")) > 0
            assert int(photo.get_attribute("height")) > 0
