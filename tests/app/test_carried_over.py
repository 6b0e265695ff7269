"""Another language or theme makes the window anew: what is open and half typed is there again, as it was typed."""

from __future__ import annotations

import pytest
import shapely
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app import i18n
from app.application import Application
from app.widgets.typed import Typed
from layers.agreements.books import Book, new_row, records
from layers.kinds import RecordKind
from tests.app.conftest import EAST, WEST, drawn
from tests.app.test_exercise_window import laid_out
from tests.app.test_fire_window import chord
from tests.app.test_inventory import click_row
from tests.app.test_inventory import hand as stocked
from tests.app.test_inventory import opened as open_stocks
from tests.app.test_map_tools import LEFT, Hand, map_
from tests.app.test_minutes_window import met
from tests.app.test_register import AGREEMENT
from tests.app.test_scans import CORNERS, scan
from tests.app.test_scans import Hand as ScanHand
from tests.app.test_scans import hand as scanned
from tests.app.test_slivers import judging
from tests.app.test_year_window import planning

__all__ = ["judging", "laid_out", "map_", "met", "planning", "scan", "scanned", "stocked"]


@pytest.fixture(autouse=True)
def _nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QMessageBox, "exec", lambda box: pytest.fail(f"asked: {box.text()}"))


def switch(program: Application, qtbot) -> None:
    """Choose another language as a planner does, and wait for the map."""
    window, before = program.window, i18n.current()
    window.actions_["switch_language"].trigger()
    assert i18n.current() != before
    qtbot.waitUntil(lambda: window.map.is_drawn and drawn(window.map.canvas), timeout=20_000)


def type_into(widget, text: str) -> None:
    widget.setFocus()
    if isinstance(widget, QLineEdit):
        widget.selectAll()
    QTest.keyClicks(widget, text)


# -- fields ---------------------------------------------------------------------------------------


class Form(QWidget):
    """One field of each kind; what is chosen fills another one, as catalogues do."""

    def __init__(self, words: str = "one two") -> None:
        super().__init__()
        column = QVBoxLayout(self)
        self.name, self.note, self.count, self.tick = QLineEdit(), QPlainTextEdit(), QSpinBox(), QCheckBox()
        self.unit, self.kind, self.free = QLineEdit(), QComboBox(), QComboBox()
        self.free.setEditable(True)
        for place, word in enumerate(words.split()):
            self.kind.addItem(word, place)
            self.free.addItem(word)
        self.kind.activated.connect(lambda _at: self.unit.setText("filled"))
        self.said: list[str] = []
        self.name.textEdited.connect(self.said.append)
        for one in (self.name, self.unit, self.note, self.count, self.tick, self.kind, self.free):
            column.addWidget(one)


def test_every_kind_of_field_is_put_back_in_any_language(qtbot) -> None:
    first, second = Form(), Form("eins zwei")
    for one in (first, second):
        qtbot.addWidget(one)
    QTest.keyClicks(first.name, "half ty")
    QTest.keyClicks(first.note, "a note")
    first.name.setCursorPosition(3)
    first.count.setValue(7)
    first.tick.setChecked(True)
    first.kind.setCurrentIndex(1)
    first.unit.setText("own")
    first.free.setEditText("neither")
    Typed(first).put_into(second)
    assert (second.name.text(), second.name.cursorPosition()) == ("half ty", 3)
    assert second.said == ["half ty"], "it is told of as of typing"
    assert second.note.toPlainText() == "a note" and second.note.textCursor().position() == 6
    assert second.count.value() == 7 and second.tick.isChecked()
    assert second.kind.currentText() == "zwei" and second.free.currentText() == "neither"
    assert second.unit.text() == "own", "what a choice fills in does not replace what was typed"


def test_what_stands_there_already_is_not_touched(qtbot) -> None:
    first, second = Form(), Form()
    for one in (first, second):
        qtbot.addWidget(one)
        one.free.setCurrentIndex(1)
    heard: list[object] = []
    for signal in (second.name.textChanged, second.kind.activated, second.free.activated, second.count.valueChanged):
        signal.connect(heard.append)
    Typed(first).put_into(second)
    assert not heard


# -- forms over the map ---------------------------------------------------------------------------


