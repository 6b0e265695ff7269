"""Vector files through GDAL, held to the drivers we name.

A file is identified by its content before GDAL sees it (:mod:`layers.sources.sniff`), and the driver
that answers must be the one expected; no driver that reads the network or other files is ever asked.
"""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from layers.errors import NoGeometry, NotGeographic, SourceError, TruncatedSource
from layers.progress import Cancelled, Progress, part, silent
from layers.sources import arrow, curves, geojson, gpx, mapinfo, quick
from layers.sources.container import Member
from layers.sources.datum import judged
from layers.sources.encoding import judge_shapefile
from layers.sources.known import Known, Moved
from layers.sources.marks import Mark
from layers.sources.model import Problem
from layers.sources.quick import Decoded, Validity
from layers.sources.readings import Court, decode_anyway, is_same
from layers.sources.sniff import refuse

#: Format code → GDAL drivers that may answer for it.
DRIVERS: dict[str, frozenset[str]] = {
    "shapefile": frozenset({"ESRI Shapefile"}),
    "dbf": frozenset({"ESRI Shapefile"}),
    "geopackage": frozenset({"GPKG"}),
    "geojson": frozenset({"GeoJSON"}),
    "kml": frozenset({"LIBKML", "KML"}),
    "filegdb": frozenset({"OpenFileGDB"}),
    "gpx": frozenset({"GPX"}),
    "dxf": frozenset({"DXF"}),
    "mapinfo": frozenset({"MapInfo File"}),
    "flatgeobuf": frozenset({"FlatGeobuf"}),
    "esrijson": frozenset({"ESRIJSON"}),
}
#: Formats whose features have numbers in their order, and how many features are read at a time: between pieces progress
#: is told, a cancel is heard and other threads have their turn.
_IN_PIECES = frozenset({"geopackage", "shapefile"})
_PIECE = 20_000
#: Batches of that in Arrow: GDAL has some of them in memory at a time.
_BATCHES = 5
#: Formats of one layer, which goes by the file's name.
_ONE_LAYER = frozenset({"geojson", "shapefile", "dbf", "dxf", "mapinfo", "flatgeobuf", "esrijson"})
#: What a drawing says of its own making.
_DRAWING_CLUTTER = ("PaperSpace", "SubClasses", "Linetype", "EntityHandle", "ExtendedEntity")
_HOUSEKEEPING = {"layer_styles", "qgis_projects", "data_licenses"}
#: Drivers that fetch from the network or follow references to other files: unloaded for good, where the
#: process has not loaded GDAL yet.
UNLOADED = "GML,OGR_VRT,WFS,OAPIF,HTTP,CSW,Elasticsearch,Carto,AmigoCloud,PLSCENES,NGW,EEDA,GeoRSS,OGCAPI"
#: Settings that keep GDAL from leaving the machine, running code or leaving files behind.
_SETTINGS = {
    "GDAL_PAM_ENABLED": "NO",
    "GDAL_VRT_ENABLE_PYTHON": "NO",
    "SHAPE_RESTORE_SHX": "NO",
    "DXF_CLOSED_LINE_AS_POLYGON": "YES",
    "DXF_ENCODING": "UTF-8",  # files are handed over as such
    "OGR_ARC_STEPSIZE": str(curves.STEP_DEG),
    "GML_DOWNLOAD_SCHEMA": "NO",
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": ".none",
    "GDAL_HTTP_PROXY": "127.0.0.1:9",  # the discard port: nobody answers
    "GDAL_HTTP_MAX_RETRY": "0",
}


#: What GDAL gives of a layer: its facts, feature ids, WKB and columns; and shapes, if WKB is decoded already, with
#: what is known of them.
_Fetched: TypeAlias = tuple[
    dict[str, Any],
    NDArray[np.int64] | None,
    NDArray[np.object_] | None,
    list[NDArray[Any]],
    Decoded | None,
    Validity | None,
]


@dataclass(frozen=True)
class _Way:
    """How large layers are read: whether WKB is wanted, or shapes; and whether these are checked on the way."""

    keep_wkb: bool = True
    checks_ahead: bool = False


@dataclass
class RawLayer:
    """A layer as the file has it: WKB (or None for a table), attributes, and what it says about itself."""

    name: str
    attributes: pd.DataFrame
    wkb: NDArray[np.object_] | None
    crs: str | None
    encoding: str = "UTF-8"
    by_format: str = ""  # the format code when the format, not the file, fixed the CRS
    problems: list[Problem] = field(default_factory=list)
    points: tuple[NDArray[np.float64], NDArray[np.float64]] | None = None  # x, y of a table's rows
    #: Shapes of ``wkb``, which is then gone, and their digests; and which are valid, where that is found already.
    decoded: Decoded | None = None
    valid: Validity | None = None
    moved: Moved | None = None  # its shapes in EPSG:4490, which took the place of those above
    fids: NDArray[np.int64] | None = None  # feature ids as the owner's program shows them
    marks: list[Mark] = field(default_factory=list)  # what reading changed
    court: Court | None = None  # the readings of its text
    known: Known = field(default_factory=Known)  # what a look found out


