"""The last look before a printer: the sheet on the printer's own paper, with what it can print on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.numbers import scale as scale_text
from app.widgets.basics import button, label
from app.widgets.fitting import fit as fit_screen
from app.widgets.plate_view import PlateView

if TYPE_CHECKING:
    from app.sheets.plate_set import PlateSet
    from app.sheets.printing import Fit


class PrintPreview(QDialog):
    """Shows where the sheet lies on the paper; the scale is that of the plate, always."""

    print_asked = Signal()
    settings_asked = Signal()

    def __init__(self, printer: QPrinter, plates: PlateSet, image: QImage, place: Fit, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Print"))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(10)
        self.view = PlateView()
        self.view.can_move = False
        self.view.show_sheet(image, plates.size_mm, plates.paper_mm)
        self.view.show_printer((place.paper.width(), place.paper.height()), place.printable, place.offset_mm)
        column.addWidget(self.view, 1)
        sheet = plates.sheets[0]
        pages = plates.page_count
        scale = scale_text(sheet.scale)
        name = printer.printerName() or printer.outputFileName()
        text = self.tr("{printer} · paper {width} × {height} mm · {scale}, exactly · %n page(s)", "", pages)
        told = text.format(
            printer=name, width=f"{place.paper.width():.0f}", height=f"{place.paper.height():.0f}", scale=scale
        )
        self.told = label(told, wrap=True)
        column.addWidget(self.told)
        hint = self.tr(
            "The dashed line is what the printer can print on. Print without “fit to page”, or the scale is lost."
        )
        column.addWidget(label(hint, "small", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(button(self.tr("Printer…"), self._settings, icon="settings"))
        row.addStretch(1)
        row.addWidget(button(self.tr("Cancel"), self.reject))
        self.print_button = button(self.tr("Print"), self._print, kind="primary", icon="printer")
        row.addWidget(self.print_button)
        column.addLayout(row)
        self.resize(760, 640)
        fit_screen(self)

    def _settings(self) -> None:
        self.reject()
        self.settings_asked.emit()

    def _print(self) -> None:
        self.accept()
        self.print_asked.emit()
