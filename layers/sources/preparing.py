"""The one path from a file's raw layer to layers ready for a plan; inspecting and reading both walk it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from layers.crs import STORAGE_CRS, transform
from layers.errors import NoGeometry
from layers.kinds import ROLE_SHAPES, Role, Shape
from layers.progress import Progress, part, silent
from layers.sources import geoparquet, mending, parcels, photos, roles, tables, vector
from layers.sources.china_offset import Shift, without_shift
from layers.sources.container import Member, Opened
from layers.sources.datum import CHINA, CrsVerdict, axes_are_swapped, decide
from layers.sources.declared_shift import declared_in, origin_values
from layers.sources.fields import find, map_fields, texts
from layers.sources.mending import Mended
from layers.sources.model import Bounds, Problem, ReadChoice
from layers.sources.sniff import refuse
from layers.sources.uids import content_uids, kept_uids
from layers.sources.vector import RawLayer


@dataclass
class Prepared:
    """One layer of one shape, mended and with canonical columns.

    ``frame`` is in EPSG:4490; when ``verdict.error`` is set it is left in the source's coordinates and has
    no CRS.  ``bounds`` are the source's.
    """

    name: str
    shape: Shape
    role: Role
    reasons: tuple[str, ...]
    frame: gpd.GeoDataFrame
    verdict: CrsVerdict
    bounds: Bounds | None
    fields: tuple[str, ...]
    encoding: str
    problems: list[Problem] = field(default_factory=list)
    stated: NDArray[np.object_] | None = None  # the shapes in the source's coordinates


def raw_layers(member: Member, choice: ReadChoice) -> list[RawLayer]:
    """Return a member's layers as the file has them; a member's own error is raised."""
    if member.error is not None:
        raise member.error
    if member.format == "csv":
        return tables.read_csv(member, choice.encoding)
    if member.format == "parcels":
        return parcels.read_parcels(member, choice.encoding)
    if member.format == "photos":
        return photos.read_photos(member)
    if member.format == "xlsx":
        return tables.read_xlsx(member)
    if member.format == "geoparquet":
        return geoparquet.read_geoparquet(member)
    return vector.read_layers(member, choice.encoding)


def layer_names(opened: Opened, member: Member, layers: list[RawLayer]) -> list[str]:
    """Return names that are unique within the source: the file's own where one file has one layer."""
    if len(opened.members) == 1:
        return [layer.name for layer in layers]
    if len(layers) == 1:
        return [member.stem]
    return [f"{member.stem}/{layer.name}" for layer in layers]


def prepare(
    raw: RawLayer, name: str, path: Path, choice: ReadChoice, *, hints: Iterable[str] = (), progress: Progress = silent
) -> list[Prepared]:
    """Return the layers that a raw layer becomes, one per shape.

    Raises
    ------
    NoGeometry
        There is nothing to put on a map.
    """
    if raw.wkb is None:
        located = tables.locate(raw.attributes, path, choice.x_field, choice.y_field)
        if located is None:
            return [_table(raw, name, path, choice, hints)]
        geometries, problems = _points(raw, located)
        if len(raw.attributes) == 0:
            raise refuse(NoGeometry, path, "no_rows", layer=name)
    else:
        if len(raw.wkb) == 0:
            raise refuse(NoGeometry, path, "no_features", layer=name)
        geometries, problems = mending.decode(raw.wkb)
    progress(0.3, "mending")
    geometries, rows, found = mending.clean(mending.without_stray_degrees(geometries))
    if raw.points is not None:
        found = [Problem("rows_without_coordinates", p.severity, p.facts) if _is_loss(p) else p for p in found]
    problems = [*raw.problems, *problems, *found]
    if len(rows) == 0:
        raise refuse(NoGeometry, path, "all_empty" if raw.wkb is not None else "no_coordinates", layer=name)
    parts = _allowed(mending.split(geometries, rows), choice, path, name)
    hints = tuple(hints)
    out: list[Prepared] = []
    for number, one in enumerate(parts):
        own = name if len(parts) == 1 else f"{name}|{one.shape.value}"
        report = part(progress, 0.3 + 0.7 * number / len(parts), 0.3 + 0.7 * (number + 1) / len(parts))
        told = _told(problems, one, parts)
        out.append(_finish(raw, one, own, path, choice, hints, told, report))
    return out


