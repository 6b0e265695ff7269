"""Writes the kit of an exercise: papers by ``layers``, maps by ``app.sheets``.  Needs no Qt without the maps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from layers.progress import Progress, part, silent

if TYPE_CHECKING:
    from layers.exercise.material import Material
    from layers.exercise.model import Exercise
    from layers.export.words import Words
    from layers.plan.store import PlanStore

#: What can be written.
FORMATS = ("docx", "pdf", "xlsx", "png")


def files_of(exercise: Exercise, folder: Path, language: str, formats: Sequence[str] = FORMATS) -> list[Path]:
    """Return the files that :func:`write_kit` writes where it can draw."""
    from layers.exercise import kit

    kinds = {"docx": tuple(kit.PAPERS), "pdf": tuple(kit.PAPERS), "xlsx": ("book",), "png": ("map",)}
    return [_target(exercise, folder, language, kind, code) for code in formats for kind in kinds[code]]


def _target(exercise: Exercise, folder: Path, language: str, kind: str, ending: str) -> Path:
    from app.sheets.words import load_words
    from layers.exercise.telling import title_text
    from layers.export.files import safe_stem

    words = load_words(language)
    title = title_text(exercise, words)
    stem = words.text("exercise_kit.file_name", kind=words[f"exercise_kit.{kind}_title"], title=title)
    return folder / f"{safe_stem(stem)}.{ending}"


def write_kit(
    store: PlanStore,
    given: Material,
    folder: Path,
    language: str,
    *,
    formats: Sequence[str] = FORMATS,
    can_draw: bool = True,
    progress: Progress = silent,
) -> list[Path]:
    """Write the papers of an exercise into a folder, each whole or not at all.

    Parameters
    ----------
    store : PlanStore
        For the map.
    given : Material
    folder : Path
        Made when it is not there.
    formats : sequence of {"docx", "pdf", "xlsx", "png"}
    can_draw : bool
        There is a QGuiApplication; without one there is neither PDF nor map, and a DOCX says so in the map's place.

    Raises
    ------
    ExportError
        A file cannot be written.
    """
    from app.sheets.words import load_words
    from layers.errors import ExportError
    from layers.exercise import book, kit
    from layers.exercise.paper_sections import MAP
    from layers.export import docx
    from layers.export.files import write_bytes

    words = load_words(language)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExportError(path=str(folder), reason=error.strerror or str(error)) from error

    def target(kind: str, ending: str) -> Path:
        return _target(given.exercise, folder, language, kind, ending)

    written: list[Path] = []
    drawn = _Drawn(store, given, words) if can_draw else None
    steps = len(kit.PAPERS) + 2
    for at, (kind, compose) in enumerate(kit.PAPERS.items()):
        told = part(progress, at / steps, (at + 1) / steps)
        told(0.0, "writing")
        document = compose(given, words)
        if "docx" in formats:
            pictures = {MAP: drawn.png()} if drawn is not None else {}
            write_bytes(target(kind, "docx"), docx.write(document, pictures))
            written.append(target(kind, "docx"))
        if "pdf" in formats and drawn is not None:
            write_bytes(target(kind, "pdf"), drawn.pdf(document))
            written.append(target(kind, "pdf"))
    if "xlsx" in formats:
        written.append(book.write(target("book", "xlsx"), given, words))
    if "png" in formats and drawn is not None:
        write_bytes(target("map", "png"), drawn.sheet())
        written.append(target("map", "png"))
    progress(1.0, "writing")
    return written


class _Drawn:
    """The map in the shapes it is asked for, made once each."""

    def __init__(self, store: PlanStore, given: Material, words: Words) -> None:
        from app.sheets.exercise_plate import ExercisePlate
        from layers.workflow import counties_frame

        counties = counties_frame(store)
        assert counties is not None  # a material has counties
        self.plate = ExercisePlate.of(store, given, counties, words)
        self._png = b""

    def png(self) -> bytes:
        from app.sheets.paging import A4_MM, MARGIN_MM
        from layers.exercise.paper_sections import MAP_HEIGHT_MM

        if not self._png:
            self._png = self.plate.png((A4_MM[0] - 2 * MARGIN_MM, MAP_HEIGHT_MM))
        return self._png

    def sheet(self) -> bytes:
        from app.sheets.plate import SHEETS_MM

        return self.plate.png(SHEETS_MM["A4"])

    def pdf(self, document: object) -> bytes:
        from PySide6.QtCore import QRectF
        from PySide6.QtGui import QPainter

        from app.sheets.paging import UNITS_PER_MM
        from app.sheets.pdf import pdf
        from layers.exercise.paper_sections import MAP
        from layers.export.document import AnnexDocument

        assert isinstance(document, AnnexDocument)

        # Every page of a PDF is marked as a whole; the map in it need not be marked again.
        plate = replace(self.plate, marks=replace(self.plate.marks, stamp=""))

        def paint(painter: QPainter, rectangle: QRectF) -> None:
            plate.paint(painter, rectangle, UNITS_PER_MM, is_vector=True)

        return pdf(document, {MAP: paint})
