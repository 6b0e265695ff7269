"""A mended copy of a file for its owner: same rows, attributes, coordinate system and encoding, other shapes.

Shapefiles become shapefiles, everything else a GeoPackage.  Every row stays in its order, with these exceptions
and no other:

- a shape that was mended is replaced by the mended one, in the file's own coordinates;
- features that the planner left out (repeats, slivers, features far away) are not in the copy;
- a shape whose mending the planner declined, and a row without a shape, stay as they were: its owner decides.
"""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.errors import ExportError, NoGeometry, SourceError
from layers.progress import Progress, part, silent
from layers.sources import mending, misread, preparing, rasters
from layers.sources.checksums import sha256_of
from layers.sources.container import Member, Opened, open_source
from layers.sources.inspecting import hints_of
from layers.sources.marks import Action, Rows
from layers.sources.mending_report import MendingReport
from layers.sources.model import Problem, ReadChoice
from layers.sources.sniff import refuse
from layers.sources.vector import DRIVERS, RawLayer, gdal

_MENDED = ("rings_closed", "mended_non_finite", "mended_invalid")
_SHAPEFILE_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")


@dataclass(frozen=True)
class LayerReport:
    """What was found in one layer of a file: feature by feature, and about the layer as a whole."""

    name: str
    report: MendingReport
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class OwnerCopy:
    """The files written, none where the format has no shapes of its own (tables), and the complete reports."""

    files: tuple[Path, ...]
    layers: tuple[LayerReport, ...]


def copy_suffix(path: Path) -> str:
    """Return ``".shp"`` or ``".gpkg"``, what a copy of a source would be; "" where there can be none.

    Raises
    ------
    SourceError
        The source cannot be read.
    """
    with open_source(path) as opened:
        formats = {member.format for member in opened.members}
    if not formats & set(DRIVERS):
        return ""
    return ".shp" if formats <= {"shapefile"} and len(opened.members) == 1 else ".gpkg"


def write_copy(path: Path, choice: ReadChoice, target: Path | None, *, progress: Progress = silent) -> OwnerCopy:
    """Read a source again, and write its mended copy.

    Parameters
    ----------
    path : path
        The source; it is only read.
    choice : ReadChoice
        As it was, or will be, read into the plan.
    target : path or None
        ``….shp`` or ``….gpkg``, replaced when it exists; None only reads.

    Raises
    ------
    SourceError
        The source cannot be read.
    ExportError
        The target is a part of the source, or cannot be written.
    """
    with open_source(Path(path), choice.encoding) as opened:
        _require_apart(opened, target)
        found: list[tuple[Member, int, RawLayer, list[LayerReport]]] = []
        for member in opened.members:
            if member.format not in rasters.FORMATS:
                found += _layers(opened, member, choice, part(progress, 0.0, 0.6))
        if not found:
            raise refuse(NoGeometry, opened.path, "no_such_layer", layer=choice.layer)
        reports = tuple(one for _, _, _, layers in found for one in layers)
        writable = [one for one in found if one[0].format in DRIVERS and one[2].wkb is not None]
        if target is None or not writable:
            return OwnerCopy((), reports)
        if target.suffix.lower() == ".shp":
            writable = writable[:1]
        with _beside(target) as folder:
            for position, (member, number, raw, layers) in enumerate(writable):
                progress(0.6 + 0.4 * position / len(writable), "writing")
                _write(member, number, raw, layers, folder / target.name, append=position > 0)
            progress(0.95, "writing")
            files = _moved(folder, target)
        progress(1.0, "done")
        return OwnerCopy(files, reports)


