"""The card of the blocks: how they are made, and what those chosen come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app import words
from app.cards.base import MapCard
from app.theme import row_px
from app.widgets.basics import button, label, line, repolish, tool_button
from app.widgets.table import Column, RowTable
from layers.kinds import Role
from layers.patrol.block_model import BORDERS, ZONES, BlockParameters

_MOST_CLASSES = 5
_MOST_TIMES = 5


@dataclass(frozen=True)
class BlockTimeRow:
    """One block in the table of times; the texts say what the numbers cannot: beyond the limit, nothing burns."""

    uid: str
    number: int
    area_ha: float
    first_min: float
    first: str
    median_min: float
    median: str


class BlocksCard(MapCard):
    """Making above, choosing below."""

    make_asked = Signal(object)  # BlockParameters
    remove_asked = Signal()
    export_asked = Signal()
    clear_asked = Signal()
    new_area_asked = Signal()
    add_asked = Signal()
    take_asked = Signal()
    times_asked = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, self.tr("Blocks"), width_px=328, has_copy=False)
        self._parameters = BlockParameters()
        self._has_blocks = False
        self._is_ready = False  # it is known what the plan has to divide with
        self._is_busy = False
        self._build_state()
        self._build_making()
        self._build_choosing()
        self.show_state(0, is_stale=False)

    # -- building -----------------------------------------------------------------------------

    def _build_state(self) -> None:
        row = QHBoxLayout()
        self.state = label("", wrap=True)
        row.addWidget(self.state, 1)
        self.export = tool_button(icon="file-output", name=self.tr("Export blocks…"), size_px=16)
        self.export.clicked.connect(self.export_asked.emit)
        row.addWidget(self.export)
        self.again = button(self.tr("Make again…"), lambda: self.show_making(self.making.isHidden()))
        self.again.setToolTip(self.tr("Choose what divides and how small a block may be"))
        row.addWidget(self.again)
        self.body.addLayout(row)

    def _build_making(self) -> None:
        self.making = QWidget()
        column = QVBoxLayout(self.making)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(label(self.tr("What divides the land"), "small"))
        names = {
            "roads": self.tr("Roads"),
            "rivers": self.tr("Rivers and lake shores"),
            "ridges": self.tr("Ridges, from terrain"),
            "firebreaks": self.tr("Fuel breaks"),
            "county_lines": self.tr("County lines"),
        }
        self.lines = {key: QCheckBox(name) for key, name in names.items()}
        self.lines["county_lines"].setToolTip(
            self.tr("Each block then lies in one county; county lines themselves are never moved")
        )
        for key, box in self.lines.items():
            column.addWidget(box)
            if key == "roads":
                self.classes = QListWidget()
                self.classes.setAccessibleName(self.tr("Road classes"))
                column.addWidget(self.classes)
        self.lines["roads"].toggled.connect(self.classes.setEnabled)
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        self.around = QComboBox()
        self.around.setAccessibleName(self.tr("Where"))
        self.around.addItem(self.tr("Near county lines"), BORDERS)
        self.around.addItem(self.tr("Near shared zones"), ZONES)
        self.around.currentIndexChanged.connect(lambda _row: self._show_width())
        self.band = self._number(0.1, 50.0, 0.5, " km", 1)
        self.margin = self._number(0.0, 20.0, 0.1, " km", 1)
        self.least = self._number(0.0, 10_000.0, 10.0, " hm²", 0)
        self.least.setToolTip(self.tr("Smaller pieces join the neighbour with the longest common line"))
        self.snap = self._number(0.0, 500.0, 10.0, " m", 0)
        self.snap.setToolTip(
            self.tr("A line that ends this close to another is led on to it; lines stay where they are")
        )
        least, snap = label(self.tr("Least size")), label(self.tr("Close gaps up to"))
        least.setBuddy(self.least)
        snap.setBuddy(self.snap)
        grid.addWidget(self.around, 0, 0)
        for width in (self.band, self.margin):
            width.setAccessibleName(self.tr("Width"))
            grid.addWidget(width, 0, 1)
        for place, (named, value) in enumerate(((least, self.least), (snap, self.snap)), start=1):
            value.setAccessibleName(named.text())
            grid.addWidget(named, place, 0)
            grid.addWidget(value, place, 1)
        column.addLayout(grid)
        row = QHBoxLayout()
        self.remove = button(self.tr("Remove blocks"), self.remove_asked.emit)
        row.addWidget(self.remove)
        row.addStretch(1)
        self.make = button(self.tr("Make blocks"), self._make, kind="primary")
        row.addWidget(self.make)
        column.addLayout(row)
        self.body.addWidget(self.making)

    def _build_choosing(self) -> None:
        self.choosing = QWidget()
        column = QVBoxLayout(self.choosing)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(line())
        self.sum = label("", wrap=True, selectable=True)
        column.addWidget(self.sum)
        self.warning = label("", "warning", wrap=True)
        column.addWidget(self.warning)
        self.times = button(self.tr("Minutes to the line"), self.times_asked.emit, icon="hourglass")
        self.times.setToolTip(
            self.tr("How soon a fire in each block is in another county, in the weather of the plan's fires")
        )
        column.addWidget(self.times)
        self.table = RowTable(
            [
                Column(self.tr("Block"), lambda row: row.number, is_number=True, width_px=48),
                Column(
                    "hm²",
                    lambda row: row.area_ha,
                    text=lambda row: words.number(row.area_ha),
                    is_number=True,
                    width_px=64,
                ),
                Column(
                    self.tr("First, min"),
                    lambda row: row.first_min,
                    text=lambda row: row.first,
                    is_number=True,
                    width_px=84,
                    title_tip=self.tr("From the quickest cell of the block that burns"),
                ),
                Column(
                    self.tr("Median, min"),
                    lambda row: row.median_min,
                    text=lambda row: row.median,
                    is_number=True,
                    width_px=84,
                    stretch=True,
                    title_tip=self.tr("From the middle one of its cells that burn"),
                ),
            ],
            self.tr("Minutes to the line by block"),
            key=lambda row: row.uid,
        )
        self.table.hide()
        column.addWidget(self.table)
        row = QHBoxLayout()
        self.add = button(self.tr("Add to area"), self.add_asked.emit)
        self.take = button(self.tr("Take away"), self.take_asked.emit)
        self.clear = button(self.tr("Let go"), self.clear_asked.emit)
        self.clear.setToolTip(self.tr("Let all blocks go (Esc)"))
        for one in (self.add, self.take, self.clear):
            row.addWidget(one)
        column.addLayout(row)
        self.new_area = button(self.tr("Make patrol area"), self.new_area_asked.emit, kind="primary")
        self.new_area.setToolTip(self.tr("Make patrol area (Enter or right click on the map)"))
        column.addWidget(self.new_area)
        self.body.addWidget(self.choosing)

    def _show_width(self) -> None:
        is_zones = self.around.currentData() == ZONES
        self.band.setVisible(not is_zones)
        self.margin.setVisible(is_zones)

    def place(self) -> None:
        """Take the corner; the two halves say first how high they are, for they lie in widgets of their own."""
        for half in (self.making, self.choosing):
            layout = half.layout()
            if layout is not None:
                layout.invalidate()
                layout.activate()
        super().place()

    def _number(self, low: float, high: float, step: float, suffix: str, decimals: int) -> QDoubleSpinBox:
        made = QDoubleSpinBox()
        made.setDecimals(decimals)
        made.setRange(low, high)
        made.setSingleStep(step)
        made.setSuffix(suffix)
        made.setMinimumWidth(96)
        return made

    # -- showing ------------------------------------------------------------------------------

    def show_state(self, count: int, *, is_stale: bool) -> None:
        """Say how many blocks there are, and whether they are out of date."""
        self._has_blocks = count > 0
        text = self.tr("%n block(s)", "", count) if count else self.tr("The plan has no blocks yet.")
        self.state.setText(text + (self.tr(" · out of date") if count and is_stale else ""))
        self.state.setProperty("kind", "warning" if count and is_stale else "")
        self.state.setToolTip(self.tr("Layers have changed since the blocks were made") if is_stale else "")
        repolish(self.state)
        self.again.setVisible(self._has_blocks)
        self.export.setVisible(self._has_blocks)
        self.remove.setVisible(self._has_blocks)
        self.show_making(not self._has_blocks)

    def show_making(self, shown: bool) -> None:
        """Show the choices of making, or the sum of the blocks chosen."""
        self.making.setVisible(shown or not self._has_blocks)
        self.choosing.setVisible(self._has_blocks and not shown)
        self.again.setText(self.tr("Back") if shown else self.tr("Make again…"))
        self.place()

    def show_busy(self, busy: bool) -> None:
        """While blocks are made they cannot be made again."""
        self._is_busy = busy
        self.make.setEnabled(self._is_ready and not busy)
        self.make.setText(self.tr("Making…") if busy else self.tr("Make blocks"))
        self.remove.setEnabled(not busy)

    def show_parameters(
        self, parameters: BlockParameters, lines: Mapping[Role, int], road_classes: Sequence[str], *, has_zones: bool
    ) -> None:
        """Show the choices as they are; what the plan has no lines for is off, and says so."""
        self._parameters, self._is_ready = parameters, True
        self.show_busy(self._is_busy)
        counts = {
            "roads": lines.get(Role.ROAD, 0),
            "rivers": lines.get(Role.RIVER, 0) + lines.get(Role.LAKE, 0),
            "ridges": lines.get(Role.TERRAIN, 0),
            "firebreaks": lines.get(Role.FIREBREAK, 0),
            "county_lines": 1,
        }
        for key, box in self.lines.items():
            box.setEnabled(counts[key] > 0)
            box.setChecked(getattr(parameters, key) and counts[key] > 0)
            if key != "county_lines":
                box.setToolTip("" if counts[key] else self.tr("The plan has no such layer"))
        self.classes.clear()
        for name in road_classes:
            item = QListWidgetItem(name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            is_on = parameters.road_classes is None or name in parameters.road_classes
            item.setCheckState(Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked)
            self.classes.addItem(item)
        self.classes.setVisible(len(road_classes) > 1)
        self.classes.setEnabled(self.lines["roads"].isChecked())
        self.classes.setFixedHeight(min(len(road_classes), _MOST_CLASSES) * row_px() + 6)
        self.around.setEnabled(has_zones)
        self.around.setToolTip("" if has_zones else self.tr("Derive the zones first"))
        self.around.setCurrentIndex(self.around.findData(parameters.around if has_zones else BORDERS))
        self._show_width()
        self.band.setValue(parameters.band_m / 1000.0)
        self.margin.setValue(parameters.zone_margin_m / 1000.0)
        self.least.setValue(parameters.least_ha)
        self.snap.setValue(parameters.snap_m)
        self.place()

    @property
    def parameters(self) -> BlockParameters:
        """What is chosen for the making; a kind of line the plan has none of keeps what it was."""
        items = [self.classes.item(row) for row in range(self.classes.count())]
        ticked = tuple(item.text() for item in items if item.checkState() is Qt.CheckState.Checked)
        switched: dict[str, Any] = {
            key: box.isChecked() if box.isEnabled() else getattr(self._parameters, key)
            for key, box in self.lines.items()
        }
        return replace(
            self._parameters,
            **switched,
            road_classes=None if len(ticked) == len(items) else ticked,
            around=str(self.around.currentData()),
            band_m=self.band.value() * 1000.0,
            zone_margin_m=self.margin.value() * 1000.0,
            least_ha=self.least.value(),
            snap_m=self.snap.value(),
        )

    def show_sum(self, text: str, warnings: Sequence[str], *, count: int, area_name: str) -> None:
        """Say what the blocks chosen come to, and which area they can be added to or taken from."""
        self.sum.setText(text)
        self.warning.setText("\n".join(warnings))
        self.warning.setVisible(bool(warnings))
        for one in (self.clear, self.new_area):
            one.setEnabled(count > 0)
        for one in (self.add, self.take):
            one.setEnabled(count > 0 and bool(area_name))
            one.setToolTip(area_name or self.tr("Choose one patrol area in the list first"))
        self.place()

    def show_times(self, rows: Sequence[BlockTimeRow]) -> None:
        """Show minutes to the line of the blocks chosen; nothing hides the table."""
        self.table.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.table.setFixedHeight((min(len(rows), _MOST_TIMES) + 1) * row_px() + 4)
        self.place()

    def show_timing(self, running: bool) -> None:
        """While they are worked out they cannot be asked for again."""
        self.times.setEnabled(not running)
        self.times.setText(self.tr("Running…") if running else self.tr("Minutes to the line"))

    def _make(self) -> None:
        self.make_asked.emit(self.parameters)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter makes; Esc closes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.making.isVisible() and self.make.isEnabled():
            self._make()
        super().keyPressEvent(event)
