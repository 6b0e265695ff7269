"""Large layers in GDAL's Arrow batches, read by a thread ahead of whoever decodes them.

``pyogrio.raw.read`` holds the interpreter all the while; with Arrow it is free, so that shapes are decoded and checked
meanwhile, and a GeoPackage is read without taking its shapes apart and writing them anew.  What is handed on is byte
for byte what ``pyogrio.raw.read`` gives.  Where that is not certain — shapes with Z, curves, nothing, other byte orders
or lengths that do not fit, columns of other types than text and numbers, broken text — the batches end before it, and
the caller goes on from there in the plain way.
"""

from __future__ import annotations

import contextlib
import queue
import struct
import threading
import warnings
from collections.abc import Generator, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

#: As ``pyogrio.raw.read`` gives it: facts, feature ids, WKB, columns.
Piece: TypeAlias = tuple[dict[str, Any], NDArray[np.int64], NDArray[np.object_], list[NDArray[Any]]]

#: OGR types that come out of both ways alike.
_PLAIN_TYPES = frozenset({"OFTString", "OFTReal", "OFTInteger", "OFTInteger64"})
_POLYGON, _LINE, _MULTILINE, _MULTIPOLYGON = 3, 2, 5, 6
_PARTS_OF = {_MULTILINE: _LINE, _MULTIPOLYGON: _POLYGON}
_POINT_BYTES = 16
#: Fewer bytes hold no ring or line; so many are looked at of each shape.
_LEAST, _HEAD = 29, 22
_HEADS = np.dtype(
    {
        "names": ["order", "kind", "count", "size", "part_order", "part_kind", "part_count", "part_size"],
        "formats": ["u1", "<u4", "<u4", "<u4", "u1", "<u4", "<u4", "<u4"],
        "offsets": [0, 1, 5, 9, 9, 10, 14, 18],
        "itemsize": _HEAD,
    }
)


class _Odd(Exception):
    """What may come out of the plain way differently."""


def pieces(pyogrio: Any, connection: str, number: int, encoding: str | None, size: int) -> Generator[Piece, None, None]:
    """Give the features of a layer, ``size`` at a time, as long as they are what ``pyogrio.raw.read`` would give.

    None without a reader of Arrow batches.  Errors of GDAL end it too: the plain way meets and tells them.

    Parameters
    ----------
    pyogrio : module
    connection, number, encoding
        What is read, as for ``pyogrio.raw.read``.
    size : int
        Most features of a piece.
    """
    try:
        import arro3.core  # noqa: F401
    except ImportError:
        return
    waiting: queue.Queue[Piece | None] = queue.Queue(1)
    is_over = threading.Event()
    thread = threading.Thread(
        target=_read, args=(pyogrio, connection, number, encoding, size, waiting, is_over), daemon=True
    )
    thread.start()
    try:
        while (piece := waiting.get()) is not None:
            yield piece
    finally:
        is_over.set()
        while thread.is_alive():  # it may wait for room
            with contextlib.suppress(queue.Empty):
                waiting.get(timeout=0.01)
        thread.join()


def _read(
    pyogrio: Any,
    connection: str,
    number: int,
    encoding: str | None,
    size: int,
    waiting: queue.Queue[Piece | None],
    is_over: threading.Event,
) -> None:
    import arro3.core

    # Whatever is wrong is met, and told, by the plain way; a panic of the Rust reader is no Exception.
    with contextlib.suppress(BaseException), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with pyogrio.raw.open_arrow(
            connection, layer=number, encoding=encoding, return_fids=True, batch_size=size, use_pyarrow=False
        ) as (meta, stream):
            _require_plain_columns(meta)
            for batch in arro3.core.RecordBatchReader.from_arrow(stream):
                if is_over.is_set():
                    break
                waiting.put(_piece(meta, batch))
    waiting.put(None)


def _require_plain_columns(meta: dict[str, Any]) -> None:
    if not set(meta["ogr_types"]) <= _PLAIN_TYPES or set(meta["ogr_subtypes"]) - {"OFSTNone"}:
        raise _Odd