def test_points_of_a_scan_that_were_not_applied(scanned: ScanHand, qtbot) -> None:
    for corner in CORNERS[:2]:
        scanned.point(*corner)
    QTest.mouseClick(scanned.panel.view, LEFT, pos=scanned.in_picture(*CORNERS[2]))
    scanned.panel.kinds.setCurrentIndex(1)
    scanned.panel.kinds.activated.emit(1)
    window = scanned.window
    points, kind = list(window.scans._points), window.scans._kind
    assert len(points) == 3 and points[2].lonlat is None
    switch(scanned.program, qtbot)
    panel = window.scans.panel
    assert panel is not None and panel is not scanned.panel and panel.isVisible()
    assert window.scans._points == points and window.scans._kind is kind and panel.table.rowCount() == 3
    assert window.map.canvas.tool is window.map.place_tool
    scanned.panel, scanned.canvas = panel, window.map.canvas
    switch(scanned.program, qtbot)
    assert window.scans.panel is not None and window.scans._points == points, "and once more"
    window.scans.panel.closed.emit()
    qtbot.waitUntil(lambda: window.scans.panel is None)
    switch(scanned.program, qtbot)
    assert window.scans.panel is None, "what was put away stays away"


def test_two_changes_before_the_map_is_there(scanned: ScanHand, qtbot) -> None:
    scanned.point(*CORNERS[0])
    window = scanned.window
    window.actions_["switch_language"].trigger()
    scanned.program.settings.set("theme", "dark")
    switch(scanned.program, qtbot)
    assert window.scans.panel is not None and len(window.scans._points) == 1
    scanned.program.settings.set("theme", "light")


def test_minutes(met: Hand, qtbot) -> None:
    minutes = met.window.minutes
    minutes.record_task()
    type_into(minutes.card.input, "Two more hoses")
    type_into(minutes.card.due, "2026-0")
    minutes.card.owner.setCurrentText("Forestry bureau")
    minutes.card.county.setCurrentIndex(minutes.card.county.findData(EAST))
    minutes.card.input.setFocus()
    kind = minutes.card.kind
    switch(met.program, qtbot)
    card = minutes.card
    assert card.isVisible() and card.input.toPlainText() == "Two more hoses" and card.due.text() == "2026-0"
    assert card.owner.currentText() == "Forestry bureau" and card.county.currentData() == EAST
    assert card.kind is kind and card.kinds[kind].isChecked()
    assert card.input.hasFocus() and card.keep.text() == "Record"
    corner = met.window.map.rect().topRight() - card.geometry().topRight()
    assert corner.x() == -corner.y() == 12, "in its corner, whole"
    QTest.keyClicks(card.input, "!")
    assert card.input.toPlainText() == "Two more hoses!", "the cursor is where it was"


def test_minutes_that_are_corrected_keep_the_sentence_put_aside(met: Hand, qtbot) -> None:
    minutes = met.window.minutes
    minutes.record_remark()
    QTest.keyClicks(minutes.card.input, "A remark")
    minutes.card.confirm()
    QTest.keyClicks(minutes.card.input, "put aside")
    [said] = [one.minute.uid for one in minutes.card._said if one.minute.text == "A remark"]
    minutes.card.choose(said)
    minutes.card.correct()
    type_into(minutes.card.input, "!")
    text = minutes.card.input.toPlainText()
    minutes.card.close_card()  # put away, not given up
    switch(met.program, qtbot)
    assert not minutes.card.isVisible()
    chord_open(met)
    card = minutes.card
    assert card.input.toPlainText() == text != "A remark" and card.keep.text() == "Save"
    card.confirm()
    assert text in [one.text for one in met.document.minutes()]
    assert minutes.card.input.toPlainText() == "put aside"


def chord_open(hand: Hand) -> None:
    hand.window.minutes.open_minutes()


def test_a_meeting_that_is_about_to_begin(map_: Hand, qtbot) -> None:
    chord(map_, "Ctrl+U, M")
    page = map_.window.minutes.card.begin
    type_into(page.title, "Spring meeting")
    type_into(page.chair, "Zhang San")
    page.counties[WEST][1].setText("Li Si")
    page.counties[EAST][0].setChecked(False)
    switch(map_.program, qtbot)
    page = map_.window.minutes.card.begin
    assert page.isVisible() and page.title.text() == "Spring meeting" and page.chair.text() == "Zhang San"
    assert page.counties[WEST][1].text() == "Li Si" and not page.counties[EAST][0].isChecked()


