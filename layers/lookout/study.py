"""A plan's lookouts as a whole: what they see of each county's woods, what nobody sees, where one more would help."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from layers.kinds import Role, Shape
from layers.lookout import shares
from layers.lookout.shares import Woods
from layers.lookout.sight import ground_m, seen_from
from layers.progress import Progress, silent
from layers.spread.landscape import Grid

if TYPE_CHECKING:
    from layers.plan.store import PlanStore
    from layers.zones.model import ZoneInputs

Cells = NDArray[np.int64]
Floats = NDArray[np.float64]

#: Peaks looked at when another lookout is asked for, at most: those above most of what nobody sees.
MOST_CANDIDATES = 120
#: A candidate is the highest ground within so many metres.
_PEAK_M = 1000.0


@dataclass(frozen=True)
class LookoutSettings:
    """What sight is worked out with.

    Attributes
    ----------
    cell_m : float
        Side of a cell of the ground.
    range_m : float
        How far smoke is made out: 5–10 km are usual, whatever a camera's leaflet says (GB/T 51425—2020 asks for the
        largest view of places where fires are likely).
    eye_m : float
        Height of eye or camera above the ground where the layer does not say.
    target_m : float
        Height of the column of smoke that is made out: 20–50 m.
    """

    cell_m: float = 100.0
    range_m: float = 8000.0
    eye_m: float = 15.0
    target_m: float = 30.0


@dataclass(frozen=True)
class Lookout:
    """One tower or camera.

    ``county`` is the row of the county it stands in, −1 outside all; ``ground_m`` is nan where terrain does not say.
    """

    uid: str
    name: str
    county: int
    x_m: float
    y_m: float
    ground_m: float
    eye_m: float


@dataclass(frozen=True)
class LookoutLand:
    """What is looked at.

    Attributes
    ----------
    grid : Grid
    height_m : float32, (rows, columns)
    county : int32, (rows, columns)
        Row of ``counties``; −1 outside all.
    area_ha : float64, (rows, columns)
        Geodesic.
    watched : bool, (rows, columns)
        Woods, which is what is to be watched.
    counties : GeoDataFrame
        ``code``, ``name``, ``geometry``; metric CRS.
    lookouts : tuple of Lookout
    silent : frozenset of str
        Counties of whose woods no layer speaks: how much of them is seen is not known.
    unheard : frozenset of str
        Counties of whose lookouts no layer speaks: they may have some.
    settings : LookoutSettings
    """

    grid: Grid
    height_m: NDArray[np.float32]
    county: NDArray[np.int32]
    area_ha: Floats
    watched: NDArray[np.bool_]
    counties: gpd.GeoDataFrame
    lookouts: tuple[Lookout, ...]
    silent: frozenset[str]
    unheard: frozenset[str]
    settings: LookoutSettings

    @property
    def codes(self) -> list[str]:
        """County codes, in the order of all rows."""
        return [str(code) for code in self.counties["code"]]


@dataclass(frozen=True)
class Suggestion:
    """A place for another lookout: its woods in hm² are newly seen, after those suggested before it."""

    county: int
    x_m: float
    y_m: float
    ground_m: float
    gained_ha: float
    gained_by_county_ha: tuple[float, ...]


@dataclass(frozen=True)
class LookoutStudy:
    """What is seen.

    Attributes
    ----------
    land : LookoutLand
    cells : tuple of int64
        Flat indices of the cells each lookout sees, ascending.
    """

    land: LookoutLand
    cells: tuple[Cells, ...]

    def count(self) -> NDArray[np.int32]:
        """Return by how many lookouts each cell is seen; (rows, columns)."""
        out = np.zeros(self.land.grid.cells, dtype=np.int32)
        for cells in self.cells:
            out[cells] += 1
        return out.reshape(self.land.county.shape)

    def seen_by_county(self) -> NDArray[np.bool_]:
        """Return which cells are seen from lookouts that stand in each county; (counties + 1, cells).

        The last row is of those that stand outside all counties.
        """
        out = np.zeros((len(self.land.counties) + 1, self.land.grid.cells), dtype=bool)
        for one, cells in zip(self.land.lookouts, self.cells, strict=True):
            out[one.county, cells] = True
        return out

    def _woods(self) -> tuple[Woods, Cells]:
        """Return the woods in counties, and which cells they are."""
        land = self.land
        at = np.flatnonzero(land.watched.ravel() & (land.county.ravel() >= 0))
        county, area = land.county.ravel()[at], land.area_ha.ravel()[at]
        return Woods(county, area, tuple(land.codes), land.silent, land.unheard), at

    def by_county(self) -> pd.DataFrame:
        """Return how much of each county's woods is seen, as :func:`layers.lookout.shares.by_county` does.

        ``across_only_ha`` is what mutual notice is worth; of ``twice_ha`` two bearings fix a place.
        """
        woods, at = self._woods()
        return shares.by_county(woods, self.seen_by_county()[:, at], self.count().ravel()[at])

    def across(self) -> pd.DataFrame:
        """Return what one county's lookouts see of another's woods, see :func:`layers.lookout.shares.across`."""
        woods, at = self._woods()
        return shares.across(woods, self.seen_by_county()[:, at])

    def by_lookout(self) -> pd.DataFrame:
        """Return what each lookout sees.

        Returns
        -------
        DataFrame
            By lookout: ``seen_ha`` of woods, ``across_ha`` (of it in other counties), ``alone_ha`` (seen from nowhere
            else: what is blind when it fails).
        """
        land = self.land
        watched, area, county = land.watched.ravel(), land.area_ha.ravel(), land.county.ravel()
        count = self.count().ravel()
        rows = []
        for one, cells in zip(land.lookouts, self.cells, strict=True):
            mine = cells[watched[cells] & (county[cells] >= 0)]
            other = mine[county[mine] != one.county]
            alone = mine[count[mine] == 1]
            rows.append((float(area[mine].sum()), float(area[other].sum()), float(area[alone].sum())))
        return pd.DataFrame(rows, columns=["seen_ha", "across_ha", "alone_ha"], dtype=float)

    def suggest(self, count: int, progress: Progress = silent) -> list[Suggestion]:
        """Suggest where more lookouts would see most woods that nobody sees.

        Candidates are summits, at most :data:`MOST_CANDIDATES` of them; the best is taken, then the best of what is
        left: at least 63 % of the best choice among them (1 − 1/e; G. Nemhauser, L. Wolsey & M. Fisher 1978,
        Mathematical Programming 14:265–294).  A place that gains nothing is not suggested.
        """
        land = self.land
        settings, grid = land.settings, land.grid
        left = np.where(
            land.watched & (land.county >= 0) & (self.count() == 0) & np.isfinite(land.height_m), land.area_ha, 0.0
        ).ravel()
        candidates = self._summits(left.reshape(land.county.shape))
        x, y = grid.centers(candidates)
        views = []
        for at, (east, north) in enumerate(zip(x.tolist(), y.tolist(), strict=True)):
            progress(at / max(len(candidates), 1), "lookout_sites")
            cells = seen_from(
                land.height_m,
                grid,
                east,
                north,
                eye_m=settings.eye_m,
                target_m=settings.target_m,
                range_m=settings.range_m,
            )
            views.append(cells[left[cells] > 0.0])
        chosen: list[Suggestion] = []
        county = land.county.ravel()
        for _ in range(count):
            gains = [float(left[cells].sum()) for cells in views]
            if not gains or max(gains) <= 0.0:
                break
            best = int(np.argmax(gains))
            cells = views[best]
            by = np.bincount(county[cells], weights=left[cells], minlength=len(land.counties))
            where = int(candidates[best])
            chosen.append(
                Suggestion(
                    int(county[where]),
                    float(x[best]),
                    float(y[best]),
                    float(land.height_m.ravel()[where]),
                    gains[best],
                    tuple(by.tolist()),
                )
            )
            left[cells] = 0.0
        progress(1.0, "lookout_sites")
        return chosen

    def _summits(self, left: Floats) -> Cells:
        """Return the summits in the counties above most of what nobody sees."""
        from scipy.ndimage import maximum_filter, uniform_filter

        land = self.land
        known = np.where(np.isfinite(land.height_m), land.height_m, -np.inf)
        around = 2 * max(round(_PEAK_M / land.grid.cell_m), 1) + 1
        is_summit = (known == maximum_filter(known, around, mode="nearest")) & np.isfinite(known) & (land.county >= 0)
        reach = 2 * max(round(land.settings.range_m / land.grid.cell_m), 1) + 1
        near = uniform_filter(left, reach, mode="constant").ravel()
        cells = np.flatnonzero(is_summit.ravel() & (near > 1e-9))
        return cells[np.lexsort((cells, -near[cells]))][:MOST_CANDIDATES]


def study(land: LookoutLand, progress: Progress = silent) -> LookoutStudy:
    """Work out what each lookout sees."""
    cells = []
    for at, one in enumerate(land.lookouts):
        progress(at / max(len(land.lookouts), 1), "lookout_sight")
        cells.append(
            seen_from(
                land.height_m,
                land.grid,
                one.x_m,
                one.y_m,
                eye_m=one.eye_m,
                target_m=land.settings.target_m,
                range_m=land.settings.range_m,
            )
        )
    progress(1.0, "lookout_sight")
    return LookoutStudy(land, tuple(cells))


def lookout_land(
    store: PlanStore, settings: LookoutSettings | None = None, *, progress: Progress = silent
) -> LookoutLand:
    """Read a plan's counties, woods, terrain and lookouts.

    Parameters
    ----------
    store : PlanStore
    settings : LookoutSettings
    progress : Progress

    Raises
    ------
    AnalysisError
        The plan has no counties, or no terrain: without it nobody knows what is seen.
    LandTooLarge
        The counties have more cells than memory holds; larger cells are the way out.
    """
    from layers import workflow
    from layers.borders import clean_counties
    from layers.crs import metric_epsg
    from layers.errors import AnalysisError
    from layers.zones.model import LayerInput

    inputs = workflow.with_terrain(store, workflow.build_inputs(store))
    # An analysis of zones does not read lookouts.
    lookouts = tuple(
        LayerInput(record.uid, record.role, store.frame(record.uid), record.speaks_for, record.title)
        for record in store.layers()
        if record.role is Role.LOOKOUT and record.shape is Shape.POINT
    )
    inputs = replace(inputs, layers=(*inputs.layers, *lookouts))
    counties = clean_counties(inputs.counties)[["code", "name", "geometry"]]
    xmin, ymin, xmax, ymax = (float(value) for value in counties.total_bounds)
    epsg = inputs.metric_epsg or metric_epsg((xmin, ymin, xmax, ymax))
    if not any(raster.role is Role.TERRAIN for raster in inputs.rasters):
        raise AnalysisError(missing=Role.TERRAIN.value)
    return land_from(inputs, counties, epsg, settings or LookoutSettings(), progress=progress)


def land_from(
    inputs: ZoneInputs,
    counties: gpd.GeoDataFrame,
    epsg: int,
    settings: LookoutSettings,
    *,
    progress: Progress = silent,
) -> LookoutLand:
    """Turn layers into what is looked at; see :func:`lookout_land`."""
    from layers.errors import AnalysisError
    from layers.exposure.location import speaking_counties
    from layers.spread import assembling
    from layers.spread.cell_land import heights

    grid = assembling.grid_around(counties, epsg, settings.cell_m)
    county = assembling.counties_in(counties, grid)
    progress(0.2, "lookout_land")
    height = heights([raster for raster in inputs.rasters if raster.role is Role.TERRAIN], grid)
    if height is None:
        raise AnalysisError(missing=Role.TERRAIN.value)
    progress(0.5, "lookout_land")
    forests = inputs.of_role(Role.FOREST)
    watched = np.zeros((grid.rows, grid.columns), dtype=bool)
    for layer in forests:
        if len(layer.frame):
            watched |= assembling.burned_in(layer.frame, np.ones(len(layer.frame)), grid, 0.0) > 0
    progress(0.8, "lookout_land")
    codes = frozenset(counties["code"])
    lookouts = inputs.of_role(Role.LOOKOUT)
    land = LookoutLand(
        grid=grid,
        height_m=np.ascontiguousarray(height, dtype=np.float32),
        county=county,
        area_ha=assembling.cell_areas_ha(grid),
        watched=watched,
        counties=counties.reset_index(drop=True).to_crs(epsg=epsg),
        lookouts=(),
        silent=codes - speaking_counties(forests, codes),
        unheard=codes - speaking_counties(lookouts, codes),
        settings=settings,
    )
    frames = [layer.frame for layer in lookouts if len(layer.frame)]
    progress(1.0, "lookout_land")
    return replace(land, lookouts=tuple(one for frame in frames for one in _lookouts(frame, land)))


def _lookouts(frame: gpd.GeoDataFrame, land: LookoutLand) -> Sequence[Lookout]:
    """Return the rows of a layer; several points of one row are several eyes of one name."""
    points = frame.geometry.to_crs(epsg=land.grid.epsg).to_numpy()
    eye = frame["height_m"].to_numpy(dtype=float) if "height_m" in frame.columns else np.full(len(frame), np.nan)
    found = []
    for row in range(len(frame)):
        if points[row] is None or points[row].is_empty:
            continue
        above = float(eye[row]) if np.isfinite(eye[row]) and eye[row] >= 0.0 else land.settings.eye_m
        for at, (x, y) in enumerate(shapely.get_coordinates(points[row]).tolist()):
            cell = int(land.grid.cell_of(np.array([x]), np.array([y]))[0])
            uid, name = str(frame["uid"].iloc[row]), frame["name"].iloc[row] if "name" in frame.columns else ""
            found.append(
                Lookout(
                    uid if at == 0 else f"{uid}-{at + 1}",
                    str(name) if isinstance(name, str) else "",
                    int(land.county.ravel()[cell]) if cell >= 0 else -1,
                    x,
                    y,
                    ground_m(land.height_m, land.grid, x, y),
                    above,
                )
            )
    return found
