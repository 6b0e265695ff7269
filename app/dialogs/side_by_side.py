"""Sets kept with the plan and looked at side by side: their list with ticks, and what a form adds to it or changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QIcon
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.widgets.basics import button, label
from app.widgets.fitting import fit

_LEFT_PX = 340


class SideBySide(QDialog):
    """Stays beside the map; what it changes is kept with the plan.

    A subclass builds the form, whose ``name`` is here, says what stands in it (:attr:`formed`), shows a member in it
    (:meth:`show_member`), and runs what is ticked (:meth:`start`).
    """

    kept = Signal(object)  # tuple of members, to be kept with the plan
    book_asked = Signal()
    closed = Signal()
    tells_all = False
    #: Members that can be ticked at most.
    most_shown = 4

    def __init__(self, parent: QWidget, title: str, heading: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(1180, 700)
        self.is_read_only = False
        self.members: tuple[Any, ...] = ()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(16)
        left = QWidget()
        left.setFixedWidth(_LEFT_PX)
        self.left = QVBoxLayout(left)
        self.left.setContentsMargins(0, 0, 0, 0)
        self.left.setSpacing(8)
        self._build_list(heading)
        row.addWidget(left)
        self.right = QVBoxLayout()
        self.right.setSpacing(8)
        row.addLayout(self.right, 1)

    # -- what a subclass says -------------------------------------------------------------------

    @property
    def formed(self) -> Any:
        """The member as it stands in the form; with a ``name``."""
        raise NotImplementedError

    def show_member(self, member: Any) -> None:
        """Show a member in the form."""
        raise NotImplementedError

    def start(self) -> None:
        """Run what is ticked."""
        raise NotImplementedError

    # -- building -------------------------------------------------------------------------------

    def _build_list(self, heading: str) -> None:
        self.left.addWidget(label(heading, "heading"))
        self.list = QListWidget()
        self.list.setAccessibleName(heading)
        self.list.setFixedHeight(150)
        self.list.currentRowChanged.connect(self._show_current)
        self.list.itemChanged.connect(lambda _item: self.refresh_buttons())
        self.left.addWidget(self.list)
        self.list_row = QHBoxLayout()
        self.remove = button(self.tr("Remove"), self._remove)
        self.list_row.addStretch(1)
        self.list_row.addWidget(self.remove)
        self.left.addLayout(self.list_row)

    def make_name(self) -> QLineEdit:
        """Make the field of the name."""
        self.name = QLineEdit()
        self.name.setMaxLength(40)
        self.name.textChanged.connect(lambda _text: self.refresh_buttons())
        return self.name

    def add_form_buttons(self) -> None:
        """Put *Change* and *Add* under the form."""
        buttons = QHBoxLayout()
        self.change = button(self.tr("Change"), self._change)
        self.change.setToolTip(self.tr("Give the chosen scenario these values"))
        self.add = button(self.tr("Add"), self._add)
        self.add.setToolTip(self.tr("Keep these values as a new scenario with the plan"))
        buttons.addStretch(1)
        buttons.addWidget(self.change)
        buttons.addWidget(self.add)
        self.left.addLayout(buttons)

    def add_running(self, book_tip: str) -> None:
        """Put *Save* and *Run* at the foot of the left side."""
        row = QHBoxLayout()
        self.book_button = button(self.tr("Save…"), self.book_asked.emit)
        self.book_button.setToolTip(book_tip)
        self.run_button = button(self.tr("Run side by side"), self.run, kind="primary")
        row.addWidget(self.book_button)
        row.addStretch(1)
        row.addWidget(self.run_button)
        self.left.addLayout(row)
        self.left.addStretch(1)

    # -- the list and its form ------------------------------------------------------------------

    def show_members(self, members: Sequence[Any], icons: Sequence[QIcon], tips: Sequence[str]) -> None:
        """Show the members of the plan; what was ticked stays ticked, in a list that was empty all are."""
        first = not self.list.count()
        ticked = {one.name for one in self.ticked()}
        chosen = self.list.currentRow()
        self.members = tuple(members)
        self.list.blockSignals(True)
        self.list.clear()
        for place, (one, icon, tip) in enumerate(zip(members, icons, tips, strict=True)):
            item = QListWidgetItem(icon, one.name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            is_on = one.name in ticked if not first else place < self.most_shown
            item.setCheckState(Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked)
            item.setToolTip(tip)
            self.list.addItem(item)
        self.list.blockSignals(False)
        if members:
            self.list.setCurrentRow(min(max(chosen, 0), len(members) - 1))
        self.refresh_buttons()

    def ticked(self) -> tuple[Any, ...]:
        """Return the members that are ticked, in the order of the list."""
        return tuple(
            one
            for place, one in enumerate(self.members)
            if place < self.list.count() and self.list.item(place).checkState() is Qt.CheckState.Checked
        )

    def tick(self, name: str, ticked: bool = True) -> None:
        """Tick a member by its name, or let it go."""
        for item in self.list.findItems(name, Qt.MatchFlag.MatchExactly):
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)

    def add_several(self, made: Sequence[Any]) -> None:
        """Keep some members too, but for those whose name is taken."""
        taken = {one.name for one in self.members}
        self.kept.emit((*self.members, *(one for one in made if one.name not in taken)))

    def typed(self) -> int:
        """Return which member is in hand."""
        return self.list.currentRow()

    def take_typed(self, told: int) -> None:
        """Have it in hand again; what stood in the form comes next."""
        self.list.setCurrentRow(told)

    def _show_current(self, place: int) -> None:
        if 0 <= place < len(self.members):
            self.show_member(self.members[place])
            self.refresh_buttons()

    def _add(self) -> None:
        one = self.formed
        taken = {other.name for other in self.members}
        number, name = 2, one.name
        while name in taken:
            name, number = f"{one.name} {number}", number + 1
        self.kept.emit((*self.members, replace(one, name=name)))
        self.tick(name, len(self.ticked()) < self.most_shown)
        self.list.setCurrentRow(self.list.count() - 1)

    def _change(self) -> None:
        place = self.list.currentRow()
        is_ticked = self.members[place] in self.ticked()
        members = list(self.members)
        members[place] = formed = self.formed
        self.kept.emit(tuple(members))
        self.tick(formed.name, is_ticked)

    def _remove(self) -> None:
        place = self.list.currentRow()
        self.kept.emit(tuple(one for at, one in enumerate(self.members) if at != place))

    def refresh_buttons(self, *makers: QPushButton) -> None:
        """Switch the buttons on and off for what can be done now; ``makers`` add members by themselves."""
        may, reason = not self.is_read_only, self.tr("This plan is open for reading only")
        chosen = self.list.currentRow() >= 0
        name = self.name.text().strip()
        others = {one.name for at, one in enumerate(self.members) if at != self.list.currentRow()}
        for widget, able in (
            *((maker, may) for maker in makers),
            (self.add, may and bool(name)),
            (self.change, may and chosen and bool(name) and name not in others),
            (self.remove, may and chosen),
        ):
            widget.setEnabled(able)
        if not may:
            for maker in makers:
                maker.setToolTip(reason)
        count = len(self.ticked())
        self.run_button.setEnabled(1 <= count <= self.most_shown)
        self.run_button.setToolTip(
            self.tr("Run the ticked scenarios (Enter)")
            if self.run_button.isEnabled()
            else self.tr("Tick one to {most} scenarios first").format(most=self.most_shown)
        )

    def run(self) -> None:
        """Run what is ticked, if anything is."""
        if self.run_button.isEnabled():
            self.start()

    # -- the window -----------------------------------------------------------------------------

    def showEvent(self, event: Any) -> None:
        """Stay inside the screen."""
        fit(self)
        super().showEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Say that nobody looks any more."""
        self.closed.emit()
        super().closeEvent(event)

    def keyPressEvent(self, event: Any) -> None:
        """Enter runs, Esc closes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.run()
            event.accept()
            return
        super().keyPressEvent(event)

    def reject(self) -> None:
        """Esc is closing too."""
        self.closed.emit()
        super().reject()
