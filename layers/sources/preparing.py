"""The one path from a file's raw layer to layers ready for a plan; inspecting and reading both walk it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TypeAlias

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from layers.crs import STORAGE_CRS, transform
from layers.errors import MissingCrs, NoGeometry
from layers.kinds import ROLE_SHAPES, Role, Shape
from layers.progress import Progress, part, silent
from layers.sources import flaws, geoparquet, mending, parcels, photos, quick, recent, rereading, roles, tables, vector
from layers.sources.beside import crs_beside, mentions, named_in
from layers.sources.china_offset import Shift, without_shift
from layers.sources.choosing import sample_rows
from layers.sources.container import Member, Opened
from layers.sources.datum import CrsVerdict, axes_are_swapped, decide, is_understood, words_of
from layers.sources.declared_shift import declared_in, origin_values
from layers.sources.fields import find, map_fields, texts, without_clutter
from layers.sources.known import Checked, Moved
from layers.sources.marks import Mark, problems_of
from layers.sources.mending import Geometries, Mended
from layers.sources.mending_report import MendingReport, declined_rows, report_of
from layers.sources.model import Bounds, Problem, ReadChoice, Severity
from layers.sources.placing import Sketch
from layers.sources.readings import Court
from layers.sources.sniff import refuse
from layers.sources.uids import kept_uids, uids_of_digests
from layers.sources.vector import RawLayer

#: Shapes that are transformed together.
_TOGETHER = 16_384
#: A picture of shapes in the source's coordinates, and a close-up.
Drawn: TypeAlias = tuple[Sketch, Sketch | None]
#: Makes it of them and the verdict on their CRS.
Draw: TypeAlias = Callable[[Geometries, CrsVerdict], Drawn]


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
    drawn: Drawn | None = None  # in the source's coordinates, if asked for
    rows: pd.DataFrame | None = None  # some rows as the source has them
    mending: MendingReport = field(default_factory=MendingReport)
    court: Court | None = None  # the readings of its text


def raw_layers(
    member: Member, choice: ReadChoice, progress: Progress = silent, *, keep_wkb: bool = False, draws: bool = False
) -> list[RawLayer]:
    """Return a member's layers as the file has them, other ones than the chosen perhaps hollow.

    With ``keep_wkb`` their shapes are the very bytes of the file; otherwise they may be decoded already, and, without
    ``draws``, moved into EPSG:4490 as this choice asks for.  A member's own error is raised.
    """
    progress(0.0, "reading")
    if member.error is not None:
        raise member.error
    known = None if keep_wkb else recent.taken(recent.key_of(member, choice.encoding))
    if known and any(one.moved is not None and not _is_usable(one, member, choice, draws) for one in known):
        known = None  # moved as another answer asked for
    return known or _raw_layers(member, choice, progress, keep_wkb)


def _is_usable(raw: RawLayer, member: Member, choice: ReadChoice, draws: bool) -> bool:
    stated_crs, _told = _stated_crs(raw, member.files[0], choice)
    return raw.moved is not None and not draws and raw.moved.by == (stated_crs, choice.crs)


def _raw_layers(member: Member, choice: ReadChoice, progress: Progress, keep_wkb: bool) -> list[RawLayer]:
    if member.format == "csv":
        return tables.read_csv(member, choice.encoding)
    if member.format == "parcels":
        return parcels.read_parcels(member, choice.encoding)
    if member.format == "photos":
        return photos.read_photos(member)
    if member.format == "xlsx":
        layers = tables.read_xlsx(member)
    elif member.format == "geoparquet":
        layers = geoparquet.read_geoparquet(member)
    else:
        layers = vector.read_layers(
            member,
            choice.encoding,
            progress,
            only=choice.layer,
            keep_wkb=keep_wkb,
            checks_ahead=choice.crs is None,
        )
    return [rereading.reread(one, choice.encoding) for one in layers] if member.format in rereading.FORMATS else layers


def layer_names(opened: Opened, member: Member, layers: list[RawLayer]) -> list[str]:
    """Return names that are unique within the source: the file's own where one file has one layer."""
    if len(opened.members) == 1:
        return [layer.name for layer in layers]
    if len(layers) == 1:
        return [member.stem]
    return [f"{member.stem}/{layer.name}" for layer in layers]


