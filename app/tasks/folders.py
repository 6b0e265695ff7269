"""A dropped folder stands for every folder below it that holds map files: a stick comes with one folder per county."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from layers.sources import Inspection

#: Folders with map files that are looked at, and folders gone through to find them; a whole disk is no delivery.
_MOST_FOUND, _MOST_SEEN = 60, 2_000


def with_subfolders(paths: Sequence[Path]) -> list[Path]:
    """Return paths, each folder followed by those below it that hold map files; itself only when it holds any."""
    found: list[Path] = []
    for path in paths:
        below = _below(path) if _is_plain_folder(path) else []
        if not below or _holds_maps(path):
            found.append(path)
        found += below
    return list(dict.fromkeys(found))


def without_folders(inspection: Inspection, looked_at: set[Path]) -> Inspection:
    """Return an inspection whose note of what was left out does not name folders that are looked at themselves."""
    folder = Path(inspection.path)
    kept = []
    for problem in inspection.problems:
        if problem.code == "files_skipped":
            inside = {path.name for path in looked_at if path.parent == folder}
            names = [name for name in problem.facts["names"] if name not in inside]
            count = int(problem.facts["count"]) - len(inside)
            if count <= 0:
                continue
            problem = replace(problem, facts={**problem.facts, "count": count, "names": names})
        kept.append(problem)
    return replace(inspection, problems=tuple(kept))


def _is_plain_folder(path: Path) -> bool:
    return path.is_dir() and path.suffix.lower() != ".gdb"


def _below(folder: Path) -> list[Path]:
    found: list[Path] = []
    for seen, (place, folders, _files) in enumerate(os.walk(folder)):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not name.lower().endswith(".gdb"))
        here = Path(place)
        if here != folder and _holds_maps(here):
            found.append(here)
        if seen >= _MOST_SEEN or len(found) >= _MOST_FOUND:
            break
    return found


def _holds_maps(folder: Path) -> bool:
    from layers.sources import supported_extensions
    from layers.sources.sniff import looks_like_parcels

    endings = set(supported_extensions()) - {".txt"}
    try:
        entries = [entry for entry in folder.iterdir() if not entry.name.startswith(".")]
        return any(
            entry.suffix.lower() in endings
            or (entry.suffix.lower() == ".txt" and entry.is_file() and looks_like_parcels(entry))
            for entry in entries
        )
    except OSError:
        return False
