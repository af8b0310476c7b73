"""Passwords that people of an aimak would think of first are refused, in every language here."""

import re
from functools import cache
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from language.folding import fold

WORDS = Path(__file__).with_name("common_words.txt")
# A password costs one for each common word and two for each letter that belongs to none. Three
# words and a letter cost five; from six on it is hard enough to think of.
EASY = 5
LONGEST = 128
# The rows of both keyboards and the alphabets: whatever a finger slides along.
ROWS = (
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "йцукенгшщзхъ",
    "фывапролджэ",
    "ячсмитьбю",
    "abcdefghijklmnopqrstuvwxyz",
    "абвгдежзийклмнопрстуфхцчшщъыьэюя",
    "qazwsxedcrfvtgbyhnujmikolp",
    "йфяцычувскамепинртгоьшлбщдюзжхэ",
)
SLIDE = range(4, 13)
# The same keys under both layouts: whoever types «пароль» with the other one on types gfhjkm.
_LATIN, _RUSSIAN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.", "йцукенгшщзхъфывапролджэячсмитьбю"
_LAYOUTS = (str.maketrans(_LATIN, _RUSSIAN), str.maketrans(_RUSSIAN, _LATIN), {})
_NO_LETTER = re.compile(r"[\W\d_]+")
_AGAIN = re.compile(r"(.{1,32}?)\1+")


class CommonWords:
    """Refuses what is made of a few common words, keys in a row, repeated letters and figures."""

    def validate(self, password, user=None):
        if is_easy(password):
            raise ValidationError(
                gettext(
                    "This password is made of common words or of keys that lie in a row. Take "
                    "four words that have nothing to do with each other."
                ),
                code="password_of_common_words",
            )

    def get_help_text(self):
        return gettext(
            "Your password can’t be made of a few common words or of keys that lie in a row."
        )


def is_easy(password):
    """Whether somebody who guesses would come to it soon, whichever layout was on."""
    text = fold(password[:LONGEST])
    readings = {_NO_LETTER.sub("", text.translate(layout)) for layout in _LAYOUTS}
    return any(_cost(_AGAIN.sub(r"\1", letters)) <= EASY for letters in readings)


def _cost(letters):
    """The least that the letters cost, taken apart into common words."""
    words = _words()
    longest = max(map(len, words))
    cost = [0]
    for end in range(1, len(letters) + 1):
        starts = range(max(0, end - longest), end)
        known = [cost[start] + 1 for start in starts if letters[start:end] in words]
        cost.append(min([cost[end - 1] + 2, *known]))
    return cost[-1]


@cache
def _words():
    lines = WORDS.read_text(encoding="utf-8").splitlines()
    words = {fold(line).replace(" ", "") for line in lines if line and not line.startswith("#")}
    return words | {piece for row in ROWS for piece in _slides(fold(row))}


def _slides(row):
    for whole in (row, row[::-1]):
        for length in SLIDE:
            yield from (whole[at : at + length] for at in range(len(whole) - length + 1))
