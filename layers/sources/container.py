"""A path the planner gives → the map files in it, ready for a reader that never writes beside them.

A source is left exactly as it is.  Whatever a library would want to write or repair — the journal of a
GeoPackage, a missing ``.shx``, text in another encoding, an archive's content — happens on a copy in a
scratch folder that is gone when the source is closed.
"""

from __future__ import annotations

import re
import shutil
import struct
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from layers.errors import NotGeographic, SourceError, TruncatedSource, UnreadableSource, UnsupportedFormat
from layers.sources import dxf, mapinfo, tiles
from layers.sources.archive import require_safe, unpack
from layers.sources.encoding import decode_text, judge_file, sibling
from layers.sources.model import Problem
from layers.sources.prj import Prj, judge_prj
from layers.sources.readings import Court
from layers.sources.sniff import (
    FORMATS,
    MAPINFO_PARTS,
    has_place,
    identify,
    is_special,
    looks_like_parcels,
    refuse,
    sqlite_tables,
)

_UNPACKED = "unpacked"
_SHAPEFILE_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
#: Every part that GDAL would open beside a ``.shp``.
_PARTS_OF_GDAL = (*_SHAPEFILE_PARTS, ".sbn", ".sbx", ".qix", ".idm", ".ind", ".ldid")
_COLLECTED = {name for code, names in FORMATS.items() if code not in ("zip", "folder") for name in names} - {".txt"}
#: A table every plan has (layers.plan.schema.Table.PLAN).
_PLAN_TABLE = "lf_plan"


@dataclass
class Member:
    """One map file.  ``path`` is what is opened, perhaps a copy; ``files`` are the originals."""

    path: Path
    format: str
    stem: str
    files: tuple[Path, ...]
    problems: list[Problem] = field(default_factory=list)
    error: SourceError | None = None
    crs: str | None = None  # what the file says where GDAL would not hear it
    encoding: str = "UTF-8"  # of a text file that was judged here
    court: Court | None = None


@dataclass
class Opened:
    """A source held open: its format and its members."""

    path: Path
    format: str
    members: list[Member]
    problems: list[Problem]
    files: tuple[Path, ...]  # for the checksum
    scratch: Path
    encoding: str | None = None  # what the planner said

    def named(self, error: SourceError) -> SourceError:
        """Return an error that names the planner's file where it named a scratch copy of it."""
        path = Path(str(error.facts.get("path", "")))
        if not path.is_relative_to(self.scratch):
            return error
        unpacked = self.scratch / _UNPACKED
        if path.is_relative_to(unpacked):
            shown = self.path / path.relative_to(unpacked)
        else:
            originals = (file for member in self.members for file in member.files)
            shown = next((file for file in originals if file.name == path.name), self.path)
        return type(error)(**{**error.facts, "path": str(shown)})


@contextmanager
def open_source(path: Path, encoding: str | None = None) -> Iterator[Opened]:
    """Open a file, folder or archive; scratch copies live until the block ends.

    Text files are read in an ``encoding`` that the planner chose, else in the one found for each.

    Raises
    ------
    SourceError
        What :func:`layers.sources.sniff.identify` raises for the path itself, or an archive that is
        broken or unsafe.  A broken file inside a folder is its member's ``error``.
    """
    with tempfile.TemporaryDirectory(prefix="lianfang-source-", ignore_cleanup_errors=True) as folder:
        opened = Opened(path, identify(path), [], [], (path,), Path(folder), encoding)
        try:
            _fill(opened)
            yield opened
        except SourceError as error:
            raise opened.named(error) from error.__cause__


def _fill(opened: Opened) -> None:
    path, scratch = opened.path, opened.scratch
    if opened.format == "package":
        opened.problems.append(Problem("is_package", "info", {"path": str(path)}))
    elif opened.format == "zip":
        unpack(path, scratch / _UNPACKED)
        _collect(opened, _walk(scratch / _UNPACKED))
    elif opened.format == "folder":
        _collect(opened, _entries(path))
        opened.files = tuple(file for member in opened.members for file in member.files)
    else:
        opened.members = [_member(path, opened.format, scratch / "0", opened.encoding)]
        opened.files = opened.members[0].files
        if is_plan(path, opened.format):
            opened.problems.append(Problem("is_plan", "info", {"path": str(path)}))


