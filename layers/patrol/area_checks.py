"""What is wrong with the patrol areas of a plan, each alone and with each other, and what would put it right.

:mod:`layers.patrol.checks` looks at one outline and the counties; here come the other areas, the zones and a limit of
size, the place of each finding, and the changes that would settle it.  A fix is a proposal: it carries whole new
outlines and how much land they give or take, and nothing is changed until somebody says so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.errors import ShapingError
from layers.geodesy import HA_PER_M2
from layers.patrol import shaping
from layers.patrol.checks import SLIVER_M, Finding, check_area
from layers.patrol.division import NOTHING_M2, CountyIndex, Division, polygonal

#: Two areas that lie beside each other with a strip between them that is narrower than this were meant to touch.
GAP_M = SLIVER_M
#: A strip between two areas touches each along at least this share of its rim; else it is a bay, not a gap.
_GAP_RIM = 0.25
#: A strip smaller than this is not worth a word.
_GAP_M2 = 100.0
#: An accepted finding is told again when it has grown by more than this.
_GROWN = 1.1

#: Codes beside those of :data:`layers.patrol.checks.FINDING_CODES`, with the names of their facts.
PLAN_FINDING_CODES: Mapping[str, tuple[str, ...]] = {
    "overlap": ("other", "area_ha"),
    "gap": ("other", "area_ha", "width_m"),
    "no_zone": (),
    "outside_zone": ("area_ha", "share"),
    "too_large": ("area_ha", "limit_ha"),
}
#: What can be done about a finding.
FIX_CODES = (
    "cut_overlap",
    "give_gap",
    "fill_holes",
    "cut_sliver",
    "clip_counties",
    "clip_zones",
    "keep_larger",
    "make_all",
)


@dataclass(frozen=True)
class Accepted:
    """A finding that somebody has looked at and lets stand, and why."""

    key: str
    reason: str
    area_ha: float = 0.0
    at: str = ""  # UTC, ISO 8601


@dataclass(frozen=True)
class CheckRules:
    """The numbers of the checks that a plan may change, and what it lets stand.

    ``largest_ha``: above it an area is said to be too large to patrol as one.  The default is what a team of 30 looks
    after at one person to 1,000 hm², the least that Sichuan's standard of 2016 asks for.
    ``outside_share``: how much of an area may lie outside all zones before that is told.
    """

    largest_ha: float = 30_000.0
    outside_share: float = 0.25
    accepted: tuple[Accepted, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return the values as plain data."""
        accepted = [
            {"key": one.key, "reason": one.reason, "area_ha": one.area_ha, "at": one.at} for one in self.accepted
        ]
        return {"largest_ha": self.largest_ha, "outside_share": self.outside_share, "accepted": accepted}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> CheckRules:
        """Build rules from stored values; unknown names are ignored, missing ones take the default."""
        usual = cls()
        accepted = tuple(
            Accepted(
                str(one["key"]), str(one.get("reason", "")), float(one.get("area_ha", 0.0)), str(one.get("at", ""))
            )
            for one in values.get("accepted", ())
        )
        return cls(
            float(values.get("largest_ha", usual.largest_ha)),
            float(values.get("outside_share", usual.outside_share)),
            accepted,
        )


