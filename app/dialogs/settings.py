"""Preferences, made from the rows of :data:`app.settings.OPTIONS`; a choice holds at once."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QVBoxLayout, QWidget

from app.settings import OPTIONS, Settings


class SettingsDialog(QDialog):
    """One row per option."""

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Settings"))
        self.resize(440, 220)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(12)
        self.boxes: dict[str, QComboBox] = {}
        for option in OPTIONS:
            box = QComboBox()
            name = QCoreApplication.translate("Options", option.label)
            box.setAccessibleName(name)
            for value, text in option.choices:
                box.addItem(QCoreApplication.translate("Options", text), value)
            box.setCurrentIndex(box.findData(settings.get(option.key)))
            self.boxes[option.key] = box
            form.addRow(name, box)
        layout.addLayout(form)
        layout.addStretch(1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)

    @property
    def values(self) -> dict[str, str]:
        """The choices as they stand."""
        return {key: str(box.currentData()) for key, box in self.boxes.items()}
