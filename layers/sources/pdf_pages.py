"""Pages of a PDF as pictures: how many there are, what one looks like, and one drawn at a resolution.

Scanned maps come as PDFs from copiers.  PDFium does the drawing and is loaded in the reader's process only
(:mod:`layers.sources.child`): it takes apart whatever somebody sent.  The page becomes a TIFF beside the plan or the
PDF, and from there on is a picture like any other (:mod:`layers.sources.pictures`); the PDF itself is never written to.
"""

from __future__ import annotations

import math
import mmap
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from layers.errors import NotGeographic, RasterTooLarge, TruncatedSource, UnsupportedFormat
from layers.progress import Progress, silent
from layers.sources.pictures import MOST_PIXELS
from layers.sources.sniff import refuse

#: Points of a PDF to the inch.
_PER_INCH = 72.0
MOST_PAGES = 2_000
#: Dots to the inch that are offered; a scan of its own resolution comes on top.
RESOLUTIONS = (100, 150, 200, 300, 400, 600)
DEFAULT_DPI = 200
_LEAST_DPI, _MOST_DPI = 36, 1200
#: A page is drawn in strips of about so many pixels, so that an A0 sheet at 600 dots takes no gigabytes.
_STRIP_PIXELS = 8_000_000
#: A picture that covers at least this share of the page is the scan the page was made of.
_WHOLE_PAGE = 0.5
_PREVIEW_PX = 900


@dataclass(frozen=True)
class PdfPage:
    """One page: its size in points, and the dots to the inch of the scan that fills it; 0 when none does."""

    number: int  # from 1
    pages: int  # of the file
    width_pt: float
    height_pt: float
    scan_dpi: int
    preview: NDArray[np.uint8]  # (rows, columns, 3)

    def pixels(self, dpi: int) -> tuple[int, int]:
        """Return width and height at a resolution."""
        return _pixels(self.width_pt, self.height_pt, dpi)

    @property
    def resolutions(self) -> tuple[int, ...]:
        """The resolutions that are worth offering, the finest last; none has more than :data:`MOST_PIXELS` pixels."""
        offered = sorted({*RESOLUTIONS, *((self.scan_dpi,) if self.scan_dpi else ())})
        fits = [dpi for dpi in offered if math.prod(self.pixels(dpi)) <= MOST_PIXELS]
        return tuple(fits) or (_LEAST_DPI,)


def is_pdf(path: Path) -> bool:
    """Return whether a file begins as a PDF does."""
    try:
        with path.open("rb") as stream:
            return stream.read(5) == b"%PDF-"
    except OSError:
        return False


def look(path: str | Path, number: int = 1, *, progress: Progress = silent) -> PdfPage:
    """Return what one page of a PDF is, with a small picture of it.

    Parameters
    ----------
    path : path
    number : int
        The page, from 1; beyond the last it is the last.

    Raises
    ------
    NotGeographic
        It is no PDF, has no pages, or PDFium is not there on this system.
    UnsupportedFormat
        A password is needed to read it.
    TruncatedSource
        It is damaged.
    """
    where = Path(path)
    progress(0.0, "inspecting")
    with _opened(where) as document:
        pages = len(document)
        if not 0 < pages <= MOST_PAGES:
            raise refuse(NotGeographic, where, "pdf_empty")
        number = min(max(number, 1), pages)
        page = document[number - 1]
        width, height = page.get_size()
        scale = _PREVIEW_PX / max(width, height, 1.0)
        shape = (max(1, round(height * scale)), max(1, round(width * scale)))
        preview = _strip(page, shape, 0, shape[0])
        return PdfPage(number, pages, float(width), float(height), _scan_dpi(page), preview)


