"""Fields for the numbers of a hazard, as its kind describes them: the same in the form of parameters and on cards."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QGridLayout, QSpinBox, QWidget

from app import i18n
from app.parameter_words import Look
from app.widgets.basics import label

if TYPE_CHECKING:
    from layers.hazards.kind import HazardKind, Number

Edit = QDoubleSpinBox | QSpinBox | QComboBox


def plain_number(usual: float, look: Look) -> Edit:
    """Return a field for a number."""
    made = QDoubleSpinBox()
    made.setDecimals(look.decimals)
    made.setRange(look.least, look.most)
    made.setSingleStep(max(10.0**-look.decimals, abs(usual) / 10.0))
    made.setSuffix(look.unit)
    made.setValue(usual)
    return made


def field_of(one: Number, make: Callable[[float, Look], Edit] = plain_number) -> Edit:
    """Return a field for one number or choice of a hazard."""
    if one.choices:
        box = QComboBox()
        for value, text in one.choices.items():
            box.addItem(text.get(i18n.current()) or text["en"], value)
        set_value(box, one.usual)
        return box
    return make(float(one.usual), look_of(one))


def look_of(one: Number) -> Look:
    """Return how a number is shown."""
    return Look(f" {one.unit}" if one.unit else "", 1.0, one.decimals, one.least, one.most)


def value_of(edit: Edit) -> Any:
    """Return what a field holds."""
    return edit.currentData() if isinstance(edit, QComboBox) else round(float(edit.value()), 6)


def set_value(edit: Edit, value: Any) -> None:
    """Show a value in a field."""
    if isinstance(edit, QComboBox):
        edit.setCurrentIndex(max(edit.findData(value), 0))
    elif isinstance(edit, QSpinBox):
        edit.setValue(int(value))
    else:
        edit.setValue(float(value))


def is_same(one: Any, other: Any) -> bool:
    """Whether two values of a number or choice are one."""
    if isinstance(one, str) or isinstance(other, str):
        return bool(one == other)
    return abs(float(one) - float(other)) <= 1e-9 * max(1.0, abs(float(other)))


class NumberFields(QWidget):
    """Some numbers of a hazard in two columns; where each comes from on hover."""

    changed = Signal()

    def __init__(self, kind: HazardKind, names: Sequence[str], columns: int = 2) -> None:
        super().__init__()
        self._kind = kind
        self.edits: dict[str, Edit] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        language = i18n.current()
        by_name = {one.name: one for one in kind.numbers}
        for place, name in enumerate(names):
            one = by_name[name]
            edit = field_of(one)
            text = one.text.get(language) or one.text["en"]
            named = label(text, "small", wrap=True)
            named.setBuddy(edit)
            edit.setAccessibleName(text)
            for widget in (named, edit):
                widget.setToolTip(one.source.get(language) or one.source.get("en", ""))
            row, column = divmod(place, columns)
            grid.addWidget(named, row, 2 * column)
            grid.addWidget(edit, row, 2 * column + 1)
            grid.setColumnStretch(2 * column + 1, 1)
            signal = edit.currentIndexChanged if isinstance(edit, QComboBox) else edit.valueChanged
            signal.connect(lambda *_unused: self.changed.emit())
            self.edits[name] = edit

    def show_numbers(self, value: Callable[[str], Any]) -> None:
        """Show what each number is."""
        for name, edit in self.edits.items():
            set_value(edit, value(name))

    @property
    def numbers(self) -> Mapping[str, Any]:
        """All of them as they stand."""
        return {name: value_of(edit) for name, edit in self.edits.items()}
