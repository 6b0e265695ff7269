"""Looks for rasters in folders that a person chose: by size, then by content, whatever they are called now."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from layers.plan.model import LayerRecord
from layers.plan.raster_places import base_name
from layers.plan.rasters import checksum
from layers.progress import Progress, part, silent

#: A folder somebody chose is searched this deep and this far, so that a whole disk ends too.
MOST_LEVELS = 12
MOST_FILES = 300_000
#: Without a stored size only these are read; with one, any file of that size.
_SUFFIXES = (".tif", ".tiff", ".gtiff")
_NOT_FILES = frozenset(map(Path, ("/proc", "/sys", "/dev", "/run"))) if os.name == "posix" else frozenset()


def find(record: LayerRecord, folders: Iterable[Path], progress: Progress = silent) -> list[Path]:
    """Return the files within folders that are the raster of a layer; see :func:`find_all`."""
    return find_all([record], folders, progress).get(record.uid, [])


def find_all(
    records: Sequence[LayerRecord], folders: Iterable[Path], progress: Progress = silent
) -> dict[str, list[Path]]:
    """Look for several rasters in one walk.

    Parameters
    ----------
    records : sequence of LayerRecord
        Those without a stored checksum cannot be told and are not looked for.
    folders : iterable of Path
        Searched with what lies in them, without following links.
    progress : Progress
        Steps ``"searching"``, then ``"rasters"``; may raise ``Cancelled``.

    Returns
    -------
    dict of str to list of Path
        Layer uid → files with the size (where known) and SHA-256 of the layer, those of its old name first.
        Layers that were not found are left out.
    """
    wanted = [record for record in records if record.raster_sha256]
    candidates: dict[Path, list[LayerRecord]] = {}
    for count, (path, size) in enumerate(_files(folders)):
        if count % 200 == 0:
            progress(0.3 * count / (count + 20_000), "searching")
        fitting = [record for record in wanted if _may_be(record, path, size)]
        if fitting:
            candidates[path] = fitting
    found: dict[str, list[Path]] = {}
    for place, (path, fitting) in enumerate(candidates.items()):
        begin, span = 0.3 + 0.7 * place / len(candidates), 0.7 / len(candidates)
        try:
            digest = checksum(path, progress=part(progress, begin, begin + span))
        except OSError:
            continue
        for record in fitting:
            if digest == record.raster_sha256:
                found.setdefault(record.uid, []).append(path)
    for record in wanted:
        if record.uid in found:
            found[record.uid] = _likeliest_first(found[record.uid], base_name(record.raster_path))
    progress(1.0, "searching")
    return found


def _likeliest_first(paths: list[Path], name: str) -> list[Path]:
    return sorted(paths, key=lambda path: (path.name != name, len(path.parts), str(path)))


def _may_be(record: LayerRecord, path: Path, size: int) -> bool:
    if record.raster_bytes:
        return size == record.raster_bytes
    return path.suffix.lower() in _SUFFIXES


def _files(folders: Iterable[Path]) -> Iterator[tuple[Path, int]]:
    """Yield regular files with their sizes, broad before deep."""
    waiting = [(Path(folder), 0) for folder in folders]
    seen = 0
    while waiting:
        folder, level = waiting.pop(0)
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    try:
                        if entry.is_dir(follow_symlinks=False):
                            if level < MOST_LEVELS and Path(entry.path) not in _NOT_FILES:
                                waiting.append((Path(entry.path), level + 1))
                        elif entry.is_file(follow_symlinks=False):
                            seen += 1
                            yield Path(entry.path), entry.stat(follow_symlinks=False).st_size
                    except OSError:
                        continue
                    if seen >= MOST_FILES:
                        return
        except OSError:  # a folder that may not be read hides what is in it, nothing more
            continue
