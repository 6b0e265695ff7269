"""SQLite's file format, read page by page where SQLite itself gives up.

After https://www.sqlite.org/fileformat2.html.  Nothing here trusts what it reads: every number is
checked before it is followed, and every walk ends, whatever the bytes say.
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

LEAF, INTERIOR = 0x0D, 0x05
INDEX_LEAF, INDEX_INTERIOR = 0x0A, 0x02
_KINDS = frozenset({LEAF, INTERIOR, INDEX_LEAF, INDEX_INTERIOR})
_HEAD_BYTES = {LEAF: 8, INDEX_LEAF: 8, INTERIOR: 12, INDEX_INTERIOR: 12}
PAGE_SIZES = tuple(1 << power for power in range(9, 17))
_USUAL = 4096
#: Deeper trees than this do not exist: SQLite's own limit is 20.
_MAX_DEPTH = 24
_SAMPLE_PAGES = 3000

_INT_BYTES = (0, 1, 2, 3, 4, 6, 8)


@dataclass(frozen=True)
class Layout:
    """Size of a page and how much of it is used, in bytes."""

    page_size: int
    usable: int
    is_guessed: bool = False  # the header does not say it


@dataclass(frozen=True)
class RawRow:
    """One record as it lies in the file; ``values`` is None when it cannot be read to its end."""

    rowid: int
    values: tuple[Any, ...] | None
    problem: str = ""  # "", "cell", "record", "overflow", "text" (read, with characters replaced)
    head: tuple[Any, ...] = ()  # what can be read of a broken record, in order
    page: int = 0


@dataclass
class Tree:
    """The pages of one b-tree, in the order of their keys."""

    root: int
    leaves: list[tuple[int, int, int]] = field(default_factory=list)  # page, lowest and highest rowid asked for
    interiors: set[int] = field(default_factory=set)
    broken: list[int] = field(default_factory=list)  # pages that should be part of it and are not readable
    gaps: list[tuple[int, int]] = field(default_factory=list)  # the rowids asked for there: above, up to

    def lose(self, page: int, lowest: int, highest: int) -> None:
        """Note a page that cannot be read."""
        self.broken.append(page)
        self.gaps.append((lowest, highest))


class Pages:
    """A database file as pages, numbered from 1."""

    def __init__(self, path: Path, layout: Layout) -> None:
        self.layout = layout
        self.page_size, self.usable = layout.page_size, layout.usable
        self._file = path.open("rb")
        size = path.stat().st_size
        self.size = size
        self._data: Any = mmap.mmap(self._file.fileno(), 0, access=mmap.ACCESS_READ) if size else b""
        self.count = -(-size // self.page_size)  # the last one may be cut

    def close(self) -> None:
        """Let go of the file."""
        if self.size:
            self._data.close()
        self._file.close()

    def content(self, page: int) -> bytes:
        """Return the bytes of a page, filled up with zeros where the file ends."""
        raw: bytes = self._data[(page - 1) * self.page_size : page * self.page_size]
        return raw if len(raw) == self.page_size else raw + bytes(self.page_size - len(raw))

    def kind(self, page: int) -> int:
        """Return the type of a b-tree page; 0 for a page that is none or does not look like one."""
        return node_kind(self.content(page), 100 if page == 1 else 0, self.usable)

    # --- trees ----------------------------------------------------------------------------------------

    def tree(self, root: int, *, index: bool = False) -> Tree:
        """Follow a tree from its root; each page is visited once."""
        tree = Tree(root)
        leaf, interior = (INDEX_LEAF, INDEX_INTERIOR) if index else (LEAF, INTERIOR)
        seen: set[int] = set()
        low, high = -(1 << 63), (1 << 63) - 1
        todo = [(root, low, high, 0)]
        while todo:
            page, lowest, highest, depth = todo.pop()
            if not 1 <= page <= self.count or page in seen or depth > _MAX_DEPTH:
                tree.lose(page, lowest, highest)
                continue
            seen.add(page)
            content = self.content(page)
            start = 100 if page == 1 else 0
            kind = node_kind(content, start, self.usable)
            if kind == leaf:
                tree.leaves.append((page, lowest, highest))
            elif kind == interior:
                tree.interiors.add(page)
                children = self._children(content, start, lowest, highest, index=index)
                todo.extend((child, above, up_to, depth + 1) for child, above, up_to in reversed(children))
            else:
                tree.lose(page, lowest, highest)
        return tree

    def _children(
        self, content: bytes, start: int, lowest: int, highest: int, *, index: bool
    ) -> list[tuple[int, int, int]]:
        children: list[tuple[int, int, int]] = []
        for at in cell_offsets(content, start, self.usable):
            if at is None:
                children.append((0, lowest, highest))  # a child nobody can name
                continue
            (child,) = struct.unpack_from(">I", content, at)
            key = _key(content, at + 4) if not index else None
            children.append((child, lowest, highest if key is None else key))
            lowest = lowest if key is None else key
        (right,) = struct.unpack_from(">I", content, start + 8)
        children.append((right, lowest, highest))
        return children

    def index_entries(self, tree: Tree) -> Iterator[tuple[Any, ...]]:
        """Yield the records of an index: its columns and the rowid."""
        for page in [*tree.interiors, *(leaf for leaf, _, _ in tree.leaves)]:
            content = self.content(page)
            skip = 4 if page in tree.interiors else 0
            for at in cell_offsets(content, 0, self.usable):
                if at is None:
                    tree.broken.append(page)
                    continue
                try:
                    size, at = varint(content, at + skip)
                    payload = self._payload(content, at, size, index=True)
                    values, problem = record(payload)
                except _Broken:
                    tree.broken.append(page)
                    continue
                if not problem:
                    yield values

    # --- rows -----------------------------------------------------------------------------------------

    def rows(self, page: int) -> Iterator[RawRow]:
        """Yield the records of a leaf page; what lies in its free blocks was deleted and is not looked at."""
        content = self.content(page)
        for at in cell_offsets(content, 100 if page == 1 else 0, self.usable):
            if at is None:
                yield RawRow(0, None, "cell", page=page)
                continue
            yield self._row(content, at, page)

    def _row(self, content: bytes, at: int, page: int) -> RawRow:
        rowid, start = 0, at
        size = 0
        try:
            size, at = varint(content, at)
            rowid, start = varint(content, at)
            payload = self._payload(content, start, size)
            values, problem = record(payload)
        except _Broken as error:
            return RawRow(rowid, None, error.args[0], head=_head(content[start : self.usable]), page=page)
        return RawRow(rowid, values, problem, page=page)

    def _payload(self, content: bytes, at: int, size: int, *, index: bool = False) -> bytes:
        """Return a record's bytes, gathered from its page and its overflow pages."""
        usable = self.usable
        if size < 0:
            raise _Broken("cell")
        most = (usable - 12) * 64 // 255 - 23 if index else usable - 35
        if size <= most:
            if at + size > usable:
                raise _Broken("cell")
            return content[at : at + size]
        least = (usable - 12) * 32 // 255 - 23
        local = least + (size - least) % (usable - 4)
        if local > most:
            local = least
        if at + local + 4 > usable or size > self.size:
            raise _Broken("cell")
        parts, left = [content[at : at + local]], size - local
        (following,) = struct.unpack_from(">I", content, at + local)
        steps = 0
        whole_pages = self.size // self.page_size
        while left > 0:
            if not 2 <= following <= whole_pages or steps > whole_pages:
                raise _Broken("overflow")
            raw = self.content(following)
            if not any(raw):  # a page of zeros is a page that was lost: no text or shape looks like it
                raise _Broken("overflow")
            steps += 1
            parts.append(raw[4 : 4 + min(left, usable - 4)])
            left -= usable - 4
            (following,) = struct.unpack_from(">I", raw)
        if following != 0:
            raise _Broken("overflow")
        return b"".join(parts)

    # --- free pages -----------------------------------------------------------------------------------

    def free_pages(self) -> tuple[set[int], bool]:
        """Return the pages on the freelist, and whether the list is whole as the header counts it."""
        if self.count == 0:
            return set(), False
        head = self.content(1)
        trunk, stated = struct.unpack_from(">2I", head, 32)
        if head[:16] != b"SQLite format 3\x00":
            return set(), False
        free: set[int] = set()
        while trunk:
            if not 2 <= trunk <= self.count or trunk in free:
                return free, False
            free.add(trunk)
            content = self.content(trunk)
            following, number = struct.unpack_from(">2I", content)
            if number > self.usable // 4 - 2:
                return free, False
            for page in struct.unpack_from(f">{number}I", content, 8):
                if not 2 <= page <= self.count or page in free:
                    return free, False
                free.add(page)
            trunk = following
        return free, len(free) == stated


