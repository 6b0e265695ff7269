"""The register of formats: a new one is a module and a line here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from layers.errors import ExportError
from layers.export import annex, docx, gis, survey, web
from layers.export.files import safe_stem, write_bytes
from layers.export.job import ExportJob, area_title
from layers.export.words import Words
from layers.progress import Progress, part, silent


@dataclass(frozen=True)
class Pictures:
    """What only the drawing side can make, as bytes; None when nothing could be drawn."""

    plate: bytes | None = None  # PNG of the map sheet
    inset: bytes | None = None  # PNG of the map sheet at the size of its page in the DOCX, so that its scale holds
    pdf: bytes | None = None  # the annex as PDF


@dataclass(frozen=True)
class Format:
    """One kind of output file.

    ``needs_picture``: cannot be made without what :class:`Pictures` carries.  ``uses_picture``: better
    with it; without, the document says in its place that the map is missing.
    """

    code: str
    extension: str
    build: Callable[[ExportJob, Pictures, Progress], bytes]
    needs_picture: bool = False
    uses_picture: bool = False

    def write(self, job: ExportJob, path: Path, pictures: Pictures | None = None, progress: Progress = silent) -> Path:
        """Write the file whole or not at all, and return its path.

        Raises
        ------
        ExportError
            The file cannot be written, or the picture it needs could not be drawn.
        """
        content = self.build(job, pictures or Pictures(), progress)
        if not content:
            raise ExportError(path=str(path), reason="the map could not be drawn on this computer")
        write_bytes(Path(path), content)
        return Path(path)


def _docx(job: ExportJob, pictures: Pictures, progress: Progress) -> bytes:
    content = docx.write(annex.compose(job), {"plate": pictures.inset} if pictures.inset else {})
    progress(1.0, "docx_done")
    return content


FORMATS: dict[str, Format] = {
    item.code: item
    for item in (
        Format("docx", ".docx", _docx, uses_picture=True),
        Format("pdf", ".pdf", lambda job, pictures, progress: pictures.pdf or b"", needs_picture=True),
        Format("png", ".png", lambda job, pictures, progress: pictures.plate or b"", needs_picture=True),
        Format("gpkg", ".gpkg", lambda job, pictures, progress: gis.geopackage(job, progress=progress)),
        Format("geojson", ".geojson", lambda job, pictures, progress: gis.geojson(job, progress=progress)),
        Format("shp", ".shp.zip", lambda job, pictures, progress: gis.shapefile(job, progress=progress)),
        Format("shp_gbk", ".gbk.shp.zip", lambda job, pictures, progress: gis.shapefile_gbk(job, progress=progress)),
        Format("kml", ".kml", lambda job, pictures, progress: gis.kml(job, progress=progress)),
        Format("kmz", ".kmz", lambda job, pictures, progress: survey.kmz(job, progress=progress)),
        Format("gpx", ".gpx", lambda job, pictures, progress: survey.gpx(job, progress=progress)),
        Format("dxf", ".dxf", lambda job, pictures, progress: survey.dxf(job, progress=progress)),
        Format("txt", ".txt", lambda job, pictures, progress: survey.boundary_txt(job, progress=progress)),
        Format("xlsx", ".xlsx", lambda job, pictures, progress: survey.tables(job, progress=progress)),
        Format("csv", ".csv", lambda job, pictures, progress: gis.coordinates_csv(job, progress=progress)),
        Format("html", ".html", lambda job, pictures, progress: web.page(job, progress=progress)),
    )
}


def file_name(job: ExportJob, code: str) -> str:
    """Return the name a product of an area gets, e.g. ``喇叭沟门_联防区附件.docx``."""
    return file_name_of(job.report.name, job.file_tag, job.words, code)


def file_name_of(area: str, tag: str, words: Words, code: str) -> str:
    """Return the same for an area of which no report was made."""
    stem = safe_stem(words.text("document.file_name", area=area_title(area)))
    return (f"{stem}_{tag}" if tag else stem) + FORMATS[code].extension


def export_area(
    job: ExportJob,
    codes: Iterable[str],
    folder: Path,
    pictures: Pictures | None = None,
    *,
    progress: Progress = silent,
) -> list[Path]:
    """Write an area in several formats and return the paths, in the order asked for.

    Raises
    ------
    ExportError
        A file cannot be written; those written before it stay.
    KeyError
        A format is not in :data:`FORMATS`.
    Cancelled
        From ``progress``; the file in hand is as it was before.
    """
    wanted = list(codes)
    paths = []
    for i, code in enumerate(wanted):
        progress(i / len(wanted), f"export_{code}")
        step = part(progress, i / len(wanted), (i + 1) / len(wanted))
        paths.append(FORMATS[code].write(job, Path(folder) / file_name(job, code), pictures, step))
    progress(1.0, "export_done")
    return paths
