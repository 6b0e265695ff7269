"""Write the page on files that leave the program, from files made for it: ``python -m tests.tools.file_book``."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl

from layers.export import FORMATS, Pictures, gis, survey
from layers.export.job import ExportJob
from layers.progress import silent
from tests.layers.export.conftest import make_job

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "docs" / "files-out.md"
_EXAMPLE_SIGNS = 28

_HEAD = """# Files that leave the program

Field by field, what the files of an area hold. Made by `python -m tests.tools.file_book` from files written for it; a
test compares, so what stands here is what is written. The book of file formats has three more chapters:
[files that come in](formats.md), [the plan](plan-format.md) and [the package](plan-format.md#package) for a neighbour
or a colleague. Which file to choose: [agreements on paper](documents.md#files-of-an-area). Workbooks of one subject are
in its page: [register](agreements.md), [inventory](inventory.md), [the year](year.md) (`.ics` too),
[rivers](rivers.md), [fires](fire.md), [exercises](exercise.md).

In all of them longitudes and latitudes are CGCS2000 (EPSG:4490) in degrees, figures are geodesic on its ellipsoid, and
what is not known is empty, never zero. Each says with it what it is: that its lines are no evidence of boundaries,
whether it is a sample, purpose, classification, review number, reference date, coordinate system, methods, missing
data, and sources with their checksums.

| format | ends in | needs graphics |
|---|---|---|
"""
_LAYERS = """
## GeoPackage, GeoJSON, KML, KMZ, Shapefile

Four layers, `area`, `parts`, `points`, `zones`; a GeoPackage also has a table `readme`, a Shapefile `README.txt` with
the table of fields. In GeoJSON all features are one collection (RFC 7946, no `crs`) and the member `layer` of each says
which it is; in KML each layer is a folder and fields have their names in words. *Shapefile* and *GBK* have the names of
fields there where they differ; the `.cpg` says the encoding. A text longer than 254 bytes is cut there at a character.
"""
_TXT = """
## 界址点 TXT

The exchange format of land surveys (勘测定界界址点坐标交换格式), GBK, CRLF: point, ring, X (north), Y (east, with
zone), metres to the millimetre; each ring closes with its first point.
"""
_CSV = """
## CSV

UTF-8 with byte order mark, comma, CRLF. What the file is follows below the table, after an empty line.
"""
_WORKBOOK = """
## Workbook

XLSX; figures are numbers, text that looks like a formula stays text.

| sheet | columns |
|---|---|
"""
_DRAWINGS = """
## DXF, GPX, web page

- **DXF** (R12, text): layer `AREA` (`AREA_HOLE` for holes) with a closed polyline for each ring, `POINTS` with the
  numbers of the points, in metres of the plane of the coordinate table: x is east with the zone number, y is north.
- **GPX** 1.1: a waypoint for each point and a closed track for each ring.
- **Web page**: one HTML with everything in it; nothing is fetched.
"""


def page() -> str:
    """Return the page."""
    job, english = make_job("zh_CN"), make_job("en")
    parts = [_HEAD + "".join(_format_rows()), _LAYERS, *_layers(job, english)]
    for code, encoding, said in (("txt", "gbk", _TXT), ("csv", "utf-8-sig", _CSV)):
        content = FORMATS[code].build(job, Pictures(), silent).decode(encoding).replace("\r\n", "\n").rstrip("\n")
        parts.append(f"{said}\n```\n{content}\n```\n")
    parts += _workbook(job)
    parts.append(_DRAWINGS)
    return "".join(parts)


def _format_rows() -> Iterator[str]:
    for one in FORMATS.values():
        needs = "yes" if one.needs_picture else "for its map" if one.uses_picture else "no"
        yield f"| `{one.code}` | `{one.extension}` | {needs} |\n"


def _layers(job: ExportJob, english: ExportJob) -> Iterator[str]:
    gbk = job.words.group("shp_field")
    for name, build in gis._LAYERS.items():
        frame = build(job)
        kind = frame.geometry.geom_type.iloc[0]
        yield f"\n### `{name}`: {job.words[f'gis.{name}']}, {english.words[f'gis.{name}']} ({kind})\n\n"
        yield "| field | Shapefile | GBK | 含义 | meaning | type | example |\n|---|---|---|---|---|---|---|\n"
        for column in frame.columns.drop("geometry"):
            value = frame[column].iloc[0]
            cells = (
                f"`{column}`",
                f"`{gis._SHORT[column]}`" if column in gis._SHORT else "",
                gbk.get(column, ""),
                job.words.code("field", column),
                english.words.code("field", column),
                _type(value),
                _example(value),
            )
            yield f"| {' | '.join(cells)} |\n"


def _type(value: Any) -> str:
    kinds = (("bool", "0 or 1"), ("int", "whole number"), ("float", "number"))
    return next((said for name, said in kinds if type(value).__name__.startswith(name)), "text")


def _example(value: Any) -> str:
    text = f"{value:.4f}" if isinstance(value, float) else str(value)
    text = " ".join(text.split()).replace("|", "\\|").replace("<", "\\<")
    return text if len(text) <= _EXAMPLE_SIGNS else f"{text[:_EXAMPLE_SIGNS]}…"


def _workbook(job: ExportJob) -> Iterator[str]:
    yield _WORKBOOK
    book = openpyxl.load_workbook(io.BytesIO(survey.tables(job)), read_only=True)
    for sheet in book:
        heads = next(sheet.iter_rows(max_row=1, values_only=True))
        yield f"| {sheet.title} | {'、'.join(str(one) for one in heads if one is not None)} |\n"


def main() -> None:
    """Write the page."""
    TARGET.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
