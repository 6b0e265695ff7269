"""Work without a mouse and without eyes on the screen: from part to part of the window, a crosshair, what is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.cards.base import MapCard
from app.jobs import Job
from app.widgets.announcing import announce

if TYPE_CHECKING:
    from app.window import MainWindow

#: What the map says of itself follows what is seen after this pause.
_PAUSE_MS = 200


class AccessControl(QObject):
    """The parts of the window in their order, and the words for what the map shows."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.describe_map)
        window.jobs.ended.connect(self._on_ended)

    def attach(self) -> None:
        """Listen to a new map."""
        canvas = self._window.map.canvas
        canvas.view_changed.connect(lambda _view: self._pause.start())
        canvas.selection_changed.connect(lambda _chosen: self._pause.start())
        canvas.keys.rested.connect(self._tell_crosshair)
        canvas.keys.switched.connect(self._on_switched)

    # -- actions ------------------------------------------------------------------------------------

    def map_cursor(self, on: bool) -> None:
        """Take the crosshair in hand, or put it away."""
        self._window.map.canvas.keys.switch(on)

    def next_region(self) -> None:
        """Give the keyboard to the next part of the window."""
        self._go(1)

    def previous_region(self) -> None:
        """Give the keyboard to the part of the window before."""
        self._go(-1)

    def _on_switched(self, on: bool) -> None:
        self._window.actions_["map_cursor"].setChecked(on)

    # -- parts of the window ------------------------------------------------------------------------

    def regions(self) -> list[QWidget]:
        """Return the parts that are seen, as the eye goes through them: a card before the map it lies on."""
        window = self._window
        if window.pages.currentIndex() == 0:
            return [window.start]
        cards = [one for one in window.map.findChildren(MapCard) if one.isVisible()]
        below = [window.table_split.widget(at) for at in range(1, window.table_split.count())]
        parts = [window.notice, window.bar, window.left, *cards, window.map.canvas, window.right, *below, window.status]
        return [one for one in parts if one is not None and one.isVisible() and _first_in(one) is not None]

    def _go(self, step: int) -> None:
        parts, focus = self.regions(), QApplication.focusWidget()
        if not parts:
            return
        here = next((at for at, one in enumerate(parts) if focus is not None and _holds(one, focus)), None)
        at = (0 if step > 0 else len(parts) - 1) if here is None else (here + step) % len(parts)
        part = parts[at]
        last = part.focusWidget()
        target = last if last is not None and _takes_keys(last) and _holds(part, last) else _first_in(part)
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)

    # -- what is told -------------------------------------------------------------------------------

    def describe_map(self) -> None:
        """Say in the map's description what its picture shows."""
        window = self._window
        texts = [self.tr("Scale {scale}").format(scale=window.status.scale.text())]
        selected = self._selected()
        if selected:
            texts.append(self.tr("Selected: {what}").format(what=selected))
        texts.append(self.tr("W: crosshair by keys; Ctrl+K: to a place by name or coordinates"))
        window.map.canvas.setAccessibleDescription(". ".join(texts))

    def _selected(self) -> str:
        window = self._window
        if not window.document.is_open:
            return ""
        zone = next((row for row in window.zones.table.visible_rows() if row.uid == window.zones.chosen), None)
        if zone is not None:
            return window.document.zone_name(zone)
        if window.patrol.chosen:
            return window.document.patrol_name(window.patrol.chosen)
        count = len(window.map.canvas.selection)
        return self.tr("%n object(s)", "", count) if count else ""

    def _tell_crosshair(self) -> None:
        """Read out where the crosshair rests and what is under it."""
        canvas = self._window.map.canvas
        name = canvas.last_hit.name if canvas.last_hit is not None else ""
        announce(canvas, ", ".join(filter(None, (name, self._window.status.position.text()))))

    def _on_ended(self, job: Job) -> None:
        """Say that work with a name of its own is over; how it went is said by message or toast."""
        if job.title:
            announce(self._window, self.tr("Over: {what}").format(what=job.title))


def _holds(part: QWidget, widget: QWidget) -> bool:
    return part is widget or part.isAncestorOf(widget)


def _takes_keys(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _first_in(part: QWidget) -> QWidget | None:
    """Return the first widget of a part that Tab would reach."""
    if _takes_keys(part) and part.focusProxy() is None:
        return part
    one = part.nextInFocusChain()
    seen = 0
    while one is not None and one is not part and seen < 20_000:
        if part.isAncestorOf(one) and _takes_keys(one):
            return one
        one, seen = one.nextInFocusChain(), seen + 1
    return None
