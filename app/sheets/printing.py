"""Plates on a real printer: at the exact scale, or not at all.

Qt allows painting on a printer in a worker thread, so the window stays alive however large the sheets are.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrinter

from app.sheets.plate_set import PlateSet, page_layout
from layers.errors import PlateError
from layers.progress import Progress, silent

#: Paper is cut, and sizes are stated, to about this; mm.
_TOLERANCE_MM = 0.6


@dataclass(frozen=True)
class Fit:
    """Where a plate lies on a printer's paper, mm from the paper's upper left corner."""

    paper: QSizeF
    printable: QRectF
    plate: QRectF

    @property
    def offset_mm(self) -> tuple[float, float]:
        """Return where the plate's corner lies."""
        return self.plate.x(), self.plate.y()


def set_paper(printer: QPrinter, plates: PlateSet) -> None:
    """Ask a printer for the plate's paper and colours; what it makes of it is seen by :func:`fit`."""
    printer.setFullPage(True)
    printer.setPageLayout(page_layout(plates.spec))
    printer.setFullPage(True)
    printer.setColorMode(QPrinter.ColorMode.GrayScale if plates.spec.grey else QPrinter.ColorMode.Color)
    printer.setDocName(plates.title)
    printer.setCreator("Lianfang 联防")


def turn_paper(printer: QPrinter, plates: PlateSet) -> None:
    """Turn the paper chosen in the printer's dialog the plate's way: a sheet is never turned against its map."""
    printer.setPageOrientation(page_layout(plates.spec).orientation())
    printer.setFullPage(True)


def fit(printer: QPrinter, plates: PlateSet) -> Fit:
    """Return where the plate goes on the paper chosen in the printer's dialog.

    It lies in the middle, moved as far as the printer's margins ask for; it is never made smaller.

    Raises
    ------
    PlateError
        The paper is too small (``paper_small``), or what the printer can print on is (``margins_wide``).
    """
    layout = printer.pageLayout()
    return fit_on(layout, _least_margins(layout), plates)


def fit_on(layout: QPageLayout, least: QMarginsF, plates: PlateSet) -> Fit:
    """Return where the plate goes on paper with margins (mm) that cannot be printed on; see :func:`fit`."""
    paper = layout.fullRect(QPageLayout.Unit.Millimeter).size()
    width, height = plates.size_mm
    facts = {"paper": plates.spec.paper.value, "needed": _size(width, height)}
    if width > paper.width() + _TOLERANCE_MM or height > paper.height() + _TOLERANCE_MM:
        raise PlateError(reason_code="paper_small", there=_size(paper.width(), paper.height()), **facts)
    printable = QRectF(0, 0, paper.width(), paper.height()).marginsRemoved(least)
    if width > printable.width() + _TOLERANCE_MM or height > printable.height() + _TOLERANCE_MM:
        raise PlateError(reason_code="margins_wide", there=_size(printable.width(), printable.height()), **facts)
    left = _moved((paper.width() - width) / 2.0, printable.left(), printable.right() - width)
    top = _moved((paper.height() - height) / 2.0, printable.top(), printable.bottom() - height)
    return Fit(paper, printable, QRectF(left, top, width, height))


def print_plates(printer: QPrinter, plates: PlateSet, *, progress: Progress = silent) -> int:
    """Print all pages and return how many there were.

    Raises
    ------
    PlateError
        The sheets do not fit, or the printer refuses to start.
    Cancelled
        From ``progress``; the printer is told to drop what it has.
    """
    place = fit(printer, plates)
    printer.setFullPage(True)
    units = printer.resolution() / 25.4
    pages = plates.pages()
    painter = QPainter()
    if not painter.begin(printer):
        raise PlateError(reason_code="not_printed", printer=printer.printerName() or printer.outputFileName())
    try:
        plates.paint_pages(painter, pages, printer.newPage, units, offset_mm=place.offset_mm, progress=progress)
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()
    progress(1.0, "plate_printed")
    return len(pages)


def _least_margins(layout: QPageLayout) -> QMarginsF:
    """Return the margins a printer cannot print on, mm."""
    inch = layout.units()
    least = layout.minimumMargins()
    factor = {QPageLayout.Unit.Millimeter: 1.0, QPageLayout.Unit.Point: 25.4 / 72.0, QPageLayout.Unit.Inch: 25.4}[inch]
    return QMarginsF(least.left() * factor, least.top() * factor, least.right() * factor, least.bottom() * factor)


def _moved(wanted: float, low: float, high: float) -> float:
    return min(max(wanted, low), max(high, low))


def _size(width: float, height: float) -> str:
    return f"{width:.0f} × {height:.0f} mm"
