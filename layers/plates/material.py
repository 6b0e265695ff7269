"""What plates are made from, read from a plan once: names, shapes and the content hash."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely

from layers.crs import STORAGE_CRS, transform
from layers.export.printed_version import PrintedVersion
from layers.export.words import Words
from layers.plan.model import LayerRecord
from layers.plates.model import Subject, SubjectKind
from layers.progress import Progress, part, silent

if TYPE_CHECKING:
    from layers.agreements.gaps import GapReport
    from layers.plan.store import PlanStore

#: A county is a party to an area when at least this part of the area lies in it.
_LEAST_SHARE = 1e-3


@dataclass(frozen=True)
class PlateMaterial:
    """A plan as plates need it; safe to hand to a worker thread.

    Attributes
    ----------
    counties : GeoDataFrame
        Columns ``code``, ``name``, ``geometry`` (EPSG:4490); without rows when the plan has none.
    zones, areas, borders : GeoDataFrame
        As the plan stores them.
    zone_names : mapping
        Zone uid → name.
    content_hash : str
        Of the plan, 64 hex digits.
    gaps : mapping
        Hazard → gap map, those that were asked for.
    versions : mapping
        Area uid → its version and hash.
    """

    title: str
    reference_date: date
    is_sample: bool
    metric_epsg: int
    layers: tuple[LayerRecord, ...]
    counties: gpd.GeoDataFrame
    zones: gpd.GeoDataFrame
    areas: gpd.GeoDataFrame
    borders: gpd.GeoDataFrame
    zone_names: Mapping[str, str]
    content_hash: str
    gaps: Mapping[str, GapReport]
    versions: Mapping[str, PrintedVersion] = field(default_factory=dict)

    @classmethod
    def of(cls, store: PlanStore, metric_epsg: int, *, gaps: str = "", progress: Progress = silent) -> PlateMaterial:
        """Read a plan.

        Parameters
        ----------
        store : PlanStore
        metric_epsg : int
            The CRS the map is drawn in.
        gaps : str
            Hazard whose gap map is wanted.

        Raises
        ------
        PlanDamaged
            Rows of the plan cannot be read.
        """
        from layers.plan.content_hash import content_hash
        from layers.register_workflow import register_view
        from layers.version_workflow import statuses
        from layers.versions.model import ThingKind
        from layers.workflow import counties_frame, zone_names

        progress(0.0, "plate_read")
        info, layers, zones = store.info(), tuple(store.layers()), store.zones()
        counties = counties_frame(store)
        if counties is None:
            none = {"code": np.array([], dtype=object), "name": np.array([], dtype=object)}
            counties = gpd.GeoDataFrame(none, geometry=[], crs=4490)
        progress(0.2, "plate_read")
        found = {}
        if gaps:
            view = register_view(store, progress=part(progress, 0.2, 0.6))
            if gaps in view.gaps:
                found[gaps] = view.gaps[gaps]
        return cls(
            title=info.title,
            reference_date=info.reference_date,
            is_sample=info.is_sample or any(layer.is_sample for layer in layers),
            metric_epsg=metric_epsg,
            layers=layers,
            counties=counties,
            zones=zones,
            areas=store.patrol_areas(),
            borders=store.borders(),
            zone_names=zone_names(store, zones),
            content_hash=content_hash(store, progress=part(progress, 0.6, 1.0)),
            gaps=found,
            versions={
                one.thing.uid: PrintedVersion.of(one)
                for one in statuses(store)
                if one.sha256 and one.thing.kind is ThingKind.PATROL_AREA
            },
        )

    @cached_property
    def county_names(self) -> Mapping[str, str]:
        """Return county code → name."""
        return dict(zip(self.counties["code"].astype(str), self.counties["name"].astype(str), strict=True))

    @cached_property
    def pairs(self) -> tuple[str, ...]:
        """Return the pairs of counties that share a border, in the order of their codes."""
        pairs = {str(pair) for pair in self.borders["pair"]} if len(self.borders) else set()
        return tuple(sorted(pair for pair in pairs if all(pair.partition("|")[::2])))

    def pair_name(self, pair: str) -> str:
        """Return a name like ``怀柔–丰宁``."""
        from layers.sources.gazetteer import short_name

        return "–".join(short_name(self.county_names.get(code, code)) for code in pair.split("|") if code)

    def metric(self, geometry: shapely.Geometry) -> shapely.Geometry:
        """Return a shape in metres of the plan's metric CRS."""
        return transform(geometry, STORAGE_CRS, f"EPSG:{self.metric_epsg}")

    def shape(self, subject: Subject) -> shapely.Geometry | None:
        """Return what a plate is about in metres; None when the plan has no such thing any more.

        Of the plan it is its counties; without any, its patrol areas, zones or layers.
        """
        found = self._stored_shape(subject)
        return None if found is None or found.is_empty else self.metric(found)

    def _stored_shape(self, subject: Subject) -> shapely.Geometry | None:
        if subject.kind is SubjectKind.PLAN:
            for frame in (self.counties, self.areas, self.zones):
                if len(frame):
                    return shapely.box(*frame.total_bounds)
            boxes = [shapely.box(*layer.bounds) for layer in self.layers if layer.bounds is not None]
            return shapely.box(*shapely.total_bounds(boxes)) if boxes else None
        if subject.kind is SubjectKind.BORDER:
            rows = self.borders[self.borders["pair"].astype(str) == subject.key] if len(self.borders) else self.borders
        else:
            frame = self.areas if subject.kind is SubjectKind.AREA else self.zones
            rows = frame[frame["uid"].astype(str) == subject.key]
        if len(rows) == 0:
            return None
        return shapely.union_all(np.asarray(rows.geometry.array, dtype=object))

    def name(self, subject: Subject, words: Words) -> str:
        """Return what a subject is called, without the word map."""
        if subject.kind is SubjectKind.PLAN:
            return self.title
        if subject.kind is SubjectKind.BORDER:
            return words.text("plate.border_name", pair=self.pair_name(subject.key))
        if subject.kind is SubjectKind.ZONE:
            return self.zone_names.get(subject.key, subject.key)
        rows = self.areas[self.areas["uid"].astype(str) == subject.key]
        return str(rows.iloc[0]["name"]) if len(rows) else subject.key

    def version_of(self, subject: Subject) -> PrintedVersion | None:
        """Return the version of an area; None of anything else."""
        return self.versions.get(subject.key) if subject.kind is SubjectKind.AREA else None

    def title_of(self, subject: Subject, words: Words, *, gaps: str = "") -> str:
        """Return the title a plate has by itself."""
        if gaps:
            hazard = words.code("agreement_hazard", gaps)
            return words.text("plate.gap_title", name=self.name(subject, words), hazard=hazard)
        name = self.name(subject, words)
        return words.text(f"plate.title_{subject.kind}", name=name.removesuffix("联防区") or name)

    def parties(self, subject: Subject) -> tuple[str, ...]:
        """Return the codes of the counties a subject concerns, in the order of their codes."""
        if subject.kind is SubjectKind.BORDER:
            return tuple(code for code in subject.key.split("|") if code)
        if subject.kind is SubjectKind.ZONE:
            rows = self.zones[self.zones["uid"].astype(str) == subject.key]
            return tuple(str(code) for code in rows.iloc[0]["counties"]) if len(rows) else ()
        if subject.kind is SubjectKind.AREA:
            area = self._stored_shape(subject)
            if area is None:
                return ()
            shapes = np.asarray(self.counties.geometry.array, dtype=object)
            inside = shapely.area(shapely.intersection(shapes, area)) >= _LEAST_SHARE * area.area
            return tuple(sorted(self.counties["code"].astype(str)[inside]))
        known = {code for pair in self.pairs for code in pair.split("|")}
        return tuple(sorted(known or set(self.county_names)))