def prepare(
    raw: RawLayer,
    name: str,
    path: Path,
    choice: ReadChoice,
    *,
    hints: Iterable[str] = (),
    draw: Draw | None = None,
    progress: Progress = silent,
) -> list[Prepared]:
    """Return the layers that a raw layer becomes, one per shape.

    Shapes that are moved into EPSG:4490 take the place of those of ``raw``, in its ``moved``, if they are of one shape.

    Raises
    ------
    NoGeometry
        There is nothing to put on a map.
    """
    problems: list[Problem] = list(raw.problems)
    marks: list[Mark] = list(raw.marks)
    hints = tuple(hints)
    if raw.moved is not None:
        (one,) = _allowed([raw.moved.mended], choice, path, name)
        report = part(progress, 0.3, 1.0)
        return [_finish(raw, one, name, path, choice, hints, problems, report, is_alone=True, draw=draw)]
    if raw.wkb is None:
        located = tables.locate(raw.attributes, path, choice.x_field, choice.y_field)
        if located is None:
            return [_table(raw, name, path, choice, hints)]
        geometries, noticed = _points(raw, located)
        problems += noticed
        if len(raw.attributes) == 0:
            raise refuse(NoGeometry, path, "no_rows", layer=name)
    else:
        if len(raw.wkb) == 0:
            raise refuse(NoGeometry, path, "no_features", layer=name)
        progress(0.0, "mending")
        raw.decoded = raw.decoded or quick.decoded(raw.wkb)
        geometries, found = mending.decode(raw.wkb) if raw.decoded is None else (raw.decoded[0], [])
        marks += found
    progress(0.2, "mending")
    rows, found = np.arange(len(geometries)), []
    found_by = "is_plain", choice.x_field, choice.y_field
    if not raw.known.once(found_by, partial(quick.is_plain, geometries)):
        geometries, rows, found = mending.clean(mending.without_stray_degrees(geometries))
    if raw.points is not None:
        found = [replace(mark, code="rows_without_coordinates") if _is_loss(mark) else mark for mark in found]
    marks += found
    if len(rows) == 0:
        raise refuse(NoGeometry, path, "all_empty" if raw.wkb is not None else "no_coordinates", layer=name)
    parts = mending.split(geometries, rows)
    del geometries  # nothing but the parts holds what is moved
    is_alone = len(parts) == 1
    parts = _allowed(parts, choice, path, name)
    out: list[Prepared] = []
    for number, one in enumerate(parts):
        own = name if len(parts) == 1 else f"{name}|{one.shape.value}"
        report = part(progress, 0.3 + 0.7 * number / len(parts), 0.3 + 0.7 * (number + 1) / len(parts))
        told = [problem for problem in problems if number == 0 or problem.code.startswith("encoding")]
        one.marks = [*_own_marks(marks, one, parts), *one.marks]
        out.append(_finish(raw, one, own, path, choice, hints, told, report, is_alone=is_alone, draw=draw))
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
    *,
    is_alone: bool,
    draw: Draw | None,
) -> Prepared:
    stated_crs, told = _stated_crs(raw, path, choice)
    drawn: Drawn | None = None
    if raw.moved is not None:
        bounds = raw.moved.bounds
        problems = [*problems, *raw.moved.problems, *told]
        verdict = _verdict(raw, stated_crs, bounds, name, path, choice)
    else:
        mended, bounds, swapped = _unswapped(raw, mended)
        problems = [*problems, *swapped, *told]
        verdict = _verdict(raw, stated_crs, bounds, name, path, choice)
        drawn = draw(mended.geometries, verdict) if draw is not None else None
        if verdict.error is None and not (verdict.is_identity and verdict.fit is None and verdict.shift is None):
            uses_up = is_alone and raw.wkb is not None
            if uses_up:
                raw.decoded = raw.valid = None
            mended = _in_storage(mended, verdict, part(progress, 0.0, 0.2), uses_up=uses_up)
            if uses_up:
                raw.moved = Moved((stated_crs, choice.crs), mended, bounds, tuple(swapped))
    if verdict.shift is not None and verdict.error is None:
        problems = [*problems, Problem("shift_removed", "info", {"system": verdict.shift.value})]
    lonlat = verdict.error is None
    placed = mended
    where = mended.shape, stated_crs, choice.crs, choice.x_field, choice.y_field
    checked = raw.known.once((where, "checked"), lambda: _checked(raw, placed, part(progress, 0.2, 0.6), lonlat))
    mended, digests = checked.applied(placed), checked.digests
    progress(0.6, "mending")
    if len(mended.rows) == 0:
        raise refuse(NoGeometry, path, "all_empty", layer=name)
    attributes = _rows_of(raw.attributes, mended.rows)
    marks = [*mended.marks, *(mark.at(mended.rows) for mark in checked.flaws)]
    kept = ~np.isin(mended.rows, declined_rows(marks, choice.declined))
    if not kept.any():
        raise refuse(NoGeometry, path, "all_left_out", layer=name)
    taken = mended
    if not kept.all():
        taken = Mended(mended.shape, mended.geometries[kept], mended.rows[kept])
        attributes, digests = _rows_of(raw.attributes, taken.rows), digests[kept]
        problems = [*problems, Problem("left_out", "info", {"count": int(np.count_nonzero(~kept))})]
    progress(0.7, "fields")
    role, reasons = _role(taken.shape, attributes, (name, *hints), choice)
    given = tuple(sorted((choice.fields or {}).items()))
    columns, found = raw.known.once(
        (where, role, given, choice.declined), lambda: _columns(raw, role, attributes, digests, choice.fields)
    )
    frame = gpd.GeoDataFrame(columns, geometry=taken.geometries, crs=STORAGE_CRS if lonlat else None)
    all_problems = [*problems, *problems_of(marks, choice.declined), *verdict.problems, *found]
    all_problems += _suspicions(raw, name, path, hints, verdict)
    larger = next((reason.partition(":")[2] for reason in reasons if reason.startswith("larger:")), None)
    if larger is not None and role is Role.OTHER:
        all_problems.append(Problem("larger_divisions", "warning", {"field": larger}))
    report = report_of(
        marks, mended, taken.rows, frame["uid"].to_numpy(dtype=object), raw.attributes, raw.fids, choice, lonlat=lonlat
    )
    progress(1.0, "fields")
    return Prepared(
        name,
        taken.shape,
        role,
        reasons,
        frame,
        verdict,
        bounds,
        tuple(map(str, raw.attributes.columns)),
        raw.encoding,
        all_problems,
        drawn,
        rows=sample_rows(without_clutter(attributes, raw.by_format)),
        mending=report,
        court=raw.court,
    )


