"""Look into packages and unpack them without trusting them.

Everything is checked before anything appears under its name: names, links, passwords, sizes stated and found,
checksums, the plan itself.  All that is wrong is reported at once.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import os
import shutil
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from layers.errors import NotAPackage, PackageDamaged, PackageFromFuture, PackageNotSaved, PlanError, PlanFromFuture
from layers.kinds import Shape
from layers.plan import failures, files, package_manifest, placing
from layers.plan.package_manifest import FORMAT_VERSION, RASTER_FOLDER, Fault, Manifest, PackedFile
from layers.plan.package_names import fault_of
from layers.plan.package_place import workshop
from layers.plan.schema import Table
from layers.progress import Progress, part, silent

#: More than any plan has rasters.
MOST_FILES = 10_000
#: A package that claims to unpack to more than this, and to this many times its size, is taken for a bomb.
MOST_UNQUESTIONED_BYTES = 256 << 20
MOST_RATIO = 100
_BLOCK = 1 << 20
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_UTF8_NAME = 0x800
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_KINDS = (0, stat.S_IFREG, stat.S_IFDIR)
#: What the standard library raises for an archive that is damaged, by accident or on purpose.
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError),
    *(ValueError, IndexError, NotImplementedError, RuntimeError, MemoryError),
)
_ZIP_MAGIC = b"PK\x03\x04"


@dataclass(frozen=True)
class _Package:
    """A package held open, found sound as far as its directory and its manifest tell."""

    archive: zipfile.ZipFile
    manifest: Manifest
    entries: dict[str, zipfile.ZipInfo]


def is_package(path: Path) -> bool:
    """Return whether a file is a package by its content, whatever its name; a damaged one may not be recognised."""
    try:
        with path.open("rb") as stream:
            if stream.read(4) != _ZIP_MAGIC:
                return False
        with zipfile.ZipFile(path) as archive, archive.open(package_manifest.NAME) as entry:
            return package_manifest.is_manifest(entry.read(4096))
    except (*_BROKEN, OSError, KeyError):
        return False


def inspect_package(path: str | Path) -> Manifest:
    """Return what a package holds, from its directory and its manifest; the files are not read.

    Raises
    ------
    NotAPackage
        Missing, not a ZIP, or one of another kind (``facts['reason_code']``).
    PackageFromFuture
        A newer program made it and says that this one cannot unpack it.
    PackageDamaged
        ``facts['faults']`` lists everything that is wrong.
    """
    with _opened(Path(path)) as package:
        return package.manifest


def unpack(path: str | Path, folder: str | Path, *, progress: Progress = silent) -> Path:
    """Unpack a package into a folder of its own.

    Parameters
    ----------
    path : path
        The package; it is only read.
    folder : path
        It is made; an empty one is used as it is; when something else is there, the next free name is taken.
    progress : callable
        Raising in it leaves nothing behind.

    Returns
    -------
    Path
        The plan.

    Raises
    ------
    NotAPackage, PackageFromFuture, PackageDamaged
        As :func:`inspect_package`, and for files that are not what the manifest says.
    PackageNotSaved
        The folder cannot be written, or there is no room (``facts['needed_bytes']``, ``facts['free_bytes']``).
    """
    path, folder = Path(path).absolute(), Path(folder).absolute()
    with _opened(path) as package:
        is_empty = _is_empty_folder(folder)
        place = folder / package.manifest.plan_file if is_empty else _existing(folder.parent) / folder.name
        with _told_of(folder), workshop(place) as scratch:
            _require_room(scratch, package.manifest.total_bytes, folder)
            content = scratch / "content"
            content.mkdir()
            plan = scratch / "plan"  # a short name: SQLite takes no path longer than 512 bytes
            faults = _extract_all(package, content, plan, part(progress, 0.0, 0.9))
            progress(0.9, "checking")
            faults = faults or _plan_faults(plan, package.manifest.plan_file, path)
            if faults:
                raise damaged(path, faults)
            plan.rename(content / package.manifest.plan_file)
            progress(0.98, "unpacking")
            final = _fill(content, folder) if is_empty else _move(content, folder)
    return final / package.manifest.plan_file


def damaged(path: Path, faults: Sequence[Fault]) -> PackageDamaged:
    """Return the error that names everything that is wrong with a package."""
    told = [{"code": fault.code, "name": fault.name, "detail": fault.detail} for fault in faults]
    reason = "; ".join(dict.fromkeys(fault.text for fault in faults[:5]))
    if len(faults) > 5:
        reason += f"; and {len(faults) - 5} more"
    return PackageDamaged(path=str(path), reason=reason, faults=told)


# --- looking ----------------------------------------------------------------------------------------


@contextmanager
def _opened(path: Path) -> Iterator[_Package]:
    with _archive(path) as archive:
        entries = {_name_of(info): info for info in archive.infolist()}
        faults = entry_faults(archive, path.stat().st_size)
        value, broken = _manifest_value(path, archive, entries)
        found, readable = package_manifest.versions(value)
        if readable > FORMAT_VERSION:
            raise PackageFromFuture(path=str(path), found=found, known=FORMAT_VERSION)
        if broken:
            raise damaged(path, [*faults, *broken])
        manifest, wrong = package_manifest.read(value)
        faults += [fault for fault in [*wrong, *_missing(manifest, entries)] if fault not in faults]
        if faults:
            raise damaged(path, faults)
        yield _Package(archive, manifest, entries)


@contextmanager
def _archive(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with path.open("rb") as stream:
            head = stream.read(64)
    except FileNotFoundError as error:
        raise _not_a_package(path, "there is no such file", "missing") from error
    except OSError as error:
        raise _not_a_package(path, error.strerror or str(error), "unreadable") from error
    try:
        archive = zipfile.ZipFile(path)
    except (*_BROKEN, OSError) as error:
        if head.startswith(_ZIP_MAGIC):
            raise damaged(path, [Fault("zip_broken")]) from error
        raise _not_a_package(path, "its content is something else", "not_zip") from error
    with archive:
        yield archive


def _not_a_package(path: Path, reason: str, code: str) -> NotAPackage:
    return NotAPackage(path=str(path), reason=reason, reason_code=code)


def _name_of(info: zipfile.ZipInfo) -> str:
    """Return an entry's name in full; one without the UTF-8 flag, as old tools write it, is read as GBK."""
    name = info.orig_filename
    if not info.flag_bits & _UTF8_NAME:
        with contextlib.suppress(UnicodeError):
            return name.encode("cp437").decode("gbk")
    return name


