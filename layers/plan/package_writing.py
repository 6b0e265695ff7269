"""Pack a plan for a colleague: the plan, its rasters and a list of both in one file.

The plan goes in as a clean copy made by the backup API.  In that copy rasters are named by their place in
the package, and what concerns only this machine (the sketch in hand, folders rasters were in) is left out.
"""

from __future__ import annotations

import errno
import hashlib
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import apsw

from layers.errors import PackageNotSaved, PlanDamaged, PlanNotSaved, PlanReadOnly
from layers.plan import failures, files, levels, package_manifest, placing, records
from layers.plan.content_hash import content_hash
from layers.plan.package_manifest import Manifest, PackedFile, PackedRaster
from layers.plan.package_names import safe
from layers.plan.package_place import folder_for, workshop
from layers.plan.package_rasters import RasterFiles, gather, rename_rasters
from layers.plan.package_reading import entry_faults, is_package
from layers.plan.schema import Table
from layers.plan.store import PlanStore
from layers.plan.version import program_version
from layers.progress import Progress, part, silent

SUFFIX = ".联防包"

_BLOCK = 1 << 20
_SAMPLE = 1 << 18
#: The same plan gives the same package: entries carry the earliest time a ZIP knows.
_TIME = (1980, 1, 1, 0, 0, 0)
_REGULAR_FILE = 0o100644 << 16
_ON_UNIX = 3  # the system named in entries, whichever writes


@dataclass(frozen=True)
class PackResult:
    """A package that was made."""

    path: Path
    bytes: int
    manifest: Manifest

    @property
    def left_out(self) -> tuple[PackedRaster, ...]:
        """Rasters that are not in it."""
        return tuple(raster for raster in self.manifest.rasters if raster.left_out)

    @property
    def changed(self) -> tuple[PackedRaster, ...]:
        """Rasters in it that are no longer the files the plan was made with."""
        return tuple(raster for raster in self.manifest.rasters if raster.is_changed)


@dataclass(frozen=True)
class _Entry:
    """A file on its way into the package."""

    source: Path
    packed: PackedFile
    method: int


class _SourceChanged(Exception):
    """A raster was changed, or went away, while it was being packed."""

    def __init__(self, source: Path) -> None:
        self.source = source


def pack(
    store_or_path: PlanStore | str | Path,
    out: str | Path,
    *,
    extra: Callable[[apsw.Connection, str], Mapping[str, Any]] | None = None,
    progress: Progress = silent,
) -> PackResult:
    """Put a plan, its rasters and a list of both into one file, replacing a package of that name.

    Parameters
    ----------
    store_or_path : PlanStore or path
        An open plan (any thread may pack it: a second connection reads it) or a plan file, which may be open
        elsewhere; what is packed is one state of it.
    out : path
        The package, or a folder for it; the suffix ``.联防包`` is added when it has neither that nor ``.zip``.
    extra : callable, optional
        The packed plan, open for last touches beside what it says, and its content hash → what else the list says.
    progress : callable
        Raising in it leaves nothing behind.

    Returns
    -------
    PackResult
        Rasters that are missing or changed are named there and in the manifest; they do not stop packing.

    Raises
    ------
    NotAPlan, PlanFromFuture, PlanDamaged
        See :meth:`PlanStore.open`.
    PackageNotSaved
        The folder cannot be written, the disk is full or fails; an older package of that name is as it was.
    FileExistsError
        Another file has that name.
    """
    opened = nullcontext(store_or_path) if isinstance(store_or_path, PlanStore) else _open(Path(store_or_path))
    with opened as store, store.reader() as reader:
        target = package_path(reader, Path(out))
        _require_replaceable(target)
        with _told_of(target, store.path), folder_for(target), workshop(target) as scratch:
            return _Packing(reader, target, scratch, progress, extra).run()


def package_path(plan: PlanStore, out: Path) -> Path:
    """Return where a package goes: ``out`` with its suffix, or in the folder ``out`` by the plan's name."""
    if out.is_dir():
        return (out / (_plan_stem(plan) + SUFFIX)).absolute()
    return (out if out.name.endswith((SUFFIX, ".zip")) else out.with_name(out.name + SUFFIX)).absolute()


def _require_replaceable(target: Path) -> None:
    """An older package may be replaced, also a damaged one; any other file may not."""
    if os.path.lexists(target) and not target.name.endswith(SUFFIX) and not is_package(target):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))


def _open(path: Path) -> PlanStore:
    return PlanStore.open(path, read_only=True)


