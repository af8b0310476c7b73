"""The order of the Kyrgyz alphabet, the same under any collation of any database.

As CLDR has it for ң ө ү. Otherwise than in CLDR, ё is a letter after е, as schools teach the
alphabet, numbers stand by their value, and Latin stands before Cyrillic.
"""

import re
import unicodedata

from django.db import models

from language.derived import Derived, depends
from language.folding import LOOKALIKES

KEY_LENGTH = 255

# The 36 Kyrgyz letters; between them, letters of neighbours (Kazakh, Uzbek, Tajik, Ukrainian).
CYRILLIC = "аәбвгґғдеёєжзиіїйкқлмнңоөпрстуүұфхҳһцчҷшщъыьэюя"
LATIN = "abcdefghijklmnopqrstuvwxyz"

# Every weight is two hexadecimal digits; some are followed by a number of fixed width. So no
# weight begins another one, and comparing keys letter by letter compares weights.
GAP = "10"
NUMBER = "20"
OTHER = "f0"
WEIGHTS = {
    letter: f"{weight:02x}"
    for first, alphabet in ((0x40, LATIN), (0x80, CYRILLIC))
    for weight, letter in enumerate(alphabet, first)
}

_MEANT = str.maketrans(LOOKALIKES)
_APOSTROPHES = "'’ʼ`"
_PIECES = re.compile(r"(?P<number>\d{1,9})|(?P<letter>[^\W\d_])|(?P<gap>[\W_]+)")


def sort_key(text):
    """A text of [0-9a-f] whose plain order is the alphabet's order of the texts.

    Words before longer words, numbers (by value, up to nine digits) before letters, Latin before
    Cyrillic; case and marks do not count, anything between words counts as one gap.
    """
    weights = [GAP]
    for piece in _PIECES.finditer(_comparable(text)):
        weight = _weight(piece)
        if weight != GAP or weights[-1] != GAP:
            weights.append(weight)
    if weights[-1] == GAP:
        weights.pop()
    # A cut leaves the order of what is left untouched.
    return "".join(weights[1:])[:KEY_LENGTH]


def _comparable(text):
    """The text without what no alphabet orders: case, look-alikes, loose accents, apostrophes."""
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return "".join(
        letter
        for letter in text.translate(_MEANT)
        if letter not in _APOSTROPHES and not unicodedata.combining(letter)
    )


def _weight(piece):
    if piece["gap"]:
        return GAP
    if piece["number"]:
        return f"{NUMBER}{int(piece['number']):08x}"
    letter = piece["letter"]
    if letter not in WEIGHTS:
        letter = unicodedata.normalize("NFD", letter)[0]
    return WEIGHTS.get(letter) or f"{OTHER}{ord(letter):06x}"


class Sorted(Derived):
    """A record listed by the alphabet of the first of its `SORT_FIELDS` that is not empty."""

    SORT_FIELDS = ("name_ky", "name_ru", "name_en")

    sort_key = models.CharField(max_length=KEY_LENGTH, editable=False, db_index=True, default="")

    class Meta:
        abstract = True
        # Records of one name keep their order from page to page.
        ordering = ("sort_key", "pk")

    def derive(self, written=None):
        columns = super().derive(written)
        if not depends(type(self), self.SORT_FIELDS, written):
            return columns
        names = (getattr(self, field) for field in self.SORT_FIELDS)
        self.sort_key = sort_key(next((name for name in names if name), ""))
        return [*columns, "sort_key"]
