"""Forms with more in them than their pages ask for."""

import re

from tests.aimak_portal import pages
from tests.aimak_portal.routes import body


def forged(model, offered=(), prefix=""):
    """A value for every column that a form does not offer, under every name it may go by."""
    values = {}
    for column in model._meta.concrete_fields:
        for name in {column.name, column.attname}:
            if name in offered:
                continue
            values[prefix + name] = _value(column)
            values[f"{prefix}{name}_0"], values[f"{prefix}{name}_1"] = "2001-02-03", "04:05"
    return values | {f"{prefix}pk": "1", f"{prefix}by": "1", f"{prefix}is_public": "on"}


def _value(column):
    kind = column.get_internal_type()
    if column.name == "status":
        return "implemented"
    if column.choices:
        return list(column.choices)[-1][0]
    if "Date" in kind:
        return "2001-02-03"
    if kind in ("BooleanField", "NullBooleanField"):
        return "on"
    if kind in ("CharField", "TextField", "SlugField"):
        return "9999-99999"
    return "1"


def columns(record, without=()):
    """What is stored of a record, column by column."""
    return {
        column.attname: getattr(record, column.attname)
        for column in record._meta.concrete_fields
        if column.attname not in without
    }


def desk_form(client, place):
    """What a page of the desk would send as it stands."""
    response = client.get(place)
    assert response.status_code == 200, place
    return pages.typed(body(response))


def said(response):
    """What the desk objects to, for a test that expected it not to."""
    html = body(response)
    return re.findall(r'<ul class="errorlist[^>]*>.*?</ul>', html, re.DOTALL) or response
