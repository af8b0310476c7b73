"""How rows, pages and questions look, written for the description of the interface."""

import re
from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import BeforeValidator, ConfigDict, Field, create_model

from language.years import FIRST_YEAR, LAST_YEAR
from reports.datasets import DATASETS
from reports.datasets.field import (
    CODE,
    DATE,
    LANGUAGES,
    LINK,
    MOMENT,
    MONEY,
    NUMBER,
    SHARE,
    TEXT,
    TEXTS,
    WHOLE,
    YES_NO,
)

# The largest key that both databases can look for.
MOST = 2**63 - 1
PAGE, LARGEST_PAGE = 100, 500
NUMBER_OF_PROPOSAL = r"^[0-9]{4}-[0-9]{5,7}$"


def _only_digits(value):
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{1,19}", value):
        raise ValueError("write a whole number with digits only")
    return value


def _whole(least, most):
    return Annotated[int, Field(ge=least, le=most), BeforeValidator(_only_digits)]


Key = _whole(0, MOST)
Year = _whole(FIRST_YEAR, LAST_YEAR)
Limit = _whole(1, LARGEST_PAGE)
ProposalNumber = Annotated[str, Field(pattern=NUMBER_OF_PROPOSAL)]
Money = Annotated[str, Field(pattern=r"^-?[0-9]+\.[0-9]{2}$")]
Number = Annotated[str, Field(pattern=r"^-?[0-9]+(\.[0-9]+)?$")]
Share = Annotated[
    str,
    Field(
        pattern=r"^[0-9]+\.[0-9]{4}$",
        description="1.0000 is all; more only where the minutes explain why figures do not agree.",
    ),
]

Texts = create_model("Texts", __base__=Schema, **dict.fromkeys(LANGUAGES, (str | None, ...)))

_SHAPES = {
    TEXT: str,
    TEXTS: Texts,
    DATE: date,
    MOMENT: datetime,
    WHOLE: int,
    NUMBER: Number,
    MONEY: Money,
    SHARE: Share,
    YES_NO: bool,
}


class Problem(Schema):
    """Why nothing else is answered."""

    detail: str


class Told(Schema):
    """A dataset in the list of all."""

    key: str
    title: Texts
    about: Texts
    address: str
    file: str


class Contents(Schema):
    """What there is."""

    licence: str
    description: str
    archive: str
    datasets: list[Told]


def row_of(dataset):
    """The shape of one row."""
    fields = {
        each.key: (
            _shape(each, each is dataset.identity),
            Field(..., description=each.explained(dataset.model)),
        )
        for each in dataset.fields
    }
    return create_model(
        _name(dataset, "Row"), __base__=Schema, __config__=ConfigDict(extra="forbid"), **fields
    )


def page_of(dataset, row):
    """The shape of a page of rows."""
    return create_model(
        _name(dataset, "Page"),
        __base__=Schema,
        results=(list[row], ...),
        next=(str | None, Field(..., description="The address of the next page; null: the last.")),
    )


def question_of(dataset):
    """What may be asked of a list: its filters, from where on, and how many rows."""
    asked = {name: _filter(each.field, dataset.model) for name, each in dataset.filters.items()}
    after = _may_be_left_out("Rows whose key comes after this one.")
    most = Field(PAGE, description="How many rows at most.")
    return create_model(
        _name(dataset, "Question"),
        __base__=Schema,
        after=(identity_of(dataset), after),
        limit=(Limit, most),
        **asked,
    )


def identity_of(dataset):
    """The shape of the key of a dataset."""
    if dataset.key == "proposals":
        return ProposalNumber
    return Year if dataset.identity.key == "year" else Key


def _shape(field, is_key=False):
    shape = _SHAPES.get(field.kind) or _closed(field)
    return shape if is_key or field.kind in (TEXTS, YES_NO) else shape | None


def _closed(field):
    """The codes of a closed list, or the key of another dataset."""
    if field.kind == LINK:
        return str if field.of == "proposals" else int
    return Literal[tuple(_codes(field))]


def _codes(field):
    return list(getattr(field.codes, "values", field.codes))


def _filter(field, model):
    return _written(field), _may_be_left_out(field.explained(model))


def _written(field):
    """A filter as it is written in an address."""
    if field.kind == LINK:
        return identity_of(DATASETS[field.of])
    if field.kind == CODE:
        return Literal[tuple(_codes(field))]
    return Year if field.key == "year" else Key


def _may_be_left_out(about):
    """Leaving it out is not the same as writing "null"."""
    return Field(None, description=about)


def _name(dataset, ending):
    return "".join(part.capitalize() for part in dataset.key.split("_")) + ending
