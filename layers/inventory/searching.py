"""Who has something that can do this: rows by capability, item, synonym, model or remark, in characters or pinyin."""

from __future__ import annotations

import math
from collections.abc import Sequence

from layers.inventory.catalogue import Catalogue
from layers.inventory.model import StockRow
from layers.sources.name_index import NameIndex

#: Names of one match are few; a list may be long.
_MOST = 5_000


def search(text: str, rows: Sequence[StockRow], catalogue: Catalogue) -> list[StockRow]:
    """Return the rows that a text asks for, the most first; all of them for an empty text.

    Parameters
    ----------
    text : str
        ``水泵``, ``蛙人``, ``潜水员`` (a synonym), ``shuibeng`` or ``sb`` (pinyin), or words that hold a known one
        (``大功率水泵``).  Several words separated by blanks must all be met.
    """
    wanted = text.split()
    if not wanted:
        return list(rows)
    said = [_said(row, catalogue) for row in rows]
    names = list(dict.fromkeys(name for some in said for name in some))
    index = NameIndex(names)
    kept = [True] * len(rows)
    for word in wanted:
        met = {names[at] for _how, at in index.find(word, _MOST)} or _held_in(word, names)
        kept = [keep and not met.isdisjoint(some) for keep, some in zip(kept, said, strict=True)]
    found = [row for row, keep in zip(rows, kept, strict=True) if keep]
    return sorted(found, key=lambda row: -math.inf if row.quantity is None else row.quantity, reverse=True)


def _said(row: StockRow, catalogue: Catalogue) -> frozenset[str]:
    item = catalogue.get(row.item)
    texts = [row.name, row.note]
    if item is not None:
        texts += [item.name, item.name_en, *item.synonyms, *item.capabilities]
    return frozenset(one for one in texts if one)


def _held_in(word: str, names: Sequence[str]) -> set[str]:
    """Return the names that a longer word holds; two characters at least, or 泵 would be met by everything."""
    folded = word.casefold()
    return {name for name in names if 2 <= len(name) < len(word) and name.casefold() in folded}
