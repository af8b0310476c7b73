"""Money as people write and read it here: 250,0 тыс. сом, 250,0 миң сом, 250 000 som."""

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from language.folding import fold
from language.numbers import QuantityField, grouped, parse_number, shortest
from language.unstated import not_stated

DIGITS = 14
TIYIN_DIGITS = 2
MOST = Decimal("999999999999.99")

TIYIN = Decimal("0.01")
TENTH = Decimal("0.1")

# Nobody writes more; a longer text is a mistake or mischief.
LONGEST_AMOUNT = 80


class Unit(models.TextChoices):
    """What a figure of a budget counts: som, or thousands of them as officials write."""

    SOM = "som", _("som")
    THOUSAND = "thousand", _("thousand som")

    @classmethod
    def read(cls, text):
        """The unit a reader asked for; som where the wish is not understood."""
        return cls(text) if text in cls.values else cls.SOM


MISTAKES = {
    # Translators: the examples are amounts as people write them in your language: 250 000, 250,0.
    "invalid": _("Write the amount in som, for example 250,000 or 250.0 thousand."),
    "invalid_thousand": _(
        "Write the amount in thousand som, for example 250.0, or name the unit: 250,000 som."
    ),
    "max_decimal_places": _(
        "More than two digits follow the decimal mark. "
        "Write thousands as 250,000 and tiyin as 250.50."
    ),
    "finer_than_tiyin": _(
        "The amount is finer than one tiyin. Write fewer digits after the decimal mark."
    ),
    "max_digits": _("The amount is too large. Check its zeros and its unit."),
    "max_whole_digits": _("The amount is too large. Check its zeros and its unit."),
    "min_value": _("The amount must be %(limit_value)s som or more."),
    "max_value": _("The amount must be %(limit_value)s som or less."),
}


class NotMoney(ValueError):
    """What was written is no amount; `sentence` tells its writer how to mend it."""

    def __init__(self, code):
        super().__init__(f"not an amount: {code}")
        self.code = code
        self.sentence = MISTAKES[code]


# The powers of ten that a page's unit stands for.
_POWERS = {Unit.SOM: 0, Unit.THOUSAND: 3}
_UNCLEAR = {Unit.SOM: "invalid", Unit.THOUSAND: "invalid_thousand"}

# From the sign or the first digit to the last digit, and the words on both sides of it.
_WRITTEN = re.compile(
    r"([^0-9+\-−\x00\ud800-\udfff]*)"
    r"([+\-−]?\s*[0-9](?:.*[0-9])?)"
    r"([^0-9\x00\ud800-\udfff]*)",
    re.DOTALL,
)

# Letters that look alike on both keyboards: a Latin "c" begins many a «сом».
_LATIN = str.maketrans("aceopxykmthb", "асеорхукмтнв")


def _folded(text):
    """The text as its words are compared: any case, a Russian or a Kyrgyz keyboard."""
    return fold(text).translate(_LATIN)


# \u20c0 is the sign of the som.
_SOM = {_folded(word) for word in ("сом", "сома", "сомов", "с", "som", "soms", "KGS", "\u20c0")}
_SCALES = {
    _folded(word): power
    for power, words in {
        3: "миң тыс тысяч тысяча тысячи thousand",
        6: "млн миллион миллиона миллионов mln million",
        9: "млрд миллиард миллиарда миллиардов bn billion",
    }.items()
    for word in words.split()
}


def parse_money(text, unit=Unit.SOM):
    """The amount of som that is written; NotMoney for anything that could be read in two ways.

    A written unit (тыс., миң, млн, сом) wins over `unit`, which says what a bare number counts.
    Three digits after a lone mark (250.000) may be thousands of som or parts of one: refused,
    unless they are parts of a thousand or a million, or the page's own thousands (see
    `parse_number`).
    """
    written = _WRITTEN.fullmatch(text.strip()) if len(text) <= LONGEST_AMOUNT else None
    if written is None:
        raise NotMoney(_UNCLEAR[unit])
    before, number, after = written.groups()
    power = _power(_words(before), _words(after), unit)
    return _exact(_number(number, unit), power)


def _words(text):
    """The words beside a number; a point may end each («тыс.сом»), and only one."""
    return [word.removesuffix(".") for word in _folded(text).replace(".", ". ").split()]


