"""Reach of forest fires by their spread: travel time over fuel, slope and barriers, from the forest of each zone.

For each group of forest pieces, and for each county they lie in, one fire starts in all their cells at once; where it
burns within the time, and what lies beside that, is reached.  That is exact on the grid: the time to a place is the
least over all starts in the forest.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.borders.coverage import polygonal
from layers.parallel import in_threads
from layers.progress import Progress, part
from layers.progress import silent as no_progress
from layers.spread.beside import cells_inside
from layers.spread.landscape import Grid
from layers.spread.reaching import Reach as FireReach
from layers.spread.reaching import Targets, reach
from layers.spread.settings import FireSettings
from layers.spread.travel import Fire
from layers.zones.links import counted, rounded
from layers.zones.reach import NONE, Contacts, DistanceReach, Pairs, near_counties
from layers.zones.reasons import reason

if TYPE_CHECKING:
    from layers.spread.cell_land import CellLand
    from layers.zones.evidence import Pieces, Places, Setting

Objects = NDArray[np.object_]
Integers = NDArray[np.int64]

#: Shares of the time at which links tell what was reached: for 6 h after 1, 2, 4 and 6 h.
_STEPS = (1 / 6, 1 / 3, 2 / 3, 1.0)


@dataclass(frozen=True)
class SpreadReach:
    """Everything a fire burns within a time, and what lies beside it.

    Attributes
    ----------
    land : CellLand
        Its counties are those of the partition, in its order.
    settings : FireSettings
    places : Places
        Metric points.
    silent : int64
        Counties of whose places or fuel nothing is known: a fire that comes to their line has reached the unknown.
    fallback : DistanceReach
        For forest in which no cell burns: too small for the cells, or taken up by a barrier.
    """

    land: CellLand
    settings: FireSettings
    places: Places
    silent: Integers
    fallback: DistanceReach
    fire: Fire = field(init=False, repr=False)

    def __post_init__(self) -> None:
        fire = Fire(self.land.landscape, self.settings.weather, self.settings.spread)
        object.__setattr__(self, "fire", fire)

    @property
    def grid(self) -> Grid:
        """The cells."""
        return self.land.landscape.grid

    @property
    def steps_min(self) -> list[float]:
        """Minutes at which links tell what was reached."""
        return [round(share * self.settings.hours * 60.0, 6) for share in _STEPS]

    @cached_property
    def _targets(self) -> tuple[Targets, tuple[Integers, Integers], Integers]:
        """Return targets; places in the order of theirs, and where each begins; of whose silent county each is (−1)."""
        points = self.places.point
        cells = self.grid.cell_of(shapely.get_x(points), shapely.get_y(points)) if len(points) else NONE
        edge, county = self._edges()
        targets, target = Targets.of(np.concatenate([cells, edge]), self.grid)
        of_target = np.full(targets.count, -1, dtype=np.int64)
        of_target[target[len(cells) :]] = county
        target = target[: len(cells)]
        order = np.argsort(target, kind="stable")
        first = np.searchsorted(target[order], np.arange(targets.count + 1))
        return targets, (order, first), of_target

    def _edges(self) -> Pairs:
        """Return the outermost cells of the silent counties, and whose they are."""
        county = self.land.county
        padded = np.pad(county, 1, mode="edge")
        rows, columns = county.shape
        is_edge = np.zeros(county.shape, dtype=bool)
        for down in (0, 1, 2):
            for right in (0, 1, 2):
                is_edge |= padded[down : down + rows, right : right + columns] != county
        is_edge &= np.isin(county, self.silent)
        cells = np.flatnonzero(is_edge)
        return cells, county.ravel()[cells].astype(np.int64)

    def contacts(self, pieces: Pieces, group: Integers, setting: Setting, progress: Progress = no_progress) -> Contacts:
        """Return what fires in groups of pieces come to, by the county the fire starts in."""
        count = int(group.max(initial=-1)) + 1
        cells, piece, is_lone = cells_inside(pieces.shape, self.grid)
        # A sliver has no middle of a cell; the cell it lies in must not start its fire across the line.
        kept = ~is_lone | (self.land.county.ravel()[cells] == pieces.county[piece])
        cells, piece = cells[kept], piece[kept]
        progress(0.1, "fires")
        starts, key = _starts(cells, group[piece], pieces.county[piece], len(setting.partition.codes))
        targets, by_target, silent_of_target = self._targets
        found = reach(
            self.fire, starts, targets, self.land.county, self.land.area_ha, self.steps_min, part(progress, 0.1, 1.0)
        )
        fires: dict[int, dict[int, FireReach]] = {}
        for (at, county), one in zip(key, found, strict=True):
            if one.burns:
                fires.setdefault(at, {})[county] = one
        pairs = [np.stack([np.full(len(place), at), place]) for at, place in _reached_places(fires, by_target)]
        silent_pairs = self._silent_pairs(fires, silent_of_target)
        codes = setting.partition.codes.astype(str)
        is_silent = np.isin(codes, sorted(setting.silent_places))
        no_fuel = np.isin(codes, sorted(self.land.silent))
        by_spread = Contacts(
            *_unique_pairs(pairs),
            near_counties(shapely.STRtree(pieces.shape), group, setting, setting.silent_hazard, setting.touch_m),
            _chosen(silent_pairs, is_silent),
            _chosen(silent_pairs, no_fuel),
            fires,
        )
        dark = np.ones(count, dtype=bool)
        dark[list(fires)] = False
        return self._with_fallback(by_spread, pieces, group, dark, setting)

    def _silent_pairs(self, fires: Mapping[int, Mapping[int, FireReach]], silent_of_target: Integers) -> Pairs:
        """Return silent counties that fires burn in or come beside, and the groups of those fires."""
        pairs = []
        for at, of_group in fires.items():
            met = [silent_of_target[one.target] for one in of_group.values()]
            met += [one.county[np.isin(one.county, self.silent)] for one in of_group.values()]
            county = np.unique(np.concatenate(met))
            county = county[county >= 0]
            pairs.append(np.stack([county, np.full(len(county), at)]))
        return _unique_pairs(pairs)

    def _with_fallback(
        self, by_spread: Contacts, pieces: Pieces, group: Integers, dark: NDArray[np.bool_], setting: Setting
    ) -> Contacts:
        """Add what lies within the stated distance of groups in which nothing burns."""
        mine = dark[group] if len(group) else np.zeros(0, dtype=bool)
        if not mine.any():
            return by_spread
        more = self.fallback.contacts(pieces.take(mine), group[mine], setting)
        return Contacts(
            *_unique_pairs([np.stack([c.group, c.place]) for c in (by_spread, more)]),
            by_spread.silent_hazard,
            _unique_pairs([np.stack(c.silent_places) for c in (by_spread, more)]),
            by_spread.silent_fuel,
            by_spread.fires,
        )

    def shapes(
        self, pieces: Pieces, zone: Integers, reaching: Integers, hazard: Objects, contacts: Contacts
    ) -> Objects:
        """Return the hazard and all cells that burn or lie beside a burnt one."""
        result = np.full(len(reaching), None, dtype=object)
        burning = np.array([int(at) in contacts.fires for at in reaching], dtype=bool)
        dark = reaching[~burning]
        if len(dark):
            mine = np.isin(zone, dark)
            result[~burning] = self.fallback.shapes(pieces.take(mine), zone[mine], dark, hazard, contacts)
        lit = reaching[burning]
        if len(lit):
            from rasterio.errors import NotGeoreferencedWarning

            with warnings.catch_warnings():  # arrays are given their place with the call
                warnings.simplefilter("ignore", NotGeoreferencedWarning)
                outlines = in_threads(lambda at: self._outlines(at, contacts), lit, chunk=16, worth=2)
            result[burning] = in_threads(shapely.union, outlines, hazard[lit], chunk=16, worth=2)
        kinds = shapely.get_type_id(result)
        for at in np.flatnonzero((kinds != 3) & (kinds != 6)):
            result[at] = polygonal(result[at]) or shapely.Polygon()
        return result

    def _outlines(self, zones: Integers, contacts: Contacts) -> Objects:
        found = np.empty(len(zones), dtype=object)
        for at, zone in enumerate(zones.tolist()):
            cells = np.unique(np.concatenate([one.grown for one in contacts.fires[zone].values()]))
            found[at] = outline(cells, self.grid)
        return found

    def reason(self, contacts: Contacts, zone: int) -> dict[str, Any]:
        """Say in which weather and over which cells fires ran."""
        if zone not in contacts.fires:
            return self.fallback.reason(contacts, zone)
        weather = self.settings.weather
        return reason(
            "reach_is_spread",
            wind_ms=weather.wind_ms,
            wind_from_deg=weather.wind_from_deg % 360.0,
            rate_m_min=round(weather.base_rate_m_min, 6),
            hours=self.settings.hours,
            cell_m=self.settings.land.cell_m,
        )

    def links(self, contacts: Contacts, zone: int, setting: Setting) -> list[dict[str, Any]]:
        """Return from which county fire comes to which, how soon, and whom it reaches by when (``LINK_KEYS``)."""
        codes = setting.partition.codes
        _, by_target, silent_of_target = self._targets
        links = []
        for origin, one in sorted(contacts.fires.get(zone, {}).items()):
            place, minutes = _places_of(one, by_target)
            county = self.places.county[place]
            first = dict(zip(one.county.tolist(), one.first_min.tolist(), strict=True))
            for at, when in zip(county.tolist(), minutes.tolist(), strict=True):
                if at >= 0:
                    first[at] = min(first.get(at, math.inf), when)
            # Of land about whose fuel nothing is known the fire's coming to its line is all that can be said.
            for at, when in sorted(zip(silent_of_target[one.target].tolist(), one.minutes.tolist(), strict=True)):
                if at >= 0:
                    first.setdefault(at, when)
            area = dict(zip(one.county.tolist(), one.area_ha.tolist(), strict=True))
            for at in sorted(first):
                mine = county == at
                code = str(codes[at])
                links.append(
                    {
                        "from": str(codes[origin]),
                        "to": code,
                        "first_min": round(first[at], 1),
                        "minutes": self.steps_min,
                        "area_ha": None if code in self.land.silent else rounded(area.get(at, [0.0] * len(_STEPS))),
                        **counted(
                            self.places,
                            place[mine],
                            minutes[mine],
                            self.steps_min,
                            is_silent=code in setting.silent_places,
                        ),
                    }
                )
        return links


def outline(cells: NDArray[np.int32] | Integers, grid: Grid) -> shapely.Geometry:
    """Return cells (rising) as polygons in the grid's CRS; cells that touch only at a corner are apart."""
    from rasterio.features import shapes
    from rasterio.transform import from_origin

    if len(cells) == 0:
        return shapely.MultiPolygon()
    rows, columns = np.divmod(cells, grid.columns)
    top, left = int(rows[0]), int(columns.min())
    mask = np.zeros((int(rows[-1]) - top + 1, int(columns.max()) - left + 1), dtype=np.uint8)
    mask[rows - top, columns - left] = 1
    west, north = grid.west_m + left * grid.cell_m, grid.north_m - top * grid.cell_m
    transform = from_origin(west, north, grid.cell_m, grid.cell_m)
    found = shapes(mask, mask=mask.astype(bool), connectivity=4, transform=transform)
    return shapely.MultiPolygon([shapely.geometry.shape(shape) for shape, _ in found])


