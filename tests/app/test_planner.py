"""What a planner at a small screen relies on: nothing cut, nothing silent, nothing lost from view."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import geopandas as gpd
import pytest
import shapely
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QTableView
from shapely import box

from app import area_findings, i18n, messages, reasons, thumbnails
from app.application import Application
from app.crs_words import all_crs, crs_in_words
from app.dialogs.crs_choice import CrsBox
from app.dialogs.importing import ImportDialog
from app.panels.recent import RecentPlans
from app.reads import Change
from app.settings import Settings
from app.tasks.importing import _look
from app.widgets.table import Column, RowTable
from layers.kinds import Role
from tests.app.conftest import EAST, WEST, drawn, layer

# -- listeners ------------------------------------------------------------------------------------


def test_news_after_the_window_is_gone_reach_nobody(qapp, qtbot, monkeypatch) -> None:
    made = Application(qapp)
    made.window.map.shut_down()
    made.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    with qtbot.captureExceptions() as raised:
        made.jobs.started.emit(SimpleNamespace(title=""))
        made.jobs.ended.emit(SimpleNamespace(title=""))
        made.document.undo_stack.indexChanged.emit(0)
        made.document.changed.emit(Change(frozenset({"lf_layer", "lf_zone"}), "layers_added", "do"))
        made.document.analysis_state_changed.emit("none")
        made.document.closing.emit()
    assert raised == []
    made.jobs.shut_down()
    made.document.shut_down()


# -- tables ---------------------------------------------------------------------------------------


@pytest.fixture
def table(qtbot) -> Iterator[RowTable]:
    made = RowTable(
        [
            Column("#", lambda row: row, is_number=True, width_px=36),
            Column("Name", lambda row: "x" * row, width_px=100, stretch=True),
            Column("A long heading", lambda row: row, width_px=20),
            Column("First extra", lambda row: row, width_px=120, is_extra=True),
            Column("Second extra", lambda row: row, width_px=120, is_extra=True),
        ],
        "Rows",
    )
    qtbot.addWidget(made)
    made.set_rows([1, 2])
    made.show()
    yield made


def shown(table: RowTable) -> list[int]:
    return [k for k in range(table.model().columnCount()) if not table.isColumnHidden(k)]


def test_columns_fill_the_width_and_extras_wait_for_room(table: RowTable) -> None:
    for width, columns in ((320, [0, 1, 2]), (460, [0, 1, 2, 3]), (700, [0, 1, 2, 3, 4])):
        table.resize(width, 200)
        QApplication.processEvents()
        assert shown(table) == columns
        assert sum(table.columnWidth(k) for k in columns) == table.viewport().width()
    heading = table.horizontalHeader().fontMetrics().horizontalAdvance("A long heading")
    assert table.columnWidth(2) > heading, "a heading is never cut"


def test_a_column_chosen_from_the_menu_stays(table: RowTable) -> None:
    table.resize(320, 200)
    QApplication.processEvents()
    second = table.columns_menu.actions()[1]
    second.trigger()
    assert shown(table) == [0, 1, 2, 4]
    table.resize(700, 200)
    QApplication.processEvents()
    second.trigger()
    assert shown(table) == [0, 1, 2, 3]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_zones_table_needs_no_scrolling_on_a_laptop(planned: Application, language: str) -> None:
    planned.settings.set("language", language)
    QApplication.processEvents()
    table = planned.window.zones.table
    assert not table.horizontalScrollBar().maximum()
    assert {0, 1, 2, 3} <= set(shown(table))
    # swatch, gap and cell margins beside the longest usual name
    name = table.fontMetrics().horizontalAdvance("承德县–兴隆 10") + 16 + 4 + 12
    assert table.columnWidth(1) >= name


# -- the zone card --------------------------------------------------------------------------------


def test_the_card_says_where_a_missing_figure_lies(planned: Application) -> None:
    card = planned.window.zones.card
    zone = SimpleNamespace(unknown=({"county": WEST, "role": Role.POPULATION.value},))
    for places, is_outside in ((0, True), (1, False)):
        banner = card._unknown(zone, [SimpleNamespace(county=WEST, people_unknown_places=places)])
        said = " ".join(label.text() for label in banner.findChildren(type(banner)) if hasattr(label, "text"))
        assert ("本区之外" in said) is is_outside


def test_nobody_known_is_unknown_and_not_zero(planned: Application, qtbot) -> None:
    village = layer(planned, Role.SETTLEMENT)
    planned.document.set_layer_speaks_for(village.uid, frozenset({EAST}), frozenset())
    planned.window.work.analyse()
    qtbot.waitUntil(lambda: planned.document.analysis_state() == "fresh", timeout=30_000)
    planned.window.zones.table.selectRow(0)
    parts = planned.document.parts()
    assert WEST in set(parts["county"])
    assert "未知" in planned.window.zones.card.text


def test_sentences_begin_with_a_capital_in_english(planned: Application) -> None:
    i18n.install(QApplication.instance(), "en")
    said = reasons.sentences(planned.document.zones()["reasons"].iloc[0], planned.document.county_names())
    assert said and all(sentence[0] == sentence[0].upper() for sentence in said)


# -- analysis -------------------------------------------------------------------------------------


def test_what_changes_during_an_analysis_leaves_it_stale(planned: Application, monkeypatch) -> None:
    import layers.zones
    from app.tasks.analysis import _derive_and_store
    from layers.memory import Memory

    document, derive = planned.document, layers.zones.derive
    village = layer(planned, Role.SETTLEMENT)

    def meanwhile(*args, **kwargs):
        document.set_layer_speaks_for(village.uid, frozenset({EAST}), frozenset())
        return derive(*args, **kwargs)

    assert document.analysis_state() == "fresh"
    monkeypatch.setattr(layers.zones, "derive", meanwhile)
    _derive_and_store(document, document.store, Memory(), lambda *_: None)
    assert document.analysis_state() == "stale"


# -- messages -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "word"),
    [
        (FileExistsError("/甲/规划.lianfang.gpkg"), "已经存在"),
        (FileNotFoundError(2, "No such file", "/甲/规划.lianfang.gpkg"), "找不到"),
        (PermissionError(13, "denied", "/甲/规划.lianfang.gpkg"), "无权"),
    ],
)
def test_errors_of_the_system_about_files_have_words(qapp, error: OSError, word: str) -> None:
    message = messages.error_message(error)
    assert word in message.title and "规划.lianfang.gpkg" in message.title and message.remedy


def test_a_new_plan_never_overwrites_a_file(program: Application, tmp_path: Path, monkeypatch) -> None:
    from datetime import date

    shown_messages = []
    monkeypatch.setattr("app.dialogs.ask.show_message", lambda _parent, message: shown_messages.append(message.title))
    path = tmp_path / "旧.lianfang.gpkg"
    path.write_bytes(b"kept")
    try:
        program.document.create(path, title="新", reference_date=date(2026, 5, 1))
    except Exception as error:
        program.window.show_error(error)
    assert shown_messages == ["旧.lianfang.gpkg 已经存在"] and path.read_bytes() == b"kept"


# -- patrol areas ---------------------------------------------------------------------------------


def test_an_area_in_one_county_says_so_and_shows_where(planned: Application, qtbot) -> None:
    window = planned.window
    window.right.show_page("patrol")
    hole = box(116.452, 40.652, 116.456, 40.656)
    area = box(116.45, 40.65, 116.46, 40.66).difference(hole)
    uid = planned.document.add_patrol_area(area)
    qtbot.waitUntil(lambda: uid in window.patrol._numbers, timeout=10_000)
    window.patrol.choose(uid)
    found = {finding.code: finding for finding in window.patrol._numbers[uid].findings}
    assert set(found) == {"one_county", "hole"}
    assert "怀柔" in area_findings.sentence(found["one_county"], planned.document)
    place = area_findings.place(found["hole"], area, planned.document)
    assert shapely.Polygon(shapely.line_merge(place) if place.geom_type != "LinearRing" else place).equals(hole)

    def looks() -> list[QAbstractButton]:
        return [button for button in window.patrol.card.findChildren(QAbstractButton) if button.isVisibleTo(window)]

    # Figures may be counted once more first, and what has come in is given its place afterwards.
    qtbot.waitUntil(lambda: any(look.height() > 0 for look in looks()), timeout=10_000)
    with qtbot.waitSignal(window.patrol.place_asked):
        qtbot.mouseClick(looks()[0], Qt.MouseButton.LeftButton)


def test_a_sliver_is_found_where_it_lies(planned: Application) -> None:
    from layers.patrol.checks import Finding

    area = box(116.4999, 40.65, 116.52, 40.66)  # 8 m of it lie west of the line
    place = area_findings.place(Finding("sliver", "warning", {"county": WEST}), area, planned.document)
    assert place.bounds[2] == pytest.approx(116.5) and place.bounds[0] == pytest.approx(116.4999)


def test_delete_removes_the_area_chosen_and_undo_brings_it_back(planned: Application, qtbot) -> None:
    window = planned.window
    planned.document.add_patrol_area(box(116.49, 40.65, 116.51, 40.66))
    window.right.show_page("patrol")
    trash = window.patrol._buttons[3]
    assert not trash.isEnabled() and "联防区" in trash.toolTip(), "off, and says why"
    window.patrol.table.selectRow(0)
    trash.click()
    assert len(planned.document.patrol_areas()) == 0
    window.actions_["undo"].trigger()
    assert len(planned.document.patrol_areas()) == 1


# -- layers ---------------------------------------------------------------------------------------


def test_the_opacity_of_a_layer_is_set_and_undone(planned: Application) -> None:
    forest = layer(planned, Role.FOREST)
    planned.window.layers.choose(forest.uid)
    slider = planned.window.layers.card.opacity
    slider.setValue(40)
    slider.sliderReleased.emit()
    assert planned.document.layer(forest.uid).opacity == pytest.approx(0.4)
    planned.window.actions_["undo"].trigger()
    assert planned.document.layer(forest.uid).opacity == 1.0


# -- recent plans ---------------------------------------------------------------------------------


def test_closing_a_plan_keeps_its_picture_outside_the_plan(planned: Application, qtbot) -> None:
    path = planned.document.path
    qtbot.waitUntil(lambda: drawn(planned.window.map.canvas), timeout=10_000)
    planned.window.actions_["close_plan"].trigger()
    picture = thumbnails.load(path)
    assert picture.size() == thumbnails.SIZE_PX
    assert list(path.parent.glob("*.png")) == []
    row = planned.window.start.recent.rows[0]
    assert row.open_button.isEnabled()
    with qtbot.waitSignal(planned.document.opened):
        qtbot.mouseClick(row.open_button, Qt.MouseButton.LeftButton)


def test_a_plan_that_is_gone_says_so_and_can_be_taken_off(qtbot, tmp_path: Path) -> None:
    settings = Settings()
    there, gone = tmp_path / "在.lianfang.gpkg", tmp_path / "没.lianfang.gpkg"
    there.touch()
    for path in (there, gone):
        settings.add_recent(path)
    thumbnails.store(gone, QPixmap(300, 200))
    recent = RecentPlans(settings)
    qtbot.addWidget(recent)
    assert [row.open_button.isEnabled() for row in recent.rows] == [False, True]
    assert "不在原处" in recent.rows[0].open_button.toolTip()
    recent.rows[0].remove_button.click()
    assert settings.recent_plans() == [there] and len(recent.rows) == 1
    assert thumbnails.load(gone).isNull()


# -- import ---------------------------------------------------------------------------------------


@pytest.fixture
def odd_table(tmp_path: Path) -> Path:
    path = tmp_path / "仓库.csv"
    path.write_text("点名,甲列,乙列,备注\n一库,116.48,40.65,旧\n二库,116.52,40.66,新\n", encoding="utf-8")
    return path


def test_coordinate_columns_nobody_recognises_are_asked_for(
    program: Application,
    odd_table: Path,
) -> None:
    looked = _look([odd_table], lambda *_: None)
    dialog = ImportDialog(looked, parent=program.window)
    (row,) = dialog._rows
    ok = dialog.buttons.buttons()[0]
    assert row.columns is not None and not ok.isEnabled() and "字段" in ok.toolTip()
    assert row.columns.preview.item(0, 0).text() == "一库"
    assert [row.columns.east.itemText(k) for k in range(row.columns.east.count())] == ["甲列", "乙列"]
    row.columns.east.setCurrentIndex(0)
    row.columns.north.setCurrentIndex(1)
    assert "坐标系" in ok.toolTip() and "与数值相符" in row.crs.itemText(0)
    row.crs.setCurrentIndex(row.crs.findData("EPSG:4490"))
    assert ok.isEnabled()
    (want,) = dialog.wanted
    assert (want.choice.x_field, want.choice.y_field, want.choice.crs) == ("甲列", "乙列", "EPSG:4490")
    assert want.choice.role is Role.DEPOT
    from layers.sources import read

    (read_layer,) = read(want.path, want.choice)
    assert read_layer.frame.geometry.x.tolist() == [116.48, 116.52]
    dialog.deleteLater()


def test_systems_are_offered_in_plain_words(qapp) -> None:
    names = [crs_in_words(code) for code in all_crs()]
    assert len(names) == len(set(names)) == 66
    assert crs_in_words("EPSG:4527") == "2000国家大地坐标系，3度带第39带，中央经线117°，Y 含带号"
    assert crs_in_words("EPSG:32650") == "UTM 第50带（北半球），中央经线117°（WGS 84，卫星影像常用）"
    assert crs_in_words("EPSG:4548") == "2000国家大地坐标系，3度带，中央经线117°，Y 不含带号"
    plain = [f"EPSG:{4534 + k}" for k in range(21)]
    near = CrsBox("CRS", plain, near_epsg=4527)
    assert near.itemData(0) == "EPSG:4548" and near.currentIndex() == -1, "suggested, not chosen"
    assert near.count() == 67  # and a line between


# -- names ----------------------------------------------------------------------------------------


def test_every_control_of_every_dialog_has_a_name(planned: Application, odd_table: Path) -> None:
    from app.dialogs.counties import CountiesDialog, SpeaksForDialog
    from app.dialogs.new_plan import FactsDialog, NewPlanDialog
    from app.dialogs.papers import PapersDialog
    from app.dialogs.parameters import ParametersDialog
    from app.dialogs.settings import SettingsDialog
    from app.tasks.agreement import read_plan

    window, document = planned.window, planned.document
    info = document.info()
    document.add_patrol_area(box(116.49, 40.65, 116.51, 40.66))
    no_crs = odd_table.with_name("点.csv")
    gpd.pd.DataFrame({"经度": [116.5], "纬度": [40.6]}).to_csv(no_crs, index=False)
    dialogs = [
        NewPlanDialog(window),
        FactsDialog(info.title, info.reference_date, window),
        CountiesDialog(window),
        SpeaksForDialog(layer(planned, Role.FOREST), document.county_names(), window),
        ParametersDialog(document.parameters(), window),
        SettingsDialog(planned.settings, window),
        PapersDialog(document, window.jobs, planned.settings, read_plan(document.store), window),
        ImportDialog(_look([odd_table, no_crs], lambda *_: None), parent=window),
    ]
    for dialog in dialogs:
        for kind in (QAbstractButton, QComboBox, QLineEdit, QTableView, QAbstractSpinBox):
            for control in dialog.findChildren(kind):
                parent = control.parentWidget()
                inner = isinstance(parent, QComboBox | QAbstractSpinBox | QTableView | QLineEdit)
                inner = inner or control.objectName().startswith("qt_")
                while parent is not None and not inner:  # the pop-up calendar of a date field is Qt's own
                    inner = type(parent).__name__ == "QCalendarWidget"
                    parent = parent.parentWidget()
                name = control.accessibleName() or getattr(control, "text", str)()
                assert name or inner, (type(dialog).__name__, control, control.parentWidget())
        dialog.deleteLater()