def _layers(
    opened: Opened, member: Member, choice: ReadChoice, progress: Progress
) -> list[tuple[Member, int, RawLayer, list[LayerReport]]]:
    progress(0.0, "reading")
    raws = preparing.raw_layers(member, choice, keep_wkb=True)
    names = preparing.layer_names(opened, member, raws)
    out = []
    for number, (raw, name) in enumerate(zip(raws, names, strict=True)):
        if choice.layer is not None and choice.layer != name and choice.layer.rsplit("|", 1)[0] != name:
            continue
        report = part(progress, (number + 0.4) / len(raws), (number + 1) / len(raws))
        # Preparing lets go of the WKB it has decoded; the copy is made from it.
        spent = replace(raw, wkb=None if raw.wkb is None else raw.wkb.copy())
        try:
            done = preparing.prepare(
                spent, name, member.files[0], choice, hints=hints_of(opened, member), progress=report
            )
        except SourceError:
            if choice.layer is not None:
                raise
            continue
        layers = [LayerReport(one.name, one.mending, tuple(one.problems)) for one in done]
        out.append((member, number, raw, layers))
    return out


def _require_apart(opened: Opened, target: Path | None) -> None:
    if target is None:
        return
    ours = {Path(target).with_suffix(suffix).resolve() for suffix in (target.suffix, *_SHAPEFILE_PARTS)}
    theirs = {file.resolve() for file in (opened.path, *opened.files)}
    inside = opened.path.is_dir() and opened.path.suffix.lower() == ".gdb" and opened.path in target.parents
    if ours & theirs or inside:
        reason = "the copy would take the place of the original"
        raise ExportError(path=str(target), reason=reason, reason_code="is_source")


def mended_wkb(raw: RawLayer, reports: Sequence[MendingReport]) -> tuple[NDArray[np.object_], NDArray[np.bool_]]:
    """Return the WKB of a layer's copy, in the file's coordinates, and which rows are in the copy."""
    assert raw.wkb is not None
    kept = np.ones(len(raw.wkb), dtype=bool)
    changed, declined = np.zeros(len(kept), dtype=bool), np.zeros(len(kept), dtype=bool)
    for report in reports:
        for found in report.found:
            if found.action is Action.KEPT:
                kept[found.rows[found.left_out]] = False
            elif found.code in _MENDED:
                changed[found.rows] = True
                declined[found.rows[found.left_out]] = True
    rows = np.flatnonzero(changed & ~declined & kept)
    wkb = raw.wkb.copy()
    if len(rows):
        wkb[rows] = shapely.to_wkb(_mended(raw.wkb, rows), flavor="iso")
    return wkb, kept


def _mended(wkb: NDArray[np.object_], rows: Rows) -> NDArray[np.object_]:
    """Return some of a layer's shapes mended; all are looked at, for that tells what a stray coordinate is."""
    decoded, _ = mending.decode(wkb)
    geometries = mending.without_stray_degrees(decoded)[rows]
    odd = np.flatnonzero(~mending.finite(geometries))
    for position in odd:
        geometries[position] = mending.without_non_finite(geometries[position])
    kinds = shapely.get_type_id(geometries)
    bad = np.flatnonzero(((kinds == 3) | (kinds == 6)) & ~shapely.is_valid(geometries))
    if len(bad):
        geometries[bad] = mending.mended_shapes(geometries[bad])
    return geometries


def _write(
    member: Member, number: int, raw: RawLayer, layers: list[LayerReport], target: Path, *, append: bool
) -> None:
    wkb, kept = mended_wkb(raw, [one.report for one in layers])
    rows = np.flatnonzero(kept)
    is_shapefile = target.suffix.lower() == ".shp"
    values, masks = _columns(member, number, raw, rows)
    names = [str(column) for column in raw.attributes.columns]
    geometry_type, multi = _geometry_type(wkb[rows], is_shapefile)
    pyogrio = gdal()
    newest = max(file.stat().st_mtime for file in member.files)
    day = datetime.fromtimestamp(newest).date().isoformat()
    options = {"DBF_DATE_LAST_UPDATE": day} if is_shapefile else {}
    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": f"{day}T00:00:00.000Z"})
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            pyogrio.raw.write(
                str(target),
                wkb[rows],
                values,
                names,
                field_mask=masks,
                layer=target.stem if is_shapefile else raw.name,
                driver="ESRI Shapefile" if is_shapefile else "GPKG",
                geometry_type=geometry_type,
                promote_to_multi=multi,
                crs=raw.crs,
                encoding=misread.split(raw.encoding)[0] if is_shapefile else None,
                append=append,
                layer_options=options,
            )
    except Exception as error:
        raise ExportError(path=str(target.name), reason=str(error)[:200]) from error
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})
    if is_shapefile:
        _as_original(member, target)


