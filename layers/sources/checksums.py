"""SHA-256 of a source, read in blocks."""

from __future__ import annotations

import contextlib
import hashlib
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

_BLOCK = 16 << 20
#: Files from this size on are read beside other work.
_WORTH = 8 << 20


@contextmanager
def sha256_beside(paths: Iterable[Path]) -> Iterator[Callable[[], str]]:
    """Give a call that returns :func:`sha256_of`, which a thread works out meanwhile: hashing needs no interpreter."""
    files = list(paths)
    if sum(file.stat().st_size for file in files if file.exists()) < _WORTH:
        yield lambda: sha256_of(files)
        return
    stop = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        found = pool.submit(sha256_of, files, stop)
        try:
            yield found.result
        finally:
            stop.set()


def sha256_of(paths: Iterable[Path], stop: threading.Event | None = None) -> str:
    r"""Return the SHA-256 of a source in hex.

    One file: the digest any tool gives.  Several (shapefile parts, a geodatabase folder): the digest
    of ``name\0digest\n`` lines in name order, so neither order nor place on disk matters.  ``stop`` ends it early,
    with a digest that means nothing.
    """
    files = sorted(paths, key=lambda path: path.name)
    if len(files) == 1:
        return _digest(files[0], stop)
    whole = hashlib.sha256()
    for file in files:
        whole.update(f"{file.name}\0{_digest(file, stop)}\n".encode())
    return whole.hexdigest()


#: Path, size and time of change of the files of a source.
State = tuple[tuple[str, int, int], ...]
#: More files of a folder are not asked one by one.
_MOST_FILES = 10_000
_PARTED = (".shp", ".tab", ".mif")
_PARTS = ["dbf", "prj", "cpg", "shx", "dat", "map", "id", "mid", "DBF", "PRJ", "CPG", "SHX", "DAT", "MAP", "ID", "MID"]


def state_of(paths: Iterable[Path]) -> State:
    """Return what tells that files were changed, without reading them; files that are not there are left out."""
    found = []
    for path in paths:
        with contextlib.suppress(OSError):
            about = path.stat()
            found.append((str(path), about.st_size, about.st_mtime_ns))
    return tuple(sorted(found))


def source_state(path: Path) -> State:
    """Return :func:`state_of` of a file with its parts, or of a folder with what is directly in it."""
    files = [path]
    with contextlib.suppress(OSError):
        if path.is_dir():
            files = [entry for entry in islice(path.iterdir(), _MOST_FILES) if entry.is_file()]
        elif path.suffix.lower() in _PARTED:
            parts = (path.with_suffix(f".{end}") for end in _PARTS)
            files += [part for part in parts if part != path]
    return state_of(files)


def _digest(path: Path, stop: threading.Event | None = None) -> str:
    digest = hashlib.sha256()
    block = memoryview(bytearray(min(_BLOCK, max(1, path.stat().st_size))))
    with path.open("rb", buffering=0) as stream:
        while count := stream.readinto(block):
            digest.update(block[:count])
            if stop is not None and stop.is_set():
                break  # nobody asks any more
    return digest.hexdigest()
