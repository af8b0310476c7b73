"""The clerk's desk: what every page of the admin does alike.

One paper is one page. Whoever saves sees what somebody else changed meanwhile, and a change of
state passes through a door of the record and never through a field.
"""

from .admins import (
    DeskAdmin,
    PlainDeskAdmin,
    PlainStackedInline,
    PlainTabularInline,
    StackedInline,
    TabularInline,
)
from .bulk import WithBulk
from .doors import Door, DoorForm
from .finding import FindField, FindingForm
from .forms import DeskForm

__all__ = [
    "DeskAdmin",
    "DeskForm",
    "Door",
    "DoorForm",
    "FindField",
    "FindingForm",
    "PlainDeskAdmin",
    "PlainStackedInline",
    "PlainTabularInline",
    "StackedInline",
    "TabularInline",
    "WithBulk",
]