class _Broken(Exception):
    """A record that cannot be read; the argument says why."""


def _key(content: bytes, at: int) -> int | None:
    try:
        return varint(content, at)[0]
    except _Broken:
        return None


# --- nodes ----------------------------------------------------------------------------------------------


def node_kind(content: bytes, start: int, usable: int) -> int:
    """Return the type of a b-tree page whose header makes sense, else 0."""
    kind = content[start]
    if kind not in _KINDS:
        return 0
    freeblock, cells, first, fragments = struct.unpack_from(">HHHB", content, start + 1)
    first = first or 65536
    pointers_end = start + _HEAD_BYTES[kind] + 2 * cells
    if fragments > 60 or not pointers_end <= first <= usable or (freeblock and not first <= freeblock < usable):
        return 0
    if cells == 0 and kind != LEAF and kind != INDEX_LEAF:
        return kind if start == 100 or kind == INTERIOR else 0
    return kind


def cell_offsets(content: bytes, start: int, usable: int) -> list[int | None]:
    """Return where the cells of a page begin; None for a pointer that points outside."""
    kind = content[start]
    (cells,) = struct.unpack_from(">H", content, start + 3)
    head = start + _HEAD_BYTES[kind]
    end = head + 2 * cells
    offsets = struct.unpack_from(f">{cells}H", content, head)
    return [at if end <= at <= usable - 4 else None for at in offsets]


