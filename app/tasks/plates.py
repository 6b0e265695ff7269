"""Work on map plates that takes a while: previews, files and sheets for a printer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from layers.export.files import write_bytes
from layers.plates.model import PlateSpec
from layers.progress import Progress, part, silent

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtPrintSupport import QPrinter

    from app.canvas import Scene
    from app.sheets.plate_set import PlateSet
    from layers.plan.store import PlanStore

#: Dots per inch of a plate saved as a picture.
PICTURE_DPI = 200


@dataclass(frozen=True)
class PlatePreview:
    """A sheet as a picture, and all that was read for it."""

    plates: PlateSet
    place: int
    image: QImage
    parties: str  # as they stand on the sheet


def laid_out(
    store: PlanStore,
    spec: PlateSpec,
    previous: PlateSet | None,
    *,
    known: Scene | None = None,
    progress: Progress = silent,
) -> PlateSet:
    """Return the sheets of what was chosen; see :meth:`app.sheets.plate_set.PlateSet.of`."""
    from app.sheets.plate_set import PlateSet
    from app.sheets.words import load_words

    words = load_words(spec.language)
    with store.reader() as reader:
        return PlateSet.of(reader, spec, words, previous=previous, known=known, progress=progress)


def preview(
    store: PlanStore,
    spec: PlateSpec,
    place: int,
    dpi: float,
    previous: PlateSet | None,
    known: Scene | None = None,
    *,
    progress: Progress = silent,
) -> PlatePreview:
    """Return one sheet of what was chosen as a picture; a place beyond the last is the last."""
    plates = laid_out(store, spec, previous, known=known, progress=part(progress, 0.0, 0.6))
    place = min(max(place, 0), len(plates.sheets) - 1)
    progress(0.6, "draw_plate")
    return PlatePreview(plates, place, plates.image(place, dpi), plates.plate(place).facts.parties)


def files_of(path: Path, sheets: int) -> list[Path]:
    """Return the files of so many sheets: one PDF, or a picture for each with its number behind the name."""
    if path.suffix.lower() != ".png" or sheets == 1:
        return [path]
    digits = len(str(sheets))
    return [path.with_stem(f"{path.stem}_{place:0{digits}}") for place in range(1, sheets + 1)]


def write_plates(
    store: PlanStore, spec: PlateSpec, path: Path, previous: PlateSet | None = None, *, progress: Progress = silent
) -> list[Path]:
    """Write a plate or a series: one PDF, or one PNG for each sheet.

    Raises
    ------
    PlateError
        There is nothing to print, or too much.
    ExportError
        A file cannot be written.
    Cancelled
        From ``progress``; no PDF is written then, and only the pictures that were complete.
    """
    plates = laid_out(store, spec, previous, progress=part(progress, 0.0, 0.1))
    work = part(progress, 0.1, 1.0)
    if path.suffix.lower() != ".png":
        write_bytes(path, plates.pdf(progress=work))
        return [path]
    written = files_of(path, len(plates.sheets))
    for place, name in enumerate(written):
        work(place / len(written), "draw_plate")
        write_bytes(name, plates.png(place, PICTURE_DPI))
    work(1.0, "plate_written")
    return written


def print_on(
    store: PlanStore, spec: PlateSpec, printer: QPrinter, previous: PlateSet | None, *, progress: Progress = silent
) -> int:
    """Print a plate or a series; return the number of pages."""
    from app.sheets.printing import print_plates

    plates = laid_out(store, spec, previous, progress=part(progress, 0.0, 0.1))
    return print_plates(printer, plates, progress=part(progress, 0.1, 1.0))
