"""Rivers resolved against the county lines: near-parallel stretches, and the pieces inside the band."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from layers.borders.levels import county_level
from layers.hazards.band import BorderLines
from layers.hazards.river_band import NearStretches, near_stretches
from layers.hazards.river_banks import STEP_M, bank_runs
from layers.hazards.river_course import Courses, courses, edges
from layers.hazards.river_runs import Crossing, Locate, Reach, resolve
from layers.hazards.river_territory import Territory
from layers.kinds import BorderLevel, ReachType

if TYPE_CHECKING:
    from layers.zones.model import Parameters

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

#: 2·cot 19.3°: split run of an oblique crossing over the bank offset, see :func:`_shortest_m`.
OBLIQUE = 200.0 / 35.0
#: Kinds of reach that run in one county.
_INSIDE = (ReachType.INTERIOR, ReachType.GRAZING)


@dataclass(frozen=True)
class Located:
    """Every reach and crossing of some rivers, in the order of their running measure."""

    course: Courses
    lines: gpd.GeoDataFrame  # columns of layers.hazards.river_lines.LINE_COLUMNS
    reaches: list[Reach]
    line: IntArray  # line of each reach
    crossings: list[Crossing]
    crossing_line: IntArray
    near: NearStretches  # stretches of interior and grazing reaches near a border of their county


@dataclass(frozen=True)
class Stretch:
    """A piece of one reach that lies near one border."""

    reach: int
    start: float
    end: float
    pair: str
    nearest_m: float
    farthest_m: float


def resolve_all(
    lines: gpd.GeoDataFrame, territory: Territory, borders: BorderLines, parameters: Parameters, metric_epsg: int
) -> Located:
    """Classify all lines and find how near they come to the borders.

    Parameters
    ----------
    lines : GeoDataFrame
        From :func:`layers.hazards.river_lines.gather`.
    territory, borders
        Of the same counties, in the metric CRS.
    """
    course = courses(lines.geometry.to_numpy(), metric_epsg)
    width = lines["width_m"].to_numpy(dtype=float)
    runs = bank_runs(course, width, territory, bank_offset_m=parameters.bank_offset_m)
    locate = _Locator(course, territory)
    reaches: list[Reach] = []
    crossings: list[Crossing] = []
    owners: list[int] = []
    crossing_owners: list[int] = []
    for i, of_line in enumerate(runs):
        resolved = resolve(
            of_line,
            shortest_m=_shortest_m(float(width[i]), parameters),
            gap_m=parameters.bordering_gap_m,
            locate=locate.on_line(i),
        )
        reaches += resolved.reaches
        owners += [i] * len(resolved.reaches)
        crossings += resolved.crossings
        crossing_owners += [i] * len(resolved.crossings)
    near = _near(course, reaches, borders, (parameters.river_band_m, parameters.near_parallel_m))
    line, crossing_line = np.array(owners, dtype=np.int64), np.array(crossing_owners, dtype=np.int64)
    return Located(course, lines, reaches, line, crossings, crossing_line, near)


def _shortest_m(width_m: float, parameters: Parameters) -> float:
    """Return the shortest bordering reach: L_min, 5·w, and no less than an oblique crossing's split run.

    A river that crosses at an angle α has different counties on its banks for 2·δ·cot α.  The defaults
    (200 m, w = 10 m, tolerance 30 m, so δ = 35 m) part crossing from following at 19°; the last term
    keeps that angle when the tolerance is set to the precision of coarser data.
    """
    offset_m = width_m / 2.0 + parameters.bank_offset_m
    return max(parameters.bordering_min_m, 5.0 * width_m, OBLIQUE * offset_m)


@dataclass(frozen=True)
class _Locator:
    """Finds where centrelines pass county lines."""

    course: Courses
    territory: Territory

    def on_line(self, i: int) -> Locate:
        low_end = float(self.course.measure[self.course.first[i]])
        high_end = float(self.course.measure[self.course.last[i]])

        def locate(low: float, high: float, before: tuple[str, ...], after: tuple[str, ...]) -> float:
            # From a bordering reach into a third county only the third county's line matters: the reach
            # itself runs along the line of the other two.
            meeting = after if len(before) > len(after) else before if len(after) > len(before) else [*before, *after]
            owners = np.flatnonzero(np.isin(self.territory.codes.astype(str), list(meeting)))
            # The banks pass a line a little before or after the centreline does.
            for margin in (STEP_M, 10 * STEP_M):
                start, end = max(low - margin, low_end), min(high + margin, high_end)
                found = self._passes(start, end, owners)
                if len(found):
                    middle = len(found) // 2
                    # An even number: two versions of the line, or a touch; their middle is as good as any.
                    return float(found[middle] if len(found) % 2 else (found[middle - 1] + found[middle]) / 2.0)
            return (low + high) / 2.0

        return locate

    def _passes(self, start: float, end: float, owners: IntArray) -> FloatArray:
        """Return the running measures at which a stretch meets the counties' lines, each once."""
        stretch = self.course.lines(np.array([start]), np.array([end]))[0]
        pieces = self.territory.tree.query(stretch, predicate="intersects")
        pieces = pieces[np.isin(self.territory.owner[pieces], owners)]
        met = shapely.get_coordinates(shapely.intersection(stretch, self.territory.pieces[pieces]))
        if len(met) == 0 or stretch.length == 0:
            return np.zeros(0)
        along = np.sort(shapely.line_locate_point(stretch, shapely.points(met)))
        once = along[np.append(True, np.diff(along) > 1e-3)]
        return np.asarray(start + once * (end - start) / stretch.length)


