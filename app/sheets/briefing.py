"""A briefing as PDF or PPTX: its maps drawn, its pages painted on A4 or written as slides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import numpy as np
import shapely
from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF, QUuid
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from app.canvas.reads import Reads
from app.decoding import decoded
from app.fonts import packaged_family
from app.sheets.briefing_plate import BriefingGround, BriefingPlate
from app.sheets.ink import Ink
from app.sheets.paging import ACCENT, INK, MUTED, RULE, SHADE, UNITS_PER_MM, Type, width_of
from app.sheets.pdf import dated
from layers.briefing.layout import PAPER, Page
from layers.briefing.measure import PT_MM
from layers.briefing.model import Briefing
from layers.briefing.setting import LEADING, PAD_X, PAD_Y, Color, Para, PictureItem, RuleItem, TableItem, TextItem
from layers.crs import STORAGE_CRS, transform
from layers.export.document import Align
from layers.export.words import Words
from layers.progress import Progress, silent

#: How much larger the names of a map are on a slide.
SLIDE_LARGER = 1.2
_COLORS = {Color.INK: INK, Color.MUTED: MUTED, Color.ACCENT: ACCENT, Color.RULE: RULE, Color.SHADE: SHADE}
_DPI = round(UNITS_PER_MM * 25.4)


def draw_maps(
    pages: Iterable[Page],
    briefing: Briefing,
    reads: Reads,
    words: Words,
    statements: tuple[str, ...],
    *,
    larger: float = 1.0,
    dpi: float = 180.0,
    progress: Progress = silent,
) -> dict[str, bytes]:
    """Return the maps that pages have room for, as PNG by their keys.

    Parameters
    ----------
    reads : PlanStore
    statements : tuple of str
        Sentences that no map may be without.
    larger : float
        How much larger names and signs are than on paper.
    dpi : float
        Dots per inch of a map in its place.

    Needs a QGuiApplication.
    """
    places = [item for page in pages for item in page.items if isinstance(item, PictureItem)]
    if not places:
        return {}
    progress(0.0, "draw_scene")
    ground = BriefingGround.of(reads, words, statements, with_drills=briefing.choice.with_drills)
    shapes = _shapes(reads)
    found: dict[str, bytes] = {}
    for at, place in enumerate(places):
        progress(0.1 + 0.9 * at / len(places), "draw_plate")
        shape = shapes.get(place.key)
        if shape is None:
            continue
        subject = transform(shape, STORAGE_CRS, f"EPSG:{ground.scene.metric_epsg}")
        found[place.key] = BriefingPlate(ground, subject).picture((place.width, place.height), dpi, larger=larger)
    progress(1.0, "draw_plate")
    return found


def _shapes(reads: Reads) -> Mapping[str, shapely.Geometry]:
    """Return what each page is about, EPSG:4490, by the key of its picture."""
    zones, borders = reads.zones(), reads.borders()
    found = {f"zone:{uid}": shape for uid, shape in zip(zones["uid"], zones.geometry, strict=True)}
    for pair in {str(one) for one in borders["pair"]}:
        lines = borders.geometry[borders["pair"].astype(str) == pair]
        found[f"border:{pair}"] = shapely.union_all(np.asarray(lines.array, dtype=object))
    return found


def pdf(
    pages: Sequence[Page],
    pictures: Mapping[str, bytes],
    *,
    title: str,
    on: date,
    seed: str,
    progress: Progress = silent,
) -> bytes:
    """Return pages laid out for ``PAPER`` as one PDF on A4 lying, text that can be searched and copied.

    Parameters
    ----------
    title : str
        In the file's properties.
    on : date
        The reference date, the only date in the file.
    seed : str
        What the file's own number is made from, so that the same briefing gives the same bytes.

    Needs a QGuiApplication.
    """
    family = packaged_family()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DPI)
    writer.setTitle(title)
    writer.setCreator("Lianfang 联防")
    writer.setDocumentId(QUuid.createUuidV5(QUuid(), seed.encode()))
    paper = QPageSize(QSizeF(PAPER.height, PAPER.width), QPageSize.Unit.Millimeter)
    writer.setPageLayout(QPageLayout(paper, QPageLayout.Orientation.Landscape, QMarginsF(0, 0, 0, 0)))
    painter = QPainter(writer)
    try:
        for place, page in enumerate(pages):
            progress(place / len(pages), "briefing_pages")
            if place:
                writer.newPage()
            paint(Ink(painter, UNITS_PER_MM, family), page, pictures)
    finally:
        painter.end()
        # Qt's writer must be gone before the buffer it points to, also when drawing failed.
        del painter, writer
    buffer.close()
    progress(1.0, "briefing_pages")
    return dated(bytes(buffer.data().data()), on)


def paint(ink: Ink, page: Page, pictures: Mapping[str, bytes]) -> None:
    """Paint one page."""
    for item in (page.title, *page.items, *page.foot):
        if isinstance(item, TextItem):
            _text(ink, item)
        elif isinstance(item, TableItem):
            _table(ink, item)
        elif isinstance(item, RuleItem):
            ink.line(item.x1, item.y1, item.x2, item.y2, _COLORS[item.color], item.width_mm)
        elif isinstance(item, PictureItem):
            _picture(ink, item, pictures.get(item.key, b""))


def _picture(ink: Ink, item: PictureItem, content: bytes) -> None:
    image = decoded(content)
    box = QRectF(item.x, item.y, item.width, item.height)
    if image.isNull():
        ink.box(box, line=RULE)
        return
    ink.painter.drawImage(ink.rectangle(box), image)


def _text(ink: Ink, item: TextItem) -> None:
    y = item.y
    for para in item.paras:
        y += para.before_mm
        for line in para.lines:
            _line(ink, line, para, item.x, y, item.width, Align.RIGHT if item.is_right else Align.LEFT)
            y += para.line_mm


def _table(ink: Ink, item: TableItem) -> None:
    y, last = item.y, len(item.rows) - 1
    step = item.size_pt * PT_MM * LEADING
    for row, (cells, height) in enumerate(zip(item.lines, item.heights, strict=True)):
        if row == 0:
            ink.box(QRectF(item.x, y, item.width, height), fill=SHADE)
        bold = row == 0 or (item.has_total and row == last)
        look = Para("", (), item.size_pt, bold, Color.ACCENT if row == 0 else Color.INK)
        x = item.x
        for lines, width, align in zip(cells, item.widths, item.aligns, strict=True):
            for at, line in enumerate(lines):
                _line(ink, line, look, x + PAD_X, y + PAD_Y + at * step, width - 2 * PAD_X, align)
            x += width
        y += height
        is_strong = row == 0 or (item.has_total and row == last - 1)
        ink.line(item.x, y, item.x + item.width, y, ACCENT if row == 0 else RULE, 0.25 if is_strong else 0.1)


def _line(ink: Ink, text: str, para: Para, x: float, top: float, width: float, align: Align) -> None:
    """Write one line with its top at ``top``; a font wider than it was measured is made smaller, never cut."""
    kind = Type(para.size_pt, para.bold, _COLORS[para.color], LEADING)
    wide = width_of(text, kind, ink.family)
    if wide > width + 0.05:
        kind = Type(para.size_pt * width / wide, para.bold, _COLORS[para.color], LEADING)
        wide = width
    shift = {Align.LEFT: 0.0, Align.CENTRE: (width - wide) / 2.0, Align.RIGHT: width - wide}[align]
    ink.text(x + shift, top + para.size_pt * PT_MM * (0.88 + (LEADING - 1.0) / 2.0), text, kind)
