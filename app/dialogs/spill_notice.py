"""What only the person who tells of a spill knows, asked for before its notice is written."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDateTime
from PySide6.QtWidgets import (
    QDateTimeEdit,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.dialogs.counties import ok_cancel
from app.dialogs.seen import watch_seen
from app.widgets.basics import label
from layers.rivers.notice import SpillFacts


class SpillNoticeDialog(QDialog):
    """Number, time, what and how much, who tells, and how long before the water a county is to be told."""

    def __init__(self, margin_min: float, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Notice of the spill"))
        self.resize(480, 360)
        self._told_at = datetime.now().replace(microsecond=0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        said = self.tr("What is left empty stays a blank on paper. The times count from when it was found.")
        layout.addWidget(label(said, "muted", wrap=True))
        form = QFormLayout()
        self.number = QLineEdit(f"{self._told_at:%Y%m%d-%H%M}")
        self.found_at = QDateTimeEdit(QDateTime(self._told_at.replace(second=0)))  # type: ignore[call-overload]
        self.found_at.setDisplayFormat("yyyy-MM-dd HH:mm")
        self.found_at.setCalendarPopup(True)
        self.margin = QDoubleSpinBox()
        self.margin.setRange(0.0, 10_000.0)
        self.margin.setDecimals(0)
        self.margin.setSuffix(" min")
        self.margin.setValue(margin_min)
        self.substance, self.amount, self.maker, self.reporter, self.phone, self.remarks = (
            QLineEdit() for _ in range(6)
        )
        for text, field in (
            (self.tr("Number"), self.number),
            (self.tr("Found at"), self.found_at),
            (self.tr("Tell before it is there by"), self.margin),
            (self.tr("Substance"), self.substance),
            (self.tr("Amount"), self.amount),
            (self.tr("Issued by"), self.maker),
            (self.tr("Contact"), self.reporter),
            (self.tr("Phone"), self.phone),
            (self.tr("Remarks"), self.remarks),
        ):
            field.setAccessibleName(text)
            form.addRow(text, field)
        layout.addLayout(form)
        self.buttons = ok_cancel(self, self.tr("Save as…"))
        layout.addWidget(self.buttons)
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.wrong = watch_seen(form, self.found_at, ok)

    def accept(self) -> None:
        """It is told now, however long the form was open."""
        self._told_at = datetime.now().replace(microsecond=0)
        super().accept()

    @property
    def facts(self) -> SpillFacts:
        """What was filled in."""
        found = self.found_at.dateTime().toPython()
        assert isinstance(found, datetime)
        texts = (self.substance, self.amount, self.maker, self.reporter, self.phone, self.remarks)
        return SpillFacts(self.number.text().strip(), found, self._told_at, *(one.text().strip() for one in texts))
