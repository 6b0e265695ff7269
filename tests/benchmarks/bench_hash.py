"""The content hash of a large plan, a thorough check of it, and what others would do for the hash.

Ours takes all tables, turns rings, rounds to 1e-9°, orders rows by uid, and keeps memory flat.
"""

from __future__ import annotations

import shutil

import apsw

from layers.plan import PlanStore
from layers.plan.content_hash import content_hash, features_sha256
from layers.plan.frames import encode_layer, write_layer
from layers.plan.records import columns_of
from layers.plan.verify import verify
from tests.benchmarks import file_names as names
from tests.benchmarks.bench_plan import add_edits, add_layer, new_plan, polygons
from tests.benchmarks.comparison import Comparison, other, ours
from tests.benchmarks.measured import Calls, Setting
from tests.benchmarks.result import Target

NAME = "hash"


def prepare(setting: Setting) -> None:
    path = setting.folder / names.PLAN
    with new_plan(path) as store:
        add_layer(store, polygons(setting))


def hashed(setting: Setting) -> Calls:
    store = PlanStore.open(setting.folder / names.PLAN, read_only=True)
    return {"content hash": lambda: content_hash(store)[:12]}


def parts(setting: Setting) -> Calls:
    """What adding a layer costs, and a thorough check of a plan with a long history."""
    path = setting.folder / "checked.lianfang.gpkg"
    shutil.copyfile(setting.folder / names.PLAN, path)
    store = PlanStore.open(path)
    table = next(record.table for record in store.layers())
    columns = columns_of(store._db, "forest")
    add_edits(store, setting.size(1_000, 20))
    frame = polygons(setting)

    def write() -> None:
        database = apsw.Connection(":memory:")
        write_layer(database, "layer_0", encode_layer(frame))
        database.close()

    def check() -> str:
        verify(path)
        return f"{path.stat().st_size / 1e6:.0f} MB"

    return {
        "checksum of the features, when a layer is added": lambda: features_sha256(store._db, table, columns)[:12],
        "rows of the layer written, without it": write,
        "thorough check of the plan with 1,001 changes": check,
    }


COMPARISONS = (
    Comparison(
        (
            ours("content_hash", hashed),
            other("shapely: normalize, set_precision, to_wkb, row by row; shapes only", "shapely_ways:hash_by_rows"),
            other("shapely, all shapes at once; shapes only", "shapely_ways:hash_at_once"),
            other("SHA-256 of the blobs as they lie", "shapely_ways:hash_of_blobs"),
            other("SHA-256 of the file", "shapely_ways:hash_of_file"),
        ),
        prepare,
        {"content hash": Target(1.0)},
        runs=5,
    ),
    Comparison(
        (ours("plan", parts),), prepare=None, targets={"thorough check of the plan with 1,001 changes": Target(10.0)}
    ),
)
