"""Shapely alone, as somebody writes it who knows it well."""

from __future__ import annotations

import hashlib
import sqlite3

import numpy as np
import pyogrio
import shapely

from tests.benchmarks import file_names as names
from tests.benchmarks.measured import Calls, Setting


def borders(setting: Setting) -> Calls:
    """Pairs of counties by an STRtree and one vectorised intersection: lines only."""
    counties = pyogrio.read_dataframe(setting.folder / names.COUNTIES)
    shapes, codes = counties.geometry.to_numpy(), counties["code"].astype(str).to_numpy()

    def pairs() -> int:
        a, b = shapely.STRtree(shapes).query(shapes, predicate="intersects")
        a, b = a[a < b], b[a < b]
        lines = shapely.intersection(shapes[a], shapes[b])
        long = shapely.length(lines) > 0.0
        return len({frozenset(pair) for pair in np.stack([codes[a[long]], codes[b[long]]], axis=1).tolist()})

    return {"shared borders": pairs}


def slivers(setting: Setting) -> Calls:
    """Overlaps as intersections of neighbours, gaps as holes of the union; of any width, and nobody's."""
    found = {}
    for task, name in (
        ("slivers of the file that does not fit", names.COUNTIES_DIRTY),
        ("slivers of the clean file", names.COUNTIES),
    ):
        shapes = pyogrio.read_dataframe(setting.folder / name).to_crs(epsg=4547).geometry.to_numpy()
        found[task] = lambda shapes=shapes: _overlaps_and_gaps(shapes)
    return found


def _overlaps_and_gaps(shapes: np.ndarray) -> int:
    a, b = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    a, b = a[a < b], b[a < b]
    overlaps = shapely.get_parts(shapely.intersection(shapes[a], shapes[b]))
    gaps = shapely.get_num_interior_rings(shapely.get_parts(shapely.union_all(shapes)))
    return int((shapely.area(overlaps) > 0.0).sum() + gaps.sum())


def made_valid(setting: Setting) -> Calls:
    """Every shape mended by one call, as linework; nothing is marked."""
    shapes = pyogrio.read_dataframe(setting.folder / names.FAULTY).geometry.to_numpy()
    return {"mending": lambda: len(shapely.make_valid(shapes))}


def made_valid_by_structure(setting: Setting) -> Calls:
    """The same by structure."""
    shapes = pyogrio.read_dataframe(setting.folder / names.FAULTY).geometry.to_numpy()
    return {"mending": lambda: len(shapely.make_valid(shapes, method="structure"))}


def faces(setting: Setting) -> Calls:
    """Lines clipped by the band, joined and polygonized; nothing is counted, no end is mended."""
    lines = pyogrio.read_dataframe(setting.folder / names.LINES, layer="lines").geometry.to_numpy()
    band = pyogrio.read_dataframe(setting.folder / names.LINES, layer="band").geometry.to_numpy()[0]

    def polygons() -> int:
        shapely.prepare(band)
        near = lines[shapely.intersects(band, lines)]
        whole = shapely.union_all([*shapely.intersection(near, band), shapely.boundary(band)])
        return len(shapely.get_parts(shapely.polygonize([whole])))

    return {"faces between lines": polygons}


def hash_by_rows(setting: Setting) -> Calls:
    """Shapes only, in a form of their own, one by one."""
    rows = _Rows(setting)

    def digest() -> str:
        out = hashlib.sha256()
        for uid, blob in rows.read():
            shape = shapely.set_precision(shapely.from_wkb(_wkb(blob)), 1e-9, mode="pointwise")
            out.update(uid.encode() + shapely.to_wkb(shapely.normalize(shape)))
        return out.hexdigest()[:12]

    return {"content hash": digest}


def hash_at_once(setting: Setting) -> Calls:
    """Shapes only, all in memory at once."""
    rows = _Rows(setting)

    def digest() -> str:
        uids, blobs = zip(*rows.read(), strict=True)
        shapes = shapely.set_precision(shapely.from_wkb([_wkb(blob) for blob in blobs]), 1e-9, mode="pointwise")
        out = hashlib.sha256()
        for uid, wkb in zip(uids, shapely.to_wkb(shapely.normalize(shapes)), strict=True):
            out.update(uid.encode() + wkb)
        return out.hexdigest()[:12]

    return {"content hash": digest}


def hash_of_blobs(setting: Setting) -> Calls:
    """The bytes as they lie, which another program's rewriting changes."""
    rows = _Rows(setting)

    def digest() -> str:
        out = hashlib.sha256()
        for uid, blob in rows.read():
            out.update(uid.encode() + blob)
        return out.hexdigest()[:12]

    return {"content hash": digest}


def hash_of_file(setting: Setting) -> Calls:
    """The whole file, which changes when nothing that a planner would see has changed."""

    def digest() -> str:
        with (setting.folder / names.PLAN).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()[:12]

    return {"content hash": digest}


class _Rows:
    """The features of the plan's forest, as they lie."""

    def __init__(self, setting: Setting) -> None:
        self._db = sqlite3.connect(f"file:{setting.folder / names.PLAN}?mode=ro", uri=True)
        found = self._db.execute("SELECT table_name FROM gpkg_contents WHERE data_type = 'features'").fetchall()
        counts = {name: self._db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in found}
        self._table = max(counts, key=lambda name: counts[name])

    def read(self) -> list[tuple[str, bytes]]:
        return self._db.execute(f'SELECT uid, geom FROM "{self._table}" ORDER BY uid').fetchall()


def _wkb(blob: bytes) -> bytes:
    """Return the WKB of a GeoPackage blob: the header has 8 bytes and an envelope."""
    return blob[8 + (0, 32, 48, 48, 64)[blob[3] >> 1 & 7] :]
