"""Pictures without a place on the earth: scanned maps, photographed sheets.  Looked at, and read in steps of detail.

Only the three formats in which such pictures come; GDAL is never asked to guess.
"""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from layers.errors import NotGeographic, RasterTooLarge, TruncatedSource
from layers.plan.raster_places import TIFF_BEGINNINGS
from layers.progress import Progress, silent
from layers.sources import sniff
from layers.sources.checksums import sha256_of
from layers.sources.raster_blocks import require_modest
from layers.sources.sniff import refuse

#: First bytes → the driver that reads such a file.
_DRIVERS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    *((magic, "GTiff") for magic in TIFF_BEGINNINGS),
)
#: Most pixels of a picture that is taken: an A0 sheet scanned at 600 dots to the inch has 560 million.
MOST_PIXELS = 600_000_000
#: Pixels kept in memory; a larger picture is shown a little less finely.
KEPT_PIXELS = 24_000_000
#: A step of detail smaller than this has no coarser one.
_LEAST_SIDE = 256


@dataclass(frozen=True)
class PictureInfo:
    """What a look at a picture says."""

    path: str  # absolute
    width: int
    height: int
    sha256: str
    size_bytes: int
    file_date: str
    has_place: bool  # it knows where it lies: it should be added like any other layer


def driver_of(path: Path) -> str:
    """Return the driver of GDAL that reads a picture; "" when it is none of those taken here."""
    try:
        head = _head(path)
    except OSError:  # whoever reads it will say so
        return ""
    return next((driver for magic, driver in _DRIVERS if head.startswith(magic)), "")


def look(path: str | Path, *, progress: Progress = silent) -> PictureInfo:
    """Return what a picture is, without changing anything beside it.

    Raises
    ------
    NotGeographic
        It is not a PNG, JPEG or TIFF; a page of a PDF must be saved as one of them first.
    TruncatedSource
        Its end is missing.
    RasterTooLarge
        It has more than :data:`MOST_PIXELS` pixels.
    """
    where = Path(path)
    progress(0.0, "inspecting")
    driver = driver_of(where)
    if not driver:
        is_pdf = _head(where).startswith(b"%PDF")
        raise refuse(NotGeographic, where, "pdf_page" if is_pdf else "no_picture")
    import rasterio
    from rasterio.errors import NotGeoreferencedWarning, RasterioError

    try:
        with (
            warnings.catch_warnings(),
            rasterio.Env(GDAL_PAM_ENABLED="NO"),
            _opened(where, driver) as dataset,
        ):
            warnings.simplefilter("ignore", NotGeoreferencedWarning)
            width, height = int(dataset.width), int(dataset.height)
            if width * height > MOST_PIXELS:
                raise RasterTooLarge(path=str(where), width=width, height=height, limit=MOST_PIXELS)
            require_modest(dataset, where)
            has_place = dataset.crs is not None and not dataset.transform.is_identity
            has_place = has_place or (driver == "JPEG" and sniff.has_place(where))  # a photo that knows its place
            last = rasterio.windows.Window(0, height - 1, width, 1)
            dataset.read(1, window=last)  # a picture cut off on the way has its head but not its end
    except RasterioError as error:
        raise refuse(TruncatedSource, where, "raster_blocks", detail=str(error)[:200]) from error
    progress(0.5, "inspecting")
    stat = where.stat()
    return PictureInfo(
        str(where.absolute()),
        width,
        height,
        sha256_of([where]),
        stat.st_size,
        datetime.fromtimestamp(stat.st_mtime).date().isoformat(),
        has_place,
    )


