"""Which encoding the text of a file is in: the witnesses are brought together here, and heard in :mod:`.readings`.

A shapefile's attribute table has four: the planner, whose word is final; the ``.cpg`` file and the language byte
of its header, which are often wrong; and the bytes themselves.  Other text has its byte order mark and its bytes.
"""

from __future__ import annotations

import codecs
import re
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from layers.sources import misread, readings
from layers.sources.model import Problem
from layers.sources.readings import WESTERN, Court, Said
from layers.sources.sniff import marked_codec

#: Language bytes that say something definite → Python codec.  0x00 and 0x57 ("ANSI") say nothing.
_LANGUAGE_BYTES = {0x4D: "GBK", 0x7A: "GBK", 0x4F: "BIG5", 0x78: "BIG5"}
#: Code page numbers that Python calls otherwise.
_NUMBERED = {"936": "GBK", "54936": "GB18030", "950": "BIG5", "65001": "UTF-8", "20936": "GB2312"}
_WESTERN = {"iso8859-1", "iso8859-15", "cp1252", "cp437", "cp850", "ascii"}
_MAX_VALUES = 20_000
_MAX_BYTES = 64 << 20
_BLOCK = 1 << 20
#: Between two pieces of a text file; none of these bytes is part of a character in any double-byte encoding.
_BETWEEN = re.compile(rb'([,;\t"\r\n<>]+)')
#: A piece that is not ASCII, with what is between before it.
_PIECES = re.compile(rb'[,;\t"\r\n<>](?:\xef\xbb\xbf)?([^,;\t"\r\n<>\x80-\xff]*+[\x80-\xff][^,;\t"\r\n<>]*+)')
#: Bytes that no text has, in Windows' 1252: with them a file is no Western text either.
_NO_TEXT = re.compile(rb"[\x81\x8d\x8f\x90\x9d\x00-\x08\x0e-\x19\x1b-\x1f]")


@dataclass(frozen=True)
class Verdict:
    """The encoding to read with, how it was found, and all readings of the text where it is not only ASCII."""

    encoding: str
    problems: tuple[Problem, ...] = ()
    court: Court | None = None

    def told_of_text(self, unread: int = 0) -> tuple[Problem, ...]:
        """Return what to tell of a text file, of which being UTF-8 is nothing to tell.

        ``unread`` is how many pieces could not be read when all was; the verdict may have heard only a part.
        """
        is_usual = self.encoding == "UTF-8"
        told = tuple(one for one in self.problems if not (is_usual and one.code == "encoding_detected"))
        if unread and not any(one.code == "text_unreadable" for one in told):
            told += (Problem("text_unreadable", "warning", {"count": unread, "used": self.encoding}),)
        return told


@dataclass(frozen=True)
class DbfText:
    """The raw text of a DBF that is not ASCII: names of fields, and values of its text fields."""

    language_byte: int
    values: tuple[bytes, ...]
    fields: tuple[bytes, ...] = ()


def judge_shapefile(shp: Path, chosen: str | None = None) -> Verdict:
    """Return the encoding of the attributes of a shapefile, or of a ``.dbf`` on its own.

    Parameters
    ----------
    shp : Path
        The ``.shp`` or ``.dbf``; its ``.dbf`` and ``.cpg`` are looked up in any letter case.
    chosen : str, optional
        What the planner said; wins.
    """
    dbf = sibling(shp, ".dbf")
    text = read_dbf_text(dbf) if dbf else DbfText(0, ())
    said = _declared(sibling(shp, ".cpg"))
    if said is None and (stated := _LANGUAGE_BYTES.get(text.language_byte)):
        said = Said(stated, "language_byte", f"0x{text.language_byte:02X}")
    court = readings.hear(text.values, text.fields, said=said, also=chosen)
    return verdict(court, said, chosen)


def verdict(court: Court | None, said: Said | None, chosen: str | None) -> Verdict:
    """Return what to read with, and what to tell about it."""
    if chosen:
        given = Problem("encoding_given", "info", {"used": chosen})
        return Verdict(chosen, (given, *damage(court, chosen)), court)
    if court is None:
        declared = said is not None and said.by != "language_byte"
        return Verdict(said.encoding if said is not None and declared else "UTF-8")
    used = court.best.encoding
    told: list[Problem] = []
    if not court.is_conclusive:
        told.append(Problem("encoding_unknown", "warning", {"used": used}))
    elif said is None or said.by == "language_byte":
        told.append(Problem("encoding_detected", "info", {"encoding": used}))
    elif not readings.is_family(used, said.encoding):
        declared_as = said.word if said.by == "header" else said.encoding
        told.append(Problem("encoding_cpg_wrong", "warning", {"declared": declared_as, "used": used}))
    return Verdict(used, (*told, *damage(court, used)), court)


def damage(court: Court | None, used: str) -> list[Problem]:
    """Return what of a text is cut off, cannot be read, or was lost before."""
    reading = None if court is None else court.reading(used)
    if reading is None:
        return []
    told: list[Problem] = []
    if reading.unread:
        told.append(Problem("text_unreadable", "warning", {"count": reading.unread, "used": used}))
    if reading.lost:
        facts = {"count": reading.lost, "examples": list(reading.lost_examples)}
        told.append(Problem("text_lost", "warning", facts))
    if reading.cut:
        told.append(Problem("text_cut", "info", {"count": reading.cut}))
    return told


