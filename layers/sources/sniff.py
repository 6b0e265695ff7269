"""What a file is, from its first bytes.  The name is only a claim.

GDAL is never asked to guess: a file that is none of the formats below does not reach it.
"""

from __future__ import annotations

import errno
import json
import lzma
import re
import sqlite3
import struct
import zipfile
import zlib
from contextlib import closing
from pathlib import Path

from layers.errors import (
    EmptySource,
    NotGeographic,
    SourceError,
    TruncatedSource,
    UnreadableSource,
    UnsupportedFormat,
    WrongExtension,
)
from layers.sources.sqlite_views import bad_view

#: Format code → the extensions it goes by, the usual one first.
FORMATS: dict[str, tuple[str, ...]] = {
    "shapefile": (".shp",),
    "geopackage": (".gpkg",),
    "geojson": (".geojson", ".json"),
    "kml": (".kml",),
    "kmz": (".kmz",),
    "filegdb": (".gdb",),
    "gpx": (".gpx",),
    "dxf": (".dxf",),
    "mapinfo": (".tab", ".mif"),
    "flatgeobuf": (".fgb",),
    "esrijson": (".json", ".esrijson"),
    "geoparquet": (".parquet", ".geoparquet"),
    "parcels": (".txt",),
    "csv": (".csv", ".tsv", ".txt"),
    "dbf": (".dbf",),
    "xlsx": (".xlsx", ".xlsm"),
    "geotiff": (".tif", ".tiff"),
    "mbtiles": (".mbtiles",),
    "photos": (".jpg", ".jpeg"),
    "zip": (".zip",),
    "package": (),  # a plan packed for a colleague, whatever its name
    "folder": (),
}

