"""One map looked at as a planner would: milliseconds, MiB, and the views that were drawn."""

from __future__ import annotations

import math
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from tests.benchmarks.measured import Processes
from tests.benchmarks.views import PAN_ZOOMS, PANS, ZOOMS, pan_name, zoom_name

SIZE_PX = (1600, 1000)
#: Pans leave the margin of the picture: it is a quarter of the view wide.
PAN_SHARE = 0.6
_TICK_S = 1.0 / 60.0
_VERTICES = 10_000


def looked_at(path: Path, *, frames: int = 0, with_editing: bool = False) -> dict[str, Any]:
    """Open a plan, look at it, time some frames of every gesture, and return figures and views."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from app import memory

    memory.keep_tidy()  # as the program does
    application = QApplication([])
    figures, views = _looks(application, path, frames=frames, with_editing=with_editing)
    return {"figures": figures, "views": views}


def _looks(
    application: Any, path: Path, *, frames: int, with_editing: bool
) -> tuple[dict[str, float], list[dict[str, Any]]]:
    from app.canvas import MapCanvas, build_scene
    from app.fonts import packaged_family
    from layers.plan import PlanStore

    canvas = MapCanvas(font_family=packaged_family())
    canvas.resize(*SIZE_PX)
    canvas.show()
    application.processEvents()
    pictures: list[float] = []
    canvas._pictures.worker.drawn.connect(lambda _: pictures.append(time.perf_counter()))
    figures: dict[str, float] = {"idle: peak MB": Processes.peak_mb()}
    built: list[tuple[str, int, bytes]] = []
    canvas.levels_built.connect(built.extend)
    views: list[dict[str, Any]] = []

    def settled(name: str, move: Callable[[], None]) -> None:
        began, used = time.perf_counter(), time.process_time()
        move()
        _wait(application, lambda: canvas.is_settled)
        figures[name] = _ms(began)
        figures[f"{name}, CPU"] = (time.process_time() - used) * 1000
        view = canvas.view
        views.append({"name": name, "extent": view.extent, "mpp": view.metres_per_px})

    began, used = time.perf_counter(), time.process_time()
    store = PlanStore.open(path)
    with store.reader() as reader:
        scene = build_scene(reader)
    figures["load"] = _ms(began)
    figures["load, CPU"] = (time.process_time() - used) * 1000
    began = time.perf_counter()
    canvas.set_scene(scene)
    figures["set_scene returns after"] = _ms(began)
    _wait(application, lambda: bool(pictures))
    figures["first picture after load"] = (pictures[0] - began) * 1000
    _wait(application, lambda: canvas.is_settled)
    figures["sharp picture after load"] = _ms(began)
    figures["load and sharp picture"] = figures["load"] + figures["sharp picture after load"]
    figures["load and sharp picture, CPU"] = (time.process_time() - used) * 1000
    views.append({"name": "load and sharp picture", "extent": canvas.view.extent, "mpp": canvas.view.metres_per_px})
    figures["shown: peak MB"] = Processes.peak_mb()

    for zoom in ZOOMS:
        canvas.zoom_full()
        _wait(application, lambda: canvas.is_settled)
        settled(zoom_name(zoom), lambda zoom=zoom: canvas.zoom_by(zoom))  # type: ignore[misc]
    for zoom in PAN_ZOOMS:
        canvas.zoom_full()
        canvas.zoom_by(zoom)
        _wait(application, lambda: canvas.is_settled)
        for number in range(PANS):
            step = PAN_SHARE * SIZE_PX[0] * (1 if number % 2 else -1)
            _wait(application, lambda: canvas._pictures.worker.is_idle)  # the margin is there
            settled(pan_name(zoom, number), lambda step=step: canvas.pan_by(step, 0.0))  # type: ignore[misc]
    figures["looked around: peak MB"] = Processes.peak_mb()
    _wait(application, lambda: canvas._pictures.worker.is_idle and bool(canvas.snapper._targets))
    figures["prepared for snapping: peak MB"] = Processes.peak_mb()
    began = time.perf_counter()
    _wait(application, lambda: canvas._pictures.worker.is_done)
    application.processEvents()  # what was made is told by a signal
    figures["levels made ahead in"] = _ms(began)
    figures["levels made ahead: peak MB"] = Processes.peak_mb()
    if frames:
        figures |= _all_frames(application, canvas, frames) | _snapping(canvas)
    canvas.close_worker()
    canvas.close()
    if with_editing:
        figures |= _editing(application, frames)
    store.keep_levels(built)
    store.close()
    return figures, views


def _all_frames(application: Any, canvas: Any, frames: int) -> dict[str, float]:
    figures: dict[str, float] = {}
    for title, zoom in (("full extent", 1.0), ("8 × closer", 8.0)):
        canvas.zoom_full()
        canvas.zoom_by(zoom)
        _wait(application, lambda: canvas.is_settled)
        figures |= _frames(application, canvas, f"pan, {title}", lambda i: canvas.pan_by(*_round_trip(i)), frames)
    canvas.zoom_full()
    _wait(application, lambda: canvas.is_settled)
    return figures | _frames(application, canvas, "zoom, full ↔ 16 ×", lambda i: canvas.zoom_by(_in_and_out(i)), frames)


def _frames(application: Any, canvas: Any, title: str, step: Callable[[int], None], frames: int) -> dict[str, float]:
    """Return p95 of the window thread's work for a frame, and p95 and worst of paint to paint."""
    work, gaps, last = [], [], None
    due = time.perf_counter()
    for i in range(frames):
        due = max(due + _TICK_S, time.perf_counter() - _TICK_S)
        while time.perf_counter() < due:
            application.processEvents()
            time.sleep(0.0005)
        began = time.perf_counter()
        step(i)
        canvas.repaint()
        now = time.perf_counter()
        work.append((now - began) * 1000)
        if last is not None:
            gaps.append((now - last) * 1000)
        last = now
    return {
        f"{title}: work p95": float(np.percentile(work, 95)),
        f"{title}: paint to paint p95": float(np.percentile(gaps, 95)),
        f"{title}: paint to paint worst": max(gaps),
    }