def test_a_comment(map_: Hand, qtbot) -> None:
    commenting = map_.window.commenting
    map_.window.actions_["new_comment"].trigger()
    map_.click(116.47, 40.66)
    QTest.keyClicks(commenting.panel.input, "Whose road is th")
    switch(map_.program, qtbot)
    panel = commenting.panel
    assert panel.input.toPlainText() == "Whose road is th" and panel.card.isVisible()
    assert panel.title.text() == "Comment on this place"
    type_into(panel.author, "Wang")
    panel.county.setCurrentIndex(panel.county.findData(WEST))
    QTest.mouseClick(panel.keep_button, LEFT)
    [comment] = map_.document.comments()
    assert comment.text == "Whose road is th" and commenting.panel.chosen
    QTest.keyClicks(panel.input, "An answ")
    switch(map_.program, qtbot)
    assert commenting.panel.chosen and commenting.panel.input.toPlainText() == "An answ"


def test_weather_and_place_of_a_fire(map_: Hand, qtbot) -> None:
    map_.window.actions_["enter_fire"].trigger()
    fire = map_.window.fire
    fire.card.fields.rate.setValue(4.5)
    type_into(fire.card.where, "116.4925, 40.6")
    switch(map_.program, qtbot)
    assert fire.card.isVisible() and fire.card.where.text() == "116.4925, 40.6"
    assert fire.card.fields.rate.value() == 4.5 and map_.window.map.canvas.tool is map_.window.map.fire_tool


def test_weights_that_were_moved(map_: Hand, qtbot) -> None:
    map_.window.actions_["weights"].trigger()
    weighing = map_.window.weighing
    weighing.card.form.slider("hazard").setFocus()
    weighing.card.form.slider("hazard").setValue(0)
    weights = weighing.card.weights
    assert weighing.card.is_moved
    switch(map_.program, qtbot)
    assert weighing.card.isVisible() and weighing.card.weights == weights and weighing.card.is_moved


def test_a_record_with_a_place_that_is_none_yet(map_: Hand, qtbot) -> None:
    recording = map_.window.recording
    recording.record(RecordKind.DEPOT)
    type_into(recording.card.fields["name"], "North store")
    type_into(recording.card.point, "116.4")
    switch(map_.program, qtbot)
    qtbot.waitUntil(recording.card.isVisible)
    assert recording.card.fields["name"].text() == "North store" and recording.card.point.text() == "116.4"
    type_into(recording.card.point, "116.45, 40.65")
    recording.card.confirm()
    assert [row.name for row in map_.document.records_of(RecordKind.DEPOT)] == ["North store"]


def test_the_numbers_of_a_change_of_areas(map_: Hand, qtbot) -> None:
    window = map_.window
    uids = [
        map_.document.add_patrol_area(shapely.box(lon, 40.62, lon + 0.02, 40.64), name)
        for lon, name in ((116.45, "A"), (116.51, "B"))
    ]
    window.patrol.choose_areas(uids)
    window.hands.choose_areas(uids)
    window.actions_["buffer"].trigger()
    window.shaping.buffer_card.distance.setValue(321.0)
    switch(map_.program, qtbot)
    card = window.shaping.buffer_card
    assert card.isVisible() and card.distance.value() == 321.0 and window.shaping._uids == tuple(uids)


# -- windows beside the map -----------------------------------------------------------------------


@pytest.mark.parametrize("is_new", [True, False])
def test_a_row_of_the_register(map_: Hand, qtbot, is_new: bool) -> None:
    window = map_.window
    window.actions_["open_register"].trigger()
    register = window.register.register
    map_.document.put_rows("register_row_added", Book.AGREEMENT, [{**new_row(Book.AGREEMENT), **AGREEMENT}], name="A")
    [kept] = records(map_.document.book(Book.AGREEMENT))
    if is_new:
        register.add_row()
    else:
        register.show_book(Book.AGREEMENT, kept["uid"])
    type_into(register.form.fields["name"], "Half ty")
    type_into(register.form.fields["start"], "2026-1")
    register.form.fields["parties"].add.click()
    at = register.form.fields["parties"].table.rowCount() - 1
    register.form.fields["parties"].table.item(at, 1).setText("怀")
    if is_new:
        register.close()  # with the form as it is
    switch(map_.program, qtbot)
    fresh = window.register.register
    assert fresh is not register and fresh.isVisible() != is_new
    form = fresh.form
    assert form.fields["name"].text() == "Half ty" and form.fields["start"].text() == "2026-1"
    assert form.fields["parties"].table.item(at, 1).text() == "怀" and form.is_edited
    assert bool(form.uid) != is_new
    if is_new:
        return
    type_into(form.fields["start"], "2026-01-01")
    form.fields["parties"].table.setCurrentCell(at, 1)
    form.fields["parties"].drop.click()
    form.keep()
    [kept] = records(map_.document.book(Book.AGREEMENT))
    assert kept["name"] == "Half ty" and kept["start"] == "2026-01-01" and not form.is_edited


