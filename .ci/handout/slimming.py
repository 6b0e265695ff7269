"""Libraries that several wheels bring in the same version lie in the box once."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

#: GEOS of shapely, exactextract and rasterio: the same release, and its C++ parts are used by its C parts alone.
_SAME_RELEASE = re.compile(r"^(libgeos(?:_c)?)-[0-9a-f]+\.so\.([0-9.]+)$")


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
            saved += path.stat().st_size
            path.unlink()
            path.symlink_to(Path(*[".."] * (len(path.relative_to(box).parts) - 1)) / kept.relative_to(box))
    return saved
