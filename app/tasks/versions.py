"""Writes what is said of versions: the redline of an amendment, and who agreed to what.  Without Qt there is no map."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from layers.export.document import AnnexDocument
    from layers.export.words import Words
    from layers.plan.store import PlanStore
    from layers.progress import Progress
    from layers.versions.model import Thing
    from layers.versions.redline import Redline


def write_redline(
    store: PlanStore,
    thing: Thing,
    before: int,
    after: int,
    path: Path,
    language: str,
    *,
    can_draw: bool = True,
    progress: Progress,
) -> Path:
    """Write what a version changes, whole or not at all: ``.docx``, ``.pdf`` or ``.txt`` by the ending.

    Parameters
    ----------
    before, after : int
        Numbers of versions, as :func:`layers.version_workflow.compared` takes them.
    can_draw : bool
        There is a QGuiApplication; without one a DOCX has no map, and says so, and there is no PDF.

    Raises
    ------
    VersionStep, ExportError
        There is no such version; the file cannot be written.
    """
    from app.sheets.words import load_words
    from layers import version_workflow
    from layers.export.files import written_whole
    from layers.export.versions import RedlineFacts, redline_document

    words = load_words(language)
    progress(0.0, "report")
    with store.reader() as reader:
        found = version_workflow.compared(reader, thing, before, after)
        info = reader.info()
        is_sample = info.is_sample or any(layer.is_sample for layer in reader.layers())
        rows = version_workflow.compared_rows(reader, thing, before, after)
        facts = RedlineFacts(thing, before, after, rows, info.title, info.reference_date, is_sample)
        document = redline_document(found, facts, words)
        progress(0.2, "draw_scene")
        content = _content(reader, document, found, words, path, can_draw=can_draw)
    progress(0.9, "writing")
    with written_whole(path) as beside:
        beside.write_bytes(content)
    progress(1.0, "writing")
    return path


def write_consents(store: PlanStore, path: Path, language: str, *, can_draw: bool = True, progress: Progress) -> Path:
    """Write who agreed to what: ``.xlsx``, ``.docx``, ``.pdf`` or ``.txt`` by the ending.

    Raises
    ------
    ExportError
        The file cannot be written.
    """
    from app.sheets.words import load_words
    from layers import version_workflow
    from layers.export import docx, plain
    from layers.export.files import written_whole
    from layers.export.versions import ledger_document, write_ledger

    words = load_words(language)
    progress(0.0, "report")
    with store.reader() as reader:
        rows = version_workflow.ledger_of(reader)
        consents, versions, info = reader.consents(), reader.versions(), reader.info()
        is_sample = info.is_sample or any(layer.is_sample for layer in reader.layers())
    if path.suffix.lower() == ".xlsx":
        return write_ledger(path, rows, consents, versions, words, progress=progress)
    document = ledger_document(rows, words, plan_title=info.title, on=info.reference_date, is_sample=is_sample)
    progress(0.5, "writing")
    if path.suffix.lower() == ".txt":
        content = plain.write(document).encode("utf-8")
    elif path.suffix.lower() == ".pdf" and can_draw:
        from app.sheets.pdf import pdf

        content = pdf(document)
    else:
        content = docx.write(document)
    with written_whole(path) as beside:
        beside.write_bytes(content)
    return path


def _content(
    reader: PlanStore, document: AnnexDocument, found: Redline, words: Words, path: Path, *, can_draw: bool
) -> bytes:
    from layers.export import docx, plain
    from layers.export.versions import PLATE, PLATE_HEIGHT_MM
    from layers.workflow import counties_frame

    if path.suffix.lower() == ".txt":
        return plain.write(document).encode("utf-8")
    counties = counties_frame(reader) if can_draw else None
    is_pdf = path.suffix.lower() == ".pdf"
    if not can_draw or counties is None or not (found.added_m2 or found.removed_m2):
        if is_pdf and can_draw:
            from app.sheets.pdf import pdf

            return pdf(document)
        return docx.write(document)
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter

    from app.sheets.paging import A4_MM, MARGIN_MM, UNITS_PER_MM
    from app.sheets.pdf import pdf
    from app.sheets.redline_plate import RedlinePlate

    plate = RedlinePlate.of(reader, counties, found, words)
    if not is_pdf:
        return docx.write(document, {PLATE: plate.png((A4_MM[0] - 2 * MARGIN_MM, PLATE_HEIGHT_MM))})

    def paint(painter: QPainter, rectangle: QRectF) -> None:
        plate.paint(painter, rectangle, UNITS_PER_MM, is_vector=True)

    return pdf(document, {PLATE: paint})
