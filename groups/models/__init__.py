"""People: the aimak, its villages, initiative groups and deputies."""

from .aimak import Aimak, ContactPhone, EarlierName, LegalReference
from .deletion import Deletion
from .deputy import Deputy
from .initiative_group import InitiativeGroup
from .member import Member, Sex
from .village import Village, YearlyFigures

__all__ = [
    "Aimak",
    "ContactPhone",
    "Deletion",
    "Deputy",
    "EarlierName",
    "InitiativeGroup",
    "LegalReference",
    "Member",
    "Sex",
    "Village",
    "YearlyFigures",
]