def _columns(
    member: Member, number: int, raw: RawLayer, rows: Rows
) -> tuple[list[NDArray[Any]], list[NDArray[np.bool_] | None]]:
    """Return the columns as the file types them: whole numbers with gaps were read as fractions."""
    try:
        info = gdal().read_info(str(member.path.absolute()), layer=number, encoding="ISO-8859-1")
        types = [str(kind) for kind in info["dtypes"]]
    except Exception:  # text formats, whose types are guessed either way
        types = []
    values: list[NDArray[Any]] = []
    masks: list[NDArray[np.bool_] | None] = []
    for place in range(raw.attributes.shape[1]):
        column = raw.attributes.iloc[rows, place].to_numpy()
        mask: NDArray[np.bool_] | None = None
        if column.dtype.kind == "f" and len(types) == raw.attributes.shape[1] and types[place].startswith("int"):
            mask = np.isnan(column)
            column = np.where(mask, 0, column).astype(types[place])
        values.append(column)
        masks.append(mask)
    return values, masks


def _geometry_type(wkb: NDArray[np.object_], is_shapefile: bool) -> tuple[str, bool | None]:
    """Return the geometry type to declare, and whether single shapes become multiple ones."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        shapes = np.asarray(shapely.from_wkb(wkb, on_invalid="fix"), dtype=object)
    shapes = shapes[~shapely.is_missing(shapes)]
    names = {str(shape) for shape in np.unique([one.geom_type for one in shapes])}
    base = {name.removeprefix("Multi") for name in names}
    depth = " Z" if bool(shapely.has_z(shapes).any()) else ""
    if len(base) != 1 or "GeometryCollection" in base:
        return "Unknown", None
    single = base.pop()
    if is_shapefile and single != "Point":
        return single + depth, None
    multi = any(name.startswith("Multi") for name in names)
    return ("Multi" if multi else "") + single + depth, multi or None


def _as_original(member: Member, target: Path) -> None:
    """Let a shapefile say of its coordinate system exactly what the original says, or nothing."""
    original = next((file for file in member.files if file.suffix.lower() == ".prj"), None)
    own = target.with_suffix(".prj")
    if original is not None:
        shutil.copyfile(original, own)
    else:
        own.unlink(missing_ok=True)


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """Give a folder beside the target to write in, so that a file that fails leaves nothing half written."""
    try:
        folder = Path(tempfile.mkdtemp(prefix=".lianfang-export-", dir=target.parent))
    except OSError as error:
        raise ExportError(path=str(target), reason=error.strerror or str(error)) from error
    try:
        yield folder
    except OSError as error:
        raise ExportError(path=str(target), reason=error.strerror or str(error)) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _moved(folder: Path, target: Path) -> tuple[Path, ...]:
    if target.suffix.lower() == ".shp":
        for suffix in _SHAPEFILE_PARTS:  # of an older copy, which may have had more parts
            target.with_suffix(suffix).unlink(missing_ok=True)
    files = []
    for written in sorted(folder.iterdir()):
        written.replace(target.parent / written.name)
        files.append(target.parent / written.name)
    return tuple(sorted(files, key=lambda file: file != target))


def digest_of(path: Path) -> frozenset[str]:
    """Return the checksums that layers of a source have in a plan: of each member, and of an archive as a whole.

    Raises
    ------
    SourceError
        The source cannot be read.
    """
    with open_source(Path(path)) as opened:
        if opened.format == "zip":
            return frozenset({sha256_of(opened.files)})
        return frozenset(sha256_of(member.files) for member in opened.members)
