"""From which directions fire can come to places, split by the county it comes from (来火方向)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from layers.crs import STORAGE_CRS, metric_epsg, transform, transformer
from layers.errors import DirectionsTooLarge, FireOutside, LandTooLarge
from layers.kinds import Role
from layers.progress import Progress, part, silent
from layers.spread.assembling import cell_size_m
from layers.spread.beverly import (
    FINER,
    UNKNOWN,
    YES,
    DirectionSettings,
    bearings,
    crossed,
    hazard_exposure,
    line_ends,
)
from layers.spread.landscape import Grid
from layers.spread.settings import LandSettings

if TYPE_CHECKING:
    from layers.plan.store import PlanStore
    from layers.zones.model import RasterInput, ZoneInputs

#: Fuels that are left out when only what carries embers far counts: grass burns, but throws none over 500 m [P].
GRASS = ("tall_grass", "pasture")


@dataclass(frozen=True)
class DirectionLand:
    """Land that directions are looked for on.

    Attributes
    ----------
    grid : Grid
    exposure : float32, (rows, columns)
        0–1; nan unknown.
    county : int32, (rows, columns)
        Row of ``counties``; −1 outside all.
    counties : GeoDataFrame
        ``code``, ``name``, ``geometry``; EPSG:4490.
    villages : GeoDataFrame
        ``uid``, ``name``, ``county``; Points, EPSG:4490.
    settings : DirectionSettings
    with_grass : bool
    used : tuple of str
        Titles of the layers that gave fuel.
    silent : frozenset of str
        Counties about whose fuel nothing is known.
    coarse : tuple of (str, float)
        Land cover whose own cells, in metres, are coarser than the method asks for: the result shows no more than they.
    """

    grid: Grid
    exposure: NDArray[np.float32]
    county: NDArray[np.int32]
    counties: gpd.GeoDataFrame
    villages: gpd.GeoDataFrame
    settings: DirectionSettings
    with_grass: bool = True
    used: tuple[str, ...] = ()
    silent: frozenset[str] = frozenset()
    coarse: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Sector:
    """Neighbouring lines with one answer: bearings of the first and the last, county row, segments that are ways."""

    first_deg: float
    last_deg: float
    county: int
    segments: tuple[int, ...]


@dataclass(frozen=True)
class Piece:
    """Neighbouring lines that look alike in one segment, to be drawn as one.

    ``first`` is the first of ``count`` lines, round through the last; ``county`` is -2 where it is not known whether
    there is a way; ``is_joined`` says that an unbroken way leads from here to the place.
    """

    segment: int
    first: int
    count: int
    county: int
    is_joined: bool


@dataclass(frozen=True)
class Directions:
    """Directions from which fire can come to one place.

    Attributes
    ----------
    lon, lat : float
        Degrees.
    name, county : str
        Of the place; the county's code, "" outside all.
    bearing_deg : float64, (lines,)
        From the place outwards, clockwise from true north: that is where fire comes from.
    viable : int8, (lines, segments)
        1 a way for fire, 0 none, −1 unknown.
    origin : int32, (lines, segments)
        Row of the county most of the segment lies in; −1 outside all.
    ends : float64, (lines, segments + 1, 2)
        Easting, northing.
    """

    lon: float
    lat: float
    name: str
    county: str
    bearing_deg: NDArray[np.float64]
    viable: NDArray[np.int8]
    origin: NDArray[np.int32]
    ends: NDArray[np.float64]
    uid: str = ""

    @property
    def step_deg(self) -> float:
        """Between lines."""
        return 360.0 / len(self.bearing_deg)

    @property
    def depth(self) -> NDArray[np.int64]:
        """How many segments are ways without a break, from the place outwards; shape (lines,)."""
        return np.asarray(np.cumprod(self.viable == YES, axis=1).sum(axis=1), dtype=np.int64)

    @property
    def full(self) -> NDArray[np.bool_]:
        """Lines all of whose segments are ways (``full`` of the package); shape (lines,)."""
        return np.asarray((self.viable == YES).all(axis=1))

    @property
    def outer(self) -> NDArray[np.bool_]:
        """Lines whose segments are ways but perhaps the first, which depends on how large the place is."""
        return np.asarray((self.viable[:, 1:] == YES).all(axis=1))

    @property
    def unknown(self) -> NDArray[np.bool_]:
        """Lines of which it is not known how far they go: the first segment that is no way is unknown."""
        lines, segments = self.viable.shape
        depth = self.depth
        first = self.viable[np.arange(lines), np.minimum(depth, segments - 1)]
        return np.asarray((depth < segments) & (first == UNKNOWN))

    @property
    def source(self) -> NDArray[np.int32]:
        """County row in which each line's unbroken way begins, farthest out; −1 outside all, −2 no way."""
        depth = self.depth
        at = self.origin[np.arange(len(depth)), np.maximum(depth - 1, 0)]
        return np.where(depth > 0, at, -2).astype(np.int32)

    def by_county(self) -> dict[int, NDArray[np.float64]]:
        """Return county row → degrees of the compass from which an unbroken way of 1, 2, 3 … segments comes.

        Each line counts once, in the county and at the depth it reaches.
        """
        found: dict[int, NDArray[np.float64]] = {}
        segments = self.viable.shape[1]
        for source, depth in zip(self.source.tolist(), self.depth.tolist(), strict=True):
            if depth > 0:
                found.setdefault(source, np.zeros(segments))[depth - 1] += self.step_deg
        return dict(sorted(found.items(), key=lambda item: (-item[1].sum(), item[0])))

    def pieces(self) -> list[Piece]:
        """Return ways and unknown pieces of the compass, from the place outwards."""
        lines, segments = self.viable.shape
        depth = self.depth
        found = []
        for segment in range(segments):
            viable, origin = self.viable[:, segment], self.origin[:, segment]
            # One number for all that a piece looks like; -3 is nothing to draw.
            looks = np.where(viable == YES, 2 * origin.astype(np.int64) + (segment < depth), -3)
            looks = np.where(viable == UNKNOWN, -4, looks)
            starts = np.flatnonzero(looks != np.roll(looks, 1))
            if len(starts) == 0:
                starts = np.array([0])
            counts = np.where(len(starts) == 1, lines, (np.roll(starts, -1) - starts) % lines)
            for first, count in zip(starts.tolist(), counts.tolist(), strict=True):
                if viable[first] == YES:
                    found.append(Piece(segment, first, count, int(origin[first]), bool(segment < depth[first])))
                elif viable[first] == UNKNOWN:
                    found.append(Piece(segment, first, count, -2, False))
        return found

    def sectors(self) -> list[Sector]:
        """Return neighbouring lines with ways through the same segments from the same county, by bearing."""
        lines = [
            (source, tuple(int(k) + 1 for k in np.flatnonzero(row == YES)))
            for source, row in zip(self._colored(), self.viable, strict=True)
        ]
        count = len(lines)
        starts = [at for at in range(count) if lines[at] != lines[at - 1]]
        if not starts:
            starts = [0]
        found = []
        for place, start in enumerate(starts):
            stop = starts[(place + 1) % len(starts)]
            length = (stop - start) % count or count
            county, segments = lines[start]
            if segments:
                first, last = self.bearing_deg[start], self.bearing_deg[(start + length - 1) % count]
                found.append(Sector(float(first) % 360.0, float(last) % 360.0, county, segments))
        return sorted(found, key=lambda one: one.first_deg)

    def _colored(self) -> list[int]:
        """Return the county row of each line: where its unbroken way begins, else its outermost way."""
        found = []
        for source, row, origin in zip(self.source.tolist(), self.viable, self.origin, strict=True):
            ways = np.flatnonzero(row == YES)
            found.append(source if source != -2 or not len(ways) else int(origin[ways[-1]]))
        return found


