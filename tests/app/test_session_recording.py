"""A recording: what the history holds after a scripted session at the window, row by row.

Everything is done the way a person does it, with the window's own controls.  The rows are then compared with
the list below, and the session is played backwards and forwards from the file.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import geopandas as gpd
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from shapely import box

from app.application import Application
from app.dialogs import counties as counties_dialogs
from app.dialogs import new_plan as plan_dialogs
from app.dialogs import parameters as parameter_dialogs
from layers.kinds import Role
from layers.plan.content_hash import content_hash
from layers.plan.store import PlanStore
from layers.plan.verify import verify
from layers.sources import ReadChoice
from tests.app.conftest import EAST, WEST, drawn, layer, shows_zones
from tests.app.test_main_path import files, import_all  # noqa: F401  (a fixture)

WEST_WOOD = box(116.45, 40.64, 116.505, 40.66)


class Row(NamedTuple):
    """One row of ``lf_change``: what was done, where it stands, which tables it touched, feature tables in or out."""

    code: str
    state: str
    tables: str
    content: int = 0


_DERIVED = "lf_border lf_result lf_straddling lf_zone lf_zone_part"  # written anew, where rows differ or not
_REGISTERED = "gpkg_contents gpkg_geometry_columns"

EXPECTED = [
    Row("layers_added", "done", f"{_REGISTERED} lf_layer", 3),
    Row("analysed", "done", _DERIVED),
    Row("plan_info_changed", "done", "lf_plan"),
    Row("zone_status", "done", "lf_zone"),
    Row("patrol_area_added", "done", "lf_patrol_area"),
    Row("patrol_area_renamed", "done", "lf_patrol_area"),
    Row("patrol_area_reshaped", "done", "lf_patrol_area"),
    Row("patrol_areas_imported", "done", "lf_patrol_area"),
    Row("layer_hidden", "done", "lf_layer"),
    Row("layer_shown", "done", "lf_layer"),
    Row("layer_renamed", "done", "gpkg_contents lf_layer"),
    Row("layers_ordered", "done", "lf_layer"),
    Row("layer_opacity", "done", "lf_layer"),
    Row("layer_color", "done", "lf_layer"),
    Row("layer_hidden", "done", "lf_look"),
    Row("layer_opacity", "done", "lf_look"),
    Row("layer_color", "done", "lf_look"),
    Row("layer_speaks_for", "done", "lf_layer"),
    Row("layer_role", "done", f"{_REGISTERED} lf_layer", 2),
    Row("parameters_set", "done", "lf_parameter"),
    Row("analysed", "done", _DERIVED),
    Row("layer_removed", "discarded", f"{_REGISTERED} lf_layer", 1),
    Row("patrol_area_removed", "discarded", "lf_patrol_area"),
    Row("layers_added", "done", f"{_REGISTERED} lf_layer", 1),
    Row("layer_removed", "undone", f"{_REGISTERED} lf_layer", 1),
]


@pytest.fixture
def session(program: Application, files: list[Path], qtbot, monkeypatch, tmp_path: Path) -> Application:  # noqa: F811
    """Play the session."""
    window, document = program.window, program.document
    from datetime import date

    document.create(tmp_path / "一次会话.lianfang.gpkg", title="会话", reference_date=date(2026, 5, 1))
    import_all(program, files, qtbot)
    qtbot.waitUntil(lambda: shows_zones(program), timeout=10_000)
    with monkeypatch.context() as patch:
        patch.setattr(plan_dialogs.FactsDialog, "exec", _other_title)
        window.actions_["plan_facts"].trigger()
    _zones(program)
    _patrol_areas(program, qtbot, tmp_path)
    _layers(program, qtbot)
    _derived(program, qtbot)
    _meaning(program, qtbot, monkeypatch)
    _removals_and_back(program, qtbot)
    return program


def _other_title(dialog: Any) -> bool:
    dialog._title.setText("怀柔–丰宁 2026")
    return True


def _zones(program: Application) -> None:
    window = program.window
    window.zones.table.selectRow(0)
    status = window.zones.card.status_box
    status.setCurrentIndex(1)
    status.activated.emit(1)


def _patrol_areas(program: Application, qtbot, tmp_path: Path) -> None:
    window, document = program.window, program.document
    canvas = window.map.canvas
    qtbot.waitUntil(lambda: drawn(canvas), timeout=10_000)
    window.actions_["draw_patrol"].trigger()
    middle = QPoint(canvas.width() // 2, canvas.height() // 2)
    corners = [middle + QPoint(dx, dy) for dx, dy in ((-90, -70), (90, -70), (90, 70), (-90, 70))]
    for corner in corners:
        qtbot.mouseMove(canvas, corner)
        qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=corner)
    qtbot.mouseClick(canvas, Qt.MouseButton.RightButton, pos=corners[-1])
    window.patrol.name_edit.setText("云蒙山联防区")
    qtbot.keyClick(window.patrol.name_edit, Qt.Key.Key_Return)
    window.map.polygon_edited.emit(document.patrol_areas()["uid"].iloc[0], WEST_WOOD)

    path = tmp_path / "旧联防区.geojson"
    frame = gpd.GeoDataFrame({"name": ["旧联防区"]}, geometry=[box(116.49, 40.61, 116.51, 40.62)], crs=4490)
    frame.to_file(path, driver="GeoJSON")
    window.importer.read_areas(path, ReadChoice())
    qtbot.waitUntil(lambda: len(document.patrol_areas()) == 2, timeout=10_000)


def _layers(program: Application, qtbot) -> None:
    window = program.window
    tree, forest = window.layers.tree, layer(program, Role.FOREST)
    window.left.show_page("layers")
    window.layers.choose(forest.uid)
    for _ in range(2):
        qtbot.keyClick(tree, Qt.Key.Key_Space)
    window.layers.item(forest.uid).setText(0, "林班")
    window.layers.choose(forest.uid)
    qtbot.keyClick(tree, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    _slide(window.layers.card.opacity, 60)
    window.layers.choose(forest.uid)
    _pick(window.layers.card.color, 4, qtbot)


def _slide(slider: Any, value: int) -> None:
    slider.setValue(value)
    slider.sliderReleased.emit()


def _pick(button: Any, place: int, qtbot) -> None:
    palette = button.open_palette()
    with qtbot.waitSignal(button.color_chosen):
        qtbot.mouseClick(palette.cells[place], Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def _derived(program: Application, qtbot) -> None:
    window = program.window
    window.layers.choose("straddling")
    qtbot.keyClick(window.layers.tree, Qt.Key.Key_Space)
    window.layers.choose("zones")
    _slide(window.layers.card.opacity, 70)
    window.layers.choose("patrol_areas")
    _pick(window.layers.card.color, 9, qtbot)


def _meaning(program: Application, qtbot, monkeypatch) -> None:
    window = program.window

    def none_in_the_east(dialog: Any) -> bool:
        dialog.box([WEST, EAST].index(EAST)).setCurrentIndex(2)
        return True

    def narrower(dialog: Any) -> bool:
        dialog._edits["forest_reach_m"].setValue(500)
        return True

    window.layers.choose(layer(program, Role.SETTLEMENT).uid)
    with monkeypatch.context() as patch:
        patch.setattr(counties_dialogs.SpeaksForDialog, "exec", none_in_the_east)
        window.layers.card.speaks_button.click()
    window.layers.choose(layer(program, Role.SETTLEMENT).uid)
    roles = window.layers.card.role_box
    roles.setCurrentIndex(roles.findData(Role.INSTALLATION.value))
    roles.activated.emit(roles.currentIndex())
    with monkeypatch.context() as patch, qtbot.waitSignal(window.analysis.finished, timeout=30_000):
        patch.setattr(parameter_dialogs.ParametersDialog, "exec", narrower)
        window.actions_["parameters"].trigger()
    qtbot.waitUntil(lambda: program.document.analysis_state() == "fresh", timeout=10_000)


def _removals_and_back(program: Application, qtbot) -> None:
    window, document = program.window, program.document
    forest = layer(program, Role.FOREST)
    window.left.show_page("layers")
    window.layers.choose(forest.uid)
    qtbot.keyClick(window.layers.tree, Qt.Key.Key_Delete)
    window.right.show_page("patrol")
    window.patrol.table.selectRow(0)
    window.patrol._buttons[3].click()
    window.actions_["undo"].trigger()
    window.actions_["redo"].trigger()
    for _ in range(2):
        window.actions_["undo"].trigger()
    with qtbot.waitSignal(window.importer.added, timeout=30_000):
        window.importer.add_counties(["110118"], "内置县界")
    window.layers.choose(forest.uid)
    qtbot.keyClick(window.layers.tree, Qt.Key.Key_Delete)
    window.actions_["undo"].trigger()
    assert document.past.position == document.past.live[-2].id


def recorded(path: Path) -> list[Row]:
    """Return the rows of the history as they are in the file."""
    with PlanStore.open(path, read_only=True) as store:
        rows = list(store._db.execute("SELECT code, state, tables, content_tables FROM lf_change ORDER BY fid"))
    return [Row(code, state, " ".join(json.loads(tables)), len(json.loads(made))) for code, state, tables, made in rows]


def test_a_session_leaves_these_rows_and_can_be_played_both_ways(session: Application, qtbot) -> None:
    window, document = session.window, session.document
    path = document.path
    assert [record.code for record in document.past.records] == [row.code for row in EXPECTED]
    hashed = document.on_writer(lambda: content_hash(document.store))
    document.close()
    found = recorded(path)
    assert found == EXPECTED
    assert verify(path).is_sound

    document.open(path)
    live = [record.id for record in document.past.live]
    end = document.past.position
    assert document.on_writer(lambda: content_hash(document.store)) == hashed, "closing and opening say the same"
    seen = {}
    while document.undo_stack.canUndo():
        seen[document.past.position] = document.on_writer(lambda: content_hash(document.store))
        window.actions_["undo"].trigger()
    assert document.layers() == [] and len(document.patrol_areas()) == 0 and document.result_facts() == {}
    assert document.info().title == "会话"
    document.close()

    document.open(path)
    assert document.past.position == 0 and [record.id for record in document.past.live] == live
    for change_id in live[: live.index(end) + 1]:
        window.actions_["redo"].trigger()
        assert document.past.position == change_id
        assert document.on_writer(lambda: content_hash(document.store)) == seen[change_id]
    assert document.on_writer(lambda: content_hash(document.store)) == hashed
    window.jumper.go_to(live[4])
    assert list(document.patrol_areas()["name"]) == ["联防区 1"]
    window.jumper.go_to(end)
    assert document.on_writer(lambda: content_hash(document.store)) == hashed
    assert len(set(seen.values())) > 10, "the hash tells states apart"
    document.close()
    assert recorded(path) == EXPECTED and verify(path).is_sound
