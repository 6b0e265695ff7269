"""Finished pieces → the zones of a region → those of all regions: what a single run gives, in the same order."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from layers.borders.straddle import cut_objects, straddling
from layers.hazards.model import HazardResult
from layers.hazards.registry import chosen
from layers.kinds import Hazard
from layers.memory import NoMemory, checksum
from layers.national.context import Context, no_pieces
from layers.national.cutting import Region
from layers.national.folder import RunFolder
from layers.national.model import Record
from layers.progress import Progress, silent
from layers.zones import derive
from layers.zones.hazard_zones import HazardZones
from layers.zones.model import ZONE_COLUMNS, Parameters, ZoneInputs, ZoneResult
from layers.zones.parts import Parts, part_numbers
from layers.zones.reranking import reranked

T = TypeVar("T")
Objects = NDArray[np.object_]

#: Frames of a result that its digest covers.
FRAMES = ("zones", "parts", "straddling", "reaches", "borders", "border_issues", "roads")


class Prepared(NoMemory):
    """Hands out the steps that were done in pieces; what was not is made here."""

    def __init__(self, steps: dict[str, Any]) -> None:
        super().__init__()
        self._steps = steps

    def get(
        self, step: str, key: Hashable, make: Callable[[], T], *, keeps: Callable[[T], bool] = lambda _value: True
    ) -> T:
        """Return what the pieces gave, else make it."""
        if step in self._steps:
            value: T = self._steps[step]
            return value
        return make()


def assembled(
    folder: RunFolder,
    where: Context,
    records: Sequence[Record],
    inputs: ZoneInputs,
    *,
    previous: gpd.GeoDataFrame | None = None,
    progress: Progress = silent,
) -> ZoneResult:
    """Return the result of one region from its finished pieces.

    What one number of the whole depends on is done here: numbers of zones along a border, ranks, uids, agreements,
    roads at the lines, minutes of help over the road network, exposure on moved lines.
    """
    crs = where.partition.crs
    nothing = cut_objects((), where.partition)
    steps: dict[str, Any] = {
        "borders": where.ground,
        "straddling": (nothing, _patches(folder, where, records)),
        "exposure": where.holdings,
    }
    for kind in chosen(where.parameters):
        result, reaches = where.forest_result(), None
        if kind.code != Hazard.FOREST.value:
            of_hazard = next(
                (one for one in records if one.piece.split("/")[1:] == ["assess", f"{kind.code}-0000"]), None
            )
            if of_hazard is None:
                continue
            result, _, reaches = folder.read(of_hazard, "result")
        steps[f"{kind.code}_hazard"] = (replace(result, pieces=no_pieces(crs)), reaches)
        steps[f"{kind.code}_zones"] = _zones(folder, where, result, records)
    return derive(inputs, where.parameters, previous=previous, memory=Prepared(steps), progress=progress)


def _patches(folder: RunFolder, where: Context, records: Sequence[Record]) -> gpd.GeoDataFrame:
    frames = [folder.read(one, "patches") for one in records if "patches" in one.files and one.files["patches"].count]
    if not frames:
        nothing = cut_objects((), where.partition)
        return straddling((), where.inputs.counties, where.network, partition=where.partition, cut=nothing)
    return _sorted_patches(frames)


def _sorted_patches(frames: Sequence[gpd.GeoDataFrame]) -> gpd.GeoDataFrame:
    together = _stacked(frames)
    return together.sort_values(["area_ha", "object_uid"], ascending=[False, True], kind="stable").reset_index(
        drop=True
    )


def _zones(folder: RunFolder, where: Context, result: HazardResult, records: Sequence[Record]) -> HazardZones:
    mine = [one for one in records if one.piece.split("/")[1] == "count" and _hazard_of(one) == result.hazard]
    zones: list[Any] = []
    orders: list[Any] = []
    shapes: list[Objects] = []
    parts: list[Parts] = []
    numbers: list[pd.DataFrame] = []
    for record in mine:
        some, some_shapes, some_parts, some_numbers, order = folder.read(record, "zones")
        if not some:
            continue
        parts.append(replace(some_parts, zone=some_parts.zone + len(zones)))
        numbers.append(some_numbers.assign(zone=some_numbers["zone"] + len(zones)))
        zones += some
        orders += order
        shapes.append(some_shapes)
    empty = np.zeros(0, dtype=object)
    if not zones:
        none = np.zeros(0, dtype=np.int64)
        no_parts = Parts(none, none, empty, empty, np.zeros(0))
        return HazardZones(result, [], empty, no_parts, part_numbers(no_parts, where.holdings, where.partition))
    rank = np.array(sorted(range(len(orders)), key=orders.__getitem__), dtype=np.int64)
    place = np.empty(len(rank), dtype=np.int64)
    place[rank] = np.arange(len(rank))
    together = Parts(*(np.concatenate([getattr(one, name) for one in parts]) for name in Parts.__dataclass_fields__))
    zone = place[together.zone]
    at = np.lexsort([together.county, zone])
    sorted_parts = Parts(zone[at], together.county[at], together.shape[at], together.stored[at], together.area_ha[at])
    table = pd.concat(numbers, ignore_index=True).iloc[at].reset_index(drop=True)
    table["zone"] = sorted_parts.zone
    return HazardZones(result, [zones[k] for k in rank.tolist()], np.concatenate(shapes)[rank], sorted_parts, table)


def _hazard_of(record: Record) -> str:
    return record.piece.split("/")[2].rsplit("-", 1)[0]


def joined(results: Sequence[tuple[Region, ZoneResult]], parameters: Parameters) -> ZoneResult:
    """Return the results of all regions as one; each zone comes from the region of its lowest county.

    A plan of one region is what that region gave.
    """
    if len(results) == 1:
        return results[0][1]
    zones = _stacked(
        [_own(one.zones, region, [min(codes) for codes in one.zones["counties"]]) for region, one in results]
    )
    ranks = reranked(zones, parameters.weights)
    zones["rank"], zones["stability"] = ranks["rank"].to_numpy(), ranks["stability"].to_numpy(dtype=object)
    zones = zones.sort_values("rank", kind="stable").reset_index(drop=True)[list(ZONE_COLUMNS)]
    rank = dict(zip(zones["uid"], zones["rank"], strict=True))
    parts = _stacked([one.parts[one.parts["zone_uid"].isin(rank)] for _, one in results])
    parts = parts.drop_duplicates(["zone_uid", "county"])
    at = np.lexsort([parts["county"].to_numpy(dtype=str), parts["zone_uid"].map(rank).to_numpy()])
    patches = _sorted_patches(
        [_own(one.straddling, region, [min(codes) for codes in one.straddling["counties"]]) for region, one in results]
    )
    return replace(
        results[0][1],
        zones=zones,
        parts=parts.iloc[at].reset_index(drop=True),
        straddling=patches,
        reaches=_once([one.reaches for _, one in results]),
        borders=_stacked([_own(one.borders, region, one.borders["left"]) for region, one in results]).drop_duplicates(
            ["uid", "left"], ignore_index=True
        ),
        border_issues=_stacked([one.border_issues for _, one in results]),
        roads=_once([one.roads for _, one in results]),
        seconds={},
    )


def _own(frame: gpd.GeoDataFrame, region: Region, lowest: Any) -> gpd.GeoDataFrame:
    return frame[np.array([str(code) in region.own for code in lowest], dtype=bool)]


def _once(frames: Sequence[gpd.GeoDataFrame]) -> gpd.GeoDataFrame:
    """Return rows that two regions have once."""
    together = _stacked(frames)
    return together.drop_duplicates("uid", ignore_index=True) if "uid" in together else together


def _stacked(frames: Sequence[gpd.GeoDataFrame]) -> gpd.GeoDataFrame:
    filled = [frame for frame in frames if len(frame)] or list(frames[:1])
    return gpd.GeoDataFrame(pd.concat(filled, ignore_index=True), geometry="geometry", crs=filled[0].crs)


def digests(result: ZoneResult) -> dict[str, str]:
    """Return the SHA-256 of each frame of a result: rows, columns and shapes in their order."""
    return {name: checksum(getattr(result, name)) for name in FRAMES}
