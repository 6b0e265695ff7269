"""The fields of one difference side by side, what is to hold for each, and the parts of a shape one by one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app import exchange_words, words
from app.exchange_rows import Deciding, ExchangeRow
from app.widgets.basics import label, tool_button
from layers.exchange.cells import is_blank, is_following, shown
from layers.exchange.model import Choice, Column, Difference, FieldChange, ValueKind, Who
from layers.exchange.resolving import choices_for
from layers.exchange.shapes import ShapePart
from layers.geodesy import HA_PER_M2

#: Longer texts are cut here and told whole on hover.
_MOST_CHARACTERS = 120
#: Of a row that is on one side only no more is listed.
_MOST_LINES = 14


class FieldChoices(QFrame):
    """Ours and theirs in two columns, a choice at the end of each row."""

    field_chosen = Signal(object, object)  # FieldChange, Choice
    parts_chosen = Signal(object)  # frozenset of part numbers
    place_asked = Signal(object)  # a shape

    def __init__(self) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        self._grid_holder = QWidget()
        layout.addWidget(self._grid_holder)
        layout.addStretch(1)
        self.setProperty("kind", "page")
        self._columns: tuple[Column, ...] = ()
        self.boxes: dict[str, QComboBox] = {}
        self.part_boxes: dict[int, QCheckBox] = {}
        self._row: ExchangeRow | None = None
        self._deciding = Deciding()

    def show_row(self, row: ExchangeRow | None, deciding: Deciding, columns: Sequence[Column] = ()) -> None:
        """Show a difference with what was decided about it; ``columns`` are those of its table."""
        self._columns = tuple(columns)
        is_same = row is not None and self._row is not None and row.key == self._row.key
        self._row, self._deciding = row, deciding
        if is_same and self._has_same_rows():
            self._follow()
            return
        self._build()

    def _has_same_rows(self) -> bool:
        assert self._row is not None
        shows_parts = Choice.PARTS in self._deciding.chosen(self._row)
        return bool(self.boxes) and shows_parts == bool(self.part_boxes)

    def _build(self) -> None:
        layout = self.layout()
        assert layout is not None
        layout.removeWidget(self._grid_holder)
        self._grid_holder.hide()
        self._grid_holder.deleteLater()
        self._grid_holder = QWidget()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(0, self._grid_holder)
        self.boxes, self.part_boxes = {}, {}
        if self._row is None:
            return
        grid = QGridLayout(self._grid_holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        one = self._row.difference
        listed = [field for field in one.fields if not is_following(one.table, field.name)]
        if not listed:
            self._add_whole(grid, one)
            return
        for column, text in enumerate(("", self.tr("Ours"), self.tr("Theirs"), self.tr("Holds"))):
            grid.addWidget(label(text, "small"), 0, column)
        for place, field in enumerate(listed, start=1):
            self._add(grid, 2 * place, field)
        self._follow()

    def _add_whole(self, grid: QGridLayout, one: Difference) -> None:
        """Show what a row says that is on one side only, or was removed on one."""
        sides = [(self.tr("Ours"), one.ours), (self.tr("Theirs"), one.theirs)]
        there = [(title, values) for title, values in sides if values is not None]
        for place, (title, _values) in enumerate(there, start=1):
            grid.addWidget(label(title, "small"), 0, place)
        at = 1
        for column_at, column in enumerate(self._columns):
            if column.kind not in (ValueKind.PLAIN, ValueKind.JSON) or at > _MOST_LINES:
                continue
            values = [values[column_at] for _title, values in there]
            if all(map(is_blank, values)):
                continue
            name = exchange_words.column_title(column.name)
            grid.addWidget(label(name, wrap=True), at, 0, Qt.AlignmentFlag.AlignTop)
            for place, value in enumerate(values, start=1):
                text = exchange_words.value_text(column.kind, shown(column, value))
                grid.addWidget(_value(text), at, place)
            at += 1

    def _add(self, grid: QGridLayout, at: int, field: FieldChange) -> None:
        assert self._row is not None
        name = label(exchange_words.field_title(field), "strong" if field.is_conflict else "", wrap=True)
        grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignTop)
        if field.kind is ValueKind.GEOMETRY:
            change = self._row.change
            text = "" if change is None else exchange_words.shape_text(change, field)
            grid.addWidget(label(text, wrap=True, selectable=True), at, 1, 1, 2)
        else:
            for column, value in ((1, field.ours), (2, field.theirs)):
                grid.addWidget(_value(exchange_words.value_text(field.kind, value)), at, column)
        if field.who is Who.OURS:
            grid.addWidget(label(self.tr("ours"), "muted"), at, 3)
            return
        box = QComboBox()
        box.setAccessibleName(self.tr("What holds: {field}").format(field=exchange_words.field_title(field)))
        if field.is_conflict:
            box.addItem(self.tr("decide…"), None)
        for choice in choices_for(self._row.difference, field):
            box.addItem(exchange_words.choice_title(choice), choice.value)
        box.activated.connect(partial(self._on_box, field, box))
        grid.addWidget(box, at, 3, Qt.AlignmentFlag.AlignTop)
        self.boxes[field.name] = box
        if field.kind is ValueKind.GEOMETRY and self._deciding.of(self._row).of(field) is Choice.PARTS:
            grid.addWidget(self._parts(), at + 1, 0, 1, 4)

    def _on_box(self, field: FieldChange, box: QComboBox, _index: int = 0) -> None:
        value = box.currentData()
        if value is not None:
            self.field_chosen.emit(field, Choice(value))

    def _parts(self) -> QWidget:
        """Return one box for each piece of land that only one version has."""
        assert self._row is not None
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(8, 0, 0, 4)
        column.setSpacing(2)
        for part in self._row.parts:
            row = QHBoxLayout()
            box = QCheckBox(_part_text(part, self.tr("take in {area}"), self.tr("give up {area}")))
            box.setChecked(part.number in self._deciding.of(self._row).parts)
            box.toggled.connect(self._on_part)
            self.part_boxes[part.number] = box
            zoom = tool_button(icon="zoom-in", name=self.tr("Show this part"), size_px=16)
            zoom.clicked.connect(partial(self._on_zoom, part))
            row.addWidget(box, 1)
            row.addWidget(zoom)
            column.addLayout(row)
        return holder

    def _on_zoom(self, part: ShapePart, _checked: bool = False) -> None:
        self.place_asked.emit(part.geometry)

    def _on_part(self, _checked: bool) -> None:
        self.parts_chosen.emit(frozenset(number for number, box in self.part_boxes.items() if box.isChecked()))

    def _follow(self) -> None:
        """Show what is decided, without telling anybody."""
        if self._row is None:
            return
        decision = self._deciding.of(self._row)
        for field in self._row.difference.fields:
            box = self.boxes.get(field.name)
            if box is None:
                continue
            choice = decision.of(field) or (None if field.is_conflict else Choice.THEIRS)
            with QSignalBlocker(box):
                box.setCurrentIndex(max(box.findData(None if choice is None else choice.value), 0))
        for number, part_box in self.part_boxes.items():
            with QSignalBlocker(part_box):
                part_box.setChecked(number in decision.parts)


def _value(text: str) -> QLabel:
    cut = text if len(text) <= _MOST_CHARACTERS else text[:_MOST_CHARACTERS] + "…"
    made = label(cut, wrap=True, selectable=True)
    if cut != text:
        made.setToolTip(text)
    return made


def _part_text(part: ShapePart, added: str, removed: str) -> str:
    area_ha = part.area_m2 * HA_PER_M2
    area = f"{words.hectares(area_ha)} ({words.mu(area_ha)})"
    return (added if part.is_added else removed).format(area=area)


def decision_text(row: ExchangeRow, deciding: Deciding) -> str:
    """Return what holds for a row in a word or two; "" while it is not decided."""
    if not deciding.is_decided(row):
        return ""
    chosen: Any = deciding.chosen(row)
    if len(chosen) == 1:
        return exchange_words.choice_title(next(iter(chosen)))
    return exchange_words.mixed_title() if chosen else exchange_words.choice_title(Choice.THEIRS)
