"""Roads against the county lines: where they cross, where they follow a line, and what class they would be.

A road is put against the lines as a river is (:mod:`layers.hazards.river_pieces`): by the county on each side of it,
so that a road which winds about a line follows it and does not cross it a dozen times.  A stretch follows a line
where the two sides lie in different counties, or where it runs beside the line within ``road_follow_m``.

A road is no hazard.  With one attached, dangerous goods on it above all (危险化学品道路运输安全监管联控), the truth
table is read for the road at that line: H is its length by county in the band ``road_band_m``, E who lives within the
corridor ``road_corridor_m``.  The class is worked out for every listed road and says what holds once it carries
something; :mod:`layers.hazards.road_marks` says whether it does.  The corridor is a distance, not a plume.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from layers import crs
from layers.borders.levels import county_level
from layers.borders.model import BorderNetwork
from layers.borders.partition import CountyPartition
from layers.exposure.location import speaking_counties
from layers.hazards import river_pieces
from layers.hazards.band import BorderLines
from layers.hazards.model import HazardResult
from layers.hazards.river_lines import gather
from layers.hazards.river_pieces import Located
from layers.hazards.river_territory import territory
from layers.hazards.road_marks import FROM_DATA, FROM_SOURCE, HAZMAT, hazards_in
from layers.kinds import Hazard, ReachType, Role
from layers.patrol.block_model import road_class_column
from layers.progress import Progress, silent
from layers.zones.model import ROAD_COLUMNS, LayerInput, Parameters, ZoneInputs, no_roads

if TYPE_CHECKING:
    from layers.zones.evidence import Evidence, Places

#: A hazard source this close to a listed stretch or crossing is on that road [P].
SOURCE_BESIDE_M = 100.0
#: A road whose layer does not say how wide it is, metres.
_WIDTH_M = 10.0
#: Kinds of row.
CROSSING, FOLLOWING = "crossing", "following"


@dataclass(frozen=True)
class _Features:
    """Road features near the lines, metric CRS, to tell whose attributes hold at a place."""

    shape: NDArray[np.object_]
    layer: NDArray[np.object_]
    uid: NDArray[np.object_]
    name: NDArray[np.object_]
    road_class: NDArray[np.object_]
    hazard: NDArray[np.object_]

    def at(self, shapes: NDArray[np.object_]) -> NDArray[np.int64]:
        """Return the feature that runs through the middle of each shape; ties to the lower uid."""
        middles = shapes.copy()
        lines = shapely.get_type_id(shapes) == 1
        middles[lines] = shapely.line_interpolate_point(shapes[lines], 0.5, normalized=True)
        found = np.full(len(shapes), len(self.shape), dtype=np.int64)
        which, feature = shapely.STRtree(self.shape).query_nearest(middles, all_matches=True)
        np.minimum.at(found, which, feature)
        return found


def assess(
    inputs: ZoneInputs,
    network: BorderNetwork,
    parameters: Parameters,
    progress: Progress = silent,
    *,
    lines: BorderLines,
    partition: CountyPartition,
    places: Places,
    silent_places: frozenset[str],
) -> gpd.GeoDataFrame:
    """List every place where a road crosses a line between counties, and every stretch that follows one.

    Parameters
    ----------
    inputs : ZoneInputs
        Layers of role road, hazard source; the counties.
    network, lines, partition
        Of those counties.
    parameters : Parameters
        ``road_follow_m``, ``road_band_m``, ``road_corridor_m``, the bank and bordering numbers, θ.
    places : Places
        Who may be exposed, with their counties.
    silent_places : frozenset of str
        Counties in which nobody says where people live: their exposure is unknown.

    Returns
    -------
    GeoDataFrame
        Columns :data:`~layers.zones.model.ROAD_COLUMNS`, EPSG:4490; crossings are points of length 0.
    """
    layers = inputs.of_role(Role.ROAD)
    near = _near_lines(layers, lines, network.metric_epsg, parameters)
    features = _features(near, network.metric_epsg)
    progress(0.1, "roads_lines")
    if len(features.shape) == 0 or len(lines.pieces) == 0:
        progress(1.0, "roads_done")
        return no_roads()
    rules = _as_rivers(parameters)
    roads = gather(near, default_width_m=_WIDTH_M, metric_epsg=network.metric_epsg, snap_m=parameters.snap_m)
    land = territory(inputs.counties, network.metric_epsg, parameters.gap_width_m)
    progress(0.4, "roads_lines")
    located = river_pieces.resolve_all(roads, land, lines, rules, network.metric_epsg)
    table = pd.DataFrame([*_following(located, rules), *_crossings(located)])
    if len(table) == 0:
        progress(1.0, "roads_done")
        return no_roads()
    progress(0.7, "roads_classes")
    judged = _judged(located, rules, parameters, inputs, partition, places, silent_places)
    frame = _described(table, located, features, judged, inputs, parameters, network.metric_epsg)
    progress(1.0, "roads_done")
    return frame


def _as_rivers(parameters: Parameters) -> Parameters:
    """Return the numbers under which rivers are put against the lines, with those of roads in their places."""
    return replace(
        parameters,
        near_parallel_m=parameters.road_follow_m,
        river_band_m=parameters.road_band_m,
        river_reach_m=parameters.road_corridor_m,
    )


def _near_lines(
    layers: Sequence[LayerInput], lines: BorderLines, epsg: int, parameters: Parameters
) -> tuple[LayerInput, ...]:
    """Return the layers with only the features that come near a line between counties."""
    within = max(parameters.road_band_m, parameters.road_follow_m) + parameters.snap_m
    kept = []
    for layer in layers:
        shapes = layer.frame.geometry.to_numpy()
        usable = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
        usable &= shapely.get_dimensions(shapes) == 1
        metric = crs.transform(shapely.force_2d(shapes[usable]), crs.STORAGE_CRS, f"EPSG:{epsg}")
        hit = np.zeros(len(metric), dtype=bool)
        if len(metric) and len(lines.pieces):
            hit[lines.tree.query(metric, predicate="dwithin", distance=within)[0]] = True
        rows = np.flatnonzero(usable)[hit]
        if len(rows):
            kept.append(LayerInput(layer.uid, layer.role, layer.frame.iloc[rows], layer.speaks_for, layer.title))
    return tuple(kept)


def _features(layers: Sequence[LayerInput], epsg: int) -> _Features:
    columns: dict[str, list[NDArray[np.object_]]] = {name: [] for name in _Features.__dataclass_fields__}
    for layer in layers:
        frame = layer.frame
        column = road_class_column(frame) or ("kind" if "kind" in frame.columns else "")
        shapes = shapely.force_2d(frame.geometry.to_numpy())
        columns["shape"].append(crs.transform(shapes, crs.STORAGE_CRS, f"EPSG:{epsg}"))
        columns["layer"].append(np.full(len(frame), layer.uid, dtype=object))
        columns["uid"].append(frame["uid"].astype(str).to_numpy(dtype=object))
        columns["name"].append(_texts(frame, "name"))
        columns["road_class"].append(_texts(frame, column))
        columns["hazard"].append(hazards_in(pd.DataFrame(frame)))
    arrays = {name: np.concatenate(found) if found else np.zeros(0, dtype=object) for name, found in columns.items()}
    order = np.argsort(arrays["uid"].astype(str), kind="stable")
    return _Features(**{name: array[order] for name, array in arrays.items()})


def _texts(frame: pd.DataFrame, column: str) -> NDArray[np.object_]:
    if column not in frame.columns:
        return np.full(len(frame), "", dtype=object)
    values = frame[column].astype(object)
    return values.where(values.notna(), "").astype(str).to_numpy(dtype=object)


def _following(located: Located, rules: Parameters) -> list[dict[str, Any]]:
    """Return the stretches that follow a line: on it, a county on either side, or beside it."""
    reaches, line, pairs = river_pieces.split_near_parallel(located, rules)
    rows = []
    for reach, of, pair in zip(reaches, line.tolist(), pairs, strict=True):
        if reach.kind is ReachType.BORDERING and "" not in reach.holders:
            pair = "|".join(reach.holders)
        if not pair:
            continue
        rows.append({"line": of, "kind": FOLLOWING, "border": pair, "start": reach.start, "end": reach.end})
    return rows


def _crossings(located: Located) -> list[dict[str, Any]]:
    rows = []
    for crossing, of in zip(located.crossings, located.crossing_line.tolist(), strict=True):
        sides = {*crossing.before[:1], *crossing.after[:1]}
        if len(sides) == 2 and "" not in sides:  # over an outer line nobody is known on the other side
            border = "|".join(sorted(sides))
            rows.append({"line": of, "kind": CROSSING, "border": border, "start": crossing.at, "end": crossing.at})
    return rows


def _judged(
    located: Located,
    rules: Parameters,
    parameters: Parameters,
    inputs: ZoneInputs,
    partition: CountyPartition,
    places: Places,
    silent_places: frozenset[str],
) -> dict[tuple[str, str], Evidence]:
    """Return the evidence for each road at each line, as if it carried a hazard."""
    from layers.zones.evidence import Setting, pieces_of, weigh
    from layers.zones.reach import DistanceReach

    layers = inputs.of_role(Role.ROAD)
    codes = frozenset(inputs.counties["code"].astype(str))
    result = HazardResult(
        hazard=Hazard.RIVER,  # measured in metres, as rivers are; says no more than that here
        pieces=river_pieces.pieces(located, rules),
        whole={},
        reach_m=parameters.road_corridor_m,
        band_m=parameters.road_band_m,
        unit="m",
        silent=codes - speaking_counties(layers, codes),
    )
    pieces = pieces_of(result, partition)
    keys = list(zip(pieces.uid.astype(str).tolist(), pieces.border.astype(str).tolist(), strict=True))
    numbers = {key: at for at, key in enumerate(dict.fromkeys(keys))}
    setting = Setting(
        hazard=result.hazard,
        partition=partition,
        places=places,
        parameters=parameters,
        reach=DistanceReach(parameters.road_corridor_m),
        touch_m=parameters.snap_m,
        silent_hazard=result.silent,
        silent_places=silent_places,
    )
    group = np.array([numbers[key] for key in keys], dtype=np.int64)
    weighed = weigh(pieces, group, setting.reach.contacts(pieces, group, setting), setting)
    return dict(zip(numbers, weighed, strict=True))


def _described(
    table: pd.DataFrame,
    located: Located,
    features: _Features,
    judged: dict[tuple[str, str], Evidence],
    inputs: ZoneInputs,
    parameters: Parameters,
    epsg: int,
) -> gpd.GeoDataFrame:
    start, end = table["start"].to_numpy(dtype=float), table["end"].to_numpy(dtype=float)
    is_point = (table["kind"] == CROSSING).to_numpy()
    metric = np.empty(len(table), dtype=object)
    metric[is_point] = located.course.points(start[is_point])
    metric[~is_point] = located.course.lines(start[~is_point], end[~is_point])
    feature = features.at(metric)
    lines = located.lines.iloc[table["line"].to_numpy(dtype=int)]
    hazard, hazard_from = _hazards(metric, features.hazard[feature], inputs, epsg)
    frame = pd.DataFrame(
        {
            "layer_uid": features.layer[feature],
            "object_uid": features.uid[feature],
            "road_uid": lines["object_uid"].to_numpy(dtype=object),
            "name": np.where(
                features.name[feature] != "", features.name[feature], lines["name"].to_numpy(dtype=object)
            ),
            "road_class": features.road_class[feature],
            "kind": table["kind"].to_numpy(dtype=object),
            "counties": [border.split("|") for border in table["border"]],
            "border": table["border"].to_numpy(dtype=object),
            "level": [county_level(*reversed(border.split("|"))).value for border in table["border"]],
            "length_m": end - start,
            "hazard": hazard,
            "hazard_from": hazard_from,
        }
    )
    duties = [
        _duty(judged.get((str(road), str(border))), parameters)
        for road, border in zip(frame["road_uid"], frame["border"], strict=True)
    ]
    for name in ("zone_class", "lead", "supports", "hazard_share", "exposure_share", "responsibility"):
        frame[name] = pd.Series([duty[name] for duty in duties], dtype=object)
    frame["uid"] = _uids(frame, metric)
    keys = [frame[name].to_numpy(dtype=str) for name in ("uid", "road_uid", "border")]
    order = np.lexsort([keys[0], start, keys[1], keys[2]])
    stored = crs.transform(metric, f"EPSG:{epsg}", crs.STORAGE_CRS)
    made = gpd.GeoDataFrame(frame, geometry=stored, crs=crs.STORAGE_CRS).iloc[order].reset_index(drop=True)
    return made[list(ROAD_COLUMNS)]


def _hazards(
    metric: NDArray[np.object_], told: NDArray[np.object_], inputs: ZoneInputs, epsg: int
) -> tuple[NDArray[np.object_], NDArray[np.object_]]:
    """Return the hazard of each row and how it is known: the road's data first, then a hazard source beside it."""
    hazard = told.copy()
    known_from = np.where(hazard != "", FROM_DATA, "").astype(object)
    for layer in inputs.of_role(Role.HAZARD_SOURCE):
        shapes = layer.frame.geometry.to_numpy()
        usable = np.flatnonzero(~(shapely.is_missing(shapes) | shapely.is_empty(shapes)))
        planar = crs.transform(shapely.force_2d(shapes[usable]), crs.STORAGE_CRS, f"EPSG:{epsg}")
        if len(planar) == 0:
            continue
        kinds, names = _texts(layer.frame, "kind")[usable], _texts(layer.frame, "name")[usable]
        row, source = shapely.STRtree(planar).query(metric, predicate="dwithin", distance=SOURCE_BESIDE_M)
        for at, found in sorted(zip(row.tolist(), source.tolist(), strict=True)):
            if hazard[at] == "":
                hazard[at], known_from[at] = str(kinds[found] or names[found] or HAZMAT), FROM_SOURCE
    return hazard, known_from


