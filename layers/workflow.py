"""The path from a plan to zones and from an area to its annex: what desktop and command line share.

Every function takes an open :class:`~layers.plan.store.PlanStore`; each write is one gesture in its
history.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import shapely

from layers.errors import AnalysisError
from layers.exposure import gather_townships
from layers.exposure.cell_layers import with_exposure_layers
from layers.kinds import ANALYSED, Origin, ReachMethod, ResponseMethod, Role, Shape
from layers.memory import Memory, NoMemory
from layers.plan import rasters
from layers.plan.model import LayerRecord
from layers.plan.version import library_versions, program_version
from layers.progress import Progress, part, silent
from layers.zones.model import LayerInput, Parameters, RasterInput, ZoneInputs, ZoneResult

if TYPE_CHECKING:
    from layers.borders.versions import CountyLayer, Versions
    from layers.plan.feature_table import FeatureTable
    from layers.plan.store import PlanStore
    from layers.rivers.settings import Verdict
    from layers.sources.model import ReadChoice, ReadLayer

#: What draws below what among layers added together.
_STACKING = (Shape.TABLE, Shape.RASTER, Shape.POLYGON, Shape.LINE, Shape.POINT)

#: Rasters that fires run over.
_RUN_OVER = frozenset({Role.TERRAIN, Role.LAND_COVER})

_VECTOR = frozenset({Shape.POINT, Shape.LINE, Shape.POLYGON})

#: Layers of more corners are read anew for each analysis: reading is little of it then, and memory would not be flat.
_KEPT_CORNERS = 500_000
_FORGETFUL = NoMemory()


def build_inputs(store: PlanStore, memory: Memory | None = None) -> ZoneInputs:
    """Gather what a zone analysis reads from a plan; layers that ``memory`` holds as they are now are not read again.

    Returns
    -------
    ZoneInputs
        All county layers as one frame (the upper layer wins where two carry the same code) that follows the
        verdicts on gaps and overlaps, every analysed vector layer with the counties it speaks for, and the
        agreement register.

    Raises
    ------
    AnalysisError
        The plan has no county layer.
    """
    records = store.layers()
    memory = memory or _FORGETFUL
    counties = _judged(store, records, _counties(store, records, memory))
    inputs = tuple(
        LayerInput(
            uid=record.uid,
            role=record.role,
            frame=_frame(store, record, memory),
            speaks_for=record.speaks_for,
            title=record.title,
            checksum=record.content_sha256,
        )
        for record in records
        if record.role in ANALYSED and record.shape in _VECTOR
    )
    from layers.rivers.settings import RiverSettings

    settings = RiverSettings.from_dict(store.river_settings())
    return ZoneInputs(
        counties=counties,
        layers=_directed(inputs, settings.verdicts),
        agreements=store.agreements(),
        reference_date=store.info().reference_date,
        river_noise_m=settings.dem_noise_m,
    )


def _frame(store: PlanStore, record: LayerRecord, memory: Memory) -> gpd.GeoDataFrame:
    """Return a layer's features in a frame of the caller's own; the columns may be those of the last time."""

    def is_small(frame: gpd.GeoDataFrame) -> bool:
        return bool(record.content_sha256) and shapely.get_num_coordinates(frame.geometry.array).sum() <= _KEPT_CORNERS

    step, key = f"layer {record.uid}", (record.content_sha256, record.table)
    return memory.get(step, key, lambda: store.frame(record.uid), keeps=is_small).copy(deep=False)


def _directed(layers: tuple[LayerInput, ...], verdicts: Sequence[Verdict]) -> tuple[LayerInput, ...]:
    """Return the layers, rivers running downstream where a column or a person says which way that is."""
    from layers.rivers.directions import told

    rivers = [layer for layer in layers if layer.role is Role.RIVER]
    by_uid = {layer.uid: layer for layer in told(rivers, verdicts)[0]}
    return tuple(by_uid.get(layer.uid, layer) for layer in layers)


def analysis_inputs(store: PlanStore, memory: Memory | None = None) -> ZoneInputs:
    """Gather what a zone analysis reads from a plan, with the rasters that fires run over and exposure is measured by.

    Land cover whose classification nobody has named yet says nothing about fuel.

    Raises
    ------
    AnalysisError
        The plan has no county layer.
    """
    from layers.spread.fire_land import fire_rasters

    inputs = with_exposure_layers(store, build_inputs(store, memory))
    return replace(inputs, rasters=(*fire_rasters(store, skips_unclear=True), *_hazard_rasters(store)))


def with_terrain(store: PlanStore, inputs: ZoneInputs) -> ZoneInputs:
    """Return inputs with the terrain whose files are there, which ways are walked over."""
    from layers.spread.fire_land import terrain_rasters

    return replace(inputs, rasters=terrain_rasters(store))


def _hazard_rasters(store: PlanStore) -> tuple[RasterInput, ...]:
    """Return the hazard maps of a plan that are rasters and whose files are there."""
    records = [one for one in store.layers() if one.role is Role.HAZARD_MAP and one.shape is Shape.RASTER]
    states = rasters.resolve_all(store) if records else {}
    found = []
    for record in records:
        state = states.get(record.uid)
        if state is not None and state.path is not None:
            found.append(
                RasterInput(record.uid, record.role, str(state.path), record.raster_sha256, title=record.title)
            )
    return tuple(found)


def _counties(store: PlanStore, records: Iterable[LayerRecord], memory: Memory = _FORGETFUL) -> gpd.GeoDataFrame:
    frames = [_frame(store, record, memory) for record in records if record.role is Role.COUNTY]
    frames = [frame for frame in frames if len(frame)]
    if not frames:
        raise AnalysisError(missing=Role.COUNTY.value)
    columns = ["code", "name", "geometry"]
    if len(frames) == 1:
        return frames[0][columns]
    seen: set[str] = set()
    kept = []
    for frame in frames:
        kept.append(frame.loc[~frame["code"].isin(seen), columns])
        seen.update(frame["code"])
    return gpd.GeoDataFrame(pd.concat(kept, ignore_index=True), geometry="geometry", crs=frames[0].crs)


def _judged(store: PlanStore, records: Iterable[LayerRecord], counties: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the counties with each strip that was decided counted for its county; see ``borders.verdicts``."""
    verdicts = store.border_verdicts()
    if not len(verdicts):
        return counties
    from layers.borders import clean_counties
    from layers.borders.verdicts import applied

    layers = [clean_counties(layer.frame) for layer in county_layers(store, records)]
    return applied(clean_counties(counties)[["code", "name", "geometry"]], verdicts, layers)


