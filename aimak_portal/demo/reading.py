"""Reads the demonstration data: TOML tables, texts by language."""

import tomllib
from decimal import Decimal
from pathlib import Path

from django.conf import settings

HERE = Path(__file__).parent


def read(name, **holes):
    """The tables of one file, such as `sources/aimak`; `{hole}` in its texts is filled in."""
    text = (HERE / f"{name}.toml").read_text(encoding="utf-8")
    for hole, filling in holes.items():
        text = text.replace("{" + hole + "}", str(filling))
    return tomllib.loads(text, parse_float=Decimal)


def columns(table):
    """The table as model values: a text by language goes to one column for each language."""
    values = {}
    for field, value in table.items():
        if is_text(value):
            values |= {f"{field}_{code}": text.strip() for code, text in value.items()}
        else:
            values[field] = value
    return values


def is_text(value):
    """Whether the value holds nothing but texts by language."""
    return isinstance(value, dict) and value.keys() <= {code for code, _name in settings.LANGUAGES}


def without(table, *fields):
    """The table without the parts that go elsewhere."""
    return {field: value for field, value in table.items() if field not in fields}


def store(record):
    """Save the record after the checks that a form would make.

    Constraints are left to the database: it checks them anyway, and loading stays quick.
    """
    record.full_clean(validate_constraints=False)
    record.save()
    return record
