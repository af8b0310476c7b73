"""Numbers as people write them here: 250,0 or 250.0, 1 250 000 with any kind of space."""

import re
from decimal import Decimal
from functools import cache

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.formats import get_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

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


def grouped(number, language=None):
    """A decimal number with all its digits as the page writes it: 1 250 000,50; a real minus."""
    thousands, point = _marks(language or get_language())
    whole, stop, decimals = f"{number:,f}".partition(".")
    whole = whole.replace(",", thousands).replace("-", "−")
    return f"{whole}{point}{decimals}" if stop else whole


@cache
def _marks(language):
    """What a language sets between thousands and before decimals."""
    code = language or settings.LANGUAGE_CODE
    return get_format("THOUSAND_SEPARATOR", code), get_format("DECIMAL_SEPARATOR", code)


def shortest(number):
    """The decimal number without the zeros that say nothing: 4.500 is 4.5."""
    digits = f"{number:f}"
    return Decimal(digits.rstrip("0").rstrip(".") if "." in digits else digits)


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


class QuantityField(forms.DecimalField):
    """A measured quantity (4,5 km, 2 000 m): not negative, written with a comma or a point."""

    # A browser's own number field refuses "4,5" or "2 000".
    widget = forms.TextInput

    default_error_messages = {
        "invalid": _("Write a number, for example 4.5 or 2,000."),
        "min_value": _("The number must be %(limit_value)s or more."),
    }

    def __init__(self, *, min_value=0, max_digits=14, decimal_places=3, **kwargs):
        super().__init__(
            min_value=min_value, max_digits=max_digits, decimal_places=decimal_places, **kwargs
        )

    def widget_attrs(self, widget):
        return {**super().widget_attrs(widget), "inputmode": "decimal"}

    def to_python(self, value):
        if isinstance(value, Decimal | int):
            return Decimal(value)
        text = "" if value in self.empty_values else str(value).strip()
        return self.read(text) if text else None

    def prepare_value(self, value):
        """What stands in the box: a stored number as it is read; what was typed as it was typed."""
        if isinstance(value, Decimal | int | float):
            return self.write(Decimal(str(value)))
        return value

    def read(self, text):
        """The number that a person typed."""
        try:
            return parse_number(text)
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    def write(self, number):
        """The number as a person would type it."""
        return grouped(shortest(number))
