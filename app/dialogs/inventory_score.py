"""How complete and how old the inventory is, county by county and holder by holder, with the parts of the score."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from app import inventory_words as said
from app import theme, words
from app.widgets.basics import button, label
from app.widgets.table import Column, RowTable
from layers.inventory import scoring
from layers.inventory.model import InventorySettings
from layers.inventory.scoring import Score
from layers.inventory.view import Inventory

#: Completeness below this is drawn in the colour of a warning.
_POOR = 0.7


@dataclass(frozen=True)
class ScoreRow:
    """A county, or one holder of it."""

    county: str
    holder: str
    score: Score
    is_partial: bool = False


class ScorePage(QWidget):
    """Two tables; a double click lists the rows behind a score."""

    settings_changed = Signal(object)  # InventorySettings
    rows_asked = Signal(str, str)  # county, holder

    def __init__(self, county_name: Callable[[str], str]) -> None:
        super().__init__()
        self._county_name = county_name
        self._inventory = Inventory()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(6)
        row = QHBoxLayout()
        row.addWidget(label(self.tr("Stale after")))
        self.days = QSpinBox()
        self.days.setRange(1, 3650)
        self.days.setSuffix(self.tr(" days"))
        self.days.setAccessibleName(self.tr("Data are stale after so many days"))
        self.days.setKeyboardTracking(False)
        self.days.valueChanged.connect(self._on_days)
        row.addWidget(self.days)
        self.date = label("", "muted")
        row.addWidget(self.date)
        row.addStretch(1)
        self.partial_button = button(self.tr("List is not complete"), self._toggle_partial)
        self.partial_button.setCheckable(True)
        self.partial_button.setToolTip(
            self.tr("What the list of this county does not name is then unknown there, not zero: it is no shortfall")
        )
        row.addWidget(self.partial_button)
        layout.addLayout(row)
        self.counties = RowTable(self._columns(False), self.tr("Completeness by county"), key=lambda one: one.county)
        self.holders = RowTable(
            self._columns(True), self.tr("Completeness by holder"), key=lambda one: (one.county, one.holder)
        )
        self.counties.sort_by(1, Qt.SortOrder.AscendingOrder)
        self.holders.sort_by(2, Qt.SortOrder.AscendingOrder)
        layout.addWidget(label(self.tr("By county"), "heading"))
        layout.addWidget(self.counties, 2)
        layout.addWidget(label(self.tr("By holder"), "heading"))
        layout.addWidget(self.holders, 3)
        layout.addWidget(
            label(
                self.tr(
                    "Completeness is the mean of the shares to its right: how many rows say each thing. "
                    "A county without rows is unknown, not zero."
                ),
                "small",
                wrap=True,
            )
        )
        self.counties.row_activated.connect(lambda one: self.rows_asked.emit(one.county, ""))
        self.holders.row_activated.connect(lambda one: self.rows_asked.emit(one.county, one.holder))
        self.counties.selectionModel().selectionChanged.connect(lambda *_news: self._refresh_button())

    def _columns(self, has_holder: bool) -> list[Column]:
        def share(name: str) -> Column:
            return Column(
                said.field(name),
                lambda row: row.score.parts.get(name),
                text=lambda row: words.percent(row.score.parts.get(name)),
                color=lambda row: _color(row.score.parts.get(name)),
                is_number=True,
                width_px=62,
                is_extra=has_holder,
            )

        def told(row: ScoreRow) -> str:
            name = self._county_name(row.county) if row.county else self.tr("no county")
            return self.tr("{county} (incomplete list)").format(county=name) if row.is_partial else name

        holder = Column(
            said.field("holder"), lambda row: row.holder, text=lambda row: row.holder or words.UNKNOWN_SIGN,
            tip=lambda row: row.holder, width_px=180, stretch=True,
        )  # fmt: skip
        return [
            Column(said.field("county"), told, tip=told, width_px=90, stretch=not has_holder),
            *([holder] if has_holder else []),
            Column(
                self.tr("Complete"),
                lambda row: row.score.total,
                text=lambda row: words.percent(row.score.total),
                color=lambda row: _color(row.score.total),
                is_number=True,
                width_px=76,
            ),
            Column(self.tr("Rows"), lambda row: row.score.rows, is_number=True, width_px=52),
            Column(
                self.tr("Stale"),
                lambda row: row.score.stale if row.score.rows else None,
                text=lambda row: str(row.score.stale) if row.score.rows else words.UNKNOWN_SIGN,
                color=lambda row: QColor(theme.tokens().warning) if row.score.stale else None,
                is_number=True,
                width_px=52,
            ),
            Column(
                self.tr("Never checked"),
                lambda row: row.score.never if row.score.rows else None,
                text=lambda row: str(row.score.never) if row.score.rows else words.UNKNOWN_SIGN,
                color=lambda row: QColor(theme.tokens().warning) if row.score.never else None,
                is_number=True,
                width_px=64,
            ),
            *(share(name) for name in scoring.ASKED),
        ]

    def show_inventory(self, inventory: Inventory, *, is_read_only: bool) -> None:
        """Show what the plan holds now."""
        self._inventory = inventory
        self.days.blockSignals(True)
        self.days.setValue(inventory.settings.stale_days)
        self.days.blockSignals(False)
        self.days.setEnabled(not is_read_only)
        self._is_read_only = is_read_only
        self.date.setText(self.tr("on the reference date {date}").format(date=inventory.on.isoformat()))
        partial = inventory.settings.partial
        self.counties.set_rows(
            [ScoreRow(code, "", score, code in partial) for code, score in inventory.scores().items()]
        )
        self.holders.set_rows([ScoreRow(*key, score) for key, score in inventory.holder_scores().items()])
        self._refresh_button()

    def _refresh_button(self) -> None:
        rows = self.counties.selected_rows()
        self.partial_button.setEnabled(len(rows) == 1 and bool(rows[0].county) and not self._is_read_only)
        self.partial_button.setChecked(len(rows) == 1 and rows[0].is_partial)

    def _on_days(self, days: int) -> None:
        self.settings_changed.emit(replace(self._inventory.settings, stale_days=days))

    def _toggle_partial(self) -> None:
        rows = self.counties.selected_rows()
        if len(rows) == 1:
            settings: InventorySettings = self._inventory.settings
            self.settings_changed.emit(replace(settings, partial=settings.partial ^ {rows[0].county}))


def _color(share: float | None) -> QColor | None:
    return QColor(theme.tokens().warning) if share is not None and share < _POOR else None
