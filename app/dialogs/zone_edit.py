"""Name, class, lead and supports of a zone as a form."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from app import words
from app.dialogs.counties import ok_cancel
from app.document import Document
from app.settings import Settings
from app.widgets.basics import label
from layers.kinds import ZoneClass


class ZoneEditDialog(QDialog):
    """What a hand may say of a zone in place of the analysis; an edit is kept when the zones are derived again."""

    def __init__(self, document: Document, settings: Settings, zone: Any, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Edit the zone"))
        self.setMinimumWidth(420)
        self._document, self._zone = document, zone
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(
            label(
                self.tr(
                    "What you write stays when the zones are derived again. "
                    "Where the analysis comes to something else, that is listed."
                ),
                "muted",
                wrap=True,
            )
        )
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        self.name = QLineEdit(document.zone_name(zone))
        self.zone_class = QComboBox()
        for value in ZoneClass:
            self.zone_class.addItem(f"{words.zone_class_short(value)} · {words.zone_class(value)}", value.value)
        self.zone_class.setCurrentIndex(self.zone_class.findData(zone.zone_class))
        self.lead = QComboBox()
        self.lead.addItem(self.tr("Open"), "")
        for code in zone.counties:
            self.lead.addItem(document.county_name(code), code)
        self.lead.setCurrentIndex(max(0, self.lead.findData(zone.lead)))
        self.supports = {code: QCheckBox(document.county_name(code)) for code in zone.counties}
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for code, check in self.supports.items():
            check.setChecked(code in zone.supports)
            check.setMinimumHeight(check.sizeHint().height())
            column.addWidget(check)
        self.lead.currentIndexChanged.connect(self._on_lead)
        self._on_lead()
        self.by = QLineEdit(settings.judging("name"))
        self.by.setPlaceholderText(self.tr("Your name; it is recorded with the edit"))
        for title, field in (
            (self.tr("Name"), self.name),
            (self.tr("Class"), self.zone_class),
            (self.tr("Lead"), self.lead),
            (self.tr("Support"), box),
            (self.tr("Edited by"), self.by),
        ):
            field.setAccessibleName(title)
            form.addRow(title, field)
        layout.addLayout(form)
        self.buttons = ok_cancel(self, self.tr("Apply"))
        layout.addWidget(self.buttons)

    def _on_lead(self, *_news: object) -> None:
        """Nobody supports himself."""
        for code, check in self.supports.items():
            is_lead = code == self.lead.currentData()
            check.setEnabled(not is_lead)
            if is_lead:
                check.setChecked(False)

    @property
    def values(self) -> dict[str, Any]:
        """What was changed, by field."""
        zone = self._zone
        supports = [code for code, check in self.supports.items() if check.isChecked()]
        found: dict[str, Any] = {}
        name = self.name.text().strip() or self._document.derived_zone_name(zone)
        if name != self._document.zone_name(zone):
            found["name"] = name
        if self.zone_class.currentData() != zone.zone_class:
            found["zone_class"] = self.zone_class.currentData()
        if self.lead.currentData() != zone.lead:
            found["lead"] = self.lead.currentData()
        if set(supports) != set(zone.supports):
            found["supports"] = supports
        return found
