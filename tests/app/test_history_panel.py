"""The history panel: what it lists, where a click leads, and that a gesture costs it one row."""

from __future__ import annotations

import threading
import time
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import QAbstractItemModel, QPoint, Qt
from PySide6.QtWidgets import QApplication
from shapely import box

from app.application import Application
from app.past import Past, State
from app.tasks.jumping import seconds_for
from app.widgets.history_list import ID_ROLE, STATE_ROLE, TIME_ROLE, HistoryModel, day_text
from layers.kinds import Role
from layers.plan.model import ChangeRecord
from layers.plan.store import PlanStore
from tests.app.conftest import layer

SQUARE = box(116.49, 40.63, 116.51, 40.65)
NOON = datetime.now().astimezone().replace(hour=12, minute=0, second=0, microsecond=0).astimezone(UTC)


def change(fid: int, *, days: int = 0, code: str = "analysed", **more: object) -> ChangeRecord:
    return ChangeRecord(fid, code, {}, NOON + timedelta(days=days, seconds=fid), False, **more)  # type: ignore[arg-type]


def rows(model: QAbstractItemModel) -> list[object]:
    """Return the id of each row, or None for a day."""
    return [model.index(row, 0).data(ID_ROLE) for row in range(model.rowCount())]


def states(model: QAbstractItemModel) -> dict[int, State]:
    found = (model.index(row, 0) for row in range(model.rowCount()))
    return {index.data(ID_ROLE): index.data(STATE_ROLE) for index in found if index.data(ID_ROLE) is not None}


# -- what was done -----------------------------------------------------------------------------------


def test_the_past_follows_undo_redo_and_new_ways() -> None:
    past = Past([change(1), change(2), change(3)])
    assert past.position == 3
    past.hear(change(3), "undo")
    past.hear(change(2), "undo")
    assert past.position == 1 and [past.state(one) for one in past.records] == [
        State.CURRENT,
        State.UNDONE,
        State.UNDONE,
    ]
    past.hear(change(3), "redo")  # a jump is heard of as the change arrived at
    assert past.position == 3
    past.hear(change(2), "undo")  # and going back as the last one undone
    assert past.position == 1
    past.hear(change(4), "do")
    assert past.position == 4 and past.has_discarded
    assert [past.state(one) for one in past.records] == [State.DONE, State.DISCARDED, State.DISCARDED, State.CURRENT]
    past.hear(change(4), "undo")
    assert past.position == 1, "discarded ones are passed over"
    assert [one.id for one in past.between(4)] == [4] and past.between(1) == []
    assert [(one.id, one.undone) for one in past.live] == [(1, False), (4, True)]
    with pytest.raises(KeyError):
        past.record(9)


# -- the list ----------------------------------------------------------------------------------------


def test_the_newest_is_on_top_and_days_part() -> None:
    model = HistoryModel()
    model.set_past(Past([change(1, days=-3), change(2), change(3)]))
    assert rows(model) == [None, 3, 2, None, 1, 0]
    assert model.index(0).data() == "今天" or model.index(0).data() == "Today"
    assert states(model) == {3: State.CURRENT, 2: State.DONE, 1: State.DONE, 0: State.DONE}
    assert model.index(2).data(TIME_ROLE) == "12:00"
    assert not model.flags(model.index(0)) & Qt.ItemFlag.ItemIsSelectable


def test_a_gesture_is_one_row_more() -> None:
    past, model = Past([change(1, days=-1)]), HistoryModel()
    model.set_past(past)
    inserted, resets = [], []
    model.rowsInserted.connect(lambda _parent, first, last: inserted.append((first, last)))
    model.modelReset.connect(lambda: resets.append(True))
    for fid in (2, 3):
        past.hear(change(fid), "do")
        model.follow(change(fid), "do")
    assert rows(model) == [None, 3, 2, None, 1, 0]
    assert inserted == [(0, 1), (1, 1)] and resets == [], "the day once, then the rows alone"
    past.hear(change(3), "undo")
    model.follow(change(3), "undo")
    assert states(model)[3] is State.UNDONE and resets == []


def test_discarded_ones_hide_behind_a_switch() -> None:
    past, model = Past([change(1), change(2)]), HistoryModel()
    model.set_past(past)
    past.hear(change(2), "undo")
    model.follow(change(2), "undo")
    past.hear(change(3), "do")
    model.follow(change(3), "do")
    assert rows(model) == [None, 3, 1, 0]
    model.show_discarded(True)
    assert rows(model) == [None, 3, 2, 1, 0] and states(model)[2] is State.DISCARDED
    past.hear(change(3), "undo")
    model.follow(change(3), "undo")
    past.hear(change(4), "do")
    model.follow(change(4), "do")
    assert rows(model) == [None, 4, 3, 2, 1, 0]


