"""What is exposed in an area, county by county, and how it would change if the county lines lay a little elsewhere.

A county line is known to within some metres, p.  What lies nearer to it than that may belong to either side: the least
figure of a county leaves it out, the largest takes in what lies as near on the other side, inside the same area.  The
sum over the counties does not change, and an area is not made larger or smaller.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from layers.clipping import in_rectangle
from layers.crs import STORAGE_CRS, transform
from layers.exposure.amounts import COUNTED, Amounts, Exposed, gather, measure, unknown_roles
from layers.kinds import BorderLevel, Role
from layers.parallel import in_threads, query_pairs
from layers.progress import Progress, part, silent

if TYPE_CHECKING:  # the zones room imports this one
    from layers.zones.model import Parameters, ZoneInputs

Objects = NDArray[np.object_]

#: Amounts of an entry, each with ``…_low`` and ``…_high`` beside it; None is unknown.
AMOUNTS = ("people", "villages", "farmland_ha", "buildings", "buildings_ha", "installations", "lines_m", "intakes")
#: Where people or farmland were taken from: a raster, places, polygons; "" unknown.
CELLS, PLACES, POLYGONS = "cells", "places", "polygons"

Entry = dict[str, Any]
Entries = dict[str, Entry]

_DECIMALS = {"people": 1, "farmland_ha": 4, "buildings_ha": 4, "lines_m": 1}


def zone_exposures(
    parts: gpd.GeoDataFrame,
    inputs: ZoneInputs,
    counties: gpd.GeoDataFrame,
    parameters: Parameters,
    *,
    progress: Progress = silent,
) -> dict[str, Entries]:
    """Return what is exposed in zones, county by county.

    Parameters
    ----------
    parts : GeoDataFrame, EPSG:4490
        ``zone_uid``, ``county`` and ``geometry``: the zones cut by county.
    inputs : ZoneInputs
        With the rasters of :func:`layers.exposure.cell_layers.with_exposure_layers`, where there are any.
    counties : GeoDataFrame
        ``code`` and ``geometry``, metric CRS.
    parameters : Parameters
        ``line_precision_m`` and ``people_from_cells``.

    Returns
    -------
    dict
        Zone uid → county code → entry: see :func:`exposures`.
    """
    crs = counties.crs.to_string()
    areas = gpd.GeoDataFrame(
        {"key": parts["zone_uid"].to_numpy(dtype=object), "county": parts["county"].to_numpy(dtype=object)},
        geometry=transform(np.asarray(parts.geometry.array, dtype=object), STORAGE_CRS, crs),
        crs=crs,
    )
    exposed = gather(inputs, counties)
    return exposures(areas, counties, exposed, parameters, progress=progress)


def with_exposures(
    zones: gpd.GeoDataFrame,
    parts: gpd.GeoDataFrame,
    inputs: ZoneInputs,
    counties: gpd.GeoDataFrame,
    parameters: Parameters,
    *,
    progress: Progress = silent,
) -> gpd.GeoDataFrame:
    """Return zones with their ``exposures`` filled in; see :func:`zone_exposures`."""
    found = zone_exposures(parts, inputs, counties, parameters, progress=progress)
    return zones.assign(exposures=[found.get(str(uid), {}) for uid in zones["uid"]])


def exposures(
    areas: gpd.GeoDataFrame,
    counties: gpd.GeoDataFrame,
    exposed: Exposed,
    parameters: Parameters,
    *,
    progress: Progress = silent,
) -> dict[str, Entries]:
    """Return what is exposed in areas that are cut by county.

    Parameters
    ----------
    areas : GeoDataFrame
        ``key``, ``county``, ``geometry``; metric CRS, one row for each area and county.
    counties : GeoDataFrame
        ``code`` and ``geometry``, the same CRS.
    exposed : Exposed
    parameters : Parameters

    Returns
    -------
    dict
        Key → county code → entry.  An entry has every name of :data:`AMOUNTS` (None: no layer speaks), the same with
        ``_low`` and ``_high`` where it is known (``_high`` None when the other side is not known), ``people_from`` and
        ``farmland_from`` with the raster's title in ``people_source`` and ``farmland_source``,
        ``people_unknown_places`` (places without a figure) or ``people_unknown_ha`` (ground without cells),
        ``farmland_unknown_ha``, ``unknown``: roles about which no layer says anything, and ``unread``: titles of
        rasters that cannot be read, where there are any.  People are counted once:
        by the topmost population raster that has cells in the area's part, else by places.
    """
    if len(areas) == 0:
        return {}
    strips = _strips(areas, counties, parameters.line_precision_m)
    every = gpd.GeoDataFrame(
        {"county": np.concatenate([areas["county"].to_numpy(dtype=object), strips.county])},
        geometry=np.concatenate([np.asarray(areas.geometry.array, dtype=object), strips.shape]),
        crs=areas.crs,
    )
    progress(0.1, "exposure")
    amounts = measure(every, exposed, progress=part(progress, 0.1, 1.0))
    origin = np.concatenate([np.arange(len(areas)), strips.part])
    told = _Told(amounts, exposed, every["county"].to_numpy(dtype=object), origin, parameters.people_from_cells)
    result: dict[str, Entries] = {}
    keys, codes = areas["key"].tolist(), [str(code) for code in areas["county"]]
    for row, (key, county) in enumerate(zip(keys, codes, strict=True)):
        loss, gain = strips.loss_of(row), strips.gain_of(key, county)
        result.setdefault(str(key), {})[county] = _entry(
            told, row, county, [len(areas) + at for at in loss], [len(areas) + at for at in gain]
        )
    return result


def by_side(entries: Mapping[str, Mapping[str, Any]], level: str) -> dict[str, Entry]:
    """Return the entries of a zone added up by side of its border: by province, prefecture or county.

    Parameters
    ----------
    entries : dict of county code to entry
    level : str
        ``BorderLevel`` value of the zone's highest border.

    Returns
    -------
    dict
        Side (the first two, four or six digits of the codes) → amounts with their ranges, and ``counties``.  An
        amount that is unknown in one county of a side is unknown.  Ranges are added, so they are rather too wide.
    """
    digits = {BorderLevel.PROVINCE.value: 2, BorderLevel.PREFECTURE.value: 4}.get(level, 6)
    sides: dict[str, Entry] = {}
    for code in sorted(entries):
        sides.setdefault(code[:digits], {"counties": []})["counties"].append(code)
    for side in sides.values():
        for name in AMOUNTS:
            for column in (name, f"{name}_low", f"{name}_high"):
                values = [entries[code].get(column) for code in side["counties"]]
                known = [value for value in values if value is not None]
                side[column] = _rounded(name, sum(known)) if len(known) == len(values) else None
    return sides


# --- strips along the lines ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Strips:
    """Ground of a part nearer to another county than p.

    ``gains`` are by area and county whom they may belong to as well; ``losses`` by the part they lie in, together.
    """

    shape: Objects
    part: NDArray[np.int64]
    county: Objects  # of the part it lies in
    losses: Mapping[int, list[int]]
    gains: Mapping[tuple[Any, str], list[int]]

    def loss_of(self, row: int) -> list[int]:
        return self.losses.get(row, [])

    def gain_of(self, key: Any, county: str) -> list[int]:
        return self.gains.get((key, county), [])


def _strips(areas: gpd.GeoDataFrame, counties: gpd.GeoDataFrame, p_m: float) -> _Strips:
    shapes = np.asarray(areas.geometry.array, dtype=object)
    own = areas["county"].to_numpy(dtype=object).astype(str)
    keys = areas["key"].tolist()
    codes = counties["code"].to_numpy(dtype=object).astype(str)
    polygons = np.asarray(counties.geometry.array, dtype=object)
    if p_m <= 0.0 or len(polygons) == 0:
        none = np.zeros(0, dtype=np.int64)
        return _Strips(np.zeros(0, dtype=object), none, np.zeros(0, dtype=object), {}, {})
    part_of, other = query_pairs(shapely.STRtree(polygons), shapes, "dwithin", distance=p_m)
    foreign = own[part_of] != codes[other]
    part_of, other = part_of[foreign], other[foreign]
    bounds = shapely.bounds(shapes)

    def strip(at: NDArray[np.int64]) -> Objects:
        made = np.empty(len(at), dtype=object)
        for place, pair in enumerate(at.tolist()):
            row = int(part_of[pair])
            xmin, ymin, xmax, ymax = bounds[row]
            near = in_rectangle(polygons[other[pair]], xmin - 2 * p_m, ymin - 2 * p_m, xmax + 2 * p_m, ymax + 2 * p_m)
            made[place] = shapely.intersection(shapes[row], shapely.buffer(near, p_m))
        return made

    pieces = np.asarray(in_threads(strip, np.arange(len(part_of)), chunk=64, worth=64), dtype=object)
    filled = shapely.area(pieces) > 0.0 if len(pieces) else np.zeros(0, dtype=bool)
    pieces, part_of, other = pieces[filled], part_of[filled], other[filled]
    losses: dict[int, list[int]] = {}
    gains: dict[tuple[Any, str], list[int]] = {}
    for at, (row, county) in enumerate(zip(part_of.tolist(), codes[other].tolist(), strict=True)):
        losses.setdefault(row, []).append(at)
        gains.setdefault((keys[row], county), []).append(at)
    # Where a part lies near several counties its own loss is what lies near any of them, once.
    extra: list[shapely.Geometry] = []
    extra_part: list[int] = []
    for row, found in losses.items():
        if len(found) > 1:
            extra.append(shapely.union_all(pieces[found]))
            extra_part.append(row)
            losses[row] = [len(pieces) + len(extra) - 1]
    rows = np.concatenate([part_of, np.array(extra_part, dtype=np.int64)]).astype(np.int64)
    shape = np.concatenate([pieces, np.array(extra, dtype=object)])
    return _Strips(shape, rows, areas["county"].to_numpy(dtype=object)[rows], losses, gains)


# --- what is told of an area -----------------------------------------------------------------------------------


class _Told:
    """Reads amounts of parts and strips: a strip is counted the way its part is."""

    def __init__(
        self, amounts: Amounts, exposed: Exposed, county: Objects, origin: NDArray[np.int64], from_cells: bool
    ) -> None:
        self.amounts, self.exposed, self._county, self._origin = amounts, exposed, county, origin
        self._from_cells = from_cells

    def people_raster(self, row: int) -> int | None:
        """Return which raster counts the people of a part; None for places."""
        if not self._from_cells:
            return None
        return self._first(self.amounts.people_cells, int(self._origin[row]))

    def farmland_raster(self, row: int) -> int | None:
        """Return which raster tells the farmland of a part; None for polygons."""
        if self._county[row] in self.exposed.speaks[Role.FARMLAND]:
            return None
        return self._first(self.amounts.farmland_cells, int(self._origin[row]))

    @staticmethod
    def _first(found: tuple[Any, ...], row: int) -> int | None:
        return next((k for k, sums in enumerate(found) if sums is not None and sums.known_ha[row] > 0.0), None)

    def value(self, name: str, row: int) -> float | None:
        """Return an amount; None where no layer speaks."""
        county = str(self._county[row])
        if name == "people":
            raster = self.people_raster(row)
            if raster is not None:
                return float(self.amounts.people_cells[raster].total[row])  # type: ignore[union-attr]
            return float(self.amounts.counts["people"][row]) if county in self.exposed.people_speak else None
        if name == "farmland_ha":
            raster = self.farmland_raster(row)
            if raster is not None:
                return float(self.amounts.farmland_cells[raster].total[row])  # type: ignore[union-attr]
            return float(self.amounts.farmland_ha[row]) if county in self.exposed.speaks[Role.FARMLAND] else None
        return float(self.amounts.counts[name][row]) if county in self.exposed.speaks[COUNTED[name]] else None

    def has_no_figure(self, row: int) -> bool:
        """Whether people live there by the places, and no figure is known."""
        counts = self.amounts.counts
        return self.people_raster(row) is None and counts["known"][row] == 0 and counts["unknown"][row] > 0


def _entry(told: _Told, row: int, county: str, loss: list[int], gain: list[int]) -> Entry:
    entry: Entry = {}
    for name in AMOUNTS:
        value = None if name == "people" and told.has_no_figure(row) else told.value(name, row)
        entry[name] = _rounded(name, value)
        if value is not None:
            lost = sum(told.value(name, at) or 0.0 for at in loss)
            gained = [told.value(name, at) for at in gain]
            entry[f"{name}_low"] = _rounded(name, max(value - lost, 0.0))
            known = [one for one in gained if one is not None]
            entry[f"{name}_high"] = _rounded(name, value + sum(known)) if len(known) == len(gained) else None
    exposed, amounts = told.exposed, told.amounts
    raster = told.people_raster(row)
    if raster is not None:
        entry["people_from"], entry["people_source"] = CELLS, exposed.people_cells[raster].title
        entry["people_unknown_ha"] = round(float(amounts.people_cells[raster].unknown_ha[row]), 2)  # type: ignore[union-attr]
    else:
        entry["people_from"] = PLACES if county in exposed.people_speak else ""
        entry["people_unknown_places"] = int(amounts.counts["unknown"][row])
    raster = told.farmland_raster(row)
    if raster is not None:
        entry["farmland_from"], entry["farmland_source"] = CELLS, exposed.cover_cells[raster].title
        entry["farmland_unknown_ha"] = round(float(amounts.farmland_cells[raster].unknown_ha[row]), 2)  # type: ignore[union-attr]
    else:
        entry["farmland_from"] = POLYGONS if county in exposed.speaks[Role.FARMLAND] else ""
    told_of = {name for name in ("people", "farmland_ha") if entry[f"{name.removesuffix('_ha')}_from"]}
    entry["unknown"] = unknown_roles(exposed, county, told_of)
    if unread := amounts.unread(exposed):
        entry["unread"] = unread
    return entry


def _rounded(name: str, value: float | None) -> float | int | None:
    if value is None:
        return None
    decimals = _DECIMALS.get(name, 0)
    return round(value, decimals) if decimals else round(value)
