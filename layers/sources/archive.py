"""Unpacking archives without trusting them: names, passwords and sizes are checked first."""

from __future__ import annotations

import hashlib
import re
import shutil
import zipfile
from pathlib import Path, PurePosixPath

from layers.errors import SourceError, TruncatedSource, UnsafeArchive
from layers.sources.sniff import ZIP_FAULTS, refuse, unreadable

#: Most an archive may unpack to, and how many files it may hold.
MAX_BYTES = 8 << 30
MAX_FILES = 20_000
#: Most file systems take 255 bytes; scratch copies add an ending.
_MOST_NAME_BYTES = 240
_UTF8_NAME, _ENCRYPTED = 0x800, 0x1


def unpack(path: Path, folder: Path) -> None:
    """Unpack an archive into a folder.

    Raises
    ------
    TruncatedSource
        The archive is damaged.
    UnsafeArchive
        A name points outside, it has a password, or it would grow beyond :data:`MAX_BYTES`.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(path) as archive:
            for info, name in _checked(archive, path):
                target = folder / name
                target.parent.mkdir(parents=True, exist_ok=True)
                # zipfile stops at the size it was told, so what was checked is what can arrive.
                with archive.open(info) as source, target.open("wb") as sink:
                    shutil.copyfileobj(source, sink, 1 << 20)
    except SourceError:
        raise
    except ZIP_FAULTS as error:
        if isinstance(error, OSError) and unreadable(path, error) is None:
            raise  # the disk that is unpacked to is full, say: not the archive's fault
        raise refuse(TruncatedSource, path, "zip_broken") from error
    except RuntimeError as error:  # zipfile's word for a password
        raise refuse(UnsafeArchive, path, "zip_encrypted") from error


def require_safe(path: Path) -> None:
    """Raise :class:`UnsafeArchive` or :class:`TruncatedSource` for an archive (a workbook, say) not to be opened."""
    try:
        with zipfile.ZipFile(path) as archive:
            _checked(archive, path)
    except SourceError:
        raise
    except ZIP_FAULTS as error:
        raise refuse(TruncatedSource, path, "zip_broken") from error


def _checked(archive: zipfile.ZipFile, path: Path) -> list[tuple[zipfile.ZipInfo, Path]]:
    infos = [info for info in archive.infolist() if not info.filename.endswith(("/", "\\"))]
    if len(infos) > MAX_FILES:
        raise refuse(UnsafeArchive, path, "zip_too_many")
    if sum(info.file_size for info in infos) > MAX_BYTES:
        raise refuse(UnsafeArchive, path, "zip_too_big")
    if any(info.flag_bits & _ENCRYPTED for info in infos):
        raise refuse(UnsafeArchive, path, "zip_encrypted")
    return [(info, _safe_name(info, path)) for info in infos]


def _safe_name(info: zipfile.ZipInfo, path: Path) -> Path:
    """Return the relative path of an entry; Chinese names without the UTF-8 flag are read as GBK."""
    name = info.filename
    if not info.flag_bits & _UTF8_NAME:
        try:
            raw = name.encode("cp437")
        except UnicodeError:
            raw = b""
        name = _first_reading(raw) or name
    name = name.replace("\\", "/")
    parts = PurePosixPath(name).parts
    if not parts or name.startswith("/") or re.match(r"^[A-Za-z]:", name) or ".." in parts or "\0" in name:
        raise refuse(UnsafeArchive, path, "zip_slip", name=name)
    return Path(*map(_short, parts))


def _short(part: str) -> str:
    """Return a name that a disk takes: 85 Chinese characters fit on Windows, and are too long elsewhere.

    Parts of one shapefile keep one stem.
    """
    if len(part.encode("utf-8", errors="surrogatepass")) <= _MOST_NAME_BYTES:
        return part
    stem, suffix = PurePosixPath(part).stem, PurePosixPath(part).suffix
    if len(suffix) > 16:
        stem, suffix = part, ""
    raw = stem.encode("utf-8", errors="surrogatepass")
    kept = raw[: _MOST_NAME_BYTES // 2].decode("utf-8", errors="ignore")
    return f"{kept}…{hashlib.sha256(raw).hexdigest()[:8]}{suffix}"


def _first_reading(raw: bytes) -> str:
    """Return a name in the first encoding that reads all of it: the same for every part of a shapefile."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("cp437")