def county_layers(store: PlanStore, records: Iterable[LayerRecord] | None = None) -> list[CountyLayer]:
    """Return the plan's county layers that hold counties, the topmost first."""
    from layers.borders.versions import CountyLayer

    chosen = store.layers() if records is None else records
    frames = [(record, store.frame(record.uid)) for record in chosen if record.role is Role.COUNTY]
    return [
        CountyLayer(record.title, record.speaks_for, frame[["code", "name", "geometry"]])
        for record, frame in frames
        if len(frame) and frame["code"].fillna("").astype(str).str.strip().any()
    ]


def own_versions(store: PlanStore) -> Versions:
    """Return each county's own version of its outline; the rule is in :mod:`layers.borders.versions`.

    Raises
    ------
    AnalysisError
        The plan has no county layer.
    """
    from layers.borders.versions import own_versions as own
    from layers.sources.gazetteer import short_name

    layers = county_layers(store)
    if not layers:
        raise AnalysisError(missing=Role.COUNTY.value)
    names = {
        code: name for layer in layers for code, name in zip(layer.frame["code"], layer.frame["name"], strict=True)
    }
    return own(layers, {str(code): short_name(str(name)) for code, name in names.items() if name})


def county_slivers(
    store: PlanStore,
    *,
    narrowest_m: float | None = None,
    near: tuple[float, float, float, float] | None = None,
    progress: Progress = silent,
) -> gpd.GeoDataFrame:
    """Return the gaps and overlaps between the counties' own lines as they were read, whatever was decided about them.

    Parameters
    ----------
    narrowest_m : float, optional
        Least mean width in metres; the plan's ``sliver_report_m`` when None.
    near : (xmin, ymin, xmax, ymax), optional
        Only counties that touch this box (EPSG:4490) are compared.

    Raises
    ------
    AnalysisError
        The plan has no county layer.
    """
    from layers.borders.versions import find_all

    width = store.parameters().sliver_report_m if narrowest_m is None else narrowest_m
    versions = own_versions(store)
    if near is not None:
        xmin, ymin, xmax, ymax = near
        versions = replace(versions, own=versions.own.cx[xmin:xmax, ymin:ymax].reset_index(drop=True))
        if len(versions.own) < 2:
            return find_all(replace(versions, own=versions.own.iloc[:0]))
    return find_all(versions, narrowest_m=width, progress=progress)


