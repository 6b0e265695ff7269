"""The inventory in the real window: typed, searched, imported, compared, inspected; the card of a depot on the map."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QTableView

from app.canvas.view import View
from app.dialogs.inventory_import import InventoryImportDialog
from layers.inventory.model import InventorySettings, Need, StockRow, frame_of
from layers.kinds import Role, Shape
from layers.plan.schema import Table
from tests.app.conftest import EAST, WEST, drawn, fill, record
from tests.app.test_map_tools import Hand

LEFT, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier


def stock() -> list[StockRow]:
    far = {"checked": "2025-01-01"}
    near = {"checked": "2026-04-01", "contact": "赵一", "phone": "010-0000-0000"}
    return [
        StockRow("s1", "equipment", "pump.fire", "", 20.0, "台", "西库", "d1", WEST, 15.0, callsign="甲", **near),
        StockRow("s2", "equipment", "pump.fire", "", 6.0, "台", "东库", "d2", EAST, **near),
        StockRow("s3", "team", "team.diver", "", 8.0, "人", "西队", "", WEST, **near),
        StockRow("s4", "material", "tent", "", 4.0, "顶", "西库", "d1", WEST, **far),
    ]


def add_places(store) -> None:
    depots = gpd.GeoDataFrame(
        {
            "uid": ["d1", "d2"],
            "name": ["西库", "东库"],
            "contact": ["", ""],
            "phone": ["", ""],
            "items": ["", "铁锹 3 把"],
        },
        geometry=gpd.points_from_xy([116.46, 116.54], [40.66, 40.66]),
        crs=4490,
    )
    dangers = gpd.GeoDataFrame(
        {"uid": ["x1", "x2"], "name": ["西油库", "东矿库"], "kind": ["油库", "尾矿库"]},
        geometry=gpd.points_from_xy([116.49, 116.56], [40.63, 40.63]),
        crs=4490,
    )
    with store.change("layers_added", titles=["仓库", "危险源"]):
        store.add_layer(record("仓库", Role.DEPOT, Shape.POINT), depots)
        store.add_layer(record("危险源", Role.HAZARD_SOURCE, Shape.POINT), dangers)
    with store.change("stock_imported", count=4, file="x"):
        store.put_inventory(Table.STOCK, frame_of(stock(), StockRow))
        needs = [Need("n1", "pump.fire", WEST, 31.0), Need("n2", "pump.fire", EAST, 22.0)]
        store.put_inventory(Table.STOCK_NEED, frame_of(needs, Need))


@pytest.fixture
def hand(program, tmp_path: Path, qtbot) -> Hand:
    """The window with two depots, two hazard sources and a small inventory; the map drawn."""
    from datetime import date

    document = program.document
    document.create(tmp_path / "测试.lianfang.gpkg", title="测试规划", reference_date=date(2026, 5, 1))
    document.on_writer(lambda: fill(document.store))
    document.on_writer(lambda: add_places(document.store))
    canvas = program.window.map.canvas
    qtbot.waitUntil(lambda: drawn(canvas) and bool(canvas.scene.layers), timeout=20_000)
    centre = canvas.to_metric(shapely.Point(116.5, 40.65))
    canvas.set_view(View((centre.x, centre.y), 20.0, (float(canvas.width()), float(canvas.height()))))
    qtbot.waitUntil(lambda: drawn(canvas), timeout=10_000)
    canvas.setFocus()
    return Hand(program, canvas, qtbot)


def chord(hand: Hand, key: Qt.Key) -> None:
    hand.key(Qt.Key.Key_I, CTRL)
    hand.key(key)


def opened(hand: Hand, key: Qt.Key = Qt.Key.Key_I):
    chord(hand, key)
    control = hand.window.stocks
    hand.qtbot.waitUntil(lambda: control.task.around is not None, timeout=20_000)
    assert control.dialog is not None and control.dialog.isVisible()
    return control.dialog


def type_in(hand: Hand, widget, text: str) -> None:
    """Type as a person does: Chinese comes from an input method, all at once."""
    if text.isascii():
        hand.qtbot.keyClicks(widget, text)
        return
    committed = QInputMethodEvent()
    committed.setCommitString(text)
    QApplication.sendEvent(widget, committed)


def choose(hand: Hand, box: QComboBox, text: str) -> None:
    """Go through a list by key until the words are there."""
    box.setFocus()
    hand.qtbot.keyClick(box, Qt.Key.Key_Home)
    while box.currentText() != text:
        at = box.currentIndex()
        hand.qtbot.keyClick(box, Qt.Key.Key_Down)
        assert box.currentIndex() != at, f"{text} is not in the list"


def write(hand: Hand, form, **texts: str) -> None:
    """Type into fields of a form."""
    for name, text in texts.items():
        widget = form.inputs[name]
        if isinstance(widget, QComboBox) and not widget.isEditable():
            choose(hand, widget, text)
            continue
        line = widget.lineEdit() if isinstance(widget, QComboBox) else widget
        line.selectAll()
        type_in(hand, line, text)
        if isinstance(widget, QComboBox):
            widget.completer().popup().hide()


def click_row(hand: Hand, table: QTableView, row: int, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    at = table.visualRect(table.model().index(row, 0)).center()
    hand.qtbot.mouseClick(table.viewport(), LEFT, modifiers, at)


def column(table, title: str) -> list[str]:
    model = table.model()
    place = [one.title for one in model.columns].index(title)
    return [str(model.index(row, place).data()) for row in range(model.rowCount())]


# -- the list ---------------------------------------------------------------------------------------------------


def test_a_row_is_typed_changed_copied_removed_and_undone(hand: Hand) -> None:
    page = opened(hand).stock
    hand.qtbot.mouseClick(page.new_button, LEFT)
    form = page.form
    write(hand, form, item="潜水员", quantity="十二", county="丰宁", holder="水上队", phone="010-0000-0001")
    hand.qtbot.keyClick(form.inputs["phone"], Qt.Key.Key_Return)
    assert form.isVisible() and "十二" in form.error.text(), "no number: said, and nothing typed is lost"
    assert form.inputs["phone"].text() == "010-0000-0001" and len(hand.document.stock()) == 4
    write(hand, form, quantity="12", checked="2026年4月3日")
    hand.qtbot.keyClick(form.inputs["checked"], Qt.Key.Key_Return)
    (row,) = (one for one in hand.document.stock() if one.holder == "水上队")
    assert (row.item, row.name, row.quantity, row.unit, row.county) == ("team.diver", "潜水员", 12.0, "人", EAST)
    assert row.checked == "2026-04-03" and not form.isVisible() and page.chosen.uid == row.uid
    # Change it by key.
    hand.qtbot.keyClick(page.table, Qt.Key.Key_F2)
    write(hand, form, quantity="9")
    hand.qtbot.mouseClick(form.keep_button, LEFT)
    assert next(one for one in hand.document.stock() if one.uid == row.uid).quantity == 9
    # Another one like it; Esc keeps nothing.
    hand.qtbot.mouseClick(page.copy_button, LEFT)
    hand.qtbot.keyClick(form.inputs["quantity"], Qt.Key.Key_Escape)
    assert not form.isVisible() and len(hand.document.stock()) == 5
    hand.qtbot.mouseClick(page.copy_button, LEFT)
    hand.qtbot.mouseClick(form.keep_button, LEFT)
    assert len(hand.document.stock()) == 6
    # Two at once are one step.
    page.table.selectAll()
    hand.qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert hand.document.stock() == [] and page.pages.currentIndex() == 0
    dialog = hand.window.stocks.dialog
    hand.qtbot.keyClick(dialog, Qt.Key.Key_Z, CTRL)
    assert len(hand.document.stock()) == 6
    for _ in range(3):
        hand.qtbot.keyClick(dialog, Qt.Key.Key_Z, CTRL)
    assert hand.document.stock() == stock() and column(page.table, "数量") == ["20", "6", "8", "4"]
    assert hand.undo_texts()[-4:] == ["应急资源：新增“蛙人 · 潜水员”", "应急资源：修改“蛙人 · 潜水员”",
                                      "应急资源：新增“蛙人 · 潜水员”", "应急资源：删除 6 行"]  # fmt: skip


def test_something_the_catalogue_does_not_know_becomes_an_item_of_the_plan(hand: Hand) -> None:
    page = opened(hand).stock
    hand.qtbot.mouseClick(page.new_button, LEFT)
    write(hand, page.form, item="雪地车", quantity="2", unit="辆", capabilities="救援、除雪")
    hand.qtbot.mouseClick(page.form.keep_button, LEFT)
    assert "县" in page.form.error.text(), "in which county?"
    write(hand, page.form, county="怀柔")
    hand.qtbot.mouseClick(page.form.keep_button, LEFT)
    assert hand.document.catalogue().name_of("own.雪地车") == "雪地车"
    hand.qtbot.keyClicks(page.search, "xuedi")
    assert column(page.table, "名称") == ["雪地车"], "found by pinyin"
    page.search.clear()
    type_in(hand, page.search, "除雪")
    assert column(page.table, "名称") == ["雪地车"], "and by what it is good for"
    hand.qtbot.keyClick(hand.window.stocks.dialog, Qt.Key.Key_Z, CTRL)
    assert hand.document.catalogue().get("own.雪地车") is None, "item and row are one step"


def test_search_filters_sort_copy_and_show_on_the_map(hand: Hand) -> None:
    dialog = opened(hand, Qt.Key.Key_F)
    page = dialog.stock
    assert dialog.current == "stock" and dialog.focusWidget() is page.search
    type_in(hand, page.search, "水泵")
    assert column(page.table, "数量") == ["20", "6"] and column(page.table, "县") == ["怀柔", "丰宁"]
    assert "2 行" in page.summary.text()
    header = page.table.horizontalHeader()
    hand.qtbot.mouseClick(header.viewport(), LEFT, pos=QPoint(header.sectionViewportPosition(1) + 12, 10))
    assert column(page.table, "数量") == ["6", "20"]
    click_row(hand, page.table, 0)
    hand.qtbot.keyClick(page.table, Qt.Key.Key_C, CTRL)
    assert "高压水泵\t6\t台\t东库\t丰宁" in QGuiApplication.clipboard().text()
    before = hand.canvas.view.center
    hand.qtbot.mouseClick(page.zoom_button, LEFT)
    hand.qtbot.waitUntil(lambda: hand.canvas.view.center != before, timeout=5000)
    assert hand.window.map.chosen[0][1] == "d2" and hand.window.stocks.card.holder.name == "东库"
    page.search.clear()
    page.state_box.setCurrentIndex(page.state_box.findData("stale"))
    assert column(page.table, "名称") == ["救灾帐篷"]
    page.state_box.setCurrentIndex(0)
    page.county_box.setCurrentIndex(page.county_box.findData(EAST))
    assert column(page.table, "存放单位") == ["东库"]


# -- need and shortfall -------------------------------------------------------------------------------------------


def test_shortfalls_singly_and_together_in_table_and_chart(hand: Hand) -> None:
    page = opened(hand, Qt.Key.Key_D).balance
    # 26 of 53 pumps together: 27 short, 11 and 16 singly.
    assert column(page.items, "名称")[0] == "高压水泵"
    assert [column(page.items, one)[0] for one in ("需要", "储备", "储备率", "短板")] == ["53", "26", "49 %", "27"]
    assert column(page.counties, "短板") == ["11", "16"]
    (bar,) = page.chart.bars
    assert bar.ratio == pytest.approx(26 / 53) and "缺 27" in bar.text
    page.scope.setCurrentIndex(page.scope.findData(EAST))
    assert page.chart.bars[0].ratio == pytest.approx(6 / 22)
    # One party less.
    entry = next(one for one in page.parties_menu.actions() if one.data() == EAST)
    entry.trigger()
    assert column(page.items, "短板")[0] == "11" and page.parties == (WEST,)
    entry.trigger()
    assert column(page.items, "短板")[0] == "27"


def test_a_need_by_rule_and_a_click_in_the_chart(hand: Hand) -> None:
    page = opened(hand, Qt.Key.Key_D).balance
    hand.qtbot.mouseClick(page.new_button, LEFT)
    form = page.form
    write(hand, form, item="救灾帐篷", county="怀柔")
    hand.qtbot.mouseClick(form.keep_button, LEFT)
    assert form.isVisible() and form.error.text(), "neither a figure nor a rule"
    box = form.inputs["rule"]
    box.setFocus()
    while form.value("rule") != "tents_per_relocated":
        hand.qtbot.keyClick(box, Qt.Key.Key_Down)
    write(hand, form, basis="80")
    hand.qtbot.keyClick(form.inputs["basis"], Qt.Key.Key_Return)
    (need,) = (one for one in hand.document.needs() if one.item == "tent")
    assert (need.rule, need.basis, need.quantity) == ("tents_per_relocated", 80.0, None)
    # 80 people, one tent for eight: 10, of which 4 are there.
    assert [bar.key for bar in page.chart.bars] == ["pump.fire", "tent"] or len(page.chart.bars) == 2
    place = [bar.key for bar in page.chart.bars].index("pump.fire")
    view = page.chart.getPlotItem().vb
    at = page.chart.mapFromScene(
        view.mapViewToScene(view.mapSceneToView(view.sceneBoundingRect().center()).__class__(0.2, -place))
    )
    hand.qtbot.mouseClick(page.chart.viewport(), LEFT, pos=at)
    assert page.item_title.text().startswith("高压水泵")
    place = [bar.key for bar in page.chart.bars].index("tent")
    row = [one.item for one in page.items.visible_rows()].index("tent")
    click_row(hand, page.items, row)
    assert page.item_title.text().startswith("救灾帐篷") and column(page.counties, "短板")[0] == "6"
    click_row(hand, page.counties, 0)
    hand.qtbot.mouseClick(page.remove_button, LEFT)
    assert [one.item for one in hand.document.needs()] == ["pump.fire", "pump.fire"]


# -- hazard sources -----------------------------------------------------------------------------------------------


def test_hazard_sources_are_inspected_filtered_and_flagged(hand: Hand) -> None:
    page = opened(hand, Qt.Key.Key_H).hazards
    # 0.01° of longitude at 40.63° N are 846 m; the other one lies six times as far.
    assert column(page.table, "隐患点") == ["西油库"] and column(page.table, "距界线") == ["846 m"]
    page.within.setFocus()
    page.within.selectAll()
    hand.qtbot.keyClicks(page.within, "6")
    hand.qtbot.keyClick(page.within, Qt.Key.Key_Return)
    assert column(page.table, "隐患点") == ["西油库", "东矿库"] and column(page.table, "对侧") == ["丰宁", "怀柔"]
    assert hand.document.inventory_settings().within_m == 6000.0
    click_row(hand, page.table, 0)
    hand.qtbot.mouseClick(page.edit_button, LEFT)
    write(hand, page.form, owner="甲公司", inspected="2026.4.1", due="2026-04-20", next_joint="2026-06-01")
    write(hand, page.form, rectification="整改中")
    hand.qtbot.mouseClick(page.form.keep_button, LEFT)
    (check,) = hand.document.hazard_checks()
    assert (check.uid, check.owner, check.inspected, check.rectification) == ("x1", "甲公司", "2026-04-01", "doing")
    assert column(page.table, "逾期")[0] == "整改" and "逾期 1 个" in page.summary.text()
    page.state_box.setCurrentIndex(page.state_box.findData("overdue"))
    assert column(page.table, "隐患点") == ["西油库"]
    click_row(hand, page.table, 0)
    hand.qtbot.mouseClick(page.zoom_button, LEFT)
    assert hand.window.map.chosen[0][1] == "x1"
    hand.qtbot.keyClick(hand.window.stocks.dialog, Qt.Key.Key_Z, CTRL)
    assert hand.document.hazard_checks() == [] and "逾期 0 个" in page.summary.text()


# -- completeness -------------------------------------------------------------------------------------------------


def test_completeness_follows_the_days_and_leads_to_the_rows(hand: Hand) -> None:
    dialog = opened(hand)
    dialog.show_page("score")
    page = dialog.score
    rows = dict(zip(column(page.counties, "县"), column(page.counties, "过期"), strict=True))
    assert rows == {"怀柔": "1", "丰宁": "0"}
    page.days.setFocus()
    page.days.selectAll()
    hand.qtbot.keyClicks(page.days, "20")
    hand.qtbot.keyClick(page.days, Qt.Key.Key_Return)
    rows = dict(zip(column(page.counties, "县"), column(page.counties, "过期"), strict=True))
    assert rows == {"怀柔": "3", "丰宁": "1"} and hand.document.inventory_settings().stale_days == 20
    # An incomplete list makes what it does not name unknown.
    place = column(page.counties, "县").index("丰宁")
    click_row(hand, page.counties, place)
    hand.qtbot.mouseClick(page.partial_button, LEFT)
    assert hand.document.inventory_settings() == InventorySettings(20, 5000.0, frozenset({EAST}))
    place = column(page.counties, "县").index("丰宁（清单不全）")
    at = page.counties.visualRect(page.counties.model().index(place, 0)).center()
    hand.qtbot.mouseClick(page.counties.viewport(), LEFT, pos=at)
    hand.qtbot.mouseDClick(page.counties.viewport(), LEFT, pos=at)
    assert dialog.current == "stock" and column(dialog.stock.table, "存放单位") == ["东库"]


# -- the card of a depot -------------------------------------------------------------------------------------------


def test_a_click_on_a_depot_says_what_it_holds_and_whom_to_call(hand: Hand) -> None:
    hand.click(116.46, 40.66, keys=Qt.KeyboardModifier.NoModifier)
    card = hand.window.stocks.card
    hand.qtbot.waitUntil(card.isVisible, timeout=20_000)
    text = card.text()
    assert card.title.text() == "西库" and "赵一 010-0000-0000" in text and "电台 甲" in text
    assert "高压水泵\t20\t台" in text and "救灾帐篷\t4\t顶" in text and "485 天前" in text and "过期 1 行" in text
    assert "高压水泵 11 台" in card.short.text()
    # Add something it holds: the form knows where.
    hand.qtbot.mouseClick(card.add_button, LEFT)
    page = hand.window.stocks.dialog.stock
    write(hand, page.form, item="油锯", quantity="3")
    hand.qtbot.mouseClick(page.form.keep_button, LEFT)
    row = hand.document.stock()[-1]
    assert (row.item, row.holder, row.holder_uid, row.county) == ("chainsaw", "西库", "d1", WEST)
    assert "油锯\t3\t台" in card.text(), "the card follows"
    # A depot of which nothing is on record says so, and what its layer says; a click on nothing takes the card away.
    hand.click(116.54, 40.66, keys=Qt.KeyboardModifier.NoModifier)
    hand.qtbot.waitUntil(lambda: card.title.text() == "东库", timeout=5000)
    hand.click(116.42, 40.69, keys=Qt.KeyboardModifier.NoModifier)
    assert not card.isVisible()


# -- workbooks ----------------------------------------------------------------------------------------------------


def workbook(path: Path) -> Path:
    book = Workbook()
    page = book.active
    page.append(["应急物资统计表", None, None, None])
    page.append(["物资名称", "数量（台）", "仓库", "县"])
    page.append(["风力灭火机", "约40台", "东库", "丰宁"])
    page.append(["高压水泵", 9, "西库", "怀柔"])
    page.append(["油锯", 5, "西库", None])
    page.merge_cells("A1:D1")
    book.save(path)
    return path


def test_a_workbook_is_imported_with_all_it_leaves_unclear(hand: Hand, tmp_path: Path, monkeypatch) -> None:
    path = workbook(tmp_path / "清单.xlsx")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_given, **_named: (str(path), ""))
    seen: list[str] = []

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, InventoryImportDialog)
        seen.append(dialog.summary.text())
        seen.extend(dialog.problems.item(at).text() for at in range(dialog.problems.count()))
        dialog.county.setFocus()
        while dialog.county.currentData() != WEST:
            hand.qtbot.keyClick(dialog.county, Qt.Key.Key_Down)
        dialog.county.activated.emit(dialog.county.currentIndex())
        seen.append(dialog.summary.text())
        hand.qtbot.mouseClick(dialog.take, LEFT)

    timer = QTimer()
    timer.setInterval(50)
    timer.timeout.connect(lambda: (timer.stop(), answer()) if QApplication.activeModalWidget() is not None else None)
    timer.start()
    chord(hand, Qt.Key.Key_X)
    hand.qtbot.waitUntil(lambda: len(hand.document.stock()) == 6, timeout=20_000)
    assert "更新已有 1 行" in seen[0] and "不读入 1 行" in seen[0]
    assert "第 5 行" in seen[1] and "没有写县" in seen[1] and any("约数" in one for one in seen)
    assert "不读入 0 行" in seen[-1]
    rows = {row.uid: row for row in hand.document.stock()}
    assert rows["s1"].quantity == 9, "the pumps of the western depot are the same pumps"
    assert {row.holder_uid for row in rows.values() if row.item == "blower"} == {"d2"}
    assert hand.undo_texts()[-1] == "应急资源：从 清单.xlsx 导入 3 行"
    hand.window.hands.undo()
    assert hand.document.stock() == stock()


def test_export_leaves_telephone_numbers_at_home(hand: Hand, tmp_path: Path, monkeypatch) -> None:
    page = opened(hand).stock
    paths = [tmp_path / "一.xlsx", tmp_path / "二.xlsx", tmp_path / "模板.xlsx"]
    left = list(paths)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given, **_named: (str(left.pop(0)), ""))
    type_in(hand, page.search, "水泵")
    hand.qtbot.mouseClick(page.export_button, LEFT)
    hand.qtbot.waitUntil(paths[0].exists, timeout=20_000)
    hand.qtbot.mouseClick(page.phones, LEFT, pos=QPoint(8, page.phones.height() // 2))
    hand.qtbot.mouseClick(page.export_button, LEFT)
    hand.qtbot.waitUntil(paths[1].exists, timeout=20_000)
    hand.qtbot.mouseClick(page.template_button, LEFT)
    hand.qtbot.waitUntil(paths[2].exists, timeout=20_000)

    def said(path: Path) -> str:
        book = load_workbook(path)
        return "\n".join(str(cell) for one in book for line in one.iter_rows(values_only=True) for cell in line)

    assert "010-0000" not in said(paths[0]) and "010-0000-0000" in said(paths[1])
    listed = load_workbook(paths[0]).worksheets[0]
    assert listed.max_row == 3, "what is shown is what is written"


def test_a_plan_that_cannot_be_written_can_still_be_looked_at(hand: Hand, tmp_path: Path, qtbot) -> None:
    from layers.plan.store import PlanStore

    document, path = hand.document, hand.document.path
    document.close()
    document.attach(document.on_writer(lambda: PlanStore.open(path, read_only=True)))
    dialog = opened(hand)
    click_row(hand, dialog.stock.table, 0)
    for widget in (
        dialog.stock.new_button,
        dialog.stock.edit_button,
        dialog.stock.remove_button,
        dialog.stock.import_button,
    ):
        assert not widget.isEnabled() and "只读" in widget.toolTip()
    hand.qtbot.keyClick(dialog.stock.table, Qt.Key.Key_F2)
    assert not dialog.stock.form.isVisible() and dialog.stock.zoom_button.isEnabled()