def _plan_stem(plan: PlanStore) -> str:
    """Return the plan's file name without its ending, or its title when nobody named the file."""
    name = plan.info().title if plan.path.name.startswith("untitled-") else plan.path.name
    return safe(name.removesuffix(files.SUFFIX), suffix=files.SUFFIX, otherwise="plan").removesuffix(files.SUFFIX)


@contextmanager
def _told_of(target: Path, plan: Path) -> Iterator[None]:
    """Name the package, or the plan, and not a passing file beside them, in what goes wrong."""
    try:
        yield
    except PackageNotSaved:
        raise
    except (PlanReadOnly, PlanNotSaved) as error:
        raise PackageNotSaved(**{**error.facts, "path": str(target)}) from error
    except PlanDamaged as error:
        raise PlanDamaged(**{**error.facts, "path": str(plan)}) from error
    except (OSError, apsw.Error) as error:
        raise PackageNotSaved(
            path=str(target),
            reason=getattr(error, "strerror", None) or str(error),
            reason_code=failures.reason_code(error),
        ) from error


class _Packing:
    """One package in the making, in a scratch folder beside its place."""

    def __init__(
        self,
        reader: PlanStore,
        target: Path,
        scratch: Path,
        progress: Progress,
        extra: Callable[[apsw.Connection, str], Mapping[str, Any]] | None,
    ) -> None:
        self._extra = extra
        self._reader, self._target, self._scratch, self._progress = reader, target, scratch, progress
        self._lost: set[Path] = set()  # rasters that changed while they were read
        self._is_stored = False

    def run(self) -> PackResult:
        plan_name = _plan_stem(self._reader) + files.SUFFIX
        groups = gather(self._reader, progress=part(self._progress, 0.0, 0.15))
        plan = self._scratch / plan_name
        facts = self._copy_plan(plan, groups)
        package = self._scratch / "package"
        while True:
            try:
                manifest = self._write(package, plan, facts, groups)
            except _SourceChanged as lost:
                self._lost.add(lost.source)
                continue
            if self._is_stored or not self._is_too_dense(package):
                break
            self._is_stored = True  # a package nobody would unpack, because it looks like a bomb
        package.chmod(self._target.stat().st_mode & 0o777 if self._target.exists() else 0o644)
        size = package.stat().st_size
        self._progress(1.0, "packing")
        placing.rename(package, self._target)
        return PackResult(self._target, size, manifest)

    # --- the plan ---------------------------------------------------------------------------------

    def _copy_plan(self, copy: Path, groups: list[RasterFiles]) -> Manifest:
        """Write the plan as it travels and return its manifest without files."""
        stamps = last_changes(self._reader)
        facts: list[Manifest] = []

        def finish(db: apsw.Connection) -> None:
            names = {path: group.name for group in groups for path in group.stored_paths}
            with db:
                rename_rasters(db, names)
                db.execute(f"DELETE FROM {Table.SKETCH}")
                levels.drop(db)
                records.write_homes(db, ())
                restore_times(db, stamps, self._reader.saved_at)
            db.execute("VACUUM")  # what was deleted stays here, and the same plan gives the same bytes
            info = self._reader.info()
            said = content_hash(db, progress=part(self._progress, 0.4, 0.5))
            facts.append(
                Manifest(
                    plan_file=copy.name,
                    plan_uid=info.uid,
                    title=info.title,
                    reference_date=info.reference_date.isoformat(),
                    plan_format_version=info.format_version,
                    content_hash=said,
                    extra={} if self._extra is None else dict(self._extra(db, said)),
                    program=program_version(),
                    made_at=datetime.now(UTC).isoformat(timespec="seconds"),
                )
            )

        self._reader.write_copy(copy, finish=finish, progress=part(self._progress, 0.15, 0.4))
        return facts[0]

    # --- the package --------------------------------------------------------------------------------

    def _write(self, package: Path, plan: Path, facts: Manifest, groups: list[RasterFiles]) -> Manifest:
        kept, rasters = self._rasters(groups)
        sources = [(plan, plan.name, package_manifest.PLAN)]
        sources += [(path, name, what) for group in kept for path, name, what in group.files]
        entries = self._entries(sources)
        manifest = replace(facts, files=tuple(entry.packed for entry in entries), rasters=tuple(rasters))
        total = sum(entry.packed.bytes for entry in entries) or 1
        report, done = part(self._progress, 0.65, 1.0), 0

        def advance(count: int) -> None:
            nonlocal done
            done += count
            report(min(done / total, 0.999), "packing")

        with zipfile.ZipFile(package, "w") as archive:
            archive.writestr(_info(package_manifest.NAME, zipfile.ZIP_DEFLATED), manifest.as_json())
            for entry in entries:
                self._add(archive, entry, plan, advance)
        placing.sync(package)
        return manifest

    def _rasters(self, groups: list[RasterFiles]) -> tuple[list[RasterFiles], list[PackedRaster]]:
        """Return the groups that go in, and what the list says of every raster layer."""
        kept, told = [], []
        for group in groups:
            is_lost = any(path in self._lost for path, _, _ in group.files)
            if group.files and not is_lost:
                kept.append(group)
            left_out = "unreadable" if is_lost else group.left_out
            for layer in group.layers:
                told.append(
                    PackedRaster(
                        layer.uid,
                        layer.title,
                        "" if left_out else group.name,
                        left_out,
                        is_changed=not left_out and layer.uid in group.changed,
                    )
                )
        return kept, told

    def _entries(self, sources: list[tuple[Path, str, str]]) -> list[_Entry]:
        report = part(self._progress, 0.5, 0.65)
        found = []
        for position, (path, name, what) in enumerate(sources):
            step = part(report, position / len(sources), (position + 1) / len(sources))
            try:
                size, sha256 = _digest(path, step)
                method = _method(path, size) if what != package_manifest.PLAN else zipfile.ZIP_DEFLATED
            except OSError as error:
                if what == package_manifest.PLAN:
                    raise
                raise _SourceChanged(path) from error
            if self._is_stored and what != package_manifest.PLAN:
                method = zipfile.ZIP_STORED
            found.append(_Entry(path, PackedFile(name, size, sha256, what), method))
        return found

    def _add(self, archive: zipfile.ZipFile, entry: _Entry, plan: Path, advance: Callable[[int], None]) -> None:
        """Add a file; one that is no longer what the list says ends this attempt."""
        info = _info(entry.packed.name, entry.method)
        info.file_size = entry.packed.bytes  # so that zipfile knows when to use 64 bits
        digest, size = hashlib.sha256(), 0
        with archive.open(info, "w") as sink:
            for block in _blocks(entry.source):
                size += len(block)
                if size > entry.packed.bytes:  # it grows
                    raise _SourceChanged(entry.source)
                digest.update(block)
                sink.write(block)
                advance(len(block))
        if digest.hexdigest() != entry.packed.sha256:
            raise _SourceChanged(entry.source)

    def _is_too_dense(self, package: Path) -> bool:
        with zipfile.ZipFile(package) as archive:
            return any(fault.code == "bomb" for fault in entry_faults(archive, package.stat().st_size))


