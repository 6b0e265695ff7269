"""The content hash of a large plan, a thorough check of it, and what others would do for the hash.

Target: 20,000 polygons with 1.08 million vertices in under 1 s, in flat memory.
"""

from __future__ import annotations

import hashlib
import tempfile
from datetime import date
from pathlib import Path

import apsw
import shapely

from layers.kinds import Origin, Role, Shape
from layers.plan import LayerRecord, PlanStore, geometry_blob
from layers.plan.content_hash import content_hash, features_sha256
from layers.plan.frames import encode_layer, write_layer
from layers.plan.records import columns_of
from layers.plan.verify import verify
from tests.benchmarks.bench_plan import add_edits, polygon_frame
from tests.benchmarks.timing import alternating, load, peak_mb, timed

NAME = "hash"


def run() -> None:
    """Measure and print."""
    frame = polygon_frame()
    vertices = int(shapely.get_num_coordinates(frame.geometry.to_numpy()).sum())
    print(f"  {len(frame)} polygons, {vertices:,} vertices; {load()}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.lianfang.gpkg"
        with PlanStore.create(path, title="bench", reference_date=date(2026, 1, 1)) as store:
            record = LayerRecord("forest", "forest", Role.FOREST, Shape.POLYGON, Origin.READ, "")
            with store.change("layer_added"):
                table = store.add_layer(record, frame).table
            columns = columns_of(store._db, "forest")
            before = peak_mb()
            content_hash(store)
            print(f"  peak memory: {before:.0f} MB before hashing, {peak_mb():.0f} MB after")
            found = alternating(
                {
                    "content_hash": lambda: content_hash(store),
                    "shapely: normalize, set_precision, to_wkb, row by row": lambda: _by_rows(store._db, table),
                    "the same, vectorised": lambda: _vectorised(store._db, table),
                    "SHA-256 of the blobs as they lie": lambda: _bytes_as_they_lie(store._db, table),
                }
            )
            for name, times in found.items():
                print(f"  {name}: {times}")
            at_import = timed(lambda: features_sha256(store._db, table, columns))
            print(f"  features_sha256 alone, the cost at import: {at_import}")
            print(f"  write_layer alone: {timed(lambda: _write(frame))}")
            add_edits(store)
        megabytes = path.stat().st_size / 1e6
        print(f"  verify of the {megabytes:.0f} MB plan with its edits in the history: {timed(lambda: verify(path))}")


def _rows(db: apsw.Connection, table: str) -> list[tuple[str, bytes]]:
    return list(db.execute(f"SELECT uid, geom FROM {table} ORDER BY uid"))  # type: ignore[arg-type]


def _by_rows(db: apsw.Connection, table: str) -> str:
    digest = hashlib.sha256()
    for uid, blob in _rows(db, table):
        shape = shapely.set_precision(geometry_blob.decode([blob])[0], 1e-9, mode="pointwise")
        digest.update(uid.encode() + shapely.to_wkb(shapely.normalize(shape)))
    return digest.hexdigest()


def _vectorised(db: apsw.Connection, table: str) -> str:
    uids, blobs = zip(*_rows(db, table), strict=True)
    shapes = shapely.set_precision(geometry_blob.decode(blobs), 1e-9, mode="pointwise")
    digest = hashlib.sha256()
    for uid, wkb in zip(uids, shapely.to_wkb(shapely.normalize(shapes)), strict=True):
        digest.update(uid.encode() + wkb)
    return digest.hexdigest()


def _bytes_as_they_lie(db: apsw.Connection, table: str) -> str:
    digest = hashlib.sha256()
    for uid, blob in _rows(db, table):
        digest.update(uid.encode() + blob)
    return digest.hexdigest()


def _write(frame: object) -> None:
    db = apsw.Connection(":memory:")
    write_layer(db, "layer_0", encode_layer(frame))  # type: ignore[arg-type]
    db.close()


if __name__ == "__main__":
    run()
