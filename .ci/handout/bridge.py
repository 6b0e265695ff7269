"""pyproj over rasterio's PROJ: the same library once, and no second curl, SQLite and TIFF below it (13 MB).

rasterio's wheel has PROJ with its functions renamed (``internal_proj_create``), pyproj's with their own names.  PROJ
keeps its C interface within a number of its library (25 since 9.2).  So in the place of pyproj's PROJ comes a small
library of jumps: ``proj_create: jmp internal_proj_create``, for each function that pyproj calls.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from pathlib import Path

_NAME = re.compile(r"libproj-[0-9a-f]+\.so\.25\.([0-9.]+)")
_PREFIX = "internal_"


def bridge(box: Path) -> int:
    """Put the jumps in the place of pyproj's PROJ; return the bytes saved, 0 where the wheels are other ones."""
    found = [
        [path for path in (box / "lib" / room).glob("libproj-*") if _NAME.fullmatch(path.name)]
        for room in ("pyproj.libs", "rasterio.libs")
    ]
    if [len(one) for one in found] != [1, 1]:
        return 0
    (own,), (other,) = found
    called = set().union(*(symbols(path, "U") for path in (box / "lib" / "pyproj").rglob("*.so"))) & symbols(own, "T")
    missing = called - {name.removeprefix(_PREFIX) for name in symbols(other, "T")}
    if missing or _release(other) < _release(own):
        raise SystemExit(f"{other.name} cannot stand for {own.name}: it is older or has no {sorted(missing)}")
    before = own.stat().st_size
    jumps = "".join(
        f".globl {name}\n.type {name}, @function\n{name}: jmp {_PREFIX}{name}@PLT\n" for name in sorted(called)
    )
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "jumps.s"
        source.write_text(f'.text\n{jumps}.section .note.GNU-stack,"",@progbits\n', encoding="ascii")
        words = (os.environ.get("CC") or "gcc").split()
        link = ["-shared", "-nostdlib", f"-Wl,-soname,{own.name}", "-Wl,-rpath,$ORIGIN/../rasterio.libs", "-Wl,-z,now"]
        target = Path(scratch) / own.name
        subprocess.run([*words, *link, "-o", str(target), str(source), str(other)], check=True)
        own.write_bytes(target.read_bytes())
    return before - own.stat().st_size


def symbols(path: Path, kind: str) -> set[str]:
    """Return the names a library asks for (``U``) or has as code (``T``)."""
    said = subprocess.run(["nm", "-D", str(path)], capture_output=True, text=True, check=True).stdout
    return {line.split()[-1].partition("@")[0] for line in said.splitlines() if line.split()[-2] == kind}


def _release(path: Path) -> tuple[int, ...]:
    found = _NAME.fullmatch(path.name)
    return tuple(int(part) for part in found[1].split(".")) if found else ()
