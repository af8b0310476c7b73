"""On a Kyrgyz or Russian page nothing is English, the desk and its errors included."""

import json
import re

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation

from aimak_portal import views
from tests.aimak_portal import pages
from tests.aimak_portal.routes import addresses, admin_routes, body, public_routes
from tests.attachments import workbooks as samples

# Two letters are too short to be told from an abbreviation of any language.
WORD = re.compile(r"[A-Za-z]{3,}")
# What is no word of a language, wherever it stands.
CODES = re.compile(
    r"\S+@\S+\.\w+|https?://\S+"
    # A part of a page that did not arrive, named for whoever built the request.
    r"|\b[\w-]+_FORMS\b"
    # A receipt code.
    r"|\b[2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]\b"
)
# Names, each with the reason why it is not translated.
NAMES = {
    "PDF": "the name of a file format",
    "Excel": "the name of a program",
    "Word": "the name of a program",
    "Ctrl": "the name of a key",
    "Pango": "the name of a program",
    "xlsx": "the name of a file format",
    "csv": "the name of a file format",
    "CSV": "the name of a file format",
    "ZIP": "the name of a file format",
    "JSON": "the name of a file format",
    "OpenAPI": "the name of a standard",
    "Atom": "the name of a standard",
    "ods": "the name of a file format",
    "LibreOffice": "the name of a program",
    "URL": "the name of an address, in Kyrgyz and Russian as well",
    "JPEG": "the name of a file format",
    "PNG": "the name of a file format",
    "WebP": "the name of a file format",
    "English": "a language names itself",
    "Enter": "the name of a key",
    "cookie": "Kyrgyz and Russian have no other word for it",
}
LANGUAGES = ["ky", "ru"]


def english(html):
    """The English words that a reader of the page meets, each with the text around it."""
    found = {}
    for text, language in pages.words(html):
        if language == "en":
            continue
        for word in WORD.findall(CODES.sub(" ", text)):
            if word not in NAMES:
                found.setdefault(word, " ".join(text.split())[:120])
    return found


@pytest.fixture
def desk(house, staff):
    """The desk of somebody who may do everything, among colleagues with Kyrgyz names."""
    for place, user in enumerate(get_user_model().objects.order_by("pk")):
        user.username = f"кызматкер{place}"
        user.save()
    # What they were called before stays in the history, and is no word of the portal.
    get_user_model().history.all().delete()
    client = Client(raise_request_exception=False)
    client.force_login(staff.superuser)
    return client


def crawl(client, places):
    """The first page on which each English word was met."""
    found = {}
    for place in places:
        response = client.get(place)
        if "text/html" not in response["Content-Type"]:
            body(response)
            continue
        for word, text in english(body(response)).items():
            found.setdefault(word, (place, text))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_public_page_speaks_english(house, language):
    places = addresses(public_routes(), house, language)
    places += [f"/{language}/search/?q={q}" for q in ("суу", "", "йоқ", "а" * 300)]
    places += [f"/{language}/proposals/?{q}" for q in ("q=жок", "page=99", "status=rejected")]
    places += [f"/{language}/programs/?{q}" for q in ("q=жок", "status=done", "sector=water")]
    for budget in house.budgets.values():
        queries = ("q=жок", "unit=thousand", "lines=all", "function=709&asked=on", "side=revenue")
        places += [f"/{language}/budget/{budget.year}/?{query}" for query in queries]
    places += [f"/{language}/no-such-page/"]
    assert crawl(Client(raise_request_exception=False), places) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_of_the_desk_speaks_english(house, desk, language):
    places = addresses(admin_routes(), house, language, few=True)
    places += [place + "?q=жок" for place in places if place.count("/") == 5]
    places = [place for place in places if "logout" not in place]
    assert crawl(desk, places) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_desk_refuses_and_confirms_in_the_readers_language(house, desk, language):
    found = {}
    for place in addresses(admin_routes(), house, language, few=True):
        if "logout" in place:
            continue
        for typed in ({}, {"post": "ооба"}, {"action": "жок"}, wrong(desk, place)):
            response = desk.post(place, typed, follow=True)
            if "text/html" not in response["Content-Type"]:
                continue
            for word, text in english(body(response)).items():
                found.setdefault(word, (place, text))
    assert found == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_is_tried_and_refused_in_the_readers_language(house, desk, language):
    found = {}
    for budget in house.budgets.values():
        with translation.override(language):
            place = reverse("admin:budget_budget_upload", args=[budget.pk])
            export = reverse("admin:budget_budget_export", args=[budget.pk])
        files = [b"", samples.CSV, samples.macros(), samples.bomb(), b"".join(desk.get(export))]
        files += [
            samples.workbook(headings=WRONG_HEADINGS[:3]),
            samples.workbook(WRONG_LINES, WRONG_HEADINGS),
        ]
        for content in files:
            file = SimpleUploadedFile("эсеп.xlsx", content)
            answer = desk.post(place, {"file": file, "unit": "som"})
            for word, text in english(body(answer)).items():
                found.setdefault(word, (place, text))
    assert found == {}


