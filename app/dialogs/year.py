"""The year beside the map: calendar, what must be confirmed again, evaluation."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QSpinBox, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app import register_words
from app.document import Document
from app.widgets.basics import button, tool_button
from app.widgets.fitting import fit
from app.widgets.narrow import WrappingRow
from app.widgets.year_calendar import CalendarPage
from app.widgets.year_confirm import ConfirmPage
from app.widgets.year_evaluation import EvaluationPage
from layers.agreements.books import Book
from layers.year.confirming import to_confirm
from layers.year.evaluation import Evaluation
from layers.year.material import YearMaterial

_FIRST, _LAST = 2000, 2099


class YearWindow(QDialog):
    """Stays beside the map; every change is one step in the plan's history."""

    evaluation_wanted = Signal(int)  # year
    new_year_asked = Signal()
    settings_asked = Signal()
    export_asked = Signal()
    hidden = Signal()

    def __init__(self, document: Document, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("The year"))
        self._document = document
        self._material: YearMaterial | None = None
        self._has_year = False
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        column.addLayout(self._make_bar())
        self.calendar, self.confirm, self.evaluation = CalendarPage(), ConfirmPage(), EvaluationPage()
        self.pages = QStackedWidget()
        for page in (self.calendar, self.confirm, self.evaluation):
            self.pages.addWidget(page)
        column.addWidget(self.pages, 1)
        self.tabs.currentChanged.connect(self._on_tab)
        QShortcut(QKeySequence("Ctrl+Return"), self, self._keep_form)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self, document.undo)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Redo), self, document.redo)
        QShortcut(QKeySequence(QKeySequence.StandardKey.New), self, self.add_entry)
        document.closed.connect(self.close)
        document.opened.connect(self._forget)
        self.resize(1240, 700)
        fit(self)

    def _make_bar(self) -> WrappingRow:
        row = WrappingRow()
        row.setSpacing(6)
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName(self.tr("Pages of the year"))
        for name in (self.tr("Calendar"), self.tr("To confirm"), self.tr("Evaluation")):
            self.tabs.addTab(name)
        row.addWidget(self.tabs)
        self.year = QSpinBox()
        self.year.setRange(_FIRST, _LAST)
        self.year.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.year.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.year.setAccessibleName(self.tr("Year"))
        self.year.setFixedWidth(64)
        self.year.valueChanged.connect(lambda _year: self._show())
        self.earlier = tool_button(icon="chevron-left", name=self.tr("The year before"))
        self.later = tool_button(icon="chevron-right", name=self.tr("The year after"))
        self.earlier.clicked.connect(lambda: self.year.stepBy(-1))
        self.later.clicked.connect(lambda: self.year.stepBy(1))
        for part in (self.earlier, self.year, self.later):
            row.addWidget(part)
        row.addStretch(1)
        self.add_button = button(self.tr("Add"), self.add_entry, icon="plus")
        self.add_button.setToolTip(self.tr("Add an entry of your own (Ctrl+N); or double-click a day"))
        row.addWidget(self.add_button)
        self.new_year_button = button(self.tr("New year…"), self.new_year_asked.emit, icon="refresh-cw")
        self.new_year_button.setToolTip(self.tr("Carry dates, roster and chair on into the next year: one step"))
        self.settings_button = button(self.tr("Seasons and numbers…"), self.settings_asked.emit, icon="settings")
        self.export_button = button(self.tr("Write…"), self.export_asked.emit, icon="file-output")
        self.export_button.setToolTip(self.tr("Calendar file, workbooks, annual plan and evaluation"))
        for one in (self.new_year_button, self.settings_button, self.export_button):
            row.addWidget(one)
        return row

    # -- showing ------------------------------------------------------------------------------

    @property
    def material(self) -> YearMaterial | None:
        """What is shown; None before the year is put together."""
        return self._material

    def show_material(self, material: YearMaterial) -> None:
        """Show what the plan says now; the year stays unless the plan is another or its date is in another year."""
        before = self._material.on.year if self._material is not None else None
        self._material = material
        if not self._has_year or before != material.on.year:
            self._has_year = True
            self.year.blockSignals(True)
            self.year.setValue(material.on.year)
            self.year.blockSignals(False)
        self._show()

    def show_evaluation(self, found: Evaluation) -> None:
        """Show a year's evaluation when it is still that year."""
        if self._material is not None and found.year == self.year.value():
            self.evaluation.show_evaluation(found, self._material.counties)

    def show_year(self, year: int) -> None:
        """Go to a year."""
        self._has_year = True
        self.year.setValue(year)

    def add_entry(self) -> None:
        """Show the form of a new entry."""
        self.tabs.setCurrentIndex(0)
        self.calendar.add_entry()

    def _show(self) -> None:
        material = self._material
        if material is None or not self._document.is_open:
            return
        is_read_only = self._document.is_read_only
        for one in (self.add_button, self.new_year_button, self.settings_button):
            one.setEnabled(not is_read_only)
        year = self.year.value()
        known = {book: {str(row["uid"]) for row in material.rows(book)} for book in (Book.AGREEMENT, Book.BODY)}
        names = register_words.names_of(self._document)
        self.calendar.show_year(material, year, names, known, is_read_only=is_read_only)
        lines = to_confirm(material, year)
        self.confirm.show_lines(lines, year, material.on, is_read_only=is_read_only)
        text = self.tr("To confirm")
        self.tabs.setTabText(1, f"{text} {self.confirm.open_count}" if self.confirm.open_count else text)
        if self.tabs.currentIndex() == 2:
            self.evaluation_wanted.emit(year)

    def _on_tab(self, place: int) -> None:
        self.pages.setCurrentIndex(place)
        if place == 2 and self._material is not None:
            self.evaluation_wanted.emit(self.year.value())

    def _keep_form(self) -> None:
        if self.calendar.side.currentIndex() == 1:
            self.calendar.form.keep()

    def _forget(self) -> None:
        self.calendar.leave_form()  # what is half typed is of another plan
        self._material, self._has_year = None, False

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks any more, unless it only lies in the taskbar."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.hidden.emit()
