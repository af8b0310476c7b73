"""Demonstration data: what the sources say of one real aimak, and invented years beside it.

`sources/` holds facts only; a figure that no source states is absent there. `invented/` holds a
sample, told in days counted from the day on which it is loaded and in years of money around it.
Both come in through the same doors as everybody's words.
"""

from .accounts import create_accounts
from .load import load
from .state import ForeignDatabase, holds_anything

__all__ = ["ForeignDatabase", "create_accounts", "holds_anything", "load"]
