"""Papers with a map in them: as DOCX, PDF or plain text, by the name.  Needs no Qt without the map."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter

    from layers.export.document import AnnexDocument


class Plate(Protocol):
    """A map that is drawn for a paper."""

    def png(self, size_mm: tuple[float, float]) -> bytes:
        """Return it as a picture."""

    def paint(self, painter: QPainter, rectangle: QRectF, units_per_mm: float, *, is_vector: bool) -> None:
        """Draw it on a page."""


def content_of(
    document: AnnexDocument,
    path: Path,
    *,
    can_draw: bool,
    place: tuple[str, float] | None = None,
    plate: Callable[[], Plate] | None = None,
) -> bytes:
    """Return a paper as bytes, in the format of the name.

    Parameters
    ----------
    can_draw : bool
        There is a QGuiApplication; without one a DOCX has no map, and says so, and there is no PDF.
    place : tuple
        Key of the map in the document, and its height in millimetres.
    plate : callable
        Makes the map, which text does not need.
    """
    from layers.export import docx, plain

    ending = path.suffix.lower()
    if ending == ".txt":
        return plain.write(document).encode("utf-8")
    if not can_draw:
        return docx.write(document)
    from app.sheets.paging import A4_MM, MARGIN_MM, UNITS_PER_MM
    from app.sheets.pdf import pdf

    if place is None or plate is None:
        return pdf(document) if ending == ".pdf" else docx.write(document)
    (key, height_mm), made = place, plate()
    if ending != ".pdf":
        return docx.write(document, {key: made.png((A4_MM[0] - 2 * MARGIN_MM, height_mm))})
    return pdf(document, {key: lambda painter, box: made.paint(painter, box, UNITS_PER_MM, is_vector=True)})
