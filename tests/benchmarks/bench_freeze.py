"""How long the window stands still while a planner works on a big plan.

A timer that is due every 10 ms notes the longest time between two of its turns, for each step: the sample
plan, 20,000 forest polygons imported from a file, thirty drawn areas of 5,000 vertices each, and what a
planner does with them.  No other program has these steps.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.comparison import Comparison, ours
from tests.benchmarks.measured import Calls, Figure, Setting
from tests.benchmarks.result import Target

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

NAME = "freeze"
_VERTICES = 5_000
_TICK_MS = 10
_LAW_S = 0.1
_STEPS = (
    "open the sample", "import 20,000 polygons", "draw 30 areas", "analyse", "select", "edit an area", "undo and redo",
    "go far back and forth", "gesture while storing", "save as", "back up", "close the plan", "open it again",
    "window gone after",
)  # fmt: skip


def window(setting: Setting) -> Calls:
    return {"": lambda: _planner(setting)}


class Watch:
    """Notes the longest gap between two turns of the event loop."""

    def __init__(self) -> None:
        from PySide6.QtCore import QTimer

        self._last = time.perf_counter()
        self._longest = 0.0
        self._timer = QTimer()
        self._timer.setTimerType(self._timer.timerType().PreciseTimer)
        self._timer.timeout.connect(self._turn)
        self._timer.start(_TICK_MS)
        self.found: dict[str, float] = {}

    def _turn(self) -> None:
        now = time.perf_counter()
        self._longest, self._last = max(self._longest, now - self._last), now

    @contextlib.contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Note the longest gap of what is done inside."""
        self._longest, self._last = 0.0, time.perf_counter()
        yield
        self._turn()
        self.found[name] = max(self.found.get(name, 0.0), self._longest)


