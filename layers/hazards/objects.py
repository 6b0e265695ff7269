"""Hazard objects of any layer → pieces by county in the band, the same for points, lines and areas."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from layers.borders.coverage import polygonal
from layers.crs import STORAGE_CRS, densified, transform
from layers.geodesy import HA_PER_M2, areas_from_gk_m2, geodesic_lengths_m

if TYPE_CHECKING:
    from layers.hazards.kind import Shared
    from layers.zones.model import LayerInput

Arrays = NDArray[np.object_]


@dataclass(frozen=True)
class Objects:
    """Hazard objects: attributes with ``uid`` and ``name``, shapes in the metric CRS and in degrees."""

    frame: pd.DataFrame
    shape: Arrays
    stored: Arrays

    def __len__(self) -> int:
        return len(self.shape)


def gather(
    layers: Iterable[LayerInput], crs: str, wanted: Callable[[pd.DataFrame, LayerInput], NDArray[np.bool_]]
) -> Objects:
    """Return the features of some layers that are wanted, each uid once, by uid.

    Parameters
    ----------
    wanted : callable
        Attributes and layer → which rows are of the hazard, bool (n,).
    """
    tables: list[pd.DataFrame] = []
    shapes: list[Arrays] = []
    for layer in layers:
        found = np.asarray(layer.frame.geometry.array, dtype=object)
        usable = ~(shapely.is_missing(found) | shapely.is_empty(found))
        table = pd.DataFrame(layer.frame.drop(columns=layer.frame.geometry.name))
        usable &= wanted(table, layer)
        tables.append(table[usable].assign(layer_uid=layer.uid, layer_title=layer.title))
        shapes.append(found[usable])
    filled = [table for table in tables if len(table)]
    if not filled:
        nothing = np.zeros(0, dtype=object)
        return Objects(pd.DataFrame({"uid": [], "name": []}, dtype=object), nothing, nothing)
    table = pd.concat(filled, ignore_index=True)
    every = shapely.force_2d(np.concatenate(shapes))
    uids = table["uid"].astype(str).to_numpy()
    _, first = np.unique(uids, return_index=True)
    table = table.iloc[first].reset_index(drop=True)
    table["uid"] = uids[first]
    table["name"] = texts(table, "name")
    planar = transform(every[first], STORAGE_CRS, crs)
    flat = shapely.get_dimensions(planar) > 0
    planar[flat] = densified(planar[flat])
    for at in np.flatnonzero((shapely.get_dimensions(planar) == 2) & ~shapely.is_valid(planar)):
        planar[at] = polygonal(shapely.make_valid(planar[at], method="structure", keep_collapsed=False))
    sound = ~shapely.is_missing(planar)
    return Objects(table[sound].reset_index(drop=True), planar[sound], every[first][sound])


def texts(frame: pd.DataFrame, column: str) -> Arrays:
    """Return a column as text, "" where nothing is said."""
    if column not in frame.columns:
        return np.full(len(frame), "", dtype=object)
    values = frame[column].astype(object)
    return values.where(values.notna(), "").astype(str).to_numpy(dtype=object)


def figures(frame: pd.DataFrame, column: str) -> NDArray[np.float64]:
    """Return a column as numbers, nan where nothing usable is said."""
    if column not in frame.columns:
        return np.full(len(frame), np.nan)
    return pd.to_numeric(frame[column], errors="coerce").to_numpy(dtype=np.float64)


def pieces(
    objects: Objects, shared: Shared, band_m: float, unit: str
) -> tuple[gpd.GeoDataFrame, dict[str, dict[str, float]]]:
    """Return the objects by county inside the band, and the county shares of each whole object that has a piece.

    Parameters
    ----------
    band_m : float
        Half width of the band about the shared borders.
    unit : str
        ``ha`` geodesic area, ``m`` geodesic length, ``count`` the share of each object.

    Returns
    -------
    GeoDataFrame
        The columns of :attr:`layers.hazards.model.HazardResult.pieces`.
    dict of uid to dict of county to share
        They sum to 1; "" is the part outside every county.
    """
    partition, lines = shared.partition, shared.lines
    is_point = shapely.get_dimensions(objects.shape) == 0
    single = np.flatnonzero(is_point)
    source, county, parts = partition.cut(objects.shape[~is_point])
    source = np.concatenate([np.flatnonzero(~is_point)[source], single]).astype(np.int64)
    county = np.concatenate([county, partition.locate(objects.shape[single])]).astype(np.int64)
    parts = np.concatenate([parts, objects.shape[single]])
    size = _sizes(parts, partition.metric_epsg)
    whole = np.bincount(source, weights=size, minlength=len(objects))
    codes = np.append(partition.codes, "")
    middle_m, border = lines.nearest_to_middle(parts)
    near = np.flatnonzero(border >= 0)
    shapes = lines.band(band_m).clip(parts[near], middle_m[near]) if len(near) else parts[near]
    inside = size[near].copy()
    changed = np.array([a is not b for a, b in zip(shapes, parts[near], strict=True)], dtype=bool)
    inside[changed] = _sizes(shapes[changed], partition.metric_epsg)
    kept = (inside > 0.0) & ~shapely.is_empty(shapes)
    near, shapes, inside = near[kept], shapes[kept], inside[kept]
    at = source[near]
    amount = inside / whole[at] if unit == "count" else inside * (HA_PER_M2 if unit == "ha" else 1.0)
    frame = gpd.GeoDataFrame(
        {
            "object_uid": objects.frame["uid"].to_numpy(dtype=object)[at],
            "name": objects.frame["name"].to_numpy(dtype=object)[at],
            "county": codes[county[near]],
            "border": lines.pairs[border[near]] if len(near) else np.zeros(0, dtype=object),
            "amount": amount,
            "reach_type": "",
            "legal_band": False,
        },
        geometry=shapes,
        crs=partition.crs,
    )
    shares: dict[str, dict[str, float]] = {}
    has_piece = np.zeros(len(objects), dtype=bool)
    has_piece[at] = True
    for of, where, part in zip(source.tolist(), county.tolist(), size.tolist(), strict=True):
        if has_piece[of]:
            of_object = shares.setdefault(str(objects.frame["uid"].iloc[of]), {})
            code = str(codes[where])
            of_object[code] = of_object.get(code, 0.0) + part / whole[of]
    return frame, shares


def _sizes(shapes: Arrays, metric_epsg: int) -> NDArray[np.float64]:
    """Return square metres of areas, metres of lines, both geodesic; 1 for a point, 0 for what is empty."""
    dimension = np.where(shapely.is_empty(shapes), -1, shapely.get_dimensions(shapes))
    size: NDArray[np.float64] = (dimension == 0).astype(np.float64)
    flat, lineal = dimension == 2, dimension == 1
    size[flat] = areas_from_gk_m2(shapes[flat], metric_epsg)
    if lineal.any():
        size[lineal] = geodesic_lengths_m(transform(shapes[lineal], f"EPSG:{metric_epsg}", STORAGE_CRS))
    return size


def of_kind(frame: pd.DataFrame, words: Iterable[str], but: Iterable[str] = ()) -> NDArray[np.bool_]:
    """Return which rows' ``kind`` (else ``name``) has one of some words in it, and none of others."""
    kinds, names = texts(frame, "kind"), texts(frame, "name")
    said = [str(kind).strip().casefold() or str(name).casefold() for kind, name in zip(kinds, names, strict=True)]
    return np.array(
        [any(word in text for word in words) and not any(word in text for word in but) for text in said], dtype=bool
    )


def silent_but(layers: Iterable[LayerInput], codes: Iterable[str]) -> frozenset[str]:
    """Return the counties that none of some layers speaks for."""
    every = frozenset(str(code) for code in codes)
    spoken: frozenset[Any] = frozenset()
    for layer in layers:
        spoken |= every if layer.speaks_for is None else layer.speaks_for
    return every - spoken