def test_an_entry_of_the_year(planning: Application, qtbot) -> None:
    page = planning.window.yearly.year.calendar
    page.kinds.setCurrentIndex(page.kinds.findData("decision"))
    page.add_entry()
    type_into(page.form.fields["title"], "Firebreak wa")
    planning.window.actions_["switch_language"].trigger()
    fresh = planning.window.yearly.year.calendar
    assert fresh is not page and fresh.isVisible() and fresh.side.currentIndex() == 1
    assert fresh.form.fields["title"].text() == "Firebreak wa" and fresh.form.is_edited
    assert fresh.kinds.currentData() == "decision"
    qtbot.wait(200)  # the year may be put together again meanwhile
    assert fresh.form.fields["title"].text() == "Firebreak wa"


def test_a_row_a_need_and_an_inspection_of_the_inventory(stocked: Hand, qtbot) -> None:
    page = open_stocks(stocked).stock
    click_row(stocked, page.table, 0)
    page.edit_row()
    type_into(page.form.inputs["quantity"], "17")
    row = page._edited
    dialog = stocked.window.stocks.dialog
    dialog.show_page("hazards")
    click_row(stocked, dialog.hazards.table, 0)
    dialog.hazards.edit_row()
    type_into(dialog.hazards.form.inputs["inspected"], "2026-0")
    dialog.show_page("balance")
    dialog.balance.new_need()
    type_into(dialog.balance.form.inputs["quantity"], "9")
    switch(stocked.program, qtbot)
    fresh = stocked.window.stocks.dialog
    assert fresh is not dialog and fresh.isVisible() and fresh.current == "balance"
    assert fresh.balance.form.isVisible() and fresh.balance.form.value("quantity") == "9"
    assert fresh.stock._edited == row and fresh.stock.form.value("quantity") == "17"
    assert fresh.hazards.form.value("inspected") == "2026-0"
    assert fresh.stock.form.title.text() == "Change a row"
    fresh.stock.form.keep()
    assert 17.0 in [one.quantity for one in stocked.document.stock()]


def test_scenarios_beside_the_map(map_: Hand, qtbot) -> None:
    window = map_.window
    window.actions_["scenarios"].trigger()
    type_into(window.comparing.dialog.name, "Windy d")
    window.comparing.dialog.wind.setValue(11.0)
    switch(map_.program, qtbot)
    fresh = window.comparing.dialog
    assert fresh.isVisible() and fresh.name.text() == "Windy d" and fresh.wind.value() == 11.0


def test_a_hash_that_is_being_checked(map_: Hand, qtbot) -> None:
    map_.window.actions_["check_paper"].trigger()
    type_into(map_.window.signing.check.input, "a1b2")
    switch(map_.program, qtbot)
    assert map_.window.signing.check.isVisible() and map_.window.signing.check.input.text() == "a1b2"


def test_a_plate_that_is_set_up(map_: Hand, qtbot) -> None:
    map_.window.actions_["map_plate"].trigger()
    plates = map_.window.plates
    type_into(plates.dialog.form.edits["title"], "Our bor")
    switch(map_.program, qtbot)
    assert plates.dialog.isVisible() and plates.dialog.form.edits["title"].text() == "Our bor"


# -- pages and panels -----------------------------------------------------------------------------


def test_a_note_on_a_sliver(judging: Application, qtbot) -> None:
    panel = judging.window.slivers.panel
    panel.choose_first_undecided()
    chosen = panel.chosen.uid
    type_into(panel.card.name, "Wang")
    type_into(panel.card.note, "Ask the sur")
    judging.window.actions_["switch_language"].trigger()
    fresh = judging.window.slivers.panel
    assert fresh is not panel and fresh.chosen.uid == chosen and fresh.card.note.text() == "Ask the sur"
    assert fresh.card.name.text() == "Wang"


def test_what_is_looked_for_in_a_table(map_: Hand, qtbot) -> None:
    window = map_.window
    window.tables.open_for("zones")
    type_into(window.tables.panel.field, "class = S")
    switch(map_.program, qtbot)
    assert window.tables.panel.isVisible() and window.tables.panel.field.text() == "class = S"
    assert window.tables.panel.layer == "zones" and window.tables.panel.field.hasFocus()


