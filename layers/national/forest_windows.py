"""Forest layers as files that are read by windows, so that nobody ever holds all of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyogrio
import shapely
from numpy.typing import NDArray

from layers.crs import STORAGE_CRS
from layers.kinds import Role
from layers.national.folder import sha256_of
from layers.national.model import ForestFile
from layers.zones.model import LayerInput

#: What is read of a window beyond the counties it is for, degrees: more than edges of 200 m move when they are cut.
_MARGIN_DEG = 0.005
#: Boxes read at a time when features are counted.
_AT_ONCE = 500_000


def keep(layer: LayerInput, folder: Path, number: int) -> ForestFile:
    """Write a forest layer into the folder of a run, once each feature, as it will be read."""
    frame = layer.frame
    missing = shapely.is_missing(np.asarray(frame.geometry.array, dtype=object))
    columns = {"uid": frame["uid"].astype(str).to_numpy()[~missing]}
    if "name" in frame.columns:
        columns["name"] = frame["name"].fillna("").astype(str).to_numpy()[~missing]
    # WGS 84 and CGCS2000 are written alike: the format knows EPSG codes, and coordinates are not touched.
    table = gpd.GeoDataFrame(columns, geometry=frame.geometry.array[~missing], crs=STORAGE_CRS)
    path = folder / "inputs" / f"forest-{number}.fgb"
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.stem}-new.fgb")
    pyogrio.write_dataframe(table, beside, driver="FlatGeobuf", layer="forest", geometry_type="Unknown")
    beside.replace(path)
    return ForestFile(layer.uid, str(path.relative_to(folder)), sha256_of(path), layer.speaks_for, layer.title)


def path_of(file: ForestFile, folder: str | Path) -> Path:
    """Return where a forest file lies."""
    return Path(folder) / file.path  # an absolute path stays what it is


def window(files: Sequence[ForestFile], folder: str | Path, counties: NDArray[np.object_]) -> tuple[LayerInput, ...]:
    """Read all features that may touch some counties (polygons, EPSG:4490), and some that do not."""
    xmin, ymin, xmax, ymax = shapely.total_bounds(counties)
    box = (xmin - _MARGIN_DEG, ymin - _MARGIN_DEG, xmax + _MARGIN_DEG, ymax + _MARGIN_DEG)
    found = []
    for file in sorted(files, key=lambda one: one.uid):
        path = path_of(file, folder)
        columns = [name for name in ("uid", "name") if name in pyogrio.read_info(path)["fields"]]
        frame = pyogrio.read_dataframe(path, bbox=box, columns=columns)
        shapes = np.asarray(frame.geometry.array, dtype=object)
        boxes = shapely.box(*shapely.bounds(shapes).T) if len(shapes) else shapes
        near = np.unique(shapely.STRtree(boxes).query(counties, predicate="dwithin", distance=_MARGIN_DEG)[1])
        frame = frame.iloc[near]
        order = np.argsort(frame["uid"].astype(str).to_numpy(), kind="stable")
        frame = frame.iloc[order].reset_index(drop=True)
        frame = frame.set_crs(STORAGE_CRS, allow_override=True)
        found.append(LayerInput(file.uid, Role.FOREST, frame, file.speaks_for, file.title))
    return tuple(found)


def vertices_by_county(
    files: Sequence[ForestFile], folder: str | Path, counties: NDArray[np.object_], *, per_feature: float = 50.0
) -> NDArray[np.float64]:
    """Return about how many forest vertices lie in each county, from the boxes of the features alone."""
    found = np.zeros(len(counties))
    tree = shapely.STRtree(shapely.box(*shapely.bounds(counties).T))
    for file in files:
        path = path_of(file, folder)
        total = int(pyogrio.read_info(path, force_feature_count=True)["features"])
        for start in range(0, total, _AT_ONCE):
            _, bounds = pyogrio.read_bounds(path, skip_features=start, max_features=_AT_ONCE)
            middle = shapely.points((bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2)
            point, county = tree.query(middle)
            share = 1.0 / np.maximum(np.bincount(point, minlength=len(middle)), 1)
            found += np.bincount(county, weights=share[point], minlength=len(counties)) * per_feature
    return found
