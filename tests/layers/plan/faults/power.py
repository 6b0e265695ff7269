"""Cut power: what a disk may hold when it stops at any moment, and what a plan found on it must say.

A session is recorded as the calls it makes on files: writing, syncing, truncating, making, renaming and removing.
From every prefix of that record a disk is made up.  What was synced is on it.  Of what was written since, a random
part is: nothing, everything, or some writes of many, the last ones before the first, some torn within a sector
boundary, files longer than their content.  Names of files follow the order in which they were changed, as every
journaling file system has it; how far they got is random back to the last sync of the folder.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import apsw
import pytest

from layers.plan import files

NAME = "recording"
_SECTORS = (512, 4096)


@dataclass
class Record:
    """What happened to the files of one folder, in order; ``inode`` tells files of the same name apart."""

    folder: Path
    events: list[tuple[Any, ...]] = field(default_factory=list)
    _inodes: dict[str, int] = field(default_factory=dict)
    _next: int = 0

    def begin(self) -> None:
        """Take what is in the folder now for being on the disk."""
        self.events.clear()
        self._inodes.clear()
        for path in sorted(self.folder.iterdir()):
            inode = self.made(path.name)
            self.events.append(("write", inode, 0, path.read_bytes()))
            self.events.append(("sync", inode))
        self.events.append(("sync names",))

    def made(self, name: str) -> int:
        """Enter a new file."""
        self._next += 1
        self._inodes[name] = self._next
        self.events.append(("make", name, self._next))
        return self._next

    def inode(self, name: str) -> int:
        """Return the file that has a name now, entering it when it is new."""
        return self._inodes.get(name) or self.made(name)

    def renamed(self, old: str, new: str) -> None:
        """Enter a rename in the place of whatever had the name."""
        self._inodes[new] = self._inodes.pop(old)
        self.events.append(("rename", old, new))

    def removed(self, name: str) -> None:
        """Enter the removal of a name."""
        if self._inodes.pop(name, None) is not None:
            self.events.append(("remove", name))

    def confirmed(self, said: str) -> None:
        """Enter that a gesture returned, with what the plan says since."""
        self.events.append(("confirmed", said))


# --- recording ------------------------------------------------------------------------------------------


class _Recorder(apsw.VFS):
    def __init__(self, record: Record) -> None:
        super().__init__(NAME, "")
        self._record = record

    def xOpen(self, name: Any, flags: list[int]) -> apsw.VFSFile:
        path = Path(name.filename() if isinstance(name, apsw.URIFilename) else name or "")
        if path.parent != self._record.folder:
            return apsw.VFSFile("", name, flags)
        is_new = not path.exists()
        file = _File(self._record, path.name, is_new, name, flags)
        if path.exists():
            file.inode = self._record.inode(path.name)
        return file

    def xDelete(self, name: str, sync: bool) -> None:
        super().xDelete(name, sync)
        if Path(name).parent == self._record.folder:
            self._record.removed(Path(name).name)
            if sync:
                self._record.events.append(("sync names",))


class _File(apsw.VFSFile):
    inode = 0

    def __init__(self, record: Record, own_name: str, is_new: bool, name: Any, flags: list[int]) -> None:
        super().__init__("", name, flags)
        self._events = record.events
        #: SQLite syncs the folder with the first sync of a log or journal it made.
        self._syncs_names = is_new and own_name.endswith(("-wal", "-journal"))

    def xWrite(self, data: bytes, offset: int) -> None:
        super().xWrite(data, offset)
        self._events.append(("write", self.inode, offset, bytes(data)))

    def xTruncate(self, size: int) -> None:
        super().xTruncate(size)
        self._events.append(("truncate", self.inode, size))

    def xSync(self, flags: int) -> None:
        super().xSync(flags)
        self._events.append(("sync", self.inode))
        if self._syncs_names:
            self._syncs_names = False
            self._events.append(("sync names",))


@contextmanager
def recorded(folder: Path) -> Iterator[Record]:
    """Record what is done to the files of a folder, by SQLite and by the program itself."""
    record = Record(folder)
    with ExitStack() as stack:
        layer = _Recorder(record)
        stack.callback(layer.unregister)
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setattr(files, "VFS", NAME)
        patch.setattr(os, "replace", _after(os.replace, lambda old, new: _renamed(record, Path(old), Path(new))))
        patch.setattr(os, "unlink", _after(os.unlink, lambda path, **_: _removed(record, Path(path))))
        patch.setattr(os, "fsync", _syncing(record, os.fsync))
        patch.setattr(os, "open", _opening(record, os.open))
        yield record


def _after(real: Callable[..., Any], tell: Callable[..., None]) -> Callable[..., Any]:
    def call(*arguments: Any, **named: Any) -> Any:
        result = real(*arguments, **named)
        tell(*arguments, **named)
        return result

    return call


def _renamed(record: Record, old: Path, new: Path) -> None:
    if old.parent == record.folder == new.parent:
        record.renamed(old.name, new.name)


def _removed(record: Record, path: Path) -> None:
    if path.parent == record.folder:
        record.removed(path.name)


def _syncing(record: Record, real: Callable[[int], None]) -> Callable[[int], None]:
    def call(descriptor: int) -> None:
        path = Path(f"/proc/self/fd/{descriptor}").readlink()
        real(descriptor)
        if path == record.folder:
            record.events.append(("sync names",))
        elif path.parent == record.folder:
            record.events.append(("sync", record.inode(path.name)))

    return call


def _opening(record: Record, real: Callable[..., int]) -> Callable[..., int]:
    def call(path: Any, flags: int, *arguments: Any, **named: Any) -> int:
        is_ours = flags & os.O_CREAT and Path(path).parent == record.folder and not Path(path).exists()
        descriptor = real(path, flags, *arguments, **named)
        if is_ours:
            record.made(Path(path).name)
        return descriptor

    return call


# --- the disk after the cut -------------------------------------------------------------------------------


def confirmed_before(events: list[tuple[Any, ...]], cut: int) -> str | None:
    """Return what the last gesture confirmed before a cut made the plan say; None when there was none."""
    return next((event[1] for event in reversed(events[:cut]) if event[0] == "confirmed"), None)


def confirmed_next(events: list[tuple[Any, ...]], cut: int) -> str | None:
    """Return what the gesture in hand at a cut would make the plan say; None after the last."""
    return next((event[1] for event in events[cut:] if event[0] == "confirmed"), None)


def write_disk(events: list[tuple[Any, ...]], cut: int, folder: Path, choice: random.Random) -> None:
    """Write the files a disk may hold when the power goes after so many events."""
    on_disk: dict[int, bytearray] = {}
    pending: dict[int, list[tuple[Any, ...]]] = {}
    names: dict[str, int] = {}
    pending_names: list[tuple[Any, ...]] = []
    for event in events[:cut]:
        match event[0]:
            case "write" | "truncate":
                pending.setdefault(event[1], []).append(event)
            case "sync":
                content = on_disk.setdefault(event[1], bytearray())
                for one in pending.pop(event[1], []):
                    _do(content, one)
            case "make" | "rename" | "remove":
                pending_names.append(event)
            case "sync names":
                for one in pending_names:
                    _name(names, one)
                pending_names.clear()
    for one in pending_names[: choice.randint(0, len(pending_names))]:
        _name(names, one)
    for name, inode in names.items():
        content = bytearray(on_disk.get(inode, b""))
        for one in _survivors(pending.get(inode, []), choice):
            _do(content, one)
        (folder / name).write_bytes(content)


def _survivors(pending: list[tuple[Any, ...]], choice: random.Random) -> list[tuple[Any, ...]]:
    """Return what of the unsynced writes got onto the disk."""
    kept = list(pending)
    match choice.choice(["none", "all", "first", "some", "last", "shuffled", "torn", "longer"]):
        case "none":
            return []
        case "first":
            return kept[: choice.randint(0, len(kept))]
        case "some":
            return [one for one in kept if choice.random() < 0.5]
        case "last":
            return kept[choice.randint(0, len(kept)) :]
        case "shuffled":
            choice.shuffle(kept)
            return kept[: choice.randint(0, len(kept))]
        case "torn":
            return [piece for one in kept for piece in _torn(one, choice)]
        case "longer":
            ends = [one[2] + len(one[3]) for one in kept if one[0] == "write"]
            return [("grow", 0, max(ends))] if ends else []
    return kept


def _torn(event: tuple[Any, ...], choice: random.Random) -> Iterator[tuple[Any, ...]]:
    if event[0] != "write":
        yield event
        return
    _, inode, offset, data = event
    sector = choice.choice(_SECTORS)
    begin = 0
    while begin < len(data):
        end = min(len(data), begin + sector - (offset + begin) % sector)
        if choice.random() < 0.7:
            yield ("write", inode, offset + begin, data[begin:end])
        begin = end


def _do(content: bytearray, event: tuple[Any, ...]) -> None:
    if event[0] == "write":
        _, _, offset, data = event
        _grow(content, offset)
        content[offset : offset + len(data)] = data
    elif event[0] == "grow":
        _grow(content, event[2])
    else:
        _grow(content, event[2])
        del content[event[2] :]


def _grow(content: bytearray, size: int) -> None:
    if len(content) < size:
        content.extend(bytes(size - len(content)))


def _name(names: dict[str, int], event: tuple[Any, ...]) -> None:
    if event[0] == "make":
        names[event[1]] = event[2]
    elif event[0] == "remove":
        names.pop(event[1], None)
    else:
        names[event[2]] = names.pop(event[1])


def fresh(folder: Path) -> Path:
    """Return an empty folder of that name."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder
