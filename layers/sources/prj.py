"""The ``.prj`` beside a shapefile, in whatever dialect and encoding it was written.

GDAL takes WKT in UTF-8 and the keywords of old ARC/INFO; a text in UTF-16 it overlooks, and one cut off in the middle
makes it refuse the whole shapefile.  So the text is read here first, and withheld from GDAL where it would stumble.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from layers.sources.model import Problem

#: ArcGIS writes this where nothing is known.
_UNKNOWN = re.compile(r"\{?B286C06B-0879-11D2-AACA-00C04FA33C20\}?|unknown|\(?unknown\)?", re.IGNORECASE)
#: ``Projection    GEOGRAPHIC`` and so on, which GDAL translates.
_KEYWORDS = re.compile(r"\s*projection\s+\w+", re.IGNORECASE)
_MOST_BYTES = 1 << 16


@dataclass(frozen=True)
class Prj:
    """What a ``.prj`` says: ``text`` for PROJ, None where it says nothing; ``is_for_gdal`` when GDAL may see it."""

    text: str | None
    is_for_gdal: bool
    problems: tuple[Problem, ...] = ()


def judge_prj(path: Path) -> Prj:
    """Return what a ``.prj`` says.

    Notes
    -----
    ``prj_recoded`` is told of a text that is not UTF-8.  A text that PROJ does not understand is returned all the same.
    """
    import pyproj

    with path.open("rb") as stream:
        text, encoding = _decoded(stream.read(_MOST_BYTES))
    text = text.strip("\ufeff\x00 \t\r\n")
    if not text or _UNKNOWN.fullmatch(text):
        return Prj(None, True)
    if _KEYWORDS.match(text):
        return Prj(None, True)
    problems = () if encoding == "utf-8" else (Problem("prj_recoded", "info", {"encoding": encoding.upper()}),)
    try:
        crs = pyproj.CRS.from_user_input(text)
    except (pyproj.exceptions.CRSError, ValueError):
        return Prj(re.sub(r"\s+", " ", text), False, problems)  # for the question to show
    # Short forms (EPSG:4547, +proj=…) are nothing to GDAL; WKT it reads itself, with its own table of ESRI's names.
    is_wkt = text[:1].isalpha() and "[" in text
    return Prj(None if is_wkt and encoding == "utf-8" else crs.to_wkt(), encoding == "utf-8", problems)


def _decoded(raw: bytes) -> tuple[str, str]:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace"), "utf-16"
    if len(raw) >= 4 and raw[1:4:2] == b"\x00\x00":
        return raw.decode("utf-16-le", errors="replace"), "utf-16"
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return raw.decode("gb18030", errors="replace"), "gbk"