def _finish(
    raw: RawLayer,
    mended: Mended,
    name: str,
    path: Path,
    choice: ReadChoice,
    hints: tuple[str, ...],
    problems: list[Problem],
    progress: Progress,
) -> Prepared:
    bounds = _bounds(mended)
    if raw.wkb is not None and axes_are_swapped(bounds):
        mended = replace(mended, geometries=shapely.transform(mended.geometries, lambda xy: xy[:, ::-1]))
        bounds = _bounds(mended)
        is_metric = bounds is not None and bounds[2] > 180
        problems = [*problems, Problem("axes_swapped_metric" if is_metric else "axes_swapped", "warning")]
    stated = mended.geometries
    verdict = decide(raw.crs, path=str(path), layer=name, bounds=bounds, chosen=choice.crs, by_format=raw.by_format)
    if verdict.fit is not None and verdict.error is None:
        mended = replace(mended, geometries=shapely.transform(mended.geometries, verdict.fit.applied))
    if verdict.error is None and verdict.crs is not None and not verdict.is_identity:
        moved = transform(mended.geometries, verdict.crs.to_wkt(), STORAGE_CRS)
        moved, kept, found = mending.clean(moved)
        mended = Mended(mended.shape, moved, mended.rows[kept], [*mended.problems, *found])
    if verdict.shift is not None and verdict.error is None:
        mended = replace(mended, geometries=without_shift(mended.geometries, verdict.shift))
        problems = [*problems, Problem("shift_removed", "info", {"system": verdict.shift.value})]
    progress(0.4, "mending")
    mended = mending.make_valid(mended)
    progress(0.7, "fields")
    if len(mended.rows) == 0:
        raise refuse(NoGeometry, path, "all_empty", layer=name)
    attributes = _rows_of(raw.attributes, mended.rows)
    role, reasons = _role(mended.shape, attributes, (name, *hints), choice)
    frame, found = _frame(role, attributes, mended, raw.by_format, verdict)
    all_problems = [*problems, *mended.problems, *verdict.problems, *found]
    all_problems += _suspicions(raw, name, hints, frame, verdict)
    progress(1.0, "fields")
    columns = tuple(map(str, raw.attributes.columns))
    encoding = raw.encoding
    return Prepared(name, mended.shape, role, reasons, frame, verdict, bounds, columns, encoding, all_problems, stated)


def _frame(
    role: Role, attributes: pd.DataFrame, mended: Mended, by_format: str, verdict: CrsVerdict
) -> tuple[gpd.GeoDataFrame, list[Problem]]:
    mapped = map_fields(attributes, role, by_format=by_format)
    problems = list(mapped.problems)
    for canonical, column in mapped.sources.items():
        if column != canonical:
            problems.append(Problem("field_mapped", "info", {"field": column, "canonical": canonical}))
    wkb = np.asarray(shapely.to_wkb(mended.geometries), dtype=object)
    repeated = mending.duplicates(wkb)
    if repeated and mended.shape is not Shape.TABLE:
        problems.append(Problem("duplicate_geometry", "warning", {"count": repeated}))
    labels = [
        code or name
        for code, name in zip(
            mapped.canonical["code"] if "code" in mapped.canonical else [""] * len(attributes),
            mapped.canonical["name"],
            strict=True,
        )
    ]
    uids = kept_uids(attributes["uid"].tolist()) if "uid" in attributes else None
    if uids is None:
        uids = content_uids(role.value, labels, wkb)
    else:
        mapped.rest = mapped.rest.drop(columns=[c for c in ("uid_source",) if c in mapped.rest])
        problems = [p for p in problems if p.facts.get("field") != "uid"]
    columns = pd.concat([pd.DataFrame({"uid": pd.Series(uids, dtype=object)}), mapped.canonical, mapped.rest], axis=1)
    crs = STORAGE_CRS if verdict.error is None else None
    return gpd.GeoDataFrame(columns, geometry=mended.geometries, crs=crs), problems


def _table(raw: RawLayer, name: str, path: Path, choice: ReadChoice, hints: Iterable[str]) -> Prepared:
    """Return a table without coordinates: of use only when its rows name counties by code."""
    if len(raw.attributes) == 0:
        raise refuse(NoGeometry, path, "no_rows", layer=name)
    role, reasons = _role(Shape.TABLE, raw.attributes, (name, *hints), choice)
    if Shape.TABLE not in ROLE_SHAPES[role] or (role is not choice.role and role is not Role.POPULATION):
        raise refuse(NoGeometry, path, "no_coordinate_columns", layer=name)
    nowhere = np.full(len(raw.attributes), None, dtype=object)
    mended = Mended(Shape.TABLE, nowhere, np.arange(len(nowhere)))
    verdict = CrsVerdict(None, None, None)
    frame, found = _frame(role, raw.attributes.reset_index(drop=True), mended, raw.by_format, verdict)
    problems = [*raw.problems, Problem("table_without_geometry", "info"), *found]
    columns = tuple(map(str, raw.attributes.columns))
    return Prepared(name, Shape.TABLE, role, reasons, frame, verdict, None, columns, raw.encoding, problems)


