"""From which directions fire can come to a place, when nothing but fuel is known: no terrain, no weather.

Exposure of a cell is the share of hazardous fuel among the cells around it that are near enough to set it alight
(Beverly et al. 2010, IJWF 19:299–313; Beverly, McLoughlin & Chapman 2021, Landscape Ecology 36:785–801).  A place is
vulnerable from a direction where a line towards it leads through high exposure nearly all the way (Beverly & Forbes
2023, Natural Hazards 117:831–849).  Window, lengths and thresholds are those of the papers as the R package fireexposuR
of the same authors has them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from layers.crs import STORAGE_CRS, transformer
from layers.errors import CellsTooCoarse
from layers.geodesy import cgcs2000
from layers.spread.landscape import Grid

Floats = NDArray[np.float64]

#: How far fuel sets other fuel alight, metres: embers carried far, embers carried near, radiant heat.
LONG_EMBERS_M, SHORT_EMBERS_M, RADIANT_HEAT_M = 500.0, 100.0, 30.0
#: Cells must be at least so many times finer than the distance.
FINER = 3.0
#: Answers about a segment.
YES, NO, UNKNOWN = 1, 0, -1


@dataclass(frozen=True)
class DirectionSettings:
    """How directions are found.

    Attributes
    ----------
    distance_m : float
        How far fuel sets other fuel alight; 500, 100 and 30 m in the papers.
    high : float
        Exposure from which on it is high: burned areas lie mostly where it is 0.6 and more (2021).
    viable : float
        Share of a segment that must lie in high exposure: observed paths of fires crossed 0.8 on average (2023).
    segments_m : three floats
        Lengths of the segments of a line, from the place outwards.
    step_deg : float
        Between lines; 360 must be a multiple of it.
    """

    distance_m: float = LONG_EMBERS_M
    high: float = 0.6
    viable: float = 0.8
    segments_m: tuple[float, float, float] = (5000.0, 5000.0, 5000.0)
    step_deg: float = 1.0

    def __post_init__(self) -> None:
        count = 360.0 / self.step_deg if self.step_deg > 0 else 0.5
        if abs(count - round(count)) > 1e-9:
            raise ValueError(f"Lines every {self.step_deg}° do not go round: 360 must be a multiple of the step.")
        if not (self.distance_m > 0 and min(self.segments_m) > 0 and 0 < self.high <= 1 and 0 < self.viable <= 1):
            raise ValueError("Distances must be above 0 and thresholds above 0 and at most 1.")

    @property
    def cell_m(self) -> float:
        """The coarsest cell in whole 10 m that is fine enough, 1 m at least."""
        most = self.distance_m / FINER
        return max(math.floor(most / 10.0) * 10.0 if most >= 10.0 else math.floor(most), 1.0)

    @property
    def reach_m(self) -> float:
        """How far from the place land is looked at: the lines, and the window about their ends."""
        return sum(self.segments_m) + self.distance_m


def window(cell_m: float, distance_m: float) -> list[tuple[int, int]]:
    """Return half-widths of the window's rows: pairs of row offset and cells to either side.

    The window holds the cells whose middles are at most ``distance_m`` away, but for the cell itself.

    Raises
    ------
    CellsTooCoarse
        The cells are not :data:`FINER` times finer than the distance.
    """
    if cell_m > distance_m / FINER + 1e-9:
        raise CellsTooCoarse(cell_m=round(cell_m, 1), distance_m=distance_m, most_m=math.floor(distance_m / FINER))
    rows = int(distance_m / cell_m + 1e-9)
    return [
        (row, int(math.sqrt(max(distance_m**2 - (row * cell_m) ** 2, 0.0)) / cell_m + 1e-9))
        for row in range(-rows, rows + 1)
    ]


def hazard_exposure(hazard: NDArray[np.float32], cell_m: float, distance_m: float) -> NDArray[np.float32]:
    """Return the share of hazardous cells around each cell.

    Parameters
    ----------
    hazard : float32, (rows, columns)
        1 where fuel is hazardous, 0 where it is not, nan where that is not known.
    cell_m : float
    distance_m : float

    Returns
    -------
    float32, (rows, columns)
        0–1; nan where a cell of the window is unknown or lies outside: unknown fuel is not harmless.  (The package
        leaves such cells out too.)

    Raises
    ------
    CellsTooCoarse
    """
    spans = window(cell_m, distance_m)
    known = ~np.isnan(hazard)
    total = sum(2 * half + 1 for _row, half in spans) - 1
    hot = _window_sums(known & (np.nan_to_num(hazard) > 0.5), spans)
    seen = _window_sums(known, spans)
    return np.where(seen == total, hot / np.float32(total), np.float32(np.nan)).astype(np.float32)


def _window_sums(cells: NDArray[np.bool_], spans: list[tuple[int, int]]) -> NDArray[np.int32]:
    """Return how many cells of the window are set; row by row by running sums, the cell itself left out."""
    rows, columns = cells.shape
    running = np.zeros((rows, columns + 1), dtype=np.int32)
    np.cumsum(cells, axis=1, out=running[:, 1:])
    at = np.arange(columns)
    found = -cells.astype(np.int32)
    for row, half in spans:
        here = slice(max(0, -row), min(rows, rows - row))
        there = slice(here.start + row, here.stop + row)
        if here.stop > here.start:
            right, left = np.minimum(at + half + 1, columns), np.maximum(at - half, 0)
            found[here] += running[there][:, right] - running[there][:, left]
    return found


# --- lines -----------------------------------------------------------------------------------------------------


def bearings(settings: DirectionSettings) -> Floats:
    """Return the bearings of the lines, degrees clockwise from true north: step, 2 · step … 360."""
    return np.asarray(settings.step_deg * np.arange(1, round(360.0 / settings.step_deg) + 1), dtype=np.float64)


def line_ends(lon: float, lat: float, epsg: int, settings: DirectionSettings) -> Floats:
    """Return where the segments of all lines begin and end: easting, northing; float64, (lines, 4, 2).

    Lines follow geodesics of the CGCS2000 ellipsoid from the place outwards.
    """
    azimuths = bearings(settings)
    reach = np.append(0.0, np.cumsum(settings.segments_m))
    shape = (len(azimuths), len(reach))
    here = (np.full(shape, lon), np.full(shape, lat), np.repeat(azimuths[:, None], len(reach), axis=1))
    x_deg, y_deg, _ = cgcs2000().fwd(*here, np.repeat(reach[None, :], len(azimuths), axis=0))
    x, y = transformer(STORAGE_CRS, f"EPSG:{epsg}").transform(x_deg, y_deg)
    return np.stack([np.asarray(x), np.asarray(y)], axis=-1)


@dataclass(frozen=True)
class Crossed:
    """What the segments of lines cross; every array has shape (lines, segments).

    ``high`` and ``unknown`` are shares of the length in high and in unknown exposure; ``county`` is the row of the
    county that most of the length lies in, −1 outside all.
    """

    high: Floats
    unknown: Floats
    county: NDArray[np.int32]

    def viable(self, least: float) -> NDArray[np.int8]:
        """Return :data:`YES`, :data:`NO` or :data:`UNKNOWN`: whether a segment is a way for fire."""
        found = np.full(self.high.shape, UNKNOWN, dtype=np.int8)
        found[self.high + self.unknown < least - 1e-9] = NO
        found[self.high >= least - 1e-9] = YES
        return found


def crossed(exposure: NDArray[np.float32], county: NDArray[np.int32], grid: Grid, ends: Floats, high: float) -> Crossed:
    """Return what segments cross, by exact lengths in each cell.

    Parameters
    ----------
    exposure : float32, (rows, columns)
    county : int32, (rows, columns)
    grid : Grid
    ends : float64, (lines, segments + 1, 2)
        Easting and northing.
    high : float
    """
    columns_at = (ends[..., 0] - grid.west_m) / grid.cell_m
    rows_at = (grid.north_m - ends[..., 1]) / grid.cell_m
    shape = (ends.shape[0], ends.shape[1] - 1)
    x0, x1 = columns_at[:, :-1].ravel(), columns_at[:, 1:].ravel()
    y0, y1 = rows_at[:, :-1].ravel(), rows_at[:, 1:].ravel()
    breaks = np.sort(np.concatenate([_line_crossings(x0, x1), _line_crossings(y0, y1)], axis=1), axis=1)
    share = np.diff(breaks, axis=1)
    middle = (breaks[:, :-1] + breaks[:, 1:]) / 2.0
    column = np.floor(x0[:, None] + (x1 - x0)[:, None] * middle).astype(np.int64)
    row = np.floor(y0[:, None] + (y1 - y0)[:, None] * middle).astype(np.int64)
    inside = (row >= 0) & (row < grid.rows) & (column >= 0) & (column < grid.columns)
    row, column = np.where(inside, row, 0), np.where(inside, column, 0)
    value = np.where(inside, exposure[row, column], np.float32(np.nan))
    owner = np.where(inside, county[row, column], -1)
    return Crossed(
        high=(share * (value >= np.float32(high))).sum(axis=1).reshape(shape),
        unknown=(share * np.isnan(value)).sum(axis=1).reshape(shape),
        county=_most(owner, share).reshape(shape),
    )


def _line_crossings(start: Floats, stop: Floats) -> Floats:
    """Return where along a segment (0–1) it crosses whole numbers, 0 and 1 among them; float64, (n, most)."""
    low, high = np.minimum(start, stop), np.maximum(start, stop)
    count = int(np.max(np.floor(high) - np.floor(low), initial=0.0)) + 1
    lines = np.floor(low)[:, None] + np.arange(0, count + 1)
    run = stop - start
    safe = np.where(np.abs(run) > 1e-12, run, 1.0)
    at = np.where(np.abs(run)[:, None] > 1e-12, (lines - start[:, None]) / safe[:, None], 1.0)
    ends = np.concatenate([np.zeros((len(start), 1)), np.clip(at, 0.0, 1.0), np.ones((len(start), 1))], axis=1)
    return np.asarray(ends)


def _most(owner: NDArray[np.int64], share: Floats) -> NDArray[np.int32]:
    """Return the owner of most of each row; the lowest of equals."""
    best = np.full(len(owner), -1, dtype=np.int32)
    most = np.zeros(len(owner))
    for one in np.unique(owner):
        held = (share * (owner == one)).sum(axis=1)
        more = held > most + 1e-9
        best[more], most[more] = one, held[more]
    return best
