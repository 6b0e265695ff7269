"""GIS files of a joint-patrol area: GeoPackage, GeoJSON, zipped Shapefile, KML; and the table as CSV."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pandas as pd
import pyogrio
import shapely

from layers.export.cells import not_a_formula, without_control
from layers.export.coordinates import printed_row
from layers.export.files import zipped
from layers.export.frames import area_frame, parts_frame, points_frame, readme_rows, zones_frame
from layers.export.job import ExportJob
from layers.progress import Progress, silent

#: Layer names in every file; ASCII, so that any program can open them.
_LAYERS = {"area": area_frame, "parts": parts_frame, "points": points_frame, "zones": zones_frame}

#: Shapefile field names where ten bytes do not hold ours.
_SHORT = {
    "perimeter_m": "perim_m",
    "classification": "secrecy",
    "review_number": "review_no",
    "reference_date": "ref_date",
}
_TEXT_BYTES = 254
_DECIMALS = 9  # of a degree: 0.1 mm
_KML = "http://www.opengis.net/kml/2.2"


def geopackage(job: ExportJob, *, progress: Progress = silent) -> bytes:
    """Return a GeoPackage: ``area``, ``parts``, ``points``, ``zones`` and a table ``readme``."""
    with _workshop(job) as folder:
        path = folder / "area.gpkg"
        for step, (name, build) in enumerate(_LAYERS.items()):
            progress(step / 5, f"gpkg_{name}")
            frame = build(job)
            pyogrio.write_dataframe(
                frame,
                path,
                layer=name,
                driver="GPKG",
                append=step > 0,
                dataset_options={"VERSION": "1.2"} if step == 0 else None,
                geometry_type=_geometry_type(name),
                layer_options={"IDENTIFIER": job.words[f"gis.{name}"], "DESCRIPTION": job.legal_lines()[0]},
                layer_metadata={"statement": " ".join(job.legal_lines()), "crs": job.words["gis.crs_note"]},
            )
        readme = pd.DataFrame(readme_rows(job), columns=["item", "value"])
        pyogrio.write_dataframe(readme, path, layer="readme", driver="GPKG", append=True)
        progress(1.0, "gpkg_done")
        return path.read_bytes()


def geojson(job: ExportJob, *, progress: Progress = silent) -> bytes:
    """Return one GeoJSON collection; the member ``layer`` of each feature says what it is.

    RFC 7946: longitude first, outer rings anticlockwise, no ``crs`` member; the note says the datum.
    """
    features: list[dict[str, Any]] = []
    for step, (name, build) in enumerate(_LAYERS.items()):
        progress(step / 4, f"geojson_{name}")
        frame = build(job)
        if len(frame) == 0:
            continue
        frame.geometry = shapely.set_precision(frame.geometry.values, 10.0**-_DECIMALS, mode="pointwise")
        frame.insert(0, "layer", name)
        features += json.loads(frame.to_json(drop_id=True, to_wgs84=False))["features"]
    collection = {
        "type": "FeatureCollection",
        "name": job.report.name,
        "statement": list(job.legal_lines()),
        "note": job.words["gis.geojson_note"],
        "readme": [{"item": key, "value": text} for key, text in readme_rows(job)],
        "features": features,
    }
    return json.dumps(collection, ensure_ascii=False, indent=1, allow_nan=False).encode()


def shapefile(job: ExportJob, *, progress: Progress = silent) -> bytes:
    """Return a ZIP of Shapefiles (UTF-8 with .cpg, CGCS2000 .prj) and a readme with the field names.

    One file can be replaced in one step, a dozen cannot; GDAL and QGIS open ``*.shp.zip`` as it is.
    """
    return _shapefiles(job, "UTF-8", progress)


def shapefile_gbk(job: ExportJob, *, progress: Progress = silent) -> bytes:
    """Return the same in GBK, for programs that know no UTF-8; in Chinese its fields have Chinese names too.

    A name of five characters fills the ten bytes a field has.  What GBK cannot write becomes ``?``, a raised digit
    the digit.
    """
    return _shapefiles(job, "GBK", progress)


def _shapefiles(job: ExportJob, encoding: str, progress: Progress) -> bytes:
    members: dict[str, bytes] = {}
    names: dict[str, str] = {}
    shorter = {**_SHORT, **(job.words.group("shp_field") if encoding == "GBK" else {})}
    with _workshop(job) as folder:
        for step, (name, build) in enumerate(_LAYERS.items()):
            progress(step / 4, f"shp_{name}")
            frame = build(job)
            if len(frame) == 0:
                continue
            names.update({shorter.get(column, column): column for column in frame.columns if column != "geometry"})
            short = frame.rename(columns=shorter)
            for column in short.columns:
                if short[column].dtype == object or str(short[column].dtype).startswith("str"):
                    short[column] = [_within_bytes(value, encoding) for value in short[column]]
            pyogrio.write_dataframe(
                short,
                folder / f"{name}.shp",
                driver="ESRI Shapefile",
                encoding=encoding,
                layer_options={"DBF_DATE_LAST_UPDATE": job.reference_date.isoformat()},
            )
        for path in sorted(folder.iterdir()):
            members[path.name] = path.read_bytes()
    readme = _shapefile_readme(job, names) + ("" if encoding == "UTF-8" else f"{job.words['gis.shp_gbk']}\r\n")
    members["README.txt"] = (
        readme.encode("utf-8-sig") if encoding == "UTF-8" else _plainer(readme).encode("gbk", "replace")
    )
    return zipped(members, job.reference_date)


def _shapefile_readme(job: ExportJob, names: dict[str, str]) -> str:
    words = job.words
    lines = [f"{key}{words['punctuation.colon']}{text}" for key, text in readme_rows(job)]
    lines += ["", *(f"{name}.shp\t{words[f'gis.{name}']}" for name in _LAYERS)]
    lines += ["", words["gis.shp_fields"], *(f"{short}\t{words.code('field', full)}" for short, full in names.items())]
    lines += ["", words["gis.shp_cut"], ""]
    return "\r\n".join(lines)


def _within_bytes(value: object, encoding: str) -> object:
    """Return a text as its encoding can write it, cut to what a DBF field holds, at a character and not inside one."""
    if not isinstance(value, str):
        return value
    text = value if encoding == "UTF-8" else _plainer(value)
    return text.encode(encoding, "replace")[:_TEXT_BYTES].decode(encoding, errors="ignore")


def _plainer(text: str) -> str:
    """Return a text without the raised digits that GBK does not have: hm² → hm2."""
    return text.translate({0xB2: "2", 0xB3: "3", 0xA0: " "})


def kml(job: ExportJob, *, progress: Progress = silent) -> bytes:
    """Return a KML document with one folder per layer; every text is escaped."""
    words = job.words
    ET.register_namespace("", _KML)
    root = ET.Element(f"{{{_KML}}}kml")
    document = _child(root, "Document")
    _child(document, "name", words.text("web.title", area=job.area_name))
    about = [f"{key}{words['punctuation.colon']}{text}" for key, text in readme_rows(job)]
    _child(document, "description", "\n".join([*about, words["gis.kml_note"]]))
    for style, line, fill, width in (
        ("area", "ff6b7900", "266b7900", "3"),
        ("parts", "ff7c8b8a", "00ffffff", "1"),
        ("zones", "ff005ed5", "40005ed5", "1.5"),
    ):
        _style(document, style, line, fill, width)
    titles = {"area": "name", "parts": "name", "points": "point", "zones": "title"}
    for step, (name, build) in enumerate(_LAYERS.items()):
        progress(step / 4, f"kml_{name}")
        folder = _child(document, "Folder")
        _child(folder, "name", words[f"gis.{name}"])
        for _, row in build(job).iterrows():
            place = _child(folder, "Placemark")
            _child(place, "name", str(row[titles[name]]))
            _child(place, "styleUrl", f"#{name}")
            data = _child(place, "ExtendedData")
            for column in row.index.drop("geometry"):
                entry = _child(data, "Data")
                entry.set("name", words.code("field", column))
                _child(entry, "value", str(row[column]))
            _kml_geometry(place, row["geometry"])
    ET.indent(root, " ")
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _child(parent: ET.Element, tag: str, text: str | None = None) -> ET.Element:
    element = ET.SubElement(parent, f"{{{_KML}}}{tag}")
    if text is not None:
        element.text = without_control(text)
    return element


def _style(document: ET.Element, name: str, line: str, fill: str, width: str) -> None:
    """Add a style; KML colours are aabbggrr."""
    style = _child(document, "Style")
    style.set("id", name)
    stroke = _child(style, "LineStyle")
    _child(stroke, "color", line)
    _child(stroke, "width", width)
    _child(_child(style, "PolyStyle"), "color", fill)


def _kml_geometry(parent: ET.Element, geometry: shapely.Geometry) -> None:
    if isinstance(geometry, shapely.MultiPolygon):
        group = _child(parent, "MultiGeometry")
        for part in geometry.geoms:
            _kml_geometry(group, part)
    elif isinstance(geometry, shapely.Polygon):
        polygon = _child(parent, "Polygon")
        _kml_ring(_child(polygon, "outerBoundaryIs"), geometry.exterior)
        for hole in geometry.interiors:
            _kml_ring(_child(polygon, "innerBoundaryIs"), hole)
    else:
        _child(_child(parent, "Point"), "coordinates", _kml_coordinates(geometry))


def _kml_ring(parent: ET.Element, ring: shapely.LinearRing) -> None:
    _child(_child(parent, "LinearRing"), "coordinates", _kml_coordinates(ring))


def _kml_coordinates(geometry: shapely.Geometry) -> str:
    return " ".join(f"{x:.{_DECIMALS}f},{y:.{_DECIMALS}f}" for x, y in shapely.get_coordinates(geometry))


# The table as CSV -----------------------------------------------------------------------------------------

_COLUMNS = ("point", "ring", "longitude", "latitude", "x_north", "y_east", "side_m", "azimuth")


def coordinates_csv(job: ExportJob, *, progress: Progress = silent) -> bytes:
    """Return the boundary-point table as CSV (UTF-8 with BOM, so that a spreadsheet shows Chinese).

    After the points and an empty row come the notes: statement, CRS, methods.  Texts that a spreadsheet
    would take for a formula are led by an apostrophe.
    """
    words = job.words
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    degrees = ("longitude_deg", "latitude_deg")
    writer.writerow([words[f"column.{name}"] for name in (*_COLUMNS, *degrees)])
    for point in job.coordinates.points:
        shown = printed_row(point, words["text.hole"])
        writer.writerow([*shown, f"{point.longitude_deg:.{_DECIMALS}f}", f"{point.latitude_deg:.{_DECIMALS}f}"])
    writer.writerow([])
    table = job.coordinates
    crs = words.text("text.crs", zone=table.zone, meridian=table.central_meridian_deg, epsg=table.epsg)
    for key, note in [*readme_rows(job), (words["gis.csv_note"], crs), (words["gis.csv_note"], words["text.sides"])]:
        writer.writerow([not_a_formula(key), not_a_formula(note)])
    progress(1.0, "csv_done")
    return text.getvalue().encode("utf-8-sig")


def csv_rows(content: bytes) -> list[list[str]]:
    """Return the rows of a CSV table, for :func:`layers.export.coordinates.parse_table`."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def _geometry_type(name: str) -> str:
    return {"points": "Point"}.get(name, "MultiPolygon")


@contextmanager
def _workshop(job: ExportJob) -> Iterator[Path]:
    """Give a scratch folder in which GDAL takes the reference date for today, so that bytes repeat."""
    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": f"{job.reference_date.isoformat()}T00:00:00.000Z"})
    try:
        with tempfile.TemporaryDirectory(prefix="lianfang-") as folder:
            yield Path(folder)
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})
