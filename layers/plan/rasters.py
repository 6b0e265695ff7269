"""Rasters stay outside the plan: where one lies now, and whether it is the file that was added.

A layer keeps the path relative to the plan, the size and the SHA-256.  The stored path is never
rewritten behind the history, because the changesets hold the rows as they were: a copy of the plan in
another folder remembers the folders that stored paths may start from (``homes``) instead.

Looking touches disks: call it from a job, never from the thread that draws the window.
"""

from __future__ import annotations

import hashlib
import os
import stat
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING, Any, Protocol

from layers.kinds import Shape
from layers.plan.model import LayerRecord, SourceInfo
from layers.plan.raster_places import base_name as base_name
from layers.plan.raster_places import existing, facts, is_on_other_share, normal, sub_folders
from layers.progress import Progress, part, silent

if TYPE_CHECKING:
    import apsw

#: Files up to this size are checked by their content wherever they are met: a few hundredths of a second.
AT_ONCE_BYTES = 8 << 20
#: Endings of files that hold a map as tiles.
TILE_SUFFIXES = (".mbtiles", ".gpkg")
_BLOCK = 1 << 20
_MOST_HOMES = 12


class RasterCode(StrEnum):
    """How a raster's file is found."""

    OK = "ok"  # where the plan says, with the content the plan knows
    MOVED = "moved"  # elsewhere, with the content the plan knows
    UNCHECKED = "unchecked"  # there, with the right size; the content has not been read yet
    CHANGED = "changed"  # where the plan says, with other content
    MISSING = "missing"


@dataclass(frozen=True)
class RasterState:
    """Where a raster's file is, if anywhere, and whether it is the one that was added."""

    path: Path | None
    code: RasterCode


@dataclass(frozen=True)
class RasterFile:
    """A file that a layer may be linked to; ``source`` is set when it is another than the one that was added."""

    path: Path
    sha256: str
    size_bytes: int
    source: SourceInfo | None = None


class Reads(Protocol):
    """What is asked of an open plan; a :class:`~layers.plan.store.PlanStore` answers."""

    path: Path

    def layers(self) -> list[LayerRecord]:
        """Return the layer records."""
        ...

    def raster_homes(self) -> tuple[str, ...]:
        """Return the folders that stored paths may start from, beside the plan's own."""
        ...


def identity(record: LayerRecord) -> tuple[str, ...]:
    """Return what the whereabouts of a raster depend on, of all that a record says: to keep a state under."""
    return record.uid, record.raster_path, record.raster_sha256


def is_only_seen(record: LayerRecord) -> bool:
    """Return whether a raster is only looked at, nothing an analysis could read: placed by points, or tiles."""
    return bool(record.placement) or PureWindowsPath(record.raster_path).suffix.lower() in TILE_SUFFIXES


# --- where it lies ----------------------------------------------------------------------------------


def resolve(
    record: LayerRecord,
    plan_path: Path,
    *,
    homes: Sequence[str] = (),
    hash_up_to: int | None = None,
    progress: Progress = silent,
) -> RasterState:
    """Return where the file of a raster layer is.

    Looked at in this order: the stored path from the plan's folder and from the folders the plan was in
    before; then, by name, the plan's folder, its sub-folders, those earlier folders, the place the layer
    was read from, and the folders beside the plan's.  A file in another place counts only with the
    stored SHA-256; a file in the stored place that differs is ``changed`` when no other is the same.

    Parameters
    ----------
    record : LayerRecord
    plan_path : Path
        The plan's file.
    homes : sequence of str
        :meth:`PlanStore.raster_homes`.
    hash_up_to : int, optional
        Largest file in bytes whose content is read now; larger ones that were not read in this session
        are ``unchecked``.  None: read whatever its size.
    progress : Progress
        Fractions of the bytes read, step ``"rasters"``; may raise ``Cancelled``.
    """
    if record.shape is not Shape.RASTER or not record.raster_path:
        return RasterState(None, RasterCode.MISSING)
    look = _Look(record, hash_up_to, progress)
    folder = Path(os.path.abspath(plan_path)).parent  # noqa: PTH100 (resolve() would follow links away from the stored path)
    before = (normal(folder / home) for home in homes)
    bases = [folder, *(base for base in before if not is_on_other_share(base, folder))]
    stored = look.at(_stored_places(record.raster_path, bases), RasterCode.OK)
    if stored is not None:
        return stored
    changed = look.other
    found = look.at(_other_places(record, bases), RasterCode.MOVED) if record.raster_sha256 else None
    if found is not None:
        return found
    return RasterState(changed, RasterCode.CHANGED if changed else RasterCode.MISSING)


