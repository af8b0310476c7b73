"""The words that were looked for, marked in a text as it is shown.

They are compared folded, as search does, and marked as written: «учун» marks «үчүн».
"""

import unicodedata
from functools import lru_cache

from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import mark_safe

from language.folding import fold

# Marked inside other words a letter or two would be noise.
SHORT = 3
EXCERPT = 160


def marked(text, words):
    """The text as HTML, each of the folded words in it inside `<mark>`."""
    if not words:
        return escape(text)
    pieces, written = [], 0
    for start, end in places(text, words):
        pieces += [escape(text[written:start]), "<mark>", escape(text[start:end]), "</mark>"]
        written = end
    # Every piece was escaped where it was put in.
    return mark_safe("".join([*pieces, escape(text[written:])]))  # noqa: S308


def excerpt(text, words, length=EXCERPT):
    """The part of a longer text around the first of the words, cut between words."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    found = places(text, words)
    start = max(found[0][0] - length // 4, 0) if found else 0
    end = start + length
    if start:
        start = text.find(" ", start) + 1
    if end < len(text):
        end = max(text.rfind(" ", start, end), text.find(" ", start) if start else 0)
    return f"{'… ' if start else ''}{text[start:end]}{' …' if end < len(text) else ''}"


def passage(record, words, shown=""):
    """What search found a record by, where what is `shown` of it does not say so: (text, code).

    An excerpt of the searched text that holds the most of the missing words, and the language it
    is written in; two empty texts where nothing is missing.
    """
    missing = [word for word in words or () if word not in fold(shown)]
    texts = [(_text(record, field), _code(record, field)) for field in record.SEARCH_FIELDS]
    holding = [(sum(word in fold(text) for word in missing), text, code) for text, code in texts]
    most, text, code = max(holding, key=lambda each: each[0])
    return (excerpt(text, missing), code) if most else ("", "")


def _text(record, field):
    return str(getattr(record, field) or "")


def _code(record, field):
    """The language of a searched text: of a translated field its column's, else the record's."""
    code = field.rpartition("_")[2]
    return code if code in dict(settings.LANGUAGES) else getattr(record, "language", "")


def places(text, words):
    """Where the folded words stand in the text: pairs of its own positions, none overlapping."""
    folded, letters = _folded(text)
    found = sorted(place for word in words for place in _places_of(word, folded))
    return _joined((letters[start][0], letters[end - 1][1]) for start, end in found)


def _folded(text):
    """The text folded letter by letter, and the place in it of each folded letter.

    A letter is taken with the marks that follow it, for only together they fold.
    """
    folded, letters = [], []
    for start, end in _letters(text):
        short = _fold_letter(text[start:end])
        folded.append(short)
        letters += [(start, end)] * len(short)
    return "".join(folded), letters


@lru_cache(maxsize=2000)
def _fold_letter(letter):
    return " " if letter.isspace() else fold(letter)


def _letters(text):
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or not unicodedata.combining(text[place]):
            yield start, place
            start = place


def _places_of(word, folded):
    start = folded.find(word)
    while start >= 0:
        end = start + len(word)
        if len(word) >= SHORT or not (start and folded[start - 1].isalnum()):
            yield start, end
        start = folded.find(word, end)


def _joined(places):
    """The places in order, those that overlap or touch made one."""
    joined = []
    for start, end in places:
        if joined and start <= joined[-1][1]:
            joined[-1][1] = max(end, joined[-1][1])
        else:
            joined.append([start, end])
    return [tuple(place) for place in joined]
