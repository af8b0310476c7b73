"""For the tests of money: what means the same in each language, and how it is written."""

import pytest
from hypothesis import strategies as st

from language import money as rules
from language.money import (
    Unit,
)

LANGUAGES = ["ky", "ru", "en"]


UNITS = list(Unit)


each_language = pytest.mark.parametrize("language", LANGUAGES)


each_unit = pytest.mark.parametrize("unit", UNITS)


# All that an amount of som may be, with its tiyin.
amounts = st.decimals(-rules.MOST, rules.MOST, places=2)


def fixed(text):
    """The text with spaces that do not break, as numbers have them."""
    return text.replace(" ", "\xa0")
