"""Parts of stored zones measured again on the layers of today, by other methods than an analysis uses.

Areas are Karney's geodesic polygons; forest is the union of all that lies in a part, not the sum of its pieces.
"""

from __future__ import annotations

from collections.abc import Collection

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from layers import access, exposure
from layers.borders import clean_counties
from layers.crs import STORAGE_CRS, transform
from layers.geodesy import HA_PER_M2, areas_from_gk_m2, geodesic_area_m2, geodesic_lengths_m
from layers.kinds import Role
from layers.parallel import in_threads, query_pairs
from layers.progress import Progress, silent
from layers.zones.model import Parameters, ZoneInputs
from layers.zones.parts import river_lines
from layers.zones.response_times import part_times

Objects = NDArray[np.object_]
Floats = NDArray[np.float64]

#: Columns of :func:`measured`.
AREA_FIGURES = ("area_ha", "forest_ha", "river_m")
PEOPLE_FIGURES = ("people", "people_unknown_places", "villages")
DEPOT_FIGURES = (
    "depot_own",
    "depot_own_km",
    "depot_across",
    "depot_across_county",
    "depot_across_km",
    "depot_method",
    "depots_unknown",
    "response",
)
_NO_SHAPES: Objects = np.zeros(0, dtype=object)


def measured(
    parts: gpd.GeoDataFrame,
    inputs: ZoneInputs,
    metric_epsg: int,
    progress: Progress = silent,
    *,
    figures: Collection[str] = (*AREA_FIGURES, *PEOPLE_FIGURES, *DEPOT_FIGURES),
    parameters: Parameters | None = None,
) -> pd.DataFrame:
    """Measure stored parts of zones again.

    Parameters
    ----------
    parts : GeoDataFrame
        Rows of ``PART_COLUMNS``, EPSG:4490.
    inputs : ZoneInputs
        The layers of the plan as they are now.
    metric_epsg : int
        The plane the analysis worked in.
    figures : collection of str
        Which columns are wanted; those that come together with one of them are there too.
    parameters : Parameters, optional
        How the way of help is found; the usual ones by default.

    Returns
    -------
    DataFrame, in the order of ``parts``
    """
    crs = f"EPSG:{metric_epsg}"
    wanted = set(figures)
    stored = np.asarray(parts.geometry.array, dtype=object)
    shapes = transform(stored, STORAGE_CRS, crs)
    codes = parts["county"].to_numpy(dtype=object)
    found = pd.DataFrame(index=range(len(parts)))
    if "area_ha" in wanted:
        found["area_ha"] = [geodesic_area_m2(shape) * HA_PER_M2 for shape in stored]
    progress(0.1, "figures")
    if "forest_ha" in wanted:
        found["forest_ha"] = _forest_ha(shapes, inputs, metric_epsg)
    progress(0.5, "figures")
    if "river_m" in wanted:
        found["river_m"] = _river_m(shapes, inputs, crs)
    progress(0.6, "figures")
    if not wanted & {*PEOPLE_FIGURES, *DEPOT_FIGURES}:
        progress(1.0, "figures")
        return found
    planar = clean_counties(inputs.counties)[["code", "name", "geometry"]].to_crs(crs)
    if wanted & set(PEOPLE_FIGURES):
        places = exposure.places(inputs, counties=planar)
        areas = gpd.GeoDataFrame({"key": range(len(parts)), "county": codes}, geometry=shapes, crs=crs)
        people = exposure.summarise(areas, places, silent=exposure.silent_counties(inputs, planar))
        for name in PEOPLE_FIGURES:
            found[name] = people[name].to_numpy()
    progress(0.8, "figures")
    if wanted & set(DEPOT_FIGURES):
        inner = np.asarray(shapely.point_on_surface(stored))
        points = gpd.GeoDataFrame({"county": codes}, geometry=inner, crs=STORAGE_CRS)
        silent_depots = access.silent_counties(inputs, planar)
        depots = access.nearest_depots(points, access.depots(inputs, counties=planar), silent_depots)
        depots["county"] = codes
        depots = part_times(depots, stored, inputs, metric_epsg, parameters or Parameters())
        for name in DEPOT_FIGURES:
            found[name] = depots[name].to_numpy()
    progress(1.0, "figures")
    return found


def _forest_ha(shapes: Objects, inputs: ZoneInputs, metric_epsg: int) -> Floats:
    """Return the forest in each shape, hm²; where layers overlap it counts once."""
    forest = _near(inputs, Role.FOREST, shapes, metric_epsg)
    result = np.zeros(len(shapes))
    if len(forest) == 0 or len(shapes) == 0:
        return result
    broken = ~shapely.is_valid(forest)
    forest[broken] = shapely.make_valid(forest[broken])
    at, piece = query_pairs(shapely.STRtree(forest), shapes, "intersects")
    order = np.argsort(at, kind="stable")
    at, piece = at[order], piece[order]
    inside = in_threads(shapely.intersection, shapes[at], forest[piece], chunk=256)
    own, first = np.unique(at, return_index=True)
    united = np.empty(len(own), dtype=object)
    for k, group in enumerate(np.split(inside, first[1:])):
        polygons = shapely.get_parts(group)
        united[k] = shapely.union_all(polygons[shapely.get_type_id(polygons) == 3])
    polygons, source = shapely.get_parts(united, return_index=True)
    areal = shapely.get_type_id(polygons) == 3
    area = areas_from_gk_m2(polygons[areal], metric_epsg) * HA_PER_M2
    np.add.at(result, own[source[areal]], area)
    return result


def _river_m(shapes: Objects, inputs: ZoneInputs, crs: str) -> Floats:
    """Return the geodesic length of rivers in each shape, metres."""
    rivers = river_lines(inputs, crs)
    result = np.zeros(len(shapes))
    if len(rivers) == 0 or len(shapes) == 0:
        return result
    at, piece = query_pairs(shapely.STRtree(rivers), shapes, "intersects")
    inside = in_threads(shapely.intersection, rivers[piece], shapes[at])
    lines = shapely.length(inside) > 0.0
    np.add.at(result, at[lines], geodesic_lengths_m(transform(inside[lines], crs, STORAGE_CRS)))
    return result


def _near(inputs: ZoneInputs, role: Role, shapes: Objects, metric_epsg: int) -> Objects:
    """Return the polygons of a role that come near some shapes, metric CRS; a feature in two layers once."""
    box = shapely.total_bounds(transform(shapes, f"EPSG:{metric_epsg}", STORAGE_CRS))
    seen: set[str] = set()
    found: list[shapely.Geometry] = []
    for layer in inputs.of_role(role):
        geometry = layer.frame.geometry.to_numpy()
        bounds = shapely.bounds(geometry)
        near = (bounds[:, 0] <= box[2]) & (bounds[:, 2] >= box[0]) & (bounds[:, 1] <= box[3]) & (bounds[:, 3] >= box[1])
        for uid, shape in zip(layer.frame["uid"].astype(str).to_numpy()[near], geometry[near], strict=True):
            if uid not in seen:
                seen.add(uid)
                found.append(shape)
    return transform(np.array(found, dtype=object), STORAGE_CRS, f"EPSG:{metric_epsg}") if found else _NO_SHAPES