def _piece(meta: dict[str, Any], batch: Any) -> Piece:
    """Return a batch as ``pyogrio.raw.read`` would give it: feature ids first, shapes last."""
    if batch.num_columns != len(meta["fields"]) + 2:
        raise _Odd
    columns = [
        _column(batch.column(1 + place), np.dtype(kind), kind == "object") for place, kind in enumerate(meta["dtypes"])
    ]
    shapes = batch.column(batch.num_columns - 1)
    if shapes.null_count:
        raise _Odd
    wkb = shapes.to_numpy()
    if wkb.dtype != object or not are_plain(wkb.tolist()):
        raise _Odd
    fids = batch.column(0).to_numpy()
    if fids.dtype != np.int64:
        raise _Odd
    facts = {name: value for name, value in meta.items() if name not in ("fid_column", "geometry_name")}
    return facts, fids.copy(), wkb, columns


def _column(values: Any, kind: np.dtype[Any], is_text: bool) -> NDArray[Any]:
    import arro3.core

    if is_text:
        raw = values.cast(arro3.core.DataType.binary()).to_pylist()
        made = np.empty(len(raw), dtype=object)
        made[:] = [None if cell is None else cell.decode() for cell in raw]
        if any("\0" in cell for cell in made if cell is not None):
            raise _Odd
        return made
    if values.null_count:
        return np.array(values.to_pylist(), dtype=np.float64)  # whole numbers with gaps are floats there too
    return np.array(values.to_numpy(), dtype=kind)


def are_plain(wkb: Sequence[bytes]) -> bool:
    """Tell whether all are polygons, lines or several of them, in the plane and little-endian, of just their length."""
    lengths = np.fromiter(map(len, wkb), dtype=np.int64, count=len(wkb))
    if len(wkb) == 0:
        return True
    if lengths.min() < _LEAST:
        return False
    heads = np.frombuffer(b"".join([one[:_HEAD] for one in wkb]), dtype=_HEADS)
    kind, count = heads["kind"], heads["count"].astype(np.int64)
    part_count, is_one = heads["part_count"].astype(np.int64), count == 1
    is_part = is_one & (heads["part_order"] == 1)
    points = lengths // _POINT_BYTES
    fits = (kind == _POLYGON) & is_one & (heads["size"] == points) & (lengths == 13 + _POINT_BYTES * points)
    fits |= (kind == _LINE) & (lengths == 9 + _POINT_BYTES * count)
    fits |= (kind == _MULTILINE) & is_part & (heads["part_kind"] == _LINE) & (lengths == 18 + _POINT_BYTES * part_count)
    points = (lengths - 22) // _POINT_BYTES
    is_ring = is_part & (heads["part_kind"] == _POLYGON) & (part_count == 1) & (heads["part_size"] == points)
    fits |= (kind == _MULTIPOLYGON) & is_ring & (lengths == 22 + _POINT_BYTES * points)
    if (heads["order"] != 1).any():
        return False
    return all(_fits(wkb[place]) for place in np.flatnonzero(~fits).tolist())


def _fits(wkb: bytes) -> bool:
    """Tell whether a shape of several rings or parts is as long as it says, with nothing in it that is empty."""
    kind, count = struct.unpack_from("<II", wkb, 1)
    try:
        if kind == _POLYGON:
            return _after_rings(wkb, 5) == len(wkb)
        if kind not in _PARTS_OF or count == 0:
            return False
        at = 9
        for _part in range(count):
            order, part = struct.unpack_from("<BI", wkb, at)
            if order != 1 or part != _PARTS_OF[kind]:
                return False
            at = _after_rings(wkb, at + 5) if part == _POLYGON else _after_points(wkb, at + 5)
        return at == len(wkb)
    except struct.error:  # it is shorter
        return False


def _after_rings(wkb: bytes, at: int) -> int:
    (count,) = struct.unpack_from("<I", wkb, at)
    at += 4
    for _ring in range(count):
        at = _after_points(wkb, at)
    return at if count else -1


def _after_points(wkb: bytes, at: int) -> int:
    (count,) = struct.unpack_from("<I", wkb, at)
    if count == 0:
        raise struct.error
    return at + 4 + _POINT_BYTES * int(count)
