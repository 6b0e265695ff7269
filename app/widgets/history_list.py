"""The list of changes: newest on top, days apart, the present marked, what was undone pale.

A model over :class:`app.past.Past`: a gesture adds a row at the top, and only rows on screen ask for
their words, so thousands of changes cost nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from app import icons, theme, words
from app.change_words import change_text
from app.past import Past, State
from layers.plan.model import ChangeRecord

_Index = QModelIndex | QPersistentModelIndex

ID_ROLE = Qt.ItemDataRole.UserRole  # of the change; 0 for the start, None for a day
STATE_ROLE = Qt.ItemDataRole.UserRole + 1
TIME_ROLE = Qt.ItemDataRole.UserRole + 2
ICON_ROLE = Qt.ItemDataRole.UserRole + 3

#: Code of a change → icon.
_ICONS: Mapping[str, str] = {
    "plan_info_changed": "calendar",
    "sample_added": "map",
    "layers_added": "plus",
    "layer_removed": "trash-2",
    "forest_made": "trees",
    "forest_made_again": "trees",
    "layer_shown": "eye",
    "layer_hidden": "eye-off",
    "layers_shown": "eye",
    "layers_hidden": "eye-off",
    "layer_opacity": "sliders-horizontal",
    "layer_color": "palette",
    "layer_look": "palette",
    "layers_ordered": "layers",
    "scene_added": "bookmark-plus",
    "scene_updated": "camera",
    "scene_renamed": "pencil",
    "scene_removed": "trash-2",
    "scenes_ordered": "bookmark",
    "scene_shown": "bookmark",
    "layer_role": "layers-2",
    "layer_columns": "layers-2",
    "layer_renamed": "pencil",
    "layer_speaks_for": "users",
    "zone_status": "shield",
    **dict.fromkeys(("zone_edited", "zone_reshaped"), "pencil"),
    **dict.fromkeys(("zone_reverted", "zone_restored", "zone_conflict_taken"), "undo-2"),
    "zone_conflict_kept": "check",
    "zones_dropped": "circle-x",
    "zones_merged": "squares-unite",
    "road_marked": "route",
    "patrol_area_added": "waypoints",
    "patrol_area_reshaped": "pentagon",
    "patrol_area_renamed": "pencil",
    "patrol_area_noted": "pencil",
    "patrol_area_removed": "trash-2",
    "patrol_areas_removed": "trash-2",
    "recorded_added": "map-pin",
    "recorded_changed": "pencil",
    "recorded_moved": "move",
    **dict.fromkeys(("recorded_removed", "recorded_removed_several"), "trash-2"),
    "patrol_areas_imported": "import",
    **dict.fromkeys(("sliver_judged", "slivers_judged_pair", "slivers_judged", "slivers_unjudged"), "scissors"),
    "patrol_areas_split": "scissors",
    "patrol_areas_merged": "squares-unite",
    "patrol_areas_holed": "circle-dashed",
    "patrol_areas_filled": "paint-bucket",
    "patrol_areas_buffered": "expand",
    "patrol_areas_clipped": "crop",
    "patrol_areas_subtracted": "squares-subtract",
    "patrol_areas_simplified": "vector-square",
    "patrol_areas_smoothed": "line-squiggle",
    "patrol_areas_moved": "move",
    "patrol_areas_transformed": "move",
    "patrol_areas_typed": "pentagon",
    "patrol_areas_joined": "link-2",
    "patrol_areas_mended": "shield-check",
    "zone_copied": "copy-plus",
    "agreements_changed": "handshake",
    "contacts_changed": "users",
    **dict.fromkeys(("register_row_added", "register_row_changed", "register_rows_removed"), "handshake"),
    "register_imported": "import",
    **dict.fromkeys(("duties_filled", "duty_decided"), "list-checks"),
    "parameters_set": "sliders-horizontal",
    "patrol_rules_set": "footprints",
    "river_settings_set": "sliders-horizontal",
    "river_judged": "waves",
    "weights_set": "sliders-horizontal",
    "analysed": "play",
    "raster_relinked": "map-pin",
    "picture_placed": "map-pinned",
    "rebuilt_from_memory": "save",
}
_OTHER_ICON = "refresh-cw"
_ICON_PX, _MARGIN_PX, _BAR_PX = 16, 8, 3


class HistoryModel(QAbstractListModel):
    """Rows: the id of a change, a day, or 0 for the plan before its first change."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._past = Past()
        self._rows: list[int | date] = []
        self._shows_discarded = False
        self._reason = ""

    # -- contents -----------------------------------------------------------------------------

    def set_past(self, past: Past, reason: str = "") -> None:
        """Show another history; ``reason`` says why nobody can go anywhere in it."""
        self.beginResetModel()
        self._past, self._reason = past, reason
        self._fill()
        self.endResetModel()

    def show_discarded(self, shown: bool) -> None:
        """Show or leave out what was undone before something else was done."""
        self._shows_discarded = shown
        self.set_past(self._past, self._reason)

    def follow(self, record: ChangeRecord, direction: str) -> None:
        """Take in a change that the history has heard of already."""
        if direction == "do":
            if self._discards_on_top():
                self.set_past(self._past, self._reason)
                return
            self._prepend(record)
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def _fill(self) -> None:
        self._rows = []
        day: date | None = None
        for record in reversed(self._past.records):
            if record.discarded and not self._shows_discarded:
                continue
            if (own := _local(record).date()) != day:
                self._rows.append(day := own)
            self._rows.append(record.id)
        if self._past.records:
            self._rows.append(0)

    def _discards_on_top(self) -> bool:
        """Whether rows on top were undone and have just been discarded."""
        top = next((row for row in self._rows if isinstance(row, int)), 0)
        return top > 0 and not self._shows_discarded and self._past.record(top).discarded

    def _prepend(self, record: ChangeRecord) -> None:
        day = _local(record).date()
        if not self._rows:
            self._insert(0, [day, record.id, 0])
        elif self._rows[0] == day:
            self._insert(1, [record.id])
        else:
            self._insert(0, [day, record.id])

    def _insert(self, place: int, rows: list[int | date]) -> None:
        self.beginInsertRows(QModelIndex(), place, place + len(rows) - 1)
        self._rows[place:place] = rows
        self.endInsertRows()

    def row_of(self, change_id: int) -> int:
        """Return the row of a change; -1 when it is not shown."""
        return next((place for place, row in enumerate(self._rows) if row == change_id), -1)

    # -- what Qt's views ask for ----------------------------------------------------------------

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, D102
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Days cannot be chosen."""
        if not index.isValid() or isinstance(self._rows[index.row()], date):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a row says, and the change behind it."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if isinstance(row, date):
            return day_text(row) if role == Qt.ItemDataRole.DisplayRole else None
        if row == 0:
            return self._start(role)
        return self._change(self._past.record(row), role)

    def _start(self, role: int) -> Any:
        state = State.CURRENT if self._past.position == 0 else State.DONE
        text = _tr("Before the first change")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (text, _state_text(state))))
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(filter(None, (text, self._reason or _go_text(state))))
        known = {Qt.ItemDataRole.DisplayRole: text, ID_ROLE: 0, STATE_ROLE: state, TIME_ROLE: "", ICON_ROLE: "flag"}
        return known.get(role)

    def _change(self, record: ChangeRecord, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:  # the tip has room for the prefix that all sample layers share
            return change_text(record.code, record.facts).replace(words.SAMPLE_PREFIX, "")
        if role == ID_ROLE:
            return record.id
        if role == STATE_ROLE:
            return self._past.state(record)
        if role == TIME_ROLE:
            return f"{_local(record):%H:%M}"
        if role == ICON_ROLE:
            return _ICONS.get(record.code, _OTHER_ICON)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(record)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            text = change_text(record.code, record.facts)
            parts = (text, f"{_local(record):%Y-%m-%d %H:%M}", _state_text(self._past.state(record)))
            return ", ".join(filter(None, parts))
        return None

    def _tip(self, record: ChangeRecord) -> str:
        state = self._past.state(record)
        lines = [
            change_text(record.code, record.facts),
            f"{_local(record):%Y-%m-%d %H:%M:%S}",
            record.program,
            _state_text(state),
            _go_text(state) if state is State.DISCARDED else self._reason or _go_text(state),
        ]
        return "\n".join(line for line in lines if line)


class HistoryList(QTableView):
    """A click or Enter goes to a row; the arrows walk, Home is the newest, End the start.

    A table of one column: Qt lays it out without asking for every row, as a list view does.
    """

    row_chosen = Signal(int)

    def __init__(self, model: HistoryModel, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setModel(model)
        self.setItemDelegate(_Rows(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(theme.row_px())
        self.clicked.connect(self._choose)

    def _choose(self, index: QModelIndex) -> None:
        state = index.data(STATE_ROLE)
        if state is not None and state is not State.DISCARDED:
            self.row_chosen.emit(index.data(ID_ROLE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes where the cursor is; Home and End are the newest and the start."""
        last = self.model().rowCount() - 1
        ends = {Qt.Key.Key_Home: min(1, last), Qt.Key.Key_End: last}
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentIndex())
        elif event.key() in ends:
            self.setCurrentIndex(self.model().index(ends[Qt.Key(event.key())], 0))
        else:
            super().keyPressEvent(event)


