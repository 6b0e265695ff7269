"""A planner makes forest from land cover: offered after import, asked once, remembered, undone."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from app import words
from app.dialogs.importing import ImportDialog
from app.dialogs.landcover import LandCoverDialog
from layers import forest_cover
from layers.kinds import Role
from tests.app.conftest import counties, record
from tests.app.test_main_path import drop, when_dialog
from tests.layers.test_forest_cover import CELLS, write_cover

if TYPE_CHECKING:
    from app.application import Application


@pytest.fixture
def started(program: Application, tmp_path: Path) -> Application:
    """The window with a plan of two counties."""
    from layers.kinds import Shape

    document = program.document
    document.create(tmp_path / "测试.lianfang.gpkg", title="测试", reference_date=date(2026, 5, 1))

    def fill() -> None:
        with document.store.change("layers_added", titles=["县界"]):
            document.store.add_layer(record("县界", Role.COUNTY, Shape.POLYGON), counties())

    document.on_writer(fill)
    return program


def ok(dialog) -> object:
    return dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)


def press(widget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def tick(dialog: LandCoverDialog, row: int) -> None:
    """Click the box of a row that says it becomes forest."""
    box = dialog.forest_box(row)
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(9, box.height() // 2))


def import_cover(program: Application, qtbot, path: Path) -> str:
    when_dialog(ImportDialog, lambda dialog: press(ok(dialog)), qtbot)
    with qtbot.waitSignal(program.window.importer.added, timeout=20_000):
        drop(program.window, [path])
    return next(one.uid for one in program.document.layers() if one.title == path.stem)


def forests(program: Application) -> list:
    return [one for one in program.document.layers() if one.role is Role.FOREST]


def test_from_the_drop_to_forest_with_fuel_and_back(started: Application, qtbot, tmp_path: Path) -> None:
    window = started.window
    uid = import_cover(started, qtbot, write_cover(tmp_path / "CLCD_v01_2023.tif"))
    assert "CLCD_v01_2023" in window.toast.text and window.toast.button.isVisible()
    seen: list[str] = []

    def answer(dialog: LandCoverDialog) -> None:
        assert dialog.classes.currentData() == "clcd"
        assert [dialog.table.item(row, 1).text() for row in range(3)] == ["耕地", "森林", "灌木"]
        assert [dialog.table.item(row, 2).text() for row in range(3)] == ["67.0 %", "24.0 %", "9.0 %"]
        seen.append(dialog.total.text())
        tick(dialog, 2)
        seen.append(dialog.total.text())
        box = dialog.fuel_box(2)
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Home)
        box.activated.emit(box.currentIndex())
        assert dialog.ks_box(2).value() == 0.8 and "王正非" in dialog.ks_box(2).toolTip()
        dialog.ks_box(2).lineEdit().selectAll()
        QTest.keyClicks(dialog.ks_box(2), "0.9")
        QTest.keyClick(dialog.ks_box(2), Qt.Key.Key_Tab)
        assert dialog.ks_box(2).toolTip() == "您自定的 Ks"
        press(ok(dialog))

    when_dialog(LandCoverDialog, answer, qtbot)
    with qtbot.waitSignal(window.land_cover.task.made, timeout=20_000):
        press(window.toast.button)
    assert seen[0] != seen[1]
    (made,) = forests(started)
    assert made.title == "森林（CLCD_v01_2023）" and forest_cover.is_made_from(made, started.document.layer(uid))
    frame = started.document.frame(made.uid)
    assert sorted(zip(frame["name"], frame["fuel_ks"], strict=True)) == [("森林", 1.0), ("灌木", 0.9)]
    qtbot.waitUntil(lambda: not window.analysis.is_running, timeout=30_000)
    window.layers.tree.setCurrentItem(window.layers.item(made.uid))
    assert not window.layers.card.forest_button.isVisible()
    while forests(started):
        window.actions_["undo"].trigger()
    assert any(one.uid == uid for one in started.document.layers())


def test_several_fit_and_the_planner_is_asked(started: Application, qtbot, tmp_path: Path) -> None:
    window = started.window
    uid = import_cover(started, qtbot, write_cover(tmp_path / "landcover.tif"))

    def answer(dialog: LandCoverDialog) -> None:
        assert dialog.classes.currentIndex() == -1 and not ok(dialog).isEnabled()
        assert "CLCD" in dialog.told.text()
        assert dialog.table.item(1, 1).text() == "森林 · 树木 · 常绿阔叶林", "what 2 would be in each of them"
        assert dialog.by_county.item(0, 1).text() == words.UNKNOWN_SIGN
        dialog.classes.setFocus()
        QTest.keyClick(dialog.classes, Qt.Key.Key_Down)
        assert dialog.table.rowCount() == 3 and ok(dialog).isEnabled()
        dialog.reject()

    dialogs = when_dialog(LandCoverDialog, answer, qtbot)
    window.layers.tree.setCurrentItem(window.layers.item(uid))
    press(window.layers.card.forest_button)
    qtbot.waitUntil(lambda: bool(dialogs) and QApplication.activeModalWidget() is None, timeout=20_000)
    assert forests(started) == []


def test_what_was_decided_is_proposed_for_the_next_file(started: Application, qtbot, tmp_path: Path) -> None:
    window = started.window
    import_cover(started, qtbot, write_cover(tmp_path / "CLCD_2022.tif"))

    def change(dialog: LandCoverDialog) -> None:
        tick(dialog, 2)
        press(ok(dialog))

    when_dialog(LandCoverDialog, change, qtbot)
    with qtbot.waitSignal(window.land_cover.task.made, timeout=20_000):
        window.actions_["forest_from_cover"].trigger()
    qtbot.waitUntil(lambda: not window.analysis.is_running, timeout=30_000)
    uid = import_cover(started, qtbot, write_cover(tmp_path / "CLCD_2023.tif", CELLS[::-1].copy()))
    seen: list[object] = []

    def look(dialog: LandCoverDialog) -> None:
        seen.append(dialog.forest_box(2).isChecked())
        dialog.reject()

    when_dialog(LandCoverDialog, look, qtbot)
    window.land_cover.make_from(uid)
    qtbot.waitUntil(lambda: bool(seen), timeout=20_000)
    assert seen == [True]
    qtbot.waitUntil(lambda: not window.analysis.is_running, timeout=30_000)


def test_without_counties_or_land_cover_the_action_says_why(started: Application) -> None:
    actions = started.window.actions_
    started.window.refresh_actions()
    assert not actions["forest_from_cover"].isEnabled()
    assert "土地覆盖" in actions["forest_from_cover"].toolTip()


def test_a_card_of_a_narrow_panel_is_not_widened(started: Application, qtbot, tmp_path: Path) -> None:
    window = started.window
    uid = import_cover(started, qtbot, write_cover(tmp_path / "CLCD_2022.tif"))
    window.layers.tree.setCurrentItem(window.layers.item(uid))
    card = window.layers.card
    assert card.forest_button.isVisible()
    page = card.forest_button.parentWidget()
    assert page.minimumSizeHint().width() <= card._pages.scroll_area.viewport().width()