def draw(
    path: str | Path, number: int, dpi: int, target: str | Path, *, progress: Progress = silent
) -> tuple[int, int]:
    """Write one page as a TIFF and return its width and height in pixels.

    Parameters
    ----------
    path : path
    number : int
        The page, from 1.
    dpi : int
        Dots to the inch.
    target : path
        Where to write; the folder is there.

    Raises
    ------
    RasterTooLarge
        The page would have more than ``pictures.MOST_PIXELS`` pixels.
    NotGeographic, UnsupportedFormat, TruncatedSource
        As :func:`look`.
    OSError
        The file cannot be written.
    """
    import rasterio
    from rasterio.errors import NotGeoreferencedWarning
    from rasterio.windows import Window

    where = Path(path)
    dpi = min(max(dpi, _LEAST_DPI), _MOST_DPI)
    with _opened(where) as document:
        page = document[min(max(number, 1), len(document)) - 1]
        width_pt, height_pt = page.get_size()
        width, height = _pixels(width_pt, height_pt, dpi)
        if width * height > MOST_PIXELS:
            raise RasterTooLarge(path=str(where), width=width, height=height, limit=MOST_PIXELS)
        rows = max(256, _STRIP_PIXELS // width // 256 * 256)
        profile = {"driver": "GTiff", "width": width, "height": height, "count": 3, "dtype": "uint8"}
        profile |= {"photometric": "RGB", "interleave": "pixel", "tiled": True, "compress": "deflate", "predictor": 2}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", NotGeoreferencedWarning)
            with rasterio.open(str(target), "w", **profile) as out:
                out.update_tags(TIFFTAG_XRESOLUTION=dpi, TIFFTAG_YRESOLUTION=dpi, TIFFTAG_RESOLUTIONUNIT=2)
                for top in range(0, height, rows):
                    progress(top / height, "drawing")
                    count = min(rows, height - top)
                    strip = _strip(page, (height, width), top, count)
                    out.write(np.moveaxis(strip, -1, 0), window=Window(0, top, width, count))
    progress(1.0, "drawing")
    return width, height


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """Give a document of PDFium; its errors become ours."""
    if not is_pdf(path):
        raise refuse(NotGeographic, path, "no_picture")
    try:
        import pypdfium2
    except ImportError as error:
        raise refuse(NotGeographic, path, "pdf_page") from error
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if _is_locked(path):  # PDFium's own code may be that of the file before
            raise refuse(UnsupportedFormat, path, "pdf_locked") from error
        raise refuse(TruncatedSource, path, "pdf_broken", detail=str(error)[:200]) from error
    try:
        yield document
    except pypdfium2.PdfiumError as error:
        raise refuse(TruncatedSource, path, "pdf_broken", detail=str(error)[:200]) from error
    finally:
        document.close()


def _is_locked(path: Path) -> bool:
    """Return whether a file that could not be opened says that it is encrypted."""
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return content.find(b"/Encrypt") >= 0


def _pixels(width_pt: float, height_pt: float, dpi: int) -> tuple[int, int]:
    return max(1, round(width_pt / _PER_INCH * dpi)), max(1, round(height_pt / _PER_INCH * dpi))


def _strip(page: Any, shape: tuple[int, int], top: int, rows: int) -> NDArray[np.uint8]:
    """Return some rows (rows, width, 3) of a page drawn ``shape`` (height, width) pixels large, on white."""
    import pypdfium2
    from pypdfium2 import raw

    height, width = shape
    bitmap = pypdfium2.PdfBitmap.new_native(width, rows, raw.FPDFBitmap_BGR)
    try:
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, rows)
        # The whole page is laid over the strip, moved up by what is above it.
        raw.FPDF_RenderPageBitmap(bitmap, page, 0, -top, width, height, 0, raw.FPDF_ANNOT)
        pixels: NDArray[np.uint8] = bitmap.to_numpy()[..., ::-1].copy()
        return pixels
    finally:
        bitmap.close()


def _scan_dpi(page: Any) -> int:
    """Return the dots to the inch of the largest picture that fills most of the page; 0 when there is none."""
    from pypdfium2 import raw

    width, height = page.get_size()
    best, best_dpi = _WHOLE_PAGE * width * height, 0
    for picture in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3):
        left, bottom, right, top = picture.get_bounds()
        area = (right - left) * (top - bottom)
        across, _down = picture.get_px_size()
        if area >= best and right > left:
            # Turned by a quarter on the page, the picture's width is along the page's height.
            a, _b, c, _d, _e, _f = picture.get_matrix().get()
            side = right - left if abs(a) >= abs(c) else top - bottom
            best, best_dpi = area, round(across / (side / _PER_INCH))
    return best_dpi if _LEAST_DPI <= best_dpi <= _MOST_DPI else 0
