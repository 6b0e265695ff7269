"""A file of tiles dropped on the window becomes a basemap below everything, drawn where it belongs."""

from __future__ import annotations

import pytest
import shapely
from PySide6.QtCore import QPointF

from app.dialogs.importing import ImportDialog
from layers.kinds import Role
from layers.plan.verify import verify
from tests.app.conftest import drawn, layer
from tests.layers.sources.tile_files import color_of, mbtiles, tile_at


@pytest.fixture
def _takes_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """The import dialog is answered with what it proposes."""

    def accept(dialog: ImportDialog) -> bool:
        dialog.accept()
        return True

    monkeypatch.setattr("app.control.work.run", accept)


def test_tiles_dropped_on_the_window_are_the_lowest_layer(planned, qtbot, tmp_path, _takes_all):
    window, document = planned.window, planned.document
    path = mbtiles(tmp_path / "影像.mbtiles", 116.62, 40.72, zooms=(11, 13, 14))
    with qtbot.waitSignal(window.importer.added, timeout=60_000):
        window.work.receive([path])
    record = layer(planned, Role.BASEMAP)
    assert document.layers()[-1].uid == record.uid  # below what was there
    assert record.raster_path == "影像.mbtiles" and record.source.credit == "© 测绘院"
    qtbot.waitUntil(lambda: document.analysis_state() == "fresh", timeout=30_000)
    canvas = window.map.canvas
    qtbot.waitUntil(lambda: canvas.scene.layer(record.uid) is not None, timeout=10_000)
    at = canvas.to_metric(shapely.Point(116.63, 40.73))  # outside the counties, which would lie over nothing
    canvas.center_on(at.x, at.y)
    canvas.zoom_by(canvas.view.metres_per_px / 9.0)
    qtbot.waitUntil(lambda: drawn(canvas), timeout=20_000)
    column, row = tile_at(116.63, 40.73, 14)
    pixel = canvas.grab().toImage().pixelColor(QPointF(*canvas.view.to_px(at.x, at.y)).toPoint())
    assert pixel.getRgb()[:3] == color_of(column, row, 14)
    window.layers.choose(record.uid)
    assert window.layers.card.role_box.count() == 1 and not window.layers.card.points_button.isVisible()
    where = document.path
    document.close()
    assert verify(where).is_sound
    assert sorted(entry.name for entry in tmp_path.iterdir() if "影像" in entry.name) == ["影像.mbtiles"]
