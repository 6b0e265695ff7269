"""The attribute table below the map: one layer's features as rows, found, sorted, chosen, copied."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app import theme, words
from app.attribute_columns import DERIVED_TABLES, LayerTable
from app.attribute_edits import CellEdits
from app.document import Change, Document
from app.jobs import Jobs
from app.tasks.tabling import Arrangement, TableTask
from app.widgets.attribute_view import AttributeView, spreadsheet
from app.widgets.basics import label, line, tool_button
from layers.errors import LianfangError
from layers.kinds import Shape

#: Typing that rests this long is looked for.
_PAUSE_MS = 120
_VIEW_PAUSE_MS = 200
#: With more rows, copying all of them would keep the window waiting.
MOST_COPIED = 50_000


class AttributeTablePanel(QWidget):
    """A line of controls, what could not be read, and the grid."""

    chosen_changed = Signal(str, list)  # layer, features in the order shown
    zoom_asked = Signal(str, list)
    export_asked = Signal()
    closed = Signal()
    left = Signal()  # Esc: the map has the keyboard
    failed = Signal(object)
    refused = Signal(object)  # an edit that the plan did not take

    def __init__(self, document: Document, jobs: Jobs, edits: CellEdits) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Attribute table"))
        self.setProperty("kind", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumHeight(96)
        self._document = document
        self.layer = ""
        self._wanted = ""  # a layer that is being read
        self._area: shapely.Geometry | None = None
        self._map_choice: list[str] = []
        self._map_features: list[tuple[str, str]] = []
        self._only: frozenset[str] | None = None
        self._sort: tuple[str, bool] = ("", False)
        self._is_fresh = False
        self.task = TableTask(document, jobs, self)
        self.task.read.connect(self._on_read)
        self.task.measured.connect(self._on_measured)
        self.task.arranged.connect(self._on_arranged)
        self.task.refused.connect(self._on_refused)
        self.task.failed.connect(self.failed.emit)
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._soon.timeout.connect(self.arrange)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(line())
        column.addLayout(self._bar())
        self.complaint = label("", "warning", wrap=True)
        self.complaint.setContentsMargins(10, 0, 10, 4)
        self.complaint.hide()
        column.addWidget(self.complaint)
        self.view = AttributeView(edits, self.tr("Features of the layer"))
        self.view.attributes.sort_wanted.connect(self._on_sort)
        self.view.attributes.refused = self.refused.emit
        self.view.chosen_changed.connect(self._on_chosen)
        self.view.left.connect(self.left.emit)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._menu)
        column.addWidget(self.view, 1)
        self._add_keys()
        document.changed.connect(self._on_changed)
        document.closed.connect(self.close_table)

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 4, 4, 4)
        bar.setSpacing(4)
        self.layers_box = QComboBox()
        self.layers_box.setAccessibleName(self.tr("Layer of the table"))
        self.layers_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.layers_box.setMinimumWidth(90)
        self.layers_box.setMaximumWidth(220)
        self.layers_box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.layers_box.activated.connect(lambda _place: self.show_layer(str(self.layers_box.currentData())))
        bar.addWidget(self.layers_box)
        self.field = QLineEdit()
        self.field.setAccessibleName(self.tr("Find rows"))
        self.field.setPlaceholderText(self.tr("Text in any column, or a condition: people > 500 and name contains …"))
        self.field.setClearButtonEnabled(True)
        self.field.setMinimumWidth(110)
        self.field.textChanged.connect(lambda _text: self._soon.start())
        self.field.returnPressed.connect(self._go_to_rows)
        self.field.installEventFilter(self)
        self.field.setToolTip(
            self.tr(
                "Any text, or conditions on columns:\n"
                "people > 500\n"
                "name contains 沟 and not kind = village\n"
                "phone is unknown\n"
                "Signs: = != < <= > >=, words: and, or, not, contains, is unknown, is known, and brackets. "
                "An unknown value meets neither a condition nor its opposite."
            )
        )
        bar.addWidget(self.field, 1)
        self.in_view = self._toggle("scan", self.tr("Only what is in view (Ctrl+F6)"), self._on_in_view)
        self.selected = self._toggle("check", self.tr("Only what is selected (Shift+F6)"), self._on_selected)
        bar.addWidget(self.in_view)
        bar.addWidget(self.selected)
        self.count = label("", "small")
        self.count.setMinimumWidth(1)
        bar.addSpacing(4)
        bar.addWidget(self.count)
        bar.addSpacing(4)
        for icon, name, act in (
            ("zoom-in", self.tr("Show the selected rows on the map"), self.zoom),
            ("copy", self.tr("Copy to a spreadsheet (Ctrl+C): the selected rows, or all that are shown"), self.copy),
            ("file-output", self.tr("Save the rows shown as a spreadsheet…"), self.export_asked.emit),
            ("x", self.tr("Close the table (F6)"), self.close_table),
        ):
            made = tool_button(icon=icon, name=name, size_px=16)
            made.clicked.connect(lambda _checked=False, act=act: act())
            bar.addWidget(made)
        return bar

    def _toggle(self, icon: str, name: str, slot: Callable[[bool], None]) -> QToolButton:
        made = tool_button(icon=icon, name=name, size_px=16)
        made.setCheckable(True)
        made.toggled.connect(slot)
        return made

    def _add_keys(self) -> None:
        for keys, act in (
            (QKeySequence.StandardKey.Copy, self.copy),
            (QKeySequence.StandardKey.Find, self.focus_filter),
        ):
            made = QShortcut(QKeySequence(keys), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(act)

    # -- which layer --------------------------------------------------------------------------

    @property
    def table(self) -> LayerTable | None:
        """What is shown; None while nothing is."""
        return self.view.attributes.table

    @property
    def rows(self) -> NDArray[np.intp]:
        """Return the rows of the table that are shown, in their order."""
        return self.view.attributes.rows

    def show_layer(self, layer: str) -> None:
        """Show a layer's features; the table comes when it is read."""
        is_other = layer != self.layer
        self._fill_layers(layer)
        self._wanted = layer
        if is_other:
            self._is_fresh = True
            self._sort = ("", False)
            self.field.blockSignals(True)
            self.field.clear()
            self.field.blockSignals(False)
            self.complaint.hide()
            self.count.setText(self.tr("Reading…"))
        is_derived = layer in DERIVED_TABLES
        self.task.start(layer, words.derived(layer) if is_derived else words.layer_title(self._document.layer(layer)))

    def _fill_layers(self, chosen: str) -> None:
        self.layers_box.clear()
        for uid in DERIVED_TABLES:
            self.layers_box.addItem(words.derived(uid), uid)
        for record in self._document.layers():
            if record.table and record.shape is not Shape.RASTER:
                self.layers_box.addItem(words.layer_title(record), record.uid)
        self.layers_box.setCurrentIndex(self.layers_box.findData(chosen))

    def close_table(self) -> None:
        """Let go of the table and be gone."""
        self.task.stop()
        self.layer = self._wanted = ""
        self.view.show_table(None, np.empty(0, dtype=np.intp))
        self.in_view.setChecked(False)
        self.selected.setChecked(False)
        self.closed.emit()

    def _on_read(self, table: LayerTable) -> None:
        is_other = self._is_fresh or self.table is None or table.headings != self.table.headings
        self.layer, self._is_fresh = table.layer, False
        if is_other:
            self.view.show_table(table, np.arange(len(table)))
            self.choose(self._map_features)
        else:
            self.view.renew(table)
        self.arrange()

    def _on_measured(self, table: LayerTable) -> None:
        self.view.attributes.replace_values(table)
        if self._sort[0].startswith("_"):
            self.arrange()

    # -- which rows ---------------------------------------------------------------------------

    def arrange(self) -> None:
        """Find and order the rows that are wanted."""
        self._soon.stop()
        if self.table is not None:
            area = self._area if self.in_view.isChecked() else None
            wish = Arrangement(self.field.text(), area, self._only, *self._sort)
            self.task.arrange(self.table, wish)

    def set_view_area(self, area: shapely.Geometry) -> None:
        """Take what the map shows now, EPSG:4490."""
        self._area = area
        if self.in_view.isChecked() and self.isVisible():
            self._soon.start(_VIEW_PAUSE_MS)

    def _on_in_view(self, _on: bool) -> None:
        self.arrange()

    def _on_selected(self, on: bool) -> None:
        is_shown = self._wanted in ("", self.layer)  # else its table is still on its way
        chosen = (self.view.chosen_uids() if is_shown else []) or self._map_choice
        self._only = frozenset(chosen) if on else None
        self.arrange()

    def _on_sort(self, column: int, is_descending: bool) -> None:
        if self.table is None:
            return
        self._sort = (self.table.fields[column].key if column >= 0 else "", is_descending)
        self.arrange()

    def _on_arranged(self, rows: NDArray[np.intp]) -> None:
        self.complaint.hide()
        self.view.show_rows(rows)
        self._say_count()

    def _on_refused(self, error: LianfangError) -> None:
        """Say what of the condition is not understood; the rows stay as they were."""
        part, near = str(error.facts.get("part", "")), str(error.facts.get("near", ""))
        texts = {
            "no_column": self.tr("There is no column “{part}”."),
            "no_value": self.tr("A value is missing after “{part}”."),
            "no_sign": self.tr("A sign such as = or > is missing at “{part}”."),
            "not_a_number": self.tr("“{part}” is not a number."),
            "not_a_date": self.tr("“{part}” is not a date; write 2026-05-01."),
            "not_yes_no": self.tr("“{part}” is neither yes nor no."),
            "no_order": self.tr("Yes and no can only be compared with = or !=, not “{part}”."),
            "bracket": self.tr("A bracket has no partner: “{part}”."),
            "left_over": self.tr("“{part}” is not understood here."),
        }
        text = texts[str(error.facts["reason"])].format(part=part)
        if near:
            text = f"{text} {self.tr('Is “{near}” meant?').format(near=near)}"
        self.complaint.setText(text)
        self.complaint.show()

    def _say_count(self) -> None:
        table = self.table
        if table is None:
            self.count.setText("")
            return
        shown, everything, chosen = len(self.rows), len(table), len(self.view.chosen_places())
        if shown == everything:
            text = self.tr("{count} rows").format(count=words.number(everything))
        else:
            text = self.tr("{shown} of {count} rows").format(shown=words.number(shown), count=words.number(everything))
        if chosen:
            text = f"{text} · {self.tr('{count} selected').format(count=words.number(chosen))}"
        self.count.setText(text)

    # -- choosing -----------------------------------------------------------------------------

    def choose(self, features: Sequence[tuple[str, str]]) -> None:
        """Choose what is chosen on the map; features of other layers are none of ours."""
        self._map_features = list(features)
        self._map_choice = [uid for layer, uid in features if layer == (self._wanted or self.layer)]
        if self.selected.isChecked() and frozenset(self._map_choice) != self._only:
            self._only = frozenset(self._map_choice)
            self.arrange()
        is_shown = self.table is not None and self._wanted in ("", self.layer)
        if is_shown and sorted(self.view.chosen_uids()) != sorted(self._map_choice):
            self.view.choose(self._map_choice)
            self._say_count()

    def _on_chosen(self) -> None:
        self._map_choice = self.view.chosen_uids()
        self._say_count()
        self.chosen_changed.emit(self.layer, self._map_choice)

    def zoom(self) -> None:
        """Show the rows chosen on the map, or all that are shown."""
        chosen = self.view.chosen_uids()
        if not chosen and self.table is not None:
            chosen = [str(uid) for uid in self.table.uids[self.rows]]
        if chosen:
            self.zoom_asked.emit(self.layer, chosen)

    # -- keyboard and copying -----------------------------------------------------------------

    def focus_filter(self) -> None:
        """Type what to find."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc in the field takes the text away, and then gives the keyboard back to the rows."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            if self.field.text():
                self.field.clear()
            else:
                self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        return False

    def _go_to_rows(self) -> None:
        self.arrange()
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if len(self.rows) and not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.view.attributes.index(0, 0))

    def rows_to_take(self) -> NDArray[np.intp]:
        """Return the rows chosen, all that are shown when none is."""
        places = self.view.chosen_places()
        return self.rows[places] if len(places) else self.rows

    def columns_shown(self) -> list[int]:
        """Return the columns from left to right as they were moved."""
        head = self.view.horizontalHeader()
        return [head.logicalIndex(place) for place in range(head.count())]

    def copy(self) -> None:
        """Put rows with their headings on the clipboard as a spreadsheet takes them."""
        if self.table is None:
            return
        rows = self.rows_to_take()
        if len(rows) > MOST_COPIED:
            self.complaint.setText(
                self.tr("More than {count} rows are too many for the clipboard; save them as a spreadsheet.").format(
                    count=words.number(MOST_COPIED)
                )
            )
            self.complaint.show()
            return
        QGuiApplication.clipboard().setMimeData(spreadsheet(self.table, rows, self.columns_shown()))

    def _menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        entries: Mapping[str, tuple[str, object]] = {
            self.tr("Show on the map"): ("scan", self.zoom),
            self.tr("Copy to a spreadsheet"): ("copy", self.copy),
            self.tr("Find rows with this value"): ("list-filter", self.find_like_current),
        }
        for text, (icon, act) in entries.items():
            entry = QAction(theme.icon(icon), text, menu)
            entry.triggered.connect(lambda _checked=False, act=act: act())  # type: ignore[operator]
            menu.addAction(entry)
        menu.popup(self.view.viewport().mapToGlobal(at))

    def find_like_current(self) -> None:
        """Find the rows that hold what the cell in hand holds."""
        index = self.view.currentIndex()
        if self.table is None or not index.isValid():
            return
        field = self.table.fields[index.column()]
        value = field.exact(int(self.rows[index.row()]))
        if value is None:
            text = self.tr("unknown")
            self.field.setText(f"{field.heading} = {text}")
        elif isinstance(value, str):
            self.field.setText(f'{field.heading} = "{value}"')
        else:
            is_written = not isinstance(value, int | float)  # a date as it reads, a figure with all its digits
            text = field.text(int(self.rows[index.row()])) if is_written else str(value)
            self.field.setText(f"{field.heading} = {text}")

    # -- the plan -----------------------------------------------------------------------------

    def _on_changed(self, change: Change) -> None:
        layer = self._wanted
        if not layer or change.is_look:
            return
        if layer in DERIVED_TABLES:
            if change.touches(*DERIVED_TABLES[layer]):
                self.show_layer(layer)
        elif change.touches("layer"):
            if layer in {record.uid for record in self._document.layers()}:
                self.show_layer(layer)
            else:
                self.close_table()
