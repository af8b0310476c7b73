"""A held hearing entered from its paper on one page: figures, hands, a row for each proposal.

Nothing is saved by halves: either the whole page passes the doors of the models, or nothing of it.
"""

from .sheet import MOST_ROWS, Sheet
from .taking import Refused, take_in

__all__ = ["MOST_ROWS", "Refused", "Sheet", "take_in"]
