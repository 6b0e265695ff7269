"""The attribute table, driven by keys and mouse: found, sorted, chosen in step with the map, copied, edited."""

from __future__ import annotations

import csv
import time
from datetime import date

import geopandas as gpd
import numpy as np
import pytest
import shapely
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLineEdit

from app.application import Application
from layers.kinds import RecordKind, Role, Shape
from tests.app.conftest import drawn, layer, record

KEY, LEFT, NO = Qt.Key, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def open_table(program: Application, qtbot, uid: str):
    """Choose a layer in the list and press F6, as a planner does."""
    window = program.window
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=3000)
    window.left.show_page("layers")
    window.layers.tree.setFocus()
    window.layers.choose(uid)
    qtbot.keyClick(window, KEY.Key_F6)
    panel = window.tables.panel
    qtbot.waitUntil(lambda: panel.isVisible() and panel.layer == uid and panel.table is not None, timeout=5000)
    qtbot.waitUntil(lambda: not any(field.is_pending for field in panel.table.fields), timeout=5000)
    return panel


def column(panel, heading: str) -> int:
    return [field.heading for field in panel.table.fields].index(heading)


def shown(panel, heading: str) -> list[str]:
    model = panel.view.attributes
    return [model.index(row, column(panel, heading)).data() for row in range(model.rowCount())]


def cell(panel, row: int, heading: str) -> QPoint:
    return panel.view.visualRect(panel.view.attributes.index(row, column(panel, heading))).center()


def find(panel, qtbot, text: str) -> None:
    panel.field.setFocus()
    panel.field.clear()
    panel.field.insert(text)  # as an input method does
    qtbot.keyClick(panel.field, KEY.Key_Return)


def test_f6_opens_the_layer_chosen_and_closes_it_again(planned: Application, qtbot) -> None:
    forest = layer(planned, Role.FOREST).uid
    panel = open_table(planned, qtbot, forest)
    assert [field.heading for field in panel.table.fields] == ["名称", "树种", "蓄积量（m³）", "面积（hm²）"]
    assert shown(panel, "名称") == ["云蒙山林", "西林", "东林"]
    # 0.02° by 0.02° at 40.65° N: 1690.9 m by 2220.9 m.
    assert float(shown(panel, "面积（hm²）")[0]) == pytest.approx(375.5, abs=0.5)
    qtbot.keyClick(panel.view, KEY.Key_F6)
    assert not panel.isVisible() and planned.window.map.canvas.hasFocus()


