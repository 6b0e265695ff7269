"""Text that was read in a wrong encoding once and saved again as UTF-8: what it was, where that can still be told.

A program that takes UTF-8 for the Western ISO 8859-1 makes “å¿…” of 必, one that takes it for GBK makes
“鍖椾含” of 北京.  Saved again, the file is flawless UTF-8 with other words in it.  Each byte of the original is still
there unless the wrong reading had no character for it.  Such a reading is written ``WRONG>RIGHT``, for instance
``GBK>UTF-8``: read as GBK by mistake, being UTF-8.
"""

from __future__ import annotations

from dataclasses import dataclass

#: Readings to undo: of each, the codec taken by mistake and the right one.
MISREADINGS = ("ISO-8859-1>UTF-8", "GBK>UTF-8", "ISO-8859-1>GBK")
#: What is left of text when its bytes were thrown away: the replacement character, and its UTF-8 bytes read as GBK.
_REMAINS = ("\ufffd", "锟斤拷", "锟斤", "烫烫烫", "屯屯屯", "ï¿½")


@dataclass(frozen=True)
class Undone:
    """A text as it was before it was misread."""

    text: str
    cut: bool  # its last character was lost


def split(encoding: str) -> tuple[str, str, str]:
    """Return what the bytes are in, what they were taken for by mistake, and what they are; ``""`` for none."""
    wrong, arrow, right = encoding.partition(">")
    return ("UTF-8", wrong, right) if arrow else (encoding, "", "")


def undo(text: str, wrong: str, right: str) -> Undone | None:
    """Return what a text was before it was misread; None when its bytes are not all there.

    The last character may be missing: half of it had no partner in the wrong reading and became a question mark.
    """
    if text.isascii():
        return Undone(text, cut=False)
    for tail in ("", "?", "\ufffd"):
        if not text.endswith(tail):
            continue
        raw = _bytes_of(text.removesuffix(tail) if tail else text, wrong)
        if raw is None:
            continue
        found = _decoded(raw, right, may_be_cut=bool(tail))
        if found is not None:
            return found
    raw = _bytes_of(text, wrong)
    return None if raw is None else _decoded(raw, right, may_be_cut=True)


def is_lost(text: str) -> bool:
    """Return True for text of which only placeholders remain: nothing can bring it back."""
    if any(mark in text for mark in _REMAINS):
        return True
    bare = text.strip()
    return len(bare) > 1 and set(bare) == {"?"}


def _decoded(raw: bytes, right: str, *, may_be_cut: bool) -> Undone | None:
    from layers.sources.readings import decode

    found = decode(raw, right)
    return None if found is None or (found[1] and not may_be_cut) else Undone(*found)


def _bytes_of(text: str, wrong: str) -> bytes | None:
    parts = []
    for character in text:
        byte = _byte(character, wrong)
        if byte is None:
            return None
        parts.append(byte)
    return b"".join(parts)


def _byte(character: str, wrong: str) -> bytes | None:
    if wrong == "GBK":
        if character == "€":  # Windows' code page 936 has it at 0x80, which GBK leaves open
            return b"\x80"
        codecs: tuple[str, ...] = ("gbk",)
    else:  # what calls itself ISO 8859-1 is mostly Windows' 1252; where that has no sign, the byte itself was kept
        codecs = ("cp1252", "latin-1")
    for codec in codecs:
        try:
            return character.encode(codec)
        except UnicodeEncodeError:
            continue
    return None
