"""What the inventory asks of a plan's layers: holders, hazard sources with their distance to the line, bases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from layers import crs
from layers.errors import AnalysisError
from layers.exposure.location import county_of, representative_points
from layers.geodesy import HA_PER_M2, areas_from_gk_m2, cgcs2000
from layers.inventory.catalogue import Catalogue
from layers.inventory.model import StockKind, StockRow
from layers.inventory.rules import Basis
from layers.kinds import Role, Shape
from layers.progress import Progress, silent

if TYPE_CHECKING:
    from layers.plan.model import LayerRecord
    from layers.plan.store import PlanStore

Objects = NDArray[np.object_]
_VECTOR = (Shape.POINT, Shape.LINE, Shape.POLYGON)
_HOLDERS = (Role.DEPOT, Role.TEAM)
#: The capability that makes a team a fire crew.
FIRE = "灭火"


@dataclass(frozen=True)
class Holder:
    """A depot or team of the plan; texts are "" and numbers None where the layer says nothing."""

    uid: str
    layer_uid: str
    role: Role
    name: str
    county: str
    lon: float
    lat: float
    contact: str = ""
    phone: str = ""
    items: str = ""
    strength: float | None = None
    turnout_min: float | None = None


@dataclass(frozen=True)
class Source:
    """A hazard source of the plan: what its layer says, and how far it is from the line.

    Attributes
    ----------
    county, other : str
        Where it lies, and the county across the nearest shared line; "" for none.
    distance_m : float or None
        Geodesic, CGCS2000, from its nearest point to that line; None when the plan has no shared line.
    lon, lat : float
        A point of it, EPSG:4490.
    """

    uid: str
    layer_uid: str
    name: str
    kind: str
    county: str
    other: str
    distance_m: float | None
    lon: float
    lat: float
    inspected: str = ""
    contact: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Surroundings:
    """All of it; ``bases`` is county → basis → amount, absent where unknown."""

    names: Mapping[str, str]
    holders: tuple[Holder, ...]
    sources: tuple[Source, ...]
    bases: Mapping[str, Mapping[str, float]]

    def holder(self, uid: str) -> Holder | None:
        """Return a holder by its uid."""
        return next((one for one in self.holders if one.uid == uid), None)


NOTHING = Surroundings({}, (), (), {})


def surroundings(store: PlanStore, *, progress: Progress = silent) -> Surroundings:
    """Read what the inventory needs of the layers; a plan without counties has names of nothing."""
    from layers.workflow import build_inputs, county_names

    records = [one for one in store.layers() if one.shape in _VECTOR]
    try:
        counties = build_inputs(store).counties
    except AnalysisError:
        counties = gpd.GeoDataFrame({"code": [], "name": []}, geometry=[], crs=crs.STORAGE_CRS)
    epsg = crs.metric_epsg(tuple(counties.total_bounds)) if len(counties) else 4508
    metric = crs.to_metric(counties, epsg) if len(counties) else counties
    progress(0.2, "reading")
    holders = tuple(
        holder for record in records if record.role in _HOLDERS for holder in _holders(store, record, metric, epsg)
    )
    lines = _lines(store, counties)
    progress(0.4, "measuring")
    sources = tuple(
        source
        for record in records
        if record.role is Role.HAZARD_SOURCE
        for source in _sources(store, record, metric, epsg, lines)
    )
    progress(0.6, "measuring")
    bases: dict[str, dict[str, float]] = {}
    for code, amount in _border_km(lines).items():
        bases.setdefault(code, {})[Basis.BORDER_KM.value] = amount
    forests = [record for record in records if record.role is Role.FOREST and record.shape is Shape.POLYGON]
    for code, amount in _forest_ha(store, forests, metric, epsg).items():
        bases.setdefault(code, {})[Basis.FOREST_HA.value] = amount
    progress(1.0, "measuring")
    return Surroundings(county_names(store), holders, sources, bases)


def with_crews(
    bases: Mapping[str, Mapping[str, float]], rows: Iterable[StockRow], catalogue: Catalogue
) -> dict[str, dict[str, float]]:
    """Return the bases with the people of each county's fire crews; one with a crew of unknown size stays unknown."""
    members: dict[str, float] = {}
    unknown: set[str] = set()
    for row in rows:
        item = catalogue.get(row.item)
        if row.kind == StockKind.TEAM and row.county and item is not None and FIRE in item.capabilities:
            if row.quantity is None:
                unknown.add(row.county)
            else:
                members[row.county] = members.get(row.county, 0.0) + row.quantity
    found = {code: dict(amounts) for code, amounts in bases.items()}
    for code in members.keys() - unknown:
        found.setdefault(code, {})[Basis.CREW_MEMBERS.value] = members[code]
    return found


