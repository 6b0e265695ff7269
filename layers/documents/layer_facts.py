"""What the checks before an export need to know of the layers: drills, contours and their interval, age of data."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from layers.export.drills import is_drill
from layers.kinds import Role, Shape
from layers.plan.model import LayerRecord

if TYPE_CHECKING:
    from layers.plan.store import PlanStore

#: Data older than this on the reference date are told [P]; the joint inspection of lines has the same five years.
OLD_YEARS = 5
_CONTOUR = re.compile(r"等高线|等高距|计曲线|首曲线|contour", re.IGNORECASE)
_HEIGHT = re.compile(r"^(elev\w*|ele|height(_m)?|contour|alt\w*|gc|bsgc|z|高程\w*|海拔\w*)$", re.IGNORECASE)
_CONTOUR_ROLES = (Role.OTHER, Role.BASEMAP)


def drill_titles(layers: Iterable[LayerRecord]) -> tuple[str, ...]:
    """Return the titles of layers about drills."""
    return tuple(layer.title for layer in layers if is_drill(layer.title))


def old_titles(layers: Iterable[LayerRecord], on: date) -> tuple[str, ...]:
    """Return the titles of layers whose data are more than :data:`OLD_YEARS` years old on a day."""
    limit = f"{on.year - OLD_YEARS:04d}-{on.month:02d}-{on.day:02d}"
    return tuple(
        layer.title
        for layer in layers
        if layer.source is not None and layer.source.file_date and str(layer.source.file_date)[:10] < limit
    )


def contours(store: PlanStore) -> tuple[tuple[str, float | None], ...]:
    """Return title and interval in metres of contour layers; None where their heights do not tell.

    A layer of lines is one by its name, or by a column of heights whose values go up in even steps.
    """
    found = []
    for layer in store.layers():
        if layer.shape is Shape.LINE and layer.role in _CONTOUR_ROLES:
            frame = store.frame(layer.uid)
            heights = next((frame[name] for name in frame.columns if _HEIGHT.match(str(name))), None)
            interval = interval_m(heights) if heights is not None else None
            if interval is not None or _CONTOUR.search(layer.title):
                found.append((layer.title, interval))
    return tuple(found)


def interval_m(heights: pd.Series) -> float | None:
    """Return the contour interval: the commonest step between heights that occur; None when no step is common.

    Examples
    --------
    >>> interval_m(pd.Series([100.0, 120.0, 140.0, 140.0, 200.0]))
    20.0
    """
    values = pd.to_numeric(heights, errors="coerce").dropna().to_numpy(dtype=float)
    steps = np.round(np.diff(np.unique(values)), 2)
    if len(steps) == 0:
        return None
    sizes, counts = np.unique(steps, return_counts=True)
    best = int(np.argmax(counts))
    return float(sizes[best]) if counts[best] * 2 > len(steps) else None
