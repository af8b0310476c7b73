"""A mistake in the order of a pack is told with its field, and with how to mend it."""

import re
from html import unescape

import pytest
from django.forms import Field
from django.utils.translation import gettext, override

from reports.packs.form import PackForm
from reports.registry import REPORTS
from tests.reports.files import LANGUAGES
from tests.reports.ordering import WANTED

pytestmark = pytest.mark.usefixtures("pack_shelf")

RIGHT = {**WANTED, "reports": list(REPORTS)}
MISTAKES = [
    ("title", "", "Write a title for the pack."),
    ("title", "Ө" * 121, "up to 120 characters"),
    ("title", "Friday\x00", "The title of the pack held a hidden character."),
    ("session_on", "soon", "Write the day of the session like 25.11.2026"),
    ("first_year", "soon", "Write a year from 1991 to 2100 in “From the year”"),
    ("first_year", "1990", "Write a year from 1991 to 2100 in “From the year”"),
    ("last_year", "2101", "Write a year from 1991 to 2100 in “To the year”"),
    ("village", "0", "Choose a village from the list, or “All”."),
    ("village", "x", "Choose a village from the list, or “All”."),
    ("reports", [], "Choose at least one report."),
    ("reports", ["weather"], "Choose at least one report."),
    ("language", "", "Choose the language of the pack."),
    ("language", "kk", "Choose the language of the pack."),
    ("format", "", "Choose a PDF file or a Word file."),
    ("format", "odt", "Choose a PDF file or a Word file."),
]


def sent(client, tongue="en", **typed):
    answer = client.post(f"/{tongue}/reports/pack/", {**RIGHT, **typed})
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def links(html):
    """What the summary says, by the place to which it leads."""
    return dict(re.findall(r'<li><a href="#(\w+)">(.*?)</a></li>', html))


@pytest.mark.parametrize(("field", "typed", "sentence"), MISTAKES)
def test_a_mistake_names_its_field_and_the_way_out(deputy, started, field, typed, sentence):
    html = sent(deputy, **{field: typed})
    [(place, said)] = links(html).items()
    assert sentence in said
    assert re.search(rf'<(input|select)[^>]* id="{place}"', html)
    assert place.startswith(f"id_{field}")
    # In the summary, and at the field.
    assert html.count(said) == 2
    assert not started


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_mistakes_at_once_are_told_apart_in_every_language(deputy, started, language):
    wrong = {"title": "", "first_year": "1", "last_year": "1", "village": "x", "reports": []}
    wrong |= {"session_on": "x", "language": "x", "format": "x"}
    html = sent(deputy, language, **wrong)
    assert len(set(links(html).values())) == len(wrong)
    with override(language):
        assert re.search(rf"<title>\s*{gettext('Error:')} ", html)


def test_without_sentences_of_their_own_two_fields_would_say_the_same(village):
    """Negative control."""
    form = PackForm({"language": "en", "format": "pdf"})
    for field in form.fields.values():
        field.error_messages = {**Field.default_error_messages, "invalid_choice": ""}
    assert form.errors["title"] == form.errors["reports"]


def test_what_cannot_be_kept_of_a_title_does_not_come_back(deputy, started):
    assert 'value="Friday"' in sent(deputy, title="Friday\x00")


def test_a_day_may_be_written_with_points(deputy, started):
    answer = deputy.post("/ru/reports/pack/", {**RIGHT, "session_on": "25.11.2026"})
    assert answer.status_code == 302
