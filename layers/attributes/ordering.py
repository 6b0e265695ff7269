"""The order of rows by a column, unknown ones last whichever way."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from layers.attributes.columns import Kind, TableColumn

#: Texts are told apart by this much of them.
_LONGEST = 48


def order_by(column: TableColumn, rows: NDArray[np.intp], *, is_descending: bool = False) -> NDArray[np.intp]:
    """Return rows ordered by a column; equal ones keep their order.

    Texts are ordered as GB 18030 writes them: the common Chinese characters by their pinyin, Latin letters before.

    Parameters
    ----------
    column : TableColumn
    rows : ndarray of int
        Positions of rows in the column.
    is_descending : bool
        The greatest first; unknown values come last all the same.
    """
    is_known = column.is_known[rows]
    known = rows[is_known]
    keys = _keys(column, known)
    if is_descending:  # stable too: turned round before and after
        order = np.argsort(keys[::-1], kind="stable")[::-1]
        known = known[len(known) - 1 - order]
    else:
        known = known[np.argsort(keys, kind="stable")]
    return np.concatenate([known, rows[~is_known]])


def _keys(column: TableColumn, rows: NDArray[np.intp]) -> NDArray[np.generic]:
    if column.kind is not Kind.TEXT:
        return column.values[rows]
    texts = column.values
    encoded = [texts[row].casefold().encode("gb18030", "replace")[:_LONGEST] for row in rows]
    # Sorting fixed bytes lets go of the interpreter's lock, which objects would hold until the end.
    return np.array(encoded, dtype=bytes) if encoded else np.empty(0, dtype="S1")