def is_plan(path: Path, found: str) -> bool:
    """Return True when a GeoPackage is a plan of this program, by its name or its tables."""
    if found != "geopackage":
        return False
    if path.name.lower().endswith(".lianfang.gpkg"):
        return True
    return _PLAN_TABLE in (sqlite_tables(path) or ())


def _walk(folder: Path) -> list[Path]:
    found: list[Path] = []
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith((".", "__MACOSX")):
            continue
        if entry.is_dir() and entry.suffix.lower() != ".gdb":
            found.extend(_walk(entry))
        else:
            found.append(entry)
    return found


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(entry for entry in folder.iterdir() if not entry.name.startswith("."))
    except PermissionError as error:
        raise refuse(UnreadableSource, folder, "permission") from error


def _collect(opened: Opened, entries: list[Path]) -> None:
    skipped: list[str] = []
    photos: list[Path] = []
    for entry in entries:
        suffix = entry.suffix.lower()
        if is_special(entry):
            skipped.append(entry.name)
            continue
        if suffix == ".dbf" and sibling(entry, ".shp") is not None:
            continue
        is_text = suffix == ".txt" and entry.is_file() and looks_like_parcels(entry)
        if not is_text and (suffix not in _COLLECTED or (entry.is_dir() and suffix != ".gdb")):
            if not _is_side_file(entry):
                skipped.append(entry.name)
            continue
        try:
            if suffix in FORMATS["photos"]:
                if has_place(entry):  # all of them are one layer
                    photos.append(entry)
                else:
                    skipped.append(entry.name)
                continue
            found = identify(entry)
            if found == "package" or is_plan(entry, found):
                skipped.append(entry.name)
                continue
            scratch = opened.scratch / str(len(opened.members))
            opened.members.append(_member(entry, found, scratch, opened.encoding))
        except SourceError as error:
            opened.members.append(Member(entry, "unknown", entry.stem, (entry,), error=error))
    if photos:
        stem = opened.path.stem if not opened.members else "photos"
        opened.members.append(Member(photos[0].parent, "photos", stem, tuple(photos)))
    if not opened.members:
        raise refuse(NotGeographic, opened.path, "folder_empty" if opened.format == "folder" else "archive_other")
    if skipped:
        opened.problems.append(Problem("files_skipped", "info", {"count": len(skipped), "names": skipped[:5]}))


def _is_side_file(entry: Path) -> bool:
    return entry.suffix.lower() in {
        *_SHAPEFILE_PARTS,
        *MAPINFO_PARTS,
        ".sbn",
        ".sbx",
        ".qix",
        ".xml",
        ".tfw",
        ".ovr",
        ".qpj",
        ".qmd",
        ".met",
        ".fix",
    }


def _member(path: Path, found: str, scratch: Path, chosen: str | None) -> Member:
    if found == "shapefile":
        return _shapefile(path, scratch)
    if found == "geopackage":
        return _tiles_or_features(path, scratch)
    if found == "kmz":
        unpack(path, scratch)
        inner = [entry for entry in _walk(scratch) if entry.suffix.lower() == ".kml"]
        if not inner:
            raise refuse(NotGeographic, path, "archive_other")
        identify(inner[0])
        return _text(inner[0], "kml", scratch / "recoded", chosen, stem=path.stem, files=(path,))
    if found == "dxf":
        dxf.require_bounded(path)
    if found in ("geojson", "kml", "gpx", "dxf", "esrijson"):
        return _text(path, found, scratch, chosen, stem=path.stem, files=(path,))
    if found == "mapinfo":
        files = mapinfo.parts(path)
        return Member(mapinfo.neutral_copy(files, scratch), found, path.stem, files)
    if found == "filegdb":
        return Member(path, found, path.stem, tuple(sorted(entry for entry in path.iterdir() if entry.is_file())))
    if found == "xlsx":
        require_safe(path)
    return Member(path, found, path.stem, (path,))


