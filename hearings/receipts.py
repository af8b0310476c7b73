"""Receipt codes: how a citizen without e-mail or telephone asks what became of the words.

A code has 10 characters of 32, so 50 bits (bars.md S20), and one check character that catches
a slip of the pen before anything is looked up. It is derived from the secret of the filled-in
form and kept only as a keyed digest: whoever reads the database cannot track anybody.
"""

import hashlib
import hmac
import secrets

from django.conf import settings
from django.utils.crypto import salted_hmac

# Without 0 and O, 1 and I: nothing here is mistaken for something else that is here.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 10

# What people type instead: Cyrillic letters of the same shape, and 1 or I for L.
_TYPED = str.maketrans("АВЕКМНРСТУХЗЁ1I", "ABEKMHPCTYX3ELL")


def new_secret():
    """The secret of one filled-in form (128 bits)."""
    return secrets.token_urlsafe(16)


def code_from(secret, key=None):
    """The receipt code of the form's secret: the same form always gives the same code."""
    digest = salted_hmac("hearings.receipt.code", secret, secret=key, algorithm="sha256").digest()
    number = int.from_bytes(digest[:8], "big")
    return "".join(ALPHABET[(number >> (5 * place)) & 31] for place in range(LENGTH))


def check_character(code):
    """One more character of the same alphabet, so that a slip or a swap does not pass."""
    # Odd weights modulo 32: every single slip shows, and all but one in 32 swapped neighbours.
    total = sum((2 * place + 1) * ALPHABET.index(letter) for place, letter in enumerate(code))
    return ALPHABET[total % 32]


def printed(code):
    """The code as it is printed and read aloud: ABCDE-FGHJK-L, the last letter for checking."""
    return f"{code[:5]}-{code[5:]}-{check_character(code)}"


def read(typed):
    """The code behind what somebody typed, or None where it cannot be one.

    Lower case, spaces, hyphens and Cyrillic letters of the same shape do not matter. The check
    character may be left out.
    """
    code = plain(typed)
    if any(letter not in ALPHABET for letter in code):
        return None
    if len(code) == LENGTH:
        return code
    if len(code) == LENGTH + 1 and check_character(code[:LENGTH]) == code[LENGTH]:
        return code[:LENGTH]
    return None


def plain(typed):
    """What was typed without what does not matter in a code of this alphabet."""
    return "".join(typed.upper().split()).replace("-", "").replace("–", "").translate(_TYPED)


def read_whole(typed):
    """The code of a printed slip, or None; the check character must be there and must fit."""
    code = read(typed)
    letters = sum(letter.isalnum() for letter in typed)
    return code if letters == LENGTH + 1 else None


def digest(code):
    """What is stored of a code."""
    return salted_hmac("hearings.receipt.stored", code, algorithm="sha256").hexdigest()


def digests(code):
    """The stored forms of a code under the key in force and under those before it."""
    return [
        salted_hmac("hearings.receipt.stored", code, secret=key, algorithm="sha256").hexdigest()
        for key in _keys()
    ]


def issued_code(secret, stored):
    """The code on the receipt of this form, whichever key was in force when it was sent.

    None where the stored digest is of another code: a new receipt was given since.
    """
    codes = (code_from(secret, key) for key in _keys())
    return next((code for code in codes if stored in digests(code)), None)


def intent(secret):
    """The stored mark of one filled-in form: sent twice, it still makes one proposal."""
    return hashlib.sha256(f"hearings.intent:{secret}".encode()).hexdigest()


def content_digest(values, key=None):
    """A digest of what was sent, to notice the same form coming back with other words."""
    joined = "\x1f".join(f"{name}={values[name]}" for name in sorted(values))
    key = key or settings.SECRET_KEY
    return hmac.new(key.encode(), joined.encode(), hashlib.sha256).hexdigest()


def content_digests(values):
    """The digests of what was sent, under the key in force and under those before it."""
    return [content_digest(values, key) for key in _keys()]


def _keys():
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