# A row for each thing that may be wrong with one; what the file itself says is not English.
WRONG_HEADINGS = ("№", "Аталышы", "Долбоор", "Функция", "Башка")
WRONG_LINES = [
    ("1", "Салык", -5, "9999", "x"),
    ("1", "Салык", "көп", "жок", None),
    ("2" * 99, "", "1/2", "", None),
    (None, None, 7, None, None),
]


def wrong(desk, place):
    """What the page would send, with a wrong value in every field."""
    response = desk.get(place)
    html = body(response)
    if response.status_code != 200 or "text/html" not in response["Content-Type"]:
        return {}
    if not pages.can_be_sent(html):
        return {}
    kept = ("csrf", "_seen", "TOTAL", "INITIAL", "MIN_", "MAX_")
    return {
        name: values if any(part in name for part in kept) else "жж" * 400
        for name, values in pages.typed(html).items()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_desk_tells_its_history_in_the_readers_language(house, desk, language):
    changed = addresses(admin_routes(), house, language, few=True)
    changed = [place for place in changed if place.endswith("/change/")]
    for place in changed:
        html = body(desk.get(place))
        if not pages.can_be_sent(html):
            continue
        typed = pages.typed(html)
        for name in typed:
            if name.endswith(("_ky", "_name")) and "__prefix__" not in name:
                typed[name] = "Башка"
        desk.post(place, typed, follow=True)
    histories = [place.replace("/change/", "/history/") for place in changed]
    assert crawl(desk, [*histories, f"/{language}/admin/"]) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_refused_form_speaks_english(house, language):
    reader = Client(raise_request_exception=False)
    found = {}
    bad = dict.fromkeys(("kind", "text", "language", "sector", "village", "hearing"), "жж" * 2000)
    bad |= {"group": "x", "phone": "жок", "email": "жок", "sex": "x"}
    good = {"kind": "proposal", "language": "ky", "sector": "roads", "text": "Жол."}
    good["village"] = house.villages[0].pk
    for step in ("what", "where", "who", "check", "send"):
        for typed in ({}, bad, good, good | bad, good | {"consent": "on"}):
            answer = reader.post(f"/{language}/proposals/new/", typed | {"go": step})
            found |= english(body(answer))
    for code in ("", "x" * 99, "AAAAA-AAAAA"):
        found |= english(body(reader.post(f"/{language}/proposals/track/", {"code": code})))
    typed = {"username": "жок", "password": "жок"}
    found |= english(body(reader.post(f"/{language}/admin/login/", typed)))
    assert found == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "view", ["bad_request", "permission_denied", "csrf_failure", "page_not_found", "server_error"]
)
def test_no_error_page_speaks_english(house, language, view):
    with translation.override(language):
        request = RequestFactory().get(f"/{language}/")
        request.LANGUAGE_CODE = language
        assert english(getattr(views, view)(request).content.decode()) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refused_address_is_explained_in_the_readers_language(language):
    response = Client().get(
        "/", PATH_INFO=f"/{language}/\x00", headers={"Accept-Language": language}
    )
    assert response.status_code == 400
    assert WORD.findall(response.content.decode()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_script_of_the_desk_speaks_english(desk, language):
    text = body(desk.get(f"/{language}/admin/jsi18n/"))
    catalogue = json.loads(re.search(r"const newcatalog = ({.*?});\n", text, re.DOTALL)[1])
    assert len(catalogue) > 20
    said = " ".join(str(words) for words in catalogue.values())
    assert WORD.findall(re.sub(r"%\(\w+\)s|%s", " ", said)) == []


def test_untranslated_the_same_pages_would_be_seen(house, desk):
    shown = body(desk.get("/en/proposals/")) + body(desk.get("/en/admin/"))
    assert {"Proposals", "Hearings", "Change"} <= set(english(shown.replace(' lang="en"', "")))


@pytest.mark.parametrize(
    ("html", "word"),
    [
        ("<p>Hello</p>", "Hello"),
        ('<input type="submit" value="Save">', "Save"),
        ('<img alt="A bridge">', "bridge"),
        ('<input placeholder="Type">', "Type"),
        ('<b lang="en">Library</b><i>roof</i>', "roof"),
        ("<title>Login</title>", "Login"),
        ('<optgroup label="None"></optgroup>', "None"),
    ],
)
def test_the_detector_sees_each_place_of_a_word(html, word):
    assert set(english(html)) == {word}


def test_the_detector_leaves_what_is_no_word():
    html = '<html lang="ky"><p lang="en">Library</p><a>a@b.kg</a><i>PDF</i><script>var x</script>'
    assert english(html) == {}