#: Why a file was refused: code → English phrase.  Errors carry both, ``reason_code`` and ``reason``.
REASONS: dict[str, str] = {
    "missing": "there is no such file",
    "permission": "permission denied",
    "io": "the disk cannot be read",
    "special_file": "it is not a regular file",
    "picture": "a picture without coordinates",
    "document": "a text document",
    "vector_tiles": "its tiles are vectors (PBF), not pictures; ask for a raster MBTiles",
    "tiles_unknown": "its tiles are not PNG, JPEG or WebP pictures",
    "no_tiles": "there is no tile in it",
    "no_picture": "it is not a PNG, JPEG or TIFF picture",
    "pdf_page": "a page of a PDF; save it as a PNG or JPEG picture first",
    "pdf_locked": "the PDF is protected by a password; ask its owner for one that is not",
    "pdf_broken": "the PDF is damaged",
    "pdf_empty": "the PDF has no pages, or more than two thousand",
    "program": "a program",
    "binary": "unknown binary content",
    "database": "a database without map layers",
    "endless_view": "a view in it never ends or stands for a table of the standard; save its layers as tables",
    "json_other": "JSON, but not GeoJSON",
    "xml_other": "XML, but neither KML nor GPX",
    "xml_doctype": "XML with a document type declaration, which map files do not need",
    "parquet_no_reader": "GeoParquet, which is not read on this system; save it as GeoPackage",
    "parquet_encoding": "GeoParquet with shapes outside the standard; save it as GeoPackage",
    "parquet_encrypted": "an encrypted Parquet file; ask its owner for one that is not",
    "parquet_too_big": "it unfolds to more than this program accepts; cut it to your counties first",
    "dwg": "an AutoCAD drawing (DWG); save it as DXF",
    "dxf_binary": "a binary DXF; save it as a DXF of text (ASCII)",
    "mapinfo_part": "one part of a MapInfo table; open the .tab or .mif, or the folder with all parts",
    "mapinfo_linked": "a MapInfo table that only points to other files; open those",
    "mapinfo_missing": "parts of the MapInfo table are missing; a .tab needs .dat, .map and .id, a .mif its .mid",
    "dxf_blocks": "its blocks hold each other without end, or unfold to far too many shapes",
    "text_other": "plain text without a table of coordinates",
    "archive_other": "an archive without map files",
    "folder_empty": "a folder without map files",
    "shapefile_part": "one part of a shapefile; open the .shp, or the folder with all parts",
    "old_excel": "the old Excel format; save it as .xlsx",
    "is_plan": "it is a Lianfang plan: open it, do not add it as a layer",
    "is_package": "it is a packed Lianfang plan: open it, do not add it as a layer",
    "short": "shorter than its own header says",
    "header": "its header is cut off",
    "json_end": "the JSON text stops in the middle",
    "xml_end": "the XML text stops in the middle or its tags do not match",
    "zip_broken": "the archive is damaged",
    "dbf_short": "its attribute table is shorter than its header says",
    "gdal": "the file structure is damaged",
    "raster_blocks": "image data are missing at its end",
    "zip_slip": "a name in it points outside the archive",
    "zip_encrypted": "it is protected by a password",
    "zip_too_big": "it unpacks to more than this program accepts",
    "zip_too_many": "it holds too many files",
    "too_wide": "the table has more columns than a plan can keep",
    "no_rows": "the table has no rows",
    "no_features": "the layer has no features",
    "no_parcels": "no parcel in it has boundary points",
    "all_empty": "every feature is without a shape",
    "is_source": "the copy would take the place of the original",
    "all_left_out": "every feature was left out, as you chose",
    "no_coordinate_columns": "no coordinate columns were recognised",
    "no_coordinates": "no row has usable coordinates",
    "no_such_column": "the named coordinate column is not in the table",
    "no_such_layer": "there is no layer of that name in it",
    "shape_for_role": "no feature has a shape this role can have",
    "undeclared": "nothing in it says so",
    "not_degrees": "it claims degrees, but the numbers are not degrees",
    "secret_parameters": "the parameters from this datum are not public; only your own fit can be used",
    "zone_conflict": "its numbers lie in another zone than it states",
    "ellipsoid_only": "it names an ellipsoid but no datum",
    "other_datum": "its datum is not CGCS2000 or one that agrees with it",
    "not_understood": "its description is not understood",
    "fit_needs_metres": "an own fit is for plane coordinates in metres, and these are degrees",
    "raster_shift": "the cells of a raster are not moved",
    "local": "it is a local system without a place on the earth",
    "georeference": "it has no position on the earth",
    "not_classified": "it holds measurements or a picture, not up to 256 classes of land cover in one band",
    "no_class_column": "no column holds a class of land cover",
    "no_forest": "no class that becomes forest lies in the plan's counties",
}

