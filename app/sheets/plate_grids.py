"""The two grids of a plate: lines that the map's renderer draws, and their figures in the frame.

Steps, places and texts are those of the screen (:mod:`layers.grids`): degrees above and left, the kilometre grid
below and right; alone, each has all four sides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from app.canvas.scene import Group, Part, SceneLayer
from app.canvas.shapes import Shapes
from app.canvas.styles import Style
from app.canvas.view import Box, View
from app.sheets.ink import Ink
from app.sheets.paging import INK, MUTED, Type, width_of
from layers import grids
from layers.grids import GridLine
from layers.plates.layout import Rect

GRATICULE, GK = "graticule", "gk_grid"
#: Told apart by their dashes too: the sheet may be printed in grey.
_LOOKS = {
    GRATICULE: Style(line="#5A5348", line_opacity=0.7, width=0.6, dash=(6.0, 3.0)),
    GK: Style(line="#3B3B3B", line_opacity=0.6, width=0.4),
}
_FIGURE = Type(6.5, color=MUTED)
#: About so far from line to line, mm.
_APART_MM = 45.0


@dataclass(frozen=True)
class PlateGrid:
    """One grid over a sheet: its lines, and which sides of the frame say what they are."""

    key: str
    lines: Sequence[GridLine]
    sides: str


def plate_grids(view: View, epsg: int, frame_mm: tuple[float, float], *, graticule: bool, gk: bool) -> list[PlateGrid]:
    """Return the grids of a sheet; ``frame_mm`` is the map on paper."""
    across = max(max(frame_mm) / _APART_MM, 2.0)
    both = graticule and gk
    found = []
    if graticule:
        step = grids.graticule_step(view.extent, epsg, across=across)
        lines = grids.graticule_lines(view.extent, epsg, step)
        found.append(PlateGrid(GRATICULE, lines, "NW" if both else "NSWE"))
    if gk:
        step = grids.grid_step(view.extent, across=across)
        found.append(PlateGrid(GK, grids.gk_lines(view.extent, epsg, step), "SE" if both else "NSWE"))
    return found


def grid_layer(grid: PlateGrid) -> SceneLayer | None:
    """Return the lines as a layer of the map; None when there are none."""
    lines = [shapely.LineString(line.xy) for line in grid.lines if len(line.xy) > 1]
    if not lines:
        return None
    shapes = Shapes.of_metric(np.array(lines, dtype=object))
    part = Part(grid.key, _LOOKS[grid.key], shapes)
    return SceneLayer(grid.key, grid.key, "", Group.LINE, parts=(part,), is_pickable=False)


def draw_figures(ink: Ink, frame: Rect, extent: Box, drawn: Sequence[PlateGrid]) -> None:
    """Write around the map what each line is called, with a tick; figures that would touch are left out."""
    taken: dict[str, list[tuple[float, float]]] = {}
    for grid in drawn:
        for side in grid.sides:
            for line in grid.lines:
                if line.goes_up is (side in "NS"):
                    for at in grids.crossings_at(line, side, extent):
                        _figure(ink, frame, extent, side, at, line.text, taken.setdefault(side, []))


def _figure(
    ink: Ink, frame: Rect, extent: Box, side: str, at: float, text: str, taken: list[tuple[float, float]]
) -> None:
    half = width_of(text, _FIGURE, ink.family) / 2.0
    upright = side in "NS"
    if upright:
        place = frame.x + (at - extent[0]) / (extent[2] - extent[0]) * frame.width
        low, high = frame.x, frame.right
        edge = frame.y if side == "N" else frame.bottom
    else:
        place = frame.y + (extent[3] - at) / (extent[3] - extent[1]) * frame.height
        low, high = frame.y, frame.bottom
        edge = frame.x if side == "W" else frame.right
    out = -1.2 if side in "NW" else 1.2
    ends = (place, edge, place, edge + out) if upright else (edge, place, edge + out, place)
    ink.line(*ends, INK, 0.2)
    # Figures at the very corner would run out of the frame.
    if not low + half < place < high - half:
        return
    if any(place - half - 1.5 < end and start < place + half + 1.5 for start, end in taken):
        return
    taken.append((place - half, place + half))
    if upright:
        ink.text(place - half, edge - 1.5 if side == "N" else edge + 3.6, text, _FIGURE)
    else:
        ink.turned_text(edge - 1.6 if side == "W" else edge + 3.6, place + half, text, _FIGURE)