def _checked(raw: RawLayer, placed: Mended, progress: Progress, lonlat: bool) -> Checked:
    """Return what mending makes of shapes, and what is found in the outcome."""
    progress(0.0, "mending")
    is_known = raw.valid is not None and raw.decoded is not None and placed.shape is Shape.POLYGON
    valid = raw.valid.of(placed.geometries, placed.rows, raw.decoded) if is_known else None  # type: ignore[union-attr,arg-type]
    mended = mending.make_valid(placed, progress, valid=valid)
    digests = quick.digests_of(mended.geometries, mended.rows, raw.decoded)
    attributes = _rows_of(raw.attributes, mended.rows)
    seen = flaws.found(mended.shape, mended.geometries, digests, attributes, lonlat=lonlat)
    return Checked.of(placed, mended, digests, seen)


def _unswapped(raw: RawLayer, mended: Mended) -> tuple[Mended, Bounds | None, list[Problem]]:
    """Return shapes with east first, their bounds, and whether they had to be turned for that."""
    bounds = _bounds(mended)
    if raw.wkb is None or not axes_are_swapped(bounds):
        return mended, bounds, []
    turned = _moved(mended, lambda shapes: shapely.transform(shapes, lambda xy: xy[:, ::-1]))
    bounds = _bounds(turned)
    is_metric = bounds is not None and bounds[2] > 180
    return turned, bounds, [Problem("axes_swapped_metric" if is_metric else "axes_swapped", "warning")]


def _verdict(
    raw: RawLayer, stated_crs: str | None, bounds: Bounds | None, name: str, path: Path, choice: ReadChoice
) -> CrsVerdict:
    return decide(stated_crs, path=str(path), layer=name, bounds=bounds, chosen=choice.crs, by_format=raw.by_format)


