"""Digits that a screen or a book groups, to be read as one number again."""

from __future__ import annotations

import re

#: Narrow spaces (thin, and the one that does not break) before three digits.  A wide space may stand between two
#: numbers, or between degrees and minutes.
_NARROW = re.compile(r"(?<=\d)[\u2009\u202f](?=\d{3})")


def ungrouped(text: str) -> str:
    """Return a text without the narrow spaces within its numbers."""
    return _NARROW.sub("", text)
