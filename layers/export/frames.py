"""The frames of an area for GIS files: the area, its parts by county, its points and the zones inside."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry.polygon import orient

from layers.crs import STORAGE_CRS, densified, gk_epsg, transform
from layers.export.annex_tables import lead_texts, zone_title
from layers.export.cells import date_text, records
from layers.export.coordinates import format_azimuth, format_dms
from layers.export.job import ExportJob
from layers.export.provenance import parameter_rows
from layers.export.reasons import reason_sentences
from layers.export.sources import source_lines
from layers.kinds import ZoneStatus

#: Parts narrower than rounding leaves behind, in m², are not features.
_DUST_M2 = 1.0


def area_frame(job: ExportJob) -> gpd.GeoDataFrame:
    """Return the area as one feature with its numbers and the sentences it must carry."""
    m2 = job.figures.total_m2
    stamp = job.declared
    row = {
        "uid": job.report.uid,
        "name": job.report.name,
        "area_m2": m2,
        "area_ha": m2 / 1e4,
        "area_mu": m2 * 15 / 1e4,
        "perimeter_m": round(job.coordinates.perimeter_m, 2),
        "counties": job.words.join([share.name for share in job.report.shares]),
        "note": job.note,
        "statement": _sentences(job),
        "purpose": stamp.purpose,
        "classification": stamp.classification,
        "review_number": stamp.review_number,
        "reference_date": job.reference_date.isoformat(),
    }
    return gpd.GeoDataFrame([row], geometry=[_right_handed(job.area)], crs=STORAGE_CRS)


def parts_frame(job: ExportJob) -> gpd.GeoDataFrame:
    """Return the area cut by county; what lies in no loaded county is a part with an empty code.

    The numbers are the printed ones; the cut is made in the area's 3° zone on edges of at most 200 m.
    """
    plane = f"EPSG:{gk_epsg(float(job.area.centroid.x))}"
    whole = shapely.make_valid(densified(transform(job.area, STORAGE_CRS, plane)))
    figures = {part.county: part for part in job.figures.parts}
    rows: list[dict[str, Any]] = []
    shapes: list[shapely.Geometry] = []
    rest = whole
    for code, name, geometry in zip(job.counties["code"], job.counties["name"], job.counties.geometry, strict=True):
        if not geometry.intersects(job.area):
            continue
        county = densified(transform(geometry, STORAGE_CRS, plane))
        part = _polygonal(shapely.intersection(whole, county))
        rest = shapely.difference(rest, county)
        if part.area >= _DUST_M2 and code in figures:
            rows.append(_part_row(job, code, name))
            shapes.append(part)
    rest = _polygonal(rest)
    if "" in figures and rest.area >= _DUST_M2:
        rows.append(_part_row(job, "", job.words["text.outside"]))
        shapes.append(rest)
    columns = ["code", "name", "area_m2", "area_ha", "area_mu", "share_pct"]
    back = [_right_handed(transform(shape, plane, STORAGE_CRS)) for shape in shapes]
    return gpd.GeoDataFrame(pd.DataFrame(rows, columns=columns), geometry=back, crs=STORAGE_CRS)


def _part_row(job: ExportJob, code: str, name: str) -> dict[str, Any]:
    part = next(part for part in job.figures.parts if part.county == code)
    return {
        "code": code,
        "name": name,
        "area_m2": part.m2,
        "area_ha": part.m2 / 1e4,
        "area_mu": part.m2 * 15 / 1e4,
        "share_pct": float(part.share_text),
    }


def points_frame(job: ExportJob) -> gpd.GeoDataFrame:
    """Return the boundary points, each once, with what the coordinate table says of them."""
    points = [point for point in job.coordinates.points if point.side_m is not None]
    rows = [
        {
            "point": point.label,
            "ring": point.ring,
            "is_hole": int(point.is_hole),
            "lon_dms": format_dms(point.longitude_deg, axis="lon"),
            "lat_dms": format_dms(point.latitude_deg, axis="lat"),
            "x_north_m": round(point.x_north_m, 2),
            "y_east_m": round(point.y_east_m, 2),
            "side_m": round(point.side_m or 0.0, 2),
            "azimuth": format_azimuth(point.azimuth_deg or 0.0),
        }
        for point in points
    ]
    places = [shapely.Point(point.longitude_deg, point.latitude_deg) for point in points]
    return gpd.GeoDataFrame(rows, geometry=places, crs=STORAGE_CRS)


def zones_frame(job: ExportJob) -> gpd.GeoDataFrame:
    """Return the shared-responsibility zones cut to the area, by rank."""
    words = job.words
    rows, shapes = [], []
    for zone, geometry in zip(records(job.report.zones), job.report.zones.geometry, strict=True):
        inside = _polygonal(shapely.intersection(shapely.make_valid(geometry), job.area))
        if inside.is_empty:
            continue
        lead, supports = lead_texts(job, zone, zone["counties"])
        rows.append(
            {
                "uid": zone["uid"],
                "title": zone_title(job, zone),
                "rank": int(zone["rank"]),
                "hazard": words.code("hazard", zone["hazard"]),
                "class_code": str(zone["zone_class"]),
                "class": words.code("zone_class", zone["zone_class"]),
                "lead": lead,
                "supports": supports,
                "inside_ha": round(float(zone["inside_ha"]), 2),
                "status": words.code("status", ZoneStatus(zone["status"]).value),
                "reasons": words["punctuation.reasons"].join(reason_sentences(job, zone)),
                "statement": _sentences(job),
            }
        )
        shapes.append(_right_handed(inside))
    columns = [
        "uid", "title", "rank", "hazard", "class_code", "class",
        "lead", "supports", "inside_ha", "status", "reasons", "statement",
    ]  # fmt: skip
    return gpd.GeoDataFrame(pd.DataFrame(rows, columns=columns), geometry=shapes, crs=STORAGE_CRS)


def readme_rows(job: ExportJob) -> list[tuple[str, str]]:
    """Return what a file must say of itself: statement, stamp, CRS, methods, sources, parameters, provenance."""
    words, stamp = job.words, job.declared
    rows = [
        (words["gis.statement"], _sentences(job)),
        (words["gis.area"], words.text("web.title", area=job.area_name)),
        (words["stamp.plan"], job.plan_title),
        (words["stamp.purpose"], stamp.purpose),
        (words["stamp.classification"], stamp.classification),
        (words["stamp.review_number"], stamp.review_number),
        (words["stamp.reference_date"], date_text(job.reference_date, words)),
        (words["stamp.maker"], stamp.maker),
        (words["column.crs"], words["gis.crs_note"]),
        (words["gis.method"], words["text.method_area"]),
        (words["gis.method"], words["text.method_distance"]),
        (words["gis.method"], words["text.method_unknown"]),
    ]
    if job.is_sample:
        rows.insert(1, (words["stamp.data"], words["legal.sample_note"]))
    for item in job.report.unknown:
        rows.append((words["gis.unknown"], f"{job.county_name(item['county'])} {words.code('role', item['role'])}"))
    rows += [(words["column.source"], line.as_text(words)) for line in source_lines(job)]
    if job.provenance.program:
        shown = [f"{name} {value} {unit}".rstrip() for name, value, unit in parameter_rows(job.parameters, words)]
        rows.append((words["column.parameter"], words.join(shown)))
    rows += [(words["gis.provenance"], told) for told in job.proof_sentences()]
    return [(key, text) for key, text in rows if text]


def _sentences(job: ExportJob) -> str:
    return job.words["punctuation.sentence_gap"].join(job.legal_lines())


def _polygonal(geometry: shapely.Geometry) -> shapely.Polygon | shapely.MultiPolygon:
    """Return the polygons of what an intersection left."""
    if isinstance(geometry, shapely.Polygon | shapely.MultiPolygon):
        return geometry
    pieces = [part for part in shapely.get_parts(shapely.get_parts(geometry)) if isinstance(part, shapely.Polygon)]
    return shapely.MultiPolygon(pieces)


def _right_handed(geometry: shapely.Polygon | shapely.MultiPolygon) -> shapely.Polygon | shapely.MultiPolygon:
    """Return polygons with outer rings anticlockwise, as RFC 7946 and OGC want them; Z is dropped."""
    flat = shapely.force_2d(geometry)
    if isinstance(flat, shapely.MultiPolygon):
        return shapely.MultiPolygon([orient(part) for part in flat.geoms])
    return orient(flat)