def entry_faults(archive: zipfile.ZipFile, package_bytes: int) -> list[Fault]:
    """Return what is wrong with the directory of an archive; nothing is unpacked to find out."""
    infos = archive.infolist()
    if len(infos) > MOST_FILES:
        return [Fault("too_many")]
    names = [_name_of(info) for info in infos]
    faults = [Fault(code, name) for name in names if (code := fault_of(name))]
    faults += [Fault("name_twice", name) for name in package_manifest.repeated(names)]
    for name, info in zip(names, infos, strict=True):
        if stat.S_IFMT(info.external_attr >> 16) not in _KINDS:
            faults.append(Fault("link", name))
        if info.flag_bits & _ENCRYPTED:
            faults.append(Fault("encrypted", name))
        elif info.compress_type not in _METHODS:
            faults.append(Fault("method", name))
    total = sum(info.file_size for info in infos)
    is_overlapping = sum(info.compress_size for info in infos) > package_bytes
    if is_overlapping or (total > MOST_UNQUESTIONED_BYTES and total > MOST_RATIO * package_bytes):
        faults.append(Fault("bomb"))
    return faults


def _manifest_value(
    path: Path, archive: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo]
) -> tuple[dict[str, object], list[Fault]]:
    info = entries.get(package_manifest.NAME)
    if info is None:
        raise _not_a_package(path, "an archive without a list of contents", "no_manifest")
    if info.flag_bits & _ENCRYPTED or info.compress_type not in _METHODS:
        return {}, []  # told as a fault of the entry
    if info.file_size > package_manifest.MOST_BYTES:
        return {}, [Fault("manifest_too_big")]
    try:
        with archive.open(info) as entry:
            raw = entry.read(package_manifest.MOST_BYTES + 1)
    except (*_BROKEN, OSError):
        return {}, [Fault("manifest_broken")]
    value, faults = package_manifest.parse(raw)
    if not faults and value.get("format") != package_manifest.FORMAT:
        raise _not_a_package(path, "an archive of another kind", "other_archive")
    return value, faults


def _missing(manifest: Manifest, entries: dict[str, zipfile.ZipInfo]) -> list[Fault]:
    faults = []
    for file in manifest.wanted:
        info = entries.get(file.name)
        if info is None:
            faults.append(Fault("missing", file.name))
        elif info.file_size != file.bytes:
            faults.append(Fault("size", file.name))
    return faults


# --- unpacking --------------------------------------------------------------------------------------


@contextmanager
def _told_of(folder: Path) -> Iterator[None]:
    """Name the folder in what the system says while writing."""
    try:
        yield
    except OSError as error:
        code = failures.reason_code(error)
        raise PackageNotSaved(
            path=str(folder),
            reason=error.strerror or str(error),
            reason_code="folder" if code == "file" else code,
        ) from error