def directions(
    land: DirectionLand, lon: float, lat: float, *, name: str = "", county: str = "", uid: str = ""
) -> Directions:
    """Return from where fire can come to a place (EPSG:4490)."""
    ends = line_ends(lon, lat, land.grid.epsg, land.settings)
    found = crossed(land.exposure, land.county, land.grid, ends, land.settings.high)
    viable = found.viable(land.settings.viable)
    return Directions(lon, lat, name, county, bearings(land.settings), viable, found.county, ends, uid)


def village_directions(
    land: DirectionLand, uids: Iterable[str] | None = None, *, progress: Progress = silent
) -> list[Directions]:
    """Return the directions of villages, all of them or some, in the order of county and name."""
    villages = land.villages if uids is None else land.villages[land.villages["uid"].isin(set(uids))]
    villages = villages.sort_values(["county", "name", "uid"], kind="stable")
    found = []
    for at, row in enumerate(villages.itertuples(index=False)):
        if at % 8 == 0:
            progress(at / len(villages), "directions")
        point = row.geometry
        found.append(directions(land, point.x, point.y, name=str(row.name), county=str(row.county), uid=str(row.uid)))
    progress(1.0, "directions")
    return found


def direction_land(
    store: PlanStore,
    settings: DirectionSettings,
    *,
    around: tuple[float, float] | None = None,
    with_grass: bool = True,
    progress: Progress = silent,
) -> DirectionLand:
    """Read a plan's layers into exposure.

    Parameters
    ----------
    store : PlanStore
        Fuel comes from land cover and forest as for fires (:mod:`layers.spread.cell_land`); all that burns is
        hazardous.
    settings : DirectionSettings
    around : (lon, lat), optional
        Look only at the land that lines from there reach; all counties otherwise.
    with_grass : bool
        Without it grass is not hazardous (:data:`GRASS`).

    Raises
    ------
    AnalysisError
        The plan has no counties.
    FireOutside
        None of them lies about the place.
    DirectionsTooLarge
        There would be too many cells: look around one place, or at a longer distance.
    """
    from layers.borders.coverage import clean_counties
    from layers.spread.cell_land import cell_land
    from layers.spread.fire_land import fire_rasters
    from layers.workflow import build_inputs

    changed: dict[str, float] = {} if with_grass else dict.fromkeys(GRASS, 0.0)
    inputs = build_inputs(store)
    counties = clean_counties(inputs.counties)[["code", "name", "geometry"]]
    xmin, ymin, xmax, ymax = (float(value) for value in counties.total_bounds)
    epsg = metric_epsg((xmin, ymin, xmax, ymax))
    progress(0.1, "fire_land")
    villages = villages_of(inputs)
    if around is not None:
        counties = _near(counties, epsg, around, settings)
    cover = tuple(raster for raster in fire_rasters(store) if raster.role is Role.LAND_COVER)
    # A brook or a break takes a whole cell of a grid, but next to nothing of the fuel: only lakes are left out.
    fuel_layers = tuple(layer for layer in inputs.layers if layer.role in (Role.FOREST, Role.LAKE))
    given = replace(inputs, layers=fuel_layers, rasters=cover)
    land_settings = LandSettings(cell_m=settings.cell_m, ks=changed)
    try:
        made = cell_land(given, counties, epsg, land_settings, progress=part(progress, 0.2, 0.8))
    except LandTooLarge as error:
        facts = {name: error.facts[name] for name in ("cells", "most")}
        raise DirectionsTooLarge(**facts, distance_m=round(settings.distance_m)) from error
    fuel, grid = made.landscape.fuel, made.landscape.grid
    hazard = np.where(np.isnan(fuel), np.float32(np.nan), (fuel > 0).astype(np.float32))
    progress(0.8, "directions")
    exposure = hazard_exposure(hazard, grid.cell_m, settings.distance_m)
    progress(1.0, "directions")
    return DirectionLand(
        grid,
        exposure,
        made.county,
        counties,
        villages,
        settings,
        with_grass,
        made.used,
        made.silent,
        _coarse(cover, settings),
    )