def _points(
    raw: RawLayer, located: tuple[tables.CoordinateColumns, NDArray[np.float64], NDArray[np.float64]]
) -> tuple[mending.Geometries, list[Problem]]:
    columns, x, y = located
    raw.points = (x, y)
    good = np.isfinite(x) & np.isfinite(y)
    geometries = np.full(len(x), None, dtype=object)
    geometries[good] = shapely.points(x[good], y[good])
    return geometries, [Problem("axes_swapped", "info")] if columns.swapped else []


def _told(problems: list[Problem], one: Mended, parts: list[Mended]) -> list[Problem]:
    """Return the findings about the whole layer that one part reports: each is told once, rings by the polygons."""
    told = []
    for problem in problems:
        teller = parts[0]
        if problem.code == "rings_closed":
            teller = next((each for each in parts if each.shape is Shape.POLYGON), teller)
        if one is teller or problem.code.startswith("encoding"):
            told.append(problem)
    return told


def _is_loss(problem: Problem) -> bool:
    return problem.code in ("dropped_empty", "dropped_non_finite")


def _allowed(parts: list[Mended], choice: ReadChoice, path: Path, name: str) -> list[Mended]:
    """Keep the shapes that the chosen role can have, and the one a name such as ``layer|point`` asks for."""
    kept = parts
    if choice.layer is not None and "|" in choice.layer and choice.layer.rsplit("|", 1)[0] == name:
        asked = choice.layer.rsplit("|", 1)[1]
        kept = [one for one in kept if one.shape.value == asked]
        return kept if kept else _no_shape(path, name)
    if choice.role is not None:
        kept = [one for one in parts if one.shape in ROLE_SHAPES[choice.role]]
        if not kept:
            return _no_shape(path, name)
        lost = [one for one in parts if one not in kept]
        if lost:
            facts = {"count": sum(len(one.rows) for one in lost), "shapes": [one.shape.value for one in lost]}
            kept[0].problems.append(Problem("dropped_other_shape", "warning", facts))
    return kept


def _no_shape(path: Path, name: str) -> list[Mended]:
    raise refuse(NoGeometry, path, "shape_for_role", layer=name)


def _role(
    shape: Shape, attributes: pd.DataFrame, names: tuple[str, ...], choice: ReadChoice
) -> tuple[Role, tuple[str, ...]]:
    found = find(attributes, "name")
    role, reasons = roles.propose(
        shape, names, attributes, texts(attributes[found[0]].iloc[: roles.SAMPLE]) if found else None
    )
    return (choice.role, reasons) if choice.role is not None else (role, reasons)


def _suspicions(
    raw: RawLayer, name: str, hints: tuple[str, ...], frame: gpd.GeoDataFrame, verdict: CrsVerdict
) -> list[Problem]:
    """Return what looks wrong but is not ours to change: a datum named in a name, features far from China."""
    problems: list[Problem] = []
    texts_about = (name, *hints, raw.crs or "", *map(str, raw.attributes.columns), *origin_values(raw.attributes))
    declared = declared_in(texts_about)
    if declared is not None and verdict.shift is None and not declared.is_done:
        is_gcj = declared.shift is Shift.GCJ02
        facts = {"evidence": declared.evidence}
        problems.append(Problem("maybe_gcj02" if is_gcj else "maybe_bd09", "warning", facts))
    if declared is not None and verdict.shift is not None and declared.is_done:
        facts = {"system": verdict.shift.value, "evidence": declared.evidence}
        problems.append(Problem("shift_already_removed", "warning", facts))
    if verdict.error is None:
        box = shapely.bounds(frame.geometry.to_numpy())
        outside = (box[:, 0] > CHINA[2]) | (box[:, 2] < CHINA[0]) | (box[:, 1] > CHINA[3]) | (box[:, 3] < CHINA[1])
        if outside.any():
            problems.append(Problem("outside_china", "warning", {"count": int(outside.sum())}))
    return problems


def _rows_of(attributes: pd.DataFrame, rows: NDArray[np.intp]) -> pd.DataFrame:
    if len(rows) == len(attributes) and (rows == np.arange(len(rows))).all():
        return attributes.reset_index(drop=True)
    return attributes.iloc[rows].reset_index(drop=True)


def _bounds(mended: Mended) -> Bounds | None:
    box = shapely.total_bounds(mended.geometries)
    return tuple(float(value) for value in box) if np.isfinite(box).all() else None  # type: ignore[return-value]
