"""A plan's response as a whole: land, arrivals, what is weighed, lines between counties, for window and command."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from layers.kinds import Role
from layers.memory import Memory
from layers.progress import Progress, part, silent
from layers.response.answers import Answers, Demand, answers
from layers.response.border_lines import BorderTarget, border_targets, reinforcements
from layers.response.land import ResponseLand, response_land
from layers.response.measures import BANDS_MIN, MutualAid, coverage, mutual_aid, without_each
from layers.response.settings import ResponseSettings
from layers.response.sites import Sites, best_sites, catchments, place_minutes, with_candidates
from layers.response.travel import Coming, PlaceWays, Travel

if TYPE_CHECKING:
    from layers.plan.store import PlanStore
    from layers.zones.model import ZoneInputs

Floats = NDArray[np.float64]
_T = TypeVar("_T")

#: Candidates for sites at most.
MOST_CANDIDATES = 200
#: What can be weighed: people at places, forest (what can burn) and land by cells.
WEIGHTS = ("people", "forest_ha", "area_ha")


@dataclass(frozen=True)
class Basis:
    """What is read from a plan once, whatever is closed.

    Attributes
    ----------
    land : ResponseLand
    hurt : GeoDataFrame
        Places (:func:`layers.exposure.places`).
    people : float64, (n,)
        Of each place; nan unknown or counted elsewhere.
    place_county : int32, (n,)
    ways : PlaceWays
    forest_ha, area_ha : float64, (cells inside counties,)
    people_silent, forest_silent, roads_silent : frozenset of str
        Counties no layer speaks for: their figures are not known, and not nothing.
    borders : list of BorderTarget
    """

    land: ResponseLand
    hurt: gpd.GeoDataFrame
    people: Floats
    place_county: NDArray[np.int32]
    ways: PlaceWays
    forest_ha: Floats
    area_ha: Floats
    people_silent: frozenset[str]
    forest_silent: frozenset[str]
    roads_silent: frozenset[str]
    borders: list[BorderTarget]

    @property
    def codes(self) -> list[str]:
        """County codes, in the order of all rows."""
        return [str(code) for code in self.land.counties["code"]]


@dataclass(frozen=True)
class Study:
    """Arrivals under some closures."""

    basis: Basis
    answers: Answers
    _told: dict[object, Any] = field(default_factory=dict, repr=False, compare=False)  # measures asked for before

    def prepare(self, bands: tuple[float, ...] = BANDS_MIN, progress: Progress = silent) -> None:
        """Work out what a window shows, so that asking for it again takes no time."""
        shown = (*bands, self.travel.land.settings.limit_min)
        for at, weight in enumerate(WEIGHTS):
            self.mutual_aid(weight)
            for band in shown:
                self.coverage(weight, (band,))
            progress((at + 1) / (len(WEIGHTS) + 1), "response")
        for band in shown:
            self.without_each("people", (band,))
        progress(1.0, "response")

    def _once(self, key: object, make: Callable[[], _T]) -> _T:
        if key not in self._told:
            self._told[key] = make()
        found: _T = self._told[key]
        return found

    @property
    def travel(self) -> Travel:
        """Ways as they are open."""
        return self.answers.travel

    def demand(self, weight: str) -> tuple[Demand, Floats]:
        """Return who comes to what is weighed, and the weights."""
        if weight == "people":
            return self.answers.places, self.basis.people
        return self.answers.ground, self.basis.forest_ha if weight == "forest_ha" else self.basis.area_ha

    def unknown_of(self, weight: str) -> frozenset[str]:
        """Return the counties of which the weight is not known."""
        return {"people": self.basis.people_silent, "forest_ha": self.basis.forest_silent}.get(weight, frozenset())

    @property
    def unheard(self) -> frozenset[str]:
        """Return the counties no layer of depots or teams speaks for: when their own come is not known."""
        silent_by_role = list(self.travel.land.silent.values())
        return frozenset.intersection(*silent_by_role) if silent_by_role else frozenset()

    @cached_property
    def who_county(self) -> NDArray[np.int64]:
        """Row of the county of each responder; −1 outside all."""
        row = {code: at for at, code in enumerate(self.basis.codes)}
        return np.array([row.get(code, -1) for code in self.travel.land.who["county"].tolist()], dtype=np.int64)

    def coverage(self, weight: str, bands: tuple[float, ...]) -> pd.DataFrame:
        """Return coverage by county; nan where the weight, or for ``own`` who is there to set out, is not known."""

        def make() -> pd.DataFrame:
            table = coverage(*self.demand(weight), len(self.basis.codes), bands)
            unknown = np.isin(np.array(self.basis.codes)[table["county"].to_numpy()], list(self.unknown_of(weight)))
            table.loc[unknown, ["whole", "own", "joint"]] = np.nan
            unheard = np.isin(np.array(self.basis.codes)[table["county"].to_numpy()], list(self.unheard))
            table.loc[unheard, "own"] = np.nan
            return table

        return self._once(("coverage", weight, bands), make)

    def mutual_aid(self, weight: str) -> MutualAid:
        """Return who helps whom."""
        limit, counties = self.travel.land.settings.limit_min, len(self.basis.codes)
        key = ("aid", weight)
        return self._once(key, lambda: mutual_aid(*self.demand(weight), self.who_county, counties, limit))

    def without_each(self, weight: str, bands: tuple[float, ...]) -> pd.DataFrame:
        """Return what the loss of each responder costs."""
        limit, count = self.travel.land.settings.limit_min, len(self.travel.land.who)
        key = ("without", weight, bands)
        return self._once(key, lambda: without_each(*self.demand(weight), count, limit, bands))

    def reinforcements(self, progress: Progress = silent) -> pd.DataFrame:
        """Return who is at each line when."""
        return reinforcements(self.travel, self.basis.borders, progress=progress)

    def coming(self, x_m: float, y_m: float) -> Coming:
        """Return when each responder is at a place in metres of the land's CRS."""
        return self.travel.coming(self.travel.target_at(x_m, y_m))

    def arrivals_at(self, parts: gpd.GeoDataFrame, progress: Progress = silent) -> Demand:
        """Return who comes first, second and third to parts of zones, of the own county and from across.

        Parameters
        ----------
        parts : GeoDataFrame
            ``county`` and ``geometry``, EPSG:4490; the point that is reached lies inside.
        progress : Progress
        """
        points = gpd.GeoSeries(shapely.point_on_surface(parts.geometry.to_numpy()), crs=parts.crs)
        planar = points.to_crs(epsg=self.travel.land.grid.epsg).to_numpy()
        row = {code: at for at, code in enumerate(self.basis.codes)}
        county = np.array([row.get(code, -1) for code in parts["county"].tolist()], dtype=np.int32)
        ways = self.travel.ways(planar)
        return answers(self.travel, ways, county, over_cells=False, progress=progress).places

    def sites(self, within_min: float, count: int, progress: Progress = silent) -> tuple[Sites, NDArray[np.int64]]:
        """Suggest places where another depot would reach most people in time, with the usual turn-out.

        Candidates are the places with most people that nobody reaches in time, and those around: at most
        :data:`MOST_CANDIDATES`.

        Returns
        -------
        sites : Sites
            Rows of the candidates.
        candidates : int64
            Rows of ``basis.hurt``.
        """
        people = np.nan_to_num(self.basis.people)
        first = self.answers.places.joint.minutes[:, 0]
        already = first <= within_min
        left = np.flatnonzero(~already & (people > 0.0) & (self.basis.place_county >= 0))
        candidates = left[np.lexsort((left, -people[left]))][:MOST_CANDIDATES]
        points = self.basis.hurt.geometry.to_crs(epsg=self.travel.land.grid.epsg).to_numpy()
        if len(candidates) == 0:
            return Sites((), (), float(people[already].sum()), True), candidates
        turnout = self.travel.land.settings.depot_turnout_min
        land = with_candidates(self.travel.land, points[candidates], turnout)
        other = replace(self.travel, land=land)
        progress(0.3, "response")
        minutes = place_minutes(other, self.basis.ways, within_min)
        progress(1.0, "response")
        return best_sites(minutes <= within_min, people, already, count), candidates

    def catchments(self, within_min: float) -> tuple[Floats, Floats]:
        """Return people of teams for each person at each place, and for each team, by two-step floating catchments."""
        strength = self.travel.land.who["strength"].to_numpy(dtype=np.float64)
        minutes = place_minutes(self.travel, self.basis.ways, within_min)
        return catchments(minutes, strength, self.basis.people, within_min)

    def minutes(self, side: str) -> NDArray[np.float32]:
        """Return minutes until the first is there by cell, ``own`` or ``joint``; (rows, columns), nan outside."""
        grid = self.travel.land.grid
        out = np.full(grid.cells, np.nan, dtype=np.float32)
        own, across = self.answers.ground.own.minutes[:, 0], self.answers.ground.across.minutes[:, 0]
        out[self.answers.cells] = own if side == "own" else np.minimum(own, across)
        return out.reshape(grid.rows, grid.columns)

    def minutes_of(self, who: int) -> NDArray[np.float64]:
        """Return minutes until one responder is there by cell; (rows, columns)."""
        from layers.response.travel import Window

        grid = self.travel.land.grid
        found = self.travel.first(np.array([who]), Window(0, grid.rows, 0, grid.columns), 1)
        return found.minutes[:, 0].reshape(grid.rows, grid.columns)


