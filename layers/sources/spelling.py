"""Place names as they are typed without a Chinese keyboard: pinyin in full and initials.

Readings come from pypinyin (MIT), which knows the special ones of places by phrase (蔚县 Yù, 铅山 Yán).  The common
reading of a character is taken as well: who searches need not know that 乐亭 is read Lào.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice, product

_MOST_READINGS = 32


def is_typed_latin(text: str) -> bool:
    """Return True for text that can only be pinyin: Latin letters, with ü and apostrophes."""
    return re.fullmatch(r"[a-zü']+", text.lower()) is not None


def as_typed(text: str) -> str:
    """Return pinyin as :func:`readings` has it: lower case, ü as v, no apostrophes."""
    return text.lower().replace("'", "").replace("ü", "v")


@lru_cache(maxsize=8192)
def readings(name: str) -> frozenset[str]:
    """Return the spellings of a name without tones and gaps, ``xinglongxian``."""
    return frozenset("".join(one) for one in _syllables(name))


@lru_cache(maxsize=8192)
def initials(name: str) -> frozenset[str]:
    """Return the first letters of each syllable, ``xlx``."""
    return frozenset("".join(part[:1] for part in one) for one in _syllables(name))


@lru_cache(maxsize=4096)
def _of_character(character: str) -> tuple[str, ...]:
    from pypinyin import Style, pinyin

    return tuple(pinyin(character, heteronym=True, style=Style.NORMAL)[0])


@lru_cache(maxsize=8192)
def _syllables(name: str) -> tuple[tuple[str, ...], ...]:
    from pypinyin import lazy_pinyin

    whole = tuple(lazy_pinyin(name))
    each = [_of_character(character) for character in name]
    found = dict.fromkeys([whole, *islice(product(*each), _MOST_READINGS)])
    # 吕 is typed lv, lü or lu.
    plain = [tuple(re.sub(r"^([ln])v", r"\1u", part) for part in one) for one in found]
    return tuple(dict.fromkeys([*found, *plain]))
