"""Changing the language keeps the reader on the same page."""

import re

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import URLPattern, get_resolver, resolve
from django.urls.resolvers import LocalePrefixPattern, RegexPattern
from django.utils import translation

from language.addresses import in_other_language

LANGUAGES = ["ky", "ru", "en"]
SAMPLES = {
    "int": "1",
    "path": "a/b",
    "uuid": "00000000-0000-4000-8000-000000000000",
    "number": "2026-00012",
}


def switched(address, language="ru"):
    return in_other_language(RequestFactory().get(address), language)


def addresses(patterns, start=""):
    """An address for every pattern that is written as a path."""
    for pattern in patterns:
        if isinstance(pattern.pattern, RegexPattern):
            continue
        is_language = isinstance(pattern.pattern, LocalePrefixPattern)
        route = "ky/" if is_language else str(pattern.pattern)
        here = start + re.sub(r"<(?:(\w+):)?\w+>", lambda m: SAMPLES.get(m[1], "x"), route)
        if isinstance(pattern, URLPattern):
            yield here
        else:
            yield from addresses(pattern.url_patterns, here)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_leads_to_itself_in_each_language(language):
    pages = [page for page in addresses(get_resolver().url_patterns, "/") if page[:4] == "/ky/"]
    assert len(pages) > 20
    for page in pages:
        other = switched(f"{page}?q=%D1%81&b=1", language)
        assert other == f"/{language}/{page[4:]}?q=%D1%81&b=1"
        with translation.override(language):
            assert resolve(other.partition("?")[0])


@pytest.mark.parametrize(
    ("address", "other"),
    [
        ("/ky/", "/ru/"),
        ("/ky", "/ru/"),
        ("/ru/hearings/1/", "/ru/hearings/1/"),
        ("/en/hearings/?year=2021&q=%D1%81", "/ru/hearings/?year=2021&q=%D1%81"),
        ("/ky/no/such/page", "/ru/no/such/page"),
        ("/no/such/page?a=1", "/ru/no/such/page?a=1"),
        ("/kyrgyz/", "/ru/kyrgyz/"),
        ("/ky//evil.example/", "/ru//evil.example/"),
        ("/health", "/ru/"),
        ("/", "/ru/"),
    ],
)
def test_a_page_keeps_its_address_and_its_query(address, other):
    assert switched(address) == other


@pytest.mark.parametrize(
    "path",
    ["//evil.example/", "///evil.example", "/\\evil.example", "*", "/ky\\..//evil", "/\u2028\n/"],
)
def test_no_address_leads_to_another_site(path):
    request = RequestFactory().get("/")
    request.path_info = path
    other = in_other_language(request, "ru")
    assert re.fullmatch(r"/ru/[\x21-\x7e]*", other)
    assert "\\" not in other


def test_a_portal_in_a_folder_of_a_site_stays_in_it(monkeypatch):
    monkeypatch.setattr("language.addresses.get_script_prefix", lambda: "/portal/")
    assert switched("/ky/about/") == "/portal/ru/about/"
    assert in_other_language(None, "ru") == "/portal/ru/"


def test_a_page_without_a_request_leads_home():
    assert Template('{% switch_url "ru" %}').render(Context()) == "/ru/"


def test_the_query_cannot_leave_the_attribute_it_stands_in():
    request = RequestFactory().get("/ky/about/?q=1&b=%22")
    request.META["QUERY_STRING"] = 'q="><script>&b=2'
    shown = Template('<a href="{% switch_url "en" %}">').render(Context({"request": request}))
    assert shown == '<a href="/en/about/?q=%22%3E%3Cscript%3E&amp;b=2">'
