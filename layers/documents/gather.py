"""From an open plan to :class:`~layers.documents.fields.Sources`: read once in a job, filled without the store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from layers.agreements.parties import county_codes, is_above, is_within
from layers.documents.fields import ROUTES, Party, Sources
from layers.documents.kinds import Annex, Choices
from layers.documents.preflight import Finding, PlanFacts, find
from layers.errors import ExportError
from layers.export.assembly import PlanMaterial
from layers.export.cells import is_unknown, records
from layers.export.coordinates import format_dms
from layers.export.drills import is_drill
from layers.export.job import ExportJob, Stamp
from layers.export.registers import Registers, concerns
from layers.export.words import Words
from layers.geodesy import geodesic_lengths_m
from layers.kinds import RecordKind, Role
from layers.patrol import four_sides
from layers.recording import kind_of
from layers.sources.gazetteer import division_name, short_name

if TYPE_CHECKING:
    from layers.plan.store import PlanStore

#: Roles whose points the annexes list.
_LISTED = (Role.TEAM, Role.DEPOT, Role.CHECKPOINT)


@dataclass(frozen=True)
class PaperPlan:
    """What documents draw on beside the material of an export; safe to hand to a worker."""

    material: PlanMaterial
    agreements: pd.DataFrame
    facts: PlanFacts
    limits: Mapping[str, str]  # as the planner left them
    answers: Mapping[str, str]
    named: tuple[tuple[Role, gpd.GeoDataFrame], ...] = field(repr=False)
    county_lines: gpd.GeoDataFrame = field(repr=False)  # named by the two counties
    points: Mapping[str, tuple[Mapping[str, Any], ...]] = field(repr=False)
    made: dict[tuple[str, str, Stamp, bool], ExportJob] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, store: PlanStore) -> PaperPlan:
        """Read a plan.

        Raises
        ------
        AnalysisError
            The plan has no county layer.
        """
        kept = store.paper_facts()
        material = PlanMaterial.of(store)
        frames = {
            layer.uid: store.frame(layer.uid)
            for layer in store.layers()
            if not is_drill(layer.title)
            and layer.role in {*_LISTED, *four_sides.LIMITING}
            and layer.shape.value not in ("raster", "table")
        }
        roles = {layer.uid: layer.role for layer in store.layers()}
        return cls(
            material=material,
            agreements=store.agreements(),
            facts=PlanFacts.of(store, material),
            limits=dict(kept.get("limits", {})),
            answers=dict(kept.get("answers", {})),
            named=tuple((roles[uid], frame) for uid, frame in frames.items()),
            county_lines=_county_lines(store.borders(), material.inputs.counties),
            points={
                role.value: tuple(
                    row
                    for uid, frame in frames.items()
                    if roles[uid] is role
                    for row in _with_county(frame, material.inputs.counties)
                )
                for role in _LISTED
            }
            | {ROUTES: _routes(store, material.inputs.counties)},
        )

    @property
    def registers(self) -> Registers:
        """Stock list, bodies and responsibility list of the plan."""
        return self.material.registers

    def draft_limits(self, area_uid: str, words: Words) -> str:
        """Return the 四至 of an area drafted from what has a name around it.

        Raises
        ------
        KeyError
            The plan has no such area.
        """
        areas = self.material.areas
        rows = areas[areas["uid"] == area_uid]
        if rows.empty:
            raise KeyError(area_uid)
        around = (*self.named, (Role.COUNTY, self.county_lines))
        return four_sides.text(four_sides.limits(rows.iloc[0].geometry, around), words)

    def agreement(self, uid: str) -> Mapping[str, Any]:
        """Return a row of the register; {} for none.

        Raises
        ------
        KeyError
            The register has no such agreement.
        """
        if not uid:
            return {}
        for row in records(self.agreements):
            if row["uid"] == uid:
                return row
        raise KeyError(uid)

    def parties(self, choices: Choices) -> tuple[Party, ...]:
        """Return the parties: those chosen, those of the agreement, or the counties of the areas.

        Raises
        ------
        ExportError
            Fewer than two can be told.
        """
        if choices.parties:
            found = [Party(code, name) for code, name in choices.parties]
        elif choices.agreement:
            found = [Party(str(one["code"]), str(one["name"])) for one in self.agreement(choices.agreement)["parties"]]
        else:
            found = [Party(code, name) for code, name in self.counties_of(choices.areas)]
        if choices.with_text and len(found) < 2:
            raise ExportError(
                path=choices.title or choices.kind.value,
                reason="an agreement needs two parties",
                reason_code="too_few_parties",
            )
        return tuple(found)

    def counties_of(self, uids: Sequence[str] | None) -> list[tuple[str, str]]:
        """Return code and name of the counties that areas lie in; None means all areas."""
        areas, counties = self.material.areas, self.material.inputs.counties
        chosen = areas if uids is None else areas[areas["uid"].isin(uids)]
        touched: dict[str, str] = {}
        for area in chosen.geometry:
            inside = counties[shapely.area(shapely.intersection(np.asarray(counties.geometry.array), area)) > 0]
            touched.update(zip(inside["code"].astype(str), inside["name"].astype(str), strict=True))
        return sorted(touched.items())

    def jobs(self, choices: Choices, words: Words, stamp: Stamp) -> tuple[ExportJob, ...]:
        """Return the export jobs of the document's areas.

        Raises
        ------
        KeyError
            The plan has no such area.
        """
        if choices.areas is not None or not choices.with_text:
            uids = [str(uid) for uid in self.material.areas["uid"]] if choices.areas is None else choices.areas
            return tuple(self._job(uid, words, stamp, choices.with_phones) for uid in uids)
        codes = county_codes({"code": party.code} for party in self.parties(choices))
        codes += [p.code for p in self.parties(choices) if len(p.code) < 6]
        found = []
        for uid in self.material.areas["uid"]:
            job = self._job(str(uid), words, stamp, choices.with_phones)
            shares = [share.county for share in job.report.shares]
            if any(is_within(county, code) or is_above(county, code) for county in shares for code in codes):
                found.append(job)
        return tuple(found)

    def areas_of(self, choices: Choices) -> list[str]:
        """Return the uids of the areas of :meth:`jobs`, without making their reports."""
        uids = [str(uid) for uid in self.material.areas["uid"]]
        if choices.areas is not None:
            return list(choices.areas)
        if not choices.with_text:
            return uids
        parties = self.parties(choices)
        codes = county_codes({"code": party.code} for party in parties) + [p.code for p in parties if len(p.code) < 6]
        return [
            uid
            for uid in uids
            if any(is_within(code, one) or is_above(code, one) for code, _n in self.counties_of([uid]) for one in codes)
        ]

    def _job(self, uid: str, words: Words, stamp: Stamp, with_phones: bool) -> ExportJob:
        """Return the job of an area; asked again it is the same one: reports take their time."""
        key = (uid, words.language, stamp, with_phones)
        if key not in self.made:
            self.made[key] = self.material.job(uid, words, stamp, with_phones=with_phones)
        return self.made[key]

    def sources(
        self,
        choices: Choices,
        words: Words,
        stamp: Stamp,
        *,
        jobs: tuple[ExportJob, ...] | None = None,
        plates: Mapping[str, bytes] | None = None,
    ) -> Sources:
        """Return what :func:`layers.documents.fields.compose` needs.

        Raises
        ------
        ExportError, KeyError
            See :meth:`parties` and :meth:`jobs`.
        """
        parties = self.parties(choices)
        made = self.jobs(choices, words, stamp) if jobs is None else jobs
        limits = {
            job.report.uid: self.limits.get(job.report.uid) or self.draft_limits(job.report.uid, words) for job in made
        }
        findings = self.findings(choices, words, stamp, made)
        codes, names = [party.code for party in parties], self._names()
        zones = dict.fromkeys(str(uid) for job in made for uid in job.report.zones["uid"])
        return Sources(
            words=words,
            on=self.material.reference_date,
            stamp=stamp,
            parties=parties,
            jobs=made,
            agreement=self.agreement(choices.agreement),
            limits=limits,
            plates=plates or {},
            points={
                role: [row for row in rows if concerns(str(row.get("county") or ""), codes)]
                for role, rows in self.points.items()
            },
            contacts=self._contacts(parties),
            stock=self.registers.stock_of(codes, names, words),
            bodies=self.registers.bodies_of(choices.agreement, [code for code in codes if code]),
            duties=self.registers.duties_of(zones, {code: short_name(name) for code, name in names.items()}),
            findings=[one.as_row(words, self.answers) for one in findings],
            is_sample=self.material.is_sample,
            plan_title=self.material.title,
            version=self.material.versions.get(choices.agreement),
        )

    def findings(self, choices: Choices, words: Words, stamp: Stamp, jobs: Sequence[ExportJob]) -> tuple[Finding, ...]:
        """Return what to know before the document leaves, see :func:`layers.documents.preflight.find`."""
        parties = self.parties(choices)
        numbers = self._numbers([party.code for party in parties], choices, self._contacts(parties))
        return find(
            self.facts,
            jobs,
            words,
            stamp,
            phones=numbers,
            with_phones=choices.with_phones,
            stale_stock=self._stale_stock(choices, parties),
            agreement=self.agreement(choices.agreement),
        )

    def _contacts(self, parties: Sequence[Party]) -> list[Mapping[str, Any]]:
        names, codes = self._names(), [party.code for party in parties]
        return [
            {**row, "county_name": names.get(row["county"]) or division_name(str(row["county"])) or row["county"]}
            for row in records(self.material.contacts)
            if concerns(str(row.get("county") or ""), codes)
        ]

    def _stale_stock(self, choices: Choices, parties: Sequence[Party]) -> int:
        """Return how many rows of annex 四 nobody has looked at for too long."""
        if Annex.FORCES not in choices.annexes:
            return 0
        return self.registers.stale_stock([party.code for party in parties], self.material.reference_date)

    def _numbers(self, codes: Sequence[str], choices: Choices, people: Iterable[Mapping[str, Any]]) -> int:
        """Return how many telephone numbers the annexes would list."""
        duty = [
            line
            for body in self.registers.bodies_of(choices.agreement, [code for code in codes if code])
            for line in body["roster"] or ()
        ]
        points = [row for rows in self.points.values() for row in rows if concerns(str(row.get("county") or ""), codes)]
        held = [{"phone": row.phone} for row in self.registers.stock if concerns(row.county, codes)]
        return sum(
            not is_unknown(row.get(name)) for row in (*people, *duty, *points, *held) for name in ("phone", "backup")
        )

    def _names(self) -> dict[str, str]:
        counties = self.material.inputs.counties
        return dict(zip(counties["code"].astype(str), counties["name"].astype(str), strict=True))


def _routes(store: PlanStore, counties: gpd.GeoDataFrame) -> tuple[Mapping[str, Any], ...]:
    """Return the recorded patrol routes with their ends in degrees and their geodesic length."""
    found: list[Mapping[str, Any]] = []
    for layer in store.layers():
        if kind_of(layer) is RecordKind.PATROL_ROUTE and not is_drill(layer.title):
            frame = store.frame(layer.uid)
            lengths_m = geodesic_lengths_m(np.asarray(frame.geometry.array, dtype=object))
            for row, line, length_m in zip(_with_county(frame, counties), frame.geometry, lengths_m, strict=True):
                ends = shapely.get_coordinates(line)[[0, -1]]
                found.append(
                    {**row, "start": _place(*ends[0]), "end": _place(*ends[1]), "length_km": float(length_m) / 1000.0}
                )
    return tuple(found)


def _county_lines(borders: gpd.GeoDataFrame, counties: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the lines between counties with the names of the two; of others, none."""
    names = dict(zip(counties["code"].astype(str), counties["name"].astype(str), strict=True))
    codes = [str(pair).split("|") for pair in borders["pair"]]
    said = ["–".join(names[code] for code in both) if all(code in names for code in both) else "" for both in codes]
    return gpd.GeoDataFrame({"name": said}, geometry=borders.geometry.array, crs=borders.crs)


def _place(longitude: float, latitude: float) -> str:
    return f"{format_dms(longitude, axis='lon', digits=0)} {format_dms(latitude, axis='lat', digits=0)}"


def _with_county(frame: gpd.GeoDataFrame, counties: gpd.GeoDataFrame) -> list[Mapping[str, Any]]:
    """Return rows with the code and name of the county each lies in, and its place in words."""
    found: list[Mapping[str, Any]] = []
    shapes = np.asarray(counties.geometry.array, dtype=object)
    codes, names = counties["code"].astype(str).tolist(), counties["name"].astype(str).tolist()
    tree = shapely.STRtree(shapes)
    for row, geometry in zip(records(frame), frame.geometry, strict=True):
        point = geometry.representative_point()
        hits = sorted(tree.query(point, predicate="intersects"), key=lambda i: codes[i])
        code, name = (codes[hits[0]], names[hits[0]]) if hits else ("", "")
        found.append({**row, "county": code, "county_name": name, "place": _place(point.x, point.y)})
    return found
