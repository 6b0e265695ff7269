"""Forest patches cut by a county line, with the share and the area on each side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from layers.borders.coverage import clean_counties, polygonal
from layers.borders.model import BorderNetwork
from layers.borders.partition import CountyPartition, build_partition, of_dimension
from layers.crs import STORAGE_CRS, densified, transform
from layers.geodesy import HA_PER_M2, areas_from_gk_m2
from layers.parallel import in_threads
from layers.progress import Progress, silent
from layers.zones.model import STRADDLING_COLUMNS, LayerInput


@dataclass(frozen=True)
class CutObjects:
    """Polygon objects of several layers, once each, and their parts by county.

    Objects are in order of their uid.  ``shapes`` and ``parts`` are in the metric CRS;
    ``area_m2`` belongs to ``parts`` and is geodesic.
    """

    uids: NDArray[np.object_]
    layer_uids: NDArray[np.object_]
    names: NDArray[np.object_]
    shapes: NDArray[np.object_]
    source: NDArray[np.int64]
    county: NDArray[np.int64]  # index into the partition; −1 outside every county
    parts: NDArray[np.object_]
    area_m2: NDArray[np.float64]

    @property
    def total_m2(self) -> NDArray[np.float64]:
        """Area of each object: the sum of its parts."""
        return np.bincount(self.source, weights=self.area_m2, minlength=len(self.uids)).astype(np.float64)


def cut_objects(layers: Sequence[LayerInput], partition: CountyPartition) -> CutObjects:
    """Cut every polygon of some layers by county.

    A feature that appears in two layers (same uid) counts once, under the layer with the lower uid.
    Edges are densified to 200 m before the cut; invalid polygons are mended for it.
    """
    uids: list[str] = []
    owners: list[str] = []
    names: list[str] = []
    shapes: list[NDArray[np.object_]] = []
    for layer in sorted(layers, key=lambda item: item.uid):
        frame = layer.frame
        uids += frame["uid"].astype(str).tolist()
        owners += [layer.uid] * len(frame)
        names += frame["name"].fillna("").astype(str).tolist() if "name" in frame.columns else [""] * len(frame)
        shapes.append(np.asarray(frame.geometry.array, dtype=object))
    every = np.concatenate(shapes) if shapes else np.zeros(0, dtype=object)
    _, first = np.unique(np.array(uids, dtype=str), return_index=True)
    first = first[~(shapely.is_missing(every[first]) | shapely.is_empty(every[first]))]
    planar = in_threads(densified, transform(every[first], STORAGE_CRS, partition.crs))
    broken = np.flatnonzero(~in_threads(shapely.is_valid, planar).astype(bool))
    for index in broken:
        mended = shapely.make_valid(planar[index], method="structure", keep_collapsed=False)
        planar[index] = polygonal(mended) or shapely.Polygon()
    planar = of_dimension(planar, 2)  # lines and points that ride along in a collection are no forest
    first, planar = first[shapely.area(planar) > 0], planar[shapely.area(planar) > 0]
    source, county, parts = partition.cut(planar)
    return CutObjects(
        np.array(uids, dtype=object)[first],
        np.array(owners, dtype=object)[first],
        np.array(names, dtype=object)[first],
        planar,
        source,
        county,
        parts,
        areas_from_gk_m2(parts, partition.metric_epsg),
    )


def straddling(
    forests: LayerInput | Sequence[LayerInput],
    counties: gpd.GeoDataFrame,
    network: BorderNetwork,
    *,
    progress: Progress = silent,
    partition: CountyPartition | None = None,
    cut: CutObjects | None = None,
) -> gpd.GeoDataFrame:
    """Return the patches that lie in two or more counties, largest first.

    Parameters
    ----------
    forests : LayerInput or sequence of LayerInput
        Polygon layers, EPSG:4490.
    counties : GeoDataFrame
        ``code``, ``geometry``.
    network : BorderNetwork
        Of those counties.
    partition, cut : optional
        Given when the caller has them already.

    Returns
    -------
    GeoDataFrame
        STRADDLING_COLUMNS; ``areas_ha`` sums to ``area_ha``, the part outside every county is
        listed under "".
    """
    if cut is None:
        layers = [forests] if isinstance(forests, LayerInput) else list(forests)
        partition = partition or build_partition(clean_counties(counties), network)
        progress(0.2, "straddling_cutting")
        cut = cut_objects(layers, partition)
    if partition is None:
        partition = build_partition(clean_counties(counties), network)
    inside = cut.county >= 0
    several = np.bincount(cut.source[inside], minlength=len(cut.uids)) >= 2
    rows: dict[int, dict[str, float]] = {}
    chosen = np.flatnonzero(several[cut.source])
    for source, county, area in zip(cut.source[chosen], cut.county[chosen], cut.area_m2[chosen], strict=True):
        code = str(partition.codes[county]) if county >= 0 else ""
        areas = rows.setdefault(int(source), {})
        areas[code] = areas.get(code, 0.0) + float(area) * HA_PER_M2
    index = np.fromiter(rows, dtype=np.int64, count=len(rows))
    totals = [sum(areas.values()) for areas in rows.values()]
    frame = gpd.GeoDataFrame(
        {
            "uid": [f"straddling-{uid}" for uid in cut.uids[index]],
            "layer_uid": cut.layer_uids[index],
            "object_uid": cut.uids[index],
            "name": cut.names[index],
            "counties": [
                [code for _, code in sorted((-area, code) for code, area in areas.items() if code)]
                for areas in rows.values()
            ],
            "area_ha": totals,
            "shares": [
                {code: area / total for code, area in areas.items()}
                for areas, total in zip(rows.values(), totals, strict=True)
            ],
            "areas_ha": list(rows.values()),
        },
        geometry=transform(cut.shapes[index], partition.crs, STORAGE_CRS),
        crs=STORAGE_CRS,
    )
    progress(1.0, "straddling_done")
    frame = frame.sort_values(["area_ha", "object_uid"], ascending=[False, True], kind="stable")
    return frame[list(STRADDLING_COLUMNS)].reset_index(drop=True)
