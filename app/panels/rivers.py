"""Rivers at the line: problems of their network, standards, sections, banks, the legal band, basins, low land."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.actions import Actions
from app.river_rows import LISTS, SETTLED_BY_DIRECTION, RiverRows
from app.widgets.basics import EmptyState, button, label
from app.widgets.table import RowTable


class RiversPanel(QWidget):
    """One list at a time, and below it what the row chosen says."""

    row_chosen = Signal(str, object)  # list, row or None
    list_chosen = Signal(str)
    direction_given = Signal(object, bool)  # row, True: the water comes from the first end of its shape
    exposed_wanted = Signal()
    export_asked = Signal()
    on_map = Signal(bool)

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Rivers at the line"))
        self._words: RiverRows | None = None
        self._rows: Mapping[str, Sequence[Mapping[str, Any]]] = {}
        self.tables: dict[str, RowTable] = {}
        self._can_edit = True
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.pages = QStackedWidget()
        self.waiting = EmptyState("waves", self.tr("Following the rivers…"))
        self.empty = EmptyState(
            "waves",
            self.tr(
                "Where rivers cross or follow the county lines, which way they run, and what is wrong with their "
                "network is listed here. Add river lines first."
            ),
            actions["add_layers"],
        )
        self._body = QWidget()
        for page in (self.empty, self.waiting, self._body):
            self.pages.addWidget(page)
        layout.addWidget(self.pages, 1)
        self._build_body()

    def _build_body(self) -> None:
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(8, 0, 8, 6)
        self.choice = QComboBox()
        self.choice.setAccessibleName(self.tr("Which list of rivers"))
        self.choice.currentIndexChanged.connect(self._on_choice)
        head.addWidget(self.choice, 1)
        self.map_box = QCheckBox(self.tr("On the map"))
        self.map_box.setToolTip(self.tr("Sections, banks, mismatches, departures and the legal band over the map"))
        self.map_box.setChecked(True)
        self.map_box.toggled.connect(self.on_map.emit)
        head.addWidget(self.map_box)
        column.addLayout(head)
        self.lists = QStackedWidget()
        column.addWidget(self.lists, 1)
        self.nothing = EmptyState("circle-check", self.tr("Nothing of this kind."))
        self.lists.addWidget(self.nothing)
        self.not_screened = QWidget()
        ask = QVBoxLayout(self.not_screened)
        ask.setContentsMargins(16, 24, 16, 16)
        ask.setSpacing(12)
        said = self.tr(
            "Land a few metres above the rivers, by county, and who lives there. It is a screening map: no discharge, "
            "no levee, no backwater."
        )
        ask.addWidget(label(said, "muted", wrap=True))
        self.screen_button = button(self.tr("Screen the low land"), self.exposed_wanted.emit, kind="primary")
        ask.addWidget(self.screen_button)
        ask.addStretch(1)
        self.lists.addWidget(self.not_screened)
        self._build_detail(column)
        foot = QHBoxLayout()
        foot.setContentsMargins(10, 4, 10, 8)
        foot.addWidget(button(self.tr("Save the lists…"), self.export_asked.emit, kind="link"))
        foot.addStretch(1)
        column.addLayout(foot)

    def _build_detail(self, column: QVBoxLayout) -> None:
        self.detail = QFrame()
        self.detail.setProperty("kind", "panel")
        inner = QVBoxLayout(self.detail)
        inner.setContentsMargins(12, 8, 12, 8)
        inner.setSpacing(6)
        self.said = label("", wrap=True, selectable=True)
        inner.addWidget(self.said)
        self.direction = QWidget()
        row = QHBoxLayout(self.direction)
        row.setContentsMargins(0, 0, 0, 0)
        self.from_first = button("", lambda: self._give(True))
        self.from_last = button("", lambda: self._give(False))
        for one in (self.from_first, self.from_last):
            one.setToolTip(self.tr("Kept with the plan; Ctrl+Z takes it back"))
            row.addWidget(one)
        row.addStretch(1)
        inner.addWidget(self.direction)
        self.detail.hide()
        column.addWidget(self.detail)

    # -- contents -----------------------------------------------------------------------------

    def show_waiting(self) -> None:
        """Work is under way; what is listed stays meanwhile."""
        if not self._rows:
            self.pages.setCurrentWidget(self.waiting)

    def show_nothing(self) -> None:
        """There is no plan, no county or no river."""
        self._rows = {}
        self.pages.setCurrentWidget(self.empty)
        self.detail.hide()

    def show_rows(
        self, rows: Mapping[str, Sequence[Mapping[str, Any]]], said: RiverRows, *, can_edit: bool = True
    ) -> None:
        """Show all lists; ``exposed`` may be missing."""
        self._rows, self._words, self._can_edit = rows, said, can_edit
        kept = self.front
        self.choice.blockSignals(True)
        self.choice.clear()
        for name in LISTS:
            title = said.terms[f"river_sheet.{name}"]
            self.choice.addItem(f"{title} ({_count(name, rows[name])})" if name in rows else title, name)
        self.choice.setCurrentIndex(max(self.choice.findData(kept), 0))
        self.choice.blockSignals(False)
        for name, listed in rows.items():
            table = self.tables.get(name)
            if table is None:
                table = RowTable(said.columns(name), said.terms[f"river_sheet.{name}"], key=lambda row: row["key"])
                table.row_selected.connect(self._on_row)
                self.tables[name] = table
                self.lists.addWidget(table)
            table.set_rows(listed)
        self.pages.setCurrentWidget(self._body)
        self._show_list()

    @property
    def front(self) -> str:
        """The list in front."""
        return str(self.choice.currentData() or LISTS[0])

    def show_list(self, name: str) -> None:
        """Bring a list forward."""
        self.choice.setCurrentIndex(max(self.choice.findData(name), 0))

    @property
    def chosen(self) -> Mapping[str, Any] | None:
        """The row chosen, or None."""
        table = self.tables.get(self.front)
        rows = table.selected_rows() if table is not None and self._rows.get(self.front) else []
        return rows[0] if len(rows) == 1 else None

    def _on_choice(self, _place: int) -> None:
        self._show_list()
        self.list_chosen.emit(self.front)

    def _show_list(self) -> None:
        name = self.front
        if name not in self._rows:
            self.lists.setCurrentWidget(self.not_screened)
        elif not self._rows[name]:
            self.lists.setCurrentWidget(self.nothing)
        else:
            self.lists.setCurrentWidget(self.tables[name])
        self._show_detail()

    def _on_row(self, row: Any) -> None:
        self._show_detail()
        self.row_chosen.emit(self.front, row)

    def _show_detail(self) -> None:
        row, said = self.chosen, self._words
        self.detail.setVisible(row is not None)
        if row is None or said is None:
            return
        self.said.setText(said.text(row))
        settles = row["list"] == "problems" and row["problem"] in SETTLED_BY_DIRECTION and "ends" in row
        self.direction.setVisible(settles)
        if settles:
            for one, text in zip((self.from_first, self.from_last), self._ends(row["ends"]), strict=True):
                one.setText(text)
                one.setEnabled(self._can_edit)

    def _ends(self, ends: tuple[tuple[float, float], tuple[float, float]]) -> tuple[str, str]:
        """Return what the two buttons say, by where the ends lie to each other."""
        (x0, y0), (x1, y1) = ends
        if abs(x1 - x0) >= abs(y1 - y0):
            west, east = self.tr("It comes from the west"), self.tr("It comes from the east")
            return (west, east) if x0 <= x1 else (east, west)
        south, north = self.tr("It comes from the south"), self.tr("It comes from the north")
        return (south, north) if y0 <= y1 else (north, south)

    def _give(self, from_first: bool) -> None:
        row = self.chosen
        if row is not None:
            self.direction_given.emit(row, from_first)


def _count(name: str, rows: Sequence[Mapping[str, Any]]) -> str:
    """Return how many rows a list has; of standards how many do not match, out of all that are compared."""
    if name != "standards":
        return str(len(rows))
    return f"{sum(row['severity'] in ('orange', 'yellow') for row in rows)}/{len(rows)}"