def analyse(
    store: PlanStore, *, progress: Progress = silent, derive: Callable[..., ZoneResult] | None = None
) -> ZoneResult:
    """Derive borders, zones and straddling patches of a plan and store them as one gesture.

    ``derive`` stands in for :func:`layers.zones.derive` and is called as it is (:mod:`layers.national`).

    Raises
    ------
    AnalysisError
        The plan has no county layer.
    Cancelled
        From ``progress``; the plan is as it was.
    """
    from layers import zone_workflow, zones

    stamp = store.input_stamp()
    previous = zone_workflow.previous(store)
    result = (derive or zones.derive)(
        analysis_inputs(store), store.parameters(), previous=previous, progress=part(progress, 0.0, 0.95)
    )
    progress(0.95, "saving")
    kept = save_analysis(store, result, input_stamp=stamp)
    progress(1.0, "saving")
    return kept


def save_analysis(store: PlanStore, result: ZoneResult, *, input_stamp: str | None = None) -> ZoneResult:
    """Store an analysis as one gesture, with the facts that let it be derived again years later.

    ``input_stamp`` is the stamp of the plan the analysis read: what changed since makes it stale.

    Returns
    -------
    ZoneResult
        As it is stored: with the states, the edits and the zones set aside that the plan held.
    """
    from layers import zone_workflow

    kept = zone_workflow.carried(store, result)
    with store.change("analysed", zones=len(kept.result.zones)):
        store.save_result(kept.result, analysis_facts(store, kept.result), input_stamp=input_stamp)
        store.replace_aside(kept.aside)
    return kept.result


def analysis_facts(store: PlanStore, result: ZoneResult) -> dict[str, Any]:
    """Return parameters, inputs with checksums, versions and the CRS an analysis used, as plain data."""
    return {
        "parameters": result.parameters.as_dict(),
        "metric_epsg": result.metric_epsg,
        **input_facts(store, result.parameters),
        "zone_names": zone_names(store, result.zones),
    }


def input_facts(store: PlanStore, parameters: Parameters) -> dict[str, Any]:
    """Return what an analysis of a plan with some parameters would be made from now, as plain data."""
    from layers.rivers.settings import RiverSettings

    records = store.layers()
    rasters_read = _RUN_OVER if parameters.forest_reach == ReachMethod.SPREAD else frozenset[Role]()
    if any(record.role is Role.RIVER for record in records):
        rasters_read |= {Role.TERRAIN}  # it says which way rivers run
    if parameters.response_method == ResponseMethod.TRAVEL:
        rasters_read |= {Role.TERRAIN}  # and is walked over
    rivers = RiverSettings.from_dict(store.river_settings()).as_dict()
    register = store.agreements().to_json(orient="records", force_ascii=False, date_format="iso")
    return {
        "program": program_version(),
        "libraries": library_versions(),
        "reference_date": store.info().reference_date.isoformat(),
        "register_sha256": hashlib.sha256(register.encode()).hexdigest(),
        "inputs": [
            {
                "uid": record.uid,
                "title": record.title,
                "role": record.role.value,
                "sha256": record.source.sha256,
                "file_date": record.source.file_date,
                "content_sha256": store.features_sha256(record.uid),
                "raster_sha256": record.raster_sha256,
                "speaks_for": sorted(record.speaks_for),
            }
            for record in records
            if record.role in ANALYSED or record.role is Role.COUNTY or record.role in rasters_read
        ],
        "rivers": {name: rivers[name] for name in ("dem_noise_m", "verdicts")},
    }