def _near(course: Courses, reaches: list[Reach], borders: BorderLines, limits_m: tuple[float, ...]) -> NearStretches:
    """Ask how far interior and grazing reaches are from their county's borders."""
    starts = np.array([reach.start for reach in reaches])
    ends = np.array([reach.end for reach in reaches])
    inside = np.array([reach.kind in _INSIDE and len(reach.holders) == 1 for reach in reaches], dtype=bool)
    inside &= np.array([reach.holders[0] != "" for reach in reaches], dtype=bool)
    parts = edges(course, np.append(starts, ends))
    at = np.searchsorted(starts, parts.middle, side="right") - 1
    kept = inside[at] if len(at) else np.zeros(0, dtype=bool)
    county = np.array([reach.holders[0] for reach in reaches], dtype=object)
    return near_stretches(
        course, parts.take(kept), at[kept], county[at[kept]] if len(at) else county[:0], borders, limits_m
    )


def stretches(located: Located, within_m: float, *, by_pair: bool) -> Iterator[Stretch]:
    """Yield the unbroken stretches of reaches within a distance of a border, by pair if asked."""
    near = located.near
    close = np.flatnonzero(near.distance_m <= within_m)
    if len(close) == 0:
        return
    start, end = near.elements.start[close], near.elements.end[close]
    reach, pair, distance = near.reach[close], near.pair[close], near.distance_m[close]
    breaks = (reach[1:] != reach[:-1]) | (start[1:] - end[:-1] > 1e-6)
    if by_pair:
        breaks |= pair[1:] != pair[:-1]
    first = np.flatnonzero(np.append(True, breaks))
    for i, j in zip(first, np.append(first[1:], len(close)), strict=True):
        nearest = i + int(np.argmin(distance[i:j]))
        farthest_m = float(distance[i:j].max())
        yield Stretch(
            int(reach[i]), float(start[i]), float(end[j - 1]), str(pair[nearest]), float(distance[nearest]), farthest_m
        )


def near_parallel(located: Located, parameters: Parameters) -> dict[int, list[Stretch]]:
    """Return, by reach, the interior stretches that keep close to a border without following it.

    Near for at least ``bordering_min_m`` beyond what coming straight from or to a line would take:
    a river about to cross is not parallel.
    """
    tolerance, shortest = parameters.near_parallel_m, parameters.bordering_min_m
    found: dict[int, list[Stretch]] = {}
    for stretch in stretches(located, tolerance, by_pair=False):
        reach = located.reaches[stretch.reach]
        if reach.kind is not ReachType.INTERIOR:
            continue
        arrivals = (stretch.start - reach.start < 1e-6 and bool(reach.before)) + (
            reach.end - stretch.end < 1e-6 and bool(reach.after)
        )
        if stretch.end - stretch.start - arrivals * stretch.farthest_m >= shortest:
            found.setdefault(stretch.reach, []).append(stretch)
    return found


