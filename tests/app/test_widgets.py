"""Tables sort by value and copy to a spreadsheet; numbers and settings keep their promises."""

from __future__ import annotations

import math
from types import SimpleNamespace as Row

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from app import i18n, words
from app.settings import Settings
from app.widgets.table import Column, RowTable
from app.widgets.toast import Toast

ROWS = [Row(uid="a", name="甲", ha=9.5), Row(uid="b", name="乙", ha=math.nan), Row(uid="c", name="丙", ha=100.0)]


@pytest.fixture
def table(qtbot) -> RowTable:
    made = RowTable(
        [
            Column("名称", lambda row: row.name),
            Column("面积", lambda row: row.ha, text=lambda row: words.hectares(row.ha), is_number=True),
        ],
        "表",
        key=lambda row: row.uid,
    )
    qtbot.addWidget(made)
    made.set_rows(ROWS)
    return made


def shown(table: RowTable) -> list[str]:
    return [row.uid for row in table.visible_rows()]


def test_columns_sort_by_value_and_unknown_comes_last_both_ways(table: RowTable) -> None:
    table.sort_by(1)
    assert shown(table) == ["a", "c", "b"], "9.5 before 100, not as text"
    table.sort_by(1, Qt.SortOrder.DescendingOrder)
    assert shown(table) == ["c", "a", "b"]


def test_sorting_holds_from_the_first_time(table: RowTable) -> None:
    table.sort_by(0, Qt.SortOrder.DescendingOrder)
    assert shown(table) == sorted(
        shown(table), key=lambda uid: next(r.name for r in ROWS if r.uid == uid), reverse=True
    )


def test_the_selection_survives_sorting_filtering_and_new_rows(table: RowTable) -> None:
    heard = []
    table.row_selected.connect(heard.append)
    table.select_keys({"c"})
    table.sort_by(1, Qt.SortOrder.DescendingOrder)
    table.set_rows(list(reversed(ROWS)))
    table.set_filter(lambda row: row.uid != "a")
    assert [row.uid for row in table.selected_rows()] == ["c"]
    assert heard == [], "nobody chose anything"
    table.set_filter(lambda row: row.uid == "a")
    assert table.selected_rows() == []


def test_copying_gives_tab_separated_numbers(table: RowTable, qtbot) -> None:
    table.show()
    table.activateWindow()
    with qtbot.waitActive(table):
        table.setFocus()
    table.selectAll()
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "名称\t面积\n甲\t9.5\n乙\t\n丙\t100"


def test_a_toast_offers_one_action_once(qtbot) -> None:
    from PySide6.QtWidgets import QWidget

    host = QWidget()
    qtbot.addWidget(host)
    host.resize(600, 400)
    host.show()
    toast, done = Toast(host), []
    toast.say("已删除", "撤销", lambda: done.append(1))
    qtbot.mouseClick(toast.button, Qt.MouseButton.LeftButton)
    toast.button.click()
    assert done == [1] and not toast.isVisible()


def test_numbers_never_turn_unknown_into_zero() -> None:
    assert words.number(math.nan) == words.hectares(None) == words.kilometres(math.nan) == "—"
    assert words.at_least(0, is_partial=True) == "—"
    assert words.at_least(12, is_partial=True) == "≥ 12"
    assert words.at_least(0, is_partial=False) == "0"


def test_angles_carry_over() -> None:
    assert words.dms(116.99999999, "E", "W") == "117°00′00.0″E"
    assert words.dms(-0.5, "N", "S") == "0°30′00.0″S"
    assert words.dms(40.755, "N", "S") == "40°45′18.0″N"


@pytest.mark.parametrize(("epsg", "meridian"), [(4534, 75), (4548, 117), (4554, 135), (4513, 75), (4527, 117)])
def test_the_crs_is_named_by_its_meridian(epsg: int, meridian: int, qapp) -> None:
    i18n.install(qapp, "zh_CN")
    assert words.metric_crs(epsg) == f"2000国家大地坐标系，3度带，中央经线{meridian}°"


def test_settings_keep_only_what_may_be_chosen(qapp, tmp_path) -> None:
    settings = Settings()
    assert settings.get("language") == "zh_CN", "Chinese by default"
    heard = []
    settings.changed.connect(heard.append)
    settings.set("theme", "dark")
    settings.set("theme", "dark")
    assert heard == ["theme"] and Settings().get("theme") == "dark"
    with pytest.raises(ValueError, match="pink"):
        settings.set("theme", "pink")


def test_recent_plans_are_newest_first_and_stay_when_their_file_is_gone(qapp, tmp_path) -> None:
    settings = Settings()
    paths = [tmp_path / f"{number}.lianfang.gpkg" for number in range(12)]
    for path in paths:
        path.touch()
        settings.add_recent(path)
    settings.add_recent(paths[5])
    assert settings.recent_plans()[0] == paths[5] and len(settings.recent_plans()) == 10
    paths[5].unlink()
    assert Settings().recent_plans()[0] == paths[5], "its drive may only be unplugged"
    Settings().forget_recent(paths[5])
    assert paths[5] not in Settings().recent_plans()


def test_the_column_that_stretches_gives_room_before_a_table_scrolls_sideways(qtbot) -> None:
    columns = [
        Column("#", lambda row: row, is_number=True, width_px=36),
        Column("Name", str, width_px=150, stretch=True),
        Column("hm²", lambda row: row, is_number=True, width_px=80),
    ]
    table = RowTable(columns, "areas", key=str)
    qtbot.addWidget(table)
    table.set_rows([1, 2])
    table.resize(252, 200)
    table.show()
    qtbot.waitUntil(lambda: table.viewport().width() > 0)
    wide = [table.columnWidth(at) for at in range(3)]
    assert sum(wide) <= table.viewport().width() and wide[0] >= 36 and wide[2] >= 80
    table.resize(140, 200)
    qtbot.waitUntil(lambda: table.columnWidth(1) == 90)  # but not to nothing
