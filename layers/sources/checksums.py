"""SHA-256 of a source, read in blocks."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

_BLOCK = 1 << 20


def sha256_of(paths: Iterable[Path]) -> str:
    r"""Return the SHA-256 of a source in hex.

    One file: the digest any tool gives.  Several (shapefile parts, a geodatabase folder): the digest
    of ``name\0digest\n`` lines in name order, so neither order nor place on disk matters.
    """
    files = sorted(paths, key=lambda path: path.name)
    if len(files) == 1:
        return _digest(files[0])
    whole = hashlib.sha256()
    for file in files:
        whole.update(f"{file.name}\0{_digest(file)}\n".encode())
    return whole.hexdigest()


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