def county_names(store: PlanStore) -> dict[str, str]:
    """Return county code → name from the plan's county layers; empty without one."""
    try:
        counties = _counties(store, store.layers())
    except AnalysisError:
        return {}
    return dict(zip(counties["code"], counties["name"], strict=True))


def zone_names(store: PlanStore, zones: gpd.GeoDataFrame) -> dict[str, str]:
    """Return zone uid → name, e.g. ``"怀柔–丰宁 07"``, or the name a hand gave it."""
    names = county_names(store)
    edited = zones["edited"] if "edited" in zones else [{}] * len(zones)
    rows = zip(zones["uid"], zones["counties"], zones["number"], edited, strict=True)
    return {uid: zone_name(counties, int(number), names, by_hand) for uid, counties, number, by_hand in rows}


def zone_name(
    counties: Sequence[str], number: int, names: Mapping[str, str], edited: Mapping[str, Any] | None = None
) -> str:
    """Return the name of a zone: the one a hand gave it (``edited``, as the zone has it), or the derived one."""
    by_hand = (edited or {}).get("name")
    return str(by_hand["value"]) if by_hand else derived_zone_name(counties, number, names)


def derived_zone_name(counties: Sequence[str], number: int, names: Mapping[str, str]) -> str:
    """Return a name like ``"怀柔–丰宁 07"``: short county names and the number along the border."""
    from layers.sources.gazetteer import short_name

    return "–".join(short_name(names.get(code, code)) for code in counties) + f" {number:02d}"


def parties_apart(store: PlanStore) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the agreements between counties that share no line, with the names of those counties.

    Returns
    -------
    list of (str, list of (str, str))
        Name of the agreement, pairs of county names; in the register's order.
    """
    from layers.agreements import non_adjacent_parties
    from layers.sources.gazetteer import division_name

    borders = frozenset(store.borders()["pair"].astype(str))
    names = county_names(store)
    found = []
    for name, parties in store.agreements()[["name", "parties"]].itertuples(index=False):
        gaps = [gap for gap in non_adjacent_parties({"parties": parties}, borders) if gap.known]
        pairs = [
            (names.get(gap.first) or division_name(gap.first), names.get(gap.second) or division_name(gap.second))
            for gap in gaps
        ]
        if pairs:
            found.append((str(name), pairs))
    return found


def prepare_layers(layers: Sequence[ReadLayer]) -> list[FeatureTable | None]:
    """Return the tables of freshly read layers for :func:`add_layers`, None for rasters; any thread may do this."""
    from layers.plan.feature_table import prepare

    return [None if layer.frame is None else prepare(layer.frame) for layer in layers]


def add_layers(
    store: PlanStore, layers: Sequence[ReadLayer], tables: Sequence[FeatureTable | None] | None = None
) -> list[LayerRecord]:
    """Add freshly read layers to a plan as one gesture; they draw above what is there, points on top.

    ``tables`` are those of the layers, when :func:`prepare_layers` has made them already.
    """
    ready = {id(layer): table for layer, table in zip(layers, tables or prepare_layers(layers), strict=True)}
    from_below = sorted(layers, key=lambda layer: _STACKING.index(layer.shape))
    with store.change("layers_added", titles=[layer.title for layer in layers]):
        added = {id(layer): store.add_layer(_placed(store, layer), ready[id(layer)]) for layer in from_below}
    return [added[id(layer)] for layer in layers]


def _placed(store: PlanStore, layer: ReadLayer) -> LayerRecord:
    """Return the record of a layer at its place: a picture of the land lies below all that is drawn on it."""
    record = _record(store, layer)
    if layer.role is not Role.BASEMAP or layer.shape is not Shape.RASTER:
        return record
    return replace(record, position=1 + max((one.position for one in store.layers()), default=-1))


def _record(store: PlanStore, layer: ReadLayer) -> LayerRecord:
    raster = layer.raster
    return LayerRecord(
        uid="",
        title=layer.title,
        role=layer.role,
        shape=layer.shape,
        origin=Origin.READ,
        table="",
        speaks_for=layer.proposed_speaks_for,
        source=layer.source,
        raster_path="" if raster is None else rasters.relative_path(Path(raster.path), store.path),
        raster_sha256="" if raster is None else raster.sha256,
        raster_bytes=0 if raster is None else Path(raster.path).stat().st_size,
    )


#: The name of an area that its file leaves unnamed; agreements between counties are written in Chinese.
UNNAMED_AREA = "联防区 {number}"


def add_patrol_areas(store: PlanStore, areas: gpd.GeoDataFrame, *, unnamed: str = UNNAMED_AREA) -> list[str]:
    """Add polygons (columns name, note, geometry, perhaps uid; EPSG:4490) as joint-patrol areas, as one gesture.

    Every area gets a name of its own: an unnamed one by the pattern ``unnamed``, and one whose name is
    taken with a number behind it, for documents and files are named after areas.

    Returns
    -------
    list of str
        The uids of the new areas, in the order of ``areas``.
    """
    taken = set(store.patrol_areas()["name"])
    names = []
    for name in areas["name"]:
        names.append(_free_name(str(name).strip(), taken, unnamed))
        taken.add(names[-1])
    with store.change("patrol_areas_imported", count=len(areas)):
        rows = zip(_free_uids(store, areas), names, areas["note"], areas.geometry, strict=True)
        return [store.add_patrol_area(name, geometry, note, uid=uid) for uid, name, note, geometry in rows]


def _free_uids(store: PlanStore, areas: gpd.GeoDataFrame) -> list[str | None]:
    """Return the uids that areas bring along, so that they stay the same in every plan; None where taken."""
    taken = set(store.patrol_areas()["uid"])
    uids: list[str | None] = []
    for uid in areas["uid"] if "uid" in areas else [None] * len(areas):
        uids.append(None if uid in taken else uid)
        taken.add(uid)
    return uids


def _free_name(name: str, taken: Collection[str], unnamed: str) -> str:
    if name and name not in taken:
        return name
    tries = (f"{name} ({number})" if name else unnamed.format(number=number) for number in count(2 if name else 1))
    return next(free for free in tries if free not in taken)


def townships_frame(store: PlanStore) -> gpd.GeoDataFrame | None:
    """Return the townships of a plan (:data:`layers.exposure.townships.TOWNSHIP_COLUMNS`), None when it has none."""
    records = [record for record in store.layers() if record.role is Role.TOWNSHIP and record.shape is Shape.POLYGON]
    if not records:
        return None
    return gather_townships([store.frame(record.uid) for record in records], counties_frame(store))


def counties_frame(store: PlanStore) -> gpd.GeoDataFrame | None:
    """Return the plan's counties (code, name, geometry), or None when it has none yet."""
    try:
        return _counties(store, store.layers())
    except AnalysisError:
        return None