def _duty(evidence: Evidence | None, parameters: Parameters) -> dict[str, Any]:
    """Return class, lead and shares of a road at a line; class "" where too little of it lies in the band."""
    if evidence is None or evidence.classification.zone_class is None:
        return {
            "zone_class": "",
            "lead": "",
            "supports": [],
            "responsibility": {},
            "hazard_share": dict(evidence.hazard_share) if evidence else {},
            "exposure_share": dict(evidence.exposure_share) if evidence else {},
        }
    from layers.zones.responsibility import responsibility

    outcome = evidence.classification
    share = responsibility(outcome, evidence.hazard_share, evidence.exposure_share, parameters)
    kind = outcome.zone_class
    assert kind is not None
    return {
        "zone_class": kind.value,
        "lead": share.lead,
        "supports": list(share.supports),
        "hazard_share": dict(evidence.hazard_share),
        "exposure_share": dict(evidence.exposure_share),
        "responsibility": dict(share.shares),
    }


def _uids(frame: pd.DataFrame, metric: NDArray[np.object_]) -> list[str]:
    """Return stable uids: from the road, what it does, the line and the place to the metre."""
    middle = shapely.get_coordinates(shapely.centroid(metric))
    seen: dict[str, int] = {}
    uids = []
    for row, (x, y) in zip(frame.itertuples(), middle, strict=True):
        key = f"road {row.road_uid} {row.kind} {row.border} {x:.0f} {y:.0f}"
        seen[key] = seen.get(key, 0) + 1
        uids.append(hashlib.sha1(f"{key} {seen[key]}".encode()).hexdigest()[:16])
    return uids