@lru_cache(maxsize=1)
def gdal() -> Any:
    """Return pyogrio, held to the drivers and settings above; the first call pays its import."""
    os.environ["PROJ_NETWORK"] = "OFF"
    # Heard only while drivers are registered.  A build without one of them would say so on stderr, in English.
    ours = {"OGR_SKIP": UNLOADED, "CPL_LOG": os.devnull}
    before = {name: os.environ.get(name) for name in ours}
    os.environ.update(ours)
    try:
        import pyogrio
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
    pyogrio.set_gdal_config_options(_SETTINGS)
    return pyogrio


def read_layers(
    member: Member,
    chosen_encoding: str | None = None,
    progress: Progress = silent,
    *,
    only: str | None = None,
    keep_wkb: bool = True,
    checks_ahead: bool = False,
) -> list[RawLayer]:
    """Return every layer of a vector file; with ``only``, those that a ``ReadChoice.layer`` cannot mean are hollow.

    Without ``keep_wkb`` a large layer is decoded piece by piece, which takes half the memory and less time; with
    ``checks_ahead`` its polygons are checked meanwhile, if their coordinates are those of a plan as they are.

    Raises
    ------
    TruncatedSource, NotGeographic, NoGeometry
    """
    encoding: str | None = None
    problems: list[Problem] = []
    court = member.court
    if member.format in ("shapefile", "dbf", "mapinfo"):
        if member.format == "mapinfo":
            judged = mapinfo.judge(member.files, chosen_encoding)
        else:
            judged = judge_shapefile(member.path, chosen_encoding)
        encoding, problems, court = judged.encoding, list(judged.problems), judged.court
    names = _layer_names(member)
    wanted = [name for name in names if only is None or member.format == "gpx" or _may_mean(only, name)] or names
    way = _Way(keep_wkb, checks_ahead and not keep_wkb)
    layers = [
        _read(member, number, name, encoding, part(progress, number / len(names), (number + 1) / len(names)), way)
        if name in wanted
        else RawLayer(name, pd.DataFrame(), None, None)
        for number, name in enumerate(names)
        if name.lower() not in _HOUSEKEEPING and (member.format != "gpx" or name in gpx.LAYERS)
    ]
    if member.format == "gpx":  # which has all layers always
        layers = [layer for layer in layers if layer.wkb is not None and len(layer.wkb)]
    if not layers:
        raise refuse(NoGeometry, member.path, "no_features")
    for layer in layers:
        heard = [one for one in problems if one.code != "text_unreadable" or one.code not in _codes(layer.problems)]
        layer.problems = [*member.problems, *heard, *layer.problems]
        layer.court = court
    return layers


def _may_mean(only: str, name: str) -> bool:
    """Return whether ``layer``, ``layer|shape``, ``file/layer`` or ``file/layer|shape`` may name a layer."""
    return any(one == name or one.endswith(f"/{name}") for one in (only, only.rsplit("|", 1)[0]))


def _codes(problems: list[Problem]) -> set[str]:
    return {problem.code for problem in problems}


def _layer_names(member: Member) -> list[str]:
    if member.format in ("geojson", "esrijson"):  # have one layer, and opening it parses the whole file
        return [member.stem]
    pyogrio = gdal()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            names = [str(name) for name, _ in pyogrio.list_layers(_connection(member))]
    except Exception as error:
        raise refuse(TruncatedSource, member.path, "gdal", detail=str(error)[:200]) from error
    if not names and member.format in _ONE_LAYER:  # GDAL opens what is cut off in its head, and finds no layer
        raise refuse(TruncatedSource, member.path, "gdal")
    return names


