"""Moments as people of the aimak name them."""

from datetime import datetime
from zoneinfo import ZoneInfo

BISHKEK = ZoneInfo("Asia/Bishkek")


def bishkek(*moment):
    """That moment on the clock of the aiyl okmotu."""
    return datetime(*moment, tzinfo=BISHKEK)
