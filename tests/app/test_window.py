"""The window: actions that say why, languages on the spot, panels that edit, nothing that freezes."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QTableView, QWidget
from shapely import box

from app import i18n
from app.action_table import MENUS, SPECS, State
from app.actions import Actions
from app.application import Application
from app.control.table import CONTROLS
from layers.kinds import Role, ZoneStatus
from tests.app.conftest import EAST, WEST, drawn, layer

# -- actions --------------------------------------------------------------------------------------


def test_every_action_is_on_or_says_why(program: Application) -> None:
    for key, action in program.window.actions_:
        assert action.isEnabled() or program.window.actions_.reason(key), key
        if not action.isEnabled():
            assert program.window.actions_.reason(key) in action.toolTip()
    assert program.window.actions_.reason("export") == "请先打开一个规划"


def test_reasons_follow_the_state(qapp) -> None:
    actions = Actions(qapp)
    actions.refresh(State(has_plan=True))
    assert "县界" in actions.reason("analyse")
    actions.refresh(State(has_plan=True, has_counties=True))
    assert actions["analyse"].isEnabled() and actions.reason("undo") == "没有可撤销的操作"
    actions.refresh(State(has_plan=True, has_counties=True, is_read_only=True))
    assert "只读" in actions.reason("draw_patrol") and actions["zoom_in"].isEnabled()


def test_every_action_has_a_method_and_is_in_a_menu(program: Application) -> None:
    shown = {key for _title, keys in MENUS for key in keys if key}
    assert shown == set(SPECS)
    window = program.window
    owners = (*window.action_owners, *(getattr(window, name) for name in CONTROLS))
    assert all(sum(callable(getattr(owner, key, None)) for owner in owners) == 1 for key in SPECS)


def test_no_two_actions_share_a_key(program: Application) -> None:
    keys = [QKeySequence(key).toString() for spec in SPECS.values() for key in spec.shortcuts]
    assert len(keys) == len(set(keys))


def test_every_control_has_a_name(planned: Application) -> None:
    window = planned.window
    window.zones.table.selectRow(0)
    for kind in (QAbstractButton, QComboBox, QLineEdit, QTableView):
        for control in window.findChildren(kind):
            if control.isVisibleTo(window) and not control.objectName().startswith("qt_"):
                name = control.accessibleName() or getattr(control, "text", str)()
                inside = type(control.parentWidget()).__name__
                assert name or inside in {"QTableView", "QComboBox", "QTabBar", "RowTable"}, (control, inside)


# -- language and theme ---------------------------------------------------------------------------


def chinese_texts(window) -> set[str]:
    found = {widget.text() for widget in window.findChildren(QLabel) if widget.isVisibleTo(window)}
    found |= {widget.text() for widget in window.findChildren(QAbstractButton) if widget.isVisibleTo(window)}
    found |= {action.text() for action in window.actions()}
    found |= {window.right.tabs.tabText(k) for k in range(window.right.tabs.count())}
    found |= {column.title for column in window.zones.table.rows_model.columns}
    return {text for text in found if any("\u4e00" <= letter <= "\u9fff" for letter in text)}


def test_the_language_switches_on_the_spot(planned: Application, qtbot) -> None:
    window = planned.window
    window.zones.table.selectRow(0)
    chosen = window.zones.chosen
    assert chinese_texts(window)
    window.actions_["switch_language"].trigger()
    assert i18n.current() == "en"
    # what is left in Chinese are names out of the planner's own files
    names = ("怀柔", "丰宁", "县界", "森林", "村庄", "中文", "测试")
    assert {text for text in chinese_texts(window) if not any(name in text for name in names)} == set()
    assert window.zones.chosen == chosen, "the choice survives"
    assert planned.document.undo_stack.undoText() == "Derive the zones"
    window.actions_["switch_language"].trigger()
    assert window.right.tabs.tabText(0).startswith("责任区")


def test_the_theme_switches_on_the_spot(planned: Application, qtbot) -> None:
    from app import theme

    planned.settings.set("theme", "dark")
    assert theme.tokens().is_dark
    qtbot.waitUntil(lambda: planned.window.map.canvas.scene.theme.name == "dark", timeout=10_000)
    planned.settings.set("theme", "light")


def test_after_switching_the_old_widgets_are_gone(planned: Application, qtbot) -> None:
    for _ in range(3):
        planned.window.actions_["switch_language"].trigger()
        QApplication.processEvents()
    planned.document.add_patrol_area(layer_outline(planned))  # listeners of old panels would raise here
    assert len(planned.window.patrol.table.visible_rows()) == 1


def layer_outline(program: Application):
    return program.document.frame(layer(program, Role.FOREST).uid).geometry.iloc[0]


# -- panels ---------------------------------------------------------------------------------------


def test_layers_are_hidden_reordered_renamed_and_removed_with_undo(planned: Application, qtbot) -> None:
    window, document = planned.window, planned.document
    forest = layer(planned, Role.FOREST)
    item = window.layers.item(forest.uid)
    item.setCheckState(0, Qt.CheckState.Unchecked)
    assert not document.layer(forest.uid).visible
    window.actions_["undo"].trigger()
    assert window.layers.item(forest.uid).checkState(0) is Qt.CheckState.Checked

    before = [record.uid for record in document.layers()]
    tree = window.layers.tree
    tree.move_row(tree.indexOfTopLevelItem(window.layers.item(before[0])), tree.topLevelItemCount())
    assert [record.uid for record in document.layers()] == [*before[1:], before[0]]
    window.actions_["undo"].trigger()
    assert [record.uid for record in document.layers()] == before

    window.layers.item(forest.uid).setText(0, "林班")
    assert document.layer(forest.uid).title == "林班"

    window.layers.choose(forest.uid)
    qtbot.keyClick(tree, Qt.Key.Key_Delete)
    assert forest.uid not in {record.uid for record in document.layers()}
    assert document.analysis_state() == "stale"
    assert window.toast.isVisible()
    qtbot.mouseClick(window.toast.button, Qt.MouseButton.LeftButton)
    assert forest.uid in {record.uid for record in document.layers()}
    assert document.analysis_state() == "fresh"


def test_the_layer_card_changes_role_and_counties(planned: Application, qtbot, monkeypatch) -> None:
    from app.dialogs import counties as module

    window, document = planned.window, planned.document
    village = layer(planned, Role.SETTLEMENT)
    window.layers.choose(village.uid)
    card = window.layers.card
    assert card.role_box.currentData() == "settlement"

    def answer(dialog) -> bool:
        dialog.box(0).setCurrentIndex(2)
        dialog.box(1).setCurrentIndex(0)
        return True

    monkeypatch.setattr(module.SpeaksForDialog, "exec", answer)
    card.edit_speaks_for()
    changed = document.layer(village.uid)
    assert changed.speaks_for == changed.verified_none == frozenset({WEST})
    assert any("丰宁" in finding.text for finding in window.findings._found)
    assert document.analysis_state() == "stale" and window.zones.banner.isVisibleTo(window.zones)


def test_a_derived_layer_is_hidden_and_stays_so(planned: Application, qtbot) -> None:
    window = planned.window
    window.layers.item("zones").setCheckState(0, Qt.CheckState.Unchecked)
    qtbot.waitUntil(lambda: not window.map.canvas.scene.layer("zones").visible, timeout=10_000)
    path = planned.document.path
    planned.document.close()
    planned.document.open(path)
    assert window.layers.item("zones").checkState(0) is Qt.CheckState.Unchecked


def test_the_status_of_a_zone_is_set_and_undone(planned: Application) -> None:
    window, document = planned.window, planned.document
    window.zones.table.selectRow(0)
    box = window.zones.card.status_box
    box.setCurrentIndex(2)
    box.activated.emit(2)
    assert document.zones()["status"].iloc[0] == ZoneStatus.TREATMENT
    assert window.zones.chosen, "the zone stays chosen"
    window.actions_["undo"].trigger()
    assert document.zones()["status"].iloc[0] == ZoneStatus.IDENTIFIED


def test_the_card_says_what_is_unknown_and_whom_to_ask(planned: Application) -> None:
    planned.window.zones.table.selectRow(0)
    text = planned.window.zones.card.text
    assert "资料未知" in text and "仓库" in text  # no depot layer speaks for anybody
    assert "按蔓延" in text and "R0 1.50 m/min" in text, "how far, and in which weather"
    assert "为什么排第 1" in text


def test_a_click_on_the_map_chooses_the_zone_in_the_list(planned: Application, qtbot) -> None:
    window = planned.window
    canvas = window.map.canvas
    qtbot.waitUntil(lambda: drawn(canvas), timeout=10_000)
    window.right.show_page("agreements")
    # A place in the zone outside the wood, away from the line and the villages, where nothing else lies on top.
    zone = canvas.to_metric(planned.document.zones().geometry.iloc[0])
    canvas.zoom_to(zone.bounds)
    qtbot.waitUntil(lambda: drawn(canvas), timeout=10_000)
    wood = canvas.to_metric(layer_outline(planned)).buffer(20)
    middle = wood.centroid
    south_east = box(middle.x + 300, middle.y - 5000, middle.x + 5000, middle.y - 300)
    free = zone.difference(wood).buffer(-40).intersection(south_east).representative_point()
    x, y = canvas.view.to_px(free.x, free.y)
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))
    assert window.right.current == "zones"
    assert window.zones.chosen == planned.document.zones()["uid"].iloc[0]


def test_a_vertex_is_dragged_and_the_drag_is_one_undo(planned: Application, qtbot) -> None:
    window, document = planned.window, planned.document
    uid = document.add_patrol_area(layer_outline(planned))
    before = document.patrol_areas().geometry.iloc[0]
    window.right.show_page("patrol")
    window.patrol.table.selectRow(0)
    window.map.zoom_to_feature("patrol_areas", uid)
    canvas = window.map.canvas
    qtbot.waitUntil(lambda: bool(canvas.scene.layer("patrol_areas").parts) and drawn(canvas), timeout=10_000)
    window.actions_["edit_vertices"].trigger()
    corner = canvas.to_metric(before).exterior.coords[0]
    x, y = (round(value) for value in canvas.view.to_px(*corner))
    qtbot.mouseMove(canvas, QPoint(x, y))
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(x, y))
    for step in range(1, 6):
        qtbot.mouseMove(canvas, QPoint(x + 8 * step, y - 8 * step))
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(x + 40, y - 40))
    after = document.patrol_areas().geometry.iloc[0]
    assert not after.equals(before) and len(after.exterior.coords) == len(before.exterior.coords)
    window.actions_["undo"].trigger()
    assert document.patrol_areas().geometry.iloc[0].equals(before)


def test_changed_parameters_derive_again(planned: Application, qtbot, monkeypatch) -> None:
    from app.dialogs import parameters as module

    before = planned.document.zones()["area_ha"].iloc[0]

    def answer(dialog) -> bool:
        reach = dialog._edits["forest_reach"]
        reach.setCurrentIndex(reach.findData("distance"))
        dialog._edits["forest_reach_m"].setValue(500)
        return True

    monkeypatch.setattr(module.ParametersDialog, "exec", answer)
    with qtbot.waitSignal(planned.window.analysis.finished, timeout=30_000):
        planned.window.actions_["parameters"].trigger()
    assert planned.document.zones()["area_ha"].iloc[0] > before, "500 m on every side, whatever burns there"
    planned.window.zones.table.selectRow(0)
    assert "非蔓延" in planned.window.zones.card.text, "a distance, not spread"
    assert planned.document.parameters().forest_reach_m == 500.0
    assert planned.document.parameters().hazard_share_min == 0.05, "untouched numbers keep every digit"


def test_both_sides_fold_to_icons_and_come_back(planned: Application, qtbot) -> None:
    window = planned.window
    wide = window.map.width()
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert window.left.is_collapsed
    QApplication.processEvents()
    assert window.map.width() > wide and window.left.width() <= 44
    window.left.show_page("findings")
    assert not window.left.is_collapsed and window.left.current == "findings"


def test_the_map_gets_most_of_the_window(planned: Application) -> None:
    window = planned.window
    assert window.map.width() >= 0.6 * window.width()


def test_the_search_finds_commands_zones_and_counties(planned: Application, qtbot) -> None:
    from app.dialogs.search import SearchPopup

    popup = SearchPopup(planned.window)
    qtbot.waitUntil(lambda: planned.window.searching.places is not None, timeout=5000)
    popup.field.setText("怀柔")
    texts = [popup.list.item(k).text() for k in range(popup.list.count())]
    assert any("怀柔–丰宁 01" in text for text in texts) and any(text.startswith("怀柔区") for text in texts)
    popup.field.setText("推导")
    assert popup.list.count() >= 1
    popup.close()


@pytest.mark.parametrize(
    ("text", "action"),
    [("save as", "save_as"), ("earlier", "earlier_versions"), ("Pack", "pack"), ("colleague", "pack")],
)
def test_the_search_knows_commands_by_their_english_names_and_what_they_do(planned, text: str, action: str) -> None:
    from app.dialogs.search import SearchPopup

    popup = SearchPopup(planned.window)
    popup.field.setText(text)
    names = [popup.list.item(k).text() for k in range(popup.list.count())]
    assert any(name.startswith(planned.window.actions_[action].text().rstrip("…")) for name in names)
    popup.close()


def test_a_search_that_finds_nothing_says_so_and_goes_nowhere(planned: Application, qtbot) -> None:
    from app.dialogs.search import SearchPopup

    popup = SearchPopup(planned.window)
    qtbot.waitUntil(lambda: planned.window.searching.places is not None, timeout=5000)
    popup.field.setText("qqqq")
    assert popup.list.count() == 1 and not popup.list.item(0).flags() & Qt.ItemFlag.ItemIsSelectable
    popup.show()
    qtbot.keyClick(popup.field, Qt.Key.Key_Return)
    assert popup.isVisible()
    popup.close()


def test_the_filled_button_keeps_its_own_icon(planned: Application) -> None:
    """Light on the accent in the toolbar, dark in the menu, also after the action was off."""
    from PySide6.QtWidgets import QToolButton

    action = planned.window.actions_["analyse"]
    button = next(one for one in planned.window.bar.findChildren(QToolButton) if one.defaultAction() is action)
    for enabled in (False, True):
        action.setEnabled(enabled)
        assert button.isEnabled() is enabled
        assert button.icon().pixmap(20).toImage() != action.icon().pixmap(20).toImage() or not enabled


def test_a_new_plan_begins_with_counties_of_the_list(program: Application, qtbot, monkeypatch, tmp_path: Path) -> None:
    from app.dialogs import new_plan as module

    def answer(dialog) -> bool:
        dialog.folder.setText(str(tmp_path / "规划"))
        dialog.title.setText("怀柔–丰宁 2026")
        dialog.picker.search.setText("兴隆")
        names = [dialog.picker.list.item(k).text() for k in range(dialog.picker.list.count())]
        assert names[0].startswith("兴隆县"), "兴隆 is not 兴隆台"
        dialog.picker.tick([WEST, EAST])
        assert dialog.buttons.buttons()[0].isEnabled()
        return True

    monkeypatch.setattr(module.NewPlanDialog, "exec", answer)
    with qtbot.waitSignal(program.window.importer.added, timeout=30_000):
        program.window.actions_["new_plan"].trigger()
    assert program.document.path.name == "怀柔–丰宁 2026.lianfang.gpkg"
    assert sorted(program.document.county_names()) == [WEST, EAST]
    assert program.document.info().reference_date == date.today()


def test_a_plan_from_the_future_is_refused_and_the_open_one_stays(planned, tmp_path, monkeypatch) -> None:
    import shutil
    import sqlite3

    shown = []
    monkeypatch.setattr("app.dialogs.ask.show_message", lambda _parent, message: shown.append(message.sentence))
    path = tmp_path / "未来.lianfang.gpkg"
    planned.document.save_copy(path)
    with sqlite3.connect(path) as db:
        db.execute("UPDATE lf_plan SET format_version = 99, readable_by = 99")
    shutil.copy(path, tmp_path / "before")
    here = planned.document.path
    planned.window.work.receive([path])
    assert "99" in shown[0] and "未来" in shown[0]
    assert planned.document.is_open and planned.document.path == here
    assert path.read_bytes() == (tmp_path / "before").read_bytes()


def test_the_status_bar_reads_out(planned: Application, qtbot) -> None:
    status = planned.window.status
    qtbot.waitUntil(lambda: drawn(planned.window.map.canvas), timeout=10_000)
    status.set_position(*planned.window.map.canvas.view.center)
    texts = []
    for _ in range(3):
        texts.append(status.position.text())
        qtbot.mouseClick(status.position, Qt.MouseButton.LeftButton)
    assert "′" in texts[0] and "°E" in texts[1] and texts[2].startswith("X 4")
    assert status.crs.text() == "CGCS2000 3°带 117°E"
    assert "2000国家大地坐标系，3度带，中央经线117°" in status.crs.toolTip()
    assert status.saved.text().startswith("已存 ")
    assert status.scale.text().startswith("1:")


def test_work_can_be_cancelled_from_the_status_bar(planned: Application, qtbot) -> None:
    from app.jobs import Job

    def work(progress) -> None:
        for step in range(1000):
            progress(step / 1000, "reading")
            time.sleep(0.01)

    status = planned.window.status
    job = Job(work, title="测试")
    planned.jobs.start(job)
    qtbot.waitUntil(lambda: "%" in status.step.text())
    assert status.bar.isVisible() and status.bar.maximum() == 1000
    with qtbot.waitSignal(job.cancelled, timeout=3000):
        qtbot.mouseClick(status.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not status.bar.isVisible())


class _Flashes(QObject):
    """Hears of every widget that is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(f"{type(watched).__name__} {watched.accessibleName()}")
        return False


def test_nothing_flashes_as_a_window_while_the_window_is_built_anew(planned: Application, qapp, qtbot) -> None:
    flashes = _Flashes()
    qapp.installEventFilter(flashes)
    try:
        planned.window.switch_language()
        qtbot.wait(50)
    finally:
        qapp.removeEventFilter(flashes)
    assert flashes.shown == []
    assert planned.window.isActiveWindow(), "a window that flashed would have taken the keyboard away"
