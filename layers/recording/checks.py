"""What is said about a record before it is kept: where it lies, and what is doubtful about it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from layers.crs import STORAGE_CRS, gk_epsg, transform
from layers.exposure.location import ON_EDGE_M
from layers.kinds import Shape
from layers.recording.forms import Form

#: Two records of one role no farther apart than this are taken for the same thing.
SAME_PLACE_M = 30.0
#: A line or an area lies in a county when at least this much of it does.
_LEAST_M, _LEAST_M2 = 1.0, 1.0


class FindingCode(StrEnum):
    """What was noticed; ``app`` has the sentences."""

    NO_PLACE = "no_place"
    NO_NAME = "no_name"
    DATES_TURNED = "dates_turned"
    OUTSIDE = "outside"
    SAME_PLACE = "same_place"
    SAME_NAME = "same_name"


#: What must be put right before a record is kept; all else is only said.
_BLOCKING = frozenset({FindingCode.NO_PLACE, FindingCode.NO_NAME, FindingCode.DATES_TURNED})


@dataclass(frozen=True)
class Finding:
    """One thing that was noticed, with what its sentence needs."""

    code: FindingCode
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_blocking(self) -> bool:
        """Whether the record cannot be kept like this."""
        return self.code in _BLOCKING


def counties_at(shape: shapely.Geometry, counties: gpd.GeoDataFrame | None) -> tuple[str, ...]:
    """Return the codes of the counties a shape lies in, the one with most of it first.

    Parameters
    ----------
    shape : Point, LineString or Polygon, EPSG:4490
    counties : GeoDataFrame, optional
        Columns ``code`` and ``geometry``, EPSG:4490; several rows may share a code.

    Notes
    -----
    Edges of counties are straight in the 3° zone of the shape.  A point on a shared line lies in the county with the
    lowest code, as in an analysis (:func:`layers.exposure.location.county_of`).
    """
    if counties is None or len(counties) == 0 or shape.is_empty:
        return ()
    near = counties[shapely.intersects(shapely.envelope(counties.geometry.to_numpy()), shapely.envelope(shape))]
    if not len(near):
        return ()
    epsg = f"EPSG:{gk_epsg(shape.centroid.x)}"
    metric = transform(shape, STORAGE_CRS, epsg)
    outlines = transform(near.geometry.to_numpy(), STORAGE_CRS, epsg)
    codes = near["code"].astype(str).to_numpy()
    dimension = shapely.get_dimensions(shape)
    if dimension == 0:
        inside = sorted(codes[shapely.dwithin(outlines, metric, ON_EDGE_M)])
        return tuple(inside[:1])
    common = shapely.intersection(outlines, metric)
    sizes = shapely.length(common) if dimension == 1 else shapely.area(common)
    least = _LEAST_M if dimension == 1 else _LEAST_M2
    found = sorted((-size, code) for size, code in zip(sizes, codes, strict=True) if size >= least)
    return tuple(dict.fromkeys(code for _, code in found))


def check_record(
    form: Form,
    shape: shapely.Geometry | None,
    values: Mapping[str, Any],
    others: Iterable[gpd.GeoDataFrame] = (),
    *,
    counties: tuple[str, ...] = (),
    has_counties: bool = True,
) -> list[Finding]:
    """Return what is to be said about a record, what must be put right first.

    Parameters
    ----------
    shape : geometry, EPSG:4490, optional
    values : mapping
        Field → value as typed.
    others : iterable of GeoDataFrame
        Features of the same role, the record itself left out: of files, and recorded before.
    counties : tuple of str
        From :func:`counties_at`.
    """
    found = []
    name = str(values.get("name") or "").strip()
    if form.needs_name and not name:
        found.append(Finding(FindingCode.NO_NAME))
    if shape is None or shape.is_empty:
        return [*found, Finding(FindingCode.NO_PLACE)]
    begin, end = str(values.get("closed_from") or ""), str(values.get("closed_to") or "")
    if begin and end and end < begin:
        found.append(Finding(FindingCode.DATES_TURNED, {"begin": begin, "end": end}))
    if has_counties and not counties:
        found.append(Finding(FindingCode.OUTSIDE))
    return found + _doubles(form, shape, name, others)


def _doubles(form: Form, shape: shapely.Geometry, name: str, others: Iterable[gpd.GeoDataFrame]) -> list[Finding]:
    """Return what is there already: at the same place, else under the same name."""
    reach = SAME_PLACE_M / 111_000.0 / max(math.cos(math.radians(shape.centroid.y)), 0.1)
    box = shapely.box(*shapely.buffer(shapely.envelope(shape), 1.5 * reach).bounds)
    epsg = f"EPSG:{gk_epsg(shape.centroid.x)}"
    metric = transform(shape, STORAGE_CRS, epsg)
    same_name = ""
    for frame in others:
        names = frame["name"].fillna("").astype(str).to_numpy() if "name" in frame else np.full(len(frame), "")
        shapes = frame.geometry.to_numpy()
        near = np.flatnonzero(shapely.intersects(shapes, box))
        if form.shape is not Shape.POINT:
            near = near[shapely.get_dimensions(shapes[near]) == shapely.get_dimensions(shape)]
        if len(near):
            away = shapely.hausdorff_distance(transform(shapes[near], STORAGE_CRS, epsg), metric)
            best = int(np.argmin(away))
            if away[best] <= SAME_PLACE_M:
                facts = {"name": names[near[best]], "distance_m": float(away[best])}
                return [Finding(FindingCode.SAME_PLACE, facts)]
        same_name = same_name or (name if name and (names == name).any() else "")
    return [Finding(FindingCode.SAME_NAME, {"name": same_name})] if same_name else []