def last_changes(plan: PlanStore) -> dict[str, str]:
    """Return table → when the GeoPackage says it changed last."""
    return {
        str(table): str(when) for table, when in plan._db.execute("SELECT table_name, last_change FROM gpkg_contents")
    }


def restore_times(db: apsw.Connection, stamps: dict[str, str], saved_at: datetime | None) -> None:
    """Put back the times that making a copy has touched: a copy is no change."""
    for table, when in stamps.items():
        db.execute("UPDATE gpkg_contents SET last_change = ? WHERE table_name = ?", (when, table))
    when = "" if saved_at is None else saved_at.strftime("%Y-%m-%dT%H:%M:%S")
    db.execute("UPDATE qgis_projects SET metadata = json_set(metadata, '$.last_modified_time', ?)", (when,))


def _info(name: str, method: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _TIME)
    info.compress_type, info.create_system, info.external_attr = method, _ON_UNIX, _REGULAR_FILE
    return info


def _blocks(path: Path) -> Iterator[bytes]:
    """Yield a file's bytes; failing to read is told apart from failing to write."""
    try:
        with path.open("rb") as stream:
            while block := stream.read(_BLOCK):
                yield block
    except OSError as error:
        raise _SourceChanged(path) from error


def _digest(path: Path, progress: Progress) -> tuple[int, str]:
    digest, size, stated = hashlib.sha256(), 0, max(path.stat().st_size, 1)
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
            size += len(block)
            progress(min(size / stated, 1.0), "packing")
    return size, digest.hexdigest()


def _method(path: Path, size: int) -> int:
    """Return how to store a raster's file: deflated unless a sample from its middle does not shrink by a tenth."""
    with path.open("rb") as stream:
        stream.seek(max(0, size // 2 - _SAMPLE // 2))
        sample = stream.read(_SAMPLE)
    shrinks = len(zlib.compress(sample, 1)) < 0.9 * len(sample)
    return zipfile.ZIP_DEFLATED if shrinks else zipfile.ZIP_STORED
