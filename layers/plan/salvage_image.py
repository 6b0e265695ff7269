"""The bytes a salvage works on: a scratch copy of the damaged file with what its log or journal adds.

The damaged file and what lies beside it are only read.  A write-ahead log counts as far as its commits
can be proved by their checksums; a rollback journal is played back.  Formats:
https://www.sqlite.org/fileformat2.html#the_write_ahead_log and #the_rollback_journal.
"""

from __future__ import annotations

import io
import os
import shutil
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from layers.plan.salvage_pages import PAGE_SIZES, Layout, guess_layout

_WAL_MAGIC = (0x377F0682, 0x377F0683)
_JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")
_MASK = 0xFFFFFFFF
#: Read at once, and tried again in blocks of a disk where that fails.
_PIECE, _BLOCK = 1 << 20, 4096


@dataclass(frozen=True)
class Frame:
    """One page in a write-ahead log."""

    page: int
    commit_pages: int  # size of the database in pages after this commit; 0 inside a transaction
    offset: int  # of the page's content in the log
    chained: bool  # every frame before it is sound too, as SQLite asks


@dataclass(frozen=True)
class Log:
    """A write-ahead log: its sound frames up to the last commit."""

    path: Path
    page_size: int
    frames: tuple[Frame, ...]
    is_damaged: bool  # something that is no leftover of an earlier round follows or lies between


@dataclass(frozen=True)
class Image:
    """One reading of the damaged plan, as a file of its own."""

    path: Path
    layout: Layout
    log: str  # "none", "whole" (all sound frames), "begin" (those before the damage), "left_out"
    is_log_damaged: bool = False
    unreadable_bytes: int = 0  # that the disk did not give


def images(path: Path, folder: Path) -> list[Image]:
    """Write the possible readings of a damaged plan into a folder: the one that says most first.

    With a sound log, or none, there is one.  A log that is damaged may hold less than was already
    folded into the file, so the file without it is a reading too.
    """
    log = read_log(path.with_name(path.name + "-wal"))
    plain = folder / "image-0"
    unreadable = copy_what_can_be_read(path, plain)
    layout = guess_layout(plain, prefer=log.page_size if log else 0)
    _play_back(path.with_name(path.name + "-journal"), plain, layout)
    if log is None or not log.frames:
        return [
            Image(
                plain,
                _of_rollback_kind(plain, layout),
                "none" if log is None else "left_out",
                log is not None,
                unreadable,
            )
        ]
    if layout.page_size != log.page_size:
        layout = Layout(log.page_size, log.page_size)
    found = []
    begin = tuple(frame for frame in log.frames if frame.chained)
    choices = [("whole", log.frames)]
    if log.is_damaged:
        choices += [("begin", _committed(begin))] if _committed(begin) != log.frames else []
        choices.append(("left_out", ()))
    for number, (name, frames) in enumerate(choices, 1):
        image = folder / f"image-{number}"
        shutil.copyfile(plain, image)
        _lay_over(image, log, frames)
        chosen = guess_layout(image, prefer=layout.page_size)
        found.append(Image(image, _of_rollback_kind(image, chosen), name, log.is_damaged, unreadable))
    plain.unlink()
    return found


def copy_what_can_be_read(path: Path, target: Path) -> int:
    """Copy a file from a disk that may fail in places, with zeros there; return how many bytes are missing."""
    missing = 0
    with path.open("rb", buffering=0) as source, target.open("wb") as copy:
        size = os.fstat(source.fileno()).st_size
        for start in range(0, size, _PIECE):
            piece = min(_PIECE, size - start)
            found = _read(source, start, piece)
            if found is None:
                blocks = [(at, min(_BLOCK, start + piece - at)) for at in range(start, start + piece, _BLOCK)]
                parts = [(_read(source, at, length), length) for at, length in blocks]
                missing += sum(length for part, length in parts if part is None)
                found = b"".join(bytes(length) if part is None else part for part, length in parts)
            copy.write(found)
    return missing


def _read(source: io.FileIO, start: int, length: int) -> bytes | None:
    """Return some bytes of a file, or None where the disk does not give all of them."""
    try:
        source.seek(start)
        found = source.read(length)
    except OSError:
        return None
    return found if len(found) == length else None


def _of_rollback_kind(image: Path, layout: Layout) -> Layout:
    """Write into a sound header that there is no log any more, so that SQLite opens the image by itself."""
    with image.open("r+b") as file:
        if file.read(16) == b"SQLite format 3\x00":
            file.seek(18)
            file.write(b"\x01\x01")
    return layout


