"""Many names found while one types: by their beginning, by any part, by pinyin or initials.

All names stand in one long text that is searched at the speed of memory; 200,000 take a few milliseconds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from layers.sources.spelling import as_typed, is_typed_latin

#: How a name is met, the best first.
EXACT, BEGINS, HOLDS, SPELLED, SPELLED_WITHIN = range(5)
#: Places in the text that are looked at for one kind of match before the search goes on without.
_MOST_LOOKED_AT = 400


class NameIndex:
    """Names in an order of their own; a position stands for each.

    Parameters
    ----------
    names : sequence of str
        Blank ones are never found.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self.names = list(names)
        folded = [re.sub(r"[\n\t]", " ", name).casefold() for name in self.names]
        self._text, self._starts = _joined(folded)
        self._spelled, self._spelled_starts = _joined([_spelling(name) for name in folded])

    def find(self, text: str, limit: int = 20) -> list[tuple[int, int]]:
        """Return how and which (position) names are met, best first: exactly, at the beginning, shorter names first."""
        wanted = " ".join(text.split()).casefold()
        if not wanted:
            return []
        found: dict[int, int] = {}
        self._scan(found, self._text, self._starts, f"\n{wanted}\n", EXACT)
        self._scan(found, self._text, self._starts, f"\n{wanted}", BEGINS)
        if len(found) < limit:
            self._scan(found, self._text, self._starts, wanted, HOLDS)
        spelled = as_typed(wanted.replace(" ", ""))
        if len(found) < limit and is_typed_latin(wanted.replace(" ", "")):
            for before in ("\n", "\t"):
                self._scan(found, self._spelled, self._spelled_starts, f"{before}{spelled}", SPELLED)
            if len(found) < limit and len(spelled) > 2:
                self._scan(found, self._spelled, self._spelled_starts, spelled, SPELLED_WITHIN)
        order = sorted(found.items(), key=lambda one: (one[1], len(self.names[one[0]]), one[0]))
        return [(how, position) for position, how in order[:limit]]

    @staticmethod
    def _scan(found: dict[int, int], text: str, starts: np.ndarray, wanted: str, how: int) -> None:
        at = text.find(wanted)
        looked_at = 0
        while at >= 0 and looked_at < _MOST_LOOKED_AT:
            # A mark before the wanted text is the end of the line above.
            inside = at + 1 if wanted[0] in "\n\t" else at
            position = int(np.searchsorted(starts, inside, side="right")) - 1
            if 0 <= position < len(starts):
                found.setdefault(position, how)
            looked_at += 1
            end = int(starts[position + 1]) - 1 if position + 1 < len(starts) else len(text) - 1
            at = text.find(wanted, max(end, at + 1) if wanted[0] != "\t" else at + 1)


def _joined(lines: Sequence[str]) -> tuple[str, np.ndarray]:
    """Return all lines in one text and where each begins; each stands between two line ends."""
    lengths = np.fromiter((len(line) for line in lines), dtype=np.int64, count=len(lines))
    starts = np.ones(len(lines), dtype=np.int64)
    if len(lines):
        starts[1:] += np.cumsum(lengths[:-1] + 1)
    return "\n" + "\n".join(lines) + "\n", starts


def _spelling(name: str) -> str:
    """Return pinyin in full, a tab, and the initials; "" for a name without Chinese characters."""
    syllables = [_syllable(character) for character in name]
    if all(one == character for one, character in zip(syllables, name, strict=True)):
        return ""
    return f"{''.join(syllables)}\t{''.join(one[:1] for one in syllables)}"


@lru_cache(maxsize=32768)
def _syllable(character: str) -> str:
    """The common reading: the special ones of whole names (蔚县) are for the built-in list of counties."""
    if character.isascii():
        return character
    from pypinyin import lazy_pinyin

    return lazy_pinyin(character)[0]
