"""GeoTIFF: the header is read, the cells stay where they are."""

from __future__ import annotations

import warnings
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from layers.crs import STORAGE_CRS, transform
from layers.errors import NoGeometry, RasterTooLarge, TruncatedSource, UnusableCrs
from layers.kinds import Role
from layers.sources import roles, tiles
from layers.sources.checksums import sha256_of
from layers.sources.container import Member
from layers.sources.datum import CrsVerdict, decide
from layers.sources.model import Bounds, Problem, RasterInfo
from layers.sources.raster_blocks import require_modest
from layers.sources.sniff import REASONS, refuse

#: Formats of members that are rasters; of those, the ones that are tiles, read window by window whatever their size.
TILE_FORMATS = ("mbtiles", "tiles")
FORMATS = ("geotiff", *TILE_FORMATS)
#: Most cells of one band that this program reads; 30 m cells of a whole province are 0.3 thousand million.
MAX_CELLS = 1_000_000_000
_MAX_BLOCK_CELLS = 64 << 20


def read_header(member: Member, chosen_crs: str | None = None) -> tuple[RasterInfo, CrsVerdict, list[Problem]]:
    """Return what a raster's header says, the verdict on its CRS, and findings.

    ``sha256`` is left empty and ``bounds_lonlat`` is the source's bounds when the CRS cannot be used.

    Raises
    ------
    TruncatedSource
        The header or the last block of cells is missing.
    NoGeometry
        It has no position on the earth.
    RasterTooLarge
        One block of it would fill the memory.
    """
    if member.format in TILE_FORMATS:
        return _tiles_header(member, chosen_crs)
    import rasterio
    from rasterio.errors import NotGeoreferencedWarning, RasterioError

    path = str(member.path.absolute())
    problems = list(member.problems)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", NotGeoreferencedWarning)
            with rasterio.Env(GDAL_PAM_ENABLED="NO"), rasterio.open(path, driver="GTiff", sharing=False) as dataset:
                require_modest(dataset, member.path)
                header = _header(dataset)
                if header["cells"] <= MAX_CELLS:
                    _read_last_block(dataset)
    except RasterioError as error:
        raise refuse(TruncatedSource, member.path, "raster_blocks", detail=str(error)[:200]) from error
    if header["identity"]:
        raise refuse(NoGeometry, member.path, "georeference")
    if header["rotated"]:
        problems.append(Problem("raster_rotated", "warning"))
    bounds: Bounds = header["bounds"]
    verdict = decide(header["crs"], path=str(member.path), layer=member.stem, bounds=bounds, chosen=chosen_crs)
    if verdict.shift is not None or verdict.fit is not None:  # its cells would have to be computed anew
        facts = {"path": str(member.path), "layer": member.stem, "found": verdict.words}
        refused = UnusableCrs(**facts, reason=REASONS["raster_shift"], reason_code="raster_shift")
        verdict = replace(verdict, error=refused)
    problems.extend(verdict.problems)
    info = RasterInfo(
        path=path,
        width=header["width"],
        height=header["height"],
        bands=header["bands"],
        dtype=header["dtype"],
        crs=verdict.words or "",
        epsg=verdict.epsg,
        bounds=bounds,
        bounds_lonlat=lonlat_bounds(bounds, verdict),
        cell_size=header["cell_size"],
        nodata=header["nodata"],
        sha256="",
    )
    return info, verdict, problems


def _tiles_header(member: Member, chosen_crs: str | None) -> tuple[RasterInfo, CrsVerdict, list[Problem]]:
    """Return the same of a file of tiles: its cells are those of the finest level within its bounds."""
    import pyproj

    archive = tiles.describe(member.path)
    finest = archive.levels[-1]
    cell = (finest.tile_width / archive.tile_px, finest.tile_height / archive.tile_px)
    bounds = archive.bounds
    wkt = pyproj.CRS.from_user_input(archive.crs).to_wkt()
    verdict = decide(wkt, path=str(member.path), layer=member.stem, bounds=bounds, chosen=chosen_crs)
    problems = [*member.problems, Problem("tiles_may_be_shifted", "info"), *verdict.problems]
    info = RasterInfo(
        path=str(member.path.absolute()),
        width=max(1, round((bounds[2] - bounds[0]) / cell[0])),
        height=max(1, round((bounds[3] - bounds[1]) / cell[1])),
        bands=3,
        dtype="uint8",
        crs=verdict.words or "",
        epsg=verdict.epsg,
        bounds=bounds,
        bounds_lonlat=lonlat_bounds(bounds, verdict),
        cell_size=cell,
        nodata=None,
        sha256="",
    )
    return info, verdict, problems


def role_of(member: Member, names: tuple[str, ...], info: RasterInfo) -> tuple[Role, tuple[str, ...]]:
    """Return what a raster is to a plan, and why; tiles are a basemap and nothing else."""
    if member.format in TILE_FORMATS:
        return Role.BASEMAP, ("format:tiles",)
    return roles.propose_raster(names, info.dtype, info.bands)


def credit_of(member: Member) -> str:
    """Return the attribution that a raster states itself; "" for none."""
    return tiles.describe(member.path).credit if member.format in TILE_FORMATS else ""


def require_size(info: RasterInfo) -> None:
    """Raise :class:`RasterTooLarge` for more than :data:`MAX_CELLS` cells: no analysis could read it."""
    is_tiled = info.path.lower().endswith((".mbtiles", ".gpkg"))
    if info.width * info.height > MAX_CELLS and not is_tiled:
        raise RasterTooLarge(path=info.path, width=info.width, height=info.height, limit=MAX_CELLS)


def checksum(info: RasterInfo) -> str:
    """Return the SHA-256 of the raster's file."""
    return sha256_of([Path(info.path)])


def lonlat_bounds(bounds: Bounds, verdict: CrsVerdict) -> Bounds:
    """Return bounds in EPSG:4490, from an outline densified to 21 points a side."""
    if verdict.crs is None or verdict.error is not None or verdict.is_identity:
        return bounds
    outline = shapely.box(*bounds).exterior
    outline = shapely.segmentize(outline, max(bounds[2] - bounds[0], bounds[3] - bounds[1]) / 20)
    xmin, ymin, xmax, ymax = transform(outline, verdict.crs.to_wkt(), STORAGE_CRS).bounds
    return (xmin, ymin, xmax, ymax)


def _header(dataset: Any) -> dict[str, Any]:
    nodata = dataset.nodata
    affine = dataset.transform
    return {
        "width": int(dataset.width),
        "height": int(dataset.height),
        "cells": int(dataset.width) * int(dataset.height),
        "bands": int(dataset.count),
        "dtype": str(dataset.dtypes[0]) if dataset.count else "",
        "crs": dataset.crs.to_wkt() if dataset.crs else None,
        "bounds": tuple(float(value) for value in dataset.bounds),
        "identity": bool(affine.is_identity) and not dataset.gcps[0],
        "rotated": bool(affine.b or affine.d),
        "cell_size": (abs(float(affine.a)), abs(float(affine.e))),
        "nodata": None if nodata is None else float(nodata),
    }


def _read_last_block(dataset: Any) -> None:
    """Touch the last block: a file cut off on the way has its header but not its end."""
    from rasterio.windows import Window

    rows, columns = dataset.block_shapes[0]
    if rows * columns > _MAX_BLOCK_CELLS:
        return
    height, width = min(rows, dataset.height), min(columns, dataset.width)
    window = Window(dataset.width - width, dataset.height - height, width, height)
    np.asarray(dataset.read(1, window=window))
