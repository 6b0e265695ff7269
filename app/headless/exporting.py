"""``export P --area ID|all``: the annex of joint-patrol areas in every format asked for."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from app.headless.console import Exit, console_progress, finding_text, say, say_graphics_missing, start_qt, warn
from app.qtcore import tr

if TYPE_CHECKING:
    import geopandas as gpd

    from layers.export import Stamp
    from layers.export.assembly import PlanMaterial
    from layers.patrol.division import CountyIndex
    from layers.plan.store import PlanStore


def run(arguments: argparse.Namespace) -> int:
    """Export the areas; exit 3 when Qt cannot draw and something needed a picture."""
    from layers.export import FORMATS
    from layers.plan.store import PlanStore

    formats = list(FORMATS) if arguments.formats == "all" else [code.strip() for code in arguments.formats.split(",")]
    unknown = [code for code in formats if code not in FORMATS]
    if unknown:
        warn(
            tr("{value}: no such format; use some of {known}").format(
                value=", ".join(unknown), known=", ".join(FORMATS)
            )
        )
        return Exit.USAGE
    problem = start_qt(arguments.lang)
    # Without areas to add, a plan is only read: it may be open in the window meanwhile, and keeps its every byte.
    with closing(PlanStore.open(arguments.plan, read_only=arguments.areas_from is None)) as store:
        if arguments.areas_from is not None:
            add_areas(store, arguments.areas_from)
        tell_rasters(store)
        wanted = chosen(store.patrol_areas(), arguments.area)
        if not wanted:
            names = ", ".join(store.patrol_areas()["name"].astype(str)) or tr("none yet")
            warn(
                tr("{area}: no such joint-patrol area. The plan has: {names}").format(area=arguments.area, names=names)
            )
            return Exit.USAGE
        export_areas(
            store,
            wanted,
            formats,
            arguments.out,
            stamp=stamp_of(arguments),
            language=arguments.lang,
            reference_date=arguments.date,
            can_draw=not problem,
            with_phones=arguments.phones,
        )
    if problem and any(FORMATS[code].needs_picture or FORMATS[code].uses_picture for code in formats):
        say_graphics_missing(problem)
        return Exit.NO_GRAPHICS
    return Exit.OK


def stamp_of(arguments: argparse.Namespace) -> Stamp:
    """Return what the options declare about the documents."""
    from layers.export import Stamp

    return Stamp(
        purpose=arguments.purpose,
        classification=arguments.classification,
        review_number=arguments.review_number,
    )


def add_areas(store: PlanStore, path: Path) -> None:
    """Add every polygon of a file as a joint-patrol area, and say what had to be mended."""
    from layers import workflow
    from layers.kinds import Shape
    from layers.sources import child

    areas = child.shared().read_patrol_areas(path)
    workflow.add_patrol_areas(store, areas, unnamed=tr("Patrol area {number}"))
    warn(tr("{path}: {count} joint-patrol areas added to the plan").format(path=path, count=len(areas)))
    for layer in child.shared().inspect(path).layers:
        for problem in layer.problems:
            if layer.shape is Shape.POLYGON and problem.severity == "warning":
                warn("    ! " + finding_text(problem.code, problem.facts))


def chosen(areas: gpd.GeoDataFrame, which: str) -> list[str]:
    """Return the uids of the areas a planner means by ``all``, a number, a name or an id."""
    if which == "all":
        return [str(uid) for uid in areas["uid"]]
    for column in ("uid", "name", "number"):
        hits = areas.loc[areas[column].astype(str) == which, "uid"]
        if len(hits):
            return [str(uid) for uid in hits]
    return []


def export_areas(
    store: PlanStore,
    area_uids: Iterable[str],
    formats: Iterable[str],
    folder: Path,
    *,
    stamp: Stamp,
    language: str,
    reference_date: date | None,
    can_draw: bool,
    with_phones: bool = False,
) -> list[Path]:
    """Write the areas and print each path with a sentence; without graphics, leave out what needs a picture."""
    from app.sheets.words import load_words
    from layers.export import FORMATS, Pictures, export_area
    from layers.export.assembly import PlanMaterial
    from layers.patrol.division import CountyIndex

    folder.mkdir(parents=True, exist_ok=True)
    material = PlanMaterial.of(store)
    codes = [code for code in formats if can_draw or not FORMATS[code].needs_picture]
    written: list[Path] = []
    index = CountyIndex(material.inputs.counties, material.inputs.metric_epsg)
    for uid in area_uids:
        tell_findings(material, uid, index)
        job = material.job(uid, load_words(language), stamp, reference_date=reference_date, with_phones=with_phones)
        pictures = Pictures()
        if can_draw and any(FORMATS[code].needs_picture or FORMATS[code].uses_picture for code in codes):
            from app.sheets import draw

            pictures = draw(job, store, codes)
        paths = export_area(job, codes, folder, pictures, progress=console_progress(tr("Exporting")))
        for code, path in zip(codes, paths, strict=True):
            say(f"{path}\n    {sentences()[code]}")
        written += paths
    return written


def tell_rasters(store: PlanStore) -> None:
    """Say which rasters the maps go on without, which are not what they were, and which were found elsewhere."""
    from layers.plan.rasters import RasterCode, resolve_all

    sentences = {
        RasterCode.MISSING: tr("! {layer}: {path} was not found; the maps go on without it"),
        RasterCode.CHANGED: tr("! {layer}: {path} is not the file that was added; the maps show it as it is now"),
        RasterCode.MOVED: tr("{layer}: found in {path}"),
    }
    for uid, state in resolve_all(store, progress=console_progress(tr("Checking rasters"))).items():
        if state.code in sentences:
            record = store.layer(uid)
            path = state.path or record.raster_path
            warn(sentences[state.code].format(layer=record.title, path=path))


def tell_findings(material: PlanMaterial, area_uid: str, index: CountyIndex) -> None:
    """Say what an agreement should not carry: an outline that crosses itself, an area in one county alone …"""
    from layers.patrol.checks import check_area

    try:
        from app.area_findings import sentence
    except ImportError:  # without Qt the window's words are out of reach; the annex tells shares and holes
        return
    row = material.areas[material.areas["uid"] == area_uid].iloc[0]
    for finding in check_area(row.geometry, index):
        warn(f"! {row['name']}  " + sentence(finding, cast(Any, _CountyNames(index.names))))


@dataclass(frozen=True)
class _CountyNames:
    """What the window's sentences about an area ask of a document."""

    names: Mapping[str, str]

    def short_county_name(self, code: str) -> str:
        from layers.sources.gazetteer import short_name

        return short_name(self.names.get(code, code))


def sentences() -> dict[str, str]:
    """Return one sentence on what each format is for."""
    return {
        "docx": tr("The annex as a Word document, to be edited and attached to the agreement."),
        "pdf": tr("The same annex as PDF, to be printed and signed."),
        "png": tr("The map plate as a picture."),
        "gpkg": tr("Area, parts by county, boundary points and zones for any GIS."),
        "geojson": tr("The area for web maps."),
        "shp": tr("The area as a Shapefile, for bureaus that ask for one."),
        "shp_gbk": tr("The same in GBK with Chinese field names, for older programs."),
        "kml": tr("The area for earth viewers and hand-held devices."),
        "kmz": tr("The same, packed."),
        "gpx": tr("Boundary points and outline for hand-held devices."),
        "dxf": tr("The outline for drawing programs, in metres of the plane."),
        "txt": tr("The boundary points in the exchange format of land surveys."),
        "xlsx": tr("Every table of the annex as a workbook."),
        "csv": tr("The coordinate table for a spreadsheet."),
        "html": tr("A web page with the map that opens without a network."),
    }
