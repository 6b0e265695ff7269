"""Whether a road carries a hazard: what its data says, what lies beside it, and what a planner marked.

A mark by hand outranks the data; it is kept by road (``road_uid``), so that it outlives a new analysis.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

#: Dangerous goods on the road (危化品运输), where the data says so without naming what.
HAZMAT = "hazmat"

#: Where the knowledge comes from: the road's own attribute, a hazard source beside it, a planner's mark.
FROM_DATA, FROM_SOURCE, FROM_HAND = "attribute", "source", "hand"

#: Names a column that says so goes by, in this order; the first is the program's own.
HAZARD_COLUMNS = ("hazard", "hazmat", "危化品运输", "危化品", "危险品运输", "危险货物", "危险品", "dangerous_goods")
_YES = frozenset({"1", "1.0", "y", "yes", "true", "t", "designated", "destination", "是", "有", "允许", "准许"})
_NO = frozenset({"", "0", "0.0", "n", "no", "false", "f", "none", "nan", "null", "<na>", "否", "无", "禁止", "禁行"})


def hazards_in(frame: pd.DataFrame) -> NDArray[np.object_]:
    """Return what each road of a frame is said to carry: a text of the data, ``"hazmat"`` for a mere yes, or ""."""
    column = next((name for name in HAZARD_COLUMNS if name in frame.columns), "")
    if not column:
        return np.full(len(frame), "", dtype=object)
    said = [str(value).strip() if value is not None else "" for value in frame[column].tolist()]
    return np.array(
        ["" if text.casefold() in _NO else HAZMAT if text.casefold() in _YES else text for text in said], dtype=object
    )


def hazard_of(road: Any, marks: Mapping[str, Mapping[str, Any]]) -> tuple[str, str]:
    """Return what a listed road carries and how that is known; ``("", "")`` when nothing says that it does.

    Parameters
    ----------
    road : row of the roads frame
        With ``road_uid``, ``hazard``, ``hazard_from``.
    marks : mapping of road uid → {"carries": bool, …}
    """
    mark = marks.get(str(road.road_uid))
    if mark is not None:
        return (str(road.hazard) or HAZMAT if mark["carries"] else ""), FROM_HAND
    return str(road.hazard), str(road.hazard_from)
