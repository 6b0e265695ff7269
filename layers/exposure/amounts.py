"""How much of everything lies in areas: people, villages, farmland, buildings, installations.

Areas are polygons in one county each, in the metric CRS of the counties.  All that does not depend on the areas is
prepared once (:func:`gather`); what lies in them is measured in one go (:func:`measure`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from layers.crs import STORAGE_CRS, transform
from layers.exposure.cell_layers import CellLayer
from layers.exposure.counting import tally
from layers.exposure.location import speaking_counties
from layers.exposure.places import PEOPLE_ROLES, places
from layers.exposure.rasters import ZonalSums, class_area_in, people_in
from layers.geodesy import HA_PER_M2, areas_from_gk_m2, areas_m2, geodesic_lengths_m
from layers.kinds import Role
from layers.parallel import in_threads, query_pairs
from layers.progress import Progress, part, silent

if TYPE_CHECKING:  # the zones room imports this one
    from layers.zones.model import ZoneInputs

Objects = NDArray[np.object_]
Floats = NDArray[np.float64]

#: What is counted of things that only vector layers tell → the role that must speak for a county.
COUNTED: Mapping[str, Role] = {
    "villages": Role.SETTLEMENT,
    "buildings": Role.BUILDING,
    "buildings_ha": Role.BUILDING,
    "installations": Role.INSTALLATION,
    "lines_m": Role.INSTALLATION,
    "intakes": Role.WATER_INTAKE,
}


@dataclass(frozen=True)
class Exposed:
    """All that can be hurt in a plan, metric CRS; ``speaks`` is role → counties some layer speaks for."""

    places: gpd.GeoDataFrame
    farmland: Objects  # polygons
    buildings: Objects  # polygons
    lines: Objects  # of installations
    people_cells: tuple[CellLayer, ...]
    cover_cells: tuple[CellLayer, ...]
    speaks: Mapping[Role, frozenset[str]]
    people_speak: frozenset[str]  # settlements or population
    crs: str


@dataclass(frozen=True)
class Amounts:
    """What lies in n areas; every array has shape (n,).

    ``counts`` are those of :func:`layers.exposure.counting.tally` with ``buildings_ha`` and ``lines_m``;
    ``farmland_ha`` is that of polygons.  ``people_cells`` and ``farmland_cells`` hold one result for each raster.
    """

    counts: Mapping[str, Floats]
    farmland_ha: Floats
    people_cells: tuple[ZonalSums | None, ...]
    farmland_cells: tuple[ZonalSums | None, ...]

    def unread(self, exposed: Exposed) -> list[str]:
        """Return the titles of rasters that could not be read."""
        pairs = zip(
            (*exposed.people_cells, *exposed.cover_cells), (*self.people_cells, *self.farmland_cells), strict=True
        )
        return [layer.title for layer, sums in pairs if sums is None]


def gather(inputs: ZoneInputs, counties: gpd.GeoDataFrame) -> Exposed:
    """Prepare what can be hurt.

    Parameters
    ----------
    inputs : ZoneInputs
        With the layers of :func:`layers.exposure.cell_layers.with_exposure_layers`, where there are any.
    counties : GeoDataFrame
        ``code`` and ``geometry``, metric CRS.
    """
    codes = frozenset(str(code) for code in counties["code"])
    crs = counties.crs.to_string()
    roles = {*COUNTED.values(), Role.FARMLAND}
    cells = inputs.cells
    return Exposed(
        places=places(inputs, counties=counties).to_crs(crs),
        farmland=_shapes(inputs, Role.FARMLAND, 2, crs),
        buildings=_shapes(inputs, Role.BUILDING, 2, crs),
        lines=_shapes(inputs, Role.INSTALLATION, 1, crs),
        people_cells=tuple(layer for layer in cells if layer.role is Role.POPULATION),
        cover_cells=tuple(layer for layer in cells if layer.role is Role.LAND_COVER and layer.shares),
        speaks={role: speaking_counties(inputs.of_role(role), codes) for role in roles},
        people_speak=speaking_counties([layer for role in PEOPLE_ROLES for layer in inputs.of_role(role)], codes),
        crs=crs,
    )


def _shapes(inputs: ZoneInputs, role: Role, dimension: int, crs: str) -> Objects:
    """Return the shapes of a role, a feature of two layers once."""
    seen: set[str] = set()
    found: list[shapely.Geometry] = []
    for layer in inputs.of_role(role):
        for uid, shape in zip(layer.frame["uid"].astype(str), layer.frame.geometry, strict=True):
            if uid not in seen and shape is not None and not shape.is_empty:
                seen.add(uid)
                found.append(shape)
    every = np.array(found, dtype=object)
    every = every[shapely.get_dimensions(every) == dimension] if len(every) else every
    placed = transform(every, STORAGE_CRS, crs)
    if dimension == 2 and len(placed):
        broken = ~shapely.is_valid(placed)
        placed[broken] = shapely.make_valid(placed[broken], method="structure", keep_collapsed=False)
    return placed


def measure(areas: gpd.GeoDataFrame, exposed: Exposed, *, progress: Progress = silent) -> Amounts:
    """Measure what lies in areas.

    Parameters
    ----------
    areas : GeoDataFrame
        ``county`` and ``geometry``, the CRS of ``exposed``.
    """
    shapes = np.asarray(areas.geometry.array, dtype=object)
    counts = {name: np.asarray(values, dtype=np.float64) for name, values in tally(areas, exposed.places).items()}
    counts["buildings_ha"] = _inside_ha(shapes, exposed.buildings, exposed.crs, overlap=True)
    counts["lines_m"] = _inside_m(shapes, exposed.lines, exposed.crs)
    county = areas["county"].to_numpy(dtype=object).astype(str)
    rasters = len(exposed.people_cells) + len(exposed.cover_cells)
    share = 0.9 / max(rasters, 1)
    steps = [part(progress, 0.1 + share * k, 0.1 + share * (k + 1)) for k in range(rasters)]
    progress(0.1, "exposure")
    return Amounts(
        counts=counts,
        farmland_ha=_inside_ha(shapes, exposed.farmland, exposed.crs, overlap=False),
        people_cells=tuple(
            _cells(layer, shapes, county, exposed.crs, told)
            for layer, told in zip(exposed.people_cells, steps, strict=False)
        ),
        farmland_cells=tuple(
            _cells(layer, shapes, county, exposed.crs, told)
            for layer, told in zip(exposed.cover_cells, steps[len(exposed.people_cells) :], strict=False)
        ),
    )


def _cells(
    layer: CellLayer, shapes: Objects, county: NDArray[np.str_], crs: str, progress: Progress
) -> ZonalSums | None:
    """Return what a raster holds in the areas it speaks for; None when it cannot be read."""
    from rasterio.errors import RasterioError

    spoken = shapes.copy()
    if layer.speaks_for is not None:
        spoken[~np.isin(county, sorted(layer.speaks_for))] = shapely.Polygon()
    try:
        if layer.role is Role.POPULATION:
            return people_in(layer.path, spoken, crs, layer.value, raster_crs=layer.crs, progress=progress)
        return class_area_in(
            layer.path, spoken, crs, layer.shares, void=layer.void, raster_crs=layer.crs, progress=progress
        )
    except (RasterioError, OSError, ValueError, ImportError):  # no exactextract on ARM Linux
        return None


def _inside_ha(shapes: Objects, things: Objects, crs: str, *, overlap: bool) -> Floats:
    """Return the geodesic area of things inside each shape; where things lie over each other it counts once."""
    result = np.zeros(len(shapes))
    if len(shapes) == 0 or len(things) == 0:
        return result
    thing, shape = query_pairs(shapely.STRtree(shapes), things, "intersects")
    inside = in_threads(shapely.intersection, things[thing], shapes[shape])
    flat = shapely.area(inside) > 0.0
    shape, inside = shape[flat], inside[flat]
    if not overlap and len(inside):
        order = np.argsort(shape, kind="stable")
        shape, inside = shape[order], inside[order]
        heads = np.flatnonzero(np.append(True, shape[1:] != shape[:-1]))
        groups = np.split(inside, heads[1:])
        inside = np.array([group[0] if len(group) == 1 else shapely.union_all(group) for group in groups], dtype=object)
        shape = shape[heads]
    epsg = int(crs.removeprefix("EPSG:")) if crs.startswith("EPSG:") else 0
    m2 = areas_from_gk_m2(inside, epsg) if epsg else areas_m2(inside, crs)
    np.add.at(result, shape, m2 * HA_PER_M2)
    return result


def _inside_m(shapes: Objects, lines: Objects, crs: str) -> Floats:
    result = np.zeros(len(shapes))
    if len(shapes) == 0 or len(lines) == 0:
        return result
    line, shape = query_pairs(shapely.STRtree(shapes), lines, "intersects")
    inside = in_threads(shapely.intersection, lines[line], shapes[shape])
    long = shapely.length(inside) > 0.0
    np.add.at(result, shape[long], geodesic_lengths_m(transform(inside[long], crs, STORAGE_CRS)))
    return result


def unknown_roles(exposed: Exposed, county: str, known: Collection[str]) -> list[str]:
    """Return the roles about which no layer says anything for a county; ``known`` are amounts that are told anyway."""
    silent_roles = []
    if county not in exposed.people_speak and "people" not in known:
        silent_roles.append(Role.POPULATION.value)
    for role in (Role.SETTLEMENT, Role.FARMLAND, Role.BUILDING, Role.INSTALLATION, Role.WATER_INTAKE):
        if county not in exposed.speaks[role] and not (role is Role.FARMLAND and "farmland_ha" in known):
            silent_roles.append(role.value)
    return silent_roles