#: What the standard library raises for archives that are damaged, by accident or on purpose.
ZIP_FAULTS = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(OSError, EOFError, ValueError, IndexError, NotImplementedError),
)
_SHAPE_MAGIC = b"\x00\x00\x27\x0a"
_TIFF_MAGICS = (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM")
#: Parts of a MapInfo table → the part that is opened.
MAPINFO_PARTS = {".dat": ".tab", ".map": ".tab", ".id": ".tab", ".ind": ".tab", ".mid": ".mif"}
_SIDE_PARTS = {".shx", ".prj", ".cpg", ".sbn", ".sbx", ".qix"}
#: What makes a text one of boundary points, as it looks in every encoding (layers.sources.parcel_text.PARCELS_HEAD).
_PARCELS = tuple(
    f"{bracket}地块坐标".encode(name)
    for name in ("utf-8", "gb18030", "utf-16-le", "utf-16-be")
    for bracket in ("[", "［", "【")
)
_MARKS = {b"\xef\xbb\xbf": "UTF-8", b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}
#: Tables are mostly digits and commas, whose other byte is zero in UTF-16.
_ZEROS = 0.1
_ESRI_JSON = re.compile(r'"geometryType"\s*:\s*"esriGeometry')
_DXF = re.compile(r"(?:999[ \t]*\r?\n[^\n]*\n\s*){0,99}0[ \t]*\r?\n\s*SECTION\b")
_TAB = re.compile(r"!table\b", re.IGNORECASE)
_MIF = re.compile(r"version\s+\d+\s+(?:charset|delimiter|unique|index|coordsys|transform|columns)\b", re.IGNORECASE)
_HEAD = 1 << 16


def supported_extensions() -> tuple[str, ...]:
    """Return the extensions a file dialog offers, ``.gdb`` (a folder) included."""
    return tuple(dict.fromkeys(extension for names in FORMATS.values() for extension in names))


def supported() -> str:
    """Return the supported extensions as one text for messages."""
    return " ".join(name.lstrip(".").upper() for name in supported_extensions())


def refuse(kind: type[SourceError], path: Path | str, reason_code: str, **facts: object) -> SourceError:
    """Build an error whose reason is one of :data:`REASONS`."""
    return kind(path=str(path), reason=REASONS[reason_code], reason_code=reason_code, supported=supported(), **facts)


def is_special(path: Path) -> bool:
    """Return True for a pipe, a device or the like: opening one may wait for ever, reading it never end."""
    try:
        return path.exists() and not path.is_file() and not path.is_dir()
    except OSError:
        return False


def unreadable(path: Path, error: OSError) -> SourceError | None:
    """Return the error for a file that went away or failed while it was read; None when not the file is at fault.

    A full disk, say, is the scratch folder's, and every other file would meet it too.
    """
    if isinstance(error, PermissionError):
        return refuse(UnreadableSource, path, "permission")
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return refuse(UnreadableSource, path, "missing")
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EMFILE, errno.ENFILE, errno.ENOMEM):
        return None
    return refuse(UnreadableSource, path, "io")


def identify(path: Path) -> str:
    """Return the format code of a file or folder from its content.

    Raises
    ------
    UnreadableSource, EmptySource, TruncatedSource, NotGeographic, UnsupportedFormat, WrongExtension
    """
    try:
        if path.is_dir():
            return _identify_folder(path)
        if not path.exists():
            raise refuse(UnreadableSource, path, "missing")
        if not path.is_file():
            raise refuse(UnreadableSource, path, "special_file")
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except PermissionError as error:
        raise refuse(UnreadableSource, path, "permission") from error
    except OSError as error:
        raise refuse(UnreadableSource, path, "io") from error
    if not head:
        raise EmptySource(path=str(path))
    if path.suffix.lower() in _SIDE_PARTS:
        raise refuse(UnsupportedFormat, path, "shapefile_part")
    if path.suffix.lower() == ".dbf":
        return _identify_dbf(path, head)
    main = MAPINFO_PARTS.get(path.suffix.lower(), "")
    if main and any(path.with_suffix(name).exists() for name in (main, main.upper())):
        raise refuse(UnsupportedFormat, path, "mapinfo_part")
    found = _identify_bytes(path, head)
    _check_name(path, found)
    return found


def _identify_dbf(path: Path, head: bytes) -> str:
    """A ``.dbf`` without the ``.shp`` it would belong to is a table of its own."""
    if any(entry.suffix.lower() == ".shp" and entry.stem == path.stem for entry in path.parent.iterdir()):
        raise refuse(UnsupportedFormat, path, "shapefile_part")
    if len(head) < 33:
        raise refuse(TruncatedSource, path, "header")
    _, rows, header, record = struct.unpack("<4sIHH", head[:12])
    if head[0] & 0x07 not in (0, 1, 2, 3, 5) or header < 33 or record < 1 or not 1 <= head[2] <= 12:
        raise refuse(NotGeographic, path, "binary")
    if header + rows * record > path.stat().st_size + 1:
        raise refuse(TruncatedSource, path, "dbf_short", stated=header + rows * record, size=path.stat().st_size)
    return "dbf"


def _identify_folder(path: Path) -> str:
    names = [entry.name.lower() for entry in path.iterdir()]
    if path.suffix.lower() == ".gdb" or any(name.endswith(".gdbtable") for name in names):
        if not any(name.endswith(".gdbtable") for name in names):
            raise refuse(TruncatedSource, path, "header")
        return "filegdb"
    return "folder"


