"""Which column is written beside the features of a layer, how large, or that nothing is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QHBoxLayout, QWidget

from layers.styling.model import LABEL_PX, LabelChoice


class LabelForm(QWidget):
    """Edits one :class:`~layers.styling.model.LabelChoice`; every change is told at once."""

    changed = Signal(object)  # LabelChoice

    def __init__(self, choice: LabelChoice, columns: Sequence[tuple[str, str]] | None) -> None:
        """``columns`` are names and words of columns; None where there is nothing to choose."""
        super().__init__()
        self._choice = choice
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        self.shown = QCheckBox(self.tr("Write"))
        self.shown.setAccessibleName(self.tr("Write labels"))
        self.shown.setChecked(choice.shown)
        self.shown.toggled.connect(lambda on: self._set(shown=on))
        line.addWidget(self.shown)
        if columns is not None:
            source = QComboBox()
            source.setAccessibleName(self.tr("Column of labels"))
            source.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            source.setMinimumContentsLength(6)
            source.addItem(self.tr("Name"), "")
            for name, text in columns:
                source.addItem(text, name)
            source.setCurrentIndex(max(source.findData(choice.column), 0))
            source.activated.connect(lambda _place: self._set(column=source.currentData()))
            line.addWidget(source, 1)
        else:
            line.addStretch(1)
        size = QDoubleSpinBox()
        size.setAccessibleName(self.tr("Size of labels"))
        size.setDecimals(0)
        size.setRange(LABEL_PX[0] - 1, LABEL_PX[1])
        size.setSpecialValueText(self.tr("By default"))
        size.setSuffix(" px")
        size.setKeyboardTracking(False)
        size.setValue(choice.size_px or size.minimum())
        size.valueChanged.connect(lambda value: self._set(size_px=None if value < LABEL_PX[0] else value))
        line.addWidget(size)

    def _set(self, **changes: Any) -> None:
        self._choice = replace(self._choice, **changes)
        self.changed.emit(self._choice)
