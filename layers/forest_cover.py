"""From a land-cover layer of a plan to its forest layer: what desktop and command line share.

Looking and making only read, so a job can do them; :func:`put` is the one gesture that writes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from layers.errors import AnalysisError, UnclearClasses
from layers.kinds import Origin, Role, Shape
from layers.plan import rasters
from layers.plan.model import LayerRecord
from layers.plan.rasters import RasterCode
from layers.progress import Progress, part, silent
from layers.sources.landcover import Crosswalk, Match, chosen, propose_crosswalk, recognise
from layers.workflow import counties_frame

if TYPE_CHECKING:
    import geopandas as gpd

    from layers.plan.store import PlanStore
    from layers.sources.land_forest import ForestOptions
    from layers.sources.land_raster import LandPicture, LandSurvey
    from layers.sources.model import ReadLayer

#: The code of the note that a forest layer made here carries.
NOTE = "landcover_forest"


@dataclass(frozen=True)
class LandLook:
    """A land-cover layer after a look: its values by county, what they may mean, and what was decided earlier.

    ``column`` is that of the class, "" for a raster; ``code`` the classification when it is clear, else None and asked;
    ``earlier`` the crosswalk and options of the forest layer ``made`` from it before.
    """

    record: LayerRecord
    survey: LandSurvey
    column: str
    matches: tuple[Match, ...]
    code: str | None
    made: LayerRecord | None
    earlier: Crosswalk | None
    options: dict[str, Any]
    picture: LandPicture | None = None

    def require_code(self) -> str:
        """Return the classification.

        Raises
        ------
        UnclearClasses
            Several fit, or none.
        """
        if self.code is None:
            fitting = ", ".join(match.code for match in self.matches) or "–"
            raise UnclearClasses(path=self.record.source.path or self.record.title, candidates=fitting)
        return self.code

    def crosswalk(self, code: str, *, chinese: bool = True, kept: Crosswalk | None = None) -> Crosswalk:
        """Return the proposed crosswalk under a classification, with what was decided earlier or is ``kept``."""
        proposed = propose_crosswalk(code, self.survey.values, chinese=chinese)
        for before in (kept, self.earlier):
            if before is not None and before.classification == code:
                proposed = before.over(proposed)
        return proposed


def is_made_from(record: LayerRecord, cover: LayerRecord) -> bool:
    """Return True for a forest layer that was made from a land-cover layer: from its content, or its file and title.

    Uids of layers are not asked: a plan made anew from the same files says the same.
    """
    note = next((note for note in record.source.notes if note.get("code") == NOTE), None)
    if note is None:
        return False
    is_same = note.get("source") == cover.title and record.source.path == cover.source.path
    return is_same or note.get("source_sha256") == _content(cover)


def _content(cover: LayerRecord) -> str:
    return cover.raster_sha256 or cover.content_sha256


def look(store: PlanStore, uid: str, *, progress: Progress = silent) -> LandLook:
    """Return what is to be known of a land-cover layer before forest is made from it.

    Raises
    ------
    AnalysisError
        The plan has no counties.
    SourceError
        The raster cannot be read, or holds no classes; the polygons have no column of classes.
    FileNotFoundError
        The raster is not where it was, nor anywhere near.
    """
    from layers.sources import land_forest, land_raster

    record = store.layer(uid)
    counties = _counties(store)
    if record.shape is Shape.RASTER:
        raster = _raster(store, record)
        survey = land_raster.survey(raster, counties, names=(record.title,), progress=progress)
        column, picture = "", land_raster.picture(raster, counties)
    else:
        frame, picture = store.frame(uid), None
        column = land_forest.class_column(frame, record.source.path or record.title)
        survey = land_forest.polygon_survey(frame, column, counties, names=(record.title,), progress=progress)
    matches = recognise(survey.evidence)
    made = next((other for other in store.layers() if is_made_from(other, record)), None)
    note = next((note for note in made.source.notes if note.get("code") == NOTE), {}) if made is not None else {}
    earlier = Crosswalk.from_data(note["crosswalk"]) if "crosswalk" in note else None
    code = earlier.classification if earlier is not None else chosen(matches)
    return LandLook(record, survey, column, matches, code, made, earlier, dict(note.get("settings", {})), picture)


def make(
    store: PlanStore,
    uid: str,
    crosswalk: Crosswalk,
    options: ForestOptions | None = None,
    *,
    title: str,
    progress: Progress = silent,
) -> ReadLayer:
    """Return the forest layer of a land-cover layer, ready for :func:`put`.

    Raises
    ------
    NoGeometry
        No class that becomes forest lies in the plan's counties.
    """
    from layers.sources import land_forest
    from layers.sources.model import ReadLayer
    from layers.sources.speaking import propose_speaks_for, speaks_for_box

    options = options or land_forest.ForestOptions()
    record, counties, column = store.layer(uid), _counties(store), ""
    speaks = record.speaks_for
    if record.shape is Shape.RASTER:
        raster = _raster(store, record)
        made = land_forest.from_raster(raster, crosswalk, counties, options, progress=part(progress, 0.0, 0.95))
        speaks = speaks or speaks_for_box(raster.bounds_lonlat, counties)
    else:
        frame = store.frame(uid)
        path = record.source.path or record.title
        column = land_forest.class_column(frame, path)
        made = land_forest.from_polygons(frame, column, crosswalk, path=path)
        speaks = speaks or propose_speaks_for(frame, counties)
    notes = [land_forest.provenance(record.title, _content(record), crosswalk, options, column), *made.problems]
    source = replace(
        record.source,
        sha256=record.raster_sha256 or record.source.sha256,
        crs_used="EPSG:4490",
        encoding="",
        credit="; ".join(text for text in (record.source.credit, land_forest.credit(crosswalk)) if text),
        notes=tuple(note.as_note() for note in notes),
    )
    progress(1.0, "landcover_patches")
    return ReadLayer(title, Role.FOREST, Shape.POLYGON, made.frame, None, source, speaks)


def put(store: PlanStore, uid: str, layer: ReadLayer, table: Any = None) -> LayerRecord:
    """Add a forest layer in one gesture; one made earlier from the same land cover makes way, its looks stay."""
    cover = store.layer(uid)
    before = next((record for record in store.layers() if is_made_from(record, cover)), None)
    fresh = LayerRecord(
        "", layer.title, Role.FOREST, Shape.POLYGON, Origin.READ, "", speaks_for=layer.proposed_speaks_for
    )
    if before is not None:
        fresh = replace(before, uid="", table="", content_sha256="", feature_count=0, bounds=None)
    else:
        fresh = replace(fresh, position=cover.position)  # just above it
    fresh = replace(fresh, source=layer.source)
    facts = {"title": fresh.title, "source": cover.title}
    begun = store.change("forest_made", **facts) if before is None else store.change("forest_made_again", **facts)
    with begun:
        if before is not None:
            store.remove_layer(before.uid)
        return store.add_layer(fresh, table if table is not None else layer.frame)


def _counties(store: PlanStore) -> gpd.GeoDataFrame:
    counties = counties_frame(store)
    if counties is None or len(counties) == 0:
        raise AnalysisError(missing=Role.COUNTY.value)
    return counties


def _raster(store: PlanStore, record: LayerRecord) -> Any:
    from layers.sources import land_raster

    state = rasters.resolve(record, store.path, homes=store.raster_homes())
    if state.path is None or state.code is RasterCode.CHANGED:
        raise FileNotFoundError(2, "raster", str(state.path or record.raster_path))
    return land_raster.look(Path(state.path), record.source.crs_used or None)
