"""What is recorded by hand: one list for each kind, and all of them together."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

import shapely
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from app import record_words, theme, words
from app.action_table import RECORD_KEYS
from app.actions import Actions
from app.document import Change, Document
from app.recording import RecordRow
from app.widgets.basics import EmptyState, label, tool_button
from app.widgets.table import Column, RowTable
from layers.geodesy import HA_PER_M2, geodesic_area_m2, geodesic_length_m
from layers.kinds import RecordKind, Shape
from layers.recording import FORMS, FieldKind, FormField

_Key = tuple[str, str]


class RecordsPanel(QWidget):
    """Lists, and what can be done with their rows."""

    record_chosen = Signal(str, str)
    records_chosen = Signal(list)  # several: (layer, uid) each
    record_zoomed = Signal(str, str)
    edit_asked = Signal(str, str)
    copy_asked = Signal(str, str)
    removal_asked = Signal(list)

    def __init__(self, document: Document, actions: Actions) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Recorded by hand"))
        self._document = document
        self._rows: list[RecordRow] = []
        self._tables: dict[RecordKind | None, RowTable] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._make_bar(actions))
        self.pages = QStackedWidget()
        empty = EmptyState(
            "map-pin",
            self.tr(
                "Depots, teams, villages, boundary markers, checkpoints, routes and closed roads that no file holds"
                " are recorded here: choose what it is, click where it is, type what you know."
            ),
            actions["record_depot"],
        )
        self.pages.addWidget(empty)
        layout.addWidget(self.pages, 1)
        self.note = label("", "small", wrap=True)
        self.note.setMargin(10)
        self.note.setToolTip(
            self.tr(
                "Inside these counties, where the layer shows nothing there is nothing. For all others it is unknown."
            )
        )
        layout.addWidget(self.note)
        document.changed.connect(self._on_changed)
        document.opened.connect(self.refresh)
        document.closed.connect(self.refresh)
        self.refresh()

    def _make_bar(self, actions: Actions) -> QWidget:
        holder = QWidget()
        bar = QHBoxLayout(holder)
        bar.setContentsMargins(8, 6, 8, 6)
        bar.setSpacing(2)
        self.kinds = QComboBox()
        self.kinds.setAccessibleName(self.tr("What is listed"))
        self.kinds.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.kinds.setMinimumContentsLength(6)
        self.kinds.setMaxVisibleItems(len(RecordKind) + 1)
        self.kinds.activated.connect(lambda _row: self._show_table())
        bar.addWidget(self.kinds, 1)
        add = tool_button(icon="plus", name=self.tr("Record"), size_px=18)
        add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(add)
        menu.addActions([actions[key] for key in RECORD_KEYS])
        add.setMenu(menu)
        bar.addWidget(add)
        self.buttons: dict[str, QToolButton] = {}
        for key, icon, name, act in (
            ("zoom", "scan", self.tr("Show on the map"), self._zoom),
            ("edit", "pencil", self.tr("Change"), self._edit),
            ("copy", "copy-plus", self.tr("Another one like this"), self._copy),
            ("remove", "trash-2", self.tr("Delete"), self._remove),
        ):
            plain = tool_button(icon=icon, name=name, size_px=18)
            plain.clicked.connect(lambda _checked=False, act=act: act())
            self.buttons[key] = plain
            bar.addWidget(plain)
        self._bar = holder
        return holder

    # -- lists ----------------------------------------------------------------------------------

    @property
    def shown_kind(self) -> RecordKind | None:
        """The kind that is listed; None for all."""
        value = self.kinds.currentData()
        return RecordKind(value) if value else None

    @property
    def table(self) -> RowTable:
        """The list that is shown."""
        return self._tables[self.shown_kind]

    def show_kind(self, kind: RecordKind | None) -> None:
        """List one kind, or all; a kind of which nothing is recorded yet leaves the list of all."""
        place = self.kinds.findData(kind.value if kind is not None else "")
        self.kinds.setCurrentIndex(max(place, 0))
        self._show_table()

    def refresh(self) -> None:
        """Show what the plan holds now."""
        document, shown = self._document, self.shown_kind
        by_kind = {}
        if document.is_open:
            by_kind = {kind: document.records_of(kind) for kind in document.recorded_layers()}
        self._rows = [row for rows in by_kind.values() for row in rows]
        self.kinds.clear()
        self.kinds.addItem(self.tr("Everything ({count})").format(count=len(self._rows)), "")
        for kind, rows in by_kind.items():
            text = self.tr("{kind} ({count})").format(kind=record_words.kind(kind), count=len(rows))
            self.kinds.addItem(theme.icon(record_words.ICONS[kind]), text, kind.value)
        self.kinds.setCurrentIndex(max(self.kinds.findData(shown.value if shown is not None else ""), 0))
        self._show_table()

    def _show_table(self) -> None:
        kind = self.shown_kind
        if kind not in self._tables:
            made = self._make_table(kind)
            self._tables[kind] = made
            self.pages.addWidget(made)
        self.table.set_rows([row for row in self._rows if kind is None or row.kind is kind])
        self.pages.setCurrentIndex(0)
        if self._rows:
            self.pages.setCurrentWidget(self.table)
        self._bar.setVisible(bool(self._rows))
        self._show_note(kind)
        self._refresh_buttons()

    def _show_note(self, kind: RecordKind | None) -> None:
        layer = self._document.recorded_layers().get(kind) if kind is not None and self._document.is_open else None
        self.note.setVisible(layer is not None)
        if layer is not None:
            counties = words.joined([self._document.short_county_name(code) for code in sorted(layer.speaks_for)])
            text = self.tr("Taken for complete in: {counties}. The layer's card changes that.")
            self.note.setText(text.format(counties=counties or self.tr("no county")))

    def _make_table(self, kind: RecordKind | None) -> RowTable:
        table = RowTable(self._columns(kind), self.tr("Recorded by hand"), key=lambda row: row.key)
        table.sort_by(0, Qt.SortOrder.AscendingOrder)
        table.selectionModel().selectionChanged.connect(lambda *_: self._on_selected(table))
        table.row_activated.connect(lambda row: self.edit_asked.emit(*row.key))
        for keys, act in ((QKeySequence("Del"), self._remove), (QKeySequence("F2"), self._edit)):
            shortcut = QShortcut(keys, table, context=Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)
        return table

    def _columns(self, kind: RecordKind | None) -> list[Column]:
        def county(row: RecordRow) -> str:
            names = [self._document.short_county_name(code) for code in row.county.split("|") if code]
            return words.joined(names) or self.tr("outside")

        name = Column(
            self.tr("Name"),
            lambda row: row.name,
            text=lambda row: row.name or self.tr("unnamed"),
            tip=lambda row: row.name,
            width_px=90,
            stretch=True,
        )
        where = Column(self.tr("County"), county, tip=county, width_px=72)
        last = [
            Column(
                self.tr("Longitude (°)"),
                lambda row: shapely.centroid(row.shape).x,
                text=lambda row: f"{shapely.centroid(row.shape).x:.6f}",
                is_number=True,
                width_px=90,
                is_extra=True,
            ),
            Column(
                self.tr("Latitude (°)"),
                lambda row: shapely.centroid(row.shape).y,
                text=lambda row: f"{shapely.centroid(row.shape).y:.6f}",
                is_number=True,
                width_px=86,
                is_extra=True,
            ),
            Column(self.tr("Recorded"), lambda row: row.recorded_at, text=_when, width_px=120, is_extra=True),
        ]
        if kind is None:
            what = Column(
                self.tr("What"),
                lambda row: record_words.kind(row.kind),
                icon=lambda row: theme.icon(record_words.ICONS[row.kind]),
                tip=lambda row: record_words.kind(row.kind),
                width_px=136,
            )
            return [what, name, where, *last]
        fields = [_field_column(one) for one in FORMS[kind].fields if one.name != "name"]
        return [name, where, *_size_columns(FORMS[kind].shape, self.tr("Length (m)"), self.tr("hm²")), *fields, *last]

    # -- choosing ---------------------------------------------------------------------------------

    @property
    def chosen(self) -> list[_Key]:
        """Layer and uid of the rows chosen."""
        return [row.key for row in self.table.selected_rows()]

    def choose(self, keys: Collection[_Key]) -> None:
        """Choose rows from outside; no signal is sent back."""
        listed = {row.key for row in self.table.rows_model.all_rows}
        if not set(keys) <= listed:
            self.show_kind(next((row.kind for row in self._rows if row.key in keys), None))
        self.table.select_keys(set(keys))
        self._refresh_buttons()

    def _on_selected(self, table: RowTable) -> None:
        self._refresh_buttons()
        if table is not self.table or not table.hasFocus():
            return
        keys = self.chosen
        if len(keys) == 1:
            self.record_chosen.emit(*keys[0])
        else:
            self.records_chosen.emit(keys)

    def _refresh_buttons(self) -> None:
        count = len(self.chosen)
        writes = not (self._document.is_open and self._document.is_read_only)
        for key, button in self.buttons.items():
            enough = count >= 1 if key == "remove" else count == 1
            why = "" if enough else self.tr("Select a record first")
            if enough and key != "zoom" and not writes:
                why = self.tr("This plan is open for reading only")
            button.setEnabled(not why)
            button.setToolTip(f"{button.accessibleName()}\n{why}".strip())

    def _one(self, act: Callable[[str, str], None]) -> None:
        keys = self.chosen
        if len(keys) == 1:
            act(*keys[0])

    def _zoom(self) -> None:
        self._one(self.record_zoomed.emit)

    def _edit(self) -> None:
        self._one(self.edit_asked.emit)

    def _copy(self) -> None:
        self._one(self.copy_asked.emit)

    def _remove(self) -> None:
        if self.chosen and not self._document.is_read_only:
            self.removal_asked.emit(self.chosen)

    def _on_changed(self, change: Change) -> None:
        if change.touches("layer") and not change.is_look:
            self.refresh()


def _field_column(one: FormField) -> Column:
    def value(row: RecordRow) -> Any:
        found = row.values[one.name]
        if one.kind is FieldKind.YES:
            return "✓" if found is True else ""
        return found

    def text(row: RecordRow) -> str:
        found = value(row)
        if one.kind is FieldKind.NUMBER:
            return words.UNKNOWN_SIGN if math.isnan(found) else f"{found:.10g}"
        return str(found)

    is_number = one.kind is FieldKind.NUMBER
    return Column(
        record_words.field(one.word), value, text=text, tip=text, is_number=is_number, width_px=84, is_extra=True
    )


def _size_columns(shape: Shape, length: str, area: str) -> list[Column]:
    if shape is Shape.POINT:
        return []
    title = length if shape is Shape.LINE else area
    decimals = 0 if shape is Shape.LINE else 1

    def measure(one: shapely.Geometry) -> float:
        return geodesic_length_m(one) if shape is Shape.LINE else geodesic_area_m2(one) * HA_PER_M2

    return [
        Column(
            title,
            lambda row: measure(row.shape),
            text=lambda row: words.number(measure(row.shape), decimals),
            is_number=True,
            width_px=80,
        )
    ]


def _when(row: RecordRow) -> str:
    """Return when a record was made or changed last, in the clock of this machine."""
    try:
        return datetime.fromisoformat(row.recorded_at).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return row.recorded_at
