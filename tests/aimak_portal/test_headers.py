"""What every answer says to the browser: run no script of others, guess nothing, tell nobody."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.aimak_portal.routes import addresses, all_routes, body, public_routes

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
}
FILE_POLICY = {"default-src 'none'", "sandbox"}
# What the policy forbids, so no page may count on it.
INLINE = re.compile(
    r"<(script|style)(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")[^>]*>"
    r"|<[^>]+\s(on\w+|style)\s*=",
    re.IGNORECASE,
)
FOREIGN = re.compile(
    r"""<(?:script|link|img|iframe|source|form)[^>]+(?:src|href|action)=["']?(?:https?:)?//"""
)


@pytest.fixture(scope="module")
def everywhere(_house, _staff):
    errors = ["/ky/no-such-page/", "/no-such-page", "/ky/%00", "/static/none.css"]
    return [*addresses(all_routes(), _house, few=True), *errors]


@pytest.fixture
def head(staff):
    client = Client(raise_request_exception=False)
    client.force_login(staff.superuser)
    return client


@pytest.fixture(scope="module")
def read_by_all(everywhere, _staff):
    """Every address as a stranger and as the head read it: place, answer, text; then undone."""
    head = Client(raise_request_exception=False)
    with transaction.atomic():
        head.force_login(_staff.superuser)
        readers = {"stranger": Client(raise_request_exception=False), "head": head}
        read = {who: list(_answers(readers[who], everywhere)) for who in readers}
        transaction.set_rollback(True)
    return read


def _answers(client, places):
    for place in places:
        response = client.get(place)
        yield place, response, body(response)


def policy(response):
    return {part.strip() for part in response["Content-Security-Policy"].split(";")}


def policy_for(response, place):
    """What is shown by itself may do nothing at all; an Excel file is never shown."""
    if policy(response) >= FILE_POLICY:
        return FILE_POLICY
    if response.get("Content-Disposition", "").startswith("attachment; ") and is_workbook(place):
        return POLICY
    return FILE_POLICY if response.streaming and "/static/" not in place else POLICY


def is_workbook(place):
    return place.endswith(".xlsx")


def assert_guarded(response, place):
    assert policy(response) >= policy_for(response, place), place
    assert "unsafe" not in response["Content-Security-Policy"]
    assert "*" not in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff", place
    assert response["Referrer-Policy"] == "same-origin", place
    assert response["Cross-Origin-Opener-Policy"] == "same-origin", place
    assert "Server" not in response and "X-Powered-By" not in response


def test_every_address_says_what_a_browser_may_do(db, read_by_all):
    for read in read_by_all.values():
        for place, response, _text in read:
            assert_guarded(response, place)


@pytest.mark.parametrize("method", ["post", "put", "options", "trace"])
def test_a_refusal_says_the_same(db, everywhere, method):
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    for place in everywhere:
        response = getattr(client, method)(place)
        body(response)
        assert_guarded(response, place)


def test_a_page_that_broke_says_the_same(house, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("secret detail")

    monkeypatch.setattr("hearings.models.hearing.HearingQuerySet.upcoming", broken)
    client = Client(raise_request_exception=False)
    response = client.get(reverse("home"))
    assert response.status_code == 500
    assert "secret detail" not in body(response)
    assert_guarded(response, "/ky/")


def test_a_static_file_says_the_same():
    place = Path(settings.STATIC_ROOT, "headers-test.css")
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("body{}", encoding="utf-8")
    try:
        response = Client().get("/static/headers-test.css")
        assert response.status_code == 200
        assert body(response) == "body{}"
        assert_guarded(response, "/static/headers-test.css")
    finally:
        place.unlink()


def test_no_page_has_a_script_or_a_style_of_its_own(db, read_by_all):
    for place, response, text in read_by_all["head"]:
        assert not INLINE.search(text), (place, INLINE.search(text))
        # The links of a feed are addresses: nothing is loaded from them.
        if "atom+xml" not in response["Content-Type"]:
            assert not FOREIGN.search(text), (place, FOREIGN.search(text))


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<p onclick='x'>",
        '<b style="color:red">',
        "<style>p{}</style>",
    ],
)
def test_the_detector_sees_what_the_policy_forbids(text):
    assert INLINE.search(text)
    assert FOREIGN.search('<script src="https://evil.example/x.js">')


def test_who_only_reads_gets_no_cookie(house):
    with_a_form = {
        reverse("hearings:proposal_new"),
        reverse("hearings:proposal_track"),
        reverse("admin:login"),
    }
    for place in addresses(public_routes(), house):
        client = Client(raise_request_exception=False)
        response = client.get(place)
        text = body(response)
        if place in with_a_form:
            continue
        assert not response.cookies, place
        assert "csrfmiddlewaretoken" not in text, place
        # A file may be for staff alone, and a report tells those who sign in what waits for them:
        # what is there depends on who asks.
        if response.streaming or place.startswith(reverse("reports:report_list")):
            continue
        if response.status_code == 200:
            assert "Cookie" not in response.get("Vary", ""), place


def test_a_form_brings_one_cookie_that_no_script_reads(house):
    for name in ("hearings:proposal_new", "hearings:proposal_track"):
        response = Client().get(reverse(name))
        assert set(response.cookies) == {settings.CSRF_COOKIE_NAME}
        cookie = response.cookies[settings.CSRF_COOKIE_NAME]
        assert cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["path"] == "/"
        assert not cookie["domain"]


@pytest.mark.parametrize(
    "page",
    [
        "hearings:proposal_track",
        "hearings:proposal_new",
        "hearings:proposal_sent",
        "admin:index",
        "admin:hearings_proposal_changelist",
    ],
)
def test_pages_about_one_person_are_kept_by_no_cache_between(house, head, page):
    assert "private" in head.get(reverse(page))["Cache-Control"]
