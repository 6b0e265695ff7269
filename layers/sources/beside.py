"""What lies beside a map file and speaks of its coordinate system: metadata, notes, a QGIS side file.

A ``.qpj`` or ``.qmd`` of QGIS and the ``.shp.xml`` of ArcGIS hold the system as the program knew it: where the file
itself says nothing, that is taken and said.  Words in texts (西安80, 高德 …) are evidence and decide nothing.
"""

from __future__ import annotations

import html
import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

#: Endings behind a file's stem or its whole name.
_MACHINE = (".qpj", ".qmd", ".shp.xml", ".xml", ".aux.xml")
_NOTES = (".txt", ".met", ".md", ".readme")
#: Notes that speak of a whole folder.
_FOLDER_NOTES = (
    *("readme.txt", "README.txt", "readme.md", "README.md"),
    *("说明.txt", "数据说明.txt", "坐标说明.txt", "元数据.txt", "读我.txt"),
)
_MOST_BYTES = 1 << 18
_DATUMS = re.compile(
    r"西安\s*(?:19)?80|(?:19)?80\s*西安|xi'?an[ _-]?(?:19)?80|北京\s*(?:19)?54|(?:19)?54\s*北京|beijing[ _-]?(?:19)?54|"
    r"(?:19)?80\s*国家大地坐标系|(?:19)?54\s*坐标系|cgcs\s*2000|2000\s*国家大地坐标系|国家\s*2000",
    re.IGNORECASE,
)
_SECRET = re.compile(r"西安|xi'?an|北京|beijing|80|54", re.IGNORECASE)
_SHIFTED = re.compile(r"gcj[-_ ]?0?2|火星坐标|高德|腾讯地图|amap|autonavi|bd[-_ ]?09|百度", re.IGNORECASE)
_WKT = re.compile(r"(?:PROJCS|GEOGCS|PROJCRS|GEOGCRS|GEODCRS)\[", re.IGNORECASE)
_CODE = re.compile(r"<authid>\s*(EPSG:\d{4,6})\s*</authid>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_AROUND = 16


@dataclass(frozen=True)
class Mention:
    """A few words of a side file that speak of a datum or of a shifted web map."""

    file: str
    evidence: str
    is_secret: bool = False  # of a datum without public parameters
    is_shift: bool = False


def crs_beside(path: Path) -> tuple[str, str] | None:
    """Return the CRS that a program's side file states, as WKT or code, and the side file's name."""
    for side in _sides(path, _MACHINE):
        text = html.unescape(html.unescape(_text(side)))
        code = _CODE.search(text)
        if code is not None:
            return code[1], side.name
        found = _WKT.search(text)
        if found is not None:
            return _balanced(text[found.start() :]), side.name
    return None


def mentions(path: Path, layer: str = "") -> list[Mention]:
    """Return what side files of a map file, and the metadata tables of a GeoPackage, say about its datum.

    Parameters
    ----------
    path : path
        The map file itself.
    layer : str
        Of a GeoPackage: only rows of the metadata tables that concern it, or the whole file.
    """
    found: list[Mention] = []
    for side in (*_sides(path, (*_NOTES, *_MACHINE)), *_folder_notes(path)):
        text = _TAG.sub(" ", html.unescape(_text(side))) if side.suffix.lower() != ".txt" else _text(side)
        found += _said(side.name, text)
    if path.suffix.lower() == ".gpkg":
        found += [said for text in _metadata(path, layer) for said in _said("gpkg_metadata", text)]
    # On Windows one file answers to both spellings.
    return list({(one.file.lower(), one.evidence): one for one in reversed(found)}.values())[::-1]


def named_in(texts: Iterable[str]) -> list[Mention]:
    """Return what names of files, layers and columns, and a column such as 坐标系, say about a datum."""
    found = (one for text in texts for one in _said("", text) if not one.is_shift)
    return list(dict.fromkeys(found))


def _said(file: str, text: str) -> Iterator[Mention]:
    for pattern, is_shift in ((_DATUMS, False), (_SHIFTED, True)):
        found = pattern.search(text)
        if found is None:
            continue
        secret = next((one for one in pattern.finditer(text) if _is_secret(one[0])), None) if not is_shift else None
        found = secret or found
        start, end = max(0, found.start() - _AROUND), found.end() + _AROUND
        evidence = re.sub(r"\s+", " ", text[start:end]).strip()
        yield Mention(file, evidence, secret is not None, is_shift)


def _is_secret(words: str) -> bool:
    return "2000" not in words and _SECRET.search(words) is not None


def _sides(path: Path, endings: tuple[str, ...]) -> list[Path]:
    """Return the side files that exist; their endings may be in capitals.  A folder of thousands is not listed."""
    names = dict.fromkeys(
        f"{name}{written}"
        for ending in endings
        for name in (path.stem, path.name)
        for written in (ending, ending.upper())
    )
    found = [path.with_name(name) for name in names if name != path.name]
    return [side for side in found if side.is_file()]


def _folder_notes(path: Path) -> list[Path]:
    found = [path.with_name(name) for name in _FOLDER_NOTES if name != path.name]
    return [note for note in found if note.is_file()]


def _text(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            raw = stream.read(_MOST_BYTES)
    except OSError:
        return ""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030", errors="replace")


def _balanced(text: str) -> str:
    """Return the WKT at the beginning of a text, to its closing bracket."""
    depth = 0
    for place, mark in enumerate(text):
        depth += (mark == "[") - (mark == "]")
        if mark == "]" and depth == 0:
            return text[: place + 1]
    return text


def _metadata(path: Path, layer: str) -> list[str]:
    """Return the metadata texts of a GeoPackage and what its tables say of themselves; none when it cannot be read."""
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    contents = (
        "SELECT coalesce(identifier, '') || ' ' || coalesce(description, '') FROM gpkg_contents WHERE table_name = ?"
    )
    about = (
        "SELECT m.metadata FROM gpkg_metadata m JOIN gpkg_metadata_reference r ON r.md_file_id = m.id "
        "WHERE r.table_name IS NULL OR r.table_name = ?"
    )
    texts: list[str] = []
    for query in (contents, about):
        try:
            with closing(sqlite3.connect(uri, uri=True)) as connection:
                rows = connection.execute(query, (layer,)).fetchmany(50)
        except (sqlite3.Error, UnicodeDecodeError):
            continue
        texts += [html.unescape(str(row[0]))[:_MOST_BYTES] for row in rows if row[0]]
    return [_TAG.sub(" ", text) for text in texts]
