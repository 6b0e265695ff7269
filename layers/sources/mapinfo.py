"""MapInfo tables: ``.tab`` with ``.dat``, ``.map`` and ``.id``, and the exchange pair ``.mif`` and ``.mid``.

Their header names a character set and is often wrong: tables of Chinese text say ``WindowsLatin1`` or ``Neutral``.
GDAL would believe it, so it is given a copy that says ``Neutral`` and hands the bytes over as they are; the bytes then
say what they are (:mod:`layers.sources.encoding`).
"""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

from layers.errors import TruncatedSource, UnsupportedFormat
from layers.sources import encoding, readings
from layers.sources.encoding import Verdict, read_dbf_text, sibling
from layers.sources.model import Problem
from layers.sources.readings import Said
from layers.sources.sniff import refuse

_HEAD = 1 << 16
_MAX_TAB = 16 << 20
#: What makes a ``.tab`` point to other files though it says ``Type NATIVE``: a seamless table, a view of two tables.
_LINKED = re.compile(rb'\\IsSeamless"\s*=\s*"TRUE|^\s*(?:create\s+view|open\s+table)\b', re.IGNORECASE | re.MULTILINE)
_MAX_TEXT = 64 << 20
_CHARSET = re.compile(rb'(!charset\s+|charset\s*")([\w-]+)', re.IGNORECASE)
#: What headers say → Python codec; all other words say nothing about Chinese text.
_CODECS = {"windowssimpchinese": "GBK", "windowstradchinese": "BIG5", "utf-8": "UTF-8"}


def parts(path: Path) -> tuple[Path, ...]:
    """Return a table's files, ``path`` first.

    Raises
    ------
    TruncatedSource
        One of them is missing.
    UnsupportedFormat
        The table only points to other files, which GDAL would follow to wherever they are.
    """
    if path.suffix.lower() == ".tab" and (path.stat().st_size > _MAX_TAB or _LINKED.search(path.read_bytes())):
        raise refuse(UnsupportedFormat, path, "mapinfo_linked")
    wanted = (".dat", ".map", ".id") if path.suffix.lower() == ".tab" else (".mid",)
    found = [sibling(path, suffix) for suffix in wanted]
    if not all(found):
        missing = ", ".join(f"{path.stem}{s}" for s, one in zip(wanted, found, strict=True) if one is None)
        raise refuse(TruncatedSource, path, "mapinfo_missing", missing=missing)
    return (path, *(one for one in found if one is not None))


def neutral_copy(files: tuple[Path, ...], scratch: Path) -> Path:
    """Return a copy whose header names no character set; the other parts lie beside it under names that match."""
    scratch.mkdir(parents=True, exist_ok=True)
    main = files[0]
    copy = scratch / f"{main.stem}{main.suffix.lower()}"
    with main.open("rb") as source, copy.open("wb") as sink:
        sink.write(_CHARSET.sub(rb"\1Neutral", source.read(_HEAD)))
        shutil.copyfileobj(source, sink, 1 << 20)
    for part in files[1:]:
        shutil.copyfile(part, scratch / f"{main.stem}{part.suffix.lower()}")
    return copy


def judge(files: tuple[Path, ...], chosen: str | None = None) -> Verdict:
    """Return the encoding of a table's text: the planner's word, else what its bytes and its header say."""
    with files[0].open("rb") as stream:
        head = stream.read(_HEAD)
    written = _CHARSET.search(head)
    word = written[2].decode("ascii", errors="replace") if written else ""
    codec = _CODECS.get(word.lower())
    said = Said(codec, "header", word) if codec else None
    values, fields = _text(files, head)
    verdict = encoding.verdict(readings.hear(values, fields, said=said, also=chosen), said, chosen)
    if codec is None and word.lower() not in ("", "neutral"):  # it says something that Chinese text is never in
        told = Problem("encoding_cpg_wrong", "warning", {"declared": word, "used": verdict.encoding})
        problems = tuple(told if one.code == "encoding_detected" else one for one in verdict.problems)
        verdict = replace(verdict, problems=problems)
    return verdict


def _text(files: tuple[Path, ...], head: bytes) -> tuple[list[bytes], list[bytes]]:
    """Return the cells of the ``.dat`` or ``.mid``, and the names of columns in the header."""
    names = [word for line in head.splitlines() if not line.isascii() for word in line.split()]
    if files[0].suffix.lower() == ".tab":
        return list(read_dbf_text(files[1]).values), names
    with files[1].open("rb") as stream:
        raw = stream.read(_MAX_TEXT)
    return encoding.pieces_of(raw), names
