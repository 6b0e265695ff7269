"""What a layer of a file is to the plan it may go into: there already, or far from the plan's counties."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import shapely

from layers.crs import STORAGE_CRS, metric_epsg, transform
from layers.kinds import Role, Shape
from layers.plan.model import LayerRecord
from layers.sources.model import Inspection, LayerSummary, Problem

if TYPE_CHECKING:
    import geopandas as gpd

#: Features farther than this from every county of the plan are told.
FAR_KM = 50
#: Counties are thinned so far before they are widened, in degrees: a hundredth of the distance at most.
_THIN_DEG = 0.004
#: Layers that are of the whole country or none, and counties themselves, which say what the plan is about.
_ANYWHERE = frozenset({Role.COUNTY, Role.BASEMAP, Role.OTHER})
_EXAMPLES = 5


def far_from_counties(
    frame: gpd.GeoDataFrame, role: Role, shape: Shape, counties: gpd.GeoDataFrame | None
) -> list[Problem]:
    """Return the finding about features that lie more than :data:`FAR_KM` from every county of the plan.

    Parameters
    ----------
    frame : GeoDataFrame
        Columns ``name``, ``geometry`` (EPSG:4490).
    role, shape
        Of the layer; counties, base maps and other layers may lie anywhere.
    counties : GeoDataFrame, optional
        The plan's (EPSG:4490).

    Returns
    -------
    list of Problem
        ``far_from_counties``, a warning, or information where most features are far: a layer of a whole province.
    """
    if counties is None or len(counties) == 0 or role in _ANYWHERE or shape is Shape.TABLE or len(frame) == 0:
        return []
    shapes = np.asarray(frame.geometry.to_numpy(), dtype=object)
    reach = _reach(counties)
    middle = shapely.bounds(shapes)
    far = np.flatnonzero(
        ~shapely.intersects_xy(reach, (middle[:, 0] + middle[:, 2]) / 2, (middle[:, 1] + middle[:, 3]) / 2)
        & ~shapely.is_missing(shapes)
    )
    far = far[~shapely.intersects(reach, shapes[far])]
    if len(far) == 0:
        return []
    names = list(dict.fromkeys(name for name in frame["name"].iloc[far].tolist() if name))[:_EXAMPLES]
    facts = {"count": len(far), "distance_km": FAR_KM, "names": names}
    return [Problem("far_from_counties", "warning" if len(far) < len(shapes) / 2 else "info", facts)]


def _reach(counties: gpd.GeoDataFrame) -> shapely.Geometry:
    """Return the counties widened by :data:`FAR_KM`, in EPSG:4490, prepared."""
    shapes = shapely.simplify(np.asarray(counties.geometry.to_numpy(), dtype=object), _THIN_DEG)
    metric = f"EPSG:{metric_epsg(tuple(counties.total_bounds))}"
    wide = shapely.buffer(transform(shapes, STORAGE_CRS, metric), FAR_KM * 1000.0, quad_segs=8)
    reach = transform(shapely.union_all(wide), metric, STORAGE_CRS)
    shapely.prepare(reach)
    return reach


def with_repeats(inspection: Inspection, records: Iterable[LayerRecord]) -> Inspection:
    """Return what a look found, with the finding ``already_in_plan`` for each layer that the plan has.

    It has it where a layer of the plan came from a file of the same content and bears the layer's name, or the file
    has only one layer.
    """
    titles: dict[str, list[str]] = {}
    for record in records:
        if record.source.sha256:
            titles.setdefault(record.source.sha256, []).append(record.title)
    is_only = len(inspection.layers) == 1
    return replace(
        inspection,
        layers=tuple(_with_repeat(one, titles.get(one.sha256, []), is_only) for one in inspection.layers),
    )


def _with_repeat(one: LayerSummary, titles: list[str], is_only: bool) -> LayerSummary:
    found = next((title for title in titles if is_only or title == one.name), None)
    if not one.sha256 or found is None:
        return one
    return replace(one, problems=(*one.problems, Problem("already_in_plan", "warning", {"title": found})))