def test_five_thousand_changes_stay_fluid(qtbot) -> None:
    from app.widgets.history_list import HistoryList

    past, model = Past([change(fid) for fid in range(1, 5001)]), HistoryModel()
    view = HistoryList(model, "list")
    qtbot.addWidget(view)
    view.resize(240, 600)
    model.set_past(past)
    view.show()
    QApplication.processEvents()
    started = time.thread_time()
    for fid in range(5001, 5051):
        past.hear(change(fid), "do")
        model.follow(change(fid), "do")
        QApplication.processEvents()
    assert (time.thread_time() - started) / 50 < 0.015, "about 2 ms on an idle machine, painting included"


def test_days_have_names(qapp) -> None:
    today = date(2026, 5, 6)
    texts = {day_text(today - timedelta(days=back), today) for back in range(3)}
    assert len(texts) == 3 and any("2026" in text for text in texts)


# -- in the window -----------------------------------------------------------------------------------


def click(window, change_id: int, qtbot) -> None:
    """Click the row of a change."""
    panel = window.history
    index = panel.model.index(panel.model.row_of(change_id))
    panel.list.scrollTo(index)
    at = panel.list.visualRect(index).center()
    qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at.x(), at.y()))


def test_a_click_goes_there_and_another_comes_back(planned: Application, qtbot) -> None:
    window, document = planned.window, planned.document
    forest = layer(planned, Role.FOREST)
    first, analysed = (record.id for record in document.past.records)
    uid = document.add_patrol_area(SQUARE, "甲")
    document.remove_layer(forest.uid)
    document.set_derived_look("zones", visible=False)
    last = document.past.position
    window.actions_["show_history"].trigger()
    assert window.left.current == "history" and window.history.list.hasFocus()
    window.patrol.choose(uid)
    window.layers.choose("zones")
    jumps = []
    document.changed.connect(lambda change: jumps.append(change.direction))

    click(window, first, qtbot)
    assert jumps == ["undo"] and document.past.position == first
    assert len(document.zones()) == 0 and len(document.patrol_areas()) == 0
    assert window.zones.count == 0 and window.patrol.chosen == "", "no area that is gone stays chosen"
    assert len(document.layers()) == 3 and document.look("zones").visible
    assert not window.actions_["export"].isEnabled() and window.actions_["redo"].isEnabled()

    click(window, last, qtbot)
    assert jumps == ["undo", "redo"] and len(document.patrol_areas()) == 1
    assert forest.uid not in {record.uid for record in document.layers()} and not document.look("zones").visible
    assert not window.actions_["redo"].isEnabled()

    click(window, 0, qtbot)
    assert document.layers() == [] and document.past.position == 0
    assert not window.actions_["undo"].isEnabled()
    click(window, analysed, qtbot)
    assert len(document.zones()) == 1
    qtbot.waitUntil(lambda: window.map.canvas.scene.layer("zones").parts != ())


def test_enter_goes_where_the_arrows_led(planned: Application, qtbot) -> None:
    window, document = planned.window, planned.document
    first, analysed = (record.id for record in document.past.records)
    window.actions_["show_history"].trigger()
    assert window.history.list.currentIndex().data(ID_ROLE) == analysed, "it begins where the plan is"
    qtbot.keyClick(window.history.list, Qt.Key.Key_Down)
    qtbot.keyClick(window.history.list, Qt.Key.Key_Return)
    assert document.past.position == first
    qtbot.keyClick(window.history.list, Qt.Key.Key_Down)
    qtbot.keyClick(window.history.list, Qt.Key.Key_Enter)
    assert document.past.position == 0
    window.actions_["show_history"].trigger()
    assert window.left.current == "layers", "the same key leads back"


def test_a_new_way_discards_and_the_record_stays(planned: Application, qtbot) -> None:
    window, document = planned.window, planned.document
    first, analysed = (record.id for record in document.past.records)
    window.left.show_page("history")
    panel = window.history
    assert not panel.discarded.isVisible()
    click(window, first, qtbot)
    document.add_patrol_area(SQUARE, "甲")
    assert panel.discarded.isVisible() and panel.model.row_of(analysed) == -1
    panel.discarded.setChecked(True)
    row = panel.model.index(panel.model.row_of(analysed))
    assert row.data(STATE_ROLE) is State.DISCARDED
    here = document.past.position
    click(window, analysed, qtbot)
    assert document.past.position == here, "it cannot be gone to"


