"""Writes the notice of a fire: the document by ``layers``, its map by ``app.sheets``.  Needs no Qt without the map."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from layers.export.document import AnnexDocument
    from layers.export.words import Words
    from layers.plan.store import PlanStore
    from layers.progress import Progress
    from layers.spread.choices import FireChoices
    from layers.spread.fire_land import FireLand
    from layers.spread.incident import Incident
    from layers.spread.notice import NoticeFacts, NoticeInputs


def write_notice(
    store: PlanStore,
    land: FireLand,
    found: Incident,
    settings: FireChoices,
    facts: NoticeFacts,
    path: Path,
    language: str,
    *,
    can_draw: bool = True,
    progress: Progress,
) -> Path:
    """Write the notice of a fire that was run, whole or not at all.

    Parameters
    ----------
    settings : FireChoices
        As the fire was run; the margin is that of the notice.
    can_draw : bool
        There is a QGuiApplication; without one a DOCX has no map, and says so, and there is no PDF.

    Raises
    ------
    ExportError
        The file cannot be written.
    """
    from app.sheets.words import load_words
    from layers import workflow
    from layers.export.files import written_whole
    from layers.spread.notice import NoticeInputs, compose_notice

    words = load_words(language)
    progress(0.0, "report")
    with store.reader() as reader:
        info = reader.info()
        given = NoticeInputs(
            land=land,
            found=found,
            settings=settings,
            names=workflow.county_names(reader),
            contacts=reader.contacts(),
            plan_title=info.title,
            is_sample=info.is_sample or any(layer.is_sample for layer in reader.layers()),
        )
        document = compose_notice(given, facts, words)
        progress(0.2, "draw_scene")
        content = _content(reader, given, document, words, path, can_draw=can_draw)
    progress(0.9, "writing")
    with written_whole(path) as beside:
        beside.write_bytes(content)
    progress(1.0, "writing")
    return path


def _content(
    reader: PlanStore, given: NoticeInputs, document: AnnexDocument, words: Words, path: Path, *, can_draw: bool
) -> bytes:
    from layers.export import docx
    from layers.spread.notice import PLATE, PLATE_HEIGHT_MM

    if not can_draw:
        return docx.write(document)
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter

    from app.canvas.arrivals import time_raster
    from app.sheets.fire_plate import FirePlate
    from app.sheets.paging import A4_MM, MARGIN_MM, UNITS_PER_MM
    from app.sheets.pdf import pdf

    raster = time_raster(given.land.landscape.grid, given.found.minutes, given.settings.hours * 60.0)
    plate = FirePlate.of(reader, given.land, given.found, raster, words)
    if path.suffix.lower() != ".pdf":
        return docx.write(document, {PLATE: plate.png((A4_MM[0] - 2 * MARGIN_MM, PLATE_HEIGHT_MM))})

    def paint(painter: QPainter, rectangle: QRectF) -> None:
        plate.paint(painter, rectangle, UNITS_PER_MM, is_vector=True)

    return pdf(document, {PLATE: paint})