def judge_text(raw: bytes, chosen: str | None = None) -> Verdict | None:
    """Return the encoding of a whole text (CSV, boundary points); None when it is no text.

    What :func:`decode_text` takes is in ``Verdict.encoding``.
    """
    return _judge_pieces(raw, pieces_of(raw), chosen)


def judge_file(path: Path, chosen: str | None = None) -> Verdict | None:
    """Return the encoding of a text file that may be large, read in blocks; None when it is no text."""
    with path.open("rb") as stream:
        head = stream.read(_BLOCK)
    return _judge_pieces(head, _pieces_in(path), chosen)


def pieces_of(raw: bytes) -> list[bytes]:
    """Return the cells and words of a text that are not ASCII, as often as they occur."""
    return _PIECES.findall(b"\n" + raw)


def _judge_pieces(head: bytes, pieces: Iterable[bytes], chosen: str | None) -> Verdict | None:
    if chosen and not is_encoding(chosen):
        return None
    marked = marked_codec(head)
    if marked.startswith("UTF-16"):  # no other reading of it is text
        if chosen:
            return verdict(None, None, chosen)
        is_text = decode_text(head[: len(head) & ~1], marked)[1] == 0
        return verdict(None, Said(marked, "header", ""), None) if is_text else None
    found: dict[bytes, int] = {}
    for piece in pieces:
        if len(found) < _MAX_VALUES or piece in found:
            found[piece] = found.get(piece, 0) + 1
    values = [value for value, times in found.items() for _ in range(min(times, 1_000))]
    first_line = pieces_of(head.removeprefix(codecs.BOM_UTF8).split(b"\n", 1)[0])  # the names of a table's columns
    is_table = len(first_line) < len(found)
    only = ("UTF-8",) if marked else None
    court = readings.hear(values, first_line if is_table else (), only=only, also=chosen)
    told = verdict(court, Said("UTF-8", "header", "") if marked else None, chosen)
    if court is not None and not chosen and court.best.encoding == WESTERN and _NO_TEXT.search(head):
        return None
    return told


def is_encoding(name: str) -> bool:
    """Return True for a name that text can be read with."""
    outer, wrong, right = misread.split(name)
    try:
        return all(b"a".decode(one or "ascii") == "a" for one in (outer, wrong, right))
    except (LookupError, ValueError):
        return False


def decode_text(raw: bytes, encoding: str) -> tuple[str, int]:
    """Return a whole text, and how many pieces of it have bytes that are no character (each becomes ``\ufffd``).

    A character cut off at the end of a cell, as programs do that count bytes, falls away.
    """
    outer, wrong, _ = misread.split(encoding)
    raw = raw.removeprefix(codecs.BOM_UTF8)
    if not wrong:
        try:
            return raw.decode(outer), 0
        except UnicodeDecodeError:
            if outer.startswith("UTF-16"):
                return raw.decode(outer, errors="replace"), 1
    parts, bad = [], 0
    for piece in _BETWEEN.split(raw):
        bad += readings.decode(piece, encoding) is None
        parts.append(readings.decode_anyway(piece, encoding))
    return "".join(parts), bad


def _pieces_in(path: Path) -> Iterator[bytes]:
    rest = b"\n"
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            if block.isascii() and rest.isascii():
                rest = b"\n" if rest.endswith(b"\n") else block[-1:]
                continue
            block = rest.removeprefix(codecs.BOM_UTF8) + block
            end = max(block.rfind(mark) for mark in (b'"', b",", b"\n", b"<"))
            yield from _PIECES.findall(b"\n" + block[:end])
            rest = block[max(end, 0) :] if len(block) - end < _BLOCK else b""
    yield from _PIECES.findall(b"\n" + rest)


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
    values: list[bytes] = []
    if record_size > 0:
        for start in range(0, len(body) - record_size + 1, record_size):
            record = body[start : start + record_size]
            if record.isascii():
                continue
            values.extend(value for first, last in spans if not (value := record[first:last].strip(b" \0")).isascii())
            if len(values) > _MAX_VALUES:
                break
    return DbfText(head[29], tuple(values), tuple(name for name in names if not name.isascii()))


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


def _declared(cpg: Path | None) -> Said | None:
    """Return what a ``.cpg`` says, as Python calls it; None when it says nothing definite.

    ``OEM`` and ``ANSI`` name no encoding, and the Western ones are what programs write when they were told
    none: every byte is a letter in them, so they can neither be confirmed nor refuted.
    """
    if cpg is None:
        return None
    written = cpg.read_bytes()[:64].decode("ascii", errors="ignore").strip()
    word = re.sub(r"^(?:ANSI|OEM|CP|WINDOWS)[ _-]*(?=\d)", "", written, flags=re.IGNORECASE)
    word = _NUMBERED.get(word, f"cp{word}" if word.isdigit() else word)
    try:
        name = codecs.lookup(word).name
        is_text = b"a".decode(word) == "a"
    except (LookupError, ValueError):
        return None
    if not is_text or name in _WESTERN:
        return None
    return Said("UTF-8" if name == "utf-8" else word, "cpg", written)


def sibling(path: Path, suffix: str) -> Path | None:
    """Return the part of a shapefile with a suffix, in any letter case; None when there is none.

    A pipe or a folder of that name is none: opening it could wait for ever.
    """
    exact = path.with_suffix(suffix)
    if exact.is_file():
        return exact
    wanted = exact.name.lower()
    named = (entry for entry in path.parent.iterdir() if entry.name.lower() == wanted)
    return next((entry for entry in named if entry.is_file()), None)
