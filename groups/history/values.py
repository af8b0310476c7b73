"""The values of a row of history as a reader of the desk understands them."""

from decimal import Decimal

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from language.money import MoneyColumn, money
from language.numbers import grouped
from language.texts import active_language

# What the portal keeps for itself.
SILENT = (
    "id",
    "only_one",
    "content_type",
    "size_bytes",
    "thumbnail",
    # Signs of spam, as the portal names them.
    "held_because",
)


def is_told(column):
    return column.name not in SILENT


def readable(column, value, names):
    """The value in words; `names` are those of the records that rows name, by model and number."""
    if value is None or value == "":
        return ""
    if isinstance(column, models.ForeignKey):
        return names.get((column.related_model, value)) or f"№ {value}"
    if isinstance(column, models.FileField):
        # Files are kept under names that say nothing.
        return gettext("stored file")
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    return _plain(column, value)


def _plain(column, value):
    if isinstance(column, MoneyColumn):
        return str(money(value))
    if isinstance(column, models.BooleanField):
        return gettext("yes") if value else gettext("no")
    if isinstance(column, models.DateTimeField):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(column, models.DateField):
        return date_format(value)
    if isinstance(column, models.DecimalField | models.PositiveIntegerField):
        return str(grouped(Decimal(value).normalize(), active_language()))
    return str(value)
