"""``check FILE…``: what a file is and what is wrong with it."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.headless.console import (
    Exit,
    error_text,
    field_word,
    finding_text,
    reading_reasons,
    role_word,
    say,
    shape_word,
    start_qt,
)
from app.qtcore import tr
from layers.errors import LianfangError
from layers.kinds import Role, Shape

if TYPE_CHECKING:
    from layers.sources import Inspection, LayerSummary, Problem
    from layers.sources.readings import Court


#: How a format is written, the same in every language; codes are keys of ``layers.sources.sniff.FORMATS``.
FORMAT_NAMES = {
    "shapefile": "Shapefile",
    "geopackage": "GeoPackage",
    "geojson": "GeoJSON",
    "kml": "KML",
    "kmz": "KMZ",
    "filegdb": "FileGDB",
    "gpx": "GPX",
    "dxf": "DXF",
    "mapinfo": "MapInfo",
    "flatgeobuf": "FlatGeobuf",
    "esrijson": "ESRI JSON",
    "geoparquet": "GeoParquet",
    "csv": "CSV",
    "dbf": "DBF",
    "xlsx": "XLSX",
    "geotiff": "GeoTIFF",
    "mbtiles": "MBTiles",
}


def format_name(code: str) -> str:
    """Return how a format is called."""
    words = {
        "parcels": tr("boundary points (TXT)"),
        "photos": tr("photos (JPEG)"),
        "folder": tr("a folder"),
        "zip": tr("a ZIP archive"),
        "unknown": tr("not recognised"),
    }
    return FORMAT_NAMES.get(code) or words.get(code, code)


def run(arguments: argparse.Namespace) -> int:
    """Describe every file; exit 4 when at least one of them cannot be used as it is."""
    from layers.sources import child

    child.shared().warm(keep=False)  # beside Qt, which takes as long
    start_qt(arguments.lang)
    usable = True
    report: list[dict[str, Any]] = []
    for path in arguments.files:
        try:
            inspection = child.shared().inspect(path)
        except LianfangError as error:
            usable = False
            report.append({"path": str(path), "error": error.code, "facts": error.facts})
            if not arguments.json:
                say(f"{path}\n  ✗ {error_text(error)}")
            continue
        usable &= inspection.is_usable or inspection.is_plan or inspection.is_package
        misfit = _misfit(path, inspection)
        report.append(_as_data(inspection) | ({"county_lines": misfit} if misfit else {}))
        if not arguments.json:
            _describe(path, inspection)
            _describe_misfit(misfit)
    if arguments.json:
        say(json.dumps(report, ensure_ascii=False, indent=2, default=str))
    return Exit.OK if usable else Exit.BAD_INPUT


def _as_data(inspection: Inspection) -> dict[str, Any]:
    """Return an inspection as plain data: the columns of the proposed role only, and no rows."""
    layers = [
        replace(
            layer,
            fields_as={role: found for role, found in layer.fields_as.items() if role == layer.proposed_role},
            rows=None,
        )
        for layer in inspection.layers
    ]
    return asdict(replace(inspection, layers=tuple(layers)))


def _describe(path: Path, inspection: Inspection) -> None:
    if inspection.is_plan:
        say(tr("{path}: a Lianfang plan; open it with: lianfang {path}").format(path=path))
        return
    if inspection.is_package:
        say(tr("{path}: a packed Lianfang plan; unpack it with: lianfang unpack {path} --out FOLDER").format(path=path))
        return
    say(tr("{path}: {format}").format(path=path, format=format_name(inspection.format)))
    for layer in inspection.layers:
        _describe_layer(path, layer)
    _list_problems(inspection.problems)


def _describe_layer(path: Path, layer: LayerSummary) -> None:
    if layer.shape is Shape.RASTER:
        text = tr("  layer {name}: {shape}, proposed role {role}")
    else:
        text = tr("  layer {name}: {features} features ({shape}), proposed role {role}")
    say(
        text.format(
            name=layer.name, features=layer.features, shape=shape_word(layer.shape), role=role_word(layer.proposed_role)
        )
    )
    say(tr("    coordinate system: {crs}").format(crs=layer.crs or tr("not stated")))
    if layer.encoding:
        say(tr("    text encoding: {encoding}").format(encoding=layer.encoding))
    if layer.text is not None and not layer.text.is_conclusive:
        _list_readings(path, layer.text)
    if layer.sample_names:
        say(tr("    names: {names}").format(names="、".join(layer.sample_names[:5])))
    _list_columns(layer)
    _list_problems(layer.problems)
    if layer.needs_crs:
        missing = next(problem for problem in layer.problems if problem.code == "source_missing_crs")
        crs = next(iter(missing.facts.get("candidates") or ()), "EPSG:4490")
        hint = tr("    → say which when reading it, e.g.: lianfang analyse {path} --crs {crs} --plan …")
        say(hint.format(path=path, crs=f'"{crs}"' if " " in crs else crs))


def _list_columns(layer: LayerSummary) -> None:
    """Print which column is which in the proposed role, and what should be looked at."""
    found = layer.fields_as.get(layer.proposed_role, ())
    taken = [f"{field_word(choice.canonical)} ← {choice.column}" for choice in found if choice.column is not None]
    if taken:
        say(tr("    columns: {columns}").format(columns="；".join(taken)))
    for choice in found:
        if choice.asks == "rival":
            text = tr("    ? {field}: {other} fits as well as {column} and differs; say which with --field")
            say(text.format(field=field_word(choice.canonical), other=choice.rival, column=choice.column))
        elif choice.asks == "missing":
            text = tr("    ? {field}: no column was found; name it with --field if there is one")
            say(text.format(field=field_word(choice.canonical)))


def _list_readings(path: Path, court: Court) -> None:
    """Print what the names are in each encoding, where the file does not say for certain."""
    say(tr("    its text may be read in several ways, the likeliest first:"))
    for reading in court.readings:
        names = "、".join(dict.fromkeys([*reading.names, *reading.fields]))
        told = reading_reasons(reading)
        say(f"      {reading.encoding}: {names}" + (f"  ({'; '.join(told[:2])})" if told else ""))
    hint = tr('    → say which when reading it, e.g.: lianfang analyse {path} --encoding "{name}={encoding}" --plan …')
    say(hint.format(path=path, name=path.name, encoding=court.best.encoding))


def _misfit(path: Path, inspection: Inspection) -> dict[str, Any]:
    """Return count and area of gaps and overlaps of the county layers in a file; {} where none can be read."""
    if not inspection.is_usable or all(layer.proposed_role is not Role.COUNTY for layer in inspection.layers):
        return {}
    from layers.borders.slivers import GAP, OVERLAP, find_slivers
    from layers.sources import child

    try:
        frames = [layer.frame for layer in child.shared().read(path) if layer.role is Role.COUNTY]
        found = [find_slivers(frame) for frame in frames if frame is not None]
    except LianfangError:  # what is wrong with the file is told already
        return {}
    kinds = {kind: [one[one["kind"] == kind] for one in found if len(one)] for kind in (GAP, OVERLAP)}
    return {
        kind: {
            "count": sum(len(one) for one in frames),
            "area_m2": round(sum(float(one["area_m2"].sum()) for one in frames), 1),
            "widest_m": round(max((float(one["width_m"].max()) for one in frames if len(one)), default=0.0), 2),
        }
        for kind, frames in kinds.items()
    }


def _describe_misfit(misfit: dict[str, Any]) -> None:
    if not misfit:
        return
    if not any(one["count"] for one in misfit.values()):
        say(tr("    county lines: they fit, no gap or overlap wider than 1 m"))
        return
    text = tr(
        "    county lines: {gaps} gaps ({gap_area} km²) and {overlaps} overlaps ({overlap_area} km²) wider than 1 m"
    )
    gap, overlap = misfit["gap"], misfit["overlap"]
    say(
        text.format(
            gaps=gap["count"],
            gap_area=f"{gap['area_m2'] / 1e6:.3f}",
            overlaps=overlap["count"],
            overlap_area=f"{overlap['area_m2'] / 1e6:.3f}",
        )
    )


def _list_problems(problems: tuple[Problem, ...]) -> None:
    marks = {"error": "✗", "warning": "!", "info": "·"}
    for problem in problems:
        if problem.code == "field_mapped":
            continue  # told in one line with the others
        say(f"    {marks[problem.severity]} {finding_text(problem.code, problem.facts)}")