def _lay_over(image: Path, log: Log, frames: tuple[Frame, ...]) -> None:
    if not frames:
        return
    with image.open("r+b") as file, log.path.open("rb") as source:
        for frame in frames:
            source.seek(frame.offset)
            file.seek((frame.page - 1) * log.page_size)
            file.write(source.read(log.page_size))
        file.truncate(frames[-1].commit_pages * log.page_size)


# --- write-ahead log ----------------------------------------------------------------------------------


def read_log(path: Path) -> Log | None:
    """Return what a write-ahead log proves to have been committed; None when there is nothing in it."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    if len(data) <= 32:
        return None
    magic, _version, page_size, _round, salt_1, salt_2, sum_1, sum_2 = struct.unpack_from(">8I", data)
    order = ">" if magic == _WAL_MAGIC[1] else "<"
    if page_size not in PAGE_SIZES:
        return Log(path, 4096, (), is_damaged=True)
    head_is_sound = magic in _WAL_MAGIC and checksum(data[:24], (0, 0), order) == (sum_1, sum_2)
    if not head_is_sound:
        return Log(path, page_size, (), is_damaged=True)
    offsets = range(32, len(data) - 24 - page_size + 1, 24 + page_size)
    # Frames of an earlier round end a log; a damaged one with its salt gone cannot be told from them.
    last = max((at for at in offsets if data[at + 8 : at + 16] == data[16:24]), default=0)
    frames: list[Frame] = []
    state, chained, gaps = (sum_1, sum_2), True, False
    for offset in offsets:
        if offset > last:
            break
        page, commit, one, two, *stated = struct.unpack_from(">6I", data, offset)
        if (one, two) != (salt_1, salt_2) or page == 0:
            chained, gaps = False, True
            state = (stated[0], stated[1])
            continue
        got = checksum(data[offset : offset + 8], state, order)
        got = checksum(data[offset + 24 : offset + 24 + page_size], got, order)
        if got == (stated[0], stated[1]):
            frames.append(Frame(page, commit, offset + 24, chained))
        else:
            chained, gaps = False, True
        state = (stated[0], stated[1])
    is_cut = (len(data) - 32) % (24 + page_size) != 0
    return Log(path, page_size, _committed(tuple(frames)), gaps or is_cut)


def _committed(frames: tuple[Frame, ...]) -> tuple[Frame, ...]:
    """Return the frames up to the last commit."""
    for number in range(len(frames), 0, -1):
        if frames[number - 1].commit_pages:
            return frames[:number]
    return ()


def checksum(data: bytes, start: tuple[int, int], order: str) -> tuple[int, int]:
    """Return SQLite's running checksum of a log over whole pairs of 32-bit words.

    s0 += x[2i] + s1; s1 += x[2i+1] + s0, modulo 2³²: a Fibonacci-weighted sum.
    """
    first, second = start
    words = np.frombuffer(data, dtype=f"{order}u4").tolist()
    for even, odd in zip(words[::2], words[1::2], strict=True):
        first = (first + even + second) & _MASK
        second = (second + odd + first) & _MASK
    return first, second


# --- rollback journal -----------------------------------------------------------------------------------


def _play_back(journal: Path, image: Path, layout: Layout) -> None:
    """Put back the pages that an unfinished transaction was about to change."""
    try:
        data = journal.read_bytes()
    except OSError:
        return
    if len(data) < 28 or data[:8] != _JOURNAL_MAGIC:
        return
    stated, nonce, pages, sector, page_size = struct.unpack_from(">5I", data, 8)
    if page_size not in PAGE_SIZES or page_size != layout.page_size or not 28 <= sector <= len(data):
        return
    limit = stated if stated != _MASK else 1 << 30
    step = page_size + 8
    with image.open("r+b") as file:
        for offset in range(sector, len(data) - step + 1, step):
            if limit == 0:
                break
            limit -= 1
            (page,) = struct.unpack_from(">I", data, offset)
            content = data[offset + 4 : offset + 4 + page_size]
            (kept,) = struct.unpack_from(">I", data, offset + 4 + page_size)
            if page == 0 or kept != (nonce + sum(content[page_size - 200 :: -200])) & _MASK:
                break
            file.seek((page - 1) * page_size)
            file.write(content)
        if pages:
            file.truncate(pages * page_size)
