"""Rivers against the county lines: which reach crosses, which follows, and what lies in the band.

A reach is classified by the county on each bank, not by intersecting lines, so a boundary river
that meanders about the line is one bordering reach (左右岸) and not a dozen crossings (跨界断面).
County lines are never moved to fit a river (行政区域界线管理条例第七条).  Lakes are not read here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from layers import crs
from layers.borders.coverage import clean_counties
from layers.borders.levels import county_level, highest
from layers.borders.model import BorderNetwork
from layers.exposure.location import speaking_counties
from layers.hazards import river_pieces
from layers.hazards.band import BorderLines, border_lines
from layers.hazards.model import HazardResult
from layers.hazards.river_lines import gather
from layers.hazards.river_pieces import Located
from layers.hazards.river_territory import territory
from layers.kinds import Hazard, ReachType, Role
from layers.progress import Progress, silent

if TYPE_CHECKING:
    from layers.rivers.network import RiverNetwork
    from layers.zones.model import LayerInput, Parameters, ZoneInputs


def assess(
    inputs: ZoneInputs,
    network: BorderNetwork,
    parameters: Parameters,
    progress: Progress = silent,
    *,
    lines: BorderLines | None = None,
) -> tuple[HazardResult, gpd.GeoDataFrame]:
    """Classify all rivers and cut them to the band around the shared borders.

    Parameters
    ----------
    inputs : ZoneInputs
        Layers of role river; the counties.
    network : BorderNetwork
        Of those counties.
    parameters : Parameters
        The river and bank numbers.
    lines : BorderLines, optional
        Of the network, when the caller has them.

    Returns
    -------
    HazardResult
        ``pieces`` in metres.  A bordering reach has one row for each bank, each with half its
        length (both counties hold it) and the same geometry; other rows hold the river inside one
        county within D of its nearest border: ``crossing`` where that river crosses that border
        there, else the reach's own type.  ``legal_band`` marks bordering reaches on a line between
        provinces: within 10 km outside each bank nobody builds alone (河道管理条例第十九条).  Rivers
        along outer lines give no piece: nobody is known on the other bank.
    GeoDataFrame
        All reaches, columns ``REACH_COLUMNS``, EPSG:4490.
    """
    layers = inputs.of_role(Role.RIVER)
    located = _locate(layers, inputs.counties, network, parameters, lines, progress)
    progress(0.7, "rivers_network")
    flow = _flow(located, parameters, inputs)
    progress(0.8, "rivers_band")
    pieces = river_pieces.pieces(located, parameters)
    whole = river_pieces.whole_shares(located)
    reaches = _reach_frame(located, parameters, flow)
    codes = frozenset(inputs.counties["code"].astype(str))
    result = HazardResult(
        hazard=Hazard.RIVER,
        pieces=pieces,
        whole={uid: whole[uid] for uid in sorted(set(pieces["object_uid"]))},
        reach_m=parameters.river_reach_m,
        band_m=parameters.river_band_m,
        legal_band_m=parameters.provincial_river_band_m,
        unit="m",
        silent=codes - speaking_counties(layers, codes),
        facts=_facts(reaches),
    )
    progress(1.0, "rivers_done")
    return result, reaches


def classify_reaches(
    rivers: LayerInput,
    counties: gpd.GeoDataFrame,
    network: BorderNetwork,
    parameters: Parameters,
    metric_epsg: int | None = None,
) -> gpd.GeoDataFrame:
    """Classify the rivers of one layer by which county lies on each bank [P]; see docs/rivers.md.

    Parameters
    ----------
    rivers : LayerInput
        Lines with ``uid``; ``name``, ``width_m`` and ``directed`` (True: digitised downstream)
        are used when there.
    counties : GeoDataFrame
        ``code``, ``geometry``, EPSG:4490.
    network : BorderNetwork
        Of those counties.
    metric_epsg : int, optional
        CRS for planar work; the network's when None.

    Returns
    -------
    GeoDataFrame
        Columns ``REACH_COLUMNS``, EPSG:4490.  The lines of a river (interior, bordering, grazing,
        near-parallel) add up to it; each crossing is a Point besides, with ``start_m`` = ``end_m``,
        the county before it in ``left`` and the one after it in ``right``.  Sides are those of the water where
        its direction is known, else those of the line as drawn.  ``upstream`` and ``downstream`` name the
        counties of the reach before and after; both are empty while the direction is not known.  Chainage is
        geodesic, along the line as drawn.
    """
    network = network if metric_epsg is None else replace(network, metric_epsg=metric_epsg)
    located = _locate((rivers,), counties, network, parameters, None, silent)
    return _reach_frame(located, parameters, _flow(located, parameters))


def _locate(
    layers: Sequence[LayerInput],
    counties: gpd.GeoDataFrame,
    network: BorderNetwork,
    parameters: Parameters,
    lines: BorderLines | None,
    progress: Progress,
) -> Located:
    """Put every river of some layers against the county lines."""
    rivers = gather(
        layers,
        default_width_m=parameters.river_width_m,
        metric_epsg=network.metric_epsg,
        snap_m=parameters.snap_m,
    )
    progress(0.1, "rivers_counties")
    land = territory(clean_counties(counties), network.metric_epsg, parameters.gap_width_m)
    progress(0.3, "rivers_banks")
    return river_pieces.resolve_all(rivers, land, lines or border_lines(network), parameters, network.metric_epsg)


def _flow(located: Located, parameters: Parameters, inputs: ZoneInputs | None = None) -> RiverNetwork:
    """Return the rivers as a network on the same running measure: a column, terrain or continuity says where they run.

    What persons say is in the lines already (``layers.workflow.build_inputs``).
    """
    from layers.rivers.heights import first_known, lowest_around
    from layers.rivers.network import build

    given: dict[str, Any] = {}
    if inputs is not None:
        terrain = [lowest_around(raster.path) for raster in inputs.rasters if raster.role is Role.TERRAIN]
        lakes = [layer.frame.geometry.to_numpy(dtype=object) for layer in inputs.of_role(Role.LAKE)]
        shapes = np.concatenate([np.zeros(0, dtype=object), *lakes])
        given = {
            "heights": first_known(terrain),
            "dem_noise_m": inputs.river_noise_m,
            "lakes": crs.transform(shapes, crs.STORAGE_CRS, located.course.metric),
        }
    epsg = int(located.course.metric.removeprefix("EPSG:"))
    return build(located.lines, metric_epsg=epsg, snap_m=parameters.snap_m, **given)


def _signs(flow: RiverNetwork, start: NDArray[np.float64], end: NDArray[np.float64]) -> NDArray[np.int8]:
    """Return the direction of stretches of the lines: that of all their edges when they agree, else 0.

    Parameters
    ----------
    start, end : ndarray, (n,)
        Running measures; equal ones ask for a place.
    """
    first = np.searchsorted(flow.end, start + 1e-6, side="right")
    last = np.maximum(np.searchsorted(flow.start, end - 1e-6, side="left"), first + 1)
    last = np.minimum(last, flow.edges)
    total = np.append(0, np.cumsum(flow.direction.astype(np.int64)))
    first = np.minimum(first, last)
    sums, counts = total[last] - total[first], last - first
    return np.where((counts > 0) & (np.abs(sums) == counts), np.sign(sums), 0).astype(np.int8)


def _reach_frame(located: Located, parameters: Parameters, flow: RiverNetwork) -> gpd.GeoDataFrame:
    """Return reaches and crossings as rows, told as the water runs where that is known."""
    frame = pd.concat([_line_rows(located, parameters), _crossing_rows(located)], ignore_index=True)
    frame["sign"] = _signs(flow, *(frame[name].to_numpy(dtype=float) for name in ("from", "to")))
    frame = frame.sort_values(["line", "start_m", "reach_type"], kind="stable", ignore_index=True)
    lines = located.lines.iloc[frame["line"].astype(int)].reset_index(drop=True)
    frame["layer_uid"], frame["object_uid"], frame["name"] = lines["layer_uid"], lines["object_uid"], lines["name"]
    frame["direction_known"] = (frame["sign"] != 0).to_numpy(dtype=bool)
    frame["uid"] = _uids(frame)
    back = (frame["sign"] < 0).to_numpy(dtype=bool)
    for one, other in (("left", "right"), ("upstream", "downstream")):
        first, second = frame[one].to_numpy(dtype=object), frame[other].to_numpy(dtype=object)
        frame[one], frame[other] = np.where(back, second, first), np.where(back, first, second)
    for name in ("upstream", "downstream"):
        frame[name] = [
            list(codes) if known else [] for codes, known in zip(frame[name], frame["direction_known"], strict=True)
        ]
    from layers.zones.model import REACH_COLUMNS

    return gpd.GeoDataFrame(frame, geometry="geometry", crs=crs.STORAGE_CRS)[list(REACH_COLUMNS)]


def _line_rows(located: Located, parameters: Parameters) -> pd.DataFrame:
    """Return the reaches that are lines."""
    reaches, line, pairs = river_pieces.split_near_parallel(located, parameters)
    start = np.array([reach.start for reach in reaches])
    end = np.array([reach.end for reach in reaches])
    metric = located.course.lines(start, end)
    levels = [
        _level(pair.split("|")[:1], pair.split("|")[1:]) if pair else _level([reach.left], [reach.right])
        for reach, pair in zip(reaches, pairs, strict=True)
    ]
    shift = _chainage_shift(located, line)
    return pd.DataFrame(
        {
            "line": line,
            "reach_type": [reach.kind.value for reach in reaches],
            "start_m": start + shift,
            "end_m": end + shift,
            "from": start,
            "to": end,
            "length_m": end - start,
            "left": [reach.left for reach in reaches],
            "right": [reach.right for reach in reaches],
            "upstream": [reach.before for reach in reaches],
            "downstream": [reach.after for reach in reaches],
            "level": levels,
            "geometry": crs.transform(metric, located.course.metric, crs.STORAGE_CRS),
        }
    )


def _crossing_rows(located: Located) -> pd.DataFrame:
    """Return the crossings, points."""
    crossings = located.crossings
    at = np.array([crossing.at for crossing in crossings])
    chainage = at + _chainage_shift(located, located.crossing_line)
    points = located.course.points(at) if len(at) else np.zeros(0, dtype=object)
    return pd.DataFrame(
        {
            "line": located.crossing_line,
            "reach_type": ReachType.CROSSING.value,
            "start_m": chainage,
            "end_m": chainage,
            "from": at,
            "to": at,
            "length_m": 0.0,
            "left": [crossing.before[0] for crossing in crossings],
            "right": [crossing.after[0] for crossing in crossings],
            "upstream": [crossing.before for crossing in crossings],
            "downstream": [crossing.after for crossing in crossings],
            "level": [_level(crossing.before, crossing.after) for crossing in crossings],
            "geometry": crs.transform(points, located.course.metric, crs.STORAGE_CRS),
        }
    )


def _chainage_shift(located: Located, line: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return what turns running measures into chainage along each river."""
    if len(line) == 0:
        return np.zeros(0)
    chainage = located.lines["chainage_m"].to_numpy(dtype=float)
    return np.asarray(chainage[line] - located.course.start[line])


def _level(one_side: Sequence[str], other_side: Sequence[str]) -> str:
    """Return the highest level of line between two sides; "" when they are the same county."""
    levels = [county_level(max(a, b), min(a, b)) for a in one_side for b in other_side if a != b]
    return highest(levels).value if levels else ""


def _uids(frame: pd.DataFrame) -> list[str]:
    """Return stable uids: from the river, the type, the counties and the chainage to the metre."""
    seen: dict[str, int] = {}
    uids = []
    for row in frame.itertuples():
        key = f"reach {row.object_uid} {row.reach_type} {row.left} {row.right} {row.start_m:.0f}"
        seen[key] = seen.get(key, 0) + 1
        uids.append(hashlib.sha1(f"{key} {seen[key]}".encode()).hexdigest()[:16])
    return uids


def _facts(reaches: gpd.GeoDataFrame) -> dict[str, float]:
    """Return the sums a summary needs."""
    by_type = reaches.groupby("reach_type")["length_m"].sum()
    return {
        "river_m": float(reaches["length_m"].sum()),
        "bordering_m": float(by_type.get(ReachType.BORDERING.value, 0.0)),
        "crossings": float((reaches["reach_type"] == ReachType.CROSSING.value).sum()),
    }
