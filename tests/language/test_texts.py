"""A text is shown in the reader's language, or as what it is: a text in another one."""

import pytest
from django.template import Context, Template
from django.utils import translation

from groups.models import Village
from language.texts import in_language

LANGUAGES = ["ky", "ru", "en"]
ATTACK = "<script>alert(1)</script>"


def village(**names):
    """A village of the given names; its base column says what no page may ever show."""
    made = Village(**{f"name_{code}": name for code, name in names.items()})
    made.__dict__["name"] = "base column"
    return made


def rendered(source, language="ky", **context):
    with translation.override(language):
        return Template(source).render(Context(context))


@pytest.mark.parametrize(
    ("asked", "names", "expected"),
    [
        ("ky", {"ky": "Айыл", "ru": "Село", "en": "Village"}, ("Айыл", "ky")),
        ("ru", {"ky": "Айыл", "ru": "Село", "en": "Village"}, ("Село", "ru")),
        ("en", {"ky": "Айыл", "ru": "Село", "en": "Village"}, ("Village", "en")),
        ("en", {"ky": "Айыл", "ru": "Село"}, ("Айыл", "ky")),
        ("en", {"ru": "Село"}, ("Село", "ru")),
        ("ky", {"ru": "Село", "en": "Village"}, ("Село", "ru")),
        ("ky", {"en": "Village"}, ("Village", "en")),
        ("ru", {"ky": "Айыл", "en": "Village"}, ("Айыл", "ky")),
        ("ru", {"ky": "Айыл", "ru": "  "}, ("Айыл", "ky")),
        ("ru", {"ky": "", "ru": None}, ("", "ru")),
    ],
)
def test_a_missing_text_falls_back_on_kyrgyz_then_russian_then_english(asked, names, expected):
    assert in_language(village(**names), "name", asked) == expected
    with translation.override(asked):
        assert in_language(village(**names), "name") == expected


def test_nothing_has_no_text():
    assert in_language(None, "name", "ru") == ("", "ru")
    with translation.override(None):
        assert in_language(None, "name") == ("", "ky")


def test_a_text_in_the_language_of_the_page_stands_plain():
    assert rendered('{% text v "name" %}', v=village(ky="Ак-Там", ru="Ак-Таам")) == "Ак-Там"


def test_a_text_in_another_language_says_which():
    shown = rendered('{% text v "name" %}', "en", v=village(ru="Ак-Там"))
    assert shown == '<span lang="ru">Ак-Там</span>'


def test_a_text_can_be_kept_for_a_sentence():
    shown = rendered('{% text v "name" as name %}{{ name }}!', "en", v=village(ru="Ак-Там"))
    assert shown == '<span lang="ru">Ак-Там</span>!'


@pytest.mark.parametrize("source", ['{% text v "name" %}', '{% paragraphs v "name" %}'])
def test_a_text_that_is_nowhere_leaves_no_mark(source):
    assert rendered(source, v=village()) == ""
    assert rendered(source, v=None) == ""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "source",
    [
        '{% text v "name" %}',
        '{% paragraphs v "name" %}',
        '{% original v.name_ky "ky" %}',
        '{% original_paragraphs v.name_ky "ky" %}',
        "{% original v.name_ky v.name_ky %}",
    ],
)
def test_a_text_never_becomes_markup(language, source):
    shown = rendered(source, language, v=village(ky=ATTACK))
    assert "<script" not in shown
    assert "&lt;script&gt;" in shown


def test_paragraphs_in_the_language_of_the_page_stand_plain():
    shown = rendered('{% paragraphs v "name" %}', v=village(ky="Бир\nэки\n\nүч"))
    assert shown == "<p>Бир<br>эки</p>\n\n<p>үч</p>"


@pytest.mark.parametrize("language", ["ky", "en"])
def test_paragraphs_in_another_language_tell_the_reader(language):
    shown = rendered('{% paragraphs v "name" %}', language, v=village(ru="Раз\n\nдва"))
    with translation.override(language):
        note = translation.gettext("This text has not been translated yet.")
    assert shown == (
        f'<small class="untranslated">{note}</small>\n<div lang="ru"><p>Раз</p>\n\n<p>два</p></div>'
    )


def test_a_citizens_words_keep_their_language_on_every_page():
    source = '{% original "Таза суу" "ky" %}'
    assert rendered(source, "ky") == "Таза суу"
    assert rendered(source, "ru") == '<span lang="ky">Таза суу</span>'


def test_a_citizens_paragraphs_keep_their_language_without_a_note():
    source = '{% original_paragraphs words "ky" %}'
    assert rendered(source, "ky", words="Бир\n\nэки") == "<p>Бир</p>\n\n<p>эки</p>"
    assert rendered(source, "ru", words="Бир") == '<div lang="ky"><p>Бир</p></div>'


@pytest.mark.parametrize("tag", ["original", "original_paragraphs"])
def test_words_of_an_unknown_language_claim_none(tag):
    assert "lang" not in rendered("{% " + tag + ' "Words" code %}', code="")
    assert rendered("{% " + tag + ' nothing "ru" %}') == ""
