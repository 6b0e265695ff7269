"""What is half drawn is never lost: killed, closed, in another language, on a full disk."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from datetime import date
from pathlib import Path

import apsw
import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtWidgets import QApplication
from shapely import box

from app.application import Application
from layers.plan import PlanStore
from tests.app.conftest import drawn, fill

ROOT = Path(__file__).resolve().parents[2]
LEFT, ALT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.AltModifier
CORNERS_PX = ((200, 150), (320, 160), (330, 260))
AREA = box(116.45, 40.62, 116.48, 40.65)


@pytest.fixture
def drawn_up(program: Application, tmp_path: Path, qtbot) -> Application:
    """The window with three layers on the map."""
    program.document.create(tmp_path / "测试.lianfang.gpkg", title="测试", reference_date=date(2026, 5, 1))
    program.document.on_writer(lambda: fill(program.document.store))
    ready(program, qtbot)
    return program


def ready(program: Application, qtbot) -> None:
    canvas = program.window.map.canvas
    qtbot.waitUntil(lambda: len(program.window.map.canvas.scene.layers) >= 3 and drawn(canvas), timeout=10_000)


def click(program: Application, qtbot, *places: tuple[int, int]) -> None:
    for place in places:
        qtbot.mouseClick(program.window.map.canvas, LEFT, ALT, QPoint(*place))


def draw(program: Application, qtbot, *places: tuple[int, int]) -> None:
    program.window.actions_["draw_patrol"].trigger()
    click(program, qtbot, *places)


def said(text: str) -> str:
    return QCoreApplication.translate("HandControl", text)


def on_disk(path: Path) -> dict:
    with PlanStore.open(path, read_only=True) as store:
        return store.sketch_state()


def corners_on_disk(path: Path) -> list[list[float]]:
    return on_disk(path).get("tools", {}).get("draw_patrol", {}).get("corners", [])


def lon_lat(program: Application) -> list[list[float]]:
    return program.window.map.draw_tool.sketch_state()["corners"]


def agree(first, second) -> None:
    assert len(first) == len(second)
    for one, other in zip(first, second, strict=True):
        assert one == pytest.approx(other, abs=1e-9)


def reopen(program: Application, qtbot) -> None:
    path = program.document.path
    program.document.close()
    assert program.window.map.draw_tool.corners == []
    with qtbot.waitSignal(program.window.map.scene_changed, timeout=10_000):
        program.document.open(path)
    ready(program, qtbot)


# -- drawing --------------------------------------------------------------------------------------


def test_every_corner_is_on_the_disk_within_a_second(drawn_up: Application, qtbot) -> None:
    path = drawn_up.document.path
    drawn_up.window.actions_["draw_patrol"].trigger()
    for count, place in enumerate(CORNERS_PX, start=1):
        click(drawn_up, qtbot, place)
        qtbot.waitUntil(lambda count=count: len(corners_on_disk(path)) == count, timeout=1000)
    agree(corners_on_disk(path), lon_lat(drawn_up))
    assert all(116 < lon < 117 and 40 < lat < 41 for lon, lat in corners_on_disk(path)), "degrees"
    qtbot.keyClick(drawn_up.window.map.canvas, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: len(corners_on_disk(path)) == 2, timeout=1000)


def test_nothing_is_written_while_nothing_changes(drawn_up: Application, qtbot) -> None:
    written = []
    drawn_up.document.sketch_kept.connect(written.append)
    draw(drawn_up, qtbot, *CORNERS_PX)
    qtbot.waitUntil(lambda: bool(written))
    qtbot.wait(300)
    before = len(written)
    assert before <= 3, "quick clicks are written together"
    for step in range(5):
        qtbot.mouseMove(drawn_up.window.map.canvas, QPoint(300 + 10 * step, 200))
        qtbot.wait(60)
    drawn_up.document.keep_sketch(drawn_up.window.sketches.state())
    drawn_up.document.on_writer(lambda: None)
    QApplication.processEvents()
    assert len(written) == before


def test_a_plan_reopens_with_the_sketch_in_hand(drawn_up: Application, qtbot) -> None:
    window = drawn_up.window
    draw(drawn_up, qtbot, *CORNERS_PX)
    before = lon_lat(drawn_up)
    reopen(drawn_up, qtbot)
    assert lon_lat(drawn_up) == before, "to the last digit, so that nothing is written"
    assert window.map.canvas.tool is window.map.draw_tool and window.actions_["draw_patrol"].isChecked()
    qtbot.waitUntil(lambda: window.patrol.live.figures.isVisible(), timeout=5000)
    assert window.toast.isVisible() and window.toast.text == said("The unfinished sketch is back.")
    qtbot.keyClick(window.map.canvas, Qt.Key.Key_Return)
    (area,) = drawn_up.document.patrol_areas().geometry
    agree(sorted(map(list, area.exterior.coords[:-1])), sorted(before))
    assert on_disk(drawn_up.document.path) == {}


def test_discard_takes_the_sketch_away_and_undo_brings_it_back(drawn_up: Application, qtbot) -> None:
    draw(drawn_up, qtbot, *CORNERS_PX)
    before = lon_lat(drawn_up)
    reopen(drawn_up, qtbot)
    window = drawn_up.window
    qtbot.mouseClick(window.toast.button, LEFT)
    assert window.map.draw_tool.corners == []
    qtbot.waitUntil(lambda: on_disk(drawn_up.document.path)["tools"]["draw_patrol"]["cancelled"], timeout=1000)
    reopen(drawn_up, qtbot)  # and neither is a cancelled one lost, though it is not in hand
    assert window.map.draw_tool.corners == [] and not window.toast.isVisible()
    window.hands.undo()
    agree(lon_lat(drawn_up), before)


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return], ids=["cancelled", "finished"])
def test_what_is_said_of_a_sketch_goes_with_it(drawn_up: Application, qtbot, key: Qt.Key) -> None:
    draw(drawn_up, qtbot, *CORNERS_PX)
    reopen(drawn_up, qtbot)
    window = drawn_up.window
    assert window.toast.isVisible()
    qtbot.keyClick(window.map.canvas, key)
    assert not window.toast.isVisible(), "there is nothing left to discard"


def test_the_status_speaks_of_a_sketch_only_while_there_is_one(drawn_up: Application, qtbot) -> None:
    window, document = drawn_up.window, drawn_up.document
    sketch, saved = (
        QCoreApplication.translate("KeepControl", text).split("{", maxsplit=1)[0]
        for text in ("Sketch kept {time}", "Saved {time}")
    )
    with qtbot.waitSignal(document.sketch_kept, timeout=5000):
        draw(drawn_up, qtbot, *CORNERS_PX)
    qtbot.waitUntil(lambda: window.status.saved.text().startswith(sketch), timeout=2000)
    with qtbot.waitSignal(document.sketch_kept, timeout=5000):
        qtbot.keyClick(window.map.canvas, Qt.Key.Key_Escape)
    assert window.status.saved.text().startswith(saved)


def test_another_message_stays_when_a_sketch_goes(drawn_up: Application, qtbot) -> None:
    draw(drawn_up, qtbot, *CORNERS_PX)
    reopen(drawn_up, qtbot)
    window = drawn_up.window
    window.toast.say("x")
    qtbot.keyClick(window.map.canvas, Qt.Key.Key_Escape)
    assert window.toast.isVisible() and window.toast.text == "x"


def test_a_finished_area_and_its_sketch_change_places_at_once(drawn_up: Application, qtbot) -> None:
    path, seen = drawn_up.document.path, []
    draw(drawn_up, qtbot, *CORNERS_PX)
    qtbot.waitUntil(lambda: len(corners_on_disk(path)) == 3, timeout=1000)

    def look(_record, _tables, _direction) -> None:  # right after the commit, as a kill would find the file
        with PlanStore.open(path, read_only=True) as store:
            seen.append((len(store.patrol_areas()), bool(store.sketch_state())))

    drawn_up.document.store.subscribe(look)
    qtbot.keyClick(drawn_up.window.map.canvas, Qt.Key.Key_Return)
    assert seen == [(1, False)]


def test_a_sketch_stays_in_hand_through_language_and_theme(drawn_up: Application, qtbot) -> None:
    draw(drawn_up, qtbot, *CORNERS_PX)
    before = lon_lat(drawn_up)
    for key, value in (("language", "en"), ("theme", "dark")):
        with qtbot.waitSignal(drawn_up.settings.changed):
            drawn_up.settings.set(key, value)
        window = drawn_up.window
        qtbot.waitUntil(lambda window=window: window.map.draw_tool.is_drawing, timeout=10_000)
        agree(lon_lat(drawn_up), before)
        assert window.map.canvas.tool is window.map.draw_tool and not window.toast.isVisible()
    assert len(corners_on_disk(drawn_up.document.path)) == 3
    drawn_up.settings.set("language", "zh_CN")


def test_a_sketch_does_not_stray_into_another_plan(drawn_up: Application, qtbot, tmp_path: Path) -> None:
    first = drawn_up.document.path
    draw(drawn_up, qtbot, *CORNERS_PX)
    drawn_up.document.create(tmp_path / "另一个.lianfang.gpkg", title="另一个", reference_date=date(2026, 5, 1))
    qtbot.wait(400)
    assert drawn_up.window.sketches.state() == {} == on_disk(drawn_up.document.path)
    drawn_up.window.hands.draw_patrol()
    drawn_up.window.hands.undo()
    assert drawn_up.window.map.draw_tool.corners == []
    assert len(corners_on_disk(first)) == 3


def test_an_untitled_plan_with_a_sketch_is_worth_keeping(program: Application, qtbot, tmp_path: Path) -> None:
    document = program.document
    document.create(None, title="未命名", reference_date=date(2026, 5, 1))
    assert document.is_pristine
    program.window.map.draw_tool.activate(program.window.map.canvas)
    program.window.map.draw_tool.restore_sketch({"corners": [[116.4, 40.6], [116.5, 40.6]]})
    assert not document.is_pristine
    program.window.map.draw_tool.forget()
    assert document.is_pristine


def test_a_read_only_plan_gives_no_sketch_back(drawn_up: Application, qtbot) -> None:
    draw(drawn_up, qtbot, *CORNERS_PX)
    path = drawn_up.document.path
    drawn_up.document.close()
    drawn_up.document.attach(drawn_up.document.on_writer(lambda: PlanStore.open(path, read_only=True)))
    ready(drawn_up, qtbot)
    qtbot.wait(300)
    assert drawn_up.window.map.draw_tool.corners == []
    drawn_up.document.close()
    assert len(corners_on_disk(path)) == 3


def test_a_sketch_moves_with_the_metric_crs(qtbot) -> None:
    from app.canvas import MapCanvas
    from app.canvas.scene import Scene
    from app.canvas.styles import theme
    from app.canvas.tools import DrawPatrolTool

    canvas, tool = MapCanvas(), DrawPatrolTool()
    qtbot.addWidget(canvas)
    canvas.set_scene(Scene((), 4548, theme("light")))
    canvas.set_tool(tool)
    corners = [[116.4, 40.6], [116.5, 40.6], [116.5, 40.7]]
    assert tool.restore_sketch({"corners": corners})
    before = list(tool.corners)
    canvas.set_scene(Scene((), 4549, theme("light")))
    assert abs(tool.corners[0][0] - before[0][0]) > 100_000
    agree(tool.sketch_state()["corners"], corners)
    canvas.close_worker()


# -- corners of an area ---------------------------------------------------------------------------


@pytest.fixture
def editing(drawn_up: Application, qtbot) -> Application:
    """An area with its north-east corner picked up by a click and carried a little."""
    window = drawn_up.window
    uid = drawn_up.document.add_patrol_area(AREA)
    canvas = window.map.canvas
    shown = lambda: bool((layer := canvas.scene.layer("patrol_areas")) and layer.parts) and drawn(canvas)  # noqa: E731
    qtbot.waitUntil(shown, timeout=10_000)
    window.patrol.choose(uid)
    window.hands.choose_area(uid)
    window.actions_["edit_vertices"].trigger()
    x, y = map(round, window.map.canvas.view.to_px(*window.map.canvas.to_metric(AREA).exterior.coords[2]))
    qtbot.mouseMove(window.map.canvas, QPoint(x, y))
    click(drawn_up, qtbot, (x, y))
    qtbot.mouseMove(window.map.canvas, QPoint(x + 30, y - 30))
    QApplication.processEvents()
    assert window.map.edit_tool.has_sketch
    return drawn_up


def held(program: Application) -> dict:
    return program.window.map.edit_tool.sketch_state()


def test_a_corner_picked_up_is_in_hand_again(editing: Application, qtbot) -> None:
    before = held(editing)
    stored = editing.document.patrol_areas().geometry.iloc[0]
    reopen(editing, qtbot)
    assert held(editing) | {"at": 0} == before | {"at": 0}
    assert held(editing)["at"] == pytest.approx(before["at"], abs=1e-9)
    assert editing.document.patrol_areas().geometry.iloc[0].equals(stored), "not put down yet"
    assert editing.window.actions_["edit_vertices"].isChecked() and editing.window.toast.isVisible()
    editing.window.map.edit_tool._put_down()
    lon, lat = before["at"]
    after = editing.document.patrol_areas().geometry.iloc[0]
    assert min(abs(x - lon) + abs(y - lat) for x, y in after.exterior.coords) < 1e-9
    assert on_disk(editing.document.path) == {}


def test_a_corner_discarded_comes_back_with_undo(editing: Application, qtbot) -> None:
    before = held(editing)
    reopen(editing, qtbot)
    editing.window.toast.button.click()
    assert not editing.window.map.edit_tool.has_sketch
    editing.window.hands.undo()
    assert held(editing)["at"] == pytest.approx(before["at"], abs=1e-9)
    editing.window.hands.undo()
    assert not editing.window.map.edit_tool.has_sketch and len(editing.document.patrol_areas()) == 1


def test_a_corner_of_an_area_that_changed_meanwhile_is_let_go(editing: Application, qtbot) -> None:
    path = editing.document.path
    editing.document.close()
    with PlanStore.open(path) as store, store.change("patrol_area_reshaped"):
        store.update_patrol_area(store.patrol_areas()["uid"].iloc[0], geometry=AREA.buffer(0.001))
    with qtbot.waitSignal(editing.window.sketches.outdated, timeout=10_000):
        editing.document.open(path)
    assert not editing.window.map.edit_tool.has_sketch
    assert editing.window.toast.text == said("An unfinished change was let go: its area is no longer as it was.")
    qtbot.waitUntil(lambda: on_disk(path) == {}, timeout=1000)


# -- a write that fails ---------------------------------------------------------------------------


def fail(program: Application, monkeypatch) -> None:
    """From now on the disk is full."""

    class Full:
        def __init__(self, db) -> None:
            self._db = db

        def __getattr__(self, name):
            return getattr(self._db, name)

        def execute(self, sql, *args):
            if sql.startswith(("BEGIN", "INSERT", "DELETE", "UPDATE")):
                raise apsw.FullError("database or disk is full")
            return self._db.execute(sql, *args)

    store = program.document.store
    monkeypatch.setattr(store, "_db", Full(store._db))
    monkeypatch.setattr(store._history, "_db", Full(store._history._db))


def test_an_area_finished_on_a_full_disk_stays_in_hand(drawn_up: Application, qtbot, monkeypatch) -> None:
    draw(drawn_up, qtbot, *CORNERS_PX)
    before, said = lon_lat(drawn_up), []
    monkeypatch.setattr(drawn_up.window, "show_error", said.append)
    with monkeypatch.context() as full:
        fail(drawn_up, full)
        qtbot.keyClick(drawn_up.window.map.canvas, Qt.Key.Key_Return)
        agree(lon_lat(drawn_up), before)
        assert len(said) == 1 and drawn_up.window.map.canvas.tool is drawn_up.window.map.draw_tool
        assert len(drawn_up.document.patrol_areas()) == 0
    qtbot.keyClick(drawn_up.window.map.canvas, Qt.Key.Key_Return)
    assert len(drawn_up.document.patrol_areas()) == 1 and len(said) == 1


def test_a_corner_put_down_on_a_full_disk_stays_in_hand(editing: Application, qtbot, monkeypatch) -> None:
    before, said = held(editing), []
    monkeypatch.setattr(editing.window, "show_error", said.append)
    tool = editing.window.map.edit_tool
    with monkeypatch.context() as full:
        fail(editing, full)
        tool._put_down()
        assert said and held(editing)["at"] == pytest.approx(before["at"], abs=1e-9)
    assert tool.on_cancel()
    assert tool._owners and editing.document.patrol_areas().geometry.iloc[0].equals(AREA)


# -- kill -9 --------------------------------------------------------------------------------------

CHILD = """
    import sys, json
    from datetime import date
    from pathlib import Path
    from PySide6.QtCore import QPoint, Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication
    from app.application import Application
    from tests.app.conftest import drawn, fill
    qt = QApplication(["lianfang"])
    program = Application(qt)
    program.window.resize(1366, 768)
    program.window.show()
    document, canvas = program.document, program.window.map.canvas
    document.create(Path(sys.argv[1]), title="测试", reference_date=date(2026, 5, 1))
    document.on_writer(lambda: fill(document.store))
    while len(canvas.scene.layers) < 3 or not drawn(canvas):
        QTest.qWait(20)
    program.window.actions_["draw_patrol"].trigger()
    for place in json.loads(sys.argv[2]):
        QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.AltModifier, QPoint(*place))
    print(json.dumps(program.window.map.draw_tool.sketch_state()["corners"]), flush=True)
    qt.exec()  # the wait of QTest would not let other threads run
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_kill_9_while_drawing(program: Application, qtbot, tmp_path: Path) -> None:
    path = tmp_path / "被杀.lianfang.gpkg"
    child = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(CHILD), str(path), json.dumps(CORNERS_PX)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "LIANFANG_CONFIG": str(tmp_path / "config")},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert child.stdout is not None
        drawn = json.loads(child.stdout.readline())
        time.sleep(1.0)
    finally:
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
    agree(corners_on_disk(path), drawn)
    program.document.open(path)
    qtbot.waitUntil(lambda: program.window.map.draw_tool.is_drawing, timeout=10_000)
    agree(lon_lat(program), drawn)
    assert program.window.actions_["draw_patrol"].isChecked() and program.window.toast.isVisible()


