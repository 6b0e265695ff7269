"""ICU's tables for the languages the program speaks: 30 of the 38 MB of ICU are those of all others.

Qt asks ICU to compare words, to change their case and to read the encodings it does not know itself.  What is kept:
the roots every language falls back on, Chinese and English, all character tables, encodings of Chinese.  The format is
ICU's own common data ("CmnD"): a header, a table of names and places, the items.
"""

from __future__ import annotations

import os
import re
import struct
import subprocess
import tempfile
from pathlib import Path

#: Names of items, the package's own prefix left out.
_LANGUAGE = re.compile(r"(coll/|brkitr/)?(root|pool|res_index|en|en_US|en_US_POSIX|zh|zh_\w+)\.res")
_ENCODING = re.compile(r"(gb|windows-9(36|50)|ibm-(1386|1383|5478|1373|950)|big5|ISO|iso|LMBCS|icu-internal).*\.cnv")
#: Facts that hold in every language, by name: the rest at the top of the package are languages.
_FACTS = re.compile(
    r"(likelySubtags|supplementalData|numberingSystems|keyTypeData|timezoneTypes|zoneinfo64|metaZones|plurals|"
    r"pluralRanges|dayPeriods|genderList|icustd|icuver|langInfo|currencyNumericCodes|windowsZones|grammaticalFeatures)\.res"
)
#: Names of characters (nobody asks), how words of Thai, Khmer and so on are told apart.
_LEFT = re.compile(r"(unames|confusables|cfu)\.(icu|cfu)")


def is_kept(name: str) -> bool:
    """Tell whether an item of ICU's data stays."""
    if name.endswith((".res", ".cnv")):
        return any(one.fullmatch(name) for one in (_LANGUAGE, _ENCODING, _FACTS))
    is_table = name.endswith((".icu", ".nrm", ".spp"))
    return is_table and "/" not in name.removeprefix("coll/") and not _LEFT.fullmatch(name)


def repacked(data: bytes) -> bytes:
    """Return common data with the kept items only."""
    (head,) = struct.unpack_from("<H", data)
    if data[2:4] != b"\xda\x27" or data[12:16] != b"CmnD" or data[8] != 0:
        raise ValueError("these are not ICU's common data of a little-endian machine")
    (count,) = struct.unpack_from("<I", data, head)
    table = [struct.unpack_from("<II", data, head + 4 + 8 * at) for at in range(count)]
    ends = [start for _, start in table[1:]] + [len(data) - head]
    kept = []
    for (name_at, start), end in zip(table, ends, strict=True):
        name = data[head + name_at : data.index(b"\0", head + name_at)]
        if is_kept(name.decode().partition("/")[2]):
            kept.append((name, data[head + start : head + end]))
    names, place = b"", 4 + 8 * len(kept)
    places = []
    for name, _ in kept:
        places.append(place + len(names))
        names += name + b"\0"
    at = _up(place + len(names))
    toc, body = struct.pack("<I", len(kept)), b""
    for (_, item), name_at in zip(kept, places, strict=True):
        toc += struct.pack("<II", name_at, at + len(body))
        body += item.ljust(_up(len(item)), b"\0")
    return data[:head] + (toc + names).ljust(at, b"\0") + body


def shrink(library: Path) -> int:
    """Write ``libicudata.so.NN`` anew with what is kept; return the bytes saved."""
    version = library.name.rpartition(".")[2]
    symbol = f"icudt{version}_dat"
    before = library.stat().st_size
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / "data.bin").write_bytes(repacked(_symbol(library, symbol)))
        (folder / "data.s").write_text(
            f'.section .rodata\n.balign 16\n.globl {symbol}\n.type {symbol}, @object\n{symbol}:\n.incbin "data.bin"\n'
            f'.size {symbol}, .-{symbol}\n.section .note.GNU-stack,"",@progbits\n',
            encoding="ascii",
        )
        words = (os.environ.get("CC") or "gcc").split()
        link = ["-shared", "-nostdlib", f"-Wl,-soname,{library.name}", "-o", library.name, "data.s"]
        subprocess.run([*words, *link], cwd=folder, check=True)
        library.write_bytes((folder / library.name).read_bytes())
    return before - library.stat().st_size


def _symbol(library: Path, name: str) -> bytes:
    """Return the bytes of an object in a library."""
    said = subprocess.run(["objdump", "-T", str(library)], capture_output=True, text=True, check=True).stdout
    found = re.search(rf"^([0-9a-f]+) .*?\s([0-9a-f]+)\s+\S*\s*{name}$", said, re.MULTILINE)
    if not found:
        raise SystemExit(f"{library} has no {name}: another ICU?")
    address, size = (int(word, 16) for word in found.groups())
    raw = library.read_bytes()
    (start,) = struct.unpack_from("<Q", raw, 32)
    entry, count = struct.unpack_from("<HH", raw, 54)
    for at in range(start, start + entry * count, entry):
        kind, _, offset, virtual = struct.unpack_from("<IIQQ", raw, at)
        (length,) = struct.unpack_from("<Q", raw, at + 32)
        if kind == 1 and virtual <= address < virtual + length:
            begun = offset + address - virtual
            return raw[begun : begun + (size or offset + length - begun)]
    raise SystemExit(f"{library}: {name} lies in no segment")


def _up(size: int) -> int:
    return -(-size // 16) * 16
