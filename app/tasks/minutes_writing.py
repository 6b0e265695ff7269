"""Writes the minutes of a meeting: the paper by ``layers``, pictures as they were kept, the missing ones drawn.

Needs no Qt but for PDF and for pictures that were not kept.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from layers.progress import Progress, part, silent

if TYPE_CHECKING:
    from app.sheets.minute_plate import MinutePlate
    from layers.export.document import AnnexDocument
    from layers.export.words import Words
    from layers.minutes.model import Minute, Picture
    from layers.minutes.paper import MinutesPaper
    from layers.plan.model import PlanInfo
    from layers.plan.store import PlanStore

#: What can be written.
FORMATS = ("docx", "pdf")
#: Dots per inch of a picture that is drawn for the paper.
_DPI = 150


@dataclass(frozen=True)
class MinutesRequest:
    """What is to be written: a meeting of the plan, into files of one stem."""

    meeting: str
    asks_for_files: ClassVar[bool] = True  # a job with it is one that writes
    folder: Path
    language: str
    formats: tuple[str, ...] = FORMATS
    stem: str = ""  # name of the files without their ending; "" for that of the meeting


def write_minutes(
    store: PlanStore, request: MinutesRequest, *, can_draw: bool = True, progress: Progress = silent
) -> list[Path]:
    """Write the minutes of a meeting, each file whole or not at all; returns what was written.

    Parameters
    ----------
    can_draw : bool
        There is a QGuiApplication; without one there is no PDF, and where no picture was kept a DOCX says so.

    Raises
    ------
    ExportError
        A file cannot be written.
    KeyError
        There is no such meeting.
    """
    from app.sheets.words import load_words
    from layers import minutes_workflow, workflow
    from layers.errors import ExportError
    from layers.export import docx
    from layers.export.files import write_bytes
    from layers.minutes import of_meeting, paper
    from layers.minutes.subjects import shares_of
    from layers.sources.gazetteer import short_name

    words = load_words(request.language)
    row = minutes_workflow.meeting_row(store, request.meeting)
    if row is None:
        raise KeyError(request.meeting)
    progress(0.0, "report")
    info, minutes = store.info(), of_meeting(store.minutes(), request.meeting)
    names = {code: short_name(name) for code, name in workflow.county_names(store).items()}
    said = minutes_workflow.told(row, minutes)
    is_sample = info.is_sample or any(layer.is_sample for layer in store.layers())
    shares = shares_of(minutes, workflow.counties_frame(store))
    plain = paper.MinutesPaper(row, said, names, info.title, info.reference_date, shares, {}, is_sample)
    progress(0.1, "draw_scene")
    kept = _pictures(store, paper.pictures(plain), words, can_draw=can_draw, progress=part(progress, 0.1, 0.8))
    scales = {uid: _printed_scale(one, paper.PICTURE_HEIGHT_MM) for uid, one in kept.items()}
    given = paper.MinutesPaper(row, said, names, info.title, info.reference_date, shares, scales, is_sample)
    document = paper.document(given, words)
    try:
        request.folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExportError(path=str(request.folder), reason=error.strerror or str(error)) from error
    stem = _stem(given, request, words)
    written = []
    for code in (one for one in FORMATS if one in request.formats):
        progress(0.9, "writing")
        if code == "pdf" and not can_draw:
            continue
        content = docx.write(document, {uid: one.png for uid, one in kept.items()}) if code == "docx" else b""
        path = request.folder / f"{stem}.{code}"
        write_bytes(path, content or _pdf(document, kept))
        written.append(path)
    progress(1.0, "writing")
    return written


def files_of(row: Mapping[str, Any], minutes: Sequence[Minute], info: PlanInfo, request: MinutesRequest) -> list[Path]:
    """Return the files that :func:`write_minutes` writes of a meeting where it can draw."""
    from app.sheets.words import load_words
    from layers import minutes_workflow
    from layers.minutes import paper

    said = minutes_workflow.told(row, minutes)
    given = paper.MinutesPaper(row, said, {}, info.title, info.reference_date)
    stem = _stem(given, request, load_words(request.language))
    return [request.folder / f"{stem}.{code}" for code in FORMATS if code in request.formats]


def _stem(given: MinutesPaper, request: MinutesRequest, words: Words) -> str:
    from layers.export.files import safe_stem
    from layers.minutes import paper

    name = words.text("minutes.file_name", title=paper.title_of(given.row, words), date=given.day.isoformat())
    return request.stem or safe_stem(name)


def _pictures(
    store: PlanStore, wanted: Sequence[Minute], words: Words, *, can_draw: bool, progress: Progress
) -> dict[str, Picture]:
    """Return the pictures of entries, as they were kept; missing ones are drawn from where the map was."""
    found: dict[str, Picture] = {}
    missing = []
    for one in wanted:
        picture = store.minute_picture(one.uid)
        if picture is not None:
            found[one.uid] = picture
        elif one.bounds is not None and can_draw:
            missing.append(one)
    if not missing:
        return found
    from app.sheets.minute_plate import ground_of, plate_of
    from layers.minutes.subjects import shape_then

    ground = ground_of(store, words)
    for at, one in enumerate(missing):
        progress(at / len(missing), "draw_scene")
        assert one.bounds is not None
        plate = plate_of(ground, one.bounds, shape_then(store, one))
        found[one.uid] = _drawn(plate)
    return found


def _drawn(plate: MinutePlate) -> Picture:
    from app.sheets.paging import A4_MM, MARGIN_MM
    from layers.minutes.model import Picture
    from layers.minutes.paper import PICTURE_HEIGHT_MM

    size_mm = (A4_MM[0] - 2 * MARGIN_MM, PICTURE_HEIGHT_MM)
    view = plate.png_view(size_mm, _DPI)
    wide, high = (round(side * _DPI / 25.4) for side in size_mm)
    return Picture(plate.png(size_mm, _DPI), wide, high, view.metres_per_px / view.dpr)


def _printed_scale(picture: Picture, height_mm: float) -> float:
    """Return the denominator of a picture's scale as it is printed: as wide as the text, no higher than its place."""
    from layers.export.docx import TEXT_WIDTH_MM

    if math.isnan(picture.metres_per_px) or not picture.height_px:
        return math.nan
    printed_mm = min(TEXT_WIDTH_MM, height_mm * picture.width_px / picture.height_px)
    return picture.metres_per_px * picture.width_px / (printed_mm / 1000.0)


def _pdf(document: AnnexDocument, pictures: Mapping[str, Picture]) -> bytes:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter

    from app.decoding import decoded
    from app.sheets.pdf import PaintSlot, pdf

    def painting(picture: Picture) -> PaintSlot:
        image = decoded(picture.png)

        def paint(painter: QPainter, rectangle: QRectF) -> None:
            if image.isNull():
                return
            scale = min(rectangle.width() / image.width(), rectangle.height() / image.height())
            wide, high = image.width() * scale, image.height() * scale
            left = rectangle.left() + (rectangle.width() - wide) / 2
            painter.drawImage(QRectF(left, rectangle.top(), wide, high), image)

        return paint

    return pdf(document, {uid: painting(one) for uid, one in pictures.items()})
