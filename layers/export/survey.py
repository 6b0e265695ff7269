"""What surveyors and patrol devices take: 界址点 TXT, DXF, GPX, KMZ; and the annex's tables as a workbook."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, time
from itertools import groupby
from xml.etree import ElementTree as ET

import pandas as pd

from layers.export import annex_tables, gis
from layers.export.book import Sheet, workbook
from layers.export.cells import without_control
from layers.export.coordinates import BoundaryPoint
from layers.export.document import Align, Heading, Table
from layers.export.files import zipped
from layers.export.frames import readme_rows
from layers.export.job import ExportJob
from layers.progress import Progress, silent

_GPX = "http://www.topografix.com/GPX/1/1"
_DECIMALS = 9  # of a degree: 0.1 mm
_NUMBER = re.compile(r"-?\d{1,15}(\.\d+)?")
#: What the format's own separators would tear apart.
_SEPARATORS = re.compile(r"[,，\r\n@]")


def rings(job: ExportJob) -> Iterator[list[BoundaryPoint]]:
    """Yield the boundary points of each ring, its first point repeated at the end."""
    for _, points in groupby(job.coordinates.points, key=lambda point: point.ring):
        yield list(points)


def boundary_txt(job: ExportJob, *, progress: Progress = silent) -> bytes:
    """Return the boundary points in the exchange format of land surveys (勘测定界界址点坐标交换格式), GBK.

    Metres to 0.001 with the zone number before Y; X is north.  Characters GBK does not have become ``?``.
    """
    table = job.coordinates
    lines = [
        "[属性描述]",
        "格式版本号=1.01版本",
        f"数据产生单位={_SEPARATORS.sub(' ', job.declared.maker)}",
        f"数据产生日期={job.reference_date.isoformat()}",
        "坐标系=2000国家大地坐标系",
        "几度分带=3",
        "投影类型=高斯克吕格",
        "计量单位=米",
        f"带号={table.zone}",
        "精度=0.001",
        "转换参数=,,,,,,",
        "[地块坐标]",
    ]
    name = _SEPARATORS.sub(" ", job.report.name)
    note = _SEPARATORS.sub(" ", job.legal_lines()[0])
    lines.append(f"{len(table.points)},{job.figures.total_m2 / 1e4:.4f},1,{name},面,,{note},,@")
    lines += [f"{p.label},{p.ring},{p.x_north_m:.3f},{p.y_east_m:.3f}" for p in table.points]
    progress(1.0, "txt_done")
    return ("\r\n".join(lines) + "\r\n").encode("gbk", errors="replace")


def dxf(job: ExportJob, *, progress: Progress = silent) -> bytes:
    """Return a DXF (R12, text) in the plane of the table: x is east with the zone number, y is north, metres."""
    parts = ["0", "SECTION", "2", "HEADER", "9", "$ACADVER", "1", "AC1009", "0", "ENDSEC"]
    parts += ["0", "SECTION", "2", "ENTITIES"]
    for ring in rings(job):
        layer = "AREA_HOLE" if ring[0].is_hole else "AREA"
        parts += ["0", "POLYLINE", "8", layer, "66", "1", "70", "1"]
        for point in ring[:-1]:
            parts += ["0", "VERTEX", "8", layer, *_place(point)]
        parts += ["0", "SEQEND", "8", layer]
        for point in ring[:-1]:
            parts += ["0", "TEXT", "8", "POINTS", *_place(point), "40", "20", "1", point.label]
    parts += ["0", "ENDSEC", "0", "EOF"]
    progress(1.0, "dxf_done")
    return ("\r\n".join(parts) + "\r\n").encode("ascii")


def _place(point: BoundaryPoint) -> tuple[str, ...]:
    return ("10", f"{point.y_east_m:.4f}", "20", f"{point.x_north_m:.4f}", "30", "0.0")


def gpx(job: ExportJob, *, progress: Progress = silent) -> bytes:
    """Return a GPX 1.1: each boundary point as a waypoint, each ring as a track; every text is escaped."""
    ET.register_namespace("", _GPX)
    root = ET.Element(f"{{{_GPX}}}gpx", {"version": "1.1", "creator": "Lianfang"})
    about = ET.SubElement(root, f"{{{_GPX}}}metadata")
    _said(about, "name", job.words.text("web.title", area=job.area_name))
    _said(about, "desc", job.words["punctuation.sentence_gap"].join(job.legal_lines()))
    for ring in rings(job):
        for point in ring[:-1]:
            _said(_point(root, "wpt", point), "name", point.label)
    for number, ring in enumerate(rings(job), start=1):
        track = ET.SubElement(root, f"{{{_GPX}}}trk")
        _said(track, "name", f"{job.report.name} {number}" if number > 1 else job.report.name)
        segment = ET.SubElement(track, f"{{{_GPX}}}trkseg")
        for point in ring:
            _point(segment, "trkpt", point)
    ET.indent(root, " ")
    progress(1.0, "gpx_done")
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _point(parent: ET.Element, tag: str, point: BoundaryPoint) -> ET.Element:
    place = {"lat": f"{point.latitude_deg:.{_DECIMALS}f}", "lon": f"{point.longitude_deg:.{_DECIMALS}f}"}
    return ET.SubElement(parent, f"{{{_GPX}}}{tag}", place)


def _said(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, f"{{{_GPX}}}{tag}").text = without_control(text)


def kmz(job: ExportJob, *, progress: Progress = silent) -> bytes:
    """Return the KML packed as KMZ."""
    return zipped({"doc.kml": gis.kml(job, progress=progress)}, job.reference_date)


def tables(job: ExportJob, *, progress: Progress = silent) -> bytes:
    """Return every table of the annex as a sheet: figures as numbers, filters on, formulas as text."""
    from layers.export.annex import compose

    words = job.words
    about = readme_rows(job)
    sheets = [Sheet(words["gis.statement"], [words["column.item"], words["column.value"]], [24, 90], about, len(about))]
    heading = ""
    for block in compose(job).blocks:
        if isinstance(block, Heading):
            heading = block.text
        elif isinstance(block, Table) and block.has_headings:
            sheets.append(_sheet(block, heading, len(sheets)))
    forces = annex_tables.forces(job)
    if forces.rows:
        sheets.append(_sheet(forces, words["annex.forces"], len(sheets)))
    sheets += _matrices(job)
    buffer = io.BytesIO()
    book = workbook(sheets, progress=progress)
    book.properties.created = book.properties.modified = _moment(job)
    book.save(buffer)
    return buffer.getvalue()


def _matrices(job: ExportJob) -> list[Sheet]:
    """Return from which county to which people of the area's zones are reached; none without zones that say so."""
    from layers.spread.matrix_book import matrix_sheets
    from layers.zones.matrix import zone_matrix

    zones = job.report.zones
    told = zones[[isinstance(one, Mapping) for one in zones["evidence"]]] if "evidence" in zones else zones.iloc[:0]
    if not len(told):
        return []
    words = {**job.words.group("matrix"), "from": job.words["gis.matrix_from"]}
    first, *_rest = matrix_sheets(zone_matrix(pd.DataFrame(told.drop(columns="geometry"))), job.county_names, words)
    return [replace(first, title=job.words["gis.matrix"][:31])]


def _moment(job: ExportJob) -> datetime:
    return datetime.combine(job.reference_date, time())


def _sheet(table: Table, heading: str, number: int) -> Sheet:
    """Return a table as a sheet; codes and dates stay text, only right-aligned figures become numbers."""
    titles = [column.heading for column in table.columns]
    rows = [
        [
            float(text) if column.align is Align.RIGHT and _NUMBER.fullmatch(text) else text
            for column, text in zip(table.columns, row, strict=True)
        ]
        for row in table.rows
    ]
    name = re.sub(r"[\[\]:*?/\\]", "_", f"{number} {heading}")[:31]
    widths = [min(max(10.0, 5.0 * column.weight * 2), 60.0) for column in table.columns]
    return Sheet(name, titles, widths, rows, len(rows), has_filter=True)
