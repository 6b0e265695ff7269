"""A second map beside the first: the same scene, the same place at the same scale, a tool of its own."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.canvas.canvas import MapCanvas
from app.canvas.scene import Scene
from app.canvas.view import View


class HalfMap(QWidget):
    """Follows another map and leads it: whichever is moved, both show the same middle at the same scale."""

    pressed = Signal()  # the hand is on this half now

    def __init__(self, other: MapCanvas, name: str) -> None:
        super().__init__()
        self.canvas = MapCanvas(self, font_family=other.font_family)
        self.canvas.setAccessibleName(name)
        self.canvas.set_magnification(other.magnification)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 1, 0)
        layout.addWidget(self.canvas)
        self._other = other
        self._is_following = False
        self.canvas.set_scene(other.scene)
        self.canvas.set_sight(other.sight)
        self.canvas.set_view(other.view)
        other.view_changed.connect(self._follow)
        self.canvas.view_changed.connect(self._lead)
        self.canvas.installEventFilter(self)

    def set_scene(self, scene: Scene) -> None:
        """Show what the other map shows now."""
        self.canvas.set_scene(scene)
        self._follow(self._other.view)

    def leave(self) -> None:
        """Stop drawing; the half is gone for good."""
        self._other.view_changed.disconnect(self._follow)
        self.canvas.view_changed.disconnect(self._lead)
        self.canvas.close_worker()
        self.setParent(None)
        self.deleteLater()

    def _follow(self, view: View) -> None:
        self._pass_on(view, self.canvas)

    def _lead(self, view: View) -> None:
        self._pass_on(view, self._other)

    def _pass_on(self, view: View, to: MapCanvas) -> None:
        if self._is_following:
            return
        self._is_following = True
        try:
            to.set_view(view)
        finally:
            self._is_following = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell when the hand comes to this half."""
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.FocusIn):
            self.pressed.emit()
        return False
