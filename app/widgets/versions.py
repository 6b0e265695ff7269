"""A list of earlier versions: the picture of the map, when it was, what was done last."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QKeySequence, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app import ages, icons, theme
from app.change_words import change_text

if TYPE_CHECKING:
    from layers.plan.backups import Backup

_Index = QModelIndex | QPersistentModelIndex

VERSION_ROLE = Qt.ItemDataRole.UserRole
#: Two lines beside the head, in the delegate's order.
_LINES_ROLE = Qt.ItemDataRole.UserRole + 1
_PICTURE_PX = QSize(112, 70)
_MARGIN_PX = 8


class VersionModel(QAbstractListModel):
    """Versions in the order given."""

    def __init__(self) -> None:
        super().__init__()
        self._versions: list[Backup] = []
        self._pictures: dict[str, QPixmap] = {}

    def set_versions(self, versions: Sequence[Backup]) -> None:
        """Replace the rows."""
        self.beginResetModel()
        self._versions = list(versions)
        self._pictures.clear()
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return the number of versions."""
        return 0 if parent.isValid() else len(self._versions)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a row shows; the whole of it is read out to those who cannot see it."""
        version = self._versions[index.row()]
        if role == VERSION_ROLE:
            return version
        if role == Qt.ItemDataRole.DisplayRole:
            return self._head(version)
        if role == _LINES_ROLE:
            return self._done(version), self._facts(version)
        if role == Qt.ItemDataRole.DecorationRole:
            return self._picture(version)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(text for text in (self._head(version), self._done(version), self._facts(version)) if text)
        if role == Qt.ItemDataRole.ToolTipRole:
            return str(version.plan_path or version.path)
        return None

    def _head(self, version: Backup) -> str:
        return "  ".join(text for text in (ages.moment(version.when), ages.ago(version.when)) if text)

    def _done(self, version: Backup) -> str:
        if version.is_damaged:
            return self.tr("This version is damaged and cannot be opened.")
        last = version.last_change
        return change_text(str(last["code"]), dict(last["facts"])) if last else self.tr("Nothing done yet")

    def _facts(self, version: Backup) -> str:
        kept = {
            "opened": self.tr("kept when opened"),
            "worked": self.tr("kept while working"),
            "closed": self.tr("kept when closed"),
            "untitled": self.tr("never saved"),
        }
        changes = self.tr("Changes: {count}").format(count=version.changes)
        texts = (changes, ages.file_size(version.size_bytes), kept.get(version.reason, ""))
        return " · ".join(text for text in texts if text)

    def _picture(self, version: Backup) -> QPixmap:
        key = str(version.path)
        if key not in self._pictures:
            self._pictures[key] = QPixmap(str(version.thumbnail))
        return self._pictures[key]


class VersionDelegate(QStyledItemDelegate):
    """Paints a row: picture, head, what was done, facts."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Return the height of the picture with some air."""
        return QSize(320, theme.px(_PICTURE_PX.height()) + 2 * _MARGIN_PX)

    def paint(self, painter: QPainter, option: Any, index: _Index) -> None:
        """Draw the row."""
        tokens = theme.tokens()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _draw_ground(painter, option)
        inner = option.rect.adjusted(_MARGIN_PX + 2, _MARGIN_PX, -_MARGIN_PX, -_MARGIN_PX)
        self._draw_picture(painter, QRect(inner.topLeft(), _PICTURE_PX), index.data(Qt.ItemDataRole.DecorationRole))
        is_damaged = index.data(VERSION_ROLE).is_damaged
        done, facts = index.data(_LINES_ROLE)
        _draw_lines(
            painter,
            inner.adjusted(_PICTURE_PX.width() + 14, 4, 0, -4),
            (
                (index.data(Qt.ItemDataRole.DisplayRole), _font(option, weight=QFont.Weight.DemiBold), tokens.text),
                (done, option.font, tokens.danger if is_damaged else tokens.text),
                (facts, _font(option, size_px=12), tokens.muted),
            ),
        )
        painter.restore()

    def _draw_picture(self, painter: QPainter, frame: QRect, picture: QPixmap) -> None:
        tokens = theme.tokens()
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(frame).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.fillPath(outline, QColor(tokens.raised))
        if picture.isNull():
            ratio = painter.device().devicePixelRatioF()
            sign = icons.pixmap("map", tokens.faint, 28, ratio)
            place = QRect(0, 0, 28, 28)
            place.moveCenter(frame.center())
            painter.drawPixmap(place, sign)
        else:
            painter.save()
            painter.setClipPath(outline)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(frame, picture)
            painter.restore()
        painter.setPen(QPen(QColor(tokens.border), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(outline)


class PlanDelegate(QStyledItemDelegate):
    """Paints a plan: its name and, smaller, its place; the item's text holds both, a line each."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Return the height of two lines with some air."""
        return QSize(160, theme.px(52))

    def paint(self, painter: QPainter, option: Any, index: _Index) -> None:
        """Draw the row."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _draw_ground(painter, option)
        name, _, place = str(index.data(Qt.ItemDataRole.DisplayRole)).partition("\n")
        tokens = theme.tokens()
        lines = ((name, option.font, tokens.text), (place, _font(option, size_px=12), tokens.muted))
        _draw_lines(painter, option.rect.adjusted(12, 7, -10, -7), lines)
        painter.restore()


def _font(option: Any, *, weight: QFont.Weight = QFont.Weight.Normal, size_px: int = theme.TEXT_PX) -> QFont:
    font = QFont(option.font)
    font.setWeight(weight)
    font.setPixelSize(theme.px(size_px))
    return font


def _draw_ground(painter: QPainter, option: Any) -> None:
    """Mark the row that is chosen, and the one under the cursor."""
    tokens = theme.tokens()
    if option.state & QStyle.StateFlag.State_Selected:
        color = tokens.accent_soft
    elif option.state & QStyle.StateFlag.State_MouseOver:
        color = tokens.raised
    else:
        return
    has_keys = bool(option.state & QStyle.StateFlag.State_HasFocus)
    painter.setPen(QPen(QColor(tokens.accent), 1.0) if has_keys else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(color))
    painter.drawRoundedRect(QRectF(option.rect).adjusted(2, 1, -2, -1), 6, 6)


def _draw_lines(painter: QPainter, frame: QRect, lines: Sequence[tuple[str, QFont, str]]) -> None:
    """Draw lines of text under each other; the middle of one that is too long is left out."""
    height = frame.height() // len(lines)
    for number, (text, font, color) in enumerate(lines):
        painter.setFont(font)
        painter.setPen(QColor(color))
        line = QRect(frame.left(), frame.top() + number * height, frame.width(), height)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


class VersionList(QListView):
    """The list itself; one row is chosen at a time."""

    delete_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Earlier versions"))
        self.setModel(VersionModel())
        self.setItemDelegate(VersionDelegate(self))
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)

    def set_versions(self, versions: Sequence[Backup]) -> None:
        """Show these, the first chosen."""
        model = self.model()
        assert isinstance(model, VersionModel)
        model.set_versions(versions)
        self.setCurrentIndex(model.index(0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete asks for the version to go."""
        if event.matches(QKeySequence.StandardKey.Delete):
            self.delete_asked.emit()
        else:
            super().keyPressEvent(event)

    @property
    def chosen(self) -> Backup | None:
        """The version chosen, if any."""
        index = self.currentIndex()
        return index.data(VERSION_ROLE) if index.isValid() else None
