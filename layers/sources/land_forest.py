"""Land cover → a forest layer with fuel types, from cells or from polygons, by a crosswalk.

Columns of the layer: those of role forest (``name`` and ``species`` are the class), ``class_value`` as the file has it,
``fuel`` (a code of :data:`layers.sources.landcover.FUELS`) and ``fuel_ks`` (王正非's Ks, no unit).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from layers.crs import EDGE_DEG, STORAGE_CRS
from layers.errors import NoGeometry
from layers.geodesy import HA_PER_M2, areas_m2
from layers.kinds import Role
from layers.progress import Progress, part, silent
from layers.sources.fields import key, texts
from layers.sources.land_patches import polygonise
from layers.sources.land_raster import LandRaster, LandSurvey, outline
from layers.sources.landcover import Crosswalk, Evidence, classifications
from layers.sources.model import Problem
from layers.sources.sniff import refuse
from layers.sources.uids import content_uids

#: Columns that hold a class, best first, as :func:`layers.sources.fields.key` writes them.
_CLASS_COLUMNS = (
    *("dlbm", "地类编码", "地类代码", "dldm", "classvalue", "gridcode", "landcode", "landcover", "lucode"),
    *("dlmc", "地类名称", "地类", "土地利用类型", "class", "code", "value", "dn", "type", "类型"),
)


@dataclass(frozen=True)
class ForestOptions:
    """How patches are made; all of it is kept with the layer.

    ``min_ha`` leaves out smaller patches (hm²), ``buffer_m`` takes in ground beyond the counties, ``smooth`` cuts
    the steps of the cells.  The smallest patch is our proposal; coarse cells are larger than it anyway.
    """

    min_ha: float = 1.0
    buffer_m: float = 1000.0
    smooth: bool = False


@dataclass(frozen=True)
class LandForest:
    """A forest layer and what was found on the way."""

    frame: gpd.GeoDataFrame
    problems: tuple[Problem, ...]


def from_raster(
    raster: LandRaster,
    crosswalk: Crosswalk,
    counties: gpd.GeoDataFrame,
    options: ForestOptions | None = None,
    *,
    progress: Progress = silent,
) -> LandForest:
    """Return the forest of a classified raster in some counties and a strip around them.

    Parameters
    ----------
    raster : LandRaster
    crosswalk : Crosswalk
    counties : GeoDataFrame, EPSG:4490
    options : ForestOptions, optional
    progress : Progress
        May raise ``Cancelled``.

    Raises
    ------
    NoGeometry
        No class that becomes forest lies there.
    """
    options = options or ForestOptions()
    progress(0.0, "landcover_patches")
    ground = outline(counties, options.buffer_m)
    patches = polygonise(
        raster,
        crosswalk.forest,
        ground,
        min_ha=options.min_ha,
        smooth=options.smooth,
        progress=part(progress, 0.02, 0.97),
    )
    problems = []
    if patches.small:
        facts = {"count": patches.small, "area_ha": round(patches.small_ha, 1), "min_ha": options.min_ha}
        problems.append(Problem("landcover_small", "info", facts))
    _require_some(patches.values, raster.path)
    return LandForest(_frame(patches.geometries, patches.values, crosswalk), tuple(problems))


def from_polygons(frame: gpd.GeoDataFrame, column: str, crosswalk: Crosswalk, *, path: str = "") -> LandForest:
    """Return the forest of a layer of land-cover polygons: its own shapes, none cut or joined.

    Parameters
    ----------
    frame : GeoDataFrame, EPSG:4490
    column : str
        Which holds the class, see :func:`class_column`.
    crosswalk : Crosswalk
        Of the values in that column.
    path : str
        Named in the error.

    Raises
    ------
    NoGeometry
        No class becomes forest.
    """
    values = texts(frame[column]).to_numpy(dtype=object)
    chosen = np.array([value in crosswalk.forest for value in values], dtype=bool)
    _require_some(values[chosen], path)
    return LandForest(_frame(frame.geometry.to_numpy()[chosen], values[chosen], crosswalk), ())


def _require_some(values: NDArray[np.object_], path: Path | str) -> None:
    if len(values) == 0:
        raise refuse(NoGeometry, path, "no_forest")


def _frame(geometries: NDArray[np.object_], values: NDArray[np.object_], crosswalk: Crosswalk) -> gpd.GeoDataFrame:
    rows = [crosswalk.forest[value] for value in values]
    names = [row.name for row in rows]
    wkb = np.asarray(shapely.to_wkb(geometries), dtype=object)
    columns = {
        "uid": pd.Series(content_uids(Role.FOREST.value, names, wkb), dtype=object),
        "name": pd.Series(names, dtype=object),
        "species": pd.Series(names, dtype=object),
        "stock_m3": np.full(len(rows), np.nan),
        "class_value": pd.Series([row.value for row in rows], dtype=object),
        "fuel": pd.Series([row.fuel for row in rows], dtype=object),
        "fuel_ks": np.array([row.ks for row in rows], dtype=float),
    }
    return gpd.GeoDataFrame(columns, geometry=geometries, crs=STORAGE_CRS)


def credit(crosswalk: Crosswalk) -> str:
    """Return whose classes these are and what became of them, for the lists of sources in documents."""
    known = classifications().get(crosswalk.classification)
    source = [known.source] if known is not None else []
    return "; ".join([*source, ", ".join(_told(crosswalk)), "Ks: 王正非"])


def _told(crosswalk: Crosswalk) -> list[str]:
    return [f"{row.name} Ks {row.ks:g}" for row in crosswalk.forest.values()]


def provenance(
    source: str, source_sha256: str, crosswalk: Crosswalk, options: ForestOptions, column: str = ""
) -> Problem:
    """Return what a forest layer was made from, complete enough to make it again."""
    facts = {
        "source": source,
        "source_sha256": source_sha256,
        "classification": crosswalk.classification,
        "classes": _told(crosswalk),
        "crosswalk": crosswalk.as_data(),
        "settings": {**asdict(options), "connectivity": 4, "column": column},
    }
    return Problem("landcover_forest", "info", facts)


# --- polygons -----------------------------------------------------------------------------------------------


def class_column(frame: pd.DataFrame, path: str = "") -> str:
    """Return the column of a layer of land-cover polygons that holds the class.

    Raises
    ------
    NoGeometry
        There is none.
    """
    own = {key(str(column)): str(column) for column in frame.columns}
    named = [own[name] for name in _CLASS_COLUMNS if name in own]
    filled = [column for column in named if (texts(frame[column]) != "").any()]
    known = [column for column in filled if _is_known(frame[column])]
    if not filled:
        raise refuse(NoGeometry, path, "no_class_column")
    return [*known, *filled][0]


def _is_known(column: pd.Series) -> bool:
    values = {value for value in texts(column).tolist() if value}
    return any(all(one.key(value) is not None for value in values) for one in classifications().values())


def polygon_survey(
    frame: gpd.GeoDataFrame,
    column: str,
    counties: gpd.GeoDataFrame,
    *,
    names: tuple[str, ...] = (),
    progress: Progress = silent,
) -> LandSurvey:
    """Return how much ground each class of polygons has in each county; see :func:`land_raster.survey`."""
    values = texts(frame[column]).to_numpy(dtype=object)
    present = sorted({value for value in values if value})
    codes = tuple(str(code) for code in counties["code"])
    place = {value: number for number, value in enumerate(present)}
    area = np.zeros((len(present), len(codes)))
    count = np.zeros((len(present), len(codes)), dtype=np.int64)
    shapes = frame.geometry.to_numpy()
    tree = shapely.STRtree(shapes)
    for number, county in enumerate(shapely.make_valid(counties.geometry.to_numpy())):
        progress(number / len(codes), "landcover_survey")
        shapely.prepare(county)
        near = tree.query(county, predicate="intersects")
        near = near[values[near] != ""]
        inside = shapely.contains_properly(county, shapes[near])
        cut = shapes[near].copy()
        cut[~inside] = shapely.intersection(cut[~inside], county)
        hectares = areas_m2(shapely.segmentize(cut, EDGE_DEG)) * HA_PER_M2
        row = np.array([place[value] for value in values[near]], dtype=int)
        area[:, number] = np.bincount(row, hectares, minlength=len(present))
        count[:, number] = np.bincount(row[hectares > 0], minlength=len(present))
    evidence = Evidence(frozenset(present), (column, *names), {}, _names_beside(frame, column))
    return LandSurvey(tuple(present), codes, area, count, np.zeros(len(codes)), evidence)


def _names_beside(frame: pd.DataFrame, column: str) -> dict[str, str]:
    """Return value → name where a column of names goes with one of codes (DLMC beside DLBM)."""
    own = {key(str(other)): str(other) for other in frame.columns}
    beside = next((own[name] for name in ("dlmc", "地类名称") if name in own and own[name] != column), None)
    if beside is None:
        return {}
    pairs: dict[str, Any] = dict(zip(texts(frame[column]), texts(frame[beside]), strict=True))
    return {value: name for value, name in pairs.items() if value and name}