def _power(before, after, unit):
    """The power of ten that the words ask for: KGS 250.0 thousand, 250,0 тыс. сом."""
    scale = _SCALES.get(after[0]) if after else None
    currency = [*before, *(after if scale is None else after[1:])]
    if len(currency) > 1 or not _SOM.issuperset(currency):
        raise NotMoney(_UNCLEAR[unit])
    if scale is not None:
        return scale
    return 0 if currency else _POWERS[unit]


def _number(text, unit):
    try:
        return parse_number(text.removeprefix("+"))
    except ValueError:
        raise NotMoney(_UNCLEAR[unit]) from None


def _exact(number, power):
    """The number times a power of ten, as som and tiyin."""
    if -number.as_tuple().exponent > TIYIN_DIGITS + power:
        raise NotMoney("finer_than_tiyin" if power else "max_decimal_places")
    if abs(number) > MOST.scaleb(-power):
        raise NotMoney("max_whole_digits")
    return _without_minus_zero(number.scaleb(power).quantize(TIYIN))


def _without_minus_zero(number):
    return number or abs(number)


def amount(value, unit=Unit.SOM):
    """An amount for a cell whose head names the unit: 250 000 or 250 000,50; 250,0 in thousands.

    An unknown amount is said to be so; a value that a template does not know leaves no mark.
    """
    if value is None:
        return not_stated()
    return grouped(_FIGURES[unit](value)) if value != "" else ""


def signed(value, unit=Unit.SOM):
    """A change of an amount, with its sign: +50 000, −20 000."""
    written = amount(value, unit)
    return f"+{written}" if value and _FIGURES[unit](value) > 0 else written


def money(value, unit=Unit.SOM):
    """An amount with its unit: 250 000 сом, 250,0 тыс. сом, 250.0 thousand som."""
    if value is None or value == "":
        return amount(value)
    language = get_language()
    return _sentence(unit, language) % {"amount": grouped(_FIGURES[unit](value), language)}


def _in_som(value):
    """Som; tiyin, two digits of them, only where there are any."""
    exact = Decimal(value).quantize(TIYIN, ROUND_HALF_UP)
    whole = exact.to_integral_value()
    return _without_minus_zero(whole if whole == exact else exact)


def _in_thousands(value):
    """Thousands of som with one decimal, as officials write them."""
    # A sum that a database computed may be a hair below its tiyin: those are rounded first.
    exact = Decimal(value).quantize(TIYIN, ROUND_HALF_UP)
    return _without_minus_zero(exact.scaleb(-3).quantize(TENTH, ROUND_HALF_UP))


_FIGURES = {Unit.SOM: _in_som, Unit.THOUSAND: _in_thousands}


@cache
def _sentence(unit, language):
    """The amount's sentence in a language; no line ends between the number and its unit."""
    sentence = (
        gettext("%(amount)s thousand som") if unit == Unit.THOUSAND else gettext("%(amount)s som")
    )
    return sentence.replace("%(amount)s ", "%(amount)s\xa0")


class MoneyField(QuantityField):
    """An amount as people write it; without a written unit it counts `unit`, and it is kept in som.

    Not negative unless `min_value` is None.
    """

    default_error_messages = MISTAKES

    def __init__(self, *, unit=Unit.SOM, max_digits=DIGITS, decimal_places=TIYIN_DIGITS, **kwargs):
        self.unit = unit
        super().__init__(max_digits=max_digits, decimal_places=decimal_places, **kwargs)

    def read(self, text):
        try:
            return parse_money(text, self.unit)
        except NotMoney as mistake:
            raise ValidationError(self.error_messages[mistake.code], mistake.code) from None

    def write(self, number):
        if self.unit == Unit.SOM:
            return amount(number)
        # To the tiyin: what is shown here is read back and saved.
        thousands = shortest(number.scaleb(-3))
        return grouped(thousands if thousands % 1 else thousands.quantize(TENTH))


class MoneyColumn(models.DecimalField):
    """An amount of som with its tiyin, up to 999 999 999 999,99; constraints say more."""

    def __init__(self, *args, max_digits=DIGITS, decimal_places=TIYIN_DIGITS, **kwargs):
        super().__init__(*args, max_digits=max_digits, decimal_places=decimal_places, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        if self.max_digits == DIGITS:
            del kwargs["max_digits"]
        if self.decimal_places == TIYIN_DIGITS:
            del kwargs["decimal_places"]
        return name, path, args, kwargs

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": MoneyField, "min_value": None, **kwargs})
