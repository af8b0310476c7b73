"""Kyrgyz as people really type it: on a Russian keyboard, with look-alike letters, in any case.

`fold` makes what is typed and what is written meet; it serves search and never reaches a page.
`repair_lookalikes` mends letters that only look Kyrgyz; it serves the text we keep.
"""

import re
import unicodedata

# Letters that old fonts and symbol tables lend to Kyrgyz texts, and the letter that is meant.
LOOKALIKES = {
    "\u0275": "ө",  # Latin barred o
    "\u019f": "Ө",  # its capital
    "\u0473": "ө",  # Cyrillic fita
    "\u0472": "Ө",
    "\u03b3": "ү",  # Greek gamma
    "\u0393": "Ү",
    "\u04ca": "ң",  # Cyrillic en with tail
    "\u04c9": "Ң",
}
# These two are no Cyrillic letters: beside Latin or Greek ones they may be meant as they stand.
FOREIGN_LOOKALIKES = {letter for letter in LOOKALIKES if letter not in "\u0473\u0472\u04ca\u04c9"}

MOST_WORDS = 8
LONGEST_WORD = 40
# Longer queries hold nothing that the first eight words do not.
LONGEST_QUERY = 2000

_REPAIR = str.maketrans(LOOKALIKES)
_REPAIR_CYRILLIC = str.maketrans(
    {letter: meant for letter, meant in LOOKALIKES.items() if letter not in FOREIGN_LOOKALIKES}
)
# A Russian keyboard has no ө ү ң, and most people write е for ё.
_RUSSIAN_KEYBOARD = {"ө": "о", "ү": "у", "ң": "н", "ё": "е"}
_FOLD = str.maketrans(
    _RUSSIAN_KEYBOARD
    | {letter: _RUSSIAN_KEYBOARD[meant.casefold()] for letter, meant in LOOKALIKES.items()}
)
# NUL and lone surrogates no database keeps; the rest are marks that no reader sees.
_UNSEEN = re.compile("[\x00\xad\u200b-\u200f\u2060\ufeff\ud800-\udfff]")
_WORD = re.compile(r"\w+")
_CYRILLIC = re.compile("[\u0400-\u0471\u0474-\u052f]")
_PUNCTUATION = "«»“”„‟‘’‚\"'()[]{}<>.,;:!?…—–"


def fold(text):
    """The text as search compares it; texts that a reader takes for the same fold to the same.

    Never raises, whatever the text; folding twice changes nothing more.
    """
    folded = _fold_once(text)
    while folded != text:
        text, folded = folded, _fold_once(folded)
    return folded


def words(query):
    """The folded words that a search has to find: at most eight, of at most forty letters."""
    found = fold(query[:LONGEST_QUERY]).split()
    # A mark standing alone is looked for as it is: an empty search would show everything.
    return [(word.strip(_PUNCTUATION) or word)[:LONGEST_WORD] for word in found[:MOST_WORDS]]


def repair_lookalikes(text):
    """The text in NFC with ɵ ѳ γ ӊ made ө ө ү ң; a word without Cyrillic letters stays its own."""
    return _WORD.sub(_repair_word, unicodedata.normalize("NFC", text))


def _fold_once(text):
    text = unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).casefold()
    return " ".join(text.translate(_FOLD).split())


def _repair_word(match):
    word = match[0]
    return word.translate(_REPAIR if _CYRILLIC.search(word) else _REPAIR_CYRILLIC)
