"""Which encoding the text of a file is in.

A shapefile's attribute table has four witnesses: the planner, the ``.cpg`` file, the language byte of
its header, and the bytes themselves.  They are heard in that order, and the first whose reading is
possible wins.  Bytes that are valid UTF-8 beyond ASCII are UTF-8: GBK text is so by accident less
than once in a thousand names.  Text cut in the middle of a character by the field's width is no objection.
"""

from __future__ import annotations

import codecs
import re
import struct
from dataclasses import dataclass
from pathlib import Path

from layers.sources.model import Problem

#: Language bytes that say something definite → Python codec.  0x00 and 0x57 ("ANSI") say nothing.
_LANGUAGE_BYTES = {0x4D: "GBK", 0x7A: "GBK", 0x4F: "BIG5", 0x78: "BIG5"}
_FALLBACK = "ISO-8859-1"
#: Code page numbers that Python calls otherwise.
_NUMBERED = {"936": "GBK", "54936": "GB18030", "950": "BIG5", "65001": "UTF-8", "20936": "GB2312"}
_WESTERN = {"iso8859-1", "iso8859-15", "cp1252", "cp437", "cp850", "ascii"}
_MAX_VALUES = 20_000
_MAX_BYTES = 64 << 20


@dataclass(frozen=True)
class Verdict:
    """The encoding to read with, and how it was found."""

    encoding: str
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class DbfText:
    """The raw text of a DBF: field names and the values of its text fields that are not ASCII."""

    language_byte: int
    values: tuple[bytes, ...]


def judge_shapefile(shp: Path, chosen: str | None = None) -> Verdict:
    """Return the encoding of a shapefile's attributes.

    Parameters
    ----------
    shp : Path
        The ``.shp``; its ``.dbf`` and ``.cpg`` are looked up in any letter case.
    chosen : str, optional
        What the planner said; wins.
    """
    if chosen:
        return Verdict(chosen, (Problem("encoding_given", "info", {"used": chosen}),))
    dbf = sibling(shp, ".dbf")
    text = read_dbf_text(dbf) if dbf else DbfText(0, ())
    declared = _declared(sibling(shp, ".cpg"))
    if declared and can_decode(text.values, declared):
        return Verdict(declared)
    found = _from_bytes(text)
    if declared:
        return Verdict(found, (Problem("encoding_cpg_wrong", "warning", {"declared": declared, "used": found}),))
    if not text.values:
        return Verdict(found)
    if found == _FALLBACK:
        return Verdict(found, (Problem("encoding_unknown", "warning", {"used": found}),))
    return Verdict(found, (Problem("encoding_detected", "info", {"encoding": found}),))


def _from_bytes(text: DbfText) -> str:
    if not text.values:
        return "UTF-8"
    stated = _LANGUAGE_BYTES.get(text.language_byte)
    candidates = ["UTF-8", "GBK", "GB18030"] if stated is None else [stated, "UTF-8", "GBK", "GB18030"]
    return next((name for name in candidates if can_decode(text.values, name)), _FALLBACK)


def judge_text(raw: bytes, chosen: str | None = None) -> str | None:
    """Return the encoding of a whole text file (CSV, GeoJSON, KML); None when no candidate can read it."""
    if chosen:
        return chosen if _decodes(raw, chosen) else None
    if raw.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16" if _decodes(raw, "utf-16") else None
    return next((name for name in ("utf-8", "gb18030") if _decodes(raw, name)), None)


def judge_file(path: Path) -> str | None:
    """Return the encoding of a text file, read in blocks; None when no candidate can read it."""
    with path.open("rb") as stream:
        head = stream.read(4)
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return next((name for name in ("utf-8", "gb18030") if _file_decodes(path, name)), None)


def _file_decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as stream:
            while block := stream.read(1 << 20):
                decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def can_decode(values: tuple[bytes, ...], encoding: str) -> bool:
    """Return True when every value is text in an encoding, a character cut off at its end forgiven."""
    try:
        decoder_of = codecs.getincrementaldecoder(encoding)
    except LookupError:
        return False
    for value in values:
        try:
            decoder_of().decode(value, final=False)
        except (UnicodeDecodeError, ValueError):
            return False
    return True


def read_dbf_text(dbf: Path) -> DbfText:
    """Return the non-ASCII text of a DBF, at most 20 000 values; an unreadable table has none."""
    with dbf.open("rb") as stream:
        head = stream.read(32)
        if len(head) < 32:
            return DbfText(0, ())
        header_size, record_size = struct.unpack("<HH", head[8:12])
        descriptors = stream.read(max(0, header_size - 32))
        body = stream.read(_MAX_BYTES)
    names, spans = _fields(descriptors)
    values = [name for name in names if not name.isascii()]
    if record_size > 0:
        for start in range(0, len(body) - record_size + 1, record_size):
            record = body[start : start + record_size]
            if record.isascii():
                continue
            values.extend(value for first, last in spans if not (value := record[first:last].strip(b" \0")).isascii())
            if len(values) > _MAX_VALUES:
                break
    return DbfText(head[29], tuple(values))


def _fields(descriptors: bytes) -> tuple[list[bytes], list[tuple[int, int]]]:
    names: list[bytes] = []
    spans: list[tuple[int, int]] = []
    at = 1  # the deletion flag
    for start in range(0, len(descriptors) - 31, 32):
        descriptor = descriptors[start : start + 32]
        if descriptor[0] == 0x0D:
            break
        names.append(descriptor[:11].split(b"\0", 1)[0])
        width = descriptor[16]
        if descriptor[11:12] == b"C":
            width += descriptor[17] << 8  # long text fields keep the high byte in the decimals
            spans.append((at, at + width))
        at += width
    return names, spans


def _declared(cpg: Path | None) -> str | None:
    """Return the Python name of what a ``.cpg`` says; None when it says nothing definite.

    ``OEM`` and ``ANSI`` name no encoding, and the Western ones are what programs write when they were told
    none: every byte is a letter in them, so they can neither be confirmed nor refuted.
    """
    if cpg is None:
        return None
    word = cpg.read_bytes()[:64].decode("ascii", errors="ignore").strip()
    word = re.sub(r"^(?:ANSI|OEM|CP|WINDOWS)[ _-]*(?=\d)", "", word, flags=re.IGNORECASE)
    word = _NUMBERED.get(word, f"cp{word}" if word.isdigit() else word)
    try:
        name = codecs.lookup(word).name
        is_text = b"a".decode(word) == "a"
    except (LookupError, ValueError):
        return None
    if not is_text or name in _WESTERN:
        return None
    return "UTF-8" if name == "utf-8" else word


def sibling(path: Path, suffix: str) -> Path | None:
    """Return the part of a shapefile with a suffix, in any letter case; None when there is none."""
    exact = path.with_suffix(suffix)
    if exact.exists():
        return exact
    wanted = exact.name.lower()
    return next((entry for entry in path.parent.iterdir() if entry.name.lower() == wanted), None)


def _decodes(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except (UnicodeDecodeError, LookupError, ValueError):
        return False
    return True