def _in_storage(mended: Mended, verdict: CrsVerdict, progress: Progress, *, uses_up: bool) -> Mended:
    """Return shapes as EPSG:4490; those that this leaves without a place are marked.

    With ``uses_up`` those given are let go of on the way: both together would take twice the memory.
    """
    fit, crs, shift = verdict.fit, verdict.crs, verdict.shift
    if fit is not None:
        mended = _moved(mended, lambda shapes: shapely.transform(shapes, fit.applied))
    if crs is not None and not verdict.is_identity:
        source = crs.to_wkt()
        mended = _moved(mended, lambda shapes: _transformed(shapes, source, progress, uses_up=uses_up))
        shapes, kept, found = mending.clean(mended.geometries)
        marks = [*mended.marks, *(mark.at(mended.rows) for mark in found)]
        mended = Mended(mended.shape, shapes, mended.rows[kept], marks)
    return mended if shift is None else _moved(mended, lambda shapes: without_shift(shapes, shift))


def _transformed(shapes: Geometries, crs: str, progress: Progress, *, uses_up: bool) -> Geometries:
    """Return shapes as EPSG:4490, some thousand at a time: their coordinates are twice in memory meanwhile."""
    moved = np.empty(len(shapes), dtype=object)
    for first in range(0, len(shapes), _TOGETHER):
        progress(first / len(shapes), "mending")
        some = shapes[first : first + _TOGETHER]
        moved[first : first + _TOGETHER] = transform(some, crs, STORAGE_CRS)
        if uses_up:
            some[:] = None
    return moved


def _moved(mended: Mended, move: Callable[[Geometries], Geometries]) -> Mended:
    """Return shapes moved, with those that marks keep for pictures."""
    marks = [mark if mark.shapes is None else replace(mark, shapes=move(mark.shapes)) for mark in mended.marks]
    return Mended(mended.shape, move(mended.geometries), mended.rows, marks)


def _stated_crs(raw: RawLayer, path: Path, choice: ReadChoice) -> tuple[str | None, list[Problem]]:
    """Return the CRS that the file states, or a program's side file for it, which is said."""
    if raw.by_format or choice.crs is not None or (raw.crs is not None and is_understood(raw.crs)):
        return raw.crs, []
    stated = crs_beside(path)
    if stated is None:
        return raw.crs, []
    text, file = stated
    return text, [Problem("crs_from_side", "warning", {"file": file, "found": words_of(text) or ""})]


def _columns(
    raw: RawLayer,
    role: Role,
    attributes: pd.DataFrame,
    digests: NDArray[np.object_],
    given: Mapping[str, str | None] | None,
) -> tuple[pd.DataFrame, list[Problem]]:
    """Return a layer's columns but its shapes, of which ``digests`` are :func:`layers.sources.uids.digest`."""
    mapped = map_fields(attributes, role, by_format=raw.by_format, given=given)
    problems = [*mapped.problems, *mapped.told()]
    labels = [
        code or name
        for code, name in zip(
            mapped.canonical["code"].tolist() if "code" in mapped.canonical else [""] * len(attributes),
            mapped.canonical["name"].tolist(),
            strict=True,
        )
    ]
    uids = kept_uids(attributes["uid"].tolist()) if "uid" in attributes else None
    if uids is None:
        uids = uids_of_digests(role.value, labels, digests.tolist())
    else:
        mapped.rest = mapped.rest.drop(columns=[c for c in ("uid_source",) if c in mapped.rest])
        problems = [p for p in problems if p.facts.get("field") != "uid"]
    uid = pd.DataFrame({"uid": pd.Series(uids, dtype=object)})
    return pd.concat([uid, mapped.canonical, mapped.rest], axis=1), problems


def _table(raw: RawLayer, name: str, path: Path, choice: ReadChoice, hints: Iterable[str]) -> Prepared:
    """Return a table without coordinates: of use only when its rows name counties by code."""
    if len(raw.attributes) == 0:
        raise refuse(NoGeometry, path, "no_rows", layer=name)
    role, reasons = _role(Shape.TABLE, raw.attributes, (name, *hints), choice)
    if Shape.TABLE not in ROLE_SHAPES[role] or (role is not choice.role and role is not Role.POPULATION):
        raise refuse(NoGeometry, path, "no_coordinate_columns", layer=name)
    nowhere = np.full(len(raw.attributes), None, dtype=object)
    verdict = CrsVerdict(None, None, None)
    attributes = raw.attributes.reset_index(drop=True)
    digests = np.full(len(nowhere), b"", dtype=object)
    columns, found = _columns(raw, role, attributes, digests, choice.fields)
    frame = gpd.GeoDataFrame(columns, geometry=nowhere, crs=STORAGE_CRS)
    problems = [*raw.problems, Problem("table_without_geometry", "info"), *found]
    fields = tuple(map(str, raw.attributes.columns))
    rows, encoding = sample_rows(attributes), raw.encoding
    return Prepared(
        name,
        Shape.TABLE,
        role,
        reasons,
        frame,
        verdict,
        None,
        fields,
        encoding,
        problems,
        rows=rows,
        court=raw.court,
    )