def test_a_row_says_when_and_by_which_program(planned: Application) -> None:
    model = planned.window.history.model
    tip = model.index(1).data(Qt.ItemDataRole.ToolTipRole)
    record = planned.document.past.records[-1]
    assert f"{record.at.astimezone():%Y-%m-%d %H:%M:%S}" in tip and record.program in tip
    assert model.index(1).data() in tip
    assert f"{record.at.astimezone():%Y-%m-%d}" in model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)


def test_it_survives_a_restart(planned: Application, qtbot) -> None:
    document, path = planned.document, planned.document.path
    analysed = document.past.position
    before = rows(planned.window.history.model)
    document.undo_stack.undo()
    document.close()
    assert planned.window.history.pages.currentWidget() is planned.window.history.empty
    document.open(path)
    assert rows(planned.window.history.model) == before
    assert states(planned.window.history.model)[analysed] is State.UNDONE
    planned.window.left.show_page("history")
    click(planned.window, analysed, qtbot)
    assert document.past.position == analysed and len(document.zones()) == 1


def test_a_plan_for_reading_shows_its_history_and_says_why_it_stays(planned: Application, qtbot) -> None:
    window, document, path = planned.window, planned.document, planned.document.path
    first, analysed = (record.id for record in document.past.records)
    document.close()
    document.attach(document.on_writer(lambda: PlanStore.open(path, read_only=True)))
    window.left.show_page("history")
    assert window.history.note.isVisible() and window.history.note.text()
    assert rows(window.history.model) == [None, analysed, first, 0]
    assert window.history.note.text() in window.history.model.index(1).data(Qt.ItemDataRole.ToolTipRole)
    click(window, first, qtbot)
    assert document.past.position == analysed
    assert window.toast.text == window.history.note.text()
    window.left.show_page("layers")
    window.layers.choose("zones")
    assert not window.layers.card.opacity.isEnabled()
    for uid in ("zones", document.layers()[0].uid):
        window.layers.choose(uid)
        qtbot.keyClick(window.layers.tree, Qt.Key.Key_Space)
        assert window.layers.item(uid).checkState(0) is Qt.CheckState.Checked
        assert not window.layers.item(uid).flags() & Qt.ItemFlag.ItemIsUserCheckable
    document.close()
    document.open(path)
    assert window.layers.item("zones").flags() & Qt.ItemFlag.ItemIsUserCheckable


def test_an_empty_plan_says_what_comes_here(program: Application, tmp_path) -> None:
    program.document.create(tmp_path / "空.lianfang.gpkg", title="空", reference_date=date(2026, 5, 1))
    panel = program.window.history
    assert panel.pages.currentWidget() is panel.empty and panel.empty.text.text()
    program.document.set_title("新名")
    assert panel.pages.currentWidget() is panel.list
    assert rows(panel.model) == [None, 1, 0]


def test_a_long_way_is_a_job_and_can_be_cancelled(planned: Application, qtbot, monkeypatch) -> None:
    window, document = planned.window, planned.document
    first = document.past.records[0].id
    for number in range(30):
        document.set_title(f"名 {number}")
    last = document.past.position
    monkeypatch.setattr("app.tasks.jumping._AT_ONCE_S", 0.0)
    with qtbot.waitSignal(window.jumper.ended, timeout=10_000):
        window.jumper.go_to(first)
        assert window.jumper.is_running and not window.actions_["undo"].isEnabled(), "nothing else is written meanwhile"
    qtbot.waitUntil(lambda: document.past.position == first)
    assert document.info().title == "测试规划" and window.actions_["redo"].isEnabled()
    assert window.history.model.index(window.history.model.row_of(first)).data(STATE_ROLE) is State.CURRENT

    gate = threading.Event()
    document.writer.submit(gate.wait)  # something else is being written: the job waits, and is not over at once
    with qtbot.waitSignal(window.jumper.ended, timeout=10_000):
        window.jumper.go_to(last)
        window.jumper.stop()
        gate.set()
    assert document.past.position == first and document.undo_stack.index() == 1


def test_how_long_a_way_takes_is_reckoned() -> None:
    assert seconds_for([change(1)]) < 0.1 < seconds_for([change(fid) for fid in range(1, 5001)])
    assert seconds_for([change(1, size_bytes=10_000_000)]) > 0.1


def test_a_way_that_is_blocked_is_told_and_nothing_moves(planned: Application, qtbot, monkeypatch) -> None:
    window, document = planned.window, planned.document
    document.add_patrol_area(SQUARE, "甲")
    here = document.past.position
    document.on_writer(lambda: document.store._db.execute("UPDATE lf_patrol_area SET name = '外来'"))
    told = []
    monkeypatch.setattr("app.dialogs.ask.show_message", lambda _parent, message: told.append(message.title))
    window.left.show_page("history")
    click(window, 0, qtbot)
    assert len(told) == 1 and document.past.position == here and document.undo_stack.index() == 3
    document.on_writer(lambda: document.store._db.execute("UPDATE lf_patrol_area SET name = '甲'"))
    click(window, 0, qtbot)
    assert document.past.position == 0 and len(told) == 1