def _check_name(path: Path, found: str) -> None:
    if found == "package" or path.suffix.lower() in FORMATS[found]:
        return
    raise WrongExtension(path=str(path), claimed=path.suffix or path.name, found=FORMATS[found][0])


def _identify_bytes(path: Path, head: bytes) -> str:
    if head.startswith(_SHAPE_MAGIC):
        _check_shapefile(path, head)
        return "shapefile"
    if head.startswith(b"SQLite format 3\x00"):
        return _check_sqlite(path, head)
    if head.startswith(_TIFF_MAGICS):
        return "geotiff"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _identify_zip(path)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise refuse(UnsupportedFormat, path, "old_excel" if path.suffix.lower() == ".xls" else "document")
    if head.startswith(b"fgb\x03fgb"):
        return "flatgeobuf"
    if head.startswith((b"PAR1", b"PARE")):
        return "geoparquet"
    if re.match(rb"AC10\d\d|AC1\.\d", head):
        raise refuse(UnsupportedFormat, path, "dwg")
    if head.startswith(b"AutoCAD Binary DXF"):
        raise refuse(UnsupportedFormat, path, "dxf_binary")
    if head.startswith(b"\xff\xd8\xff") and has_place(path):
        return "photos"
    if head.startswith(_PICTURES):
        raise refuse(NotGeographic, path, "picture")
    if head.startswith((b"%PDF", b"{\\rtf")):
        raise refuse(NotGeographic, path, "document")
    if head.startswith((b"MZ", b"\x7fELF")):
        raise refuse(NotGeographic, path, "program")
    return _identify_text(path, head)


def _identify_text(path: Path, head: bytes) -> str:
    marked = marked_codec(head)
    wide = marked.startswith("UTF-16")
    if not wide and b"\x00" in head:
        magic = head[:4].strip(b"\x00")
        claims_binary = path.suffix.lower() in (".shp", ".gpkg", ".tif", ".tiff", ".zip", ".kmz", ".xlsx")
        if not magic and claims_binary and not head.strip(b"\x00"):
            raise refuse(TruncatedSource, path, "header")
        raise refuse(NotGeographic, path, "binary")
    if any(word in head for word in _PARCELS) and path.suffix.lower() in (".txt", ".csv", ".dat", ""):
        return "parcels"
    text = head.decode(marked if wide else "latin-1", errors="replace").lstrip("\ufeffï»¿ \t\r\n")
    if text.startswith(("{", "[")):
        if text.startswith("{") and _looks_like_geojson(text, complete=len(head) < _HEAD):
            return "geojson"
        if text.startswith("{") and _ESRI_JSON.search(text):
            return "esrijson"
        if path.suffix.lower() in FORMATS["geojson"] or text.startswith("{"):
            raise refuse(NotGeographic, path, "json_other")
    if text.startswith("<"):
        root = re.search(r"<(?:\w+:)?(kml|gpx)[\s>]", text)
        if root is None:
            raise refuse(NotGeographic, path, "xml_other")
        if "<!DOCTYPE" in text.upper():
            raise refuse(UnsupportedFormat, path, "xml_doctype")
        return root[1]
    if _DXF.match(text):
        return "dxf"
    if _TAB.match(text):
        if not re.search(r"type\s+native", text, re.IGNORECASE):
            raise refuse(UnsupportedFormat, path, "mapinfo_linked")
        return "mapinfo"
    if _MIF.match(text):
        return "mapinfo"
    if path.suffix.lower() in FORMATS["csv"] and text.strip():
        return "csv"
    if any(separator in text.split("\n", 1)[0] for separator in ",\t;") and _is_mostly_printable(text):
        return "csv"
    raise refuse(NotGeographic, path, "text_other" if _is_mostly_printable(text) else "binary")


def has_place(path: Path) -> bool:
    """Return True for a photo that says where it was taken."""
    from layers.sources import photos

    try:
        return photos.look(path) is not None
    except OSError:
        return False  # one photo that cannot be read is none, in a folder of others


