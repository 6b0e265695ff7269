"""The frame of a card over the map: title, copy, close, and a body of its own."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeyEvent, QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from app import theme
from app.canvas.view import Box
from app.cards.detour import Detour
from app.help.asking import help_button
from app.widgets.basics import label, tool_button
from app.widgets.whole_scroll import WholeScroll

_MARGIN_PX = 12
_LEAST_PX = 240
#: What the map's own scale bar and north arrow take at its foot.
_FOOT_PX = 44
#: A place beside the card has at least this share of the map.
_LEAST_BESIDE = 0.3


class MapCard(QFrame):
    """Lies in the upper right corner of its host, or where it is dragged; a host shows one of its cards at a time."""

    closed = Signal()

    def __init__(self, host: QWidget, name: str, *, width_px: int = 304, has_copy: bool = True) -> None:
        super().__init__(host)
        self.setProperty("kind", "card")
        self.setAccessibleName(name)
        self.setFixedWidth(width_px)
        self._host = host
        self._grip: QPoint | None = None  # where the hand holds the card
        self._is_dragged = False
        self._narrowed: tuple[int, int] | None = None  # the width it would have, and the one there was room for
        self._scrolling: WholeScroll | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 8, 8, 10)
        outer.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(2)
        self.title = label(name, "title", wrap=True)
        head.addWidget(self.title, 1)
        self.copy_button = tool_button(icon="copy", name=self.tr("Copy (Ctrl+C)"), size_px=16)
        self.copy_button.clicked.connect(self.copy)
        head.addWidget(self.copy_button)
        head.addWidget(help_button(lambda: self))
        close = tool_button(icon="x", name=self.tr("Close"), size_px=16)
        close.clicked.connect(self.close_card)
        head.addWidget(close)
        outer.addLayout(head)
        self.copy_button.setVisible(has_copy)  # in the card by now: shown without a parent it would flash as a window
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 4, 0)
        self.body.setSpacing(6)
        outer.addLayout(self.body)
        if has_copy:
            keys = QShortcut(QKeySequence.StandardKey.Copy, self)
            keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            keys.activated.connect(self.copy)
        host.installEventFilter(self)
        self._detour = Detour(host)
        self.hide()

    def text(self) -> str:
        """Return what is copied: lines with tabs, as a spreadsheet takes them."""
        return ""

    def copy(self) -> None:
        """Put what the card says on the clipboard."""
        from layers.export.cells import pasted

        QGuiApplication.clipboard().setText(pasted(self.text()))

    def open_card(self) -> None:
        """Show the card in its corner."""
        for other in self._host.findChildren(MapCard):
            if other is not self and other.isVisible():
                other.close_card()
        self.show()
        self.raise_()
        self.place()

    def close_card(self) -> None:
        """Go away, also with a map that is not in sight: it would be back with the next plan."""
        if not self.isHidden():
            self.hide()
            self._is_dragged = False
            self.closed.emit()
            self._detour.go_back()

    def show_whole(self, box: Box) -> None:
        """Show a box (metres) whole; when the card is closed, the map shows again what it showed before."""
        self._detour.lead(box, margin=0.04)

    def show_beside(self, box: Box, *, least_m: float = 0.0, margin: float = 0.08, animated: bool = True) -> None:
        """Show a box (metres) beside the card, not under it; later the map goes back."""
        xmin, ymin, xmax, ymax = map(float, box)
        grow = max(least_m - max(xmax - xmin, ymax - ymin), 0.0) / 2.0
        xmin, ymin, xmax, ymax = xmin - grow, ymin - grow, xmax + grow, ymax + grow
        free = max(self.free_share, _LEAST_BESIDE)
        self._detour.lead((xmin, ymin, xmin + (xmax - xmin) / free, ymax), margin=margin, animated=animated)

    def show_below(self, box: Box) -> None:
        """Show a box (metres) below the card, where a narrow map has no room beside it; later the map goes back."""
        xmin, ymin, xmax, ymax = box
        below = max(1.0 - (self.geometry().bottom() + _MARGIN_PX) / max(self._host.height(), 1), 0.2)
        self._detour.lead((xmin, ymin, xmax, ymin + (ymax - ymin) / below))

    @property
    def free_share(self) -> float:
        """The share of the map's width that the card leaves free."""
        return 1.0 - (self.width() + 2 * _MARGIN_PX) / max(self._host.width(), 1)

    def hideEvent(self, event: QHideEvent) -> None:
        """Let the sides have their room again."""
        super().hideEvent(event)
        take_room_back = getattr(self.window(), "take_room_back", None)
        if take_room_back is not None and self.isHidden():  # not with the map that lies behind the start page
            take_room_back(self)

    def place(self) -> None:
        """Take the corner, no higher than the map."""
        self._fit_width()
        foot = theme.px(_FOOT_PX)  # scale bar and north arrow grow with the letters of the map
        self.setMaximumHeight(max(self._host.height() - 2 * _MARGIN_PX - foot, 120))
        self.ensurePolished()
        layout = self.layout()
        if layout is not None:  # texts that were just set may need more lines
            self.title.setMinimumHeight(self.title.fontMetrics().height())
            layout.activate()
            self._scroll_if_cramped(layout)
            tall = layout.totalHeightForWidth(self.width()) if layout.hasHeightForWidth() else -1
            tall = tall if tall >= 0 else layout.totalSizeHint().height()
            self.resize(self.width(), min(tall, self.maximumHeight()))
        right, low = self._host.width() - self.width() - _MARGIN_PX, self._host.height() - self.height() - _MARGIN_PX
        if self._is_dragged:  # it stays where it was put, in sight
            self.move(max(min(self.x(), right), _MARGIN_PX), max(min(self.y(), low), _MARGIN_PX))
        else:
            self.move(right, _MARGIN_PX)

    def _fit_width(self) -> None:
        """Be no wider than the map; sides that are unfolded give their room first."""
        if self._narrowed is not None and self.maximumWidth() == self._narrowed[1]:  # there may be room again
            self.setFixedWidth(self._narrowed[0])
        self._narrowed = None
        wanted, room = self.maximumWidth(), self._host.width() - 2 * _MARGIN_PX
        give_room = getattr(self.window(), "give_room", None)
        if give_room is not None and self.isVisible():  # asks for itself what an earlier card may have been given
            give_room(wanted + 2 * _MARGIN_PX, self)
            room = self._host.width() - 2 * _MARGIN_PX
        if self.maximumWidth() > max(room, _LEAST_PX):
            self.setFixedWidth(max(room, _LEAST_PX))
            self._narrowed = (wanted, self.maximumWidth())

    def _scroll_if_cramped(self, layout: QLayout) -> None:
        """Let the body scroll once it has less room than its words need."""
        if self._scrolling is not None:
            return
        least = layout.totalMinimumSize()
        tall = layout.totalMinimumHeightForWidth(self.width()) if layout.hasHeightForWidth() else least.height()
        if tall <= self.maximumHeight() and least.width() <= self.width():
            return
        for at in range(layout.count()):
            item = layout.itemAt(at)
            if item is not None and item.layout() is self.body:
                near = Qt.FindChildOption.FindDirectChildrenOnly
                seen = [one for one in self.findChildren(QWidget, options=near) if not one.isHidden()]
                layout.takeAt(at)
                self.body.setParent(None)  # type: ignore[call-overload]
                self._scrolling = WholeScroll(self.body)
                layout.addWidget(self._scrolling)
                for one in (*seen, self._scrolling):  # what gets another parent is hidden until later
                    one.show()
                layout.activate()
                return

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the card to move it; the map under it hears nothing."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._grip = event.position().toPoint()
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the card out of the way."""
        if self._grip is not None:
            self._is_dragged = True
            self.move(self.mapToParent(event.position().toPoint()) - self._grip)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go; the card stays in sight."""
        self._grip = None
        self.place()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes; other keys stay here, so that typing does not reach the map."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_card()
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the corner when the host is resized."""
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self.place()
        return False