def test_undo_while_zones_are_derived(planned: Application, qtbot) -> None:
    """What a running analysis read changes under it: it starts over, and the window stays whole."""
    window, document = planned.window, planned.document
    from dataclasses import replace

    document.set_parameters(replace(document.parameters(), forest_band_m=4000.0))
    window.actions_["analyse"].trigger()
    assert window.analysis.is_running
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: not window.analysis.is_running, timeout=30_000)
    assert document.past.records[-1].code in {"analysed", "parameters_set"}
    assert document.analysis_state() == "fresh"
    window.jumper.go_to(0)
    assert document.layers() == [] and document.analysis_state() == "none"


def test_another_language_renames_the_rows(planned: Application) -> None:
    planned.window.left.show_page("history")
    planned.window.actions_["switch_language"].trigger()
    assert planned.window.left.current == "history"
    assert planned.window.history.model.index(1).data() == "Derive the zones"
    planned.window.actions_["switch_language"].trigger()


def test_what_undo_takes_away_is_let_go_of(planned: Application, qtbot) -> None:
    window, document = planned.window, planned.document
    uid = document.add_patrol_area(SQUARE, "甲")
    window.right.show_page("patrol")
    window.patrol.table.selectRow(0)
    qtbot.waitUntil(lambda: bool(window.map.canvas.scene.layer("patrol_areas").parts), timeout=10_000)
    window.actions_["edit_vertices"].trigger()
    assert window.map.edit_tool.target == uid
    document.rename_patrol_area(uid, "乙")
    assert window.actions_["edit_vertices"].isChecked(), "an area that stays stays in hand"
    for _ in range(2):
        window.actions_["undo"].trigger()
    assert window.actions_["select"].isChecked() and not window.map.edit_tool.target
    assert window.map.chosen == [] and window.patrol.chosen == ""
    window.actions_["redo"].trigger()
    assert window.patrol.chosen == "" and len(window.patrol.table.visible_rows()) == 1

    zone = document.zones()["uid"].iloc[0]
    window.hands.go_to("zones", zone)
    window.actions_["draw_patrol"].trigger()
    window.jumper.go_to(0)
    assert window.zones.chosen == "" and window.map.chosen == []
    assert window.actions_["select"].isChecked(), "nothing can be drawn where there is no county"
    assert not window.actions_["draw_patrol"].isEnabled()


def test_the_layer_chosen_stays_chosen_while_it_is_there(planned: Application, qtbot) -> None:
    window, document = planned.window, planned.document
    forest = layer(planned, Role.FOREST)
    window.layers.choose(forest.uid)
    document.set_layer_opacity(forest.uid, 0.5)
    document.undo_stack.undo()
    assert window.layers.chosen == forest.uid and window.layers.card.opacity.value() == 100
    document.remove_layer(forest.uid)
    assert window.layers.chosen == ""
    document.undo_stack.undo()
    window.layers.choose("zones")
    document.set_derived_look("zones", opacity=0.3)
    assert window.layers.card.opacity.value() == 30
    document.undo_stack.undo()
    assert window.layers.card.opacity.value() == 100, "the card of a derived layer follows undo"


def test_many_keys_on_a_slider_are_one_gesture(planned: Application, qtbot) -> None:
    window, document = planned.window, planned.document
    forest = layer(planned, Role.FOREST)
    window.layers.choose(forest.uid)
    count = document.undo_stack.count()
    for _ in range(4):
        qtbot.keyClick(window.layers.card.opacity, Qt.Key.Key_Left)
    assert document.undo_stack.count() == count
    qtbot.waitUntil(lambda: document.undo_stack.count() == count + 1, timeout=3_000)
    assert document.layer(forest.uid).opacity == pytest.approx(0.8)
    qtbot.keyClick(window.layers.card.opacity, Qt.Key.Key_Left)
    window.layers.choose("zones")  # what waits is not lost by looking elsewhere
    assert document.layer(forest.uid).opacity == pytest.approx(0.75)
    window.layers.choose(forest.uid)
    qtbot.keyClick(window.layers.card.opacity, Qt.Key.Key_Left)
    document.remove_layer(forest.uid)
    assert document.past.records[-1].code == "layer_removed", "nothing to set any more"
    document.undo_stack.undo()
    window.layers.choose("zones")
    qtbot.keyClick(window.layers.card.opacity, Qt.Key.Key_Left)
    path = document.path
    document.close()
    document.open(path)
    assert document.look("zones").opacity == pytest.approx(0.95), "nor by closing the plan"
