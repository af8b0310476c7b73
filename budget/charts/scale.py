"""Where a value lies between the least and the greatest, in percent of the picture."""

from decimal import ROUND_HALF_UP, Decimal

ZERO = Decimal(0)
WHOLE = Decimal(100)
TENTH = Decimal("0.1")


class Scale:
    """From the least to the greatest of the values; zero always lies on it."""

    def __init__(self, values):
        known = [Decimal(value) for value in values if value is not None]
        self.low = min([ZERO, *known])
        self.high = max([ZERO, *known])
        # Nothing but zeros: all of them lie at the start.
        self.span = self.high - self.low or WHOLE

    def at(self, value):
        return tenths((Decimal(value) - self.low) * WHOLE / self.span)

    def stretch(self, value):
        """From zero to the value: where it begins and how long it is."""
        zero, end = self.at(ZERO), self.at(value)
        return min(zero, end), abs(end - zero)


def tenths(number):
    return number.quantize(TENTH, ROUND_HALF_UP)


def percent(number):
    """42.5%, in the notation of SVG whatever the language of the page."""
    return f"{number.normalize():f}%"


def length(number):
    """How long a shape is; one too short to be seen is a hairline of one pixel."""
    return percent(number) if number else "1"