def _round_trip(i: int) -> tuple[float, float]:
    angle = 2 * math.pi * i / 150.0
    return 24.0 * math.cos(angle), 16.0 * math.sin(angle)


def _in_and_out(i: int) -> float:
    return 1.04 if (i // 70) % 2 == 0 else 1 / 1.04


def _snapping(canvas: Any) -> dict[str, float]:
    xmin, ymin, xmax, ymax = canvas.scene.extent
    random = np.random.default_rng(1)
    times = []
    for x, y in random.uniform((xmin, ymin), (xmax, ymax), (1000, 2)):
        started = time.perf_counter()
        canvas.snapper.snap(x, y, 100.0)
        times.append(_ms(started))
    return {f"snapping query p{p}": float(np.percentile(times, p)) for p in (50, 99)}


def _editing(application: Any, frames: int) -> dict[str, float]:
    """Drag a corner of a large area, and highlight a long line while the map is dragged; milliseconds a frame."""
    from PySide6.QtCore import QEvent, QPointF, Qt
    from PySide6.QtGui import QMouseEvent

    from app.canvas import MapCanvas
    from app.canvas.scene import PATROL, Group, Part, Scene, SceneLayer
    from app.canvas.shapes import Shapes
    from app.canvas.styles import theme
    from app.canvas.tools import EditVerticesTool
    from app.fonts import packaged_family
    from layers.crs import STORAGE_CRS, transform

    epsg, middle = 4548, (500_000.0, 4_480_000.0)
    angle = np.linspace(0, 2 * np.pi, _VERTICES, endpoint=False)
    radius = 20_000.0 * (1 + 0.05 * np.sin(40 * angle))
    ring = np.column_stack([middle[0] + radius * np.cos(angle), middle[1] + radius * np.sin(angle)])
    shapes = [
        Shapes(np.array([transform(shape, f"EPSG:{epsg}", STORAGE_CRS)], dtype=object), epsg, [uid])
        for uid, shape in (("area", shapely.Polygon(ring)), ("line", shapely.LineString(ring + 3_000.0)))
    ]
    look = theme("light")
    layers = (
        SceneLayer(PATROL, PATROL, "", Group.PATROL, (Part("patrol", look.style("patrol"), shapes[0]),)),
        SceneLayer("river", "river", "", Group.LINE, (Part("river_1", look.style("river_1"), shapes[1]),)),
    )
    canvas = MapCanvas(font_family=packaged_family())
    canvas.resize(*SIZE_PX)
    canvas.show()
    canvas.set_scene(Scene(layers, epsg, look))
    _wait(application, lambda: canvas.is_settled and canvas._pictures.worker.is_idle)

    def send(kind: QEvent.Type, at: QPointF, button: Qt.MouseButton, held: Qt.MouseButton) -> None:
        none = Qt.KeyboardModifier.NoModifier
        application.sendEvent(canvas, QMouseEvent(kind, at, canvas.mapToGlobal(at), button, held, none))

    left, nothing = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    tool = EditVerticesTool(canvas)
    canvas.set_tool(tool)
    tool.edit("area")
    start = QPointF(*canvas.view.to_px(*tool.rings[0][0]))
    send(QEvent.Type.MouseMove, start, nothing, nothing)
    send(QEvent.Type.MouseButtonPress, start, left, left)

    def drag(i: int) -> None:
        send(QEvent.Type.MouseMove, start + QPointF(*_round_trip(i)), nothing, left)

    figures = _frames(application, canvas, "drag a corner of 10,000", drag, frames)
    send(QEvent.Type.MouseButtonRelease, start, left, nothing)
    canvas.highlight("river", "line")
    figures |= _frames(
        application, canvas, "highlight a line of 10,000", lambda i: canvas.pan_by(*_round_trip(i)), frames
    )
    canvas.close_worker()
    canvas.close()
    return figures


def _wait(application: Any, done: Callable[[], bool], limit_s: float = 120.0) -> None:
    """Wait as a window does: asleep until something happens, and looking up now and then."""
    from PySide6.QtCore import QEventLoop, QTimer

    end = time.perf_counter() + limit_s
    now_and_then = QTimer(interval=5)
    now_and_then.start()
    while not done():
        if time.perf_counter() > end:
            raise TimeoutError("the map did not get ready")
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def _ms(started: float) -> float:
    return (time.perf_counter() - started) * 1000
