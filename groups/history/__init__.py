"""What stood in the record before: who changed what, when and why, under a seal.

Each kept model gets a table of its history (django-simple-history). A row holds the record as it
was saved, who did it, and a keyed seal over all of it. `verify_history` finds what was changed,
added or taken away past the portal.
"""

from .acting import act
from .keeping import keep, track
from .kept import KEPT, Kept

__all__ = ["KEPT", "Kept", "act", "keep", "track"]
