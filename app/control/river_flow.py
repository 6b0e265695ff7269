"""Which way rivers run, shown over the map; it moves only where somebody sees it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QStyle

from app.canvas.river_flow import RiverFlow
from app.document import Change
from app.tasks.rivers import RiverTask, run_flow

if TYPE_CHECKING:
    from app.window import MainWindow

_KEY = "flow"
#: Time between two pictures, and how far the water runs in it.
FRAME_MS, STEP_PX = 90, 2.5


class FlowControl(QObject):
    """Off until it is asked for; the timer stands still while the map is hidden or the window minimised."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._flow: RiverFlow | None = None
        self._is_on = False
        self.task = RiverTask(window.document, window.jobs, window.river_lands, self)
        self.task.ready.connect(self._show)
        self.task.failed.connect(self._on_failed)
        self.timer = QTimer(self, interval=FRAME_MS)
        self.timer.timeout.connect(self._tick)
        # Not QTimer.singleShot: what that is to call stays for ever when the window is deleted before.
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._move)
        window.document.changed.connect(self._on_changed)
        window.document.closed.connect(lambda *_unused: self._turn(False))
        window.settings.changed.connect(lambda _key: self._on_settings())
        window.installEventFilter(self)

    def attach(self) -> None:
        """Follow a new map."""
        canvas = self._window.map.canvas
        canvas.installEventFilter(self)
        self._on_settings()
        if self._flow is not None:
            canvas.lay_beneath(_KEY, self._flow)
        self._window.actions_["river_flow"].setChecked(self._is_on)

    def river_flow(self, on: bool) -> None:
        """Show or hide which way rivers run."""
        self._turn(on)

    def _turn(self, on: bool) -> None:
        self._is_on = on
        self._window.actions_["river_flow"].setChecked(on)
        if on:
            self._run()
            return
        self.task.stop()
        self._flow = None
        self._window.map.canvas.lay_beneath(_KEY, None)
        self._move()

    def _run(self) -> None:
        self.task.run(partial(run_flow, epsg=self._window.document.info().metric_epsg))

    def _show(self, lines: Any) -> None:
        if not self._is_on:
            return
        self._flow = RiverFlow(lines)
        self._window.map.canvas.lay_beneath(_KEY, self._flow)
        if not len(lines):
            self._window.toast.say(self.tr("No river has a known direction yet: see the list of rivers, Problems."))
        self._move()

    def _on_failed(self, error: Exception) -> None:
        self._turn(False)
        self._window.show_error(error)

    def _on_changed(self, change: Change) -> None:
        if self._is_on and not change.is_look and (change.touches("layer") or change.touches("parameter")):
            self._run()

    # -- moving -------------------------------------------------------------------------------

    @property
    def wants_motion(self) -> bool:
        """Whether things may move: neither the preference nor the system says otherwise."""
        if self._window.settings.get("motion") == "still":
            return False
        return QApplication.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) > 0

    def _is_seen(self) -> bool:
        return self._window.map.canvas.isVisible() and not self._window.isMinimized()

    def _move(self) -> None:
        """Let the timer run when there is something to move and somebody to see it."""
        moves = self._flow is not None and len(self._flow) > 0 and self.wants_motion and self._is_seen()
        if moves and not self.timer.isActive():
            self.timer.start()
        elif not moves:
            self.timer.stop()

    def _tick(self) -> None:
        canvas = self._window.map.canvas
        if self._flow is None or not self._is_seen():
            self.timer.stop()
            return
        self._flow.advance(STEP_PX)
        for box in self._flow.region(canvas.view):
            canvas.update(box.toAlignedRect())

    def _on_settings(self) -> None:
        self._window.map.canvas.is_still = self._window.settings.get("motion") == "still"
        self._move()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stand still out of sight, and go on when seen again."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.WindowStateChange):
            self._soon.start()
        return False