def read_files(
    paths: Sequence[Path],
    choices: Mapping[Path, ReadChoice],
    *,
    counties: gpd.GeoDataFrame | None,
    progress: Progress = silent,
    read: Callable[..., list[ReadLayer]] | None = None,
) -> list[ReadLayer]:
    """Read several files; county layers come first so that the others can say which counties they speak for.

    ``read`` is :func:`layers.sources.read`, or the same of a process of its own (:mod:`layers.sources.child`).

    Raises
    ------
    SourceError
        The first file that cannot be used; nothing was added to any plan.
    """
    from layers import sources
    from layers.sources import ReadChoice, propose_speaks_for

    read_one = read or sources.read
    layers: list[ReadLayer] = []
    for position, path in enumerate(paths):
        layers += read_one(
            path,
            choices.get(path, ReadChoice()),
            counties=counties,
            progress=part(progress, position / len(paths), (position + 1) / len(paths)),
        )
    fresh = [layer.frame for layer in layers if layer.role is Role.COUNTY and layer.frame is not None]
    if counties is None and fresh:
        known = gpd.GeoDataFrame(pd.concat(fresh, ignore_index=True), geometry="geometry", crs=fresh[0].crs)
        layers = [
            replace(layer, proposed_speaks_for=propose_speaks_for(layer.frame, known))
            if layer.frame is not None and not layer.proposed_speaks_for
            else layer
            for layer in layers
        ]
    return sorted(layers, key=lambda layer: layer.role is not Role.COUNTY)
