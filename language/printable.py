"""Texts for files in which not every character may stand: XML, Word, a calendar."""

import re

# What XML cannot hold; nobody typed it on purpose.
_NOT_PRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def printable(text):
    """The text without control characters and halves of characters; its lines stay."""
    return _NOT_PRINTABLE.sub("", str(text))
