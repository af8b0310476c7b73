"""What readers of a budget may ask for."""

from .filters import LineFilter

__all__ = ["LineFilter"]
