"""What only the reporter of a fire knows, asked for before its notice is written."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDateTime
from PySide6.QtWidgets import (
    QDateTimeEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app import fire_words
from app.cards.weather import number_field
from app.dialogs.counties import ok_cancel
from app.dialogs.seen import watch_seen
from app.settings import Settings
from app.widgets.basics import label
from layers.spread.notice import NoticeFacts

#: Texts that are the same next time, by the name they are remembered under.
_REMEMBERED = ("maker", "reporter", "phone")


class NoticeDialog(QDialog):
    """Number, time, who tells, and how long before the fire a county is to be told."""

    def __init__(self, margin_min: float, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Notice of the fire"))
        self.resize(480, 380)
        self._settings, self._told_at = settings, datetime.now().replace(microsecond=0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(
            label(
                self.tr("What is left empty stays a blank on paper. The fire is taken to start when it was seen."),
                "muted",
                wrap=True,
            )
        )
        form = QFormLayout()
        self.number = QLineEdit(f"{self._told_at:%Y%m%d-%H%M}")
        self.found_at = QDateTimeEdit(QDateTime(self._told_at.replace(second=0)))  # type: ignore[call-overload]
        self.found_at.setDisplayFormat("yyyy-MM-dd HH:mm")
        self.found_at.setCalendarPopup(True)
        self.margin = number_field("notify_margin_min")
        self.margin.setValue(margin_min)
        self.maker, self.reporter, self.phone = (QLineEdit(settings.notice(one)) for one in _REMEMBERED)
        self.remarks = QPlainTextEdit()
        self.remarks.setFixedHeight(56)
        self.remarks.setTabChangesFocus(True)
        for text, field in (
            (self.tr("Number"), self.number),
            (self.tr("Seen at"), self.found_at),
            (self.tr("Tell before it is there by"), self.margin),
            (self.tr("Issued by"), self.maker),
            (self.tr("Contact"), self.reporter),
            (self.tr("Phone"), self.phone),
            (self.tr("Remarks"), self.remarks),
        ):
            field.setAccessibleName(text)
            form.addRow(text, field)
        self.margin.setToolTip(fire_words.source("notify_margin_min"))
        layout.addLayout(form)
        self.buttons = ok_cancel(self, self.tr("Save as…"))
        layout.addWidget(self.buttons)
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.wrong = watch_seen(form, self.found_at, ok)

    @property
    def facts(self) -> NoticeFacts:
        """What was filled in."""
        found = self.found_at.dateTime().toPython()
        assert isinstance(found, datetime)
        return NoticeFacts(
            self.number.text().strip(),
            found,
            self._told_at,
            self.maker.text().strip(),
            self.reporter.text().strip(),
            self.phone.text().strip(),
            self.remarks.toPlainText(),
        )

    @property
    def margin_min(self) -> float:
        """How long before the fire a county is to be told."""
        return self.margin.value()

    def accept(self) -> None:
        """Remember who tells, for the next fire; it is told now, however long the form was open."""
        self._told_at = datetime.now().replace(microsecond=0)
        for name, field in zip(_REMEMBERED, (self.maker, self.reporter, self.phone), strict=True):
            self._settings.set_notice(name, field.text().strip())
        super().accept()