def test_an_exercise(laid_out: Hand, qtbot) -> None:
    control = laid_out.window.exercising
    control.new_exercise()
    type_into(control.panel.setup.title, "Drill in Ap")
    control.panel.show_step("script")
    control.panel.script._begin()
    type_into(control.panel.script.text, "Smoke is seen")
    switch(laid_out.program, qtbot)
    panel = control.panel
    assert panel.isVisible() and panel.step == "script" and panel.script.text.toPlainText() == "Smoke is seen"
    assert panel.setup.title.text() == "Drill in Ap"
    qtbot.waitUntil(lambda: not control.task.is_working, timeout=60_000)
    assert panel.setup.title.text() == "Drill in Ap" and panel.script.text.toPlainText() == "Smoke is seen"


def test_the_name_of_an_area_and_filters(map_: Hand, qtbot) -> None:
    window = map_.window
    uid = map_.document.add_patrol_area(shapely.box(116.48, 40.62, 116.52, 40.64), "云蒙山")
    window.right.show_page("patrol")
    window.patrol.choose(uid)
    type_into(window.patrol.name_edit, "Yunmeng moun")
    window.zones.class_filter.setCurrentIndex(1)
    chosen = window.zones.class_filter.currentData()
    switch(map_.program, qtbot)
    assert window.patrol.name_edit.text() == "Yunmeng moun"
    assert window.zones.class_filter.currentData() == chosen


def test_what_was_typed_about_one_thing_is_not_put_where_another_is_shown(map_: Hand, qtbot) -> None:
    window = map_.window
    uids = [map_.document.add_patrol_area(shapely.box(lon, 40.62, lon + 0.02, 40.64), name)
            for lon, name in ((116.45, "A"), (116.51, "B"))]  # fmt: skip
    window.right.show_page("patrol")
    window.patrol.choose(uids[0])
    type_into(window.patrol.name_edit, "Half ty")
    kept = Typed(window.patrol)
    window.patrol.name_edit.setText("A")
    window.patrol.choose(uids[1])
    kept.put_into(window.patrol)
    assert window.patrol.name_edit.text() == "B"
    window.patrol.choose(uids[0])
    kept.put_into(window.patrol)
    assert window.patrol.name_edit.text() == "Half ty"


def test_a_role_is_not_given_to_another_layer(map_: Hand, qtbot) -> None:
    """The list of layers has none chosen in the new window, or another one."""
    window = map_.window
    roles = [(one.uid, one.role) for one in map_.document.layers()]
    window.layers.choose(roles[0][0])
    switch(map_.program, qtbot)
    window.layers.choose(roles[1][0])
    switch(map_.program, qtbot)
    assert [(one.uid, one.role) for one in map_.document.layers()] == roles
    assert not map_.document.undo_stack.undoText() or "role" not in map_.document.undo_stack.undoText().lower()


def test_why_a_finding_may_stand(map_: Hand, qtbot) -> None:
    window = map_.window
    map_.document.add_patrol_area(shapely.box(116.48, 40.62, 116.481, 40.621), "tiny")
    window.left.show_page("findings")
    checks = window.findings.checks
    qtbot.waitUntil(lambda: bool(checks.cards), timeout=20_000)
    QTest.mouseClick(checks.cards[0].ignore, LEFT)
    QTest.keyClicks(checks.cards[0].reason, "The spring is he")
    switch(map_.program, qtbot)
    checks = window.findings.checks
    qtbot.waitUntil(lambda: bool(checks.cards), timeout=20_000)
    assert checks.cards[0].reason.isVisible() and checks.cards[0].reason.text() == "The spring is he"


# -- dialogs --------------------------------------------------------------------------------------


def test_a_dialog_is_answered_before_the_window_is_made_anew(map_: Hand, qtbot) -> None:
    """The system changes its colours while somebody fills in a dialog: it is not taken away."""
    window, bar = map_.window, map_.window.bar
    dialog = QDialog(window)
    line, done = QLineEdit(dialog), QPushButton(dialog)
    done.clicked.connect(dialog.accept)
    seen: list[object] = []

    def while_open() -> None:
        type_into(line, "half ty")
        map_.program.settings.set("theme", "dark")
        map_.program.settings.set("text", "125")
        seen.extend([window.bar is bar, line.text()])
        done.click()

    QTimer.singleShot(0, while_open)
    assert dialog.exec() and seen == [True, "half ty"]
    qtbot.waitUntil(lambda: window.bar is not bar)
    again = window.bar
    qtbot.wait(50)
    assert window.bar is again, "once, whatever changed"
    map_.program.settings.set("text", "100")
    map_.program.settings.set("theme", "light")
