"""The window turned into a wall, and back to the pixel: full screen, no chrome, everything larger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QChildEvent, QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app import theme
from app.canvas.staging import staged
from app.cards.base import MapCard
from app.meeting.enlarging import Enlarger

if TYPE_CHECKING:
    from app.canvas.view import View
    from app.window import MainWindow

#: Everything is so many times as large on a projector of 1280 × 720; UI.md says 1.6, and with a little more the
#: smallest text of the map (11 px) is 18 px high there.
SCALE = 1.65
#: What it is measured by: on more pixels everything grows with them, for the picture on the wall is no larger.
_PROJECTOR_PX = (1280, 720)
_MOST_SCALE = 8.0
#: Another scale is worth dressing everything anew from this share on.
_NOTICED = 0.01


def wall_scale(width_px: int, height_px: int) -> float:
    """Return how many times as large things are on a screen of so many logical pixels."""
    share = min(width_px / _PROJECTOR_PX[0], height_px / _PROJECTOR_PX[1])
    return min(SCALE * max(share, 1.0), _MOST_SCALE)


@dataclass(frozen=True)
class _Before:
    """The window as it was."""

    state: Qt.WindowState
    geometry: QRect
    hidden: tuple[tuple[QWidget, bool], ...]
    pages: tuple[tuple[str, bool], ...]
    sizes: tuple[list[int], list[int]]
    view: View
    selection: list[tuple[str, str]]


class Screen(QObject):
    """Dresses the window for the wall and knows how it was."""

    cards_changed = Signal()  # a card of the map was opened or put away

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._before: _Before | None = None
        self._enlarger: Enlarger | None = None
        self._sheet = ""
        self._dressed: list[QWidget] = []
        self._heard: list[QWidget] = []
        self._more: tuple[QWidget, ...] = ()
        self.scale = 1.0

    # -- on and off -----------------------------------------------------------------------------

    def enter(self) -> None:
        """Take everything away but the map, fill the screen, make it large."""
        window = self._window
        canvas = window.map.canvas
        sides = (window.left, window.right)
        self._before = _Before(
            window.windowState(),
            window.geometry(),
            tuple((one, one.isHidden()) for one in self._chrome()),
            tuple((side.current, side.is_collapsed) for side in sides),
            (window.split.sizes(), window.table_split.sizes()),
            canvas.view,
            canvas.selection,
        )
        window.in_meeting = True
        for one in self._chrome():
            one.hide()
        window.setWindowState(window.windowState() | Qt.WindowState.WindowFullScreen)
        window.map.dress(staged)
        window.installEventFilter(self)
        self._apply(self._wall_scale())

    def leave(self) -> None:
        """Make everything as it was."""
        window, before = self._window, self._before
        if before is None:
            return
        self._before = None
        window.removeEventFilter(self)
        self._undress()
        window.map.canvas.set_magnification(theme.text_scale())
        window.map.dress(None)
        window.in_meeting = False
        window.setWindowState(before.state)
        plain = Qt.WindowState.WindowNoState
        if before.state == plain and window.geometry() != before.geometry:
            window.setGeometry(before.geometry)
        for side, (page, is_collapsed) in zip((window.left, window.right), before.pages, strict=True):
            if side.current != page:
                side.show_page(page)
            side.set_collapsed(is_collapsed)
        for one, was_hidden in before.hidden:
            one.setHidden(was_hidden)
        self._give_back(before)
        # A window system changes sizes in its own time.
        QTimer.singleShot(0, self, lambda: self._give_back(before))

    def _give_back(self, before: _Before) -> None:
        window = self._window
        if self._before is not None or not shiboken6.isValid(window.split):
            return
        for side in (window.left, window.right):
            if not side.is_collapsed:  # pages that were filled meanwhile may want more than there was
                side.setMinimumWidth(side.least_px())
        window.split.setSizes(before.sizes[0])
        window.table_split.setSizes(before.sizes[1])
        if window.document.is_open:
            window.map.canvas.set_view(before.view)
            window.map.canvas.set_selection(before.selection)

    def _chrome(self) -> list[QWidget]:
        window = self._window
        below = [window.table_split.widget(at) for at in range(1, window.table_split.count())]
        return [window.bar, window.status, window.left, window.right, *below]

    # -- large ------------------------------------------------------------------------------------

    def take_in(self, *widgets: QWidget) -> None:
        """Dress these too, beside what lies on the map."""
        self._more = widgets

    def _on_map(self) -> list[QWidget]:
        """What lies on the map, cards and the legend: each is dressed when it is seen, for dressing takes time."""
        near = Qt.FindChildOption.FindDirectChildrenOnly
        hosts = self._hosts
        return [one for host in hosts for one in host.findChildren(QWidget, options=near) if not _holds(one, hosts)]

    @property
    def _hosts(self) -> tuple[QWidget, QWidget]:
        return self._window.map, self._window.map.canvas

    def _wall_scale(self) -> float:
        """Return how large things are: never smaller than on the desk."""
        return max(wall_scale(self._window.width(), self._window.height()), theme.text_scale())

    def _apply(self, scale: float) -> None:
        if self._enlarger is not None and abs(scale / self.scale - 1.0) < _NOTICED:
            return
        self._undress()
        self.scale = scale
        self._sheet = theme.style_sheet(theme.tokens(), scale)
        self._enlarger = Enlarger(scale / theme.text_scale(), self)
        for one in (self._window.notice, *self._more):
            self._dress(one)
        for host in self._hosts:
            self._hear(host)
        for one in self._on_map():
            self._hear(one)
            if one.isVisible():
                self._dress(one)
        self._window.map.canvas.set_magnification(scale)

    def _hear(self, one: QWidget) -> None:
        one.installEventFilter(self)
        self._heard.append(one)

    def _dress(self, one: QWidget) -> None:
        if self._enlarger is not None and one not in self._dressed:
            self._dressed.append(one)
            one.setStyleSheet(self._sheet)
            self._enlarger.watch(one)

    def _undress(self) -> None:
        for one in self._heard:
            if shiboken6.isValid(one):
                one.removeEventFilter(self)
        self._heard.clear()
        if self._enlarger is not None:
            self._enlarger.restore()
            self._enlarger.deleteLater()
            self._enlarger = None
        for one in self._dressed:
            if shiboken6.isValid(one):
                one.setStyleSheet("")
        self._dressed.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the window; dress cards, menus and dialogs before they are seen."""
        kind = event.type()
        if watched is self._window:
            if kind is QEvent.Type.Resize:
                self._apply(self._wall_scale())
            elif isinstance(event, QChildEvent) and kind is QEvent.Type.ChildPolished:
                child = event.child()
                if isinstance(child, QWidget) and child.isWindow() and not child.styleSheet():
                    self._dress(child)
        elif watched in self._hosts:
            if isinstance(event, QChildEvent) and kind is QEvent.Type.ChildAdded:
                child = event.child()
                if isinstance(child, QWidget) and child not in self._heard and not _holds(child, self._hosts):
                    self._hear(child)
        elif kind in (QEvent.Type.Show, QEvent.Type.Hide) and isinstance(watched, QWidget):
            if kind is QEvent.Type.Show:
                self._dress(watched)
            if isinstance(watched, MapCard):
                self.cards_changed.emit()
        return False


def _holds(one: QWidget, hosts: tuple[QWidget, QWidget]) -> bool:
    """Whether something is a host of what is dressed, or holds one."""
    return any(one is host or one.isAncestorOf(host) for host in hosts)
