"""GeoPackage binary geometries, many at a time.

A GeoPackage geometry is a short header (magic ``GP``, flags, srs id, envelope) before ordinary WKB:
OGC 12-128r18, clause 2.1.3.  Headers are laid out with one numpy record array, so twenty thousand
polygons cost a fraction of a second.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.wkb import shapes_of
from layers.wkb_lines import WkbLines, lines_of

#: srs_id of CGCS2000 longitude/latitude, the only one a plan uses.
SRS_ID = 4490

_LITTLE_ENDIAN = 0b0000_0001
_XY_ENVELOPE = 0b0000_0010
_EMPTY = 0b0001_0000
#: Header length in bytes by the envelope code in the flags; codes 5–7 are not allowed.
_HEADER_BYTES = (8, 40, 56, 56, 72)

#: How most blobs begin: magic, version 0, little-endian with an envelope of 32 bytes.
_BOXED_HEAD = bytes((0x47, 0x50, 0, _LITTLE_ENDIAN | _XY_ENVELOPE))

_PLAIN = np.dtype([("magic", "S2"), ("version", "u1"), ("flags", "u1"), ("srs", "<i4")])
_BOXED = np.dtype([*_PLAIN.descr, ("box", "<f8", (4,))])


def encode(geometries: NDArray[np.object_] | Sequence[shapely.Geometry | None]) -> list[bytes | None]:
    """Return the GeoPackage blob of each geometry; None stays None.

    Parameters
    ----------
    geometries : array of shapely geometries, EPSG:4490
        Written in two dimensions, with an envelope unless they are points or empty.
    """
    shapes = np.asarray(geometries, dtype=object)
    if len(shapes) == 0:
        return []
    wkb = shapely.to_wkb(shapes, output_dimension=2, byte_order=1, flavor="iso")
    empty = shapely.is_empty(shapes)
    boxed = ~empty & (shapely.get_type_id(shapes) != shapely.GeometryType.POINT)
    boxes = shapely.bounds(shapes)[:, [0, 2, 1, 3]]  # the order of the standard: minx, maxx, miny, maxy

    long = np.zeros(len(shapes), dtype=_BOXED)
    long["magic"], long["srs"], long["box"] = b"GP", SRS_ID, boxes
    long["flags"] = _LITTLE_ENDIAN | _XY_ENVELOPE
    long_raw = long.tobytes()
    plain = {is_empty: _plain_header(is_empty=is_empty) for is_empty in (False, True)}

    blobs: list[bytes | None] = []
    for row, (body, has_box, is_empty) in enumerate(zip(wkb, boxed.tolist(), empty.tolist(), strict=True)):
        if body is None:
            blobs.append(None)
        elif has_box:
            blobs.append(long_raw[row * 40 : row * 40 + 40] + body)
        else:
            blobs.append(plain[is_empty] + body)
    return blobs


def decode(blobs: Sequence[bytes | None]) -> NDArray[np.object_]:
    """Return the geometries of GeoPackage blobs.

    Raises
    ------
    ValueError
        When a blob is not a GeoPackage geometry, or nested deeper than any shape.
    """
    bodies = np.empty(len(blobs), dtype=object)
    heads = {None if blob is None else blob[:4] for blob in blobs}
    if heads == {_BOXED_HEAD}:  # what :func:`encode` writes, unless there are points or gaps
        bodies[:] = [blob[40:] for blob in blobs if blob is not None]
    else:
        bodies[:] = [None if blob is None else _body(blob) for blob in blobs]
    return shapes_of(bodies)


def decoded_lines(blobs: Sequence[bytes | None]) -> WkbLines | None:
    """Return rings and lines of blobs without making shapes; None where only :func:`decode` understands them all."""
    if {None if blob is None else blob[:4] for blob in blobs} != {_BOXED_HEAD}:
        return None
    own = [blob for blob in blobs if blob is not None]
    ends = np.cumsum([len(blob) for blob in own], dtype=np.int64)
    starts = np.append(0, ends[:-1]) + _HEADER_BYTES[1]
    return lines_of(b"".join(own), starts, ends)


def total_bounds(heads: Sequence[bytes | None]) -> tuple[float, float, float, float] | None:
    """Return ``xmin, ymin, xmax, ymax`` over blobs, from their first 40 bytes; None when all are empty.

    Enough for what :func:`encode` writes: an envelope, or a point right behind a short header.
    """
    boxes = []
    for head in heads:
        if head is None or head[3] & _EMPTY:
            continue
        if head[3] & _XY_ENVELOPE:
            boxes.append(struct.unpack_from("<4d", head, 8))
        else:
            x, y = struct.unpack_from("<2d", head, 13)
            boxes.append((x, x, y, y))
    if not boxes:
        return None
    xmin, xmax, ymin, ymax = zip(*boxes, strict=True)
    return min(xmin), min(ymin), max(xmax), max(ymax)


def _body(blob: bytes) -> bytes:
    if blob[:2] != b"GP":
        raise ValueError("geometry without a GeoPackage header")
    code = (blob[3] >> 1) & 0b111
    if code >= len(_HEADER_BYTES):
        raise ValueError(f"envelope code {code} is not allowed")
    return blob[_HEADER_BYTES[code] :]


def _plain_header(*, is_empty: bool) -> bytes:
    header = np.zeros(1, dtype=_PLAIN)
    header["magic"], header["srs"] = b"GP", SRS_ID
    header["flags"] = _LITTLE_ENDIAN | (_EMPTY if is_empty else 0)
    return header.tobytes()
