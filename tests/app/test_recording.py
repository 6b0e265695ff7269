"""Recording by hand in the real window: by mouse, by typing, changed, moved, copied, removed, and each one step."""

import pytest
import shapely
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from app.canvas.hit import geometry_of
from layers.geodesy import geodesic_length_m
from layers.kinds import RecordKind, Role
from tests.app.canvas.conftest import move
from tests.app.conftest import EAST, WEST, drawn
from tests.app.test_map_tools import ALT, CTRL, CTRL_SHIFT, LEFT, RIGHT, Hand, map_  # noqa: F401

DEPOT, VILLAGE, ROUTE, FOREST = RecordKind.DEPOT, RecordKind.VILLAGE, RecordKind.PATROL_ROUTE, RecordKind.FOREST


@pytest.fixture
def hand(map_):  # noqa: F811
    """The map with the recording hand."""
    return Recorder(map_.program, map_.canvas, map_.qtbot)


class Recorder(Hand):
    """Types into the card as well."""

    @property
    def card(self):
        return self.window.recording.card

    def begin(self, kind):
        self.window.actions_[f"record_{kind.value}"].trigger()
        assert self.card.isVisible() and self.card.kind is kind

    def type(self, name, text):
        widget = self.card.fields[name]
        widget.setFocus()
        if isinstance(widget, QLineEdit):
            widget.selectAll()
        words = QInputMethodEvent()  # as an input method gives Chinese
        words.setCommitString(text)
        QApplication.sendEvent(widget, words)

    def type_place(self, text):
        edit = self.card.point if self.card.point.isVisible() else self.card.points
        edit.setFocus()
        edit.selectAll()
        if edit is self.card.point:
            words = QInputMethodEvent()
            words.setCommitString(text)
            QApplication.sendEvent(edit, words)
        else:
            edit.setPlainText(text)
        self.card.settle()

    def enter(self):
        self.qtbot.keyClick(self.card, Qt.Key.Key_Return)

    def rows(self, kind):
        return self.document.records_of(kind)

    def record(self, kind, lon, lat, /, **values):
        self.begin(kind)
        self.click(lon, lat)
        for name, text in values.items():
            self.type(name, text)
        self.enter()
        return self.rows(kind)[-1]

    def settled(self):
        """Wait until the map shows what is recorded."""
        keys = [row.key for kind in self.document.recorded_layers() for row in self.rows(kind)]
        self.qtbot.waitUntil(lambda: all(geometry_of(self.canvas.scene, *key) for key in keys), timeout=10_000)
        self.qtbot.waitUntil(lambda: drawn(self.canvas), timeout=10_000)

    def steps(self):
        return self.document.undo_stack.count()

    def drag(self, start, end):
        begin, stop = self.px(*start), self.px(*end)
        move(self.canvas, begin, ALT)
        self.qtbot.mousePress(self.canvas, LEFT, ALT, begin)
        move(self.canvas, QPoint((begin.x() + stop.x()) // 2, (begin.y() + stop.y()) // 2), ALT)
        move(self.canvas, stop, ALT)
        self.qtbot.mouseRelease(self.canvas, LEFT, ALT, stop)


def at(row):
    return (row.shape.x, row.shape.y)


def test_a_depot_is_placed_by_a_click_and_a_form(hand):
    before = hand.steps()
    hand.key(Qt.Key.Key_D, CTRL_SHIFT)
    assert hand.card.isVisible() and hand.canvas.tool.key == "record_point"
    hand.click(116.47, 40.66)
    assert hand.card.where.text() == "怀柔", "its county is worked out"
    assert hand.card.fields["name"].hasFocus(), "the hand goes on typing"
    hand.type("name", "北沟仓库")
    hand.type("items", "水泵 6 台")
    hand.type("phone", "010-1234")
    hand.enter()
    (row,) = hand.rows(DEPOT)
    place = hand.place(116.47, 40.66)
    assert at(row) == pytest.approx((place.x, place.y), abs=1e-9)
    assert (row.name, row.values["items"], row.values["phone"], row.county) == (
        "北沟仓库",
        "水泵 6 台",
        "010-1234",
        WEST,
    )
    assert hand.steps() == before + 1 and "北沟仓库" in hand.undo_texts()[-1] and "仓库" in hand.undo_texts()[-1]
    layer = hand.document.recorded_layers()[DEPOT]
    assert layer.role is Role.DEPOT and layer.title == "手工登记：仓库" and layer.speaks_for == {WEST}
    assert "北沟仓库" in hand.window.toast.text
    # The form waits for the next one.
    assert (
        hand.card.isVisible()
        and hand.card.height() > 200
        and hand.card.fields["name"].text() == ""
        and hand.canvas.tool.draft is None
    )
    hand.settled()
    assert hand.canvas.scene.layer(layer.uid).parts[0].shapes.uids[0] == row.uid


def test_a_village_is_placed_by_typing_only(hand):
    hand.begin(VILLAGE)
    hand.type_place("116°30′36″E 40°39′N")
    hand.type("name", "新村")
    hand.type("people", "356")
    hand.enter()
    (row,) = hand.rows(VILLAGE)
    assert at(row) == pytest.approx((116.51, 40.65), abs=1e-12)
    assert row.values["people"] == 356.0 and row.county == EAST
    assert row.values["households"] != row.values["households"], "not typed is unknown, not zero"


def test_grid_metres_are_typed_with_and_without_the_zone_number(hand):
    metric = hand.canvas.to_metric(shapely.Point(116.51, 40.65))
    zone = (hand.document.info().metric_epsg - 4534 + 25) * 1e6
    for prefix in (0.0, zone):
        hand.begin(RecordKind.MARKER)
        hand.type_place(f"{metric.y:.3f}, {prefix + metric.x:.3f}")
        hand.type("name", f"界{prefix:.0f}")
        hand.enter()
    for row in hand.rows(RecordKind.MARKER):
        assert at(row) == pytest.approx((116.51, 40.65), abs=1e-8)


def test_what_is_missing_or_wrong_is_said_and_nothing_is_kept(hand):
    hand.begin(VILLAGE)
    hand.enter()
    said = hand.card.findings.text()
    assert "名称" in said and "位置" in said and not hand.rows(VILLAGE)
    hand.type_place("somewhere")
    hand.enter()
    assert "坐标" in hand.card.findings.text() and not hand.rows(VILLAGE)
    hand.type_place("116.51, 40.65")
    hand.type("name", "村")
    hand.type("people", "many")
    hand.enter()
    assert "many" in hand.card.findings.text() and not hand.rows(VILLAGE)
    hand.type("people", "12")
    hand.enter()
    assert [row.name for row in hand.rows(VILLAGE)] == ["村"]


def test_outside_and_doubles_are_allowed_and_said(hand):
    hand.begin(VILLAGE)
    hand.click(116.488, 40.65)  # where 西村 of the file lies
    assert "西村" in hand.card.findings.text()
    hand.type_place("116.7, 40.65")
    assert "县" in hand.card.findings.text() and "西村" not in hand.card.findings.text()
    hand.type("name", "界外村")
    hand.enter()
    (row,) = hand.rows(VILLAGE)
    assert row.county == "" and hand.document.recorded_layers()[VILLAGE].speaks_for == frozenset()
    assert "县" in hand.window.toast.text


def test_another_kind_takes_over_the_place_and_what_fits(hand):
    hand.begin(DEPOT)
    hand.click(116.47, 40.66)
    place = hand.canvas.tool.draft.shape
    hand.type("name", "北沟")
    hand.type("items", "水泵")
    hand.card.kinds.setCurrentIndex(hand.card.kinds.findData("team"))
    hand.card.kinds.activated.emit(hand.card.kinds.currentIndex())
    draft = hand.canvas.tool.draft
    assert draft.kind is RecordKind.TEAM and draft.shape.equals(place) and dict(draft.values) == {"name": "北沟"}
    hand.begin(ROUTE)
    assert hand.canvas.tool.key == "record_line" and hand.canvas.tool.draft is None


def test_a_marker_names_the_counties_it_stands_between(hand):
    hand.begin(RecordKind.MARKER)
    hand.click(116.5, 40.62)
    assert hand.card.fields["counties"].text() == "怀柔、丰宁"


def test_esc_lets_go_and_one_ctrl_z_brings_place_and_words_back(hand):
    hand.begin(DEPOT)
    hand.click(116.47, 40.66)
    hand.type("name", "北沟")
    place = hand.canvas.tool.draft.shape
    hand.canvas.setFocus()
    hand.key(Qt.Key.Key_Escape)
    assert hand.canvas.tool.draft is None and hand.card.fields["name"].text() == ""
    steps = hand.steps()
    hand.key(Qt.Key.Key_Z, CTRL)
    assert hand.canvas.tool.draft.shape.equals(place) and hand.card.fields["name"].text() == "北沟"
    assert hand.steps() == steps and hand.document.undo_stack.index() == steps, "the plan was left alone"
    hand.key(Qt.Key.Key_Return)
    assert [row.name for row in hand.rows(DEPOT)] == ["北沟"]
    hand.window.actions_["undo"].trigger()
    assert hand.rows(DEPOT) == [] and hand.canvas.tool.draft is None


def test_a_second_click_moves_the_place_and_ctrl_z_takes_it_back(hand):
    hand.begin(DEPOT)
    hand.click(116.47, 40.66)
    first = hand.canvas.tool.draft.shape
    hand.type("name", "北沟")
    hand.click(116.46, 40.65)
    assert not hand.canvas.tool.draft.shape.equals(first)
    hand.canvas.setFocus()
    hand.key(Qt.Key.Key_Z, CTRL)
    assert hand.canvas.tool.draft.shape.equals(first) and hand.card.fields["name"].text() == "北沟"


def test_a_record_is_moved_by_dragging_it(hand):
    row = hand.record(DEPOT, 116.47, 40.66, name="北沟")
    hand.settled()
    steps = hand.steps()
    hand.drag((116.47, 40.66), (116.53, 40.66))
    (moved,) = hand.rows(DEPOT)
    place = hand.place(116.53, 40.66)
    assert moved.uid == row.uid and at(moved) == pytest.approx((place.x, place.y), abs=1e-9)
    assert moved.county == EAST and hand.document.recorded_layers()[DEPOT].speaks_for == {EAST}
    assert hand.steps() == steps + 1 and "移动" in hand.undo_texts()[-1]
    hand.document.undo_stack.undo()
    assert at(hand.rows(DEPOT)[0]) == at(row)


def test_a_click_on_a_record_changes_it(hand):
    row = hand.record(DEPOT, 116.47, 40.66, name="北沟", phone="1")
    hand.settled()
    hand.click(116.47, 40.66)
    assert hand.canvas.tool.draft.uid == row.uid and hand.card.fields["phone"].text() == "1"
    assert not hand.card.kinds.isEnabled(), "a depot does not become a village"
    hand.type("phone", "22")
    hand.type_place("116.48, 40.66")
    hand.enter()
    (changed,) = hand.rows(DEPOT)
    assert (changed.uid, changed.values["phone"], at(changed)) == (row.uid, "22", (116.48, 40.66))
    assert not hand.card.isVisible() and hand.canvas.tool.key == "select"
    hand.document.undo_stack.undo()
    assert (hand.rows(DEPOT)[0].values["phone"], at(hand.rows(DEPOT)[0])) == ("1", at(row))


def test_a_route_is_drawn_with_its_length_and_named(hand):
    hand.begin(ROUTE)
    for lon in (116.46, 116.48, 116.50):
        hand.click(lon, 40.63)
    assert "km" in hand.canvas.tool.figures()
    hand.click(116.50, 40.63, RIGHT)
    length = geodesic_length_m(hand.canvas.tool.draft.shape)
    assert f"{length / 1000:.3f} km" in hand.card.where.text() and "怀柔" in hand.card.where.text()
    hand.type("name", "一号路线")
    hand.enter()
    (row,) = hand.rows(ROUTE)
    assert row.shape.geom_type == "LineString" and len(row.shape.coords) == 3 and row.name == "一号路线"


def test_a_finished_line_is_bent_by_its_points_and_each_bend_taken_back(hand):
    hand.begin(ROUTE)
    for lon in (116.46, 116.50):
        hand.click(lon, 40.63)
    hand.key(Qt.Key.Key_Return)
    hand.canvas.setFocus()
    hand.drag((116.46, 40.63), (116.46, 40.64))
    hand.drag((116.48, 40.635), (116.48, 40.66))  # an edge: one point more
    shape = hand.canvas.tool.draft.shape
    assert len(shape.coords) == 3 and shape.coords[0][1] == pytest.approx(40.64, abs=2e-4)
    assert hand.card.points.toPlainText().count("\n") == 2
    for count in (2, 2):
        hand.key(Qt.Key.Key_Z, CTRL)
        assert len(hand.canvas.tool.draft.shape.coords) == count
    hand.key(Qt.Key.Key_Z, CTRL)
    assert len(hand.canvas.tool.corners) == 2 and not hand.canvas.tool.has_place, "the end of the line is undone too"
    hand.key(Qt.Key.Key_Escape)
    assert not hand.canvas.tool.has_sketch
    hand.key(Qt.Key.Key_Z, CTRL)
    assert len(hand.canvas.tool.corners) == 2


def test_points_of_a_line_are_typed_one_a_line(hand):
    hand.begin(RecordKind.CLOSED_ROAD)
    hand.type_place("116.48, 40.62\n116.50, 40.62\n116.52, 40.63")
    hand.type("name", "丰怀路")
    hand.type("reason", "塌方")
    hand.type("closed_from", "2026/5/1")
    hand.type("closed_to", "2026-4-1")
    hand.enter()
    assert "2026-04-01" in hand.card.findings.text() and not hand.rows(RecordKind.CLOSED_ROAD)
    hand.type("closed_to", "2026年6月1日")
    hand.enter()
    (row,) = hand.rows(RecordKind.CLOSED_ROAD)
    assert list(row.shape.coords) == [(116.48, 40.62), (116.5, 40.62), (116.52, 40.63)]
    assert (row.values["closed"], row.values["closed_from"], row.values["closed_to"]) == (
        True,
        "2026-05-01",
        "2026-06-01",
    )
    assert set(row.county.split("|")) == {WEST, EAST}


def test_a_forest_is_drawn_around(hand):
    hand.begin(FOREST)
    for corner in ((116.45, 40.62), (116.47, 40.62), (116.47, 40.63), (116.45, 40.63)):
        hand.click(*corner)
    hand.key(Qt.Key.Key_Return)
    assert "hm²" in hand.card.where.text()
    hand.card.confirm()
    (row,) = hand.rows(FOREST)
    assert row.shape.geom_type == "Polygon" and hand.document.layer(row.layer).role is Role.FOREST


# -- the list ---------------------------------------------------------------------------------------


def test_the_list_counts_sorts_copies_and_shows(hand):
    for number, lon in enumerate((116.44, 116.46, 116.54)):
        hand.record(DEPOT, lon, 40.66, name=f"{9 - number}号库", phone=str(number))
    panel = hand.window.records
    assert hand.window.right.current == "records" and panel.shown_kind is DEPOT
    assert panel.kinds.itemText(0) == "全部（3）" and "仓库（3）" in [panel.kinds.itemText(k) for k in range(2)]
    assert [row.name for row in panel.table.visible_rows()] == ["7号库", "8号库", "9号库"]
    assert "怀柔" in panel.note.text() and "丰宁" in panel.note.text()
    panel.table.copy(everything=True)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].startswith("名称\t县\t") and "电话" in lines[0] and len(lines) == 4
    assert lines[1].split("\t")[:2] == ["7号库", "丰宁"]
    hand.settled()
    panel.table.setFocus()
    panel.table.selectRow(0)
    assert hand.canvas.selection == [panel.chosen[0]], "the map shows what is chosen in the list"
    panel.buttons["zoom"].click()
    panel.buttons["edit"].click()
    assert hand.card.fields["name"].text() == "7号库" and hand.card.isVisible()


def test_several_records_are_removed_in_one_step(hand):
    for number, lon in enumerate((116.44, 116.46, 116.54)):
        hand.record(DEPOT, lon, 40.66, name=f"{number}号库")
    hand.record(VILLAGE, 116.45, 40.64, name="村")
    hand.window.actions_["select"].trigger()
    panel = hand.window.records
    panel.show_kind(None)
    steps = hand.steps()
    panel.table.setFocus()
    panel.table.selectAll()
    hand.qtbot.keyClick(panel.table, Qt.Key.Key_Delete)
    assert hand.rows(DEPOT) == [] and hand.rows(VILLAGE) == [] and hand.steps() == steps + 1
    assert "4" in hand.undo_texts()[-1] and panel.pages.currentIndex() == 0, "the empty state says what to do"
    hand.document.undo_stack.undo()
    assert len(hand.rows(DEPOT)) == 3 and len(hand.rows(VILLAGE)) == 1


def test_a_record_like_another(hand):
    hand.record(DEPOT, 116.47, 40.66, name="北沟", kind="县级", phone="1")
    panel = hand.window.records
    panel.buttons["copy"].click()
    assert hand.canvas.tool.draft.is_new and hand.canvas.tool.draft.shape is None
    hand.click(116.46, 40.64)
    hand.type("name", "南沟")
    hand.enter()
    assert [(row.name, row.values["kind"]) for row in hand.rows(DEPOT)] == [("北沟", "县级"), ("南沟", "县级")]


def test_undo_takes_away_what_is_being_changed(hand):
    hand.record(DEPOT, 116.47, 40.66, name="北沟")
    row = hand.rows(DEPOT)[0]
    hand.window.recording.edit(*row.key)
    hand.document.undo_stack.undo()
    assert not hand.card.isVisible() and hand.canvas.tool.key == "select"


def test_without_counties_there_is_nothing_to_record_on(hand):
    hand.begin(DEPOT)
    hand.document.remove_layer(next(one.uid for one in hand.document.layers() if one.role is Role.COUNTY))
    assert not hand.card.isVisible() and hand.canvas.tool.key == "select"
    assert not hand.window.actions_["record_depot"].isEnabled()


def test_a_recorded_layer_is_renamed_hidden_and_removed_like_others_but_keeps_its_role(hand):
    row = hand.record(DEPOT, 116.47, 40.66, name="北沟")
    hand.document.set_layer_role(row.layer, Role.TEAM)
    assert hand.document.layer(row.layer).role is Role.DEPOT
    hand.document.set_layer_title(row.layer, "我县仓库")
    hand.record(DEPOT, 116.46, 40.64, name="南沟")
    assert len(hand.rows(DEPOT)) == 2 and hand.document.layer(row.layer).title == "我县仓库", "still the same layer"
    hand.window.layers.choose(row.layer)
    hand.document.remove_layer(row.layer)
    assert hand.rows(DEPOT) == [] and hand.window.records.pages.currentIndex() == 0
    hand.document.undo_stack.undo()
    assert len(hand.rows(DEPOT)) == 2


def test_the_attribute_table_writes_records(hand):
    from app.attribute_edits import DocumentEdits

    row = hand.record(VILLAGE, 116.47, 40.66, name="村", people="12")
    edits, steps = DocumentEdits(hand.document), hand.steps()
    assert edits.refusal(row.layer, "name") == edits.refusal(row.layer, "people") == ""
    edits.change(row.layer, row.uid, "name", "新村")
    edits.change(row.layer, row.uid, "people", "15")
    (changed,) = hand.rows(VILLAGE)
    assert changed.name == "新村" and changed.values["people"] == 15.0 and hand.steps() == steps + 2


def test_a_click_with_the_select_tool_finds_the_record_in_its_list(hand):
    row = hand.record(DEPOT, 116.47, 40.66, name="北沟")
    hand.settled()
    hand.window.actions_["select"].trigger()
    hand.window.right.show_page("zones")
    hand.click(116.47, 40.66)
    assert hand.window.right.current == "records" and hand.window.records.chosen == [row.key]


def test_the_layer_card_says_that_it_was_recorded_and_keeps_its_role(hand):
    hand.record(DEPOT, 116.47, 40.66, name="北沟")
    layer = hand.document.recorded_layers()[DEPOT]
    hand.window.layers.choose(layer.uid)
    card = hand.window.layers.card
    assert not card.role_box.isEnabled() and not card.columns_button.isVisibleTo(card)
    texts = [one.text() for one in card.findChildren(type(hand.card.where))]
    assert any("手工登记" in text for text in texts)


# -- kept, language, read-only ------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [DEPOT, ROUTE])
def test_what_is_in_hand_outlives_the_program(hand, kind, qtbot):
    hand.begin(kind)
    hand.click(116.47, 40.66)
    if kind is ROUTE:
        hand.click(116.48, 40.66)
        hand.key(Qt.Key.Key_Return)
    hand.type("name", "北沟")
    shape = hand.canvas.tool.draft.shape
    path = hand.document.path
    qtbot.waitUntil(lambda: bool(hand.document.kept_sketch().get("tools")), timeout=5000)
    qtbot.waitUntil(lambda: "北沟" in str(hand.document.kept_sketch()), timeout=5000)
    hand.document.close()
    hand.document.open(path)
    qtbot.waitUntil(lambda: getattr(hand.canvas.tool, "draft", None) is not None, timeout=10_000)
    assert hand.canvas.tool.draft.shape.equals_exact(shape, 1e-9) and hand.card.isVisible()
    assert hand.card.fields["name"].text() == "北沟"
    hand.card.confirm()
    assert [row.name for row in hand.rows(kind)] == ["北沟"]
    qtbot.waitUntil(lambda: not hand.document.kept_sketch(), timeout=5000)


def test_another_language_keeps_what_is_in_hand(hand, qtbot):
    hand.begin(DEPOT)
    hand.click(116.47, 40.66)
    hand.type("name", "North")
    hand.window.actions_["switch_language"].trigger()
    qtbot.waitUntil(lambda: hand.window.recording.card.isVisible(), timeout=10_000)
    assert hand.window.recording.card.fields["name"].text() == "North"
    assert hand.window.recording.card.keep_button.text() == "Record"


def test_recording_makes_an_analysis_out_of_date_but_a_note_does_not(hand):
    assert hand.document.analysis_state() == "fresh"
    hand.begin(RecordKind.NOTE)
    hand.click(116.47, 40.66)
    hand.type("name", "会合点")
    hand.enter()
    assert hand.document.analysis_state() == "fresh"
    hand.record(DEPOT, 116.47, 40.64, name="北沟")
    assert hand.document.analysis_state() == "stale"
    hand.document.undo_stack.undo()
    assert hand.document.analysis_state() == "fresh"


# -- patrol areas ---------------------------------------------------------------------------------------


def test_several_patrol_areas_are_deleted_in_one_step(map_):  # noqa: F811
    document, panel = map_.document, map_.window.patrol
    uids = [document.add_patrol_area(shapely.box(116.45 + k / 50, 40.62, 116.46 + k / 50, 40.63)) for k in range(3)]
    steps = document.undo_stack.count()
    map_.window.right.show_page("patrol")
    panel.choose_areas(uids[:2])
    assert panel._buttons[3].isEnabled()
    panel.table.setFocus()
    map_.qtbot.keyClick(panel.table, Qt.Key.Key_Delete)
    assert list(document.patrol_areas()["uid"]) == uids[2:] and document.undo_stack.count() == steps + 1
    document.undo_stack.undo()
    assert list(document.patrol_areas()["uid"]) == uids


def test_another_tool_takes_the_action_of_the_record_in_hand_up(hand):
    hand.begin(RecordKind.CLOSED_ROAD)
    for lon in (116.46, 116.48):
        hand.click(lon, 40.63)
    hand.click(116.48, 40.63, RIGHT)
    actions = hand.window.actions_
    actions["select"].trigger()
    assert actions["select"].isChecked() and not actions["record_closed_road"].isChecked()
    assert hand.canvas.tool.key == "select" and not hand.card.isVisible()
    hand.begin(RecordKind.DEPOT)
    hand.click(116.47, 40.66)
    actions["measure"].trigger()
    assert actions["measure"].isChecked() and hand.canvas.tool.key == "measure"
