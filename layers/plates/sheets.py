"""Which ground the sheets of a series show, how they are numbered, and what adjoins each (接图表)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely

from layers.plates.model import Subject

Box = tuple[float, float, float, float]

#: The eight sides of a sheet in the order of the table, its own place in the middle left out.
SIDES = ("NW", "N", "NE", "W", "E", "SW", "S", "SE")
_CLOCK = ("E", "NE", "N", "NW", "W", "SW", "S", "SE")
#: More sheets than this are refused: a scale was mistyped.
MOST_SHEETS = 400


@dataclass(frozen=True)
class Sheet:
    """One sheet.

    Attributes
    ----------
    number : int
        1 is the first.
    title : str
        What it is called in the index.
    subject : Subject
    box : (xmin, ymin, xmax, ymax)
        Ground that its map shows, metres of the plan's metric CRS.
    scale : float
        Denominator.
    adjoining : mapping
        Side (``N``, ``NE`` …) → numbers of the sheets that adjoin there.
    """

    number: int
    title: str
    subject: Subject
    box: Box
    scale: float
    adjoining: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


def box_about(center: tuple[float, float], frame_mm: tuple[float, float], scale: float) -> Box:
    """Return the ground about a point (metres) that a frame (mm) shows at a scale."""
    half_w, half_h = (side * scale / 2000.0 for side in frame_mm)
    return center[0] - half_w, center[1] - half_h, center[0] + half_w, center[1] + half_h


def grid_boxes(region: shapely.Geometry, size_m: tuple[float, float], overlap: float) -> list[Box]:
    """Return equal boxes that cover a region, in rows from the north-west; boxes without any of it are left out.

    Parameters
    ----------
    region : Geometry in metres
    size_m : (width, height) of a sheet on the ground
    overlap : float
        Part of a sheet that it shares with the next one, 0 up to less than 1.

    Raises
    ------
    ValueError
        There would be more than :data:`MOST_SHEETS` rows times columns of them, more than ten times over.
    """
    if region.is_empty:
        return []
    xmin, ymin, xmax, ymax = region.bounds
    step = [side * (1.0 - overlap) for side in size_m]
    count = [max(1, math.ceil((span - side) / one - 1e-9) + 1) for span, side, one in zip(
        (xmax - xmin, ymax - ymin), size_m, step, strict=True)]  # fmt: skip
    if count[0] * count[1] > 10 * MOST_SHEETS:
        raise ValueError(count[0] * count[1])
    # The sheets lie evenly about the middle of the region.
    left = (xmin + xmax) / 2.0 - ((count[0] - 1) * step[0] + size_m[0]) / 2.0
    top = (ymin + ymax) / 2.0 + ((count[1] - 1) * step[1] + size_m[1]) / 2.0
    shapely.prepare(region)
    found = []
    for row in range(count[1]):
        for column in range(count[0]):
            x, y = left + column * step[0], top - row * step[1]
            box = (x, y - size_m[1], x + size_m[0], y)
            if region.intersects(shapely.box(*box)):
                found.append(box)
    return found


def adjoining(boxes: Sequence[Box]) -> list[dict[str, tuple[int, ...]]]:
    """Return for each box side → numbers (from 1) of the boxes that touch or overlap it, by where their middle lies.

    The direction is that from middle to middle, measured in sizes of the two sheets, so that the corner neighbour of
    a wide sheet is still at its corner.  A box in the very same place adjoins nowhere.
    """
    values = np.array(boxes, dtype=np.float64).reshape(-1, 4)
    middle = (values[:, :2] + values[:, 2:]) / 2.0
    size = values[:, 2:] - values[:, :2]
    out: list[dict[str, tuple[int, ...]]] = []
    for place in range(len(values)):
        reach = (size + size[place]) / 2.0
        off = (middle - middle[place]) / reach
        touches = (np.abs(off) <= 1.0 + 1e-6).all(axis=1) & (np.abs(off) > 1e-6).any(axis=1)
        found: dict[str, list[int]] = {}
        for other in np.flatnonzero(touches):
            eighth = round(math.degrees(math.atan2(off[other, 1], off[other, 0])) / 45.0) % 8
            found.setdefault(_CLOCK[eighth], []).append(int(other) + 1)
        out.append({side: tuple(found[side]) for side in SIDES if side in found})
    return out