@dataclass(frozen=True)
class Fix:
    """A change that would settle a finding.

    ``changed`` and ``added`` are EPSG:4490; ``facts`` name the area it is about (``uid``), how much land it gives or
    takes (``area_ha``) and what the area has before and after (``before_ha``, ``after_ha``).
    """

    code: str
    changed: Mapping[str, shapely.Geometry]
    added: tuple[shapely.Geometry, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class AreaFinding:
    """A finding about an area of the plan (``uid``), where it is (EPSG:4490), and the ways to settle it."""

    uid: str
    finding: Finding
    place: shapely.Geometry
    fixes: tuple[Fix, ...] = ()

    @property
    def code(self) -> str:
        """Return what was found."""
        return self.finding.code

    @property
    def area_ha(self) -> float:
        """Return how much land it is about; 0 where that has no meaning."""
        return float(self.finding.facts.get("area_ha") or 0.0)

    @property
    def key(self) -> str:
        """Return what the same finding is known by after another check."""
        facts = self.finding.facts
        return "|".join((self.code, self.uid, str(facts.get("other", "")), str(facts.get("county", ""))))

    def is_accepted(self, rules: CheckRules) -> bool:
        """Return whether it was looked at, and has not grown since."""
        return any(one.key == self.key and self.area_ha <= one.area_ha * _GROWN + 0.01 for one in rules.accepted)


class AreaChecker:
    """Checks the areas of a plan; what was found about an outline alone is kept until it changes.

    Parameters
    ----------
    counties : CountyIndex
    zones : ndarray of shapely polygons
        Zones that concern several counties, metric CRS of the counties; empty when there are none yet.
    """

    def __init__(self, counties: CountyIndex, zones: NDArray[np.object_]) -> None:
        self._counties = counties
        self._zones = np.asarray(zones, dtype=object)
        self._tree = shapely.STRtree(self._zones)
        self._known: dict[str, tuple[shapely.Geometry, CheckRules, tuple[AreaFinding, ...]]] = {}

    def check(self, areas: Mapping[str, shapely.Geometry], rules: CheckRules) -> list[AreaFinding]:
        """Return what was found about areas (uid → EPSG:4490), errors first, then in the order of the areas."""
        self._known = {uid: one for uid, one in self._known.items() if uid in areas}
        found: list[AreaFinding] = []
        for uid, area in areas.items():
            if area.is_empty:
                continue
            known = self._known.get(uid)
            if known is None or (known[0] is not area and known[0] != area) or known[1] != rules:
                self._known[uid] = known = (area, rules, tuple(self._alone(uid, area, rules)))
            found += known[2]
        found += self._pairs({uid: area for uid, area in areas.items() if area.is_valid and not area.is_empty})
        return sorted(found, key=lambda one: one.finding.severity != "error")

    def of_hand(
        self,
        area: shapely.Geometry,
        others: Mapping[str, shapely.Geometry],
        rules: CheckRules,
        division: Division | None = None,
    ) -> list[Finding]:
        """Return what :func:`check_area` does not see of an outline in hand: other areas, zones, size; no fixes."""
        division = division or self._counties.divide(area)
        found = [one for one, _place in self._with_plan(division, rules)]
        whole = division.whole
        for uid, other in others.items():
            common = self._common_ha(whole, self._metric(other))
            if common > 0.0:
                found.append(Finding("overlap", "warning", {"other": uid, "area_ha": common}))
        return found

    # -- one area ---------------------------------------------------------------------------------

    def _alone(self, uid: str, area: shapely.Geometry, rules: CheckRules) -> Iterable[AreaFinding]:
        division = self._counties.divide(area)
        for finding in check_area(area, self._counties, division):
            place, fixes = self._place_and_fixes(uid, area, finding, division)
            yield AreaFinding(uid, finding, place, fixes)
        for finding, metric in self._with_plan(division, rules):
            place = area if metric is None else self._counties.to_degrees(metric)
            fixes = ()
            if finding.code == "outside_zone":
                near = self._zones[self._tree.query(division.whole, predicate="intersects")]
                grounds = [self._counties.to_degrees(zone) for zone in near]
                fixes = self._tried(
                    "clip_zones", uid, area, lambda grounds=grounds: shaping.clip(area, grounds, epsg=self._epsg)
                )
            yield AreaFinding(uid, finding, place, fixes)

    def _with_plan(self, division: Division, rules: CheckRules) -> Iterable[tuple[Finding, shapely.Geometry | None]]:
        """Return what zones and the limit of size say, with the place in metres when it is not the whole area."""
        total_ha = division.total_ha
        if total_ha > rules.largest_ha:
            yield Finding("too_large", "warning", {"area_ha": total_ha, "limit_ha": rules.largest_ha}), None
        if len(self._zones) == 0 or division.whole.is_empty:
            return
        near = self._zones[self._tree.query(division.whole, predicate="intersects")]
        outside = division.whole if len(near) == 0 else shapely.difference(division.whole, shapely.union_all(near))
        outside_ha = self._ha(outside)
        if outside_ha >= total_ha - NOTHING_M2 * HA_PER_M2:
            yield Finding("no_zone", "warning"), None
        elif outside_ha > rules.outside_share * total_ha:
            share = outside_ha / total_ha
            yield Finding("outside_zone", "warning", {"area_ha": outside_ha, "share": share}), polygonal(outside)

    def _place_and_fixes(
        self, uid: str, area: shapely.Geometry, finding: Finding, division: Division
    ) -> tuple[shapely.Geometry, tuple[Fix, ...]]:
        code, facts = finding.code, finding.facts
        if code == "self_crossing":
            place = area if facts.get("lon") is None else shapely.Point(facts["lon"], facts["lat"])
            return place, self._uncrossed(uid, area)
        if code == "hole":
            rings = [ring for part in shapely.get_parts(area) for ring in part.interiors]
            return shapely.union_all([shapely.Polygon(ring) for ring in rings]), self._tried(
                "fill_holes", uid, area, lambda: shaping.fill_holes(area), count=len(rings)
            )
        if code == "sliver":
            strips = [part for of, part in zip(division.counties, division.parts, strict=True) if of == facts["county"]]
            pieces = shapely.get_parts(np.array(strips, dtype=object))
            strip = min(pieces, key=lambda piece: abs(self._ha(piece) - facts["area_ha"])) if len(pieces) else None
            if strip is None:
                return area, ()
            place = self._counties.to_degrees(strip)
            return place, self._tried("cut_sliver", uid, area, lambda: shaping.subtract(area, [place], epsg=self._epsg))
        if code == "outside_counties":
            place = self._counties.to_degrees(division.parts[-1])
            return place, self._tried(
                "clip_counties", uid, area, lambda: shaping.subtract(area, [place], epsg=self._epsg)
            )
        return area, ()

    def _uncrossed(self, uid: str, area: shapely.Geometry) -> tuple[Fix, ...]:
        """Return the ways to make sound areas of an outline that crosses itself."""
        pieces = uncrossed(area)
        if len(pieces) == 0:
            return ()
        before = sum(self._ha(self._metric(piece)) for piece in pieces)
        largest = self._ha(self._metric(pieces[0]))
        facts = {"uid": uid, "before_ha": before}
        larger = Fix("keep_larger", {uid: pieces[0]}, (), {**facts, "area_ha": before - largest, "after_ha": largest})
        if len(pieces) == 1:
            return (larger,)
        every = {**facts, "area_ha": before - largest, "after_ha": largest, "count": len(pieces)}
        return larger, Fix("make_all", {uid: pieces[0]}, tuple(pieces[1:]), every)

    # -- two areas --------------------------------------------------------------------------------

    def _pairs(self, areas: Mapping[str, shapely.Geometry]) -> Iterable[AreaFinding]:
        uids = list(areas)
        metric = np.empty(len(uids), dtype=object)
        metric[:] = [self._metric(area) for area in areas.values()]
        one, other = shapely.STRtree(metric).query(metric, predicate="dwithin", distance=GAP_M)
        for a, b in sorted((int(a), int(b)) for a, b in zip(one, other, strict=True) if a < b):
            first, second = uids[a], uids[b]
            common = polygonal(shapely.intersection(metric[a], metric[b]))
            common_ha = self._ha(common)
            if common_ha > NOTHING_M2 * HA_PER_M2:
                place = self._counties.to_degrees(common)
                fixes = [
                    self._tried(
                        "cut_overlap",
                        uid,
                        areas[uid],
                        lambda uid=uid, taken=taken: shaping.subtract(areas[uid], [areas[taken]], epsg=self._epsg),
                    )
                    for uid, taken in ((first, second), (second, first))
                ]
                finding = Finding("overlap", "warning", {"other": second, "area_ha": common_ha})
                yield AreaFinding(first, finding, place, tuple(fix for some in fixes for fix in some))
            for gap in _gaps(metric[a], metric[b]):
                place = self._counties.to_degrees(gap)
                gap_ha = self._ha(gap)
                facts = {"other": second, "area_ha": gap_ha, "width_m": 2.0 * gap.area / gap.length}
                fixes = [
                    self._tried(
                        "give_gap",
                        uid,
                        areas[uid],
                        lambda uid=uid, place=place: shaping.merge([areas[uid], place], epsg=self._epsg),
                    )
                    for uid in (first, second)
                ]
                found = tuple(fix for some in fixes for fix in some)
                yield AreaFinding(first, Finding("gap", "warning", facts), place, found)

    # -- helpers ----------------------------------------------------------------------------------

    @property
    def _epsg(self) -> int:
        return self._counties.epsg

    def _metric(self, area: shapely.Geometry) -> shapely.Geometry:
        return self._counties.to_metric(np.array([area], dtype=object))[0]

    def _ha(self, metric: shapely.Geometry) -> float:
        if metric.is_empty:
            return 0.0
        dense = shapely.segmentize(np.array([metric], dtype=object), 200.0)
        return float(self._counties.areas_m2(dense)[0]) * HA_PER_M2

    def _common_ha(self, one: shapely.Geometry, other: shapely.Geometry) -> float:
        common = polygonal(shapely.intersection(one, other)) if shapely.intersects(one, other) else shapely.Polygon()
        found = self._ha(common)
        return found if found > NOTHING_M2 * HA_PER_M2 else 0.0

    def _tried(self, code: str, uid: str, area: shapely.Geometry, change: Any, **facts: Any) -> tuple[Fix, ...]:
        """Return a fix with its figures, or none when it cannot be done."""
        try:
            made = change()
        except ShapingError:
            return ()
        before, after = self._ha(self._metric(area)), self._ha(self._metric(made))
        figures = {"uid": uid, "area_ha": abs(after - before), "before_ha": before, "after_ha": after}
        return (Fix(code, {uid: made}, (), {**figures, **facts}),)


def uncrossed(area: shapely.Geometry) -> list[shapely.Polygon]:
    """Return the sound polygons that an outline which crosses itself encloses, the largest first."""
    made = polygonal(shapely.make_valid(area))
    parts = [part for part in shapely.get_parts(made) if part.area > 0.0]
    return sorted((shapely.orient_polygons(part) for part in parts), key=lambda part: -float(part.area))


def self_crossings(
    points: Sequence[tuple[float, float]] | NDArray[np.float64], *, closes: bool, moved: Collection[int] | None = None
) -> tuple[list[int], list[tuple[float, float]]]:
    """Return the sides (by their first point) of a line or ring that cross others, and where, metres.

    Sides that follow one another share a point and do not cross there.

    Parameters
    ----------
    points : (n, 2)
    closes : bool
        Whether the last point is joined to the first.
    moved : collection of int, optional
        Only these sides are held against the others: enough while a corner of ten thousand is dragged.
    """
    ring = np.asarray(points, dtype=float).reshape(-1, 2)
    if closes and len(ring) > 2:
        ring = np.vstack([ring, ring[:1]])
    if len(ring) < 4:
        return [], []
    sides = np.stack([ring[:-1], ring[1:]], axis=1)
    if moved is None:
        every = shapely.linestrings(sides)
        one, other = shapely.STRtree(every).query(every)
    else:
        low, high = np.minimum(ring[:-1], ring[1:]), np.maximum(ring[:-1], ring[1:])
        near = [np.flatnonzero(((low <= high[i]) & (high >= low[i])).all(axis=1)) for i in moved]
        one, other = np.repeat(list(moved), [len(some) for some in near]), np.concatenate([*near, np.zeros(0)])
        one, other = np.minimum(one, other).astype(np.intp), np.maximum(one, other).astype(np.intp)
        one, other = np.unique(np.column_stack([one, other]), axis=0).T
    is_next = (other - one <= 1) | (closes & (one == 0) & (other == len(sides) - 1))
    one, other = one[(one < other) & ~is_next], other[(one < other) & ~is_next]
    first, second = shapely.linestrings(sides[one]), shapely.linestrings(sides[other])
    meet = shapely.intersects(first, second)
    one, other = one[meet], other[meet]
    places = shapely.get_coordinates(shapely.centroid(shapely.intersection(first[meet], second[meet])))
    return np.unique(np.concatenate([one, other])).tolist(), [(float(x), float(y)) for x, y in places]


def _gaps(one: shapely.Geometry, other: shapely.Geometry) -> list[shapely.Geometry]:
    """Return the strips between two areas that are narrower than :data:`GAP_M`."""
    near = [
        shapely.intersection(shape, shapely.buffer(rest, 4.0 * GAP_M)) for shape, rest in ((one, other), (other, one))
    ]
    both = shapely.union_all(near)
    reach = {"join_style": "mitre", "mitre_limit": 2.0}
    closed = shapely.buffer(shapely.buffer(both, GAP_M / 2.0, **reach), -GAP_M / 2.0, **reach)
    strips = shapely.get_parts(polygonal(shapely.difference(closed, shapely.union(one, other))))
    found = []
    for strip in strips:
        rims = [shapely.intersection(strip.boundary, shapely.buffer(shape, 0.01)).length for shape in (one, other)]
        if strip.area > _GAP_M2 and min(rims) >= _GAP_RIM * strip.length:
            found.append(strip)
    return found
