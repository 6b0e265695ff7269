"""The mending report as a tree: kinds with their counts, below each its features; many thousands cost nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QColor, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHeaderView, QTreeView

from app import mending_words, theme, words

if TYPE_CHECKING:
    from layers.sources.mending_report import Found, MendingReport

_Index = QModelIndex | QPersistentModelIndex
WHAT, ROW, FID, DETAIL, DONE = range(5)
_TAKE, _LEAVE, _SOME = "take", "leave", "some"


class MendingModel(QAbstractItemModel):
    """Kinds, and below each kind its features as the report's arrays have them.

    A feature that may be declined has a tick: ticked it is in the plan, without it is left out.
    """

    declined_changed = Signal()

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.found: tuple[Found, ...] = ()
        self._left: list[np.ndarray] = []  # per kind, in the order of the report
        self._order: list[np.ndarray] = []  # per kind, as shown
        self.can_decide = False

    def set_report(self, report: MendingReport, declined: frozenset[str], *, can_decide: bool) -> None:
        """Show a report with what is declined of it."""
        self.beginResetModel()
        self.found, self.can_decide = report.found, can_decide
        self._left = [self._declined(found, declined) for found in self.found]
        self._order = [np.arange(len(found.rows)) for found in self.found]
        self.endResetModel()

    def _declined(self, found: Found, declined: frozenset[str]) -> np.ndarray:
        if not self.can_decide:
            return found.left_out.copy()
        if found.code in declined and found.may_decline:
            return np.ones(len(found.rows), dtype=bool)
        if not any(one.startswith(found.code + ":") for one in declined):
            return np.zeros(len(found.rows), dtype=bool)
        return np.array([one in declined for one in found.ids()], dtype=bool)

    @property
    def declined(self) -> frozenset[str]:
        """What is left out: whole kinds by their codes, single features by their ids."""
        out: set[str] = set()
        for found, left in zip(self.found, self._left, strict=True):
            if found.may_decline and left.all():
                out.add(found.code)
            elif left.any():
                ids = found.ids()
                out |= {ids[place] for place in np.flatnonzero(left)}
        return frozenset(out)

    def state(self, kind: int) -> str:
        """Return whether all, none or some of a kind are left out."""
        left = self._left[kind]
        return _LEAVE if left.all() else _SOME if left.any() else _TAKE

    def decide(self, kind: int, *, leave: bool) -> None:
        """Leave all features of a kind out, or none."""
        self._left[kind][:] = leave
        self._tell(kind)

    def _tell(self, kind: int) -> None:
        parent = self.index(kind, 0)
        self.dataChanged.emit(parent, self.index(kind, DONE))
        if len(self._order[kind]):
            self.dataChanged.emit(self.index(0, 0, parent), self.index(len(self._order[kind]) - 1, DONE, parent))
        self.declined_changed.emit()

    def item(self, index: _Index) -> tuple[Found, int] | None:
        """Return the kind and the place in its arrays of a feature's line; None for a kind's line."""
        if not index.isValid() or index.internalId() == 0:
            return None
        kind = int(index.internalId()) - 1
        return self.found[kind], int(self._order[kind][index.row()])

    # What Qt's views ask for.

    def index(self, row: int, column: int, parent: _Index = QModelIndex()) -> QModelIndex:  # noqa: B008, D102
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: _Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008, D102
        if not index.isValid() or index.internalId() == 0:
            return QModelIndex()
        return self.createIndex(int(index.internalId()) - 1, 0, 0)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, D102
        if not parent.isValid():
            return len(self.found)
        return len(self.found[parent.row()].rows) if parent.internalId() == 0 and parent.column() == 0 else 0

    def columnCount(self, _parent: _Index = QModelIndex()) -> int:  # noqa: B008, D102
        return 5

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a column is called."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            titles = (self.tr("What was found"), self.tr("Row"), self.tr("FID"), self.tr("Details"))
            return (*titles, self.tr("What is done") if self.can_decide else self.tr("What was done"))[section]
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Return what can be done with a line."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        item = self.item(index)
        if item is not None and index.column() == 0 and self.can_decide and item[0].may_decline:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        if not index.isValid():
            return None
        item = self.item(index)
        if item is None:
            return self._of_kind(index.row(), index.column(), role)
        found, place = item
        left = bool(self._left[int(index.internalId()) - 1][place])
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(found, place, index.column(), left)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._text(found, place, index.column(), left)
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0 and self.can_decide and found.may_decline:
            return Qt.CheckState.Unchecked if left else Qt.CheckState.Checked
        if role == Qt.ItemDataRole.ForegroundRole and left:
            return QColor(theme.tokens().muted)
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a tick."""
        item = self.item(index)
        if item is None or role != Qt.ItemDataRole.CheckStateRole or not self.can_decide:
            return False
        kind = int(index.internalId()) - 1
        self._left[kind][item[1]] = Qt.CheckState(value) == Qt.CheckState.Unchecked
        self._tell(kind)
        return True

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort the features of each kind; kinds keep their order."""
        self.layoutAboutToBeChanged.emit()
        held = [index for index in self.persistentIndexList() if index.internalId()]
        items = [(int(index.internalId()), self.item(index), index.column()) for index in held]
        for kind, found in enumerate(self.found):
            self._order[kind] = _sorted(found, column, self._left[kind])
            if order is Qt.SortOrder.DescendingOrder:
                self._order[kind] = self._order[kind][::-1]
        moved = []
        for number, item, own in items:
            place = -1 if item is None else item[1]
            row = int(np.flatnonzero(self._order[number - 1] == place)[0])
            moved.append(self.createIndex(row, own, number))
        self.changePersistentIndexList(held, moved)
        self.layoutChanged.emit()

    def _of_kind(self, kind: int, column: int, role: int) -> Any:
        found = self.found[kind]
        if role == Qt.ItemDataRole.ToolTipRole:
            tip = " ".join(text for text in (mending_words.why(found.code), mending_words.shortened(found)) if text)
            return tip or None
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if column == WHAT:
            return self._title(found)
        if column == DETAIL:
            return mending_words.shortened(found)
        if column == DONE:
            return mending_words.default_action(found.code)
        return ""

    def _title(self, found: Found) -> str:
        kind, count = mending_words.kind(found.code), words.number(found.count)
        if self.can_decide or not found.left_out_count:
            return self.tr("{kind} ({count})").format(kind=kind, count=count)
        left = words.number(found.left_out_count)
        return self.tr("{kind} ({count}, left out: {left})").format(kind=kind, count=count, left=left)

    def _text(self, found: Found, place: int, column: int, left: bool) -> str:
        if column == WHAT:
            return str(found.names[place]) or self.tr("(no name)")
        if column == ROW:
            return str(int(found.rows[place]) + 1)
        if column == FID:
            return "" if found.fids is None else str(int(found.fids[place]))
        if column == DETAIL:
            return mending_words.detail(found, place)
        return mending_words.action(found, place, left_out=left)


class MendingList(QTreeView):
    """The tree; ``item_chosen`` tells which feature was clicked, ``declined_changed`` what is left out now."""

    item_chosen = Signal(object, int)  # Found, place in its arrays
    declined_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Mending report"))
        self.model_ = MendingModel(self)
        self.setModel(self.model_)
        self.setUniformRowHeights(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(WHAT, QHeaderView.ResizeMode.Stretch)
        for column, width in ((ROW, 52), (FID, 52), (DETAIL, 206), (DONE, 132)):
            self.setColumnWidth(column, width)
        self.setSortingEnabled(False)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(ROW, Qt.SortOrder.AscendingOrder)
        header.sortIndicatorChanged.connect(self.model_.sort)
        self._boxes: dict[int, QComboBox] = {}
        self.copy_action = QAction(self.tr("Copy"), self)
        self.copy_action.setShortcut(QKeySequence.StandardKey.Copy)
        self.copy_action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.copy_action.triggered.connect(self.copy)
        self.addAction(self.copy_action)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.selectionModel().currentChanged.connect(self._announce)
        self.model_.declined_changed.connect(self._on_declined)

    def show_report(self, report: MendingReport, declined: frozenset[str], *, can_decide: bool) -> None:
        """Show a report; with ``can_decide`` features may be left out."""
        self.model_.set_report(report, declined, can_decide=can_decide)
        self.setColumnHidden(FID, not any(_says_more(found) for found in report.found))
        self._boxes = {}
        for kind, found in enumerate(report.found):
            if can_decide and found.may_decline:
                self._boxes[kind] = self._box(kind, found)
                self.setIndexWidget(self.model_.index(kind, DONE), self._boxes[kind])
            self.setFirstColumnSpanned(kind, self.rootIndex(), not can_decide)
        if len(report.found) == 1:
            self.expand(self.model_.index(0, 0))

    def _box(self, kind: int, found: Found) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(self.tr("What is done: {kind}").format(kind=mending_words.kind(found.code)))
        box.addItem(mending_words.default_action(found.code), _TAKE)
        box.addItem(self.tr("Leave all out"), _LEAVE)
        box.setToolTip(mending_words.why(found.code))
        box.activated.connect(lambda _place: self._decide(kind, box.currentData()))
        self._set_state(box, self.model_.state(kind))
        return box

    def _set_state(self, box: QComboBox, state: str) -> None:
        some = box.findData(_SOME)
        if state == _SOME and some < 0:
            box.addItem(self.tr("Some left out"), _SOME)
        elif state != _SOME and some >= 0:
            box.removeItem(some)
        box.setCurrentIndex(box.findData(state))

    def _decide(self, kind: int, answer: str) -> None:
        if answer != _SOME:
            self.model_.decide(kind, leave=answer == _LEAVE)

    def _on_declined(self) -> None:
        for kind, box in self._boxes.items():
            self._set_state(box, self.model_.state(kind))
        self.declined_changed.emit()

    @property
    def declined(self) -> frozenset[str]:
        """What is left out."""
        return self.model_.declined

    def box_of(self, code: str) -> QComboBox | None:
        """Return the box that decides about a kind."""
        return next((box for kind, box in self._boxes.items() if self.model_.found[kind].code == code), None)

    def index_of(self, code: str, row: int | None = None) -> QModelIndex:
        """Return the line of a kind, or of one of its features by the row of the file."""
        for kind, found in enumerate(self.model_.found):
            if found.code == code:
                parent = self.model_.index(kind, 0)
                if row is None:
                    return parent
                shown = found.rows[self.model_._order[kind]]
                return self.model_.index(int(np.flatnonzero(shown == row)[0]), 0, parent)
        return QModelIndex()

    def _announce(self, index: QModelIndex) -> None:
        item = self.model_.item(index)
        if item is not None:
            self.item_chosen.emit(*item)

    def copy(self) -> None:
        """Put the chosen lines with their heading on the clipboard, tab-separated."""
        rows = sorted(self.selectionModel().selectedRows(), key=lambda index: (index.parent().row(), index.row()))
        lines = [self._line(self.model_.headerData(column, Qt.Orientation.Horizontal) for column in range(5))]
        lines += [self._line(index.siblingAtColumn(column).data() for column in range(5)) for index in rows]
        from layers.export.cells import pasted

        QGuiApplication.clipboard().setText(pasted("\n".join(lines)))

    @staticmethod
    def _line(texts: Iterable[Any]) -> str:
        return "\t".join(str(text or "").replace("\t", " ").replace("\n", " ") for text in texts)


def _says_more(found: Found) -> bool:
    """Return whether the ids of other programs are not simply the numbers of the rows."""
    return found.fids is not None and bool((found.fids != found.rows + 1).any())


def _sorted(found: Found, column: int, left: np.ndarray) -> np.ndarray:
    if column == WHAT:
        return np.argsort(found.names.astype(str), kind="stable")
    if column == FID and found.fids is not None:
        return np.argsort(found.fids, kind="stable")
    if column == DONE:
        return np.argsort(left, kind="stable")
    if column == DETAIL:
        change = found.before if found.after is None else None if found.before is None else found.after - found.before
        if change is not None:
            return np.argsort(np.abs(change), kind="stable")
        if found.others is not None:
            return np.argsort(found.others, kind="stable")
    return np.argsort(found.rows, kind="stable")
