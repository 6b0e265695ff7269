"""What several wheels bring lies in the box once: the same release, or the newest where older readers take it."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from contextlib import closing
from pathlib import Path

#: GEOS of shapely, exactextract and rasterio: the same release, and its C++ parts are used by its C parts alone.
_SAME_RELEASE = re.compile(r"^(libgeos(?:_c)?)-[0-9a-f]+\.so\.([0-9.]+)$")


#: A table of coordinate systems serves older PROJ of the same layout: its lesser number may be higher.
_PROJ_LAYOUT = "SELECT value FROM metadata WHERE key = 'DATABASE.LAYOUT.VERSION.{}'"


def share_tables(box: Path) -> int:
    """Let every PROJ use the newest table of coordinate systems; return the bytes saved."""
    tables = {path: _layout(path) for path in sorted(box.rglob("proj.db")) if not path.is_symlink()}
    if len({layout[0] for layout in tables.values()}) > 1:
        raise SystemExit(f"the tables of PROJ have layouts that do not fit together: {tables}")
    newest = max(tables, key=lambda path: tables[path])
    return sum(_link(box, path, newest) for path in tables if path != newest)


def _layout(path: Path) -> tuple[int, int]:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as table:
        major, minor = (int(table.execute(_PROJ_LAYOUT.format(part)).fetchone()[0]) for part in ("MAJOR", "MINOR"))
    return major, minor


def _link(box: Path, path: Path, kept: Path) -> int:
    """Replace a file by a link to another; return the bytes saved."""
    saved = path.stat().st_size
    path.unlink()
    path.symlink_to(Path(*[".."] * (len(path.relative_to(box).parts) - 1)) / kept.relative_to(box))
    return saved


def share_same(box: Path) -> int:
    """Replace repeated libraries by links to the first one; return the bytes saved."""
    first: dict[object, Path] = {}
    saved = 0
    for path in sorted(box.rglob("*")):
        if not path.is_file() or path.is_symlink() or path.stat().st_size < 100_000:
            continue
        release = _SAME_RELEASE.match(path.name)
        key = release.groups() if release else hashlib.sha256(path.read_bytes()).digest()
        kept = first.setdefault(key, path)
        if kept is not path:
            saved += _link(box, path, kept)
    return saved
