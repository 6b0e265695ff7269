"""Paper: map plates and PDF documents, drawn with the map's own renderer and the packaged font.

``words`` needs no Qt; ``plate`` and ``pdf`` do, so they are imported where they are used.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from layers.progress import Progress, silent

if TYPE_CHECKING:
    from app.canvas.reads import Reads
    from layers.export import ExportJob, Pictures


def draw(
    job: ExportJob,
    reads: Reads,
    codes: Iterable[str],
    *,
    size: str = "A4",
    dpi: int = 200,
    progress: Progress = silent,
) -> Pictures:
    """Return what only the drawing side can make for an area, as far as the formats ask for it.

    Parameters
    ----------
    job : ExportJob
    reads : PlanStore or Document
        Where the map's layers come from.
    codes : formats, keys of :data:`layers.export.FORMATS`
    size : {"A4", "A3"}, landscape
    dpi : of the PNG plate; the PDF holds vectors
    progress : told between the drawings; raising in it cancels

    Needs a QGuiApplication.
    """
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter

    from app.sheets.paging import UNITS_PER_MM
    from app.sheets.pdf import pdf
    from app.sheets.plate import SHEETS_MM, Plate, plate_png, plate_scene
    from layers.export import Pictures, compose
    from layers.export.docx import PLATE_MM

    wanted = set(codes)
    if not wanted & {"docx", "png", "pdf"}:
        return Pictures()
    progress(0.0, "draw_scene")
    scene = plate_scene(job, reads)
    progress(0.2, "draw_plate")
    plate = plate_png(job, scene, size_mm=SHEETS_MM[size], dpi=dpi) if "png" in wanted else None
    progress(0.4, "draw_plate")
    inset = plate_png(job, scene, size_mm=PLATE_MM, dpi=dpi) if "docx" in wanted else None
    progress(0.6, "draw_pdf")
    document = None
    if "pdf" in wanted:
        sheet = Plate.of_job(job, scene)

        def paint(painter: QPainter, rectangle: QRectF) -> None:
            sheet.paint(painter, rectangle, UNITS_PER_MM, is_vector=True)

        document = pdf(compose(job), {"plate": paint}, plate_paper=size)
    progress(1.0, "draw_done")
    return Pictures(plate=plate, inset=inset, pdf=document)