def villages_of(inputs: ZoneInputs) -> gpd.GeoDataFrame:
    """Return ``uid``, ``name`` and ``county`` of all villages; Points, EPSG:4490."""
    from layers.exposure.places import places

    hurt = places(inputs)
    is_village = (hurt["role"] == Role.SETTLEMENT.value).to_numpy(dtype=bool)
    return hurt.loc[is_village, ["uid", "name", "county", "geometry"]].reset_index(drop=True)


def _near(
    counties: gpd.GeoDataFrame, epsg: int, around: tuple[float, float], settings: DirectionSettings
) -> gpd.GeoDataFrame:
    """Return what of the counties lines and windows about a place can touch."""
    plane = f"EPSG:{epsg}"
    x, y = transformer(STORAGE_CRS, plane).transform(*around)
    half = 1.01 * settings.reach_m + 2.0 * settings.cell_m  # far from its meridian a zone is up to 1 % off
    box = shapely.segmentize(shapely.box(x - half, y - half, x + half, y + half), 500.0)
    shapes = counties.geometry.to_numpy()
    valid = np.where(shapely.is_valid(shapes), shapes, shapely.make_valid(shapes))
    found = shapely.intersection(valid, transform(box, plane, STORAGE_CRS))
    kept = shapely.area(found) > 0.0
    if not kept.any():
        raise FireOutside(lon=round(around[0], 5), lat=round(around[1], 5))
    return counties[kept].assign(geometry=found[kept]).reset_index(drop=True)


def _coarse(cover: tuple[RasterInput, ...], settings: DirectionSettings) -> tuple[tuple[str, float], ...]:
    import rasterio

    found = []
    for raster in cover:
        with rasterio.open(raster.path) as source:
            cell_m = cell_size_m(source)
        if cell_m > settings.distance_m / FINER:
            found.append((raster.title, round(cell_m, 1)))
    return tuple(found)
