"""Cards that take the values of a change of shape while the map shows what it would make."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QWidget,
)

from app import words
from app.canvas.tools.transform import Change
from app.cards.base import MapCard
from app.theme import row_px
from app.widgets.basics import button, label

_KEY = Qt.ItemDataRole.UserRole
_MOST_ROWS = 7


class ShapeCard(MapCard):
    """A title, whose area it is, values, what would come out, and two buttons."""

    values_changed = Signal()
    confirmed = Signal()

    def __init__(self, host: QWidget, title: str) -> None:
        super().__init__(host, title, width_px=288, has_copy=False)
        self.areas = label("", "muted", wrap=True)
        self.body.addWidget(self.areas)

    def add_foot(self) -> None:
        """Add figures and buttons below the values."""
        self.figures = label("", wrap=True)
        self.body.addWidget(self.figures)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(self.tr("Cancel"), self.close_card))
        self.apply_button = button(self.tr("Apply"), self.confirmed.emit, kind="primary")
        self.apply_button.setToolTip(self.tr("Apply (Enter)"))
        row.addWidget(self.apply_button)
        self.body.addLayout(row)

    def show_areas(self, names: Sequence[str]) -> None:
        """Name the areas that would change."""
        self.areas.setText(words.joined(list(names)))

    def show_figures(self, text: str, *, is_wrong: bool = False) -> None:
        """Say what would come out, or why nothing can."""
        self.figures.setText(text)
        self.figures.setProperty("kind", "warning" if is_wrong else "")
        self.figures.style().unpolish(self.figures)
        self.figures.style().polish(self.figures)
        self.apply_button.setEnabled(not is_wrong)
        self.place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter applies, Esc closes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.apply_button.isEnabled():
            self.confirmed.emit()
        super().keyPressEvent(event)

    def _number(self, value: float, low: float, high: float, step: float, suffix: str, decimals: int) -> QDoubleSpinBox:
        made = QDoubleSpinBox()
        made.setDecimals(decimals)
        made.setRange(low, high)
        made.setSingleStep(step)
        made.setValue(value)
        made.setSuffix(suffix)
        made.setKeyboardTracking(True)
        made.setMinimumWidth(120)
        return made

    def _row(self, text: str, widget: QWidget) -> None:
        row = QHBoxLayout()
        named = label(text)
        named.setBuddy(widget)
        widget.setAccessibleName(text)
        row.addWidget(named, 1)
        row.addWidget(widget)
        self.body.addLayout(row)


class BufferCard(ShapeCard):
    """How far, and whether corners stay sharp."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, self.tr("Widen or narrow"))
        self.distance = self._number(200.0, -20_000.0, 20_000.0, 50.0, " m", 1)
        self.distance.setToolTip(self.tr("Metres on the ellipsoid on every side; a negative number narrows"))
        self._row(self.tr("Distance"), self.distance)
        self.sharp = QCheckBox(self.tr("Keep corners sharp"))
        self.body.addWidget(self.sharp)
        self.distance.valueChanged.connect(lambda _value: self.values_changed.emit())
        self.sharp.toggled.connect(lambda _on: self.values_changed.emit())
        self.add_foot()


class SimplifyCard(ShapeCard):
    """How far the outline may move."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, self.tr("Simplify"))
        self.tolerance = self._number(10.0, 0.0, 2_000.0, 5.0, " m", 1)
        self.tolerance.setToolTip(self.tr("No part of the new outline is farther than this from the old one"))
        self._row(self.tr("Tolerance"), self.tolerance)
        self.tolerance.valueChanged.connect(lambda _value: self.values_changed.emit())
        self.add_foot()


class SmoothCard(ShapeCard):
    """How often corners are cut."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, self.tr("Smooth"))
        self.rounds = QSpinBox()
        self.rounds.setRange(1, 5)
        self.rounds.setValue(2)
        self.rounds.setMinimumWidth(120)
        self.rounds.setToolTip(self.tr("Each round cuts every corner (Chaikin); convex corners lose a little area"))
        self._row(self.tr("Rounds"), self.rounds)
        self.rounds.valueChanged.connect(lambda _value: self.values_changed.emit())
        self.add_foot()


class ChoiceCard(ShapeCard):
    """Which counties to keep within, or which areas to take away."""

    def __init__(self, host: QWidget, title: str, hint: str) -> None:
        super().__init__(host, title)
        self.body.addWidget(label(hint, wrap=True))
        self.choices = QListWidget()
        self.choices.setAccessibleName(hint)
        self.choices.itemChanged.connect(lambda _item: self.values_changed.emit())
        self.body.addWidget(self.choices)
        self.add_foot()

    def set_choices(self, choices: Sequence[tuple[str, str]], ticked: Sequence[str]) -> None:
        """Offer keys with their names."""
        self.choices.blockSignals(True)
        self.choices.clear()
        for key, name in choices:
            item = QListWidgetItem(name)
            item.setData(_KEY, key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if key in ticked else Qt.CheckState.Unchecked)
            self.choices.addItem(item)
        self.choices.setFixedHeight(min(max(len(choices), 1), _MOST_ROWS) * row_px() + 6)
        self.choices.blockSignals(False)

    @property
    def ticked(self) -> list[str]:
        """The keys ticked."""
        items = [self.choices.item(row) for row in range(self.choices.count())]
        return [str(item.data(_KEY)) for item in items if item.checkState() is Qt.CheckState.Checked]


class TransformCard(ShapeCard):
    """East, north, turn and scale as numbers, in step with the mouse."""

    change_typed = Signal(object)  # Change

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, self.tr("Move, turn, scale"))
        far = 1_000_000.0
        self.east = self._number(0.0, -far, far, 10.0, " m", 2)
        self.north = self._number(0.0, -far, far, 10.0, " m", 2)
        self.turn = self._number(0.0, -360.0, 360.0, 1.0, "°", 2)
        self.scale = self._number(100.0, 1.0, 10_000.0, 5.0, " %", 2)
        names = (self.tr("To the east (Y)"), self.tr("To the north (X)"), self.tr("Clockwise"), self.tr("Size"))
        grid = QGridLayout()
        for row, (name, widget) in enumerate(zip(names, self._fields(), strict=True)):
            named = label(name)
            named.setBuddy(widget)
            widget.setAccessibleName(name)
            grid.addWidget(named, row, 0)
            grid.addWidget(widget, row, 1)
            widget.valueChanged.connect(lambda _value: self._tell())
        grid.setColumnStretch(0, 1)
        self.body.addLayout(grid)
        self.add_foot()
        self._is_quiet = False

    def _fields(self) -> tuple[QDoubleSpinBox, ...]:
        return self.east, self.north, self.turn, self.scale

    def show_change(self, change: Change) -> None:
        """Show what the mouse has done."""
        self._is_quiet = True
        values: tuple[float, ...] = (change.east_m, change.north_m, change.clockwise_deg, change.factor * 100.0)
        for field, value in zip(self._fields(), values, strict=True):
            if not field.hasFocus():
                field.setValue(value)
        self._is_quiet = False

    def _tell(self) -> None:
        if not self._is_quiet:
            east, north, turn, scale = (field.value() for field in self._fields())
            self.change_typed.emit(Change(east, north, turn, scale / 100.0))
