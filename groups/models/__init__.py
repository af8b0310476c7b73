"""People: the aimak, its villages, initiative groups and deputies."""

from .aimak import Aimak, ContactPhone, EarlierName, LegalReference
from .deletion import Deletion
from .deputy import Deputy
from .initiative_group import InitiativeGroup
from .member import Member, Sex
from .privacy import Erasable, Erasure, PersonalAccess, Sought, erasable_models
from .village import Village, YearlyFigures

__all__ = [
    "Aimak",
    "ContactPhone",
    "Deletion",
    "Deputy",
    "EarlierName",
    "Erasable",
    "Erasure",
    "InitiativeGroup",
    "LegalReference",
    "Member",
    "PersonalAccess",
    "Sex",
    "Sought",
    "Village",
    "YearlyFigures",
    "erasable_models",
]
