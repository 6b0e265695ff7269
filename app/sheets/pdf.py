"""The annex as PDF: the packaged font, text that can be searched and copied, the map as vectors."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF, QUuid
from PySide6.QtGui import QColor, QPageLayout, QPageSize, QPainter, QPainterPath, QPdfWriter, QPen

from app.fonts import packaged_family
from app.sheets.paging import (
    A4_MM,
    MARGIN_MM,
    MUTED,
    RULE,
    UNITS_PER_MM,
    Box,
    Line,
    Page,
    Slot,
    Type,
    font_of,
    paged,
    width_of,
    wrapped,
)
from layers.export.document import AnnexDocument

#: Draws a picture into a rectangle given in mm, on a painter whose unit is a millimetre / UNITS_PER_MM.
PaintSlot = Callable[[QPainter, QRectF], None]

_DPI = round(UNITS_PER_MM * 25.4)
_SMALL = Type(8, color=MUTED)
_RULE_WIDTH_MM = 0.12


def pdf(annex: AnnexDocument, pictures: Mapping[str, PaintSlot] | None = None, *, plate_paper: str = "A4") -> bytes:
    """Return a document as PDF.

    Parameters
    ----------
    annex : AnnexDocument
    pictures : mapping of slot to painting function, optional
        A slot without one says so in its place.
    plate_paper : {"A4", "A3"}
        Paper of the pages with pictures; text pages are A4.

    Returns
    -------
    bytes
        The same for the same arguments on the same machine: dates are the reference date.
    """
    family = packaged_family()
    drawings = pictures or {}
    pages = paged(annex, family, frozenset(drawings), plate_paper)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DPI)
    writer.setTitle(annex.title)
    writer.setAuthor(annex.author)
    writer.setCreator("Lianfang 联防")
    writer.setDocumentId(QUuid.createUuidV5(QUuid(), f"{annex.title}\n{annex.reference_date}".encode()))
    _set_page(writer, pages[0])
    painter = QPainter(writer)
    try:
        for number, page in enumerate(pages, start=1):
            if number > 1:
                _set_page(writer, page)
                writer.newPage()
            _paint(painter, page, family, drawings)
            if annex.watermark:
                watermark(painter, _rectangle(0, 0, page.width, page.height), annex.watermark, family, UNITS_PER_MM)
            _frame(painter, page, annex, number, len(pages), family)
    finally:
        painter.end()
        # Qt's writer must be gone before the buffer it points to, also when drawing failed.
        del painter, writer
    buffer.close()
    return dated(bytes(buffer.data().data()), annex.reference_date)


def watermark(painter: QPainter, page: QRectF, text: str, family: str, units_per_mm: float) -> None:
    """Write a text large, pale and slanting across a page or picture; above everything, so that nothing hides it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    font = font_of(family, 10, bold=True)
    length = 0.62 * min(math.hypot(page.width(), page.height()), 260.0 * units_per_mm)
    letters = sum(1.0 if ord(letter) > 0x2E7F else 0.68 for letter in text)
    font.setPixelSize(max(int(min(length / max(letters, 1.0), 55.0 * units_per_mm)), 1))
    path = QPainterPath()
    path.addText(0, 0, font, text)
    box = path.boundingRect()
    painter.translate(page.center())
    painter.rotate(-35.0)
    painter.translate(-box.center())
    ink = QColor("#B42318")
    ink.setAlphaF(0.10)
    painter.fillPath(path, ink)
    painter.restore()


def _set_page(writer: QPdfWriter, page: Page) -> None:
    size = QPageSize.PageSizeId.A3 if max(page.width, page.height) > A4_MM[1] else QPageSize.PageSizeId.A4
    turned = QPageLayout.Orientation.Landscape if page.is_landscape else QPageLayout.Orientation.Portrait
    writer.setPageLayout(QPageLayout(QPageSize(size), turned, QMarginsF(0, 0, 0, 0)))


def _paint(painter: QPainter, page: Page, family: str, drawings: Mapping[str, PaintSlot]) -> None:
    for item in page.items:
        if isinstance(item, Box):
            rectangle = _rectangle(item.x, item.y, item.width, item.height)
            if item.fill:
                painter.fillRect(rectangle, QColor(item.fill))
            if item.line:
                painter.setPen(QPen(QColor(item.line), _RULE_WIDTH_MM * UNITS_PER_MM))
                painter.drawRect(rectangle)
        elif isinstance(item, Slot):
            painter.save()
            drawings[item.name](painter, _rectangle(item.x, item.y, item.width, item.height))
            painter.restore()
    # Text after boxes: a cell's shade must not cover its neighbour's letters.
    for item in page.items:
        if isinstance(item, Line):
            _write(painter, item, family)


def _write(painter: QPainter, line: Line, family: str) -> None:
    painter.setFont(font_of(family, line.type.size_pt, line.type.bold))
    painter.setPen(QColor(line.type.color))
    painter.drawText(QPointF(line.x * UNITS_PER_MM, line.y * UNITS_PER_MM), line.text)


def _frame(painter: QPainter, page: Page, annex: AnnexDocument, number: int, count: int, family: str) -> None:
    """Draw header and footer; a plate has its own title and statements and needs the page number only."""
    pages = annex.page_text.format(page=number, pages=count)
    if page.is_landscape:
        _centred(painter, pages, page, page.height - 6.0, family)
        return
    _centred(painter, annex.header, page, 11.5, family)
    painter.setPen(QPen(QColor(RULE), _RULE_WIDTH_MM * UNITS_PER_MM))
    for y in (13.5, page.height - 18.0):
        painter.drawLine(
            QPointF(MARGIN_MM * UNITS_PER_MM, y * UNITS_PER_MM),
            QPointF((page.width - MARGIN_MM) * UNITS_PER_MM, y * UNITS_PER_MM),
        )
    baseline = page.height - 14.0
    for line in wrapped(annex.footer, page.width - 2 * MARGIN_MM, _SMALL, family):
        _centred(painter, line, page, baseline, family)
        baseline += 3.4
    _centred(painter, pages, page, page.height - 7.0, family)


def _centred(painter: QPainter, text: str, page: Page, baseline: float, family: str) -> None:
    x = (page.width - width_of(text, _SMALL, family)) / 2.0
    _write(painter, Line(x, baseline, text, _SMALL), family)


def _rectangle(x: float, y: float, width: float, height: float) -> QRectF:
    return QRectF(x * UNITS_PER_MM, y * UNITS_PER_MM, width * UNITS_PER_MM, height * UNITS_PER_MM)


def dated(content: bytes, day: date) -> bytes:
    """Replace the clock's time by the reference date, byte for byte: offsets in the file stay right."""
    content = re.sub(rb"\(D:\d{14}", b"(D:" + day.strftime("%Y%m%d").encode() + b"000000", content)
    stamp = rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d"
    return re.sub(rb'(Date=")' + stamp, rb"\g<1>" + day.strftime("%Y-%m-%d").encode() + b"T00:00:00", content)