def resolve_all(plan: Reads, *, hash_up_to: int | None = None, progress: Progress = silent) -> dict[str, RasterState]:
    """Return layer uid → where its file is, for every raster layer of a plan; see :func:`resolve`."""
    found = [record for record in plan.layers() if record.shape is Shape.RASTER]
    homes = plan.raster_homes()
    return {
        record.uid: resolve(
            record,
            plan.path,
            homes=homes,
            hash_up_to=hash_up_to,
            progress=part(progress, place / len(found), (place + 1) / len(found)),
        )
        for place, record in enumerate(found)
    }


class _Look:
    """Goes through places until one holds the file of a record."""

    def __init__(self, record: LayerRecord, hash_up_to: int | None, progress: Progress) -> None:
        self.record, self.hash_up_to, self.progress = record, hash_up_to, progress
        self.other: Path | None = None  # the first readable file met that is not the one

    def at(self, places: Iterable[Path], code: RasterCode) -> RasterState | None:
        unread: Path | None = None
        for place in places:
            is_same = self._is_same(place)
            if is_same:
                return RasterState(place, code)
            if is_same is None:
                unread = unread or place
        return None if unread is None else RasterState(unread, RasterCode.UNCHECKED)

    def _is_same(self, path: Path) -> bool | None:
        """Return whether a file is the one; None when that takes reading more than may be read now."""
        found = facts(path)
        if found is None:
            return False
        if self.record.raster_bytes and found.st_size != self.record.raster_bytes:
            return self._is_another(path)
        if not self.record.raster_sha256:
            return True
        digest = _known.get(_key(path, found))
        if digest is None:
            if self.hash_up_to is not None and found.st_size > self.hash_up_to:
                return None
            try:
                digest = checksum(path, progress=self.progress)
            except OSError:  # it went away, or may not be read: as good as not there
                return False
        return True if digest == self.record.raster_sha256 else self._is_another(path)

    def _is_another(self, path: Path) -> bool:
        if self.other is None and os.access(path, os.R_OK):
            self.other = path
        return False


def _stored_places(stored: str, bases: Sequence[Path]) -> Iterator[Path]:
    """Yield the files that a stored path leads to, whichever system wrote it."""
    seen: set[Path] = set()
    for text in _spellings(stored):
        for base in bases[:1] if Path(text).is_absolute() else bases:
            place = normal(base / text)
            path = None if is_on_other_share(place, bases[0]) else existing(place)
            if path is not None and path not in seen:
                seen.add(path)
                yield path


def _spellings(stored: str) -> list[str]:
    """Return a stored path as this system may understand it; a drive letter means nothing elsewhere."""
    if os.name == "nt":
        return [stored]
    if PureWindowsPath(stored).drive and "\\" in stored:
        return []
    return list(dict.fromkeys([stored, stored.replace("\\", "/")]))


def _other_places(record: LayerRecord, bases: Sequence[Path]) -> Iterator[Path]:
    """Yield the files by the raster's name in the places where a moved one is usually found, each once."""
    seen: set[Path] = set()
    for path in _by_name(record, bases):
        if path not in seen:
            seen.add(path)
            yield path


