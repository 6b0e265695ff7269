"""The import dialog: what the plan has already is not ticked, and bare digits of hazard are ordered by the planner."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from shapely import box

from app.dialogs.importing import ImportDialog
from app.tasks.importing import Looked
from layers.kinds import Role
from layers.sources import census, inspect
from tests.app import import_dialog
from tests.app.conftest import forest

if TYPE_CHECKING:
    from app.application import Application


def when_shown(act) -> None:
    """Act on the import dialog as soon as it is there."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, ImportDialog):
            act(dialog)
        else:
            QTimer.singleShot(50, look)

    QTimer.singleShot(50, look)


def test_the_same_file_again_is_told_and_not_ticked(planned: Application, qtbot, tmp_path: Path) -> None:
    wood = tmp_path / "邻县林班.geojson"
    forest().drop(columns="uid").to_file(wood)
    when_shown(lambda dialog: import_dialog.click(qtbot, import_dialog.ok_of(dialog)))
    planned.window.work.receive([wood])
    qtbot.waitUntil(lambda: len(planned.document.layers()) == 4, timeout=30_000)
    seen: list[tuple[bool, bool, str]] = []

    def tick_and_add(dialog: ImportDialog) -> None:
        (row,) = dialog.table.rows
        ok = dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)
        seen.append((row.take.isChecked(), ok.isEnabled(), dialog.problem_text))
        assert dialog.pages.currentWidget().isAncestorOf(dialog.noticed)
        import_dialog.click(qtbot, row.take)
        import_dialog.click(qtbot, ok)

    when_shown(tick_and_add)
    planned.window.work.receive([wood])
    qtbot.waitUntil(lambda: len(planned.document.layers()) == 5, timeout=30_000)
    ((ticked, enabled, text),) = seen
    assert not ticked and not enabled
    assert "规划中已有此图层" in text and "邻县林班" in text


def classes(path: Path) -> Path:
    frame = gpd.GeoDataFrame(
        {"危险性等级": [1, 2, 3, 4]}, geometry=[box(116.4 + 0.01 * k, 40.6, 116.41 + 0.01 * k, 40.61) for k in range(4)]
    )
    frame.set_crs(4490).to_file(path)
    return path


@pytest.fixture
def dialog(program: Application, qtbot, tmp_path: Path) -> ImportDialog:
    return import_dialog.shown(qtbot, [classes(tmp_path / "暴雨危险性.gpkg")])


def test_which_end_of_bare_digits_is_high_is_asked_on_the_columns(dialog: ImportDialog, qtbot) -> None:
    page = dialog.fields_page
    (row,) = dialog.table.rows
    assert Role(row.role.currentData()) is Role.HAZARD_MAP
    dialog.pages.turn_to(page)
    order = page.fields.order
    assert order.isVisible() and order.currentData() is None
    assert "未知" in page.fields.table.item(_line(page, "hazard_class"), 2).text()
    order.setFocus()
    QTest.keyClick(order, Qt.Key.Key_Down)
    assert order.currentData() == census.FIRST_HIGHEST
    assert dialog.wanted[0].choice.fields == {census.ORDER: census.FIRST_HIGHEST}
    assert "1 → 4" in page.fields.table.item(_line(page, "hazard_class"), 2).text()
    row.role.setCurrentIndex(row.role.findData(Role.FARMLAND.value))
    assert not order.isVisible()


def test_the_answer_is_remembered_for_the_layout(dialog: ImportDialog, qtbot, tmp_path: Path) -> None:
    dialog.pages.turn_to(dialog.fields_page)
    QTest.keyClick(dialog.fields_page.fields.order, Qt.Key.Key_Down)
    import_dialog.click(qtbot, import_dialog.ok_of(dialog))
    again = import_dialog.shown(qtbot, [classes(tmp_path / "暴雨危险性二.gpkg")])
    assert again.wanted[0].choice.fields == {census.ORDER: census.FIRST_HIGHEST}
    assert again.fields_page.fields.order.currentData() == census.FIRST_HIGHEST


def _line(page, canonical: str) -> int:
    return [choice.canonical for choice in page.fields.choices].index(canonical)


def test_forty_layers_are_there_at_once(program: Application, qtbot, tmp_path: Path) -> None:
    path = tmp_path / "林.gpkg"
    forest().drop(columns="uid").to_file(path)
    found = inspect(path)
    layers = tuple(replace(found.layers[0], name=f"林{number}") for number in range(40))
    looked = [Looked(path, replace(found, layers=layers))]
    took: list[float] = []
    for _ in range(3):
        began = time.process_time()
        made = ImportDialog(looked, parent=program.window)
        made.show()
        QApplication.processEvents()
        took.append(time.process_time() - began)
        assert len(made.wanted) == 40
        made.close()
    assert min(took) < 0.2, "less than 0.1 s on a quiet machine"


def test_boxes_of_rows_out_of_view_come_when_they_are_scrolled_to(program: Application, qtbot, tmp_path: Path) -> None:
    path = tmp_path / "林.gpkg"
    forest().drop(columns="uid").to_file(path)
    found = inspect(path)
    layers = tuple(replace(found.layers[0], name=f"林{number}") for number in range(40))
    made = ImportDialog([Looked(path, replace(found, layers=layers))], parent=program.window)
    made.show()
    qtbot.waitExposed(made)
    last = made.table.rows[-1]
    assert not last.take.isVisible()
    made.table.setFocus()
    QTest.keyClick(made.table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(last.take.isVisible)
    assert last.role.isVisible() and last.crs.isVisible()
    assert all(row.take.isVisible() for row in made.table.rows[-3:])
    import_dialog.click(qtbot, last.take)
    assert [want.choice.layer for want in made.wanted] == [f"林{number}" for number in range(39)]
    made.close()
