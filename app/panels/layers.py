"""The layer panel: what is on the map, in drawing order, and the card of the layer chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QDropEvent, QIcon, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QMenu,
    QSplitter,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app import theme, words
from app.actions import Actions
from app.document import Change, Document
from app.panels.layer_card import LayerCard
from app.widgets.basics import EmptyState, label, tool_button
from layers.errors import LianfangError
from layers.kinds import Role, Shape
from layers.plan.model import LayerRecord

_UID = Qt.ItemDataRole.UserRole
_DERIVED = Qt.ItemDataRole.UserRole + 1
_SAMPLE = Qt.ItemDataRole.UserRole + 2

#: Icons of roles where the map has no swatch to show yet.
_ROLE_ICONS: Mapping[Role, str] = {
    Role.COUNTY: "map",
    Role.RIVER: "waves",
    Role.FOREST: "trees",
    Role.SETTLEMENT: "house",
    Role.DEPOT: "warehouse",
    Role.ROAD: "spline",
}

#: Layers that no file holds, in the order of the list, and their icons.
_DERIVED_ICONS: Mapping[str, str] = {
    "patrol_areas": "waypoints",
    "zones": "shield",
    "borders": "spline",
    "straddling": "trees",
    "reaches": "waves",
    "border_roads": "route",
}


class LayersPanel(QWidget):
    """Tree and card."""

    layer_zoomed = Signal(str)
    mending_asked = Signal(str)
    chosen_changed = Signal()  # another layer is shown on the card, or the same one anew
    table_asked = Signal(str)

    def __init__(self, document: Document, actions: Actions) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Layers"))
        self._document = document
        self._filling = False
        self._swatches: Mapping[str, list[tuple[QIcon, str]]] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 4, 4, 4)
        bar.setSpacing(2)
        for key in ("add_layers", "add_counties"):
            plain = tool_button(actions[key], size_px=18)
            plain.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            plain.setIcon(theme.icon("plus" if key == "add_layers" else "map"))
            plain.setAccessibleName(actions[key].text())
            bar.addWidget(plain)
        self._sample_note = label(self.tr("Sample data"), "warning")
        self._sample_note.setToolTip(self.tr("Sample data; lines are illustrative"))
        bar.addStretch(1)
        bar.addWidget(self._sample_note)
        bar.addSpacing(6)
        self._bar = QWidget()
        self._bar.setLayout(bar)
        layout.addWidget(self._bar)

        self.tree = _Tree(self.tr("Layers in drawing order"))
        self.tree.itemChanged.connect(self._on_item_changed)
        self.tree.currentItemChanged.connect(lambda *_: self._show_card())
        self.tree.order_changed.connect(self._on_order)
        self.tree.remove_asked.connect(self._remove_chosen)
        self.tree.shown_asked.connect(self.show_layers)
        self.tree.itemDoubleClicked.connect(lambda item, _column: self._zoom(item))
        self.tree.customContextMenuRequested.connect(self._menu)
        self.card = LayerCard(document)
        self.card.zoom_asked.connect(self.layer_zoomed.emit)
        self.card.mending_asked.connect(self.mending_asked.emit)
        self.card.table_asked.connect(self.table_asked.emit)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.tree)
        split.addWidget(self.card)
        split.setStretchFactor(0, 1)
        split.setSizes([380, 260])
        self.empty = EmptyState(
            "layers",
            self.tr(
                "Map files of both counties go here: boundaries, rivers, forest, villages, depots. "
                "Drop them on the window."
            ),
            actions["add_layers"],
            actions["add_counties"],
        )
        self.pages = QStackedWidget()
        self.pages.addWidget(self.empty)
        self.pages.addWidget(split)
        layout.addWidget(self.pages, 1)

        document.changed.connect(self._on_changed)
        document.opened.connect(self.refresh)
        document.closed.connect(self.refresh)
        self.refresh()

    # -- contents -----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show what the plan holds now.  Rows that stay are changed in place: one of them may be asking."""
        records = self._document.layers() if self._document.is_open else []
        row = self._chosen_row()
        chosen = "" if row is None else str(row.data(0, _UID))
        self._filling = True
        if [record.uid for record in records] == self._shown():
            for record in records:
                self._fill(self.item(record.uid), record)
            for uid in _DERIVED_ICONS:
                self._fill_derived(self.item(uid))
        else:
            self.tree.clear()
            for uid in _DERIVED_ICONS if records else ():
                self._add_derived(uid)
            for record in records:
                self._add_layer(record)
        self._filling = False
        self.pages.setCurrentIndex(1 if records else 0)
        self._bar.setVisible(bool(records))
        self._sample_note.setVisible(any(record.is_sample for record in records))
        self.choose(chosen)
        self._show_card()

    def _shown(self) -> list[str]:
        """Return the uids of the layers listed, top first."""
        return [str(row.data(0, _UID)) for row in self.tree.rows() if not row.data(0, _DERIVED)]

    def set_swatches(self, swatches: Mapping[str, list[tuple[QIcon, str]]]) -> None:
        """Show how each layer looks on the map: icon and text per look."""
        self._swatches = swatches
        self._filling = True
        for item in self.tree.rows():
            self._dress(item)
        self._filling = False

    def _add_derived(self, uid: str) -> None:
        title = words.derived(uid)
        item = QTreeWidgetItem([title])
        item.setData(0, _UID, uid)
        item.setData(0, _DERIVED, True)
        item.setIcon(0, theme.icon(_DERIVED_ICONS[uid]))
        item.setToolTip(0, self.tr("{title}: derived or drawn in this plan").format(title=title))
        self.tree.addTopLevelItem(item)
        self._fill_derived(item)
        self._dress(item)

    def _fill_derived(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            item.setFlags(self._flags())
            item.setCheckState(0, _check(self._document.look(item.data(0, _UID)).visible))

    def _flags(self, *more: Qt.ItemFlag) -> Qt.ItemFlag:
        """What can be done with a row; in a plan that is open for reading it can only be looked at."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if not self._document.is_read_only:
            for flag in (Qt.ItemFlag.ItemIsUserCheckable, *more):
                flags |= flag
        return flags

    def _add_layer(self, record: LayerRecord) -> None:
        item = QTreeWidgetItem()
        item.setData(0, _UID, record.uid)
        item.setData(0, _DERIVED, False)
        item.setIcon(0, theme.icon(_ROLE_ICONS.get(record.role, "layers")))
        self.tree.addTopLevelItem(item)
        self._fill(item, record)
        self._dress(item)

    def _fill(self, item: QTreeWidgetItem | None, record: LayerRecord) -> None:
        if item is not None:
            item.setFlags(self._flags(Qt.ItemFlag.ItemIsDragEnabled, Qt.ItemFlag.ItemIsEditable))
            item.setText(0, record.title)
            item.setData(0, _SAMPLE, record.is_sample)
            item.setCheckState(0, _check(record.visible))
            item.setToolTip(0, _tip(record))

    def _dress(self, item: QTreeWidgetItem) -> None:
        looks = self._swatches.get(item.data(0, _UID), [])
        while item.childCount():  # takeChildren() would keep them all
            item.removeChild(item.child(0))
        if looks:
            item.setIcon(0, looks[0][0])
        for icon, text in looks if len(looks) > 1 else []:
            child = QTreeWidgetItem([text])
            child.setIcon(0, icon)
            child.setFlags(Qt.ItemFlag.ItemIsEnabled)
            item.addChild(child)

    # -- choosing -----------------------------------------------------------------------------

    @property
    def chosen(self) -> str:
        """The uid of the layer chosen, or an empty text."""
        item = self._chosen_row()
        return "" if item is None or item.data(0, _DERIVED) else str(item.data(0, _UID))

    @property
    def chosen_layer(self) -> str:
        """The layer chosen, of a file or not, or an empty text."""
        item = self._chosen_row()
        return "" if item is None else str(item.data(0, _UID))

    def _chosen_row(self) -> QTreeWidgetItem | None:
        item = self.tree.currentItem()
        while item is not None and item.parent() is not None:
            item = item.parent()
        return item

    def choose(self, uid: str) -> None:
        """Choose a layer."""
        item = self.item(uid)
        if item is not None:
            self.tree.setCurrentItem(item)

    def item(self, uid: str) -> QTreeWidgetItem | None:
        """Return the row of a layer."""
        return next((row for row in self.tree.rows() if row.data(0, _UID) == uid), None)

    def _show_card(self) -> None:
        if self._filling:
            return
        item = self._chosen_row() if self._document.is_open else None
        if item is not None and item.data(0, _DERIVED):
            self.card.show_derived(str(item.data(0, _UID)))
        else:
            uid = self.chosen
            self.card.show_layer(self._document.layer(uid) if uid and self._document.is_open else None)
        self.chosen_changed.emit()

    def choose_some(self) -> None:
        """Choose the topmost layer when none is chosen."""
        first = self.tree.topLevelItem(0)
        if self._chosen_row() is None and first is not None:
            self.tree.setCurrentItem(first)

    # -- edits --------------------------------------------------------------------------------

    def _on_item_changed(self, item: QTreeWidgetItem, _column: int) -> None:
        if self._filling or item.parent() is not None:
            return
        uid, shown = str(item.data(0, _UID)), item.checkState(0) is Qt.CheckState.Checked
        if item.data(0, _DERIVED):
            self._attempt(lambda: self._document.set_derived_look(uid, visible=shown))
            return
        record = self._document.layer(uid)
        title = item.text(0).strip()
        if shown != record.visible:
            self._attempt(lambda: self._document.set_layer_visible(uid, shown))
        elif title and title != record.title:
            self._attempt(lambda: self._document.set_layer_title(uid, title))

    def show_layers(self, uids: list[str], shown: bool) -> None:
        """Show or hide several layers at once."""
        self._attempt(lambda: self._document.set_layers_visible(uids, shown))

    def all_layers(self) -> list[str]:
        """Return the uids of every layer listed."""
        return [str(row.data(0, _UID)) for row in self.tree.rows()]

    def _attempt(self, edit: Callable[[], object]) -> None:
        """Edit the plan; when it cannot be written, say so and show what the plan says."""
        try:
            edit()
        except LianfangError as error:
            self.refresh()
            self._document.edit_failed.emit(error)

    def _on_order(self) -> None:
        self._document.set_layer_order(self._shown())
        self.refresh()

    def _remove_chosen(self) -> None:
        for uid in self.tree.chosen_files():
            self._attempt(partial(self._document.remove_layer, uid))

    def _zoom(self, item: QTreeWidgetItem) -> None:
        if item.parent() is None:
            self.layer_zoomed.emit(str(item.data(0, _UID)))

    def _menu(self, at: object) -> None:
        uid = self.chosen_layer
        if not uid:
            return
        menu = QMenu(self)
        entries = self._menu_entries(uid) if self.chosen else self._derived_entries(uid)
        for text, icon, act in entries:
            action = QAction(theme.icon(icon), text, menu)
            action.triggered.connect(lambda _checked=False, act=act: act())
            menu.addAction(action)
        menu.exec(self.tree.viewport().mapToGlobal(at))  # type: ignore[call-overload]

    def _derived_entries(self, uid: str) -> list[tuple[str, str, Callable[[], object]]]:
        return [
            (self.tr("Show on the map"), "scan", lambda: self.layer_zoomed.emit(uid)),
            (self.tr("Attribute table"), "sheet", lambda: self.table_asked.emit(uid)),
            (self.tr("Look… (F7)"), "palette", self.card.look_asked.emit),
        ]

    def _menu_entries(self, uid: str) -> list[tuple[str, str, Callable[[], object]]]:
        shown, table, look = self._derived_entries(uid)
        has_table = self._document.layer(uid).shape is not Shape.RASTER
        return [
            shown,
            *([table] if has_table else []),
            look,
            (self.tr("Rename"), "pencil", lambda: self._rename(uid)),
            (self.tr("Counties it speaks for…"), "users", self.card.edit_speaks_for),
            (self.tr("Remove from the plan"), "trash-2", self._remove_chosen),
        ]

    def _rename(self, uid: str) -> None:
        item = self.item(uid)
        if item is not None:
            self.tree.editItem(item, 0)

    def _on_changed(self, change: Change) -> None:
        if change.touches("layer", "look"):
            self.refresh()


def _check(shown: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if shown else Qt.CheckState.Unchecked


def _tip(record: LayerRecord) -> str:
    facts = (words.role(record.role), words.shape(record.shape), words.number(record.feature_count))
    return f"{record.title}\n{' · '.join(facts)}"


def _can_move(item: QTreeWidgetItem | None) -> bool:
    return item is not None and bool(item.flags() & Qt.ItemFlag.ItemIsDragEnabled)


class _TitleDelegate(QStyledItemDelegate):
    """Shows titles of sample layers without the prefix they all share."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        if index.data(_SAMPLE):
            option.text = option.text.removeprefix(words.SAMPLE_PREFIX)  # type: ignore[attr-defined]


class _Tree(QTreeWidget):
    """Rows that drag to reorder among themselves; Space shows and hides, Delete removes."""

    order_changed = Signal()
    remove_asked = Signal()
    shown_asked = Signal(list, bool)  # uids, whether they are to be shown

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setHeaderHidden(True)
        self.setItemDelegate(_TitleDelegate(self))
        self.setIndentation(theme.px(14))
        self.setIconSize(theme.px_size(18, 18))
        self.setUniformRowHeights(True)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setExpandsOnDoubleClick(False)

    def rows(self) -> list[QTreeWidgetItem]:
        """Return the top rows."""
        found = (self.topLevelItem(position) for position in range(self.topLevelItemCount()))
        return [row for row in found if row is not None]

    def _chosen_rows(self) -> list[QTreeWidgetItem]:
        """Return the top rows chosen, that of the keyboard when none is."""
        current = self.currentItem()
        rows = [row for row in self.rows() if row.isSelected()]
        return rows or ([current] if current is not None and current.parent() is None else [])

    def chosen_files(self) -> list[str]:
        """Return the layers of files among the rows chosen."""
        return [str(row.data(0, _UID)) for row in self._chosen_rows() if not row.data(0, _DERIVED)]

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """With Ctrl, a click on a box shows or hides every layer of its kind: of files, or derived."""
        at = event.position().toPoint()
        item = self.itemAt(at)
        has_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if item is not None and has_control and self._is_box(item, at):
            shown = item.checkState(0) is Qt.CheckState.Checked
            kind = [str(row.data(0, _UID)) for row in self.rows() if row.data(0, _DERIVED) == item.data(0, _DERIVED)]
            self.shown_asked.emit(kind, not shown)
            event.accept()
            return
        super().mouseReleaseEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press with Ctrl on a box leaves the choice of rows alone."""
        at = event.position().toPoint()
        item = self.itemAt(at)
        has_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if item is not None and has_control and self._is_box(item, at):
            event.accept()
            return
        super().mousePressEvent(event)

    def _is_box(self, item: QTreeWidgetItem, at: QPoint) -> bool:
        if item.parent() is not None or not item.flags() & Qt.ItemFlag.ItemIsUserCheckable:
            return False
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        option.rect = self.visualItemRect(item)  # type: ignore[attr-defined]
        option.features |= QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator  # type: ignore[attr-defined]
        box = self.style().subElementRect(QStyle.SubElement.SE_ItemViewItemCheckIndicator, option, self)
        return box.adjusted(-3, -3, 3, 3).contains(at)

    def dropEvent(self, event: QDropEvent) -> None:
        """Let rows fall only between rows."""
        moved = self.currentItem()
        if event.source() is not self or moved is None or moved.data(0, _DERIVED) or moved.parent() is not None:
            event.ignore()
            return
        target = self.itemAt(event.position().toPoint())
        below = self.dropIndicatorPosition() is not QAbstractItemView.DropIndicatorPosition.AboveItem
        while target is not None and target.parent() is not None:
            target = target.parent()
        place = self.topLevelItemCount() if target is None else self.indexOfTopLevelItem(target) + int(below)
        self.move_row(self.indexOfTopLevelItem(moved), place)
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()

    def move_row(self, source: int, place: int) -> None:
        """Move a row before the row now at ``place``; derived rows stay on top."""
        first = sum(bool(row.data(0, _DERIVED)) for row in self.rows())
        place = max(first, place - (place > source))
        if place == source:
            return
        item = self.takeTopLevelItem(source)
        assert item is not None
        self.insertTopLevelItem(place, item)
        self.setCurrentItem(item)
        self.order_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space toggles, Delete or Ctrl+D removes, Ctrl with an arrow moves the layer."""
        item = self.currentItem()
        key, control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if item is not None and key == Qt.Key.Key_Space and item.flags() & Qt.ItemFlag.ItemIsUserCheckable:
            shown = item.checkState(0) is Qt.CheckState.Checked
            self.shown_asked.emit([str(row.data(0, _UID)) for row in self._chosen_rows()], not shown)
        elif key == Qt.Key.Key_Delete or (control and key == Qt.Key.Key_D):
            self.remove_asked.emit()
        elif control and key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and _can_move(item):
            assert item is not None
            source = self.indexOfTopLevelItem(item)
            self.move_row(source, source - 1 if key == Qt.Key.Key_Up else source + 2)
        else:
            super().keyPressEvent(event)
