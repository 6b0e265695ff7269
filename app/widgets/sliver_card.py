"""The card of a gap or overlap: the verdict buttons, whom they are meant for, and who gives them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app import sliver_rows as slivers
from app import words
from app.document import Document
from app.settings import Settings
from app.sliver_rows import SliverRow
from app.widgets.basics import button, label

THIS, PAIR, NARROW = "this", "pair", "narrow"


@dataclass(frozen=True)
class Choice:
    """A verdict as it was chosen; which of a sliver's counties, counted from the lower code, or None: disputed."""

    place: int | None
    by_holder: bool  # the county gets the strip, rather than: its line holds
    judged_by: str
    meeting: str
    note: str


class SliverCard(QFrame):
    """What was chosen in the list, and three ways to decide it."""

    chosen = Signal(object)  # Choice
    taken_back = Signal()

    def __init__(self, document: Document, settings: Settings) -> None:
        super().__init__()
        self.setProperty("kind", "panel")
        self._document, self._settings = document, settings
        self._row: SliverRow | None = None
        self._listed: list[SliverRow] = []
        self._buttons: list[QPushButton] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 10)
        layout.setSpacing(6)
        self.title = label("", "heading", wrap=True)
        self.details = label("", "muted", wrap=True)
        layout.addWidget(self.title)
        layout.addWidget(self.details)
        self._verdicts = QVBoxLayout()
        self._verdicts.setSpacing(4)
        layout.addLayout(self._verdicts)
        layout.addLayout(self._scope())
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        self.name = self._field(self.tr("Judged by"), self.tr("Your name; it is recorded with the verdict"))
        self.meeting = self._field(self.tr("Meeting"), self.tr("Where it was agreed, if anywhere"))
        self.note = self._field(self.tr("Note"), self.tr("Anything to remember about this strip"))
        for place, field in enumerate((self.name, self.meeting, self.note)):
            grid.addWidget(label(field.accessibleName(), "small"), place, 0)
            grid.addWidget(field, place, 1)
        layout.addLayout(grid)
        self.hint = label("", "warning", wrap=True)
        self.hint.hide()
        layout.addWidget(self.hint)
        self.name.setText(settings.judging("name"))
        self.name.editingFinished.connect(lambda: settings.set_judging("name", self.name.text().strip()))
        self.name.textEdited.connect(lambda _text: self.hint.hide())
        self._waiting: int | None = None  # the verdict that was pressed before there was a name
        self.name.returnPressed.connect(self._go_on)
        self.hide()

    def _field(self, name: str, hint: str) -> QLineEdit:
        field = QLineEdit()
        field.setAccessibleName(name)
        field.setPlaceholderText(hint)
        field.setToolTip(hint)
        return field

    def _scope(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        self.scope = QComboBox()
        self.scope.setAccessibleName(self.tr("The verdict is for"))
        self.scope.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.scope.setToolTip(self.tr("One verdict for several is one step of the history"))
        self.scope.currentIndexChanged.connect(self._on_scope)
        self.limit = QDoubleSpinBox()
        self.limit.setAccessibleName(self.tr("Narrower than, metres"))
        self.limit.setRange(0.01, 500.0)
        self.limit.setDecimals(1)
        self.limit.setValue(5.0)
        self.limit.setSuffix(" m")
        self.limit.valueChanged.connect(lambda _value: self._show_scope())
        self.back = button(self.tr("Take back"), self.taken_back.emit, kind="link")
        self.back.setToolTip(self.tr("Make it undecided again"))
        row.addWidget(self.scope, 1)
        row.addWidget(self.limit)
        row.addWidget(self.back)
        return row

    # -- content ------------------------------------------------------------------------------

    def show_row(self, row: SliverRow | None, listed: list[SliverRow]) -> None:
        """Show what is chosen; ``listed`` are the rows that a verdict for several is taken from."""
        is_other = row is None or self._row is None or row.uid != self._row.uid
        if is_other:
            self._waiting = None
        self._row, self._listed = row, listed
        self.setVisible(row is not None)
        self.hint.hide()
        if row is None:
            return
        if is_other:
            self.note.setText(row.note)
        self.title.setText(
            self.tr("{kind} of {counties}").format(
                kind=slivers.kind_text(row), counties=slivers.counties_text(row.counties, self._document)
            )
        )
        figures = self.tr("{area} m², {width} m wide, {length} m long").format(
            area=words.number(row.area_m2, 0 if row.area_m2 >= 10 else 2),
            width=words.number(row.width_m, 1 if row.width_m >= 1 else 2),
            length=words.number(row.length_m),
        )
        said = "" if row.state == slivers.UNDECIDED else slivers.verdict_text(row, self._document)
        self.details.setText("\n".join(text for text in (figures, _joined(said, slivers.when_text(row))) if text))
        self.details.setToolTip(slivers.long_text(row, self._document))
        self.back.setVisible(bool(row.verdict_uid))
        self._show_scope()
        self._show_buttons()

    def _show_scope(self) -> None:
        row, kept = self._row, self.scope.currentData() or THIS
        if row is None:
            return
        pair = slivers.counties_text(row.counties, self._document)
        self.scope.blockSignals(True)
        self.scope.clear()
        self.scope.addItem(self.tr("For this one"), THIS)
        count = len(self._of_pair())
        self.scope.addItem(self.tr("All {count} undecided of {pair}").format(count=count, pair=pair), PAIR)
        count = len(self._narrow())
        self.scope.addItem(self.tr("{count} undecided narrower than").format(count=count), NARROW)
        self.scope.setCurrentIndex(self.scope.findData(kept))
        self.scope.blockSignals(False)
        self.limit.setVisible(kept == NARROW)

    def _on_scope(self, _place: int) -> None:
        self._show_scope()
        self._show_buttons()

    def _show_buttons(self) -> None:
        while (item := self._verdicts.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._buttons = []
        if self._row is None:
            return
        why = self.tr("This plan is open for reading only") if self._document.is_read_only else ""
        for place, (text, tip) in enumerate(self._choices()):
            made = button(f"{place + 1}  {text}", partial(self._choose, place))
            made.setAccessibleName(text)
            made.setToolTip(why or self.tr("{tip}\nKey {key}").format(tip=tip, key=place + 1))
            made.setEnabled(not why)
            made.setProperty("kind", "choice")
            self._buttons.append(made)
        if len(self._buttons) == 3:
            self._verdicts.addWidget(_side_by_side(self._buttons[:2]))
            self._verdicts.addWidget(self._buttons[2])
        else:
            for made in self._buttons:
                self._verdicts.addWidget(made)
        self.back.setEnabled(not why)

    def _choices(self) -> list[tuple[str, str]]:
        """Return text and tip of each verdict; the last is to leave it disputed."""
        row = self._row
        assert row is not None
        disputed = (
            self.tr("Leave it disputed"),
            self.tr("Nothing changes; the strip is hatched on the map and listed in the documents"),
        )
        if self.scope.currentData() == NARROW:
            tip = self.tr("Of the two counties of each, the one that is named first in the list, or second")
            return [(self.tr("First county's line"), tip), (self.tr("Second county's line"), tip), disputed]
        names = [self._document.short_county_name(code) for code in row.counties]
        if self._is_by_holder(row):
            return [
                *((self.tr("To {county}").format(county=name), self.tr("{county} gets the strip").format(county=name))
                  for name in names),
                disputed,
            ]  # fmt: skip
        others = names[::-1] if row.kind == "gap" else names
        return [
            *(
                (
                    self.tr("{county}'s line").format(county=name),
                    self.tr("{line}'s line holds: the strip is counted for {county}").format(line=name, county=other)
                    if self.scope.currentData() == THIS
                    else self.tr("{line}'s line holds along all of these").format(line=name),
                )
                for name, other in zip(names, others, strict=True)
            ),
            disputed,
        ]

    @staticmethod
    def _is_by_holder(row: SliverRow) -> bool:
        return len(row.counties) > 2

    # -- choosing -----------------------------------------------------------------------------

    def press(self, digit: int) -> None:
        """Press a verdict by its number."""
        if self.isVisible() and digit <= len(self._buttons):
            self._buttons[digit - 1].click()

    def rows_meant(self) -> list[SliverRow]:
        """Return the rows that a verdict is for now."""
        scope = self.scope.currentData()
        if scope == PAIR:
            return self._of_pair()
        if scope == NARROW:
            return self._narrow()
        return [self._row] if self._row is not None else []

    def _of_pair(self) -> list[SliverRow]:
        row = self._row
        return [one for one in self._listed if row and one.counties == row.counties and one.is_open_question]

    def _narrow(self) -> list[SliverRow]:
        return [one for one in self._listed if one.is_open_question and one.width_m < self.limit.value()]

    def _go_on(self) -> None:
        """Give the verdict that waited for the name."""
        if self._waiting is not None and self.name.text().strip():
            self._choose(self._waiting)

    def _choose(self, place: int) -> None:
        name = self.name.text().strip()
        if not name:
            self.hint.setText(self.tr("Type your name and press Enter: a verdict is recorded with name and time."))
            self.hint.show()
            self._waiting = place
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._waiting = None
        self._settings.set_judging("name", name)
        is_last = place == len(self._buttons) - 1
        by_holder = self.scope.currentData() != NARROW and self._row is not None and self._is_by_holder(self._row)
        choice = Choice(
            None if is_last else place, by_holder, name, self.meeting.text().strip(), self.note.text().strip()
        )
        self.chosen.emit(choice)
        if self.scope.currentData() != THIS:
            self.scope.setCurrentIndex(0)


def _side_by_side(buttons: list[QPushButton]) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    for made in buttons:
        row.addWidget(made, 1)
    return holder


def _joined(*texts: str) -> str:
    return " · ".join(text for text in texts if text)
