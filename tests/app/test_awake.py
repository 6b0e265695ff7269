"""The window never stands still: what is long is done by other threads, and waiting leaves it awake."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import shapely
from PySide6.QtCore import QTimer

from app.application import Application
from app.patience import wait_awake
from tests.app.conftest import EAST, WEST

ACROSS = shapely.box(116.48, 40.63, 116.52, 40.67)


@pytest.fixture(autouse=True)
def _loops_as_in_the_program(_no_loop_within_a_gesture: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.patience.AT_ONCE_S", 0.03)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, shapely.Geometry]]:
    """Every area that is checked, and in which thread."""
    from layers.patrol import checks

    seen: list[tuple[int, shapely.Geometry]] = []
    check = checks.check_area

    def noted(polygon, *others):
        seen.append((threading.get_ident(), polygon))
        return check(polygon, *others)

    monkeypatch.setattr(checks, "check_area", noted)
    return seen


def test_areas_are_measured_elsewhere_and_each_once(planned: Application, asked, qtbot) -> None:
    window, document = planned.window, planned.document
    qtbot.waitUntil(lambda: window.numbers.is_ready)
    first = document.add_patrol_area(ACROSS)
    qtbot.waitUntil(lambda: first in window.patrol._numbers)
    second = document.add_patrol_area(shapely.affinity.translate(ACROSS, 0.01))
    qtbot.waitUntil(lambda: set(window.patrol._numbers) == {first, second})
    assert [shape for _, shape in asked] == [ACROSS, document.patrol_shape(second)]

    document.set_patrol_geometry(second, shapely.affinity.translate(ACROSS, -0.01))
    qtbot.waitUntil(lambda: set(window.patrol._numbers) == {first, second})
    assert len(asked) == 3
    document.rename_patrol_area(second, "改名")
    qtbot.waitUntil(lambda: set(window.patrol._numbers) == {first, second})
    assert len(asked) == 3
    assert threading.get_ident() not in {thread for thread, _ in asked}
    assert {share.county for share in window.patrol._numbers[first].shares} == {WEST, EAST}


def test_of_a_moving_hand_the_newest_polygon_is_shown(planned: Application, asked, qtbot) -> None:
    window = planned.window
    qtbot.waitUntil(lambda: window.numbers.is_ready)
    window.actions_["draw_patrol"].trigger()
    moved = [shapely.affinity.translate(ACROSS, 0.0, 0.001 * step) for step in range(40)]
    for polygon in moved:
        window.hands.show_drawing(polygon)
    qtbot.waitUntil(lambda: bool(asked) and asked[-1][1] == moved[-1])
    assert len(asked) < len(moved) and threading.get_ident() not in {thread for thread, _ in asked}
    qtbot.waitUntil(lambda: window.patrol.live.figures.isVisible())

    # what is measured after the tool was put away is not shown any more
    window.hands.show_drawing(moved[0])
    window.hands.select()
    qtbot.waitUntil(lambda: window.measuring._turn is None)
    assert not window.patrol.live.isVisible()


def test_figures_do_not_disturb_a_name_being_typed(planned: Application, qtbot) -> None:
    window, document = planned.window, planned.document
    qtbot.waitUntil(lambda: window.numbers.is_ready)
    uid = document.add_patrol_area(ACROSS)
    window.patrol.choose(uid)
    typed = window.patrol.name_edit
    typed.setText("半个名")
    qtbot.waitUntil(lambda: uid in window.patrol._numbers)
    assert window.patrol.name_edit is typed and typed.text() == "半个名"


def test_a_gesture_that_must_wait_leaves_the_window_awake(planned: Application, qtbot) -> None:
    document = planned.document
    go_on = threading.Event()
    turns = []

    def turn() -> None:
        turns.append(len(document.patrol_areas()))
        if len(turns) == 5:
            go_on.set()

    ticking = QTimer()
    ticking.timeout.connect(turn)
    document.writer.submit(go_on.wait, 20)  # a long write
    ticking.start(10)
    uid = document.add_patrol_area(ACROSS)
    assert go_on.is_set() and turns[:5] == [0] * 5, "the window went on before the gesture was done"
    assert list(document.patrol_areas()["uid"]) == [uid]
    assert document.undo_stack.canUndo()


def test_undo_waits_for_what_is_being_written_and_takes_that_back(planned: Application, qtbot) -> None:
    document = planned.document
    go_on = threading.Event()
    count = document.undo_stack.count()

    def long_write() -> None:
        go_on.wait(20)
        with document.store.change("patrol_area_added", name="迟来"):
            document.store.add_patrol_area("迟来", ACROSS)

    document.writer.submit(long_write)
    QTimer.singleShot(50, go_on.set)
    planned.window.hands.undo()
    assert document.undo_stack.count() == count + 1 and document.undo_stack.index() == count
    assert len(document.patrol_areas()) == 0
    planned.window.hands.redo()
    assert list(document.patrol_areas()["name"]) == ["迟来"]


def test_closing_a_plan_leaves_the_window_awake(planned: Application, monkeypatch, qtbot) -> None:
    document = planned.document
    go_on = threading.Event()
    was_open = []
    close = document.store.close
    monkeypatch.setattr(document.store, "close", lambda: (go_on.wait(20), close()))

    def look() -> None:
        if document.is_open:  # the writer still had something to do
            QTimer.singleShot(20, look)
            return
        was_open.append(document.is_open)
        go_on.set()

    QTimer.singleShot(60, look)
    path = document.path
    document.close()
    assert was_open == [False] and not document.is_open
    document.open(path)
    assert len(document.zones()) == 1


def test_the_window_is_gone_before_its_plan_is_tidied(planned: Application, monkeypatch, qtbot) -> None:
    seen = []
    close = planned.document.store.close
    monkeypatch.setattr(planned.document.store, "close", lambda: (seen.append(planned.window.isVisible()), close()))
    planned.window.close()
    assert seen == [False]


def test_waiting_brings_results_and_errors(qapp) -> None:
    go_on = threading.Event()
    with ThreadPoolExecutor(1) as pool:

        def fail() -> None:
            go_on.wait(20)
            raise TimeoutError("a step's own")

        QTimer.singleShot(60, go_on.set)
        with pytest.raises(TimeoutError, match="a step's own"):
            wait_awake(pool.submit(fail))
        assert wait_awake(pool.submit(int)) == 0


def test_a_form_rebuilt_while_its_own_key_waits_is_destroyed_after_the_key(qapp, qtbot) -> None:
    """Enter in a field waits for the writer; news that come meanwhile replace the field."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QLineEdit, QWidget

    from app.widgets.basics import CardPages

    pages = CardPages("")
    qtbot.addWidget(pages)
    field, gone, seen = QLineEdit(), [], []
    page = QWidget()
    field.setParent(page)
    field.destroyed.connect(lambda: gone.append(True))
    pages.show_page(page)
    pages.show()
    go_on = threading.Event()

    def entered() -> None:
        with ThreadPoolExecutor(1) as writer:
            QTimer.singleShot(0, lambda: pages.show_page(QWidget()))
            QTimer.singleShot(100, go_on.set)
            wait_awake(writer.submit(go_on.wait))
            wait_awake(writer.submit(lambda: time.sleep(0.1)))  # a gesture may wait twice
        seen.append(list(gone))

    field.returnPressed.connect(entered)
    QTimer.singleShot(0, lambda: QTest.keyClick(field, Qt.Key.Key_Return))  # within the loop, as in the program
    qtbot.waitUntil(lambda: bool(seen) and bool(gone))
    assert seen == [[]]
