"""Which texts of a record exist in which of the three languages.

Nothing is required in all three: a text that nobody wrote lacks no translation. Lacking is what
one language has and another one has not.
"""

from dataclasses import dataclass, field
from functools import cache, reduce
from operator import or_

from django.conf import settings
from django.db.models import Q
from django.utils.text import capfirst
from modeltranslation.translator import NotRegistered, translator

from .constraints import stated


@cache
def translated_fields(model):
    """The fields of a model that exist in each language, in the order of the record."""
    try:
        names = translator.get_options_for_model(model).get_field_names()
    except NotRegistered:
        return ()
    order = [column.name for column in model._meta.get_fields()]
    return tuple(sorted(set(names), key=order.index))


def lacking(model, code):
    """The condition that some text of a record stands in another language but not in this one."""
    return reduce(
        or_, (stated(name) & _absent(f"{name}_{code}") for name in translated_fields(model)), _NONE
    )


_NONE = Q(pk__in=())


def _absent(column):
    return Q(**{f"{column}__isnull": True}) | Q(**{column: ""})


@dataclass
class Meter:
    """How far the texts of some records exist in one language."""

    code: str
    language: str
    # How many texts are written in any language, and how many of them in this one.
    texts: int = 0
    written: int = 0
    missing: list = field(default_factory=list)

    @property
    def is_whole(self):
        return self.written == self.texts


def meters(records):
    """The meter of each language over the texts of these records together."""
    found = [Meter(code, name) for code, name in settings.LANGUAGES]
    for record in records:
        for name in translated_fields(type(record)):
            _measure(found, record, name)
    return found


def _measure(found, record, name):
    texts = {meter.code: (getattr(record, f"{name}_{meter.code}") or "").strip() for meter in found}
    if not any(texts.values()):
        return
    label = capfirst(str(record._meta.get_field(name).verbose_name))
    for meter in found:
        meter.texts += 1
        if texts[meter.code]:
            meter.written += 1
        elif label not in meter.missing:
            meter.missing.append(label)
