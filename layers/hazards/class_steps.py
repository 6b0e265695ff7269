"""Where hazard maps of two counties give different classes to the two sides of their line.

The line is walked in steps; at each, the highest class mapped a bank's tolerance to the left and to the right is held
against the other.  A hazard rarely ends at a county line, so a step in class there is mostly a difference of method or
of date, and both should know of it.  Where one side has no class, that is unknown, not the lowest.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely
import shapely.ops
from numpy.typing import NDArray

from layers.crs import STORAGE_CRS, transform
from layers.geodesy import geodesic_lengths_m
from layers.hazards import mapped, objects
from layers.hazards.map_rasters import areas
from layers.kinds import Role

if TYPE_CHECKING:
    from layers.borders.model import BorderNetwork
    from layers.plan.store import PlanStore
    from layers.zones.model import LayerInput, Parameters, ZoneInputs

#: Columns of :func:`class_steps`.
STEP_COLUMNS = (
    "what",  # which hazard the maps are of, "" where their names do not say
    "left",  # county code
    "right",
    "left_class",  # 1 lowest … 4 highest; nan: nothing is mapped there
    "right_class",
    "step",  # difference; nan where one side has no class
    "length_m",  # of the line, geodesic
    "geometry",  # LineString, EPSG:4490
)

#: The line is looked at this often.
EVERY_M = 50.0
#: Shorter stretches are the maps' own edges crossing the line.
LEAST_M = 100.0


def class_steps(
    inputs: ZoneInputs,
    network: BorderNetwork,
    parameters: Parameters,
    *,
    every_m: float = EVERY_M,
    least_m: float = LEAST_M,
) -> gpd.GeoDataFrame:
    """Return the stretches of county lines on whose two sides the mapped classes differ, the largest step first.

    Parameters
    ----------
    inputs : ZoneInputs
        Layers and rasters of role hazard map.
    network : BorderNetwork
    parameters : Parameters
        ``bank_offset_m``: so far from the line the classes are read.
    every_m, least_m : float
        Length of a step along the line, and the least length that is reported.

    Returns
    -------
    GeoDataFrame
        Columns :data:`STEP_COLUMNS`; stretches with one side unmapped come last.
    """
    crs = f"EPSG:{network.metric_epsg}"
    order = str(mapped.KIND.number(parameters, "raster_order"))
    rasters = (
        areas(one, inputs.counties, least=1.0, order=order) for one in inputs.rasters if one.role is Role.HAZARD_MAP
    )
    layers = (*inputs.of_role(Role.HAZARD_MAP), *(one for one in rasters if one is not None))
    by_hazard: dict[str, list[LayerInput]] = {}
    for layer in layers:
        by_hazard.setdefault(mapped.mapped_hazard(layer.title), []).append(layer)
    segments = network.segments
    shared = segments[segments["right"].notna() & (segments["right"] != "")]
    lines = transform(shared.geometry.to_numpy(dtype=object), STORAGE_CRS, crs)
    sides = list(zip(shared["left"].astype(str), shared["right"].astype(str), strict=True))
    rows: list[tuple[object, ...]] = []
    for what, of_hazard in sorted(by_hazard.items()):
        shape, value = _classed(of_hazard, crs)
        if len(shape) == 0:
            continue
        tree = shapely.STRtree(shape)
        for line, (left, right) in zip(lines, sides, strict=True):
            for part in shapely.get_parts(line):
                rows += [
                    (what, left, right, *found)
                    for found in _along(part, tree, value, parameters.bank_offset_m, every_m)
                    if found[-1].length >= least_m
                ]
    table = gpd.GeoDataFrame(
        rows,
        columns=["what", "left", "right", "left_class", "right_class", "geometry"],
        geometry="geometry",
        crs=crs,
    ).to_crs(STORAGE_CRS)
    table["step"] = (table["left_class"].astype(float) - table["right_class"].astype(float)).abs()
    table["length_m"] = geodesic_lengths_m(table.geometry.to_numpy(dtype=object)) if len(table) else []
    table = table.sort_values(
        ["step", "length_m", "left", "right", "what"], ascending=[False, False, True, True, True], kind="stable"
    )
    return table.reset_index(drop=True)[list(STEP_COLUMNS)]


def class_steps_of_plan(store: PlanStore) -> gpd.GeoDataFrame:
    """Return :func:`class_steps` of the hazard maps in a plan.

    Raises
    ------
    AnalysisError
        The plan has no counties.
    """
    from layers.borders import build_network, clean_counties
    from layers.workflow import analysis_inputs

    inputs, parameters = analysis_inputs(store), store.parameters()
    return class_steps(inputs, build_network(clean_counties(inputs.counties), parameters=parameters), parameters)


def _classed(layers: Sequence[LayerInput], crs: str) -> tuple[NDArray[np.object_], NDArray[np.float64]]:
    """Return the areas of some maps that have a class, metric CRS, and their classes."""

    def wanted(frame: object, layer: LayerInput) -> NDArray[np.bool_]:
        flat = shapely.get_dimensions(np.asarray(layer.frame.geometry.array, dtype=object)) == 2
        return np.asarray(flat & ~np.isnan(objects.figures(frame, "hazard_class")))  # type: ignore[arg-type]

    found = objects.gather(layers, crs, wanted)
    return found.shape, objects.figures(found.frame, "hazard_class")


def _along(
    line: shapely.LineString, tree: shapely.STRtree, value: NDArray[np.float64], offset_m: float, every_m: float
) -> list[tuple[float, float, shapely.LineString]]:
    """Return the stretches of one line on which the classes differ: left, right, stretch."""
    count = max(1, round(line.length / every_m))
    ends = np.linspace(0.0, line.length, count + 1)
    middle = (ends[:-1] + ends[1:]) / 2.0
    little = min(1.0, line.length / count / 4.0)
    ahead = shapely.get_coordinates(shapely.line_interpolate_point(line, middle + little))
    behind = shapely.get_coordinates(shapely.line_interpolate_point(line, middle - little))
    along = ahead - behind
    along /= np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-9)[:, None]
    at = (ahead + behind) / 2.0
    normal = np.column_stack([-along[:, 1], along[:, 0]]) * offset_m  # to the left of the way the line is drawn
    left, right = (_class_at(at + sign * normal, tree, value) for sign in (1.0, -1.0))
    differs = ~((left == right) | (np.isnan(left) & np.isnan(right)))
    found = []
    start = 0
    for k in range(1, count + 1):
        same = k < count and _is(left[k], left[start]) and _is(right[k], right[start])
        if same:
            continue
        if differs[start]:
            stretch = shapely.ops.substring(line, ends[start], ends[k])
            found.append((float(left[start]), float(right[start]), stretch))
        start = k
    return found


def _class_at(places: NDArray[np.float64], tree: shapely.STRtree, value: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the highest class at each place, nan where nothing is mapped."""
    found = np.full(len(places), -np.inf)
    point, area = tree.query(shapely.points(places), predicate="intersects")
    np.maximum.at(found, point, value[area])
    return np.where(np.isfinite(found), found, np.nan)


def _is(one: float, other: float) -> bool:
    return bool(one == other or (np.isnan(one) and np.isnan(other)))