def marked_codec(head: bytes) -> str:
    """Return the codec that the first bytes of a text show: by a byte order mark, or as every other byte is zero."""
    for mark, name in _MARKS.items():
        if head.startswith(mark):
            return name
    sample = head[:4096]
    if b"\0" not in sample or len(sample) < 8:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if min(even, odd) or max(even, odd) < _ZEROS * len(sample):
        return ""
    return "UTF-16-LE" if odd else "UTF-16-BE"


def looks_like_parcels(path: Path) -> bool:
    """Return True for a text of boundary points; any other text in a folder is a note, not a layer."""
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError:
        return False
    return any(word in head for word in _PARCELS)


def _looks_like_geojson(text: str, *, complete: bool) -> bool:
    kinds = r"FeatureCollection|Feature|GeometryCollection|(?:Multi)?(?:Point|LineString|Polygon)"
    if re.search(rf'"type"\s*:\s*"(?:{kinds})"', text) is None:
        return False
    if re.search(r'"type"\s*:\s*"Topology"|"gdal_streamed_alg"', text):
        return False
    if complete:
        try:
            document = json.loads(text)
        except (ValueError, RecursionError):
            return True  # broken GeoJSON is told apart when it is read
        return re.fullmatch(kinds, str(document.get("type", ""))) is not None
    return True


def _is_mostly_printable(text: str) -> bool:
    sample = text[:4096]
    odd = sum(1 for character in sample if ord(character) < 32 and character not in "\t\r\n\f")
    return odd <= len(sample) // 100


def _check_shapefile(path: Path, head: bytes) -> None:
    if len(head) < 100:
        raise refuse(TruncatedSource, path, "header")
    stated = 2 * struct.unpack(">i", head[24:28])[0]
    if stated > path.stat().st_size:
        raise refuse(TruncatedSource, path, "short", stated=stated, size=path.stat().st_size)


def _check_sqlite(path: Path, head: bytes) -> str:
    if len(head) < 100:
        raise refuse(TruncatedSource, path, "header")
    page = struct.unpack(">H", head[16:18])[0]
    pages = struct.unpack(">I", head[28:32])[0]
    size = (65536 if page == 1 else page) * pages
    if size > path.stat().st_size and not Path(f"{path}-wal").exists():
        raise refuse(TruncatedSource, path, "short", stated=size, size=path.stat().st_size)
    tables = sqlite_tables(path)
    if tables is None:
        raise refuse(TruncatedSource, path, "gdal")
    if "gpkg_contents" in tables:
        view = bad_view(path)
        if view is not None:
            raise refuse(NotGeographic, path, "endless_view", view=view)
        return "geopackage"
    if {"tiles", "metadata"} <= tables:
        return "mbtiles"
    raise refuse(NotGeographic, path, "database")


def sqlite_tables(path: Path) -> frozenset[str] | None:
    """Return the table names of a SQLite file without touching it or its folder; None when it is damaged."""
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            connection.text_factory = bytes  # a damaged name must not stop us
            rows = connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')").fetchall()
    except (sqlite3.Error, UnicodeDecodeError):  # even its message may be damaged
        return None
    return frozenset(bytes(row[0] or b"").decode("utf-8", errors="replace").lower() for row in rows)


def _identify_zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name.lower() for name in archive.namelist()]
    except ZIP_FAULTS as error:
        raise refuse(TruncatedSource, path, "zip_broken") from error
    if "manifest.json" in names and _is_package(path):
        return "package"
    if "[content_types].xml" in names:
        if any(name.startswith("xl/") for name in names):
            return "xlsx"
        raise refuse(NotGeographic, path, "document")
    has_kml = any(name.endswith(".kml") for name in names)
    if has_kml and (path.suffix.lower() == ".kmz" or all(not n.endswith((".shp", ".gpkg")) for n in names)):
        return "zip" if path.suffix.lower() == ".zip" else "kmz"
    return "zip"


def _is_package(path: Path) -> bool:
    from layers.plan.package import is_package

    return is_package(path)