def _text(path: Path, found: str, scratch: Path, chosen: str | None, *, stem: str, files: tuple[Path, ...]) -> Member:
    """GDAL reads these as UTF-8 whatever they are; anything else is recoded on a copy.

    XML is always read from a copy: drivers that mistake it for GML would write a schema beside it.
    """
    verdict = judge_file(path, chosen)
    if verdict is None and found in ("kml", "gpx") and b"<!DOCTYPE" in path.read_bytes().upper():
        raise refuse(UnsupportedFormat, path, "xml_doctype")
    if verdict is None:
        return Member(path, found, stem, files)
    encoding = verdict.encoding
    raw = path.read_bytes()
    if found not in ("kml", "gpx") and encoding == "UTF-8" and _is_plain_utf8(raw):
        return Member(path, found, stem, files, list(verdict.told_of_text()), court=verdict.court)
    text, unread = decode_text(raw, encoding)
    problems = [one for one in verdict.told_of_text(unread) if one.code != "encoding_detected"]
    if found in ("kml", "gpx"):
        if "<!DOCTYPE" in text.upper():
            raise refuse(UnsupportedFormat, path, "xml_doctype")
        text = re.sub(r'(<\?xml[^>]*encoding=["\'])[\w-]+', r"\1UTF-8", text, count=1)
        if found == "gpx":  # whose driver gives what it has of a text cut off, and says nothing
            _require_whole_xml(path, text)
    scratch.mkdir(parents=True, exist_ok=True)
    copy = scratch / f"{stem}{FORMATS[found][0]}"
    copy.write_text(text, encoding="utf-8")
    if encoding != "UTF-8" and not chosen:
        problems.insert(0, Problem("text_recoded", "info", {"encoding": encoding}))
    return Member(copy, found, stem, files, problems, encoding=encoding, court=verdict.court)


def _is_plain_utf8(raw: bytes) -> bool:
    """Return True for text that GDAL reads as it is: UTF-8 without a mark, no character broken."""
    if raw.startswith(b"\xef\xbb\xbf"):
        return False
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _require_whole_xml(path: Path, text: str) -> None:
    from xml.parsers import expat  # safe: a document type, and with it every entity, was refused before

    try:
        expat.ParserCreate("utf-8").Parse(text.encode("utf-8", errors="replace"), True)
    except expat.ExpatError as error:
        raise refuse(TruncatedSource, path, "xml_end", line=error.lineno) from error


def _tiles_or_features(path: Path, scratch: Path) -> Member:
    """A GeoPackage of tiles alone is a picture; one with features too is read for those, and the tiles are told."""
    tables = tiles.tile_tables(path) if "gpkg_tile_matrix_set" in (sqlite_tables(path) or ()) else []
    if tables and tiles.kind_of(path) == "gpkg":
        problems = [Problem("tiles_left_out", "info", {"names": tables[1:6]})] if tables[1:] else []
        return Member(path, "tiles", path.stem, (path,), problems)
    member = _geopackage(path, scratch)
    if tables:
        member.problems.append(Problem("tiles_left_out", "info", {"names": tables[:5]}))
    return member


def _geopackage(path: Path, scratch: Path) -> Member:
    """Copy a GeoPackage whose journal SQLite would have to write beside it."""
    with path.open("rb") as stream:
        is_wal = stream.read(20)[18:20] == b"\x02\x02"
    companions = [Path(f"{path}{tail}") for tail in ("-wal", "-journal")]
    present = [companion for companion in companions if companion.exists()]
    if not is_wal and not present:
        return Member(path, "geopackage", path.stem, (path,))
    scratch.mkdir(parents=True, exist_ok=True)
    for source in (path, *present):
        shutil.copyfile(source, scratch / source.name)
    return Member(scratch / path.name, "geopackage", path.stem, (path, *present))


