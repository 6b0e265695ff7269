"""Writes the notice of a spill: the document by ``layers``, its map by ``app.sheets``.  Needs no Qt without the map."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.sheets.spill_plate import SpillPlate
    from layers.export.words import Words
    from layers.plan.store import PlanStore
    from layers.progress import Progress
    from layers.rivers.land import RiverLand
    from layers.rivers.notice import NoticeInputs, SpillFacts
    from layers.rivers.spill import Spill


def write_notice(
    store: PlanStore,
    land: RiverLand,
    found: Spill,
    facts: SpillFacts,
    path: Path,
    language: str,
    *,
    can_draw: bool = True,
    progress: Progress,
) -> Path:
    """Write the notice of a spill, whole or not at all: ``.docx``, ``.pdf`` or ``.txt`` by the ending.

    Parameters
    ----------
    can_draw : bool
        There is a QGuiApplication; without one a DOCX has no map, and says so, and there is no PDF.

    Raises
    ------
    ExportError
        The file cannot be written.
    """
    from app.sheets.words import load_words
    from app.tasks.plated import content_of
    from layers.export.files import written_whole
    from layers.rivers.notice import PLATE, PLATE_HEIGHT_MM, NoticeInputs, compose_notice

    words = load_words(language)
    progress(0.0, "report")
    with store.reader() as reader:
        info = reader.info()
        is_sample = info.is_sample or any(layer.is_sample for layer in reader.layers())
        given = NoticeInputs(land, found, reader.contacts(), info.title, is_sample)
        document = compose_notice(given, facts, words)
        progress(0.2, "draw_scene")
        plate = partial(_plate, reader, given, words)
        content = content_of(document, path, can_draw=can_draw, place=(PLATE, PLATE_HEIGHT_MM), plate=plate)
    progress(0.9, "writing")
    with written_whole(path) as beside:
        beside.write_bytes(content)
    progress(1.0, "writing")
    return path


def _plate(reader: PlanStore, given: NoticeInputs, words: Words) -> SpillPlate:
    from app.sheets.spill_plate import SpillPlate

    return SpillPlate.of(reader, given.land, given.found, words)
