"""How wide text is and where its lines break, without any font.

Slides are set by whatever program opens them, in whatever font it finds, so widths are taken rather too large: what
fits here fits in Microsoft YaHei, in Segoe UI and in the packaged font (a test holds the packaged one to it).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

PT_MM = 25.4 / 72.0
#: Of the size: what letters take.  Bold takes more; the widest of the fonts that stand in for
#: others (DejaVu) sets the measure.
_NARROW, _PLAIN, _CAPITAL, _WIDE, _BOLD, _SEAM, _SPACE = 0.37, 0.61, 0.74, 0.98, 1.15, 0.22, 0.42
_NARROW_LETTERS, _WIDE_LETTERS = frozenset("ijlIft.,:;'`|!()[]/"), frozenset("mwMW@%&—")
#: What no line begins with, and what none ends with.
_CLOSING, _OPENING = frozenset("，。；：、）》”’！？…％·—.,;:)%]"), frozenset("（《“‘([≥≤")
_TOKEN = re.compile(r"[ \t]+|[\x21-\x7e\u00a0\u00b2\u00b7\u2013≥≤]+|.", re.DOTALL)


@lru_cache(maxsize=8192)
def _em(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in "WFA":
        return 1.0
    if letter in " \u00a0":
        return _SPACE
    if letter in _NARROW_LETTERS:
        return _NARROW
    if letter in _WIDE_LETTERS:
        return _WIDE
    return _CAPITAL if letter.isupper() else _PLAIN


def width_mm(text: str, size_pt: float, *, bold: bool = False) -> float:
    """Return how wide a line is at most, mm."""
    return _ems(text) * size_pt * PT_MM * (_BOLD if bold else 1.0)


@lru_cache(maxsize=65536)
def _ems(text: str) -> float:
    ems, was_wide = 0.0, None
    for letter in text:
        em = _em(letter)
        is_wide = em == 1.0
        # Office programs set Chinese and Latin a little apart.
        ems += em + (_SEAM if was_wide is not None and is_wide != was_wide and not letter.isspace() else 0.0)
        was_wide = None if letter.isspace() else is_wide
    return ems


@lru_cache(maxsize=16384)
def wrapped(text: str, most_mm: float, size_pt: float, *, bold: bool = False) -> tuple[str, ...]:
    """Return a text as lines that are not wider than ``most_mm``; at least one.

    Chinese breaks anywhere but before closing and after opening marks, Latin words stay whole unless one alone is
    wider than the line.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for token in _tokens(paragraph):
            if width_mm(line + token.rstrip(), size_pt, bold=bold) <= most_mm:
                line += token
                continue
            if line.strip():
                lines.append(line.rstrip())
                line = ""
            token = token.lstrip()
            while width_mm(token, size_pt, bold=bold) > most_mm and len(token) > 1:
                cut = next(
                    (n for n in range(len(token) - 1, 1, -1) if width_mm(token[:n], size_pt, bold=bold) <= most_mm), 1
                )
                lines.append(token[:cut])
                token = token[cut:]
            line = token
        lines.append(line.rstrip())
    return tuple(lines)


def clipped(text: str, most: int) -> str:
    """Return a text of at most so many characters; what is cut ends in …."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def widest_token_mm(text: str, size_pt: float, *, bold: bool = False) -> float:
    """Return the width below which a word of a text would be cut."""
    return max((width_mm(token.strip(), size_pt, bold=bold) for token in _tokens(text)), default=0.0)


def _tokens(text: str) -> list[str]:
    """Return what may not be divided: a letter of Chinese, a Latin word, each with the marks that cling to it."""
    found: list[str] = []
    for token in _TOKEN.findall(text):
        if found and (token[0] in _CLOSING or token.isspace() or (found[-1] and found[-1][-1] in _OPENING)):
            found[-1] += token
        else:
            found.append(token)
    return found