def _shapefile(path: Path, scratch: Path) -> Member:
    parts = {suffix: part for suffix in _SHAPEFILE_PARTS if (part := sibling(path, suffix)) is not None}
    files = tuple(parts.values())
    problems: list[Problem] = []
    rows: int | None = None
    if ".dbf" not in parts:
        problems.append(Problem("dbf_missing", "warning"))
    else:
        rows = _check_dbf(parts[".dbf"])
    said = judge_prj(parts[".prj"]) if ".prj" in parts else Prj(None, True)
    problems += said.problems
    has_index = ".shx" in parts and _shx_fits(path, parts[".shx"])
    if has_index:
        problems += _rows_differ(parts[".shx"], rows)
    if has_index and said.is_for_gdal and not _has_special_parts(path):
        return Member(path, "shapefile", path.stem, files, problems, crs=said.text)
    scratch.mkdir(parents=True, exist_ok=True)
    left_out = {suffix for suffix, kept in ((".shx", has_index), (".prj", said.is_for_gdal)) if not kept}
    for suffix, part in parts.items():
        if suffix not in left_out:
            shutil.copyfile(part, scratch / f"{path.stem}{suffix}")
    copy = scratch / f"{path.stem}.shp"
    if not has_index:
        write_shx(copy)
        problems += _rows_differ(copy.with_suffix(".shx"), rows)
        problems.append(Problem("shx_rebuilt", "info"))
    return Member(copy, "shapefile", path.stem, files, problems, crs=said.text)


def _has_special_parts(path: Path) -> bool:
    """Return True when a pipe or a device lies where GDAL would look for a part of a shapefile."""
    names = (name for suffix in _PARTS_OF_GDAL for name in (suffix, suffix.upper()))
    return any(is_special(path.with_suffix(name)) for name in names)


def _rows_differ(shx: Path, rows: int | None) -> list[Problem]:
    """Return the finding that shapes and rows, which belong together by their order, are not as many."""
    shapes = (shx.stat().st_size - 100) // 8  # ESRI 1998: a head of 100 bytes, 8 for each shape
    return [] if rows in (None, shapes) else [Problem("dbf_rows_differ", "warning", {"shapes": shapes, "rows": rows})]


def _check_dbf(dbf: Path) -> int:
    """Return how many rows an attribute table has."""
    with dbf.open("rb") as stream:
        head = stream.read(12)
    if len(head) < 12:
        raise refuse(TruncatedSource, dbf, "header")
    rows, header, record = struct.unpack("<IHH", head[4:12])
    if header + rows * record > dbf.stat().st_size + 1:
        raise refuse(TruncatedSource, dbf, "dbf_short", stated=header + rows * record, size=dbf.stat().st_size)
    return int(rows)


def _shx_fits(shp: Path, shx: Path) -> bool:
    """Return True when the index is whole and its last entry lies inside the ``.shp``."""
    raw = shx.read_bytes()
    if len(raw) < 100 or len(raw) % 4 or raw[:4] != b"\x00\x00\x27\x0a":
        return False
    if 2 * struct.unpack(">i", raw[24:28])[0] > len(raw):
        return False
    if len(raw) == 100:
        return shp.stat().st_size == 100
    offset, length = struct.unpack(">ii", raw[-8:]) if len(raw) >= 108 else (0, 0)
    return bool(2 * offset >= 100 and 2 * offset + 8 + 2 * length <= shp.stat().st_size)


def write_shx(shp: Path) -> None:
    """Write the index of a shapefile beside it, by walking its records (ESRI 1998, Shapefile Technical Description)."""
    size = shp.stat().st_size
    entries = bytearray()
    with shp.open("rb") as stream:
        header = stream.read(100)
        at = 100
        while at + 8 <= size:
            stream.seek(at)
            _, words = struct.unpack(">ii", stream.read(8))
            if words < 2 or at + 8 + 2 * words > size:
                break
            entries += struct.pack(">ii", at // 2, words)
            at += 8 + 2 * words
    length = struct.pack(">i", (100 + len(entries)) // 2)
    shp.with_suffix(".shx").write_bytes(header[:24] + length + header[28:] + bytes(entries))
