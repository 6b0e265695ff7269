"""The shared folder of a run: files written whole or not at all, with the digests that say what is done already.

Values are pickled: whoever may write to the folder may run programs as the workers do (``docs/national.md``).
"""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import secrets
from dataclasses import asdict
from pathlib import Path
from typing import Any

from layers.errors import SharedFolderUnseen, SharedPieceDamaged
from layers.national.model import Payload, Piece, Record

_CHUNK = 1 << 20


def written(path: Path, blob: bytes) -> None:
    """Write a file beside its place and rename it, so that nobody ever reads half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with beside.open("wb") as file:
            file.write(blob)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


class RunFolder:
    """Where a run keeps what it made."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)

    def require(self) -> None:
        """Refuse to work where the folder cannot be seen.

        Raises
        ------
        SharedFolderUnseen
        """
        if not (self.path / "run.json").is_file():
            import platform

            raise SharedFolderUnseen(path=str(self.path), host=platform.node())

    def put(self, name: str, value: Any, *, count: int = 0, bounds: Any = None) -> Payload:
        """Write a value under a name and return what is to be recorded of it."""
        blob = pickle.dumps(value, protocol=5)
        written(self.path / name, blob)
        box = None if bounds is None else tuple(float(one) for one in bounds)
        return Payload(len(blob), hashlib.sha256(blob).hexdigest(), count, box)  # type: ignore[arg-type]

    def get(self, name: str, sha256: str = "") -> Any:
        """Read a value; where its digest is given it must be that.

        Raises
        ------
        SharedPieceDamaged
            It is missing or another; removing it makes the next run do it again.
        """
        path = self.path / name
        try:
            blob = path.read_bytes()
        except OSError as error:
            raise SharedPieceDamaged(path=str(path)) from error
        if sha256 and hashlib.sha256(blob).hexdigest() != sha256:
            raise SharedPieceDamaged(path=str(path))
        return pickle.loads(blob)

    def payload(self, piece: str, name: str) -> str:
        """Return the name of one file of a piece."""
        return f"{piece}.{name}.pkl"

    def read(self, record: Record, name: str) -> Any:
        """Read one file of a finished piece."""
        return self.get(self.payload(record.piece, name), record.files[name].sha256)

    def keep(self, record: Record) -> None:
        """Write down that a piece is finished; its files were written before."""
        text = json.dumps(asdict(record), ensure_ascii=False, sort_keys=True, indent=1)
        written(self.path / f"{record.piece}.json", text.encode())

    def finished(self, piece: Piece, key: str) -> Record | None:
        """Return the record of a piece that was done from the same inputs and whose files are as they were written."""
        try:
            facts = json.loads((self.path / f"{piece.uid}.json").read_bytes())
            record = record_from(facts)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        if record.key != key or record.piece != piece.uid:
            return None
        for name, payload in record.files.items():
            path = self.path / self.payload(record.piece, name)
            if not path.is_file() or path.stat().st_size != payload.size or sha256_of(path) != payload.sha256:
                return None
        return record


def record_from(facts: dict[str, Any]) -> Record:
    """Return a record as it was written."""
    files = {
        name: Payload(**{**one, "bounds": None if one["bounds"] is None else tuple(one["bounds"])})
        for name, one in facts["files"].items()
    }
    return Record(**{**facts, "files": files, "to": tuple(facts["to"])})
