"""The documents and files that leave the program, one module per format; :data:`FORMATS` lists them.

Nothing here draws: pictures and PDF pages come in as bytes (:class:`Pictures`), words as a mapping
(:class:`Words`).  An :class:`ExportJob` holds one joint-patrol area and what must be declared with it;
:func:`compose` makes the annex that DOCX and PDF share, :func:`export_area` writes files.
"""

from layers.export.annex import compose
from layers.export.coordinates import CoordinateTable, coordinate_table, parse_table
from layers.export.document import AnnexDocument
from layers.export.formats import FORMATS, Format, Pictures, export_area, file_name
from layers.export.job import ContextLayer, ExportJob, Stamp
from layers.export.words import Words

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