def _points(
    raw: RawLayer, located: tuple[tables.CoordinateColumns, NDArray[np.float64], NDArray[np.float64]]
) -> tuple[mending.Geometries, list[Problem]]:
    columns, x, y = located
    raw.points = (x, y)
    good = np.isfinite(x) & np.isfinite(y)
    geometries = np.full(len(x), None, dtype=object)
    geometries[good] = shapely.points(x[good], y[good])
    return geometries, [Problem("axes_swapped", "info")] if columns.swapped else []


def _own_marks(marks: list[Mark], one: Mended, parts: list[Mended]) -> list[Mark]:
    """Return the marks of a part of the layer: of its own features, and in the first part of those in none."""
    if len(parts) == 1:
        return marks
    everywhere = np.concatenate([each.rows for each in parts])
    own = []
    for mark in marks:
        mine = np.isin(mark.rows, one.rows) | (one is parts[0]) & ~np.isin(mark.rows, everywhere)
        if mine.any():
            own.append(mark.only(mine))
    return own


def _is_loss(mark: Mark) -> bool:
    return mark.code in ("dropped_empty", "dropped_non_finite")


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
            rows, shapes = (np.concatenate([getattr(one, name) for one in lost]) for name in ("rows", "geometries"))
            facts = {"shapes": [one.shape.value for one in lost]}
            order = np.argsort(rows, kind="stable")
            kept[0].marks.append(Mark("dropped_other_shape", "warning", rows[order], facts, shapes=shapes[order]))
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


def _suspicions(raw: RawLayer, name: str, path: Path, hints: tuple[str, ...], verdict: CrsVerdict) -> list[Problem]:
    """Return what looks wrong but is not ours to change: a datum named in a name or beside it."""
    problems: list[Problem] = []
    texts_about = (name, *hints, raw.crs or "", *map(str, raw.attributes.columns), *origin_values(raw.attributes))
    said = [*named_in((name, *hints, *map(str, raw.attributes.columns), *origin_values(raw.attributes)))]
    said += mentions(path, raw.name)
    declared = declared_in([*texts_about, *(f"{one.file}: {one.evidence}" for one in said if one.is_shift)])
    for one in said:
        # A secret datum contradicts a system that would be read; any datum helps where none is stated.
        if not one.is_shift and (
            isinstance(verdict.error, MissingCrs) or (one.is_secret and verdict.error is None and verdict.fit is None)
        ):
            severity: Severity = "warning" if one.is_secret else "info"
            if one.file:
                problems.append(Problem("datum_mentioned", severity, {"file": one.file, "evidence": one.evidence}))
            else:
                problems.append(Problem("datum_in_name", severity, {"evidence": one.evidence}))
    if declared is not None and verdict.shift is None and not declared.is_done:
        is_gcj = declared.shift is Shift.GCJ02
        facts = {"evidence": declared.evidence}
        problems.append(Problem("maybe_gcj02" if is_gcj else "maybe_bd09", "warning", facts))
    if declared is not None and verdict.shift is not None and declared.is_done:
        facts = {"system": verdict.shift.value, "evidence": declared.evidence}
        problems.append(Problem("shift_already_removed", "warning", facts))
    return problems


def _rows_of(attributes: pd.DataFrame, rows: NDArray[np.intp]) -> pd.DataFrame:
    if len(rows) == len(attributes) and (rows == np.arange(len(rows))).all():
        return attributes.reset_index(drop=True)
    return attributes.iloc[rows].reset_index(drop=True)


def _bounds(mended: Mended) -> Bounds | None:
    box = shapely.total_bounds(mended.geometries)
    return tuple(float(value) for value in box) if np.isfinite(box).all() else None  # type: ignore[return-value]
