"""The seal of a row of history: whoever changes the row past the portal cannot make it anew.

It is keyed with the portal's SECRET_KEY, over all that the row says and over the seal of a row
before it. What is empty is left out, so that a later version of the portal may add columns.
"""

import hmac
import json
from datetime import UTC, date, datetime
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.utils.crypto import salted_hmac

SALT = "groups.history.seal"
LENGTH = 64
UNSEALED = {"history_id", "history_seal"}


class Sealed(models.Model):
    """The columns that our rows of history have more than those of django-simple-history."""

    # The records that this one named, by column: {"proposals": [3, 7]}.
    history_links = models.JSONField(default=dict, editable=False)
    # The seal of a row of this table that was there before; empty for the first one.
    history_previous = models.CharField(max_length=LENGTH, blank=True, editable=False)
    history_seal = models.CharField(max_length=LENGTH, editable=False)

    class Meta:
        abstract = True


def seal(row, key=None):
    """The seal of a row, with the portal's key or another one."""
    return salted_hmac(SALT, _text(row), secret=key, algorithm="sha256").hexdigest()


def keys():
    """The portal's key and those that it had before."""
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


def is_whole(row):
    """Whether the row says what it said when it was sealed."""
    return any(hmac.compare_digest(seal(row, key), row.history_seal) for key in keys())


def comparable(column, value):
    """The value as both kinds of database give it back, however it was typed."""
    value = column.get_prep_value(value)
    if isinstance(value, Decimal):
        return format(value.quantize(Decimal(1).scaleb(-column.decimal_places)), "f")
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value


def _text(row):
    values = {
        column.attname: comparable(column, getattr(row, column.attname))
        for column in row._meta.concrete_fields
        if column.name not in UNSEALED
    }
    stated = {name: value for name, value in values.items() if value not in (None, "")}
    return json.dumps(
        [row._meta.db_table, stated], sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )
