"""A plane of land in metres of EPSG:4548, worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import shapely

from layers.exercise.ground import Ground
from layers.exercise.model import Exercise, Site, SiteKind
from layers.spread.landscape import Grid

EPSG = 4548
X, Y = 500_000.0, 4_500_000.0
CELL, SIDE = 50.0, 120
WEST, EAST = "110116", "130826"

GRID = Grid(EPSG, X, Y + SIDE * CELL, CELL, SIDE, SIDE)
EXERCISE = Exercise(uid="e", title="演练", counties=(WEST, EAST), day="2026-10-15")


def plane(rise_deg: float = 0.0) -> np.ndarray:
    """Heights that rise to the east."""
    east = np.arange(SIDE) * CELL * np.tan(np.radians(rise_deg))
    return np.tile(east, (SIDE, 1)).astype(np.float32)


def ground(**changes: object) -> Ground:
    """Level land without anything, 6 × 6 km, a county line in the middle; nobody burns."""
    middle = X + SIDE * CELL / 2
    made = Ground(
        grid=GRID,
        height_m=plane(),
        terrain_m=30.0,
        fuel=np.zeros((SIDE, SIDE), dtype=np.float32),
        counties=np.array(
            [shapely.box(X, Y, middle, Y + SIDE * CELL), shapely.box(middle, Y, X + SIDE * CELL, Y + SIDE * CELL)],
            dtype=object,
        ),
        codes=(WEST, EAST),
        names=("怀柔区", "丰宁满族自治县"),
        arrive=lambda _x, _y: {WEST: 20.0, EAST: 45.0},
        arrive_many=lambda x, _y, codes: {code: np.full(np.shape(x), {WEST: 20.0, EAST: 45.0}[code]) for code in codes},
        reach=lambda x, _y: np.full(np.shape(x), np.inf),
        wind_from_deg=0.0,
        head_m_min=6.0,
        power_known=True,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def site(kind: SiteKind, x_m: float, y_m: float, name: str = "", **facts: float) -> Site:
    """A site so many metres from the south-west corner."""
    lon, lat = ground().lonlat(np.array([X + x_m]), np.array([Y + y_m]))
    return Site(
        name or f"{kind.value}{x_m:.0f}", "e", kind, name or kind.value, float(lon[0]), float(lat[0]), facts=facts
    )
