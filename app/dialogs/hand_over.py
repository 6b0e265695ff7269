"""Who hands the plan over, for whom: asked once, before the package is written."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from app.dialogs.counties import ok_cancel
from app.settings import Settings
from app.widgets.basics import label
from layers.exchange.journal import Handover


class HandOverDialog(QDialog):
    """County, name, receiver and remark; the last two may stay empty."""

    def __init__(self, title: str, counties: Mapping[str, str], settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Hand the plan over"))
        self.setMinimumWidth(460)
        self._settings = settings
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(label(title, "title", wrap=True))
        layout.addWidget(
            label(
                self.tr(
                    "The package holds the plan, its rasters and who gave it when. The other county takes it in, "
                    "changes it and hands it back; you then see every difference before anything changes here."
                ),
                "muted",
                wrap=True,
            )
        )
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        self.county = QComboBox()
        self.county.setAccessibleName(self.tr("Our county"))
        self.county.addItem(self.tr("(not said)"), "")
        for code, name in sorted(counties.items(), key=lambda one: one[0]):
            self.county.addItem(f"{name} {code}", code)
        self.county.setCurrentIndex(max(self.county.findData(settings.judging("county")), 0))
        self._names = dict(counties)
        self.person, self.to, self.note = QLineEdit(settings.judging("name")), QLineEdit(), QLineEdit()
        for field, text, hint in (
            (self.county, self.tr("Our county"), ""),
            (self.person, self.tr("Handed over by"), self.tr("Your name; it is kept in the package")),
            (self.to, self.tr("For"), self.tr("Whom it is meant for, if anybody")),
            (self.note, self.tr("Remark"), self.tr("Anything they should know")),
        ):
            field.setAccessibleName(text)
            if isinstance(field, QLineEdit):
                field.setPlaceholderText(hint)
            form.addRow(text, field)
        layout.addLayout(form)
        self.buttons = ok_cancel(self, self.tr("Choose where to…"))
        layout.addWidget(self.buttons)
        self.person.setFocus()

    def given(self) -> Handover:
        """Return what was filled in, and remember who it was."""
        code = str(self.county.currentData() or "")
        self._settings.set_judging("name", self.person.text().strip())
        self._settings.set_judging("county", code)
        return Handover(
            uid="",
            at="",
            person=self.person.text().strip(),
            county=code,
            county_name=self._names.get(code, ""),
            to=self.to.text().strip(),
            note=self.note.text().strip(),
        )