def _by_name(record: LayerRecord, bases: Sequence[Path]) -> Iterator[Path]:
    names = [name for name in dict.fromkeys((base_name(record.raster_path), base_name(record.source.path))) if name]
    folder = bases[0]
    for place in [folder, *sub_folders(folder), *bases[1:]]:
        for name in names:
            path = existing(place / name)
            if path is not None:
                yield path
    source = Path(record.source.path)
    if record.source.path and source.is_absolute() and not is_on_other_share(source, folder):
        yield source
    for place in sub_folders(folder.parent):  # exact names only: there may be many
        yield from (place / name for name in names)


# --- paths to be stored -----------------------------------------------------------------------------


def relative_path(path: Path, plan_path: Path) -> str:
    """Return a path as the plan stores it: relative, so that both can move together; absolute across drives."""
    try:
        return Path(os.path.relpath(path, plan_path.parent)).as_posix()
    except ValueError:
        return str(path)


def linked(record: LayerRecord, file: RasterFile, plan_path: Path) -> dict[str, Any]:
    """Return the fields of a layer's record that link it to a file."""
    fields: dict[str, Any] = {
        "raster_path": relative_path(file.path, plan_path),
        "raster_sha256": file.sha256,
        "raster_bytes": file.size_bytes,
    }
    if file.source is not None and file.sha256 != record.raster_sha256:
        fields["source"] = replace(file.source, credit=file.source.credit or record.source.credit)
    return fields


def homes_after_copy(homes: Sequence[str], plan_path: Path, copy_path: Path) -> tuple[str, ...]:
    """Return the folders that stored paths may start from in a copy of a plan.

    Parameters
    ----------
    homes : sequence of str
        Those of the plan: relative to its folder, or absolute.
    plan_path, copy_path : Path
        Absolute.

    Returns
    -------
    tuple of str
        The plan's folder and its homes: first relative to the copy's folder, which holds when all move together;
        then absolute, which holds when the copy moves alone.
    """
    old, new = plan_path.parent, copy_path.parent
    folders = [normal(old / home) for home in homes]
    if old != new:
        folders.insert(0, old)
    relative = [text for folder in folders if (text := relative_path(folder, copy_path)) not in (".", str(folder))]
    absolute = [str(folder) for folder in folders if folder != new]
    kept = list(dict.fromkeys(relative))[: _MOST_HOMES // 2] + list(dict.fromkeys(absolute))[: _MOST_HOMES // 2]
    return tuple(kept)


def remember_home(copy: apsw.Connection, plan_path: Path, copy_path: Path) -> None:
    """Let a copy of a plan find the rasters of the plan: the last touch before it gets its name.

    Parameters
    ----------
    copy : apsw.Connection
        The copy's own, writable.
    plan_path, copy_path : Path
        Absolute: where the plan lies, and where the copy will.
    """
    from layers.plan import records  # with all that reads frames; the window asks for states long before

    records.write_homes(copy, homes_after_copy(records.read_homes(copy), plan_path, copy_path))


# --- checksums --------------------------------------------------------------------------------------

_Key = tuple[str, int, int, int, int]
_known: dict[_Key, str] = {}
_known_lock = threading.Lock()


def checksum(path: Path, *, progress: Progress = silent) -> str:
    """Return the SHA-256 of a file in hex; read once in a session while the file stays as it is.

    Raises
    ------
    OSError
        It is not a regular file, or cannot be read.
    Cancelled
        From ``progress``.
    """
    # Not blocking: should a pipe have come into its place, opening it must not wait for a writer.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise OSError(f"{path} is not a regular file")
        key = _key(path, found)
        if key in _known:
            return _known[key]
        digest, done = hashlib.sha256(), 0
        while block := file.read(_BLOCK):
            digest.update(block)
            done += len(block)
            progress(min(done / max(found.st_size, 1), 1.0), "rasters")
        if _key(path, os.fstat(file.fileno())) == key:  # not while somebody writes it
            with _known_lock:
                _known[key] = digest.hexdigest()
    return digest.hexdigest()


def _key(path: Path, found: os.stat_result) -> _Key:
    return str(path), found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino
