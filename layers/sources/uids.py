"""Text uids that come from content: the same feature has the same uid in every plan and every reading."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_UID = re.compile(r"[0-9a-f]{16}")


def content_uids(role: str, labels: Sequence[str], wkb: NDArray[np.object_]) -> list[str]:
    """Return a unique 16-digit hex uid per feature.

    Parameters
    ----------
    role : str
        Value of the layer's role.
    labels : sequence of str
        Code or name of each feature, "" when it has none.
    wkb : ndarray of bytes or None
        Its geometry, EPSG:4490.

    Notes
    -----
    SHA-1 of role, label and WKB, cut to 64 bits.  Features alike in all three are numbered in row order; for
    all others the order of rows does not matter.
    """
    head = role.encode() + b"\0"
    seen: dict[str, int] = {}
    uids: list[str] = []
    for label, shape in zip(labels, wkb, strict=True):
        digest = hashlib.sha1(head + label.encode() + b"\0" + (shape or b""), usedforsecurity=False).hexdigest()[:16]
        repeat = seen.get(digest, 0)
        seen[digest] = repeat + 1
        uids.append(digest if repeat == 0 else _numbered(digest, repeat))
    return uids


def kept_uids(values: Sequence[object]) -> list[str] | None:
    """Return uids a file already carries, when every row has one of ours and none repeats; else None."""
    texts = [value if isinstance(value, str) else "" for value in values]
    if not texts or len(set(texts)) != len(texts) or not all(_UID.fullmatch(text) for text in texts):
        return None
    return texts


def _numbered(digest: str, repeat: int) -> str:
    return hashlib.sha1(f"{digest}#{repeat}".encode(), usedforsecurity=False).hexdigest()[:16]