def wait(ms: int = 0, *, until: Callable[[], bool] | None = None, at_most_s: float = 120.0) -> None:
    """Let the event loop go on for some time, or until something is so."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    ends = time.perf_counter() + (at_most_s if until is not None else ms / 1000)
    timer = QTimer()

    def look() -> None:
        if until is not None and until():
            loop.quit()
        elif time.perf_counter() >= ends:
            if until is not None:
                raise TimeoutError("the program did not come so far")
            loop.quit()

    timer.timeout.connect(look)
    timer.start(5)
    loop.exec()


def _gone(window: QWidget) -> Callable[[], float]:
    """Return a question: when the window was hidden."""
    from PySide6.QtCore import QEvent, QObject

    class Hidden(QObject):
        at = float("nan")

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() is QEvent.Type.Hide:
                self.at = time.perf_counter()
            return False

    filter_ = Hidden(window)
    window.installEventFilter(filter_)
    return lambda: filter_.at


def _planner(setting: Setting) -> dict[str, Figure]:
    """Do what a planner does, and return the longest gap of each step."""
    import numpy as np
    import shapely
    from PySide6.QtWidgets import QApplication

    folder = Path(tempfile.mkdtemp(dir=setting.folder))
    for name in ("LIANFANG_CONFIG", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        os.environ[name] = str(folder / name.lower())
    from app.application import Application
    from app.collector import Collector, spare_what_is_there
    from app.tasks.importing import Wanted
    from layers.kinds import Role
    from layers.sources import ReadChoice, inspect
    from tests.benchmarks.generate import forests

    qt = QApplication(["lianfang"])
    polygons = setting.size(20_000, 1_000)
    Collector(qt)  # as app.application.start does
    import_module("app.window")
    spare_what_is_there()
    program = Application(qt)
    window, document, jobs = program.window, program.document, program.jobs
    window.resize(1600, 1000)
    window.show()
    watch = Watch()

    def settle(ms: int = 300) -> None:
        wait(ms)
        wait(until=lambda: not jobs.active and window.map.canvas.is_settled)
        wait(50)

    with watch.step("open the sample"):
        window.plans.open_sample()
        wait(until=lambda: document.is_open)
        settle()
    document.save_as(folder / "规划.lianfang.gpkg")
    counties = document.frame(next(one.uid for one in document.layers() if one.role is Role.COUNTY))
    file = folder / "forests.gpkg"
    forests(counties, count=polygons).drop(columns="uid").to_file(file)
    inspection = inspect(file)
    (layer,) = inspection.layers
    with watch.step("import 20,000 polygons"):
        window.importer.read([Wanted(file, ReadChoice(layer=layer.name, role=Role.FOREST))])
        wait(until=lambda: any(one.feature_count == polygons for one in document.layers()))
        settle()
    random = np.random.default_rng(1)
    xmin, ymin, xmax, ymax = counties.total_bounds
    angle = np.linspace(0, 2 * np.pi, _VERTICES, endpoint=False)

    def blob() -> shapely.Polygon:
        x, y = random.uniform(xmin, xmax), random.uniform(ymin, ymax)
        radius = 0.08 * (1 + 0.2 * np.sin(7 * angle) + random.uniform(-0.004, 0.004, _VERTICES))
        return shapely.Polygon(np.column_stack([x + radius * np.cos(angle), y + radius * np.sin(angle)]))

    with watch.step("draw 30 areas"):
        for _ in range(setting.size(30, 3)):
            window.hands.add_drawn(blob())
            wait(60)
        settle()
    with watch.step("analyse"):
        window.actions_["analyse"].trigger()
        wait(200)
        wait(until=lambda: document.analysis_state() == "fresh", at_most_s=300)
        settle()
    areas = document.patrol_areas()
    with watch.step("select"):
        for uid in list(areas["uid"])[:5]:
            window.patrol.choose(uid)
            window.hands.choose_area(uid)
            wait(150)
        window.hands.choose_zone(str(document.zones()["uid"].iloc[0]))
        settle()
    uid = str(areas["uid"].iloc[0])
    shape = areas.geometry.iloc[0]
    with watch.step("edit an area"):
        window.patrol.choose(uid)
        window.hands.edit_vertices()
        window.hands.show_drawing(shape)
        wait(100)
        for step in range(3):
            window.hands.show_drawing(shapely.affinity.translate(shape, 0.001 * step))
            wait(30)
            window.hands.keep_edited(uid, shapely.affinity.translate(shape, 0.001 * (step + 1)))
            wait(150)
        window.hands.select()
        settle()
    with watch.step("undo and redo"):
        for act in ("undo", "undo", "undo", "redo", "redo", "redo"):
            window.actions_[act].trigger()
            wait(150)
        settle()
    with watch.step("go far back and forth"):
        here = document.past.position
        for change in (0, here):
            window.jumper.go_to(change)
            wait(100)
            wait(until=lambda: not window.jumper.is_running)
            settle()
    with watch.step("gesture while storing"):
        window.importer.read([Wanted(file, ReadChoice(layer=layer.name, role=Role.FOREST))])
        count = len(document.layers())
        while len(document.layers()) == count:
            if window.actions_["draw_patrol"].isEnabled():
                document.rename_patrol_area(uid, f"片区 {time.perf_counter():.3f}")
            wait(60)
        settle()
    with watch.step("save as"):
        window.plans.save_to(folder / "另存.lianfang.gpkg")
        settle()
    with watch.step("back up"):
        window.backups._on_due()
        wait(100)
        wait(until=lambda: not jobs.active)
    with watch.step("close the plan"):
        path = document.path
        document.close()
        settle()
    with watch.step("open it again"):
        document.open(path)
        settle()
    began = time.perf_counter()
    gone = _gone(window)
    window.close()
    watch.found["window gone after"] = gone() - began
    program.shut_down()
    watch.found["process done after"] = time.perf_counter() - began
    return {name: Figure(seconds) for name, seconds in watch.found.items()}


COMPARISONS = (
    Comparison((ours("window", window, is_fresh=True),), targets=dict.fromkeys(_STEPS, Target(_LAW_S)), runs=2),
)