def test_sorting_and_conditions(planned: Application, qtbot) -> None:
    panel = open_table(planned, qtbot, layer(planned, Role.SETTLEMENT).uid)
    head = panel.view.horizontalHeader()
    x = head.sectionViewportPosition(column(panel, "人口")) + 20
    qtbot.mouseClick(head.viewport(), LEFT, NO, QPoint(x, head.height() // 2))
    assert shown(panel, "人口") == ["80", "120"]
    qtbot.mouseClick(head.viewport(), LEFT, NO, QPoint(x, head.height() // 2))
    assert shown(panel, "人口") == ["120", "80"]
    find(panel, qtbot, "人口 > 100")
    assert shown(panel, "名称") == ["西村"] and panel.view.hasFocus()
    find(panel, qtbot, "东")
    assert shown(panel, "名称") == ["东村"]
    find(panel, qtbot, "人数 > 100")
    assert "人数" in panel.complaint.text() and "人口" in panel.complaint.text()
    assert shown(panel, "名称") == ["东村"]  # as before, until it can be read
    find(panel, qtbot, "")
    assert panel.complaint.isHidden() and len(panel.rows) == 2


def test_rows_and_map_choose_together(planned: Application, qtbot) -> None:
    window, forest = planned.window, layer(planned, Role.FOREST).uid
    panel = open_table(planned, qtbot, forest)
    qtbot.mouseClick(panel.view.viewport(), LEFT, NO, cell(panel, 1, "名称"))
    assert window.map.canvas.selection == [(forest, "f2")]
    qtbot.mouseClick(panel.view.viewport(), LEFT, Qt.KeyboardModifier.ControlModifier, cell(panel, 2, "名称"))
    assert window.map.canvas.selection == [(forest, "f2"), (forest, "f3")]
    # Ctrl+J shows both: the view spans from one side to the other.
    qtbot.keyClick(window, KEY.Key_J, Qt.KeyboardModifier.ControlModifier)
    canvas = window.map.canvas
    wanted = [canvas.to_metric(shapely.Point(lon, 40.612)) for lon in (116.402, 116.598)]

    def both_in_view() -> bool:
        xmin, ymin, xmax, ymax = canvas.view.extent
        return all(xmin < one.x < xmax and ymin < one.y < ymax for one in wanted)

    qtbot.waitUntil(both_in_view, timeout=3000)
    # A click on the map takes the table along.
    canvas.zoom_to_feature(forest, "f2", animated=False)
    qtbot.waitUntil(lambda: drawn(canvas), timeout=5000)
    at = canvas.to_metric(shapely.Point(116.404, 40.612))
    px = QPoint(*(round(value) for value in canvas.view.to_px(at.x, at.y)))
    qtbot.mouseClick(canvas, LEFT, NO, px)
    assert panel.view.chosen_uids() == ["f2"]


def test_only_what_is_selected_and_only_what_is_in_view(planned: Application, qtbot) -> None:
    window, forest = planned.window, layer(planned, Role.FOREST).uid
    panel = open_table(planned, qtbot, forest)
    qtbot.mouseClick(panel.view.viewport(), LEFT, NO, cell(panel, 0, "名称"))
    qtbot.keyClick(window, KEY.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert shown(panel, "名称") == ["云蒙山林"]
    qtbot.keyClick(window, KEY.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert len(panel.rows) == 3
    qtbot.keyClick(window, KEY.Key_F6, Qt.KeyboardModifier.ControlModifier)
    window.map.canvas.zoom_to_feature(forest, "f3", animated=False)
    qtbot.waitUntil(lambda: shown(panel, "名称") == ["东林"], timeout=3000)
    window.map.canvas.zoom_full()
    qtbot.waitUntil(lambda: len(panel.rows) == 3, timeout=3000)


def test_shift_f6_opens_the_table_of_what_is_selected(planned: Application, qtbot) -> None:
    window, forest = planned.window, layer(planned, Role.FOREST).uid
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=3000)
    window.map.select_all(forest, ["f2", "f3"])
    panel = window.tables.panel
    qtbot.keyClick(window, KEY.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: panel.layer == forest and shown(panel, "名称") == ["西林", "东林"], timeout=5000)
    window.map.select(forest, "f1")  # it follows the map
    assert shown(panel, "名称") == ["云蒙山林"]


def test_by_keyboard_alone(planned: Application, qtbot) -> None:
    window = planned.window
    panel = open_table(planned, qtbot, layer(planned, Role.FOREST).uid)
    assert panel.view.hasFocus()
    qtbot.keyClick(panel.view, KEY.Key_Down)
    qtbot.keyClick(panel.view, KEY.Key_Down)
    assert window.map.canvas.selection[0][1] == panel.view.chosen_uids()[0]
    qtbot.keyClick(panel.view, KEY.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert len(window.map.canvas.selection) == 2
    qtbot.keyClick(panel.view, KEY.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert panel.field.hasFocus()
    panel.field.insert("西")
    qtbot.keyClick(panel.field, KEY.Key_Return)
    assert panel.view.hasFocus() and shown(panel, "名称") == ["西林"]
    qtbot.keyClick(panel.view, KEY.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(panel.field, KEY.Key_Escape)
    assert panel.field.text() == ""
    qtbot.keyClick(panel.field, KEY.Key_Escape)
    assert panel.view.hasFocus()
    qtbot.keyClick(panel.view, KEY.Key_Escape)
    assert window.map.canvas.hasFocus() and panel.isVisible()


def test_copying_keeps_codes_as_text_and_unknown_cells_empty(planned: Application, qtbot) -> None:
    panel = open_table(planned, qtbot, layer(planned, Role.COUNTY).uid)
    panel.view.setFocus()
    qtbot.keyClick(panel.view, KEY.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(panel.view, KEY.Key_C, Qt.KeyboardModifier.ControlModifier)
    data = QGuiApplication.clipboard().mimeData()
    head, first, *_ = (line.split("\t") for line in data.text().split("\n"))
    assert head[:2] == ["区划代码", "名称"] or "名称" in head
    assert first[head.index("名称")] == "怀柔区"
    assert "mso-number-format:'\\@'\">110116<" in data.html()
    area = float(first[head.index("面积（hm²）")])
    assert len(first[head.index("面积（hm²）")]) > 8  # all of its digits, not the rounded text
    assert f"{area:,.2f}".replace(",", "\u202f") == shown(panel, "面积（hm²）")[0]


def test_names_notes_and_states_are_written_in_the_table(planned: Application, qtbot) -> None:
    window, document = planned.window, planned.document
    uid = document.add_patrol_area(shapely.box(116.48, 40.63, 116.52, 40.67), "一区")
    panel = open_table(planned, qtbot, "patrol_areas")
    assert shown(panel, "备注") == ["—"]
    at = cell(panel, 0, "备注")
    qtbot.mouseClick(panel.view.viewport(), LEFT, NO, at)
    qtbot.mouseDClick(panel.view.viewport(), LEFT, NO, at)
    editor = panel.view.findChild(QLineEdit)
    editor.insert("逢集加派")
    qtbot.keyClick(editor, KEY.Key_Return)
    qtbot.waitUntil(lambda: shown(panel, "备注") == ["逢集加派"], timeout=3000)
    assert document.patrol_areas()["note"].tolist() == ["逢集加派"]
    assert "备注" in document.undo_stack.undoText()
    assert panel.view.chosen_uids() == [uid]  # the row stays chosen
    window.actions_["undo"].trigger()
    qtbot.waitUntil(lambda: shown(panel, "备注") == ["—"], timeout=3000)
    # The area is measured, not written.
    index = panel.view.attributes.index(0, column(panel, "面积（hm²）"))
    assert not index.flags() & Qt.ItemFlag.ItemIsEditable

    panel = open_table(planned, qtbot, "zones")
    place = panel.view.attributes.index(0, column(panel, "状态"))
    assert place.data() == "识别"
    panel.view.setCurrentIndex(place)
    panel.view.edit(place)
    box = panel.view.findChild(QComboBox)
    box.setCurrentIndex(1)
    box.activated.emit(1)
    qtbot.waitUntil(lambda: shown(panel, "状态")[0] == "分析与评估", timeout=3000)
    assert document.zones()["status"].astype(str).iloc[0] == "assessed"


def test_what_a_file_says_is_not_written_and_says_why(planned: Application, qtbot) -> None:
    panel = open_table(planned, qtbot, layer(planned, Role.FOREST).uid)
    model = panel.view.attributes
    assert not model.index(0, 0).flags() & Qt.ItemFlag.ItemIsEditable
    assert "文件" in model.headerData(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)


def test_what_is_recorded_by_hand_is_written_as_its_form_takes_it(planned: Application, qtbot) -> None:
    document = planned.document
    depot, uid = document.record_feature(
        RecordKind.DEPOT, shapely.Point(116.45, 40.65), {"name": "一库", "items": "铁扫把 40"}
    )
    panel = open_table(planned, qtbot, depot)
    place = [one.key for one in panel.table.fields].index("items")
    index = panel.view.attributes.index(0, place)
    assert index.data() == "铁扫把 40" and index.flags() & Qt.ItemFlag.ItemIsEditable
    panel.view.setCurrentIndex(index)
    panel.view.edit(index)
    editor = panel.view.findChild(QLineEdit)
    editor.selectAll()
    editor.insert("铁扫把 60")
    qtbot.keyClick(editor, KEY.Key_Return)
    qtbot.waitUntil(lambda: panel.view.attributes.index(0, place).data() == "铁扫把 60", timeout=3000)
    assert document.record_row(depot, uid).values["items"] == "铁扫把 60"
    planned.window.actions_["undo"].trigger()
    qtbot.waitUntil(lambda: panel.view.attributes.index(0, place).data() == "铁扫把 40", timeout=3000)


def test_the_table_goes_with_its_layer_and_comes_from_the_card(planned: Application, qtbot) -> None:
    window, villages = planned.window, layer(planned, Role.SETTLEMENT).uid
    window.layers.choose(villages)
    window.layers.card.table_asked.emit(villages)
    panel = window.tables.panel
    qtbot.waitUntil(lambda: panel.table is not None and panel.layer == villages)
    planned.document.remove_layer(villages)
    assert not panel.isVisible()


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_rows_are_saved_as_they_are_shown(planned: Application, qtbot, tmp_path, ending: str) -> None:
    panel = open_table(planned, qtbot, layer(planned, Role.SETTLEMENT).uid)
    find(panel, qtbot, "人口 < 100")
    panel.view.clearSelection()
    target = tmp_path / f"村{ending}"
    with qtbot.waitSignal(planned.window.tables.write(panel.table, target).ended, timeout=5000):
        pass
    if ending == ".csv":
        with target.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.reader(stream))
    else:
        rows = [[cell or "" for cell in row] for row in load_workbook(target).active.iter_rows(values_only=True)]
    assert rows[0][:2] == ["名称", "人口"] and len(rows) == 2
    assert rows[1][0] == "东村" and float(rows[1][1]) == 80.0


def test_every_derived_layer_has_a_table(planned: Application, qtbot) -> None:
    planned.document.add_patrol_area(shapely.box(116.48, 40.63, 116.52, 40.67))
    for uid in ("patrol_areas", "zones", "borders", "straddling", "reaches"):
        panel = open_table(planned, qtbot, uid)
        assert len(panel.table) == len(getattr(planned.document, uid)())
        for row in range(panel.view.attributes.rowCount()):
            for place in range(len(panel.table.fields)):
                assert panel.view.attributes.index(row, place).data() is not None


def test_200_000_rows_open_and_sort_without_holding_up_the_window(program: Application, qtbot, tmp_path) -> None:
    count = 200_000
    rng = np.random.default_rng(7)
    xy = rng.uniform((116.4, 40.6), (116.6, 40.7), (count, 2))
    frame = gpd.GeoDataFrame(
        {
            "uid": [f"v{k}" for k in range(count)],
            "name": [f"村{k % 9973}" for k in range(count)],
            "people": rng.integers(0, 900, count).astype(float),
            "kind": "",
        },
        geometry=shapely.points(xy),
        crs=4490,
    )
    document, window = program.document, program.window
    document.create(tmp_path / "大.lianfang.gpkg", title="大", reference_date=date(2026, 5, 1))

    def put() -> None:
        with document.store.change("layers_added", titles=["村"]):
            document.store.add_layer(record("村", Role.SETTLEMENT, Shape.POINT), frame)

    document.on_writer(put)
    uid = document.layers()[0].uid
    window.layers.choose(uid)
    panel = window.tables.panel

    def of_gui(act) -> float:
        before = time.thread_time()
        act()
        return time.thread_time() - before

    assert of_gui(lambda: window.tables.open_for(uid)) < 0.2
    qtbot.waitUntil(lambda: panel.table is not None, timeout=60_000)
    assert len(panel.rows) == count
    assert of_gui(lambda: panel.view.show_table(panel.table, np.arange(count))) < 0.2
    arranged = []
    panel.task.arranged.connect(arranged.append)
    assert of_gui(lambda: panel.view.sortByColumn(1, Qt.SortOrder.DescendingOrder)) < 0.1
    qtbot.waitUntil(lambda: len(arranged) == 1, timeout=20_000)
    assert shown_people(panel, 0) == 899.0
    assert of_gui(lambda: panel.view.show_rows(arranged[0])) < 0.2
    panel.field.setText("people >= 450")
    qtbot.waitUntil(lambda: len(arranged) == 2, timeout=20_000)
    assert len(panel.rows) == int((frame["people"] >= 450).sum())
    assert of_gui(panel.view.selectAll) < 1.0  # they light up in a picture that is drawn aside
    assert len(window.map.canvas.selection) == len(panel.rows)
    assert of_gui(lambda: qtbot.wait(100)) < 1.0  # headings are painted without asking every row
    assert of_gui(lambda: panel.view.show_rows(panel.rows[::-1].copy())) < 0.3
    assert len(panel.view.chosen_places()) == len(panel.rows)


def shown_people(panel, row: int) -> float:
    return panel.table.fields[1].exact(int(panel.rows[row]))
