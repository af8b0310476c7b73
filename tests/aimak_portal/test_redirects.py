"""No address, field or header leads a reader from here to another site."""

from urllib.parse import quote, urljoin, urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.views import RedirectURLMixin
from django.http import HttpResponseRedirect
from django.test import Client, RequestFactory
from django.urls import reverse

from language.addresses import in_other_language
from tests.aimak_portal.routes import addresses, all_routes, body, public_routes

HOME = "http://testserver"
PAYLOADS = [
    "https://evil.example",
    "http://evil.example/ky/",
    "HTTPS://EVIL.EXAMPLE",
    "//evil.example",
    "//evil.example/ky/admin/",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\\/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r//evil.example",
    "\t//evil.example",
    " //evil.example",
    "https:evil.example",
    "https:/evil.example",
    "https:///evil.example",
    "https:\\\\evil.example",
    "ht\ttps://evil.example",
    "https://testserver@evil.example/",
    "https://testserver:80@evil.example/",
    "//testserver@evil.example",
    "https://evil.example#@testserver",
    "https://evil.example?testserver",
    "https://evil.example\\@testserver",
    "https://testserver.evil.example",
    "//[::ffff:5db8:d822]/",
    "https://evil。example",
    "／／evil.example",
    "/／evil.example",
    "⁄⁄evil.example",
    "/%2Fevil.example/..//evil.example",
    "/%0d%0aLocation:%20https://evil.example",
    "/ky/\r\nLocation: https://evil.example",
    "/ky/%E5%98%8A%E5%98%8DLocation:https://evil.example",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "ftp://evil.example/",
    "//evil.example:80\\@testserver/",
    "http:evil.example",
    "https://evil.example%00.testserver/",
]


@pytest.fixture
def sign_in(db):
    """What one of the staff types to come in."""
    get_user_model().objects.create_user("keeper-of-keys", password="long enough", is_staff=True)
    return {"username": "keeper-of-keys", "password": "long enough"}


def leads_to(place, location):
    """The address to which a browser goes: it drops line ends and tabs and turns slashes."""
    heard = location.strip(" \t\n\r\f\x00")
    for dropped in "\t\n\r":
        heard = heard.replace(dropped, "")
    head, query, rest = heard.partition("?")
    return urlsplit(urljoin(HOME + place, head.replace("\\", "/") + query + rest))


def off_site(place, response):
    """Where an answer leads, if that is not this site."""
    location = response.get("Location", "")
    assert "\r" not in location and "\n" not in location
    if not location:
        return None
    target = leads_to(place, location)
    at_home = target.scheme in ("http", "https") and target.netloc in ("", "testserver")
    return None if at_home else location


def test_there_are_forty_payloads():
    assert len(set(PAYLOADS)) >= 40


@pytest.mark.parametrize("payload", PAYLOADS)
def test_signing_in_leads_nowhere_else(sign_in, payload):
    place = reverse("admin:login")
    signed_in = Client().post(place, sign_in | {"next": payload})
    assert signed_in.status_code == 302
    assert off_site(place, signed_in) is None
    by_address = Client().post(f"{place}?next={quote(payload)}", sign_in)
    assert off_site(place, by_address) is None


@pytest.mark.parametrize("payload", PAYLOADS)
def test_leaving_the_desk_leads_nowhere_else(staff, payload):
    client = Client()
    client.force_login(staff.clerk)
    place = reverse("admin:logout")
    assert off_site(place, client.post(place, {"next": payload})) is None
    assert off_site(place, client.get(f"{place}?next={quote(payload)}")) is None


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_page_and_no_name_in_the_query_leads_away(house, payload):
    client = Client(raise_request_exception=False)
    names = ("next", "url", "redirect", "return", "back", "language", "to")
    query = "&".join(f"{name}={quote(payload)}" for name in names)
    headers = {"Referer": payload.encode("ascii", "ignore").decode().replace("\r", "")}
    headers["Referer"] = headers["Referer"].replace("\n", "")
    for route in ("/", "/ky/proposals/sent/", "/ky/admin/", "/ky", "/ky/proposals/track"):
        response = client.get(f"{route}?{query}", headers=headers)
        body(response)
        assert off_site(route, response) is None


@pytest.mark.parametrize("payload", PAYLOADS)
def test_an_address_that_looks_like_another_site_is_no_way_there(payload):
    client = Client(raise_request_exception=False)
    for start in ("", "/", "/ky", "/ky/", "/ky/admin/", "/hearings/"):
        # As a server hands it over: the bytes of the address, one character each.
        path = (start + payload).encode().decode("latin-1")
        response = client.get("/", PATH_INFO=path)
        body(response)
        assert off_site("/", response) is None


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_link_to_another_language_leads_away(payload):
    request = RequestFactory().get("/")
    for start in ("", "/", "/ky/", "/ky//"):
        request.path_info = start + payload
        request.META["QUERY_STRING"] = payload
        for language in ("ky", "ru", "en"):
            other = in_other_language(request, language)
            assert leads_to("/", other).netloc == "testserver"
            assert other.startswith(f"/{language}/")


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "testserver@evil.example"},
        {"Host": "testserver:80@evil.example"},
        {"Host": "evil.example#testserver"},
        {"Host": "testserver.evil.example"},
    ],
)
def test_a_forged_host_is_refused(house, headers):
    client = Client(raise_request_exception=False)
    for place in addresses(public_routes(), house, few=True):
        if place in ("/robots.txt",):
            continue
        response = client.get(place, headers=headers)
        body(response)
        assert response.status_code == 400 or "evil" not in str(response.headers), place


@pytest.mark.parametrize("name", ["X-Forwarded-Host", "X-Host", "X-Original-URL", "Forwarded"])
def test_a_header_that_nobody_trusts_moves_no_link(house, name):
    client = Client()
    for place in addresses(public_routes(), house, few=True):
        response = client.get(place, headers={name: "evil.example"})
        assert "evil.example" not in body(response) + str(response.headers)


def test_every_redirect_of_the_portal_stays_here(house, staff):
    client = Client(raise_request_exception=False)
    client.force_login(staff.superuser)
    for place in addresses(all_routes(), house, few=True):
        for asked in (place, place.rstrip("/")):
            response = client.get(asked or "/")
            body(response)
            assert off_site(asked, response) is None


def test_without_its_check_signing_in_would_lead_away(sign_in, monkeypatch):
    evil = "https://evil.example"
    place = reverse("admin:login")
    monkeypatch.setattr(RedirectURLMixin, "get_redirect_url", lambda view: evil)
    assert off_site(place, Client().post(place, sign_in | {"next": evil})) == evil


@pytest.mark.parametrize("payload", ["//evil.example", "/\\evil.example", "/\t/evil.example"])
def test_the_tests_themselves_see_where_a_browser_would_go(payload):
    response = HttpResponseRedirect("/")
    response.headers["Location"] = payload
    assert off_site("/ky/", response) == payload
