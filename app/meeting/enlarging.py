"""Makes widgets that were built for a desk as large as a wall needs them, and small again, to the pixel.

Texts grow with the style sheet; what is fixed in pixels beside it (widths, icons, margins, rows) grows here, so that
no card has to know where it hangs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import shiboken6
from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QGridLayout,
    QLayout,
    QTableView,
    QWidget,
)

from app.canvas.canvas import MapCanvas
from app.cards.base import MapCard
from app.widgets.table import RowTable
from app.widgets.text_size import BOUNDLESS_PX, is_high_by_sheet

#: More than any picture of an icon has.
_LARGEST = QSize(512, 512)


class Enlarger(QObject):
    """What was made larger, by how much, and how it was."""

    def __init__(self, scale: float, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._scale = scale
        self._grown: list[tuple[QObject, Callable[[], Any], Callable[[Any], object], Any, Any]] = []
        self._icons: list[tuple[QAbstractButton, QIcon, int]] = []
        self._known: set[QObject] = set()
        self._watched: list[QWidget] = []
        self._pause = QTimer(self, singleShot=True, interval=0)
        self._pause.timeout.connect(self._grow_watched)

    def watch(self, root: QWidget) -> None:
        """Make a widget and all in it larger, and whatever comes into it later."""
        self._watched.append(root)
        root.installEventFilter(self)
        self.grow(root)

    def grow(self, root: QWidget) -> None:
        """Make a widget and all in it larger; what is so already stays."""
        for widget in (root, *root.findChildren(QWidget)):
            if widget not in self._known:
                self._known.add(widget)
                widget.ensurePolished()  # letters that are large on a desk come first
                self._grow_one(widget)

    def restore(self) -> None:
        """Make everything as it was; what was set anew meanwhile stays as it was set."""
        for root in self._watched:
            if shiboken6.isValid(root):
                root.removeEventFilter(self)
        for owner, read, write, before, after in reversed(self._grown):
            if shiboken6.isValid(owner) and read() == after:
                write(before)
        for button, icon, after_key in self._icons:
            if shiboken6.isValid(button) and button.icon().cacheKey() == after_key:
                button.setIcon(icon)
        self._grown.clear()
        self._icons.clear()
        self._known.clear()
        self._watched.clear()
        self._pause.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cards come when they are first wanted, and fill themselves later still."""
        if event.type() in (QEvent.Type.ChildAdded, QEvent.Type.LayoutRequest):
            self._pause.start()
        return False

    def _grow_watched(self) -> None:
        for root in self._watched:
            if shiboken6.isValid(root):
                self.grow(root)
                if isinstance(root, MapCard) and root.isVisible():
                    root.place()  # what came into it needs room

    # -- one widget ---------------------------------------------------------------------------

    def _grow_one(self, widget: QWidget) -> None:
        if isinstance(widget, MapCanvas):
            return
        pairs: tuple[tuple[Callable[[], int], Callable[[int], object]], ...] = (
            (widget.maximumWidth, widget.setMaximumWidth),
            (widget.maximumHeight, widget.setMaximumHeight),
            (widget.minimumWidth, widget.setMinimumWidth),
            (widget.minimumHeight, widget.setMinimumHeight),
        )
        # What the style sheet says of heights has grown with it.
        for read, write in pairs[:1] + pairs[2:3] if is_high_by_sheet(widget) else pairs:
            if 1 < read() < BOUNDLESS_PX:
                self._change(widget, read, write, self._more(read()))
        if isinstance(widget, QAbstractButton):
            size = widget.iconSize()
            larger = QSize(self._more(size.width()), self._more(size.height()))
            self._change(widget, widget.iconSize, widget.setIconSize, larger)
            self._grow_icon(widget, larger)
        if isinstance(widget, QTableView):
            head = widget.verticalHeader()
            self._change(
                head, head.defaultSectionSize, head.setDefaultSectionSize, self._more(head.defaultSectionSize())
            )
        if isinstance(widget, RowTable):
            self._change(widget, widget.magnification, widget.set_magnification, widget.magnification() * self._scale)
        layout = widget.layout()
        for one in _layouts(layout) if layout is not None else ():
            self._grow_layout(one)

    def _grow_icon(self, button: QAbstractButton, size: QSize) -> None:
        """Icons are pictures of a few sizes; Qt never draws one larger than it is."""
        before = button.icon()
        if before.isNull():
            return
        after, dpr = QIcon(), button.devicePixelRatioF()
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled):
            for state in (QIcon.State.Off, QIcon.State.On):
                picture = before.pixmap(_LARGEST, dpr, mode, state)
                picture.setDevicePixelRatio(1.0)
                picture = picture.scaled(
                    size * dpr, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
                )
                picture.setDevicePixelRatio(dpr)
                after.addPixmap(picture, mode, state)
        button.setIcon(after)
        self._icons.append((button, before, button.icon().cacheKey()))

    def _grow_layout(self, layout: QLayout) -> None:
        margins = layout.contentsMargins()
        sides = (margins.left(), margins.top(), margins.right(), margins.bottom())
        more = tuple(map(self._more, sides))

        def margins_of() -> tuple[int, int, int, int]:
            now = layout.contentsMargins()
            return now.left(), now.top(), now.right(), now.bottom()

        self._change(layout, margins_of, lambda value: layout.setContentsMargins(*value), more)
        if isinstance(layout, QGridLayout):
            self._change(
                layout, layout.horizontalSpacing, layout.setHorizontalSpacing, self._more(layout.horizontalSpacing())
            )
            self._change(
                layout, layout.verticalSpacing, layout.setVerticalSpacing, self._more(layout.verticalSpacing())
            )
        elif isinstance(layout, QBoxLayout):
            self._change(layout, layout.spacing, layout.setSpacing, self._more(layout.spacing()))

    def _change(self, owner: QObject, read: Callable[[], Any], write: Callable[[Any], object], after: Any) -> None:
        before = read()
        if before != after:
            write(after)
            self._grown.append((owner, read, write, before, read()))

    def _more(self, value: int) -> int:
        return round(value * self._scale)


def _layouts(layout: QLayout) -> Iterator[QLayout]:
    yield layout
    for at in range(layout.count()):
        item = layout.itemAt(at)
        inner = item.layout() if item is not None else None
        if inner is not None:
            yield from _layouts(inner)
