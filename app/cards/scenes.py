"""The card of named scenes: a click goes to one; they are named, brought up to date, ordered and removed here."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal, SignalInstance
from PySide6.QtGui import QAction, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListWidget, QListWidgetItem, QMenu, QWidget

from app import theme
from app.actions import Actions
from app.cards.base import MapCard
from app.theme import row_px
from app.widgets.basics import label, tool_button
from layers.plan.scenes import NamedScene

_UID, _NAME = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_MOST_ROWS = 9
#: Scenes with a key of their own: Alt and their number.
WITH_KEYS = 9


class ScenesCard(MapCard):
    """A list of scenes in their order."""

    chosen = Signal(str)
    renamed = Signal(str, str)
    update_asked = Signal(str)
    removal_asked = Signal(str)
    ordered = Signal(object)  # uids

    def __init__(self, host: QWidget, actions: Actions) -> None:
        super().__init__(host, self.tr("Scenes"), width_px=280, has_copy=False)
        bar = QHBoxLayout()
        bar.setSpacing(2)
        for key in ("new_scene", "previous_scene", "next_scene"):
            made = tool_button(actions[key], size_px=18)
            made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            made.setAccessibleName(actions[key].text())
            bar.addWidget(made)
        bar.addStretch(1)
        self.update_button = tool_button(icon="camera", name=self.tr("Show what is seen now"), size_px=18)
        self.update_button.setToolTip(self.tr("Let the scene show the place, the layers and the looks of now"))
        self.rename_button = tool_button(icon="pencil", name=self.tr("Rename (F2)"), size_px=18)
        self.remove_button = tool_button(icon="trash-2", name=self.tr("Remove (Delete)"), size_px=18)
        self.update_button.clicked.connect(lambda: self._ask(self.update_asked))
        self.rename_button.clicked.connect(self.rename)
        self.remove_button.clicked.connect(lambda: self._ask(self.removal_asked))
        for made in (self.update_button, self.rename_button, self.remove_button):
            bar.addWidget(made)
        self.body.addLayout(bar)
        self.hint = label(
            self.tr("A scene keeps the place, the layers shown and their looks, for the meeting. Ctrl+B keeps one."),
            "small",
            wrap=True,
        )
        self.body.addWidget(self.hint)
        self.list = _SceneList(self)
        self.list.setAccessibleName(self.tr("Scenes in their order"))
        self.list.itemClicked.connect(lambda item: self.chosen.emit(item.data(_UID)))
        self.list.itemActivated.connect(lambda item: self.chosen.emit(item.data(_UID)))
        self.list.itemChanged.connect(self._on_changed)
        self.list.currentItemChanged.connect(lambda *_: self._show_what_can_be_done())
        self.list.ordered.connect(lambda: self.ordered.emit(self._uids()))
        self.list.customContextMenuRequested.connect(self._menu)
        self.list.itemDelegate().closeEditor.connect(lambda *_: self.list.setFocus())
        self.body.addWidget(self.list)
        self._is_filling = False
        self._is_editable = True

    def show_scenes(self, scenes: Sequence[NamedScene], *, is_editable: bool) -> None:
        """List the scenes; the one chosen stays chosen."""
        chosen = self.current
        self._is_filling, self._is_editable = True, is_editable
        self.list.clear()
        for place, scene in enumerate(scenes):
            item = QListWidgetItem(theme.icon("bookmark"), scene.name)
            item.setData(_UID, scene.uid)
            item.setData(_NAME, scene.name)
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            if is_editable:
                flags |= Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled
            item.setFlags(flags)
            if place < WITH_KEYS:
                item.setToolTip(self.tr("{name}  (Alt+{number})").format(name=scene.name, number=place + 1))
            self.list.addItem(item)
        self._is_filling = False
        self.hint.setVisible(not scenes)
        self.list.setVisible(bool(scenes))
        self.list.setFixedHeight(min(max(len(scenes), 1), _MOST_ROWS) * row_px() + 4)
        self.choose(chosen)
        self._show_what_can_be_done()
        if self.isVisible():
            self.place()

    @property
    def current(self) -> str:
        """The uid of the scene chosen, or an empty text."""
        item = self.list.currentItem()
        return "" if item is None else str(item.data(_UID))

    def choose(self, uid: str) -> None:
        """Mark a scene in the list."""
        for row, one in enumerate(self._uids()):
            if one == uid:
                self.list.setCurrentRow(row)

    def rename(self) -> None:
        """Type another name for the scene chosen."""
        item = self.list.currentItem()
        if item is not None and self._is_editable:
            self.list.setFocus()
            self.list.editItem(item)

    def _uids(self) -> list[str]:
        items = (self.list.item(row) for row in range(self.list.count()))
        return [str(item.data(_UID)) for item in items]

    def _ask(self, news: SignalInstance) -> None:
        if self.current and self._is_editable:
            news.emit(self.current)

    def _show_what_can_be_done(self) -> None:
        for made in (self.update_button, self.rename_button, self.remove_button):
            made.setEnabled(self._is_editable and bool(self.current))

    def _on_changed(self, item: QListWidgetItem) -> None:
        if self._is_filling:
            return
        name, before = item.text().strip(), str(item.data(_NAME))
        self._is_filling = True
        item.setText(name or before)
        self._is_filling = False
        if name and name != before:
            self.renamed.emit(item.data(_UID), name)

    def _menu(self, at: QPoint) -> None:
        item = self.list.itemAt(at)
        if item is None:
            return
        self.list.setCurrentItem(item)
        menu = QMenu(self)
        menu.addAction(self.tr("Go there"), lambda: self.chosen.emit(item.data(_UID)))
        menu.addSeparator()
        row, last = self.list.row(item), self.list.count() - 1
        edits: list[tuple[str, Callable[[], object], bool]] = [
            (self.tr("Show what is seen now"), lambda: self._ask(self.update_asked), True),
            (self.tr("Rename"), self.rename, True),
            (self.tr("Move up"), lambda: self.move_row(-1), row > 0),
            (self.tr("Move down"), lambda: self.move_row(1), row < last),
            (self.tr("Remove"), lambda: self._ask(self.removal_asked), True),
        ]
        for text, act, can in edits:
            made = QAction(text, menu)
            made.triggered.connect(act)
            made.setEnabled(can and self._is_editable)
            menu.addAction(made)
        menu.popup(self.list.viewport().mapToGlobal(at))

    def move_row(self, step: int) -> None:
        """Put the scene chosen one place up or down."""
        uids, row = self._uids(), self.list.currentRow()
        if self._is_editable and 0 <= row + step < len(uids):
            uids[row], uids[row + step] = uids[row + step], uids[row]
            self.ordered.emit(uids)


class _SceneList(QListWidget):
    """Rows are dragged; keys rename, remove and move."""

    ordered = Signal()

    def __init__(self, card: ScenesCard) -> None:
        super().__init__()
        self._card = card
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell the new order."""
        super().dropEvent(event)
        self.ordered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete removes, Ctrl with the arrows moves."""
        key, held = Qt.Key(event.key()), event.modifiers()
        if key is Qt.Key.Key_Delete:
            self._card.remove_button.click()
        elif held & Qt.KeyboardModifier.ControlModifier and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._card.move_row(-1 if key is Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)