def _read(member: Member, number: int, name: str, encoding: str | None, progress: Progress, way: _Way) -> RawLayer:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            meta, fids, wkb, columns, decoded, valid = _fetch(member, number, encoding, progress, way)
    except (SourceError, Cancelled, MemoryError):
        raise
    except Exception as error:
        if member.format == "geojson":
            return _rescued(member)
        raise refuse(TruncatedSource, member.path, "gdal", detail=str(error)[:200]) from error
    attributes, problems = _table([str(f) for f in meta["fields"]], columns, 0 if wkb is None else len(wkb))
    if meta.get("unread"):
        problems.append(Problem("text_unreadable", "warning", {"count": meta["unread"], "used": encoding or "UTF-8"}))
    crs, by_format = member.crs or meta["crs"], ""
    if member.format in ("kml", "gpx"):
        by_format = member.format
    elif member.format == "geojson" and not geojson.declares_crs(member.path):
        crs, by_format = "EPSG:4326", "geojson"
    if member.format == "gpx":
        if name == "tracks" and len(attributes):
            for column, values in _track_times(member, len(attributes)).items():
                attributes[column] = pd.Series(values, dtype=object)
        attributes = gpx.tidy(attributes)
    elif member.format == "dxf":
        attributes = _drawing(attributes)
    elif member.format == "mapinfo" and str(crs).startswith(("LOCAL_CS", "ENGCRS")):
        crs = None  # "NonEarth": it does not say where it is, so it is asked
    layer_name = member.stem if member.format in _ONE_LAYER else name
    raw = RawLayer(layer_name, attributes, wkb, crs, encoding or member.encoding, by_format, problems, fids=fids)
    raw.decoded, raw.valid = decoded, valid
    if wkb is not None:
        raw.marks = curves.curved(gdal(), member.path, member.format, number, name, fids)
    return raw


def _fetch(
    member: Member, number: int, encoding: str | None, progress: Progress = silent, way: _Way = _Way()
) -> _Fetched:
    """Return what GDAL reads; text that is not flawless UTF-8 is read byte for byte and decoded here.

    GDAL would leave out what it cannot convert, and not say so.
    """
    connection = _connection(member)
    _require_driver(member, connection)
    if encoding is None or is_same(encoding, "UTF-8"):
        try:
            return _fetch_text(member, connection, number, encoding, progress, way)
        except UnicodeDecodeError:
            encoding = "UTF-8"
    meta, fids, wkb, columns, done, valid = _fetch_text(member, connection, number, "ISO-8859-1", progress, way)
    columns = [_decoded(column, encoding) for column in columns]
    meta["fields"] = _decoded(np.asarray(meta["fields"], dtype=object), encoding)
    meta["unread"] = sum(
        isinstance(cell, str) and "\ufffd" in cell for column in columns if column.dtype == object for cell in column
    )
    return meta, fids, wkb, columns, done, valid


def _fetch_text(
    member: Member, connection: str, number: int, encoding: str | None, progress: Progress, way: _Way
) -> _Fetched:
    """Read a layer, a large one in pieces where its format finds the next feature at once."""
    pyogrio = gdal()
    info = pyogrio.read_info(connection, layer=number, encoding=encoding) if member.format in _IN_PIECES else {}
    fid = info.get("fid_column") or ""
    if info.get("features", 0) > _PIECE and (fid or member.format == "shapefile"):
        found = _in_pieces(member, connection, number, encoding, progress, way, info)
        if found is not None:
            return found
    meta, fids, wkb, columns = pyogrio.raw.read(connection, layer=number, encoding=encoding, return_fids=True)
    return meta, fids, wkb, columns, None, None


def _in_pieces(
    member: Member,
    connection: str,
    number: int,
    encoding: str | None,
    progress: Progress,
    way: _Way,
    info: dict[str, Any],
) -> _Fetched | None:
    """Return a layer read in pieces; None where its features are not in the order of their numbers."""
    pieces: list[Any] = []
    done: list[Decoded] | None = None if way.keep_wkb else []
    valid = Validity() if way.checks_ahead and _is_in_storage(member.crs or info.get("crs")) else None
    last = -1
    source = _pieces(member, connection, number, encoding, way, info)
    progress(0.0, "reading")
    with closing(source):
        for piece in source:
            fids = piece[1]
            if len(fids) and (fids[0] <= last or (np.diff(fids) <= 0).any()):
                return None
            pieces.append(piece)
            done = quick.next_decoded([one[2] for one in pieces], done)
            if done and valid is not None:
                valid.look_at(done[-1][0])
            last = int(fids[-1]) if len(fids) else last
            progress(min(1.0, sum(len(one[1]) for one in pieces) / info["features"]), "reading")
    return _joined(pieces, done, valid)


