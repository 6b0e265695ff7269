"""Columns as the planner chose them, remembered for the next file of the same layout.

One JSON file beside the preferences: the layout of a source (its columns and the role it was given) → which
column is which.  A file that cannot be read, or that a later version wrote, counts as empty and is left alone
until something is remembered.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from app.settings import config_dir
from layers.kinds import Role
from layers.sources.census import ORDER

FILE_NAME = "columns.json"
_VERSION = 1
#: Layouts kept; the ones not chosen for the longest time go first.
MOST = 500

Given = dict[str, str | None]


@dataclass(frozen=True)
class Remembered:
    """What was chosen for a layout, and when."""

    given: Given
    on: date


class FieldMemory:
    """The remembered choices; every call reads the file, for two windows may be open."""

    def __init__(self, folder: Path | None = None) -> None:
        self._path = (folder or config_dir()) / FILE_NAME

    def recall(self, columns: Iterable[str], role: Role) -> Remembered | None:
        """Return what was chosen for a layout; None when nothing was, or when it names a column that is not there."""
        names = list(columns)
        entry = self._entries().get(signature(names, role))
        if entry is None:
            return None
        try:
            given = {str(name): None if column is None else str(column) for name, column in entry["fields"].items()}
            on = date.fromisoformat(entry["on"])
        except (KeyError, AttributeError, TypeError, ValueError):
            return None
        there = {None, *names}
        return Remembered(given, on) if all(one in there or name == ORDER for name, one in given.items()) else None

    def remember(self, columns: Iterable[str], role: Role, given: Mapping[str, str | None], on: date) -> None:
        """Keep what was chosen for a layout; an empty choice is forgotten."""
        entries = self._entries()
        mark = signature(columns, role)
        known = entries.pop(mark, None)
        if given:
            entries[mark] = {"role": role.value, "fields": dict(given), "on": on.isoformat()}
        elif known is None:
            return
        self._write(dict(list(entries.items())[-MOST:]))

    def forget(self, columns: Iterable[str], role: Role) -> None:
        """Propose a layout by its names again."""
        self.remember(columns, role, {}, date.today())

    def _entries(self) -> dict[str, Any]:
        try:
            stored = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        if not isinstance(stored, dict) or stored.get("version") != _VERSION:
            return {}
        entries = stored.get("layouts")
        return {k: v for k, v in entries.items() if isinstance(v, dict)} if isinstance(entries, dict) else {}

    def _write(self, entries: Mapping[str, Any]) -> None:
        """Write beside and rename: a kill leaves the old file or the new one.  What cannot be written is not kept."""
        text = json.dumps({"version": _VERSION, "layouts": entries}, ensure_ascii=False, indent=1)
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._path.parent, prefix=".columns-", suffix=".json")
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as file:
                    file.write(text)
                Path(name).replace(self._path)
            except OSError:
                Path(name).unlink(missing_ok=True)
                raise


def signature(columns: Iterable[str], role: Role) -> str:
    """Return what two files of one layout have in common: their columns, in any order and case, and the role."""
    from layers.sources.aliases import key

    text = "\n".join([role.value, *sorted(key(column) for column in columns)])
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]