def _lines(store: PlanStore, counties: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the shared lines (``left``, ``right``, ``length_m``, ``geometry``): stored, or anew."""
    from layers.borders import build_network, clean_counties

    if len(store.borders()) and not store.analysis_is_stale():
        lines = store.borders()
    elif len(counties):
        lines = build_network(clean_counties(counties), parameters=store.parameters()).segments
    else:
        lines = store.borders()
    return lines[lines["right"].notna() & (lines["right"] != "")]


def _places(frame: gpd.GeoDataFrame, metric: gpd.GeoDataFrame, epsg: int) -> tuple[Objects, Objects, NDArray[Any]]:
    """Return shapes in metres, one point of each in degrees, and the county of that point."""
    stored = np.asarray(frame.geometry.array, dtype=object)
    points = representative_points(stored)
    county = county_of(crs.transform(points, crs.STORAGE_CRS, f"EPSG:{epsg}"), metric)
    return crs.transform(stored, crs.STORAGE_CRS, f"EPSG:{epsg}"), points, county


def _usable(store: PlanStore, record: LayerRecord) -> gpd.GeoDataFrame:
    frame = store.frame(record.uid)
    shapes = frame.geometry.to_numpy()
    return frame[~(shapely.is_missing(shapes) | shapely.is_empty(shapes))]


def _holders(store: PlanStore, record: LayerRecord, metric: gpd.GeoDataFrame, epsg: int) -> list[Holder]:
    frame = _usable(store, record)
    _shapes, points, county = _places(frame, metric, epsg)
    return [
        Holder(
            str(row["uid"]),
            record.uid,
            record.role,
            _text(row, "name"),
            str(code),
            float(point.x),
            float(point.y),
            _text(row, "contact"),
            _text(row, "phone"),
            _text(row, "items"),
            _number(row, "strength"),
            _number(row, "turnout_min"),
        )
        for row, point, code in zip(frame.to_dict("records"), points, county, strict=True)
    ]


def _sources(
    store: PlanStore, record: LayerRecord, metric: gpd.GeoDataFrame, epsg: int, lines: gpd.GeoDataFrame
) -> list[Source]:
    frame = _usable(store, record)
    shapes, points, county = _places(frame, metric, epsg)
    distance, at = _nearest(shapes, lines, epsg)
    found = []
    for row, point, code, metres, place in zip(
        frame.to_dict("records"), points, county, distance, at, strict=True
    ):  # fmt: skip
        pair = () if place < 0 else (str(lines["left"].iloc[place]), str(lines["right"].iloc[place]))
        other = next((one for one in pair if one != code), "")
        found.append(
            Source(
                str(row["uid"]),
                record.uid,
                _text(row, "name"),
                _text(row, "kind"),
                str(code),
                other,
                None if place < 0 else float(metres),
                float(point.x),
                float(point.y),
                _text(row, "inspected"),
                _text(row, "contact"),
                _text(row, "phone"),
            )
        )
    return found


def _nearest(shapes: Objects, lines: gpd.GeoDataFrame, epsg: int) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return the geodesic distance (m) from each shape to the nearest line, and which that is; −1 without any.

    The nearest points are found in the metric CRS and measured on the ellipsoid (Karney 2013).
    """
    if not len(shapes) or not len(lines):
        return np.full(len(shapes), np.nan), np.full(len(shapes), -1, dtype=np.int64)
    metric = crs.to_metric(lines, epsg).geometry.to_numpy()
    tree = shapely.STRtree(metric)
    at = np.asarray(tree.nearest(shapes), dtype=np.int64)
    between = crs.transform(shapely.shortest_line(shapes, metric[at]), f"EPSG:{epsg}", crs.STORAGE_CRS)
    ends = np.array([shapely.get_coordinates(one)[[0, -1]] for one in between])
    metres = cgcs2000().inv(ends[:, 0, 0], ends[:, 0, 1], ends[:, 1, 0], ends[:, 1, 1])[2]
    return np.asarray(metres, dtype=np.float64), at


def _border_km(lines: gpd.GeoDataFrame) -> dict[str, float]:
    found: dict[str, float] = {}
    for left, right, metres in zip(lines["left"], lines["right"], lines["length_m"], strict=True):
        for code in (str(left), str(right)):
            found[code] = found.get(code, 0.0) + float(metres) / 1000.0
    return found


def _forest_ha(store: PlanStore, records: list[LayerRecord], metric: gpd.GeoDataFrame, epsg: int) -> dict[str, float]:
    """Return county → hectares of forest, from the uppermost layer that speaks for it: two would count twice."""
    found: dict[str, float] = {}
    for record in records:
        codes = [code for code in metric["code"].astype(str).unique() if code in record.speaks_for - found.keys()]
        if not codes:
            continue
        patches = crs.transform(_usable(store, record).geometry.to_numpy(), crs.STORAGE_CRS, f"EPSG:{epsg}")
        tree = shapely.STRtree(patches)
        for code in codes:
            outline = shapely.union_all(metric.geometry[metric["code"].astype(str) == code].to_numpy())
            shapely.prepare(outline)
            near = patches[tree.query(outline, predicate="intersects")]
            whole = shapely.contains_properly(outline, near)
            cut = shapely.intersection(near[~whole], outline)
            parts = np.concatenate([near[whole], cut[shapely.get_dimensions(cut) == 2]])
            found[code] = float(areas_from_gk_m2(parts, epsg).sum()) * HA_PER_M2
    return found


def _text(row: Mapping[Any, Any], name: str) -> str:
    value = row.get(name)
    return "" if value is None or value != value else str(value).strip()


def _number(row: Mapping[Any, Any], name: str) -> float | None:
    value = row.get(name)
    return None if value is None or value != value else float(value)