def split_near_parallel(located: Located, parameters: Parameters) -> tuple[list[Reach], IntArray, list[str]]:
    """Return the reaches with near-parallel stretches set apart, their lines, and the border each keeps close to."""
    parallel = near_parallel(located, parameters)
    reaches: list[Reach] = []
    lines: list[int] = []
    pairs: list[str] = []
    for i, reach in enumerate(located.reaches):
        cut: list[tuple[Reach, str]] = []
        at = reach.start
        for stretch in parallel.get(i, []):
            cut.append((replace(reach, start=at, end=stretch.start), ""))
            cut.append(
                (replace(reach, kind=ReachType.NEAR_PARALLEL, start=stretch.start, end=stretch.end), stretch.pair)
            )
            at = stretch.end
        cut.append((replace(reach, start=at), ""))
        cut = [(part, pair) for part, pair in cut if part.length_m > 1e-6]
        reaches += [part for part, _ in cut]
        pairs += [pair for _, pair in cut]
        lines += [int(located.line[i])] * len(cut)
    return reaches, np.array(lines, dtype=np.int64), pairs


def pieces(located: Located, parameters: Parameters) -> gpd.GeoDataFrame:
    """Return the river inside the band around the borders, by county (columns of ``HazardResult.pieces``)."""
    rows = [*_bordering_rows(located), *_inside_rows(located, parameters)]
    columns = ["line", "county", "border", "amount", "reach_type", "legal_band", "start", "end"]
    table = gpd.GeoDataFrame(
        {name: [row[k] for row in rows] for k, name in enumerate(columns)},
        geometry=gpd.GeoSeries(
            located.course.lines(np.array([row[6] for row in rows]), np.array([row[7] for row in rows])),
            crs=located.course.metric,
        ),
    )
    order = np.lexsort([table["county"].astype(str), table["start"]]) if len(table) else np.zeros(0, dtype=int)
    table = table.iloc[order].reset_index(drop=True)
    line = table["line"].to_numpy(dtype=np.int64)
    for name in ("name", "object_uid"):
        table.insert(0, name, located.lines[name].to_numpy(dtype=object)[line])
    table["legal_band"] = table["legal_band"].astype(bool)
    table["amount"] = table["amount"].astype(float)
    return table.drop(columns=["line", "start", "end"])


Row = tuple[int, str, str, float, str, bool, float, float]


def _bordering_rows(located: Located) -> Iterator[Row]:
    """Both banks hold a bordering reach: half its length is each county's, the geometry is the same."""
    for reach, line in zip(located.reaches, located.line, strict=True):
        if len(reach.holders) != 2 or "" in reach.holders:
            continue
        a, b = reach.holders
        follows = reach.kind is ReachType.BORDERING
        legal = follows and county_level(a, b) is BorderLevel.PROVINCE
        for county in (a, b):
            half = reach.length_m / 2.0
            yield int(line), county, f"{a}|{b}", half, reach.kind.value, legal, reach.start, reach.end


def _inside_rows(located: Located, parameters: Parameters) -> Iterator[Row]:
    """Interior river within the band, if its corridor reaches over the border."""
    crossing_at = np.array([crossing.at for crossing in located.crossings])
    crossing_pairs = [set(crossing.before) | set(crossing.after) for crossing in located.crossings]
    for stretch in stretches(located, parameters.river_band_m, by_pair=True):
        if stretch.nearest_m > parameters.river_reach_m:
            continue
        reach = located.reaches[stretch.reach]
        kind = reach.kind
        touching = np.flatnonzero((crossing_at >= stretch.start - 1.0) & (crossing_at <= stretch.end + 1.0))
        if any(set(stretch.pair.split("|")) <= crossing_pairs[k] for k in touching):
            kind = ReachType.CROSSING
        length = stretch.end - stretch.start
        line = int(located.line[stretch.reach])
        yield line, reach.holders[0], stretch.pair, length, kind.value, False, stretch.start, stretch.end


def whole_shares(located: Located) -> dict[str, dict[str, float]]:
    """Return the share of each river's whole length by county; a bordering reach is half each bank's."""
    metres: dict[str, dict[str, float]] = {}
    uids = located.lines["object_uid"].to_numpy(dtype=object)
    for reach, line in zip(located.reaches, located.line, strict=True):
        of_river = metres.setdefault(str(uids[line]), {})
        for county in reach.holders:
            of_river[county] = of_river.get(county, 0.0) + reach.length_m / len(reach.holders)
    return {
        uid: {county: value / sum(by_county.values()) for county, value in sorted(by_county.items())}
        for uid, by_county in metres.items()
    }