# --- numbers and records ----------------------------------------------------------------------------------


def varint(data: bytes, at: int) -> tuple[int, int]:
    """Return a variable-length integer, as signed 64 bits, and where it ends."""
    value = 0
    try:
        for number in range(8):
            byte = data[at + number]
            value = value << 7 | byte & 0x7F
            if byte < 0x80:
                return value, at + number + 1
        value = value << 8 | data[at + 8]
    except IndexError:
        raise _Broken("cell") from None
    return (value - (1 << 64) if value >> 63 else value), at + 9


def record(payload: bytes) -> tuple[tuple[Any, ...], str]:
    """Return the values of a record and ``"text"`` when some text is not UTF-8 (its bytes are replaced)."""
    kinds, body = _serial_types(payload)
    values: list[Any] = []
    problem = ""
    for kind in kinds:
        size = _size(kind)
        raw = payload[body : body + size]
        if len(raw) != size:
            raise _Broken("record")
        body += size
        value, is_clean = _value(kind, raw)
        problem = problem if is_clean else "text"
        values.append(value)
    if body != len(payload):
        raise _Broken("record")
    return tuple(values), problem


def _head(payload: bytes) -> tuple[Any, ...]:
    """Return the leading values of a record that is cut or broken: enough to name it."""
    values: list[Any] = []
    try:
        kinds, body = _serial_types(payload)
        for kind in kinds:
            size = _size(kind)
            raw = payload[body : body + size]
            if len(raw) != size:
                break
            body += size
            value, is_clean = _value(kind, raw)
            if not is_clean:
                break
            values.append(value)
    except _Broken:
        pass
    return tuple(values)


