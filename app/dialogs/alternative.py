"""What an alternative is called, who proposes it, and a note."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from app.dialogs.counties import ok_cancel
from app.document import Document
from app.widgets.basics import label
from layers.plan.alternatives import JOINT, Alternative

_LABEL_LETTERS = 12


class AlternativeDialog(QDialog):
    """A form of three fields."""

    def __init__(self, document: Document, one: Alternative, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Alternative"))
        self.setMinimumWidth(420)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(
            label(
                self.tr("Alternatives are drafts: they travel with the plan, and no document prints them."),
                "muted",
                wrap=True,
            )
        )
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        self.label = QLineEdit(one.label)
        self.label.setMaxLength(_LABEL_LETTERS)
        self.county = QComboBox()
        self.county.addItem(self.tr("nobody in particular"), "")
        self.county.addItem(self.tr("all together"), JOINT)
        names = document.county_names()
        for code, name in names.items():
            self.county.addItem(name, code)
        if one.county and self.county.findData(one.county) < 0:
            self.county.addItem(one.county, one.county)
        self.county.setCurrentIndex(self.county.findData(one.county))
        self.note = QPlainTextEdit(one.note)
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(88)
        for text, field in (
            (self.tr("Letter"), self.label),
            (self.tr("Proposed by"), self.county),
            (self.tr("Note"), self.note),
        ):
            field.setAccessibleName(text)
            form.addRow(text, field)
        layout.addLayout(form)
        layout.addWidget(ok_cancel(self, self.tr("Keep")))
        self.label.selectAll()
        self.label.setFocus()

    def given(self) -> dict[str, str]:
        """Return what was said: ``label``, ``county``, ``note``."""
        return {
            "label": self.label.text(),
            "county": str(self.county.currentData()),
            "note": self.note.toPlainText(),
        }