def _existing(folder: Path) -> Path:
    """Return the nearest folder above that is there already."""
    return next((place for place in (folder, *folder.parents) if place.is_dir()), folder)


def _is_empty_folder(folder: Path) -> bool:
    """Return whether there is a folder without anything in it but what a killed unpacking left."""
    try:
        return folder.is_dir() and all(entry.name.startswith(".lianfang-") for entry in folder.iterdir())
    except OSError:
        return False


def _require_room(scratch: Path, needed: int, folder: Path) -> None:
    free = shutil.disk_usage(scratch).free
    if needed > free:
        raise PackageNotSaved(
            path=str(folder),
            reason=f"it needs {needed / 1e6:,.0f} MB, {free / 1e6:,.0f} MB are free",
            reason_code="no_room",
            needed_bytes=needed,
            free_bytes=free,
        )


def _extract_all(package: _Package, content: Path, plan: Path, progress: Progress) -> list[Fault]:
    total, done = package.manifest.total_bytes or 1, 0

    def advance(count: int) -> None:
        nonlocal done
        done += count
        progress(min(done / total, 1.0), "unpacking")

    faults = []
    for file in package.manifest.wanted:
        target = plan if file.what == package_manifest.PLAN else content.joinpath(*file.name.split("/"))
        target.parent.mkdir(parents=True, exist_ok=True)
        fault = _extract(package.archive, package.entries[file.name], file, target, advance)
        if fault is not None:
            faults.append(fault)
    return faults


def _extract(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, file: PackedFile, target: Path, advance: Callable[[int], None]
) -> Fault | None:
    """Write one file; what is wrong with it is returned, and only failing to write raises."""
    digest, size = hashlib.sha256(), 0
    with target.open("xb") as sink:
        try:
            for block in _blocks(archive, info):
                size += len(block)
                if size > file.bytes:
                    return Fault("size", file.name)
                digest.update(block)
                sink.write(block)
                advance(len(block))
        except _EntryBroken as error:
            return Fault(error.code, file.name, error.detail)
        sink.flush()
        os.fsync(sink.fileno())
    if size != file.bytes:
        return Fault("size", file.name)
    return None if digest.hexdigest() == file.sha256 else Fault("checksum", file.name)


class _EntryBroken(Exception):
    """An entry cannot be read to its end."""

    def __init__(self, code: str, detail: str = "") -> None:
        self.code, self.detail = code, detail


def _blocks(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield an entry's bytes, telling failures to read apart from those of whoever writes them."""
    try:
        source = archive.open(info)
    except (*_BROKEN, OSError) as error:
        raise _EntryBroken("crc") from error
    with source:
        while True:
            try:
                block = source.read(_BLOCK)
            except OSError as error:
                raise _EntryBroken("zip_unreadable", error.strerror or str(error)) from error
            except _BROKEN as error:
                raise _EntryBroken("crc") from error
            if not block:
                return
            yield block


def _plan_faults(plan: Path, name: str, package: Path) -> list[Fault]:
    try:
        files.check(plan)
        with files.reading(plan) as db:
            paths = [
                str(path)
                for (path,) in db.execute(
                    f"SELECT raster_path FROM {Table.LAYER} WHERE shape = ? AND raster_path <> ''",
                    (Shape.RASTER.value,),
                )
            ]
    except PlanFromFuture as error:
        facts = {**error.facts, "path": str(package)}
        raise PackageFromFuture(**facts) from error
    except PlanError as error:
        return [Fault("plan", name, str(error.facts.get("reason", "")))]
    for suffix in placing.SIDE_SUFFIXES:
        plan.with_name(plan.name + suffix).unlink(missing_ok=True)
    return [Fault("raster_outside", path) for path in paths if fault_of(path) or not path.startswith(RASTER_FOLDER)]


def _fill(content: Path, folder: Path) -> Path:
    """Move what was unpacked into an empty folder, the plan last: where it is, everything is."""
    for entry in sorted(content.iterdir(), key=lambda entry: entry.is_file()):
        entry.rename(folder / entry.name)
    placing.sync(folder)
    return folder


def _move(content: Path, folder: Path) -> Path:
    """Give what was unpacked its name, or the next that is free."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    for number in itertools.count(1):
        target = folder if number == 1 else folder.with_name(f"{folder.name} ({number})")
        if os.path.lexists(target):
            continue
        try:
            content.rename(target)
        except FileExistsError:  # somebody was faster
            continue
        placing.sync(folder.parent)
        return target
    raise AssertionError  # itertools.count does not end
