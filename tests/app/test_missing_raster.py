"""A plan whose terrain file is gone opens all the same, and says what is missing."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path

from layers.sample import build_sample_plan


def test_the_map_goes_on_without_a_raster_and_names_it(program, qtbot, tmp_path: Path) -> None:
    path = tmp_path / "plan.lianfang.gpkg"
    with closing(build_sample_plan(path, date(2026, 11, 21))) as store:
        raster = next(layer.raster_path for layer in store.layers() if layer.raster_path)
    (tmp_path / raster).unlink()
    window = program.window
    with qtbot.waitSignal(window.map.canvas.layer_failed, timeout=20_000) as failed:
        window.work.receive([path])
    assert raster in failed.args[1]
    qtbot.waitUntil(lambda: raster in window.toast.text, timeout=5_000)
    assert len(window.map.canvas.scene.layers) > 10
