"""How soon each team and depot is at each line between two counties: the list of reinforcements."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from layers.progress import Progress, silent
from layers.response.land import ResponseLand
from layers.response.roads import Positions
from layers.response.travel import Target, Travel

#: Columns of :func:`reinforcements`.
REINFORCEMENT_COLUMNS = ("pair", "who", "minutes", "turnout_min", "road_min", "foot_min")


@dataclass(frozen=True)
class BorderTarget:
    """A line between two counties: their codes and the target it is."""

    pair: tuple[str, str]
    line: shapely.Geometry
    target: Target


def border_targets(land: ResponseLand, segments: gpd.GeoDataFrame) -> list[BorderTarget]:
    """Return the lines between two counties as targets: wherever one gets to them, on foot or by a road that crosses.

    Parameters
    ----------
    land : ResponseLand
    segments : GeoDataFrame
        ``left``, ``right`` and the lines (:class:`layers.borders.model.BorderNetwork`); any CRS.
    """
    planar = segments.to_crs(epsg=land.grid.epsg)
    by_pair: dict[tuple[str, str], list[shapely.Geometry]] = {}
    for left, right, shape in zip(planar["left"], planar["right"], planar.geometry, strict=True):
        if isinstance(left, str) and isinstance(right, str) and left and right:
            low, high = sorted((left, right))
            by_pair.setdefault((low, high), []).append(shape)
    return [_target(land, pair, shapely.union_all(lines)) for pair, lines in sorted(by_pair.items())]


def _target(land: ResponseLand, pair: tuple[str, str], line: shapely.Geometry) -> BorderTarget:
    step = land.grid.cell_m / 2.0
    dense = shapely.get_coordinates(shapely.segmentize(line, step))
    _, cell, metres = land.ground.links(dense[:, 0], dense[:, 1])
    order = np.lexsort((metres, cell))
    cell, metres = cell[order], metres[order]
    fresh = np.append(True, np.diff(cell) != 0) if len(cell) else np.zeros(0, dtype=bool)
    at = _crossings(land, line)
    return BorderTarget(pair, line, Target(cell[fresh], metres[fresh], at, np.zeros(len(at))))


def _crossings(land: ResponseLand, line: shapely.Geometry) -> Positions:
    """Return where roads meet a line; of a stretch along it its ends and its middle."""
    lines = land.roads.lines
    if len(lines) == 0:
        return Positions(np.zeros(0, dtype=np.int64), np.zeros(0))
    rows = np.sort(land.roads.tree.query(line, predicate="intersects"))
    parts, row = shapely.get_parts(shapely.intersection(lines[rows], line), return_index=True)
    points: list[NDArray[np.object_]] = [parts[shapely.get_type_id(parts) == 0]]
    owner = [rows[row[shapely.get_type_id(parts) == 0]]]
    along = shapely.get_type_id(parts) == 1
    for share in (0.0, 0.5, 1.0):
        points.append(shapely.line_interpolate_point(parts[along], share, normalized=True))
        owner.append(rows[row[along]])
    every, own = np.concatenate(points), np.concatenate(owner).astype(np.int64)
    return Positions(own, shapely.line_locate_point(lines[own], every) if len(own) else np.zeros(0))


def reinforcements(travel: Travel, targets: list[BorderTarget], *, progress: Progress = silent) -> pd.DataFrame:
    """Return who is at each line when, the first first.

    Parameters
    ----------
    travel : Travel
    targets : list of BorderTarget
    progress : Progress

    Returns
    -------
    DataFrame
        :data:`REINFORCEMENT_COLUMNS`: ``pair`` is the row of the targets, ``who`` that of the responders; those who are
        not there within the limit are left out.
    """
    tables = []
    for row, one in enumerate(targets):
        progress(row / max(len(targets), 1), "response")
        coming = travel.coming(one.target, with_back=False)
        who = np.flatnonzero(np.isfinite(coming.minutes))
        who = who[np.argsort(coming.minutes[who], kind="stable")]
        tables.append(
            pd.DataFrame(
                {
                    "pair": row,
                    "who": who,
                    "minutes": coming.minutes[who],
                    "turnout_min": coming.turnout_min[who],
                    "road_min": (coming.road_min + coming.access_min)[who],
                    "foot_min": coming.foot_min[who],
                }
            )
        )
    progress(1.0, "response")
    if not tables:
        return pd.DataFrame({name: [] for name in REINFORCEMENT_COLUMNS})
    return pd.concat(tables, ignore_index=True)[list(REINFORCEMENT_COLUMNS)]
