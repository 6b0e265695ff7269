"""The window's plan keeps what the map has simplified, and nobody notices."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely

from layers.kinds import Origin, Role, Shape
from layers.plan import LayerRecord, PlanStore
from layers.plan.schema import LEVEL_TABLE
from tests.app.conftest import drawn

if TYPE_CHECKING:
    from app.application import Application


def large_wood() -> gpd.GeoDataFrame:
    rng = np.random.default_rng(5)
    centres = rng.uniform([116.0, 40.0], [117.0, 41.0], (800, 2))
    shapes = [shapely.Point(x, y).buffer(rng.uniform(0.002, 0.01), quad_segs=8) for x, y in centres]
    return gpd.GeoDataFrame({"uid": [f"w{i}" for i in range(800)], "name": ""}, geometry=shapes, crs=4490)


def kept(path: Path) -> int:
    with PlanStore.open(path, read_only=True) as store:
        if not store._db.execute("SELECT 1 FROM sqlite_schema WHERE name = ?", (LEVEL_TABLE,)).fetchall():
            return 0
        ((count,),) = store._db.execute(f"SELECT count(*) FROM {LEVEL_TABLE}").fetchall()
        return int(count)


def test_a_large_layer_is_kept_by_the_plan_and_found_again(program: Application, tmp_path: Path, qtbot) -> None:
    document, canvas = program.document, program.window.map.canvas
    path = tmp_path / "大图层.lianfang.gpkg"
    document.create(path, title="大图层", reference_date=date(2026, 5, 1))

    def add() -> None:
        with document.store.change("layer_added"):
            document.store.add_layer(
                LayerRecord("wood", "林", Role.FOREST, Shape.POLYGON, Origin.READ, ""), large_wood()
            )

    with qtbot.waitSignal(canvas.levels_built, timeout=60_000):
        document.on_writer(add)
    document.catch_up()
    assert kept(path) >= 3
    assert document.undo_stack.count() == 1, "no step of its own"
    assert [change.code for change in document.store.history()] == ["layer_added"]

    document.close()
    old = canvas.scene
    document.open(path)
    qtbot.waitUntil(lambda: canvas.scene is not old and canvas.scene.layer("wood") is not None, timeout=30_000)
    qtbot.waitUntil(lambda: drawn(canvas), timeout=30_000)
    (part,) = canvas.scene.layer("wood").parts
    assert len(part.shapes.kept_levels) >= 3
    assert part.shapes.pyramid.levels_to_keep == tuple(sorted(part.shapes.kept_levels, reverse=True))


def test_a_plan_for_reading_is_left_alone(program: Application, tmp_path: Path, qtbot) -> None:
    path = tmp_path / "plan.lianfang.gpkg"
    with PlanStore.create(path, title="t", reference_date=date(2026, 1, 1)) as store, store.change("layer_added"):
        store.add_layer(LayerRecord("wood", "林", Role.FOREST, Shape.POLYGON, Origin.READ, ""), large_wood())
    before = path.read_bytes()
    document, canvas = program.document, program.window.map.canvas
    with PlanStore.open(path):  # another program has it
        with qtbot.waitSignal(canvas.levels_built, timeout=60_000):
            document.open(path)
        assert document.is_read_only
        document.catch_up()
        document.close()
    assert kept(path) == 0
    assert len(before) == path.stat().st_size
