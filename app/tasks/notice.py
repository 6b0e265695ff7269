"""Writes the notice of a fire: the document by ``layers``, its map by ``app.sheets``.  Needs no Qt without the map."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.sheets.fire_plate import FirePlate
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
    from app.tasks.plated import content_of
    from layers import workflow
    from layers.export.files import written_whole
    from layers.spread.notice import PLATE, PLATE_HEIGHT_MM, NoticeInputs, compose_notice

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
        plate = partial(_plate, reader, given, words)
        content = content_of(document, path, can_draw=can_draw, place=(PLATE, PLATE_HEIGHT_MM), plate=plate)
    progress(0.9, "writing")
    with written_whole(path) as beside:
        beside.write_bytes(content)
    progress(1.0, "writing")
    return path


def _plate(reader: PlanStore, given: NoticeInputs, words: Words) -> FirePlate:
    from app.canvas.arrivals import time_raster
    from app.sheets.fire_plate import FirePlate

    raster = time_raster(given.land.landscape.grid, given.found.minutes, given.settings.hours * 60.0)
    return FirePlate.of(reader, given.land, given.found, raster, words)
