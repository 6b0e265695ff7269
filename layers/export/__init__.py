"""The documents and files that leave the program, one module per format; :data:`FORMATS` lists them.

Nothing here draws: pictures and PDF pages come in as bytes (:class:`Pictures`), words as a mapping
(:class:`Words`).  An :class:`ExportJob` holds one joint-patrol area and what must be declared with it;
:func:`compose` makes the annex that DOCX and PDF share, :func:`export_area` writes files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from layers.export.annex import compose
    from layers.export.coordinates import CoordinateTable, coordinate_table, parse_table
    from layers.export.document import AnnexDocument
    from layers.export.formats import FORMATS, Format, Pictures, export_area, file_name
    from layers.export.job import ContextLayer, ExportJob, Stamp
    from layers.export.words import Words

#: Where each name lives: who needs a word or a table should not load the libraries of all formats.
_HOMES = {
    "annex": ("compose",),
    "coordinates": ("CoordinateTable", "coordinate_table", "parse_table"),
    "document": ("AnnexDocument",),
    "formats": ("FORMATS", "Format", "Pictures", "export_area", "file_name"),
    "job": ("ContextLayer", "ExportJob", "Stamp"),
    "words": ("Words",),
}


def __getattr__(name: str) -> Any:
    """Load a name's module when it is first asked for (PEP 562)."""
    for home, names in _HOMES.items():
        if name in names:
            from importlib import import_module

            return getattr(import_module(f"layers.export.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "FORMATS",
    "AnnexDocument",
    "ContextLayer",
    "CoordinateTable",
    "ExportJob",
    "Format",
    "Pictures",
    "Stamp",
    "Words",
    "compose",
    "coordinate_table",
    "export_area",
    "file_name",
    "parse_table",
]