def read_steps(path: Path, *, progress: Progress = silent) -> tuple[list[NDArray[np.uint8]], float]:
    """Return a picture as steps of detail, each half as wide as the one before.

    Parameters
    ----------
    path : Path

    Returns
    -------
    steps : list of uint8 arrays, shape (rows, columns, 4)
        RGBA, the finest first.
    shrink : float
        Pixels of the file to one of the finest step, 1 or a little more for a very large picture.

    Raises
    ------
    ValueError
        It is not a PNG, JPEG or TIFF.
    RasterTooLarge
        It can only be unpacked as a whole, and is too large for that.
    TruncatedSource
        It cannot be read.
    """
    from rasterio.errors import RasterioError

    driver = driver_of(path)
    if not driver:
        raise ValueError(f"{path.name} is not a PNG, JPEG or TIFF")
    try:
        bands, palette, shrink = _bands(path, driver, progress)
    except RasterioError as error:
        raise refuse(TruncatedSource, path, "raster_blocks", detail=str(error)[:200]) from error
    progress(0.8, "reading")
    steps = [_rgba(bands, palette)]
    while min(steps[-1].shape[:2]) >= 2 * _LEAST_SIDE:
        steps.append(_halved(steps[-1]))
    return steps, shrink


def _bands(path: Path, driver: str, progress: Progress) -> tuple[NDArray[Any], NDArray[np.uint8] | None, float]:
    """Return the bands of a picture at the size that is kept, its palette, and how much smaller that is."""
    from rasterio.enums import Resampling
    from rasterio.errors import NotGeoreferencedWarning

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", NotGeoreferencedWarning)
        with _opened(path, driver) as source:
            if source.width * source.height > MOST_PIXELS:
                raise ValueError(f"{path.name} has too many pixels")
            require_modest(source, path)
            shrink = max(1.0, math.sqrt(source.width * source.height / KEPT_PIXELS))
            shape = (max(1, round(source.height / shrink)), max(1, round(source.width / shrink)))
            progress(0.1, "reading")
            palette = _palette(source)
            # Numbers of a palette must not be mixed; colours and greys may.
            how = Resampling.nearest if palette is not None else Resampling.average
            wanted, kept_as = _wanted(source)
            bands = source.read(wanted, out_shape=(len(wanted), *shape), resampling=how, out_dtype=kept_as)
    return bands, palette, shrink


def _head(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(8)


def _opened(path: Path, driver: str) -> Any:
    import rasterio

    return rasterio.open(str(path.absolute()), driver=driver, sharing=False)


def _wanted(source: Any) -> tuple[list[int], str]:
    """Return the bands that make up the colours, and as what they are read: a file may have 65,535 of them."""
    kept_as = str(source.dtypes[0])
    if kept_as not in ("uint8", "uint16"):
        return [1], "float32"
    return list(range(1, min(source.count, 4) + 1)), kept_as


def _palette(source: Any) -> NDArray[np.uint8] | None:
    if source.count != 1:
        return None
    try:
        table = source.colormap(1)
    except ValueError:
        return None
    colors = np.zeros((256, 4), dtype=np.uint8)
    for value, rgba in table.items():
        if 0 <= value < 256:
            colors[value] = rgba
    return colors


def _rgba(bands: NDArray[Any], palette: NDArray[np.uint8] | None) -> NDArray[np.uint8]:
    count, height, width = bands.shape
    out = np.full((height, width, 4), 255, dtype=np.uint8)
    if palette is not None:
        colored: NDArray[np.uint8] = palette[np.clip(bands[0], 0, 255).astype(np.intp)]
        return colored
    if bands.dtype == np.uint16:
        np.right_shift(bands, 8, out=bands)
    elif bands.dtype != np.uint8:  # a mask of 0 and 1, or measurements: stretched to grey
        known = bands[np.isfinite(bands)]
        low, high = (float(known.min()), float(known.max())) if known.size else (0.0, 1.0)
        bands = np.clip((bands - low) * (255.0 / max(high - low, 1e-9)), 0.0, 255.0)
        bands = np.nan_to_num(bands, copy=False).astype(np.uint8)
    out[..., :3] = np.moveaxis(bands[:3], 0, -1) if count >= 3 else bands[0][..., None]
    if count in (2, 4):
        out[..., 3] = bands[-1]
    return out


def _halved(rgba: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return a picture half as wide and high, each pixel the mean of four."""
    height, width = rgba.shape[0] // 2 * 2, rgba.shape[1] // 2 * 2
    even = rgba[:height, :width].astype(np.uint16)
    mean = (even[::2, ::2] + even[1::2, ::2] + even[::2, 1::2] + even[1::2, 1::2] + 2) // 4
    return mean.astype(np.uint8)
