"""The text of a record in a reader's language; never empty while another language has it."""

from django.conf import settings
from django.utils.translation import get_language


def in_language(obj, field, language=None):
    """The field's text and the code of the language it is written in: (text, code).

    Looks in the asked language (the active one if None), then in Kyrgyz, Russian, English.
    Reads the language columns: the base column holds whatever was saved last.
    """
    asked = language or active_language()
    if obj is None:
        return "", asked
    for code in dict.fromkeys([asked, *settings.MODELTRANSLATION_FALLBACK_LANGUAGES]):
        text = getattr(obj, f"{field}_{code}")
        if text and text.strip():
            return text, code
    return "", asked


def active_language():
    """The two-letter code of the page's language; Kyrgyz where none is active."""
    return (get_language() or settings.LANGUAGE_CODE).partition("-")[0]


def is_stated(obj, field):
    """Whether the field holds a text in any language."""
    return bool(in_language(obj, field)[0])


def fill(obj, field, value):
    """Set a translated field: a text goes to the active language, a mapping to each it names."""
    for column, text in columns(field, value).items():
        setattr(obj, column, text)


def columns(field, value):
    """The language columns of a translated field with their texts; see `fill`."""
    texts = value if isinstance(value, dict) else {active_language(): value}
    return {
        f"{field}_{code}": (texts.get(code) or "").strip() for code, _name in settings.LANGUAGES
    }


def lines(obj, field):
    """The lines of a translated field in the reader's language, and that language's code."""
    text, code = in_language(obj, field)
    return [line.strip() for line in text.splitlines() if line.strip()], code
