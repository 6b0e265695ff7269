"""A package from a colleague: what is in it, and where it is unpacked to."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_documents_path
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app import words
from app.dialogs.counties import ok_cancel
from app.dialogs.new_plan import can_become_folder
from app.widgets.basics import button, label

if TYPE_CHECKING:
    from layers.plan.package import Manifest


def size_text(size_bytes: int) -> str:
    """Return a size as people say it, e.g. ``1.5 MB``."""
    return QLocale(QLocale.Language.English).formattedDataSize(
        size_bytes, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat
    )


def proposed_folder(package: Path, *, otherwise: str = "plan") -> Path:
    """Return a folder named after the package: beside it, or among the documents when nothing can be written there."""
    name = package.stem if package.suffix else otherwise
    beside = package.absolute().parent
    place = beside if os.access(beside, os.W_OK) else user_documents_path()
    folder, number = place / name, 2
    while os.path.lexists(folder):
        folder, number = place / f"{name} ({number})", number + 1
    return folder


class UnpackDialog(QDialog):
    """Asks once, before anything is written."""

    def __init__(self, package: Path, manifest: Manifest, parent: QWidget, *, offers_take_in: bool = False) -> None:
        """``offers_take_in``: a plan is open that it could be compared with."""
        super().__init__(parent)
        self.takes_in = False  # compare it with the open plan instead of unpacking it
        self.setWindowTitle(self.tr("Open a packed plan"))
        self.setMinimumWidth(560)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(label(manifest.title, "title", wrap=True))
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.addRow(self.tr("Package"), label(package.name, wrap=True))
        form.addRow(self.tr("Reference date"), label(manifest.reference_date))
        packed = label(_local(manifest.made_at))
        packed.setToolTip(manifest.program)
        form.addRow(self.tr("Packed"), packed)
        form.addRow(self.tr("Holds"), label(self._contents(manifest), wrap=True))
        self.folder = QLineEdit(str(proposed_folder(package)))
        self.folder.setAccessibleName(self.tr("Unpack to"))
        self.folder.setCursorPosition(0)
        place = QHBoxLayout()
        place.setSpacing(8)
        place.addWidget(self.folder, 1)
        place.addWidget(button(self.tr("Browse…"), self._browse))
        form.addRow(self.tr("Unpack to"), place)
        layout.addLayout(form)
        left_out = [raster.title for raster in manifest.rasters if raster.left_out]
        if left_out:
            text = self.tr("Not in the package, because the sender's files were not found: {titles}.")
            layout.addWidget(label(text.format(titles=words.joined(left_out)), "warning", wrap=True))
        self.problem = label("", "danger", wrap=True)
        layout.addWidget(self.problem)
        layout.addWidget(label(self.tr("The package itself is not changed, and nothing is overwritten."), "small"))
        self.buttons = ok_cancel(self, self.tr("Unpack and open"))
        if offers_take_in:
            compare = button(self.tr("Compare with the open plan"), self._take_in, icon="arrow-left-right")
            self.buttons.addButton(compare, QDialogButtonBox.ButtonRole.ActionRole)
            self.compare = compare
        layout.addWidget(self.buttons)
        self.folder.textChanged.connect(lambda _text: self._check())
        self._check()

    def _take_in(self) -> None:
        self.takes_in = True
        self.accept()

    @property
    def chosen(self) -> Path:
        """Where to unpack to."""
        return Path(self.folder.text().strip()).expanduser()

    def _contents(self, manifest: Manifest) -> str:
        count = sum(not raster.left_out for raster in manifest.rasters)
        if not count:
            return self.tr("the plan, {size}").format(size=size_text(manifest.total_bytes))
        text = self.tr("the plan and %n raster layer(s), {size}", "", count)
        return text.format(size=size_text(manifest.total_bytes))

    def _check(self) -> None:
        text, problem = self.folder.text().strip(), ""
        if text and not can_become_folder(self.chosen.parent):
            problem = self.tr("Nothing can be written to {folder}").format(folder=self.chosen.parent)
        elif text and os.path.lexists(self.chosen) and not _is_empty_folder(self.chosen):
            problem = self.tr("{name} exists already. Choose another name.").format(name=self.chosen.name)
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(bool(text) and not problem)

    def _browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Unpack to"), str(self.chosen.parent))
        if chosen:
            folder = Path(chosen)
            self.folder.setText(str(folder if _is_empty_folder(folder) else folder / self.chosen.name))


def _is_empty_folder(path: Path) -> bool:
    try:
        return path.is_dir() and not any(path.iterdir())
    except OSError:
        return False


def _local(made_at: str) -> str:
    """Return a time of the manifest by this computer's clock; as it stands when it is no time."""
    try:
        return f"{datetime.fromisoformat(made_at).astimezone():%Y-%m-%d %H:%M}"
    except (ValueError, OverflowError, OSError):
        return made_at
