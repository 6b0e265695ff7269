"""Which page of a PDF becomes a picture to be placed, how fine, and where it is kept."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app import words
from app.dialogs.ask import with_ending
from app.widgets.basics import ElidedLabel, button, label
from layers.sources.pdf_pages import DEFAULT_DPI, PdfPage

_PICTURE = QSize(360, 400)
_PAUSE_MS = 250


class PdfPageDialog(QDialog):
    """The page chosen is shown as soon as it has been looked at; ``page_wanted`` asks for that."""

    page_wanted = Signal(int)

    def __init__(self, path: Path, first: PdfPage, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path, self._folder = path, folder
        self._chosen: Path | None = None  # the place, once somebody has chosen one
        self.page = first
        self.setWindowTitle(self.tr("Place a page of a PDF"))
        outer = QHBoxLayout(self)
        outer.setSpacing(16)
        self.picture = QLabel()
        self.picture.setAccessibleName(self.tr("The page"))
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setMinimumSize(180, 200)
        outer.addWidget(self.picture, 1)
        column = QVBoxLayout()
        column.addWidget(label(path.name, "heading", wrap=True))
        column.addLayout(self._fields(first.pages))
        self.where = ElidedLabel("", "small")
        self.where.setAccessibleName(self.tr("Kept as"))
        place = QHBoxLayout()
        place.addWidget(self.where, 1)
        place.addWidget(button(self.tr("Change…"), self._choose_place, kind="link"))
        column.addLayout(place)
        note = self.tr("The page becomes a picture of its own, which the plan then needs; the PDF stays as it is.")
        column.addWidget(label(note, "small", wrap=True))
        column.addStretch(1)
        self.buttons = QDialogButtonBox()
        self.ok = self.buttons.addButton(self.tr("Place this page"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column.addWidget(self.buttons)
        outer.addLayout(column, 1)
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._soon.timeout.connect(lambda: self.page_wanted.emit(self.number.value()))
        self.number.valueChanged.connect(self._on_number)
        self.resolution.currentIndexChanged.connect(lambda _row: self._show_place())
        self.show_page(first)
        self.resize(760, 460)

    def _fields(self, pages: int) -> QGridLayout:
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        self.number = QSpinBox()
        self.number.setRange(1, pages)
        self.number.setSuffix(self.tr(" of {count}").format(count=words.number(pages)))
        self.number.setEnabled(pages > 1)
        self.resolution = QComboBox()
        fields = ((self.tr("Page"), self.number), (self.tr("Resolution"), self.resolution))
        for row, (name, field) in enumerate(fields):
            named = label(name)
            named.setBuddy(field)
            field.setAccessibleName(name)
            grid.addWidget(named, row, 0)
            grid.addWidget(field, row, 1)
        return grid

    # -- showing ------------------------------------------------------------------------------

    def show_page(self, page: PdfPage) -> None:
        """Show a page that has been looked at, unless another is wanted by now."""
        if page.number != self.number.value():
            return
        wanted = self.dpi if self.resolution.count() else 0
        self.page = page
        self.resolution.blockSignals(True)
        self.resolution.clear()
        for dpi in page.resolutions:
            width, height = (words.number(side) for side in page.pixels(dpi))
            text = self.tr("{dpi} dpi: {width} × {height}").format(dpi=dpi, width=width, height=height)
            if dpi == page.scan_dpi:
                text = self.tr("{size}, as it was scanned").format(size=text)
            self.resolution.addItem(text, dpi)
        best = page.scan_dpi or (wanted if wanted in page.resolutions else DEFAULT_DPI)
        self.resolution.setCurrentIndex(max(self.resolution.findData(best), 0))
        self.resolution.blockSignals(False)
        self._show_picture()
        self._show_place()
        self.ok.setEnabled(True)

    def _show_picture(self) -> None:
        pixels = np.ascontiguousarray(self.page.preview)
        height, width, _ = pixels.shape
        image = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
        dpr = self.devicePixelRatioF()
        smooth = Qt.TransformationMode.SmoothTransformation
        shown = QPixmap.fromImage(image).scaled(_PICTURE * dpr, Qt.AspectRatioMode.KeepAspectRatio, smooth)
        shown.setDevicePixelRatio(dpr)
        self.picture.setPixmap(shown)

    def _show_place(self) -> None:
        self.where.full_text = self.tr("Kept as {path}").format(path=self.target)
        self.where.setToolTip(str(self.target))
        self.where._elide()

    def _on_number(self, _number: int) -> None:
        self.ok.setEnabled(False)  # until it has been looked at
        self._soon.start()

    # -- what was chosen ----------------------------------------------------------------------

    @property
    def dpi(self) -> int:
        """The resolution chosen."""
        return int(self.resolution.currentData())

    @property
    def target(self) -> Path:
        """Where the picture is kept: a name that is free, or the one that was chosen."""
        if self._chosen is not None:
            return self._chosen
        stem = f"{self._path.stem}-p{self.page.number}-{self.dpi}dpi"
        free = (self._folder / f"{stem}{more}.tif" for more in ("", *(f"-{number}" for number in range(2, 1000))))
        return next(path for path in free if not path.exists())

    def _choose_place(self) -> None:
        kind = self.tr("TIFF pictures (*.tif)")
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Keep the page as"), str(self.target), kind)
        path = with_ending(self, chosen, ".tif", (".tiff",)) if chosen else None
        if path is not None:
            self._chosen = path
            self._show_place()
