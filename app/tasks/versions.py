"""Writes what is said of versions: the redline of an amendment, and who agreed to what.  Without Qt there is no map."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import geopandas as gpd

    from app.sheets.redline_plate import RedlinePlate
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
    from app.tasks.plated import content_of
    from layers import version_workflow
    from layers.export.files import written_whole
    from layers.export.versions import PLATE, PLATE_HEIGHT_MM, RedlineFacts, redline_document
    from layers.workflow import counties_frame

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
        counties = counties_frame(reader) if can_draw and (found.added_m2 or found.removed_m2) else None
        plate = None if counties is None else partial(_plate, reader, counties, found, words)
        content = content_of(document, path, can_draw=can_draw, place=(PLATE, PLATE_HEIGHT_MM), plate=plate)
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
    from app.tasks.plated import content_of
    from layers import version_workflow
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
    content = content_of(document, path, can_draw=can_draw)
    with written_whole(path) as beside:
        beside.write_bytes(content)
    return path


def _plate(reader: PlanStore, counties: gpd.GeoDataFrame, found: Redline, words: Words) -> RedlinePlate:
    from app.sheets.redline_plate import RedlinePlate

    return RedlinePlate.of(reader, counties, found, words)