# -- what it costs --------------------------------------------------------------------------------


def test_a_click_with_five_thousand_corners_does_not_wait_for_the_disk(drawn_up: Application, qtbot) -> None:
    """What keeping the sketch adds to a click, in the window's thread: taking the state and handing it over."""
    import math

    tool, window = drawn_up.window.map.draw_tool, drawn_up.window
    window.hands.draw_patrol()
    ring = [[116.5 + 0.05 * math.cos(k / 800), 40.65 + 0.05 * math.sin(k / 800)] for k in range(5000)]
    assert tool.restore_sketch({"corners": ring})
    costs_ms, written = [], []
    drawn_up.document.sketch_kept.connect(written.append)
    for number in range(20):
        click(drawn_up, qtbot, (300 + 20 * (number % 10), 200 + 30 * (number // 10)))
        started = time.thread_time()
        drawn_up.document.keep_sketch(window.sketches.state())
        costs_ms.append((time.thread_time() - started) * 1000.0)
        drawn_up.document.on_writer(lambda: None)
    QApplication.processEvents()
    assert len(tool.corners) == 5020 == len(corners_on_disk(drawn_up.document.path)) and len(written) == 20
    print(f"keeping a sketch of 5,000 corners: {sorted(costs_ms)[10]:.2f} ms")
    assert sorted(costs_ms)[10] < 5.0
