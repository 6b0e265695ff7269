"""One field that finds commands, layers, counties, zones, patrol areas, places and coordinates (Ctrl+K)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from app import theme
from app.help.asking import give_key
from app.searching import Catalogue, Entry, group_title
from app.widgets.text_size import measured

if TYPE_CHECKING:
    from app.window import MainWindow

_WIDTH_PX = 600
_MOST_ROWS = 16
_HEAD_PX = 22
_ENTRY = Qt.ItemDataRole.UserRole
_NAME = Qt.ItemDataRole.UserRole + 1
_DETAIL = Qt.ItemDataRole.UserRole + 2
_IS_HEAD = Qt.ItemDataRole.UserRole + 3


class SearchPopup(QFrame):
    """Type, choose with the arrows, Enter goes there."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, Qt.WindowType.Popup)
        self.setProperty("kind", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        measured(self).setFixedWidth(min(theme.px(_WIDTH_PX), max(window.width() - 32, 280)))
        self._window = window
        self._catalogue = Catalogue(window)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Find commands, layers, zones, places; or type coordinates"))
        self.field.setAccessibleName(self.tr("Search"))
        self.field.setMinimumHeight(32)
        self.field.textChanged.connect(lambda _text: self.refill())
        self.field.returnPressed.connect(self._go)
        self.field.installEventFilter(self)
        layout.addWidget(self.field)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Found"))
        self.list.setIconSize(theme.px_size(18, 18))
        self.list.setItemDelegate(_FoundDelegate(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(lambda _item: self._go())
        layout.addWidget(self.list)
        give_key(self)
        window.searching.ask_for_names()
        self.refill()

    def open_centred(self) -> None:
        """Show below the top of the window, ready to type."""
        top = self._window.mapToGlobal(QPoint((self._window.width() - self.width()) // 2, 56))
        self.move(top)
        self.show()
        self.field.setFocus()

    def refill(self) -> None:
        """Show what the text leads to; the row in hand stays when it is still there."""
        chosen = self.list.currentItem()
        kept = chosen.data(_ENTRY).key if chosen is not None and chosen.data(_ENTRY) is not None else ""
        text, recent = self.field.text(), self._window.settings.recent_finds()
        searching = self._window.searching
        entries = self._catalogue.find(text, searching.places, recent)[:_MOST_ROWS]
        self.list.clear()
        group = ""
        for entry in entries:
            its = entry.group if text.strip() else "recent" if entry.key in recent else entry.group
            if its != group:
                self._add_head(group_title(its))
                group = its
            self._add(entry)
        if text.strip() and searching.is_reading:
            self._add_note(self.tr("Names of places are being read…"))
        elif not entries:
            self._add_note(self.tr("Nothing found"))
        self._choose_first(kept if text.strip() else "")
        self._fit()

    def _add(self, entry: Entry) -> None:
        item = QListWidgetItem(theme.icon(entry.icon), f"{entry.text}    {entry.detail}")
        item.setData(_ENTRY, entry)
        item.setData(_NAME, entry.text)
        item.setData(_DETAIL, entry.detail)
        if entry.refusal:
            item.setToolTip(entry.refusal)
        self.list.addItem(item)

    def _add_head(self, text: str) -> None:
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setData(_IS_HEAD, True)
        item.setSizeHint(QSize(0, theme.px(_HEAD_PX)))
        self.list.addItem(item)

    def _add_note(self, text: str) -> None:
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.list.addItem(item)

    def _choose_first(self, kept: str) -> None:
        places = [place for place in range(self.list.count()) if self._entry(place) is not None]
        same = [place for place in places if kept and self._entry(place).key == kept]  # type: ignore[union-attr]
        able = [place for place in places if not self._entry(place).refusal]  # type: ignore[union-attr]
        best = (same or able or places)[:1]
        self.list.setCurrentRow(best[0] if best else -1)

    def _entry(self, place: int) -> Entry | None:
        item = self.list.item(place)
        return item.data(_ENTRY) if item is not None else None

    def _fit(self) -> None:
        heads = sum(bool(self.list.item(place).data(_IS_HEAD)) for place in range(self.list.count()))
        wanted = (self.list.count() - heads) * theme.row_px() + heads * theme.px(_HEAD_PX) + 6
        room = max(self._window.height() - 130, 3 * theme.row_px())
        self.list.setFixedHeight(max(theme.row_px() + 6, min(wanted, room)))
        self.adjustSize()

    def _go(self) -> None:
        item = self.list.currentItem()
        entry: Entry | None = item.data(_ENTRY) if item is not None else None
        if entry is None or entry.refusal:  # the row says why
            return
        self.close()
        if entry.key:
            self._window.settings.add_recent_find(entry.key)
        entry.act()

    def _step(self, step: int) -> None:
        """Go to the next row that is something, around the end."""
        count, place = self.list.count(), self.list.currentRow()
        for _ in range(count):
            place = (place + step) % count
            if self._entry(place) is not None:
                self.list.setCurrentRow(place)
                if place and self._entry(place - 1) is None:  # the heading above it comes along
                    self.list.scrollToItem(self.list.item(place - 1))
                self.list.scrollToItem(self.list.item(place))
                return

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows move in the list while the field has the focus."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step:
                self._step(step)
                return True
        return False


class _FoundDelegate(QStyledItemDelegate):
    """A name on the left, what it is, its key or why it is off on the right; headings small and pale."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if index.data(_IS_HEAD):
            self._paint_head(painter, option, str(index.data()))
            return
        name = index.data(_NAME)
        if name is None:
            super().paint(painter, option, index)
            return
        entry: Entry = index.data(_ENTRY)
        self.initStyleOption(option, index)
        option.text = ""  # type: ignore[attr-defined]
        style = option.widget.style()  # type: ignore[attr-defined]
        style.drawControl(style.ControlElement.CE_ItemViewItem, option, painter, option.widget)  # type: ignore[attr-defined]
        tokens = theme.tokens()
        area: QRect = option.rect.adjusted(34, 0, -10, 0)  # type: ignore[attr-defined]
        metrics = option.fontMetrics  # type: ignore[attr-defined]
        share = 0.75 if entry.refusal else 0.6  # why it is off matters more than the whole of its name
        detail = metrics.elidedText(entry.detail, Qt.TextElideMode.ElideRight, round(area.width() * share))
        taken = metrics.horizontalAdvance(detail) + 16 if detail else 0
        text = metrics.elidedText(entry.text, Qt.TextElideMode.ElideMiddle, area.width() - taken)
        side = Qt.AlignmentFlag.AlignVCenter
        painter.save()
        painter.setPen(QColor(tokens.faint if entry.refusal else tokens.text))
        painter.drawText(area, side | Qt.AlignmentFlag.AlignLeft, text)
        painter.setPen(QColor(tokens.muted))
        painter.drawText(area, side | Qt.AlignmentFlag.AlignRight, detail)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, theme.px(_HEAD_PX) if index.data(_IS_HEAD) else theme.row_px())

    def _paint_head(self, painter: QPainter, option: QStyleOptionViewItem, text: str) -> None:
        font = QFont(option.font)  # type: ignore[attr-defined]
        font.setPixelSize(theme.px(11))
        painter.save()
        painter.setFont(font)
        painter.setPen(QColor(theme.tokens().muted))
        area = option.rect.adjusted(8, 4, -8, 0)  # type: ignore[attr-defined]
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.restore()
