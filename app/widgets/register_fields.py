"""Fields of the register's forms: one widget for each kind of entry, all with ``value`` and ``show_value``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.theme import row_px
from app.widgets.basics import button
from app.widgets.form_table import set_up
from app.widgets.text_size import measured
from layers.agreements.books import Entry, Field, normal_party
from layers.agreements.celltext import Names, Terms, Unreadable, cell_text, read_cell
from layers.agreements.vocabulary import PartyKind

#: Longer lists show what is ticked before the rest.
_MOST_IN_ORDER = 8
_LONG_ROWS, _LIST_ROWS, _LINE_ROWS = 3, 4, 3
_PARTY = Field(
    "parties",
    Entry.LINES,
    parts=(Field("code"), Field("name"), Field("kind", Entry.CHOICE, PartyKind, "party_kind", first="government")),
)


class FormField(Protocol):
    """What the form asks of every field."""

    changed: Any

    def show_value(self, value: Any) -> None:
        """Show what a row says."""

    def value(self) -> Any:
        """Return what is entered; raises ``Unreadable``."""


class TextField(QLineEdit):
    """Text, years, dates and names on one line; read as a cell of the workbook is."""

    changed = Signal()

    def __init__(self, one: Field, terms: Terms, names: Names) -> None:
        super().__init__()
        self._one, self._terms, self._names = one, terms, names
        self.setPlaceholderText({Entry.DAY: "2026-03-01", Entry.YEAR: "2026"}.get(one.entry, ""))
        if one.entry is Entry.COUNTY:
            completer = QCompleter(sorted(names.counties.values()), self)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.activated.connect(lambda _text: self.changed.emit())
            self.setCompleter(completer)
        self.textEdited.connect(lambda _text: self.changed.emit())

    def show_value(self, value: Any) -> None:
        """Show a value."""
        self.setText(str(cell_text(self._one, value, self._terms, self._names)))
        self.setCursorPosition(0)

    def value(self) -> Any:
        """Return what is entered."""
        return read_cell(self._one, self.text(), self._terms, self._names)


class LongField(QPlainTextEdit):
    """Text of several lines; borders, zones and files go one to a line."""

    changed = Signal()

    def __init__(self, one: Field, terms: Terms, names: Names) -> None:
        super().__init__()
        self._one, self._terms, self._names = one, terms, names
        self.setTabChangesFocus(True)
        measured(self).setFixedHeight(self.fontMetrics().lineSpacing() * _LONG_ROWS + 14)
        if one.entry is Entry.BORDERS:
            self.setPlaceholderText("怀柔–丰宁")
        self.textChanged.connect(self.changed.emit)

    def show_value(self, value: Any) -> None:
        """Show a value, one item to a line."""
        text = str(cell_text(self._one, value, self._terms, self._names))
        self.setPlainText(text if self._one.entry is Entry.LONG else text.replace("；", "\n"))

    def value(self) -> Any:
        """Return what is entered."""
        return read_cell(self._one, self.toPlainText(), self._terms, self._names)


class ChoiceField(QComboBox):
    """One of a closed list, or a row of another book."""

    changed = Signal()

    def __init__(self, options: Sequence[tuple[str, str]], *, may_be_empty: bool) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        if may_be_empty:
            self.addItem("—", "")
        for code, text in options:
            self.addItem(text, code)
        self.activated.connect(lambda _place: self.changed.emit())

    def show_value(self, value: Any) -> None:
        """Show a value; one that is on no list stays as it is."""
        place = self.findData(value)
        if place < 0 and value:
            self.addItem(str(value), value)
            place = self.count() - 1
        self.setCurrentIndex(max(place, 0))

    def value(self) -> Any:
        """Return what is chosen."""
        return self.currentData() or ""


class ChoicesField(QListWidget):
    """Any of a list, ticked."""

    changed = Signal()

    def __init__(self, options: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._rest: list[str] = []
        for code, text in options:
            item = QListWidgetItem(text)
            item.setData(Qt.ItemDataRole.UserRole, code)
            item.setToolTip(text)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.addItem(item)
        row_px = self.fontMetrics().height() + 8
        self.setFixedHeight(row_px * max(1, min(len(options), _LIST_ROWS)) + 6)
        self.itemChanged.connect(lambda _item: self.changed.emit())

    def show_value(self, value: Any) -> None:
        """Tick what a row says, in a long list first of all; what is on no list is kept and not shown."""
        wanted = list(value)
        for item in self._items():
            code = item.data(Qt.ItemDataRole.UserRole)
            item.setCheckState(Qt.CheckState.Checked if code in wanted else Qt.CheckState.Unchecked)
        if self.count() > _MOST_IN_ORDER:
            for place, item in enumerate([one for one in self._items() if one.checkState() is Qt.CheckState.Checked]):
                self.insertItem(place, self.takeItem(self.row(item)))
        known = {item.data(Qt.ItemDataRole.UserRole) for item in self._items()}
        self._rest = [code for code in wanted if code not in known]

    def value(self) -> list[str]:
        """Return what is ticked, in the order of the list."""
        ticked = [item for item in self._items() if item.checkState() is Qt.CheckState.Checked]
        return [*(item.data(Qt.ItemDataRole.UserRole) for item in ticked), *self._rest]

    def _items(self) -> list[QListWidgetItem]:
        return [self.item(place) for place in range(self.count())]


class LinesField(QWidget):
    """Lines of several parts: parties, rotation, roster, decisions."""

    changed = Signal()
    tells_all = True

    def __init__(self, one: Field, terms: Terms, names: Names, heads: Sequence[str]) -> None:
        super().__init__()
        self._one, self._terms, self._names = one, terms, names
        self.table = QTableWidget(0, len(one.parts))
        self.table.setTabKeyNavigation(False)  # Tab leaves; in a cell it goes to the next
        set_up(self.table, heads, one.name, row_px=28)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.setFixedHeight(row_px() * (_LINE_ROWS + 1) + 4)
        self.table.itemChanged.connect(lambda _item: self.changed.emit())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.table)
        row = QHBoxLayout()
        self.add = button(self.tr("Add a line"), self._add_line, kind="flat", icon="plus")
        self.drop = button(self.tr("Remove the line"), self._drop_line, kind="flat", icon="trash-2")
        row.addWidget(self.add)
        row.addWidget(self.drop)
        row.addStretch(1)
        column.addLayout(row)

    def show_value(self, value: Any) -> None:
        """Show the lines of a row."""
        self.table.blockSignals(True)
        self.table.setRowCount(0)
        for line in value:
            self._append(line)
        self.table.blockSignals(False)

    def value(self) -> list[dict[str, Any]]:
        """Return the lines; empty ones are none."""
        lines = []
        for row in range(self.table.rowCount()):
            line = {part.name: self._part(part, row, place) for place, part in enumerate(self._one.parts)}
            if any(line[part.name] for part in self._one.parts if part.entry is not Entry.CHOICE):
                lines.append({**self._kept(row), **line})
        return lines

    def typed(self) -> list[dict[str, Any]]:
        """Return the lines as they stand there, readable or not."""
        lines = []
        for row in range(self.table.rowCount()):
            line = self._kept(row)
            for place, part in enumerate(self._one.parts):
                chosen, item = self.table.cellWidget(row, place), self.table.item(row, place)
                line[part.name] = (
                    chosen.value() if isinstance(chosen, ChoiceField) else item.text() if item is not None else ""
                )
            lines.append(line)
        return lines

    def take_typed(self, told: list[dict[str, Any]]) -> None:
        """Show lines again."""
        self.show_value(told)
        self.changed.emit()

    def _kept(self, row: int) -> dict[str, Any]:
        """Return what a line carries that is not shown; it goes with the line wherever it goes."""
        first = self.table.item(row, 0)
        kept = first.data(Qt.ItemDataRole.UserRole) if first is not None else None
        return dict(kept) if isinstance(kept, dict) else {}

    def _part(self, part: Field, row: int, place: int) -> Any:
        chosen = self.table.cellWidget(row, place)
        if isinstance(chosen, ChoiceField):
            return chosen.value()
        item = self.table.item(row, place)
        return read_cell(part, item.text() if item is not None else "", self._terms, self._names)

    def _append(self, line: Mapping[str, Any]) -> None:
        row = self.table.rowCount()
        self.table.insertRow(row)
        for place, part in enumerate(self._one.parts):
            if part.choices is not None:
                options = [(kind.value, self._terms.show(part.group, kind.value)) for kind in part.choices]
                chosen = ChoiceField(options, may_be_empty=False)
                chosen.show_value(line.get(part.name) or part.first)
                chosen.changed.connect(self.changed.emit)
                self.table.setCellWidget(row, place, chosen)
            else:
                item = QTableWidgetItem(str(line.get(part.name, "")))
                if place == 0:
                    item.setData(
                        Qt.ItemDataRole.UserRole, {name: line[name] for name in self._one.kept if name in line}
                    )
                self.table.setItem(row, place, item)

    def _add_line(self) -> None:
        self._append({})
        self.table.setCurrentCell(self.table.rowCount() - 1, 0)
        first = self.table.item(self.table.rowCount() - 1, 0)
        if first is not None:
            self.table.editItem(first)
        self.changed.emit()

    def _drop_line(self) -> None:
        self.table.removeRow(self.table.currentRow() if self.table.currentRow() >= 0 else self.table.rowCount() - 1)
        self.changed.emit()


class PartiesField(LinesField):
    """Parties: code, name, what they are; a name alone finds its code, a code alone its name."""

    def __init__(self, terms: Terms, names: Names, heads: Sequence[str]) -> None:
        super().__init__(_PARTY, terms, names, heads)

    def value(self) -> list[dict[str, Any]]:
        """Return the parties as the register stores them."""
        found = []
        for line in super().value():
            code = line["code"].strip()
            if code and not code.isdigit():
                raise Unreadable("party_unreadable", value=code)
            if not code and line["kind"] == PartyKind.GOVERNMENT:
                code = self._names.code_of(line["name"])
            found.append(normal_party({**line, "code": code}))
        return found


def make_field(
    one: Field,
    terms: Terms,
    names: Names,
    options: Callable[[Field], list[tuple[str, str]]],
    word: Callable[[str], str],
) -> QWidget:
    """Return the widget of a column.

    ``options`` gives code and text of what may be chosen, ``word`` the head of a part of a line.
    """
    if one.entry in (Entry.CHOICE, Entry.REFERENCE, Entry.ZONE):
        return ChoiceField(options(one), may_be_empty=not one.first)
    if one.entry in (Entry.CHOICES, Entry.REFERENCES, Entry.ZONES):
        return ChoicesField(options(one))
    if one.entry is Entry.PARTIES:
        return PartiesField(terms, names, [word("code"), word("name"), word("kind")])
    if one.entry is Entry.LINES:
        return LinesField(one, terms, names, [word(part.name) for part in one.parts])
    if one.entry in (Entry.LONG, Entry.BORDERS, Entry.FILES):
        return LongField(one, terms, names)
    return TextField(one, terms, names)


def labelled(grid: QGridLayout, row: int, text: QWidget, widget: QWidget) -> None:
    """Put a label and its field into a row of a form."""
    grid.addWidget(text, row, 0, Qt.AlignmentFlag.AlignTop)
    grid.addWidget(widget, row, 1)
