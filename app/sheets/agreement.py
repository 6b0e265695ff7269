"""What only the drawing side can make for an agreement: the maps of its areas, and the PDF of a filled DOCX."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from layers.progress import Progress, silent

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter

    from app.canvas.reads import Reads
    from layers.export.job import ExportJob

#: Enough for a map on paper; more makes the file heavy.
DPI = 200


def plates(jobs: Iterable[ExportJob], reads: Reads, *, dpi: int = DPI, progress: Progress = silent) -> dict[str, bytes]:
    """Return area uid → map plate as PNG, at the size of its page in the document, so that its scale holds.

    Needs a QGuiApplication.
    """
    from app.sheets.plate import plate_png, plate_scene
    from layers.export.docx import PLATE_MM

    found: dict[str, bytes] = {}
    wanted = list(jobs)
    scene = plate_scene(wanted[0], reads) if wanted else None
    for place, job in enumerate(wanted):
        progress(place / len(wanted), "draw_plate")
        assert scene is not None
        found[job.report.uid] = plate_png(job, scene, size_mm=PLATE_MM, dpi=dpi)
    progress(1.0, "draw_plate")
    return found


def typeset(content: bytes, on: date, language: str, name: str = "") -> bytes:
    """Return a filled DOCX as PDF, set in the packaged font.

    Parameters
    ----------
    content : bytes
        A DOCX.
    on : date
        The reference date.
    language : {"zh_CN", "en"}
    name : str
        What errors call it.

    Raises
    ------
    TemplateConstruct
        It holds what the PDF cannot show.

    Needs a QGuiApplication.
    """
    from app.sheets.pdf import pdf
    from app.sheets.words import load_words
    from layers.documents.reading import read
    from layers.errors import TemplateConstruct

    try:
        found = read(content, on, language=language, name=name)
    except TemplateConstruct as error:
        words = load_words(language)
        named = words.join([words[f"construct.{code}"] for code in error.facts["codes"]])
        raise TemplateConstruct(path=name, constructs=named, codes=error.facts["codes"]) from error
    return pdf(found.document, {slot: partial(_paint, png) for slot, png in found.pictures.items()})


def _paint(png: bytes, painter: QPainter, rectangle: QRectF) -> None:
    """Draw a picture as large as its place allows, in its own proportions."""
    from PySide6.QtCore import QPointF, QRectF

    from app.decoding import decoded

    image = decoded(png)
    if image.isNull():
        return
    scale = min(rectangle.width() / image.width(), rectangle.height() / image.height())
    width, height = image.width() * scale, image.height() * scale
    place = QPointF(rectangle.center().x() - width / 2.0, rectangle.top())
    painter.drawImage(QRectF(place.x(), place.y(), width, height), image)