def _pieces(
    member: Member, connection: str, number: int, encoding: str | None, way: _Way, info: dict[str, Any]
) -> Generator[Any, None, None]:
    """Give a layer's pieces: in Arrow batches as long as that makes no difference, then in the plain way."""
    pyogrio = gdal()
    last = -1
    if not way.keep_wkb:
        batches = arrow.pieces(pyogrio, connection, number, encoding, max(1, _PIECE // _BATCHES))
        with closing(batches):
            for piece in batches:
                last = int(piece[1][-1])
                yield piece
    quoted = (info.get("fid_column") or "").replace('"', '""')
    while member.format != "shapefile" or last + 1 < info["features"]:
        after: dict[str, Any] = {"skip_features": last + 1} if member.format == "shapefile" else {}
        if member.format == "geopackage" and last >= 0:
            after = {"where": f'"{quoted}" > {last}'}
        piece = pyogrio.raw.read(
            connection, layer=number, encoding=encoding, max_features=_PIECE, return_fids=True, **after
        )
        yield piece
        if len(piece[1]) < _PIECE:
            return
        last = int(piece[1][-1])


def _is_in_storage(crs: str | None) -> bool:
    verdict = judged(crs) if crs else None
    return verdict is not None and verdict.error is None and verdict.is_identity


def _joined(pieces: list[Any], done: list[Decoded] | None, valid: Validity | None) -> _Fetched:
    metas, fids, shapes, columns = zip(*pieces, strict=True)
    wkb = None if shapes[0] is None else np.concatenate(shapes)
    joined = [np.concatenate(column) for column in zip(*columns, strict=True)]
    decoded = None if done is None else (np.concatenate([a for a, _ in done]), np.concatenate([b for _, b in done]))
    return metas[0], np.concatenate(fids), wkb, joined, decoded, None if decoded is None else valid


def _require_driver(member: Member, connection: str) -> None:
    if member.format in ("geojson", "esrijson"):
        return  # the connection names its driver
    driver = gdal().read_info(connection, layer=0, encoding="ISO-8859-1")["driver"]
    if driver not in DRIVERS[member.format]:
        raise refuse(NotGeographic, member.path, "binary", driver=driver)


def _track_times(member: Member, count: int) -> dict[str, list[str | None]]:
    names = _layer_names(member)
    meta, _, _, columns, *_ = _fetch(member, names.index(gpx.POINTS), None)
    return gpx.times_of(dict(zip(map(str, meta["fields"]), columns, strict=True)), count)


def _drawing(attributes: pd.DataFrame) -> pd.DataFrame:
    """Return what a drawing says of its shapes: the drawing's layer and the text of labels."""
    kept = attributes.drop(columns=[name for name in _DRAWING_CLUTTER if name in attributes])
    return kept.rename(columns={"Text": "label"})


def _rescued(member: Member) -> RawLayer:
    """Read GeoJSON that GDAL refuses (infinite numbers, odd members) from its JSON text."""
    document = geojson.load(member.path)
    attributes, wkb = geojson.features(document, member.path)
    crs = geojson.crs_of(document)
    by_format = "" if "crs" in document else "geojson"
    return RawLayer(member.stem, attributes, wkb, crs, member.encoding, by_format)


def _connection(member: Member) -> str:
    path = str(member.path.absolute())
    prefix = {"geojson": "GeoJSON:", "esrijson": "ESRIJSON:"}.get(member.format, "")
    return prefix + path


def _table(names: list[str], columns: list[NDArray[Any]], rows: int) -> tuple[pd.DataFrame, list[Problem]]:
    """Return attributes as a frame of plain values: lists and objects become JSON text, binary is left out."""
    kept: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, column in zip(names, columns, strict=True):
        if column.dtype == object:
            sample = next((value for value in column if value is not None), None)
            if isinstance(sample, bytes | bytearray | memoryview):
                problems.append(Problem("field_dropped", "info", {"field": name, "reason_code": "binary"}))
                continue
            if isinstance(sample, list | tuple | dict | np.ndarray):
                column = np.array([_as_json(value) for value in column], dtype=object)
        kept[name] = column
    index = pd.RangeIndex(len(columns[0]) if columns else rows)
    return pd.DataFrame(kept, index=index), problems


def _as_json(value: Any) -> str | None:
    if value is None:
        return None
    plain = value.tolist() if isinstance(value, np.ndarray) else value
    return json.dumps(plain, ensure_ascii=False, default=str)


def _decoded(column: NDArray[Any], encoding: str) -> NDArray[Any]:
    """Decode text that was read byte for byte; half a character at the end of a value falls away.

    Bytes that are no character become ``\ufffd``, so that what is lost is seen (and is told by the verdict).
    """
    if column.dtype != object:
        return column
    out = column.copy()
    for position, value in enumerate(column):
        if isinstance(value, str):
            raw = value.encode("latin-1", errors="ignore")
            out[position] = raw.decode("ascii") if raw.isascii() else decode_anyway(raw, encoding)
    return out
