"""A new year from last year's plan: what would be carried on, and what must be confirmed then."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from app.dialogs.counties import ok_cancel
from app.dialogs.new_plan import date_edit, day_of
from app.widgets.basics import label
from app.widgets.fitting import fit
from layers.year.material import YearMaterial
from layers.year.rolling import Rolled, roll


class NewYear(QDialog):
    """Says before anything is written what comes into the new year, and that nothing is lost."""

    def __init__(self, material: YearMaterial, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("New year from this plan"))
        self._material = material
        self._has_own_title = self._has_own_day = False
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(12)
        about = self.tr(
            "What lies in the year before goes on a year later: meetings, drills, patrols and own entries as planned "
            "entries of the calendar, the duty roster, and the chair in its order. Nothing that is there is changed or "
            "lost, and one undo takes all of it back."
        )
        column.addWidget(label(about, wrap=True))
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        self.year = QSpinBox()
        self.year.setRange(2000, 2099)
        self.year.setValue(material.on.year + 1)
        self.title = QLineEdit()
        self.day = date_edit(date(material.on.year + 1, 1, 1))
        form.addRow(self.tr("New year"), self.year)
        form.addRow(self.tr("Title of the plan"), self.title)
        form.addRow(self.tr("Reference date"), self.day)
        column.addLayout(form)
        self.preview = label("", "small", wrap=True)
        column.addWidget(self.preview)
        column.addStretch(1)
        self.buttons = ok_cancel(self, self.tr("Carry on"))
        column.addWidget(self.buttons)
        self.year.valueChanged.connect(lambda _year: self._renew())
        self.title.textEdited.connect(self._on_title)
        self.day.dateChanged.connect(self._on_day)
        self.resize(560, 380)
        self._renew()
        fit(self)

    def rolled(self) -> Rolled:
        """Return what would be written."""
        title = self.title.text().strip() if self._has_own_title else None
        on = day_of(self.day) if self._has_own_day else None
        return roll(self._material, self.year.value(), on=on, title=title or None)

    def _on_title(self, _text: str) -> None:
        self._has_own_title = True
        self._renew()

    def _on_day(self) -> None:
        self._has_own_day = True
        self._renew()

    def _renew(self) -> None:
        found = self.rolled()
        if not self._has_own_title:
            self.title.setText(found.title)
        if not self._has_own_day:
            self.day.blockSignals(True)
            self.day.setDate(QDate(found.on.year, found.on.month, found.on.day))
            self.day.blockSignals(False)
        nothing = found.is_nothing(self._material)
        if nothing:
            text = self.tr("Everything of {before} is in {year} already: nothing would change.")
        else:
            text = self.tr(
                "Into {year}: {dates} dates, {watches} lines of the roster, {terms} terms of the chair. Contacts stay"
                " as they are. All of it is listed under To confirm, open until somebody confirms it."
            )
        self.preview.setText(
            text.format(
                year=found.year, before=found.year - 1, dates=found.dates, watches=found.watches, terms=found.terms
            )
        )
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not nothing)