class _Rows(QStyledItemDelegate):
    """Paints a row: icon, words, time of day."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(80, theme.row_px())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        rect: QRect = option.rect  # type: ignore[attr-defined]
        painter.setFont(option.font)  # type: ignore[attr-defined]
        state = index.data(STATE_ROLE)
        if state is None:
            self._day(painter, rect, str(index.data()))
        else:
            self._ground(painter, rect, option, state)
            self._row(painter, rect, index, state)
        painter.restore()

    @staticmethod
    def _day(painter: QPainter, rect: QRect, text: str) -> None:
        tokens = theme.tokens()
        font = painter.font()
        font.setPixelSize(theme.px(theme.TEXT_PX - 1))
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        inside = rect.adjusted(_MARGIN_PX + _BAR_PX, 4, -_MARGIN_PX, 0)
        painter.setPen(QColor(tokens.muted))
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        start = inside.left() + painter.fontMetrics().horizontalAdvance(text) + _MARGIN_PX
        painter.setPen(QPen(QColor(tokens.border), 1))
        painter.drawLine(start, inside.center().y() + 1, inside.right(), inside.center().y() + 1)

    @staticmethod
    def _ground(painter: QPainter, rect: QRect, option: QStyleOptionViewItem, state: State) -> None:
        tokens = theme.tokens()
        flags = option.state  # type: ignore[attr-defined]
        if state is State.CURRENT:
            painter.fillRect(rect, QColor(tokens.accent_soft))
            painter.fillRect(QRect(rect.left(), rect.top(), _BAR_PX, rect.height()), QColor(tokens.accent))
        elif flags & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(tokens.raised))
        if flags & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(tokens.accent), 1))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))

    @staticmethod
    def _row(painter: QPainter, rect: QRect, index: _Index, state: State) -> None:
        tokens = theme.tokens()
        is_pale = state in (State.UNDONE, State.DISCARDED)
        pale = tokens.muted  # what was discarded is struck out, and still to be read
        color = pale if is_pale else tokens.text
        inside = rect.adjusted(_MARGIN_PX + _BAR_PX, 0, -_MARGIN_PX, 0)
        icon = _picture(
            index.data(ICON_ROLE),
            tokens.faint if is_pale else tokens.muted,
            theme.px(_ICON_PX),
            painter.device().devicePixelRatioF(),
        )
        painter.drawPixmap(inside.left(), inside.center().y() - theme.px(_ICON_PX) // 2 + 1, icon)
        font = painter.font()
        font.setBold(state is State.CURRENT)
        font.setStrikeOut(state is State.DISCARDED)
        time = str(index.data(TIME_ROLE))
        small = QFont(painter.font())
        small.setPixelSize(theme.px(theme.TEXT_PX - 1))
        painter.setFont(small)
        painter.setPen(QColor(pale))
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, time)
        room = inside.adjusted(theme.px(_ICON_PX) + _MARGIN_PX, 0, 0, 0)
        if time:
            room.setRight(inside.right() - painter.fontMetrics().horizontalAdvance(time) - _MARGIN_PX)
        painter.setFont(font)
        painter.setPen(QColor(color))
        text = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


@lru_cache(maxsize=256)
def _picture(name: str, color: str, side_px: int, dpr: float) -> QPixmap:
    return icons.pixmap(name, color, side_px, dpr)


def day_text(day: date, today: date | None = None) -> str:
    """Return a day as a heading: today, yesterday, or the date."""
    today = today or date.today()
    if day == today:
        return _tr("Today")
    if day == today - timedelta(days=1):
        return _tr("Yesterday")
    return QLocale().toString(day, QLocale.FormatType.LongFormat)  # type: ignore[call-overload, no-any-return]


def _local(record: ChangeRecord) -> datetime:
    return record.at.astimezone()


def _state_text(state: State) -> str:
    return {
        State.DONE: "",
        State.CURRENT: _tr("The plan is here now"),
        State.UNDONE: _tr("Undone; it can be redone"),
        State.DISCARDED: _tr("Undone, then something else was done: kept as a record only"),
    }[state]


def _go_text(state: State) -> str:
    return {
        State.DONE: _tr("Click to go back to just after this change"),
        State.UNDONE: _tr("Click to redo up to this change"),
    }.get(state, "")


def _tr(text: str) -> str:
    return QCoreApplication.translate("History", text)
