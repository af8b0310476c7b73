"""Numbers as people write them here: 250,0 or 250.0, 1 250 000 with any kind of space."""

import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

from language.texts import active_language

# Nobody writes more; a longer text is a mistake or mischief.
LONGEST_NUMBER = 40

_SPACES = re.compile("[ \t\xa0\u2007\u2009\u202f'’ʼ]+")
_GROUPED = {
    ",": re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?"),
    ".": re.compile(r"[0-9]{1,3}(\.[0-9]{3})+(,[0-9]+)?"),
    " ": re.compile(r"[0-9]{1,3}( [0-9]{3})+([.,][0-9]+)?"),
}
_PLAIN = re.compile(r"[0-9]+([.,][0-9]+)?")


def parse_number(text):
    """The number that is written; ValueError for anything that could be read in two ways.

    One comma before three digits (1,250) is a decimal comma in Kyrgyz and Russian and a thousands
    separator on an English page: that is how the portal itself writes there.
    """
    number = _SPACES.sub(" ", text.strip()) if len(text) <= LONGEST_NUMBER else ""
    sign = ""
    if number[:1] in ("-", "−"):
        sign, number = "-", number[1:].lstrip()
    return Decimal(sign + _plain(number))


def _plain(number):
    """The number without groups and with a decimal point."""
    if _is_plain(number):
        return number.replace(",", ".")
    for separator, grouped in _GROUPED.items():
        if grouped.fullmatch(number):
            return number.replace(separator, "").replace(",", ".")
    raise ValueError("not a number")


def _is_plain(number):
    if not _PLAIN.fullmatch(number):
        return False
    english_group = active_language() == "en" and _GROUPED[","].fullmatch(number)
    return not english_group or number.startswith("0")


class CountField(forms.IntegerField):
    """A count of people or things: a whole number, not negative, written with or without spaces."""

    # A browser's own number field refuses "1 250".
    widget = forms.TextInput

    # More people than the country has are a slip of the hand.
    MOST = 9_999_999

    def __init__(self, *, min_value=0, max_value=MOST, **kwargs):
        super().__init__(min_value=min_value, max_value=max_value, **kwargs)

    def widget_attrs(self, widget):
        return {**super().widget_attrs(widget), "inputmode": "numeric"}

    def to_python(self, value):
        text = "" if value in self.empty_values else str(value).strip()
        if not text:
            return None
        try:
            number = parse_number(text)
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
        if number != number.to_integral_value():
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return int(number)
