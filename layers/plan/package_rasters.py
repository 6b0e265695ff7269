"""The rasters of a plan on their way into a package: which files belong to one, and by what name they travel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import apsw

from layers.kinds import Shape
from layers.plan import rasters
from layers.plan.changeset_text import replace_texts
from layers.plan.history import changeset_of, compressed
from layers.plan.model import LayerRecord
from layers.plan.package_manifest import RASTER, RASTER_FOLDER, RASTER_SIDE
from layers.plan.package_names import folded, numbered, safe
from layers.plan.raster_places import is_sqlite, is_tiff
from layers.plan.rasters import RasterCode
from layers.plan.schema import Table
from layers.plan.store import PlanStore
from layers.progress import Progress, part, silent

#: Endings of files beside a raster that say where it lies, how it is drawn, or hold overviews.
_AFTER_NAME = (".aux.xml", ".ovr", ".msk", ".xml")
_FOR_ENDING = (".tfw", ".tifw", ".wld", ".prj", ".aux.xml", ".aux", ".rrd")


#: A layer, its file, and whether that is another than the layer was made with.
_Found = tuple[LayerRecord, Path | None, bool]


@dataclass(frozen=True)
class RasterFiles:
    """One raster of the plan, its files, and the layers that show it."""

    name: str  # in the package, also of one that is left out: where it will be found when it is put there
    layers: tuple[LayerRecord, ...]
    stored_paths: frozenset[str]
    files: tuple[tuple[Path, str, str], ...] = ()  # file, name in the package, what it is; the raster first
    left_out: str = ""  # "" or missing
    changed: frozenset[str] = frozenset()  # uids of layers that were made with another content


def gather(plan: PlanStore, *, progress: Progress = silent) -> list[RasterFiles]:
    """Find the rasters of a plan, each once however many layers show it, in the order of their names."""
    records = [record for record in plan.layers() if record.shape is Shape.RASTER and record.raster_path]
    found: dict[str, list[_Found]] = {}
    keys: dict[str, str] = {}
    for position, record in enumerate(sorted(records, key=lambda record: (record.raster_path, record.uid))):
        step = part(progress, position / len(records), (position + 1) / len(records))
        path, is_changed = _find(plan, record, step)
        key = str(path) if path is not None else f"missing {record.raster_path}"
        # Rows that share a stored path must go on sharing one: changesets know rasters by it alone.
        key = keys.setdefault(record.raster_path, key)
        found.setdefault(key, []).append((record, path, is_changed))
    taken: set[str] = set()
    return [_group(rows, taken) for rows in found.values()]


def _find(plan: PlanStore, record: LayerRecord, progress: Progress) -> tuple[Path | None, bool]:
    state = rasters.resolve(record, plan.path, homes=plan.raster_homes(), progress=progress)
    if state.path is None or not _is_raster(record, state.path):
        return None, False
    return state.path, state.code is RasterCode.CHANGED


def _is_raster(record: LayerRecord, path: Path) -> bool:
    """Return whether a file is what the layer says it is: a plan could name any file, and a package carry it away."""
    from layers.sources import pictures, tiles

    if record.placement:
        return bool(pictures.driver_of(path))
    return is_tiff(path) or (is_sqlite(path) and bool(tiles.kind_of(path)))


def _group(rows: list[_Found], taken: set[str]) -> RasterFiles:
    layers = tuple(record for record, _, _ in rows)
    stored = frozenset(record.raster_path for record in layers)
    path = next((path for _, path, _ in rows if path is not None), None)
    own = safe(path.name if path else rasters.base_name(layers[0].raster_path), otherwise="raster.tif")
    sides = [] if path is None else side_files(path)
    number = 1
    while True:
        main = numbered(own, number)
        names = [main, *(_side_name(side.name, path.name if path else "", main) for side in sides)]
        keys = {folded(name) for name in names}
        if not keys & taken:
            break
        number += 1
    taken |= keys
    if path is None:
        return RasterFiles(RASTER_FOLDER + main, layers, stored, left_out="missing")
    whats = [RASTER, *[RASTER_SIDE] * len(sides)]
    files = tuple(
        (file, RASTER_FOLDER + name, what) for file, name, what in zip([path, *sides], names, whats, strict=True)
    )
    changed = frozenset(record.uid for record, own_path, is_changed in rows if is_changed or own_path != path)
    return RasterFiles(RASTER_FOLDER + main, layers, stored, files, changed=changed)


def side_files(raster: Path) -> list[Path]:
    """Return the files beside a raster that belong to it, by name; GDAL is asked and the usual names are looked for."""
    stem = raster.with_suffix("").name
    names = {raster.name + ending for ending in _AFTER_NAME} | {stem + ending for ending in _FOR_ENDING}
    wanted = {folded(name) for name in names} | {folded(path.name) for path in _known_to_gdal(raster)}
    try:
        beside = sorted(raster.parent.iterdir(), key=lambda path: path.name)
    except OSError:
        return []
    return [path for path in beside if folded(path.name) in wanted and path.name != raster.name and path.is_file()]


def _known_to_gdal(raster: Path) -> list[Path]:
    """Return what GDAL reads with a GeoTIFF, as far as it lies beside it and carries its name."""
    import rasterio
    from rasterio.errors import RasterioError

    try:
        with rasterio.open(raster, driver="GTiff") as dataset:
            files = [Path(name) for name in dataset.files]
    except (RasterioError, OSError, ValueError):
        return []
    stem = folded(raster.with_suffix("").name)
    return [file for file in files if file.parent == raster.parent and folded(file.name).startswith(stem)]


def _side_name(side: str, raster: str, main: str) -> str:
    """Return the name of a side file beside a raster that is now called ``main``."""
    if folded(side).startswith(folded(raster)):
        return main + side[len(raster) :]
    stem, new = Path(raster).stem, Path(main).stem
    return new + side[len(stem) :]


def rename_rasters(db: apsw.Connection, names: Mapping[str, str]) -> None:
    """Name rasters by other paths in a copy of a plan: in the rows and in what the history says of them.

    Parameters
    ----------
    names : mapping of str to str
        Stored path → new one; a path that is not there stays.
    """

    def renamed(text: str) -> str:
        return names.get(text, text)

    def in_sql(*values: Any) -> str:
        return renamed(str(values[0]))

    db.create_scalar_function("renamed", in_sql, 1, deterministic=True)
    db.execute(f"UPDATE {Table.LAYER} SET raster_path = renamed(raster_path) WHERE raster_path <> ''")
    db.create_scalar_function("renamed", None, 1)
    columns = [str(row[0]) for row in db.execute("SELECT name FROM pragma_table_info(?)", (str(Table.LAYER),))]
    place = columns.index("raster_path")
    rows = db.execute(
        f"SELECT fid, changeset FROM {Table.CHANGE} WHERE changeset IS NOT NULL AND tables LIKE '%{Table.LAYER}%'"
    ).fetchall()
    for fid, changeset in rows:
        was = changeset_of(bytes(changeset))  # type: ignore[arg-type]
        fresh = replace_texts(was, str(Table.LAYER), place, renamed)
        if fresh != was:
            db.execute(f"UPDATE {Table.CHANGE} SET changeset = ? WHERE fid = ?", (compressed(fresh), fid))
