"""What gives way where a window is narrow or letters are large: rows that go on below, and parts that stack."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QChildEvent, QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QLayout,
    QLayoutItem,
    QSizePolicy,
    QSplitter,
    QWidget,
    QWidgetItem,
)

from app import theme

#: A list beside or below another part shows some columns and rows, or nobody sees what it is.
_LEAST_LIST_PX = 300
_LEAST_ROWS = 4


@dataclass
class _Line:
    """Items that stand in one line, and how much of the room that is left each takes."""

    items: list[tuple[QLayoutItem, int]]
    width: int = 0
    height: int = 0


class WrappingRow(QLayout):
    """A row of buttons and fields that goes on in another line where there is no room for all of it."""

    def __init__(self) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._stretches: list[int] = []
        self._springs: dict[int, int] = {}  # before which item, how strong

    # -- as in QHBoxLayout ----------------------------------------------------------------------

    def addWidget(self, widget: QWidget, stretch: int = 0) -> None:  # type: ignore[override]
        """Put a widget at the end; ``stretch`` is its share of the room that is left in its line."""
        self.addChildWidget(widget)
        self.addItem(QWidgetItem(widget))
        self._stretches[-1] = stretch

    def addStretch(self, stretch: int = 1) -> None:
        """Move what follows to the right, where the line has room."""
        self._springs[len(self._items)] = stretch

    # -- for Qt -----------------------------------------------------------------------------------

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item."""
        self._items.append(item)
        self._stretches.append(0)
        self.invalidate()

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        """Return an item; None where there is none."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        """Let go of an item."""
        if not 0 <= index < len(self._items):
            return None
        del self._stretches[index]
        return self._items.pop(index)

    def expandingDirections(self) -> Qt.Orientation:
        """It takes the width it is given, and no more height than it needs."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """The narrower, the more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines."""
        lines = self._lines(width)
        return sum(line.height for line in lines) + self._gap() * max(len(lines) - 1, 0)

    def sizeHint(self) -> QSize:
        """Return the size of one line."""
        line = self._lines(1 << 20)
        return QSize(line[0].width, line[0].height) if line else QSize(0, 0)

    def minimumSize(self) -> QSize:
        """Return the size of the widest item."""
        sizes = [one.minimumSize() for one in self._items if not one.isEmpty()]
        return QSize(max((one.width() for one in sizes), default=0), max((one.height() for one in sizes), default=0))

    def setGeometry(self, rect: QRect) -> None:
        """Lay the lines out."""
        super().setGeometry(rect)
        top = rect.top()
        for line in self._lines(rect.width()):
            self._lay_out(line, rect, top)
            top += line.height + self._gap()

    # -- lines ------------------------------------------------------------------------------------

    def _gap(self) -> int:
        return max(self.spacing(), 0)

    def _lines(self, width: int) -> list[_Line]:
        """Share the items among lines, each as wide as it wants to be."""
        lines: list[_Line] = []
        for place, item in enumerate(self._items):
            if item.isEmpty():
                continue
            wanted = self._wanted(item, self._stretches[place])
            gap = self._gap() if lines and lines[-1].items else 0
            if not lines or lines[-1].width + gap + wanted.width() > width:
                lines.append(_Line([]))
                gap = 0
            line = lines[-1]
            line.items.append((item, place))
            line.width += gap + wanted.width()
            line.height = max(line.height, wanted.height())
        return lines

    @staticmethod
    def _wanted(item: QLayoutItem, stretch: int) -> QSize:
        """Return what an item should have; one that takes spare room may have somewhat less than it likes."""
        liked = item.sizeHint()
        return QSize(max(liked.width() * 2 // 3, item.minimumSize().width()), liked.height()) if stretch else liked

    def _lay_out(self, line: _Line, rect: QRect, top: int) -> None:
        left, spare = rect.left(), max(rect.width() - line.width, 0)
        widths = self._widths(line, spare)
        spare -= sum(widths) - sum(self._wanted(item, self._stretches[place]).width() for item, place in line.items)
        springs = sum(self._springs.get(place, 0) for _item, place in line.items)
        for (item, place), wide in zip(line.items, widths, strict=True):
            left += max(spare, 0) * self._springs.get(place, 0) // springs if springs else 0
            width, height = min(wide, rect.width()), item.sizeHint().height()
            widget = item.widget()
            if widget is not None and widget.sizePolicy().verticalPolicy() is not QSizePolicy.Policy.Fixed:
                height = line.height
            item.setGeometry(QRect(left, top + (line.height - height) // 2, width, height))
            left += width + self._gap()

    def _widths(self, line: _Line, spare: int) -> list[int]:
        """Return how wide each item of a line is: those that stretch take what is left, the springs the rest."""
        total = sum(self._stretches[place] for _item, place in line.items)
        widths = []
        for item, place in line.items:
            more = spare * self._stretches[place] // total if total else 0
            widths.append(min(self._wanted(item, self._stretches[place]).width() + more, item.maximumSize().width()))
        return widths


class Beside(QSplitter):
    """Parts side by side; where they have no room for that, one below the other."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setChildrenCollapsible(False)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._shares: list[int] = []  # the widths before they were stacked

    @property
    def is_stacked(self) -> bool:
        """Whether the parts stand one below the other."""
        return self.orientation() is Qt.Orientation.Vertical

    def _parts(self) -> list[QWidget]:
        return [one for one in self._all() if not one.isHidden()]

    def _beside_px(self) -> int:
        parts = self._parts()
        return sum(_least(one).width() for one in parts) + self.handleWidth() * max(len(parts) - 1, 0)

    def hasHeightForWidth(self) -> bool:
        """Stacked, they need more height."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the least height that all parts need at a width."""
        parts = self._parts()
        if width >= self._beside_px():
            return max((_least_height(one, _least(one).width()) for one in parts), default=0)
        heights = [_least_height(one, width) for one in parts]
        return sum(heights) + self.handleWidth() * max(len(heights) - 1, 0)

    def minimumSizeHint(self) -> QSize:
        """Return the width of the widest part, and the height that goes with the width there is."""
        widths = [_least(one).width() for one in self._parts()]
        return QSize(max(widths, default=0), self.heightForWidth(max(self.width(), 1)) if self.is_stacked else 0)

    def sizeHint(self) -> QSize:
        """Return what the parts want beside each other."""
        hints = [one.sizeHint() for one in self._parts()]
        return QSize(sum(one.width() for one in hints), max((one.height() for one in hints), default=0))

    def setSizes(self, sizes: Sequence[int]) -> None:
        """Share the room, and remember how when the parts are stacked meanwhile."""
        if not self.is_stacked:
            self._shares = list(sizes)
        super().setSizes(sizes)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stack the parts, or put them beside each other again."""
        self._arrange()
        super().resizeEvent(event)
        self._give_each_its_least()

    def childEvent(self, event: QChildEvent) -> None:
        """Hear of a part that is shown or hidden: the others may have room again."""
        super().childEvent(event)
        child = event.child()
        if event.type() is QEvent.Type.ChildAdded and isinstance(child, QWidget):
            child.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look again when a part comes or goes, or wants another size."""
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent, QEvent.Type.LayoutRequest):
            self._arrange()
        return super().eventFilter(watched, event)

    def _arrange(self) -> None:
        stacks = 1 < self.width() < self._beside_px()
        if stacks == self.is_stacked:
            return
        if stacks:
            self.setOrientation(Qt.Orientation.Vertical)
            self.setSizes([max(_least_height(one, self.width()), 1) for one in self._all()])
        else:
            self.setOrientation(Qt.Orientation.Horizontal)
            if self._shares:
                self.setSizes(self._shares)
        self.updateGeometry()

    def _give_each_its_least(self) -> None:
        """A list shows some of its columns, whatever the shares were meant for."""
        sizes = self.sizes()
        least = [_least(one).width() if size else 0 for one, size in zip(self._all(), sizes, strict=True)]
        if self.is_stacked or sum(sizes) < sum(least) or all(map(int.__ge__, sizes, least)):
            return
        spare = [max(size - wanted, 0) for size, wanted in zip(sizes, least, strict=True)]
        rest = sum(sizes) - sum(least)
        super().setSizes([wanted + rest * one // max(sum(spare), 1) for wanted, one in zip(least, spare, strict=True)])

    def _all(self) -> list[QWidget]:
        return [self.widget(place) for place in range(self.count())]


def _least(widget: QWidget) -> QSize:
    """Return the least size of a widget, by itself and as somebody set it."""
    hint, said = widget.minimumSizeHint(), widget.minimumSize()
    width = said.width() or max(hint.width(), 0)
    if _has_list(widget):
        width = max(width, theme.px(_LEAST_LIST_PX))
    return QSize(width, said.height() or max(hint.height(), 0))


def _least_height(widget: QWidget, width: int) -> int:
    """Return the least height of a widget in a stack as wide as that."""
    least = _least(widget).height()
    layout = widget.layout()
    if layout is not None and layout.hasHeightForWidth():
        least = max(least, layout.totalMinimumHeightForWidth(width))
    if _has_list(widget):
        least = max(least, theme.row_px() * (_LEAST_ROWS + 1))
    return least


def _has_list(widget: QWidget) -> bool:
    return isinstance(widget, QAbstractItemView) or any(
        not isinstance(one.parent(), QComboBox) for one in widget.findChildren(QAbstractItemView)
    )