def _starts(
    cells: Integers, group: Integers, county: Integers, counties: int
) -> tuple[list[Integers], list[tuple[int, int]]]:
    """Return the cells of each group and county, each once and rising, and which group and county that is."""
    key = group * counties + county
    order = np.lexsort([cells, key])
    key, cells = key[order], cells[order]
    fresh = np.ones(len(key), dtype=bool)
    fresh[1:] = (key[1:] != key[:-1]) | (cells[1:] != cells[:-1])
    key, cells = key[fresh], cells[fresh]
    distinct, first = np.unique(key, return_index=True)
    if len(distinct) == 0:
        return [], []
    return np.split(cells, first[1:]), [divmod(int(one), counties) for one in distinct]


def _places_of(one: FireReach, by_target: tuple[Integers, Integers]) -> tuple[Integers, NDArray[np.float64]]:
    """Return the places a fire reaches, rising, and when."""
    order, first = by_target
    start, stop = first[one.target], first[one.target.astype(np.int64) + 1]
    size = stop - start
    at = np.repeat(start - np.r_[0, np.cumsum(size)[:-1]], size) + np.arange(size.sum()) if len(size) else NONE
    place, minutes = order[at], np.repeat(one.minutes, size)
    rising = np.argsort(place, kind="stable")
    return place[rising], minutes[rising]


def _reached_places(
    fires: Mapping[int, Mapping[int, FireReach]], by_target: tuple[Integers, Integers]
) -> list[tuple[int, Integers]]:
    return [
        (at, np.unique(np.concatenate([_places_of(one, by_target)[0] for one in of_group.values()])))
        for at, of_group in fires.items()
    ]


def _unique_pairs(pairs: Sequence[NDArray[np.int64]]) -> Pairs:
    if not pairs:
        return NONE, NONE
    found = np.unique(np.concatenate(pairs, axis=1), axis=1)
    return found[0], found[1]


def _chosen(pairs: Pairs, wanted: NDArray[np.bool_]) -> Pairs:
    kept = wanted[pairs[0]] if len(pairs[0]) else np.zeros(0, dtype=bool)
    return pairs[0][kept], pairs[1][kept]
