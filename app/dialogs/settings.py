"""Preferences, made from the rows of :data:`app.settings.OPTIONS`; a choice holds at once."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from app import ages
from app.settings import OPTIONS, Settings, backups_dir
from app.widgets.basics import button, label


class SettingsDialog(QDialog):
    """One row per option."""

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Settings"))
        self.resize(440, 260)
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
            if option.key == "backups":
                form.addRow("", self._versions())
        layout.addLayout(form)
        layout.addStretch(1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)

    def _versions(self) -> QWidget:
        """Say how much room the earlier versions take, and where they are."""
        from layers.plan import backups

        folder = backups_dir()
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        taken = backups.room_bytes(folder)
        text = self.tr("They take {size}.").format(size=ages.file_size(taken)) if taken else self.tr("None yet.")
        self.room = label(text, "small")
        row.addWidget(self.room, 1)
        self.open_folder = button(
            self.tr("Open the folder"),
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))),
            kind="link",
        )
        self.open_folder.setToolTip(str(folder))
        self.open_folder.setEnabled(folder.is_dir())
        row.addWidget(self.open_folder)
        return line

    @property
    def values(self) -> dict[str, str]:
        """The choices as they stand."""
        return {key: str(box.currentData()) for key, box in self.boxes.items()}
