"""The agenda as a list over the map: where the meeting is, what comes, what is left out, and in which order."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.meeting.agenda import Agenda, Item
from app.widgets.basics import label

_WIDTH_PX = 216
_CTRL = Qt.KeyboardModifier.ControlModifier


class _List(QListWidget):
    """Rows with boxes; keys that are not its own go on to the meeting."""

    moved = Signal(int)
    taken = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl and an arrow move a point, Space leaves it out, Enter goes there."""
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and event.modifiers() & _CTRL:
            self.moved.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.taken.emit()
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_G):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class AgendaStrip(QFrame):
    """Shows the points; what it asks for is done by the meeting."""

    chosen = Signal(str)
    left_out = Signal(str, bool)
    moved = Signal(str, int)
    closed = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setProperty("kind", "card")
        self.setAccessibleName(self.tr("Agenda"))
        self.setFixedWidth(_WIDTH_PX)
        self._next: tuple[Agenda, str] = (Agenda(), "")
        self._listed: tuple[Agenda, str] | None = None
        self._state_of: Callable[[Item], str] = lambda _item: ""
        self._wished = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 6, 6)
        column.setSpacing(4)
        self.heading = label("", "title")
        column.addWidget(self.heading)
        self.list = _List()
        self.list.setAccessibleName(self.tr("Agenda"))
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setUniformItemSizes(True)
        self.list.itemChanged.connect(self._on_box)
        self.list.itemClicked.connect(lambda one: self.chosen.emit(self._key(one)))
        self.list.taken.connect(lambda: self.chosen.emit(self.current))
        self.list.moved.connect(lambda by: self.moved.emit(self.current, by))
        self.list.left.connect(self.closed.emit)
        column.addWidget(self.list, 1)
        column.addWidget(label(self.tr("Space leaves out · Ctrl+↑↓ moves"), "small", wrap=True))
        self.hide()

    @property
    def current(self) -> str:
        """The key of the row in hand."""
        row = self.list.currentItem()
        return "" if row is None else self._key(row)

    def take(self, agenda: Agenda, title: str, state_of: Callable[[Item], str]) -> None:
        """Have the points to list, once they are seen; ``state_of`` says in words how one stands."""
        if (agenda, title) != self._listed or self.isVisible():
            self._listed, self._state_of = None, state_of
            self._next = (agenda, title)
            if self.isVisible():
                self._list()

    def showEvent(self, event: QShowEvent) -> None:
        """List what is new."""
        super().showEvent(event)
        if self._listed is None:
            self._list()

    def _list(self) -> None:
        agenda, title = self._listed = self._next
        state_of, kept = self._state_of, self._wished or self.current
        self.list.blockSignals(True)
        self.list.clear()
        for one in agenda.items:
            state = state_of(one)
            row = QListWidgetItem(f"{one.number}  {one.title}" + (f"  {state}" if state else ""))
            row.setData(Qt.ItemDataRole.UserRole, one.key)
            row.setFlags(row.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            is_out = one.key in agenda.arrangement.left_out
            row.setCheckState(Qt.CheckState.Unchecked if is_out else Qt.CheckState.Checked)
            self.list.addItem(row)
        self.list.blockSignals(False)
        self.heading.setText(title)
        self.go_to(kept)

    def go_to(self, key: str) -> None:
        """Take the row of a point in hand."""
        self._wished = key
        for at in range(self.list.count()):
            if self._key(self.list.item(at)) == key:
                self.list.blockSignals(True)
                self.list.setCurrentRow(at)
                self.list.blockSignals(False)
                return

    def _on_box(self, row: QListWidgetItem) -> None:
        self.left_out.emit(self._key(row), row.checkState() is Qt.CheckState.Unchecked)

    @staticmethod
    def _key(row: QListWidgetItem) -> str:
        return str(row.data(Qt.ItemDataRole.UserRole))