def basis_of(
    store: PlanStore, *, memory: Memory | None = None, cell_m: float | None = None, progress: Progress = silent
) -> Basis:
    """Read a plan.

    Parameters
    ----------
    store : PlanStore
        Speeds, load and the rest are those of its parameters.
    memory : Memory, optional
    cell_m : float, optional
        Side of a cell in place of the parameter.
    progress : Progress

    Raises
    ------
    AnalysisError
        The plan has no counties.
    LandTooLarge
    """
    from layers import workflow

    settings = ResponseSettings.of(store.parameters())
    if cell_m is not None:
        settings = replace(settings, cell_m=cell_m)
    inputs = workflow.with_terrain(store, workflow.build_inputs(store))
    return basis_from(inputs, settings, memory=memory, progress=progress)


def basis_from(
    inputs: ZoneInputs, settings: ResponseSettings, *, memory: Memory | None = None, progress: Progress = silent
) -> Basis:
    """Read the layers of a plan; see :func:`basis_of`."""
    from layers.borders import build_network, clean_counties
    from layers.crs import metric_epsg
    from layers.exposure.location import speaking_counties
    from layers.exposure.places import places
    from layers.exposure.places import silent_counties as silent_people
    from layers.spread import assembling

    counties = clean_counties(inputs.counties)[["code", "name", "geometry"]]
    xmin, ymin, xmax, ymax = (float(value) for value in counties.total_bounds)
    epsg = inputs.metric_epsg or metric_epsg((xmin, ymin, xmax, ymax))
    told = part(progress, 0.0, 0.6)
    land = response_land(inputs, counties, epsg, settings, memory=memory, progress=told)
    hurt = places(inputs)
    points = hurt.geometry.to_crs(epsg=epsg).to_numpy()
    row = {code: at for at, code in enumerate(land.counties["code"].tolist())}
    inside = land.county.ravel() >= 0
    forest = np.zeros((land.grid.rows, land.grid.columns), dtype=bool)
    for layer in inputs.of_role(Role.FOREST):
        if len(layer.frame):
            forest |= assembling.burned_in(layer.frame, np.ones(len(layer.frame)), land.grid, 0.0) > 0
    area_ha = assembling.cell_areas_ha(land.grid).ravel()[inside]
    progress(0.8, "response_land")
    codes = frozenset(land.counties["code"])
    segments = build_network(counties, metric_epsg=epsg).segments
    found = Basis(
        land=land,
        hurt=hurt,
        people=np.where(hurt["counted"].to_numpy(dtype=bool), hurt["people"].to_numpy(dtype=float), np.nan),
        place_county=np.array([row.get(code, -1) for code in hurt["county"].tolist()], dtype=np.int32),
        ways=Travel(land).ways(np.asarray(points, dtype=object)),
        forest_ha=np.where(forest.ravel()[inside], area_ha, 0.0),
        area_ha=area_ha,
        people_silent=silent_people(inputs, codes),
        forest_silent=codes - speaking_counties(inputs.of_role(Role.FOREST), codes),
        roads_silent=codes - speaking_counties(inputs.of_role(Role.ROAD), codes),
        borders=border_targets(land, segments),
    )
    progress(1.0, "response_land")
    return found


def study(
    basis: Basis,
    closed: NDArray[np.object_] | None = None,
    *,
    stop: NDArray[np.uint8] | None = None,
    progress: Progress = silent,
) -> Study:
    """Work out who comes when.

    Parameters
    ----------
    basis : Basis
    closed : ndarray of shapely geometry, optional
        What is closed beside what is recorded; metric CRS of the land.
    stop : uint8, (1,), optional
        One that another thread may set to give up.
    progress : Progress
    """
    shut = np.zeros(0, dtype=object) if closed is None else closed
    travel = Travel(basis.land, shut, np.zeros(1, dtype=np.uint8) if stop is None else stop)
    return Study(basis, answers(travel, basis.ways, basis.place_county, progress=progress))


def closed_points(places: list[tuple[float, float]]) -> NDArray[np.object_]:
    """Return places in metres as what is closed."""
    return np.array([shapely.Point(x, y) for x, y in places], dtype=object)