def _serial_types(payload: bytes) -> tuple[list[int], int]:
    end, at = varint(payload, 0)
    if not at <= end <= len(payload):
        raise _Broken("record")
    kinds = []
    while at < end:
        kind, at = varint(payload, at)
        if kind < 0 or kind in (10, 11):
            raise _Broken("record")
        kinds.append(kind)
    if at != end:
        raise _Broken("record")
    return kinds, end


def _size(kind: int) -> int:
    if kind >= 12:
        return (kind - 12) // 2
    if kind <= 6:
        return _INT_BYTES[kind]
    return 8 if kind == 7 else 0


def _value(kind: int, raw: bytes) -> tuple[Any, bool]:
    """Return a value, and whether its text was clean UTF-8."""
    if kind == 0:
        return None, True
    if kind <= 6:
        return int.from_bytes(raw, "big", signed=True), True
    if kind == 7:
        return struct.unpack(">d", raw)[0], True
    if kind <= 9:
        return kind - 8, True
    if kind % 2 == 0:
        return raw, True
    try:
        return raw.decode("utf-8"), True
    except UnicodeDecodeError:
        return raw.decode("utf-8", errors="replace"), False


# --- page size ----------------------------------------------------------------------------------------------


def guess_layout(path: Path, *, prefer: int = 0) -> Layout:
    """Return the page size of a file: what its header says when the pages bear it out, else what they show.

    The first cell ever put on a page ends at the end of its used part, so a size under which many pages are
    filled to the very end is the right one.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(100)
    said = _said_by(head)
    if said is not None and said.page_size == prefer:
        return said
    choices = list(
        dict.fromkeys(
            [*([said] if said else []), *(Layout(one, one, True) for one in (prefer, _USUAL, *PAGE_SIZES) if one)]
        )
    )
    best, score = Layout(prefer or _USUAL, prefer or _USUAL, True), 0.0
    for layout in choices:
        if layout.page_size > size and layout is not said:
            continue
        filled = _filled_pages(path, layout)
        if filled > score * 1.2:
            best, score = layout, filled
        if said is not None and layout is said and filled > 0:
            return said
    return best


def _said_by(head: bytes) -> Layout | None:
    if len(head) < 100:
        return None
    (page_size,) = struct.unpack_from(">H", head, 16)
    page_size = 65536 if page_size == 1 else page_size
    if page_size not in PAGE_SIZES or page_size - head[20] < 480:
        return None
    return Layout(page_size, page_size - head[20])


def _filled_pages(path: Path, layout: Layout) -> float:
    """Return how many bytes lie on pages whose cells reach exactly to the end of the used part."""
    pages = Pages(path, layout)
    try:
        step = max(1, pages.count // _SAMPLE_PAGES)
        hits = seen = 0
        for page in range(1, pages.count + 1, step):
            seen += 1
            content = pages.content(page)
            start = 100 if page == 1 else 0
            if node_kind(content, start, layout.usable) == LEAF and _reaches_end(pages, content, start):
                hits += 1
        return hits * layout.page_size / max(1, seen)
    finally:
        pages.close()


def _reaches_end(pages: Pages, content: bytes, start: int) -> bool:
    offsets = [at for at in cell_offsets(content, start, pages.usable) if at is not None]
    if not offsets:
        return False
    last = max(offsets)
    try:
        size, at = varint(content, last)
        _, at = varint(content, at)
    except _Broken:
        return False
    if size < 0:
        return False
    most, least = pages.usable - 35, (pages.usable - 12) * 32 // 255 - 23
    if size <= most:
        return at + size == pages.usable
    local = least + (size - least) % (pages.usable - 4)
    return at + (local if local <= most else least) + 4 == pages.usable
