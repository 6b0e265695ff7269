"""Writes patrol cards: the words by ``layers``, maps and codes by ``app.sheets``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from layers.progress import Progress, silent

if TYPE_CHECKING:
    from app.sheets.route_plate import RoutePlate
    from layers.export.document import AnnexDocument
    from layers.plan.store import PlanStore
    from layers.routes.study import PatrolStudy


def compose(store: PlanStore, found: PatrolStudy, language: str) -> AnnexDocument:
    """Return the cards of a plan's routes, without pictures."""
    from app.sheets.words import load_words
    from layers import workflow
    from layers.agreements.books import records
    from layers.routes.patrol_cards import patrol_cards
    from layers.routes.rules import PatrolRules

    info = store.info()
    return patrol_cards(
        found,
        workflow.county_names(store),
        records(store.contacts()),
        load_words(language).group("patrols"),
        rules=PatrolRules.from_dict(store.patrol_rules()),
        plan_title=info.title,
        reference_date=info.reference_date,
        language=language,
        is_sample=info.is_sample,
    )


def write_cards(
    store: PlanStore,
    found: PatrolStudy,
    path: Path,
    language: str,
    *,
    can_draw: bool = True,
    progress: Progress = silent,
) -> Path:
    """Write the cards as DOCX or PDF, by the ending of the path.

    Without a QGuiApplication (``can_draw`` false) only DOCX can be written, and it says so in the pictures' place.

    Raises
    ------
    ExportError
        The file cannot be written.
    """
    from layers.export import docx
    from layers.export.files import write_bytes

    document = compose(store, found, language)
    progress(0.2, "writing")
    if path.suffix.lower() == ".docx":
        data = docx.write(document, _pictures(store, found, language) if can_draw else {})
    else:
        data = _pdf(store, found, document, language)
    write_bytes(path, data)
    progress(1.0, "writing")
    return path


def _plates(store: PlanStore, found: PatrolStudy, language: str) -> list[RoutePlate]:
    from app.sheets.route_plate import RoutePlate
    from app.sheets.small_plate import Ground
    from app.sheets.words import load_words
    from layers.workflow import counties_frame

    counties = counties_frame(store)
    assert counties is not None  # a study has counties
    ground = Ground.of(store, counties, load_words(language))
    return [RoutePlate(ground, one, found.settings.detection_m) for one in found.routes]


def _codes(found: PatrolStudy, language: str) -> list[str]:
    from app.sheets.words import load_words
    from layers.routes.patrol_cards import code_text

    nameless = load_words(language)["patrols.nameless"]
    return [code_text(one, found.epsg, one.name or nameless) for one in found.routes]


def _pictures(store: PlanStore, found: PatrolStudy, language: str) -> Mapping[str, bytes]:
    from app.sheets.paging import A4_MM, MARGIN_MM
    from app.sheets.qr import png
    from layers.routes.patrol_cards import CODE, MAP, MAP_HEIGHT_MM

    pictures: dict[str, bytes] = {}
    for at, plate in enumerate(_plates(store, found, language)):
        pictures[MAP.format(at=at)] = plate.png((A4_MM[0] - 2 * MARGIN_MM, MAP_HEIGHT_MM))
    for at, text in enumerate(_codes(found, language)):
        pictures[CODE.format(at=at)] = png(text)
    return pictures


def _pdf(store: PlanStore, found: PatrolStudy, document: AnnexDocument, language: str) -> bytes:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter

    from app.sheets.paging import UNITS_PER_MM
    from app.sheets.pdf import PaintSlot, pdf
    from app.sheets.qr import draw_qr
    from layers.routes.patrol_cards import CODE, MAP

    slots: dict[str, PaintSlot] = {}
    for at, plate in enumerate(_plates(store, found, language)):

        def paint(painter: QPainter, box: QRectF, plate: RoutePlate = plate) -> None:
            plate.paint(painter, box, UNITS_PER_MM, is_vector=True)

        slots[MAP.format(at=at)] = paint
    for at, text in enumerate(_codes(found, language)):

        def code(painter: QPainter, box: QRectF, text: str = text) -> None:
            side = min(box.width(), box.height())
            draw_qr(painter, QRectF(box.left(), box.top(), side, side), text)

        slots[CODE.format(at=at)] = code
    return pdf(document, slots)
