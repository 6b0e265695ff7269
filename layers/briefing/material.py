"""What a briefing reads from a plan, once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from layers.agreements.books import Book
from layers.agreements.books import records as book_records
from layers.agreements.coverage import border_state, state_alone
from layers.agreements.gaps import gap_report
from layers.agreements.health import pairs_of
from layers.agreements.settings import RegisterSettings
from layers.agreements.vocabulary import DecisionState
from layers.briefing.model import AgreementFacts, AreaFacts, CoverFacts, TaskFacts
from layers.comments.model import CommentState, Thread, threads
from layers.export.printed_version import PrintedVersion
from layers.geodesy import areas_m2, geodesic_lengths_m
from layers.register_workflow import forest_known
from layers.version_workflow import statuses

if TYPE_CHECKING:
    from layers.agreements.gaps import GapReport
    from layers.plan.store import PlanStore

#: A piece of a patrol area smaller than this beside a zone is a matter of digits, not cover; m².
_LEAST_M2, _LEAST_M = 100.0, 1.0


@dataclass(frozen=True)
class Material:
    """Tables of a plan; safe to hand to a worker."""

    on: date
    zones: gpd.GeoDataFrame
    parts: gpd.GeoDataFrame
    borders: gpd.GeoDataFrame
    straddling: gpd.GeoDataFrame
    areas: gpd.GeoDataFrame
    agreements: pd.DataFrame
    meetings: pd.DataFrame
    drills: pd.DataFrame
    duties: pd.DataFrame
    contacts: pd.DataFrame
    threads: tuple[Thread, ...]
    zone_names: Mapping[str, str]
    counties: Mapping[str, str]
    forest_known: frozenset[str]
    settings: RegisterSettings
    versions: Mapping[tuple[str, str], PrintedVersion]

    @classmethod
    def of(cls, store: PlanStore) -> Material:
        """Read a plan."""
        from layers.workflow import county_names, zone_names

        zones = store.zones()
        return cls(
            on=store.info().reference_date,
            zones=zones,
            parts=store.parts(),
            borders=store.borders(),
            straddling=store.straddling(),
            areas=store.patrol_areas(),
            agreements=store.book(Book.AGREEMENT.table),
            meetings=store.book(Book.MEETING.table),
            drills=store.book(Book.DRILL.table),
            duties=store.book(Book.DUTY.table),
            contacts=store.contacts(),
            threads=tuple(one for one in threads(store.comments()) if one.state is not CommentState.SETTLED),
            zone_names=zone_names(store, zones),
            counties=county_names(store),
            forest_known=forest_known(store),
            settings=RegisterSettings.of(store.register_settings()),
            versions={
                (one.thing.kind.value, one.thing.uid): PrintedVersion.of(one)
                for one in statuses(store)
                if one.sha256 and one.version is not None
            },
        )

    def gaps(self, hazard: str) -> GapReport:
        """Return the gap map of a hazard."""
        return gap_report(
            self.agreements,
            self.drills,
            self.borders,
            self.zones,
            self.straddling,
            hazard=hazard,
            on=self.on,
            forest_known=self.forest_known,
            settings=self.settings,
        )

    @cached_property
    def _agreement_rows(self) -> dict[str, Mapping[str, Any]]:
        return {str(row["uid"]): row for row in book_records(self.agreements)}

    def cover(self, counties: tuple[str, ...], hazard: str) -> CoverFacts:
        """Return how the counties stand with each other for a hazard: the state, and every agreement behind it."""
        found = border_state(self.agreements, counties, hazard, self.on)
        told = [self._agreement(uid, is_superior=False) for uid in found.agreements]
        told += [self._agreement(uid, is_superior=True) for uid in found.superior]
        return CoverFacts(counties, hazard, found.state.value, tuple(told))

    def _agreement(self, uid: str, *, is_superior: bool) -> AgreementFacts:
        row = self._agreement_rows[uid]
        return AgreementFacts(
            uid,
            str(row["name"]),
            str(row["number"] or ""),
            state_alone(row, self.on).value,
            str(row["start"] or ""),
            str(row["end"] or ""),
            is_superior,
            self.versions.get(("agreement", uid)),
        )

    def areas_over(self, shape: shapely.Geometry) -> tuple[AreaFacts, ...]:
        """Return the joint-patrol areas over a zone (hm² of it) or over a line (km of it), the largest part first."""
        if len(self.areas) == 0:
            return ()
        shapes = np.asarray(self.areas.geometry.array, dtype=object)
        inside = shapely.intersection(shapes, shape)
        is_line = shapely.get_dimensions(shape) == 1
        amounts = geodesic_lengths_m(inside) if is_line else areas_m2(inside)
        found = []
        for row in np.argsort(-amounts, kind="stable").tolist():
            amount = float(amounts[row])
            if amount < (_LEAST_M if is_line else _LEAST_M2):
                continue
            uid = str(self.areas["uid"].iloc[row])
            found.append(
                AreaFacts(
                    uid,
                    str(self.areas["name"].iloc[row]),
                    None if is_line else amount / 10_000.0,
                    amount / 1000.0 if is_line else None,
                    self.versions.get(("patrol_area", uid)),
                )
            )
        return tuple(found)

    def tasks_of(self, pairs: set[str], targets: set[str], shape: shapely.Geometry | None) -> tuple[TaskFacts, ...]:
        """Return what is open: decisions of meetings about one of the borders, and questions about the targets.

        Parameters
        ----------
        pairs : set of str
        targets : set of str
            Uids of zones and patrol areas.
        shape : Geometry, optional
            Questions about a place count when it lies in here; EPSG:4490.
        """
        found = []
        for row in book_records(self.meetings):
            if not pairs & pairs_of(row):
                continue
            for line in row["decisions"]:
                if line["state"] == DecisionState.OPEN:
                    due = str(line["due"] or "")
                    late = bool(due) and due < self.on.isoformat()
                    found.append(
                        TaskFacts("decision", str(line["text"]), str(line["owner"] or ""), due, late, str(row["title"]))
                    )
        found.sort(key=lambda one: (not one.is_overdue, one.due or "9999", one.text))
        for thread in self.threads:
            first, place = thread.first, thread.place
            is_here = not first.target and shape is not None and place is not None and shape.intersects(place)
            if first.target in targets or is_here:
                found.append(TaskFacts("comment", first.text, first.county, "", False, first.author))
        return tuple(found)
